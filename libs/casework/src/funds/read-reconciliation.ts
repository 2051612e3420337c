import {
  findPayments,
  findStatement,
  findStatementLine,
  pageFinanceTasks,
  pageStatements,
  readAttempts,
  readCasesOfAttempts,
  readProposals,
  readStatementLines,
  readTreasuryDays,
  runQuery,
  sumStatementLines,
  type BankStatementEntity,
  type BankStatementLineEntity,
  type Database,
  type FinanceProposalEntity,
  type FinanceTaskEntity,
  type FinanceTaskKind,
  type Page,
  type PageRequest,
  type StatementPart,
  type StatementSum,
  type Tx,
} from '@duixian/persistence';
import type { Actor, PersonActor, StatementClassification } from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import type { TreasuryDayView } from './close-treasury-day';
import { resolutionsOf } from './finance-task-evidence';
import { readFailures } from './read-failures';

type Answer<T> = { ok: true; value: T } | Refused;

export interface StatementLineView {
  position: number;
  bankSerial: string;
  reference: string;
  direction: 'debit' | 'credit';
  amountFen: number;
  counterpartyName: string;
  maskedAccount: string;
  bookedOn: string;
  classification: StatementClassification;
}

export interface FinanceTaskView {
  id: string;
  version: number;
  kind: FinanceTaskKind;
  regionCode: string;
  openedAt: string;
  doneAt: string | null;
  doneBy: string | null;
  outcome: string | null;
  /** How it can end by proposal and decision; empty: queue the payment again. */
  resolutions: readonly string[];
  payment: {
    id: string;
    version: number;
    applicationId: string;
    state: string;
    amountFen: number;
    payeeName: string;
    bankReference: string | null;
    requestedOn: string | null;
    /** Why the bank refused the last attempt or gave it back. */
    failure: string | null;
  } | null;
  line: (StatementLineView & { statementId: string }) | null;
  proposals: {
    id: string;
    resolution: string;
    statementId: string | null;
    note: string;
    proposedBy: string;
    proposedAt: string;
    decision: string | null;
    decidedBy: string | null;
    decidedAt: string | null;
    decisionNote: string | null;
  }[];
}

/** The queue of a treasury's people: what waits for them, or what ended, newest first. */
export async function listFinanceTasks(
  db: Database,
  actor: PersonActor,
  filter: { done: boolean; regionCode?: string; kind?: FinanceTaskKind },
  page: PageRequest,
): Promise<Answer<Page<FinanceTaskView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'financeTask.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageFinanceTasks(tx, reachFor(tx, 'financeTask.list'), filter, page);
    return { ok: true as const, value: { items: await taskViews(tx, items), nextCursor } };
  });
}

async function taskViews(tx: Tx, tasks: readonly FinanceTaskEntity[]): Promise<FinanceTaskView[]> {
  const paymentIds = tasks.flatMap((task) => task.paymentId ?? []);
  const payments = new Map((await findPayments(tx, paymentIds)).map((payment) => [payment.id, payment]));
  const attempts = await readAttempts(tx, paymentIds);
  const failures = await readFailures(tx, attempts);
  const proposals = await readProposals(
    tx,
    tasks.map((task) => task.id),
  );
  const views: FinanceTaskView[] = [];
  for (const task of tasks) {
    const payment = payments.get(task.paymentId ?? '');
    const attempt = attempts.filter((each) => each.paymentId === task.paymentId).at(-1);
    const line =
      task.statementId === null
        ? null
        : await findStatementLine(tx, task.statementId, task.statementPosition ?? 0);
    views.push({
      id: task.id,
      version: task.version,
      kind: task.kind,
      regionCode: task.regionCode,
      openedAt: task.openedAt.toISOString(),
      doneAt: task.doneAt?.toISOString() ?? null,
      doneBy: task.doneBy,
      outcome: task.outcome,
      resolutions: resolutionsOf(task, line),
      payment: payment
        ? {
            id: payment.id,
            version: payment.version,
            applicationId: payment.applicationId,
            state: payment.state,
            amountFen: payment.amountFen,
            payeeName: payment.payee.accountName,
            bankReference: attempt?.bankReference ?? null,
            requestedOn: attempt
              ? (JSON.parse(attempt.payload) as { requestedOn: string }).requestedOn
              : null,
            failure: failures.get(attempt?.id ?? '') ?? null,
          }
        : null,
      line: line ? { statementId: line.statementId, ...lineView(line) } : null,
      proposals: proposals.filter((each) => each.taskId === task.id).map(proposalView),
    });
  }
  return views;
}

const proposalView = (proposal: FinanceProposalEntity): FinanceTaskView['proposals'][number] => {
  const { taskId: _taskId, proposedAt, decidedAt, ...rest } = proposal;
  return {
    ...rest,
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
};

const lineView = (line: BankStatementLineEntity): StatementLineView => ({
  position: line.position,
  bankSerial: line.bankSerial,
  reference: line.reference,
  direction: line.direction,
  amountFen: line.amountFen,
  counterpartyName: line.counterpartyName,
  maskedAccount: maskAccountNumber(line.counterpartyAccount),
  bookedOn: line.bookedOn,
  classification: line.classification,
});

export interface StatementView {
  id: string;
  regionCode: string;
  statementNumber: string;
  statementDate: string;
  contentHash: string;
  importedAt: string;
  importedBy: string;
}

const statementView = (statement: BankStatementEntity): StatementView => ({
  id: statement.id,
  regionCode: statement.regionCode,
  statementNumber: statement.statementNumber,
  statementDate: statement.statementDate,
  contentHash: statement.contentHash,
  importedAt: statement.importedAt.toISOString(),
  importedBy: statement.importedBy,
});

/** Statements of the treasuries in reach, newest first. */
export async function listStatements(
  db: Database,
  actor: PersonActor,
  filter: { regionCode?: string; statementDate?: string },
  page: PageRequest,
): Promise<Answer<Page<StatementView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'statement.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor } = await pageStatements(tx, reachFor(tx, 'statement.list'), filter, page);
    return { ok: true as const, value: { items: items.map(statementView), nextCursor } };
  });
}

/** A line with the case that its payment belongs to; null for what is no payment of ours. */
export type LineOfStatementView = StatementLineView & { applicationId: string | null };

/** A statement, what its lines were taken for, and some of these. */
export interface StatementWithLinesView extends StatementView {
  sums: StatementSum[];
  lines: LineOfStatementView[];
}

/** One statement with its sums and the lines after a position, at most `limit`. */
export async function readStatement(
  db: Database,
  actor: Actor,
  id: string,
  part: StatementPart,
): Promise<Answer<StatementWithLinesView>> {
  return runQuery(db, actor, async (tx) => {
    const statement = await seenStatement(tx, actor, id);
    if (!statement) return refuseAsUnknown();
    const [sums, lines] = [await sumStatementLines(tx, id), await linesOf(tx, id, part)];
    return { ok: true as const, value: { ...statementView(statement), sums, lines } };
  });
}

/** Only the lines of a statement, in pages by their positions: whoever goes through all of them wants no sums each time. */
export async function listStatementLines(
  db: Database,
  actor: Actor,
  id: string,
  { cursor, ...part }: PageRequest & Pick<StatementPart, 'classification'>,
): Promise<Answer<Page<LineOfStatementView>>> {
  return runQuery(db, actor, async (tx) => {
    if (!(await seenStatement(tx, actor, id))) return refuseAsUnknown();
    const items = await linesOf(tx, id, { ...part, after: Number(cursor ?? 0) });
    const last = items.length < part.limit ? undefined : items.at(-1);
    return { ok: true as const, value: { items, nextCursor: last ? String(last.position) : null } };
  });
}

async function seenStatement(tx: Tx, actor: Actor, id: string): Promise<BankStatementEntity | null> {
  const statement = await findStatement(tx, id);
  const forbidden =
    statement && refuseUnlessPermitted(actor, 'statement.read', regionResource(tx, statement.regionCode));
  return forbidden ? null : statement;
}

async function linesOf(tx: Tx, id: string, part: StatementPart): Promise<LineOfStatementView[]> {
  const found = await readStatementLines(tx, id, part);
  const cases = await readCasesOfAttempts(
    tx,
    found.flatMap(({ attemptId }) => attemptId ?? []),
  );
  return found.map((line) => ({
    ...lineView(line),
    applicationId: cases.get(line.attemptId ?? '') ?? null,
  }));
}

const MOST_DAYS = 400;

/** Closed days of the treasuries in reach, newest first, a year at most. */
export async function listTreasuryDays(
  db: Database,
  actor: PersonActor,
  filter: { regionCode?: string },
): Promise<Answer<{ items: TreasuryDayView[] }>> {
  const forbidden = refuseUnlessPermitted(actor, 'treasuryDay.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const days = await readTreasuryDays(tx, reachFor(tx, 'treasuryDay.list'), filter, MOST_DAYS);
    const items = days.map((day) => ({ ...day, closedAt: day.closedAt.toISOString() }));
    return { ok: true as const, value: { items } };
  });
}
