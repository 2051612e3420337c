import {
  findBatch,
  findFileOfBatch,
  findParties,
  pageAwards,
  pageBatches,
  pagePayments,
  pageRefunds,
  readAttempts,
  readAwardLines,
  readAwardSources,
  readBudgetBalances,
  readCurrentPayeeAccountIds,
  readLastCreditChecksOfPayments,
  readStandingHoldsOfPayments,
  readPaymentsOfBatch,
  readResultFiles,
  readTreasuryVersions,
  runQuery,
  seeingEverything,
  type BudgetBalance,
  type Database,
  type DisbursementBatchEntity,
  type PageRequest,
  type PageWithTotals,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type PaymentFilter,
  type ResultFileEntity,
  type Tx,
} from '@duixian/persistence';
import {
  holdInWords,
  permit,
  UNCHECKED_OUTCOMES,
  type Actor,
  type PaymentState,
  type PersonActor,
} from '@duixian/workflow';
import { creditCheckView } from '../credit/credit-check-view';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { maskAccountNumber } from '../ground/mask';
import type { Refused } from '../ground/refusal';
import { readFailures } from './read-failures';
import { fileAnswer, type InstructionFileAnswer } from './write-instruction-file';

type Answer<T> = { ok: true; value: T } | Refused;

/** Budget lines with their balances, of the treasuries the actor covers. */
export async function listBudgets(
  db: Database,
  actor: PersonActor,
): Promise<Answer<{ items: BudgetBalance[] }>> {
  const forbidden = refuseUnlessPermitted(actor, 'budget.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const lines = await readBudgetBalances(tx);
    return {
      ok: true as const,
      value: {
        items: lines.filter(
          (line) => permit(actor, 'budget.list', regionResource(tx, line.regionCode)).allowed,
        ),
      },
    };
  });
}

export interface AwardView {
  id: string;
  applicationId: string;
  partyId: string;
  applicantName: string;
  countyCode: string;
  amountFen: number;
  awardedOn: string;
  lines: { clause: string; subject: string | null; amountFen: number; determinationId: string }[];
  /** `advancedFen`: what it pays for the other levels, who refund it. */
  sources: {
    level: string;
    regionCode: string;
    amountFen: number;
    advancedFen: number;
    budgetLineId: string;
  }[];
}

/** Awards in reach, newest first, each with clauses and funding sources. */
export async function listAwards(
  db: Database,
  actor: PersonActor,
  filter: { partyId?: string },
  page: PageRequest,
): Promise<Answer<PageWithTotals<AwardView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'award.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pageAwards(tx, reachFor(tx, 'award.list'), filter, page);
    const ids = items.map((award) => award.id);
    const [lines, sources] = [await readAwardLines(tx, ids), await readAwardSources(tx, ids)];
    const parties = await findParties(tx, [...new Set(items.map((award) => award.partyId))]);
    const names = new Map(parties.map((party) => [party.id, party.registeredName]));
    const views = items.map((award) => ({
      id: award.id,
      applicationId: award.applicationId,
      partyId: award.partyId,
      applicantName: names.get(award.partyId) ?? '',
      countyCode: award.countyCode,
      amountFen: award.amountFen,
      awardedOn: award.awardedOn,
      lines: lines
        .filter((line) => line.awardId === award.id)
        .map((line) => ({
          clause: line.clauseId,
          subject: line.subject || null,
          amountFen: line.amountFen,
          determinationId: line.determinationId,
        })),
      sources: sources
        .filter((source) => source.awardId === award.id)
        .map(({ level, regionCode, amountFen, advancedFen, budgetLineId }) => ({
          level,
          regionCode,
          amountFen,
          advancedFen,
          budgetLineId,
        })),
    }));
    return { ok: true as const, value: { items: views, nextCursor, totals } };
  });
}

export interface AttemptView {
  attemptNumber: number;
  bankReference: string;
  state: string;
  startedAt: string;
  /** Why the bank refused it or gave it back, in its own words, or what made its answer none; null where nothing is said. */
  failure: string | null;
}

export interface PaymentView {
  id: string;
  version: number;
  applicationId: string;
  partyId: string;
  regionCode: string;
  instalment: number;
  amountFen: number;
  state: string;
  batchId: string | null;
  payee: { accountName: string; maskedNumber: string; bankName: string };
  /** It waits, and its payee is paid on another account by now. */
  newerAccount: boolean;
  /** Why it waits for people, in Chinese; empty where nothing holds it. */
  heldFor: string[];
  /** What the register of credit last answered about it, where that was 未核查; null where it was checked or not asked yet. */
  creditUnchecked: string | null;
  settledOn: string | null;
  /** Where it refunds what another level advanced: the treasury that did, and the day on which it was given back there. */
  refundTo: string | null;
  refundedOn: string | null;
  attempts: AttemptView[];
}

/** Payments in reach, newest first, each with its attempts. */
export async function listPayments(
  db: Database,
  actor: PersonActor,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<Answer<PageWithTotals<PaymentView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'payment.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pagePayments(tx, reachFor(tx, 'payment.list'), filter, page);
    return { ok: true as const, value: { items: await paymentViews(tx, items), nextCursor, totals } };
  });
}

/** Refunds that a treasury in reach makes or is owed, newest first. */
export async function listRefunds(
  db: Database,
  actor: PersonActor,
  filter: { state?: PaymentState; regionCode?: string; refundTo?: string },
  page: PageRequest,
): Promise<Answer<PageWithTotals<PaymentView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'refund.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pageRefunds(tx, reachFor(tx, 'refund.list'), filter, page);
    return { ok: true as const, value: { items: await paymentViews(tx, items), nextCursor, totals } };
  });
}

/** Whether its payee is paid on another account by now; of a refund, the treasury that it goes to. */
const isOnEarlierAccount = (
  { refundTo, partyId, payee: { accountId, accountVersion } }: PaymentEntity,
  enterprises: ReadonlyMap<string, string>,
  treasuries: ReadonlyMap<string, number>,
): boolean =>
  refundTo === null
    ? (enterprises.get(partyId) ?? accountId) !== accountId
    : (treasuries.get(refundTo) ?? accountVersion) !== accountVersion;

async function paymentViews(tx: Tx, payments: readonly PaymentEntity[]): Promise<PaymentView[]> {
  const attempts = await readAttempts(
    tx,
    payments.map((payment) => payment.id),
  );
  const failures = await readFailures(tx, attempts);
  const waiting = payments.filter(({ state }) => state === 'planned').map(({ partyId }) => partyId);
  const holds = await readStandingHoldsOfPayments(
    tx,
    payments.map((payment) => payment.id),
  );
  const unchecked = await uncheckedPayments(tx, payments);
  const current = await readCurrentPayeeAccountIds(tx, [...new Set(waiting)]);
  const refunded = payments.flatMap(({ refundTo }) => (refundTo === null ? [] : [refundTo]));
  // Who owes a refund need not see the treasury that it goes to.
  const treasuries = await seeingEverything(tx, () => readTreasuryVersions(tx, [...new Set(refunded)]));
  return payments.map((payment) => ({
    id: payment.id,
    version: payment.version,
    applicationId: payment.applicationId,
    partyId: payment.partyId,
    regionCode: payment.regionCode,
    instalment: payment.instalment,
    amountFen: payment.amountFen,
    state: payment.state,
    batchId: payment.batchId,
    payee: {
      accountName: payment.payee.accountName,
      maskedNumber: maskAccountNumber(payment.payee.accountNumber),
      bankName: payment.payee.bankName,
    },
    newerAccount: payment.state === 'planned' && isOnEarlierAccount(payment, current, treasuries),
    creditUnchecked: unchecked.get(payment.id) ?? null,
    heldFor: holds.filter(({ paymentId }) => paymentId === payment.id).map(holdInWords),
    settledOn: payment.settledOn,
    refundTo: payment.refundTo,
    refundedOn: payment.refundedOn,
    attempts: attempts
      .filter((attempt) => attempt.paymentId === payment.id)
      .map((attempt) => attemptView(attempt, failures.get(attempt.id) ?? null)),
  }));
}

/** In words, by payment, where the last answer before it says that nobody knows. */
async function uncheckedPayments(tx: Tx, payments: readonly PaymentEntity[]): Promise<Map<string, string>> {
  const last = await readLastCreditChecksOfPayments(
    tx,
    payments.map((payment) => payment.id),
  );
  return new Map(
    last
      .filter(({ outcome }) => UNCHECKED_OUTCOMES.includes(outcome))
      .map((check) => [check.paymentId ?? '', creditCheckView(check).words]),
  );
}

const attemptView = (attempt: PaymentAttemptEntity, failure: string | null): AttemptView => ({
  attemptNumber: attempt.attemptNumber,
  bankReference: attempt.bankReference,
  state: attempt.state,
  startedAt: attempt.startedAt.toISOString(),
  failure,
});

export type BatchView = Omit<DisbursementBatchEntity, 'preparedAt' | 'releasedAt'> & {
  preparedAt: string;
  releasedAt: string | null;
};

const batchView = (batch: DisbursementBatchEntity): BatchView => ({
  ...batch,
  preparedAt: batch.preparedAt.toISOString(),
  releasedAt: batch.releasedAt?.toISOString() ?? null,
});

/** Batches of the treasuries in reach, newest first. */
export async function listBatches(
  db: Database,
  actor: PersonActor,
  page: PageRequest,
): Promise<Answer<PageWithTotals<BatchView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'batch.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pageBatches(tx, reachFor(tx, 'batch.list'), page);
    return { ok: true as const, value: { items: items.map(batchView), nextCursor, totals } };
  });
}

export type ResultFileView = Omit<ResultFileEntity, 'fileId' | 'regionCode' | 'readAt' | 'totalFen'> & {
  totalFen: number;
  readAt: string;
};

export type BatchWithPayments = BatchView & {
  payments: PaymentView[];
  /** The file it leaves in, once it is written. */
  file: InstructionFileAnswer | null;
  /** What came back about that file, oldest first. */
  results: ResultFileView[];
};

const resultView = ({ fileId: _file, regionCode: _region, ...result }: ResultFileEntity): ResultFileView => ({
  ...result,
  readAt: result.readAt.toISOString(),
});

/** One batch with its payments. */
export async function readBatch(db: Database, actor: Actor, id: string): Promise<Answer<BatchWithPayments>> {
  return runQuery(db, actor, async (tx) => {
    const batch = await findBatch(tx, id);
    if (!batch || refuseUnlessPermitted(actor, 'batch.read', regionResource(tx, batch.regionCode)))
      return refuseAsUnknown();
    const payments = await paymentViews(tx, await readPaymentsOfBatch(tx, batch.id));
    const file = await findFileOfBatch(tx, batch.id);
    const results = file ? await readResultFiles(tx, [file.id]) : [];
    const about = { file: file && fileAnswer(batch, file), results: results.map(resultView) };
    return { ok: true as const, value: { ...batchView(batch), payments, ...about } };
  });
}
