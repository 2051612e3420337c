import {
  decideBudgetChange,
  findBudgetChange,
  findBudgetLine,
  insertBudgetLine,
  lockBudgetChange,
  lockBudgetSubjects,
  postJournals,
  readAvailable,
  runCommand,
  type BudgetChangeEntity,
  type BudgetDecision,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { fen } from '@duixian/money';
import type { Operation, PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { BUDGET_CHANGE_MOVES, recordBudgetChange, refuseShort } from './budget-change-moves';
import type { BudgetChangeAnswer } from './propose-budget-change';

export interface BudgetChangeCommand {
  actor: PersonActor;
  idempotencyKey: string;
  changeId: string;
  version: number;
  note?: string;
}

export type BudgetChangeAction = 'confirm' | 'refuse' | 'withdraw';

const DECISIONS: Readonly<
  Record<BudgetChangeAction, { decision: BudgetDecision; operation: Operation; event: string }>
> = {
  confirm: { decision: 'confirmed', operation: 'budget.decide', event: 'budget.confirmed' },
  refuse: { decision: 'refused', operation: 'budget.decide', event: 'budget.refused' },
  withdraw: { decision: 'withdrawn', operation: 'budget.withdraw', event: 'budget.withdrawn' },
};

const TAKEN: Refusal = {
  code: 'budget-line-taken',
  message: '相同的指标已由他人下达。请不同意本次变动,改为追加已有的指标。',
};

/**
 * A checker, never the one who proposed, confirms or refuses a change of budget lines; the proposer may withdraw it.
 * Confirming books it at once: what is no longer free cannot leave, however many awards race for it.
 */
export async function decideOnBudgetChange(
  db: Database,
  command: BudgetChangeCommand & { action: BudgetChangeAction },
): Promise<CommandOutcome<BudgetChangeAnswer, Refusal>> {
  const { actor, idempotencyKey, changeId, version, action, note = null } = command;
  const request = {
    name: 'decideOnBudgetChange',
    actor,
    idempotencyKey,
    input: { changeId, version, action, note },
    conflicts: { budget_line_region_code_year_subject_document_number_key: TAKEN },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<BudgetChangeAnswer>> => {
    const opened = await openChange(tx, command);
    if (!opened.ok) return opened;
    const { change } = opened;
    const { decision, event } = DECISIONS[action];
    let { toLineId } = change;
    if (action === 'confirm') {
      const booked = await carryOut(tx, change);
      if (!booked.ok) return booked;
      toLineId = booked.toLineId;
    }
    if (toLineId !== null && action === 'confirm')
      await tx.enqueue('budget.freed', { budgetLineId: toLineId });
    await decideBudgetChange(tx, change, { decision, by: actor.userId, note, toLineId });
    await recordBudgetChange(tx, change, event);
    return done({ id: change.id, version: change.version, state: decision });
  });
}

async function openChange(
  tx: Tx,
  { actor, changeId, version, action }: BudgetChangeCommand & { action: BudgetChangeAction },
): Promise<{ ok: true; change: BudgetChangeEntity } | Refused> {
  const found = await findBudgetChange(tx, changeId);
  if (!found) return refuseAsUnknown();
  const resource = regionResource(tx, found.regionCode);
  if (refuseUnlessPermitted(actor, 'budget.list', resource)) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(actor, DECISIONS[action].operation, resource);
  if (forbidden) return forbidden;
  // Before the change itself: an award that waits for this money holds the subject and asks nothing of a change.
  await lockBudgetSubjects(tx, found.regionCode, await subjectsOf(tx, found));
  const change = await lockBudgetChange(tx, changeId);
  if (!change) return refuseAsUnknown();
  if (change.version !== version) return refuseStale(version, change.version);
  if (change.decision !== null)
    return refuse('action-not-allowed', '这项变动已经办结。', {
      state: change.decision,
    });
  const own = change.proposedBy === actor.userId;
  if (own !== (action === 'withdraw'))
    return refuse(
      'separation-of-duties',
      own ? '这项变动由您提出,须由另一人复核。' : '只有提出人可以撤回;复核人员请用“不同意”。',
    );
  return { ok: true, change };
}

async function subjectsOf(tx: Tx, { fromLineId, subject }: BudgetChangeEntity): Promise<string[]> {
  const from = fromLineId === null ? null : await findBudgetLine(tx, fromLineId);
  return from ? [subject, from.subject] : [subject];
}

/** Makes the line that the change is to make, and books both sides. */
async function carryOut(
  tx: Tx,
  change: BudgetChangeEntity,
): Promise<{ ok: true; toLineId: string | null } | Refused> {
  const { id, kind, fromLineId, amountFen } = change;
  const { takes, gives } = BUDGET_CHANGE_MOVES[kind];
  const from = fromLineId === null ? null : await findBudgetLine(tx, fromLineId);
  if (from) {
    const free = (await readAvailable(tx, [from.id])).get(from.id) ?? fen(0);
    if (amountFen > free) return refuseShort(from, amountFen, free);
  }
  const toLineId = gives
    ? (change.toLineId ?? (await makeLine(tx, change, from?.originYear ?? from?.year)))
    : null;
  const journals = [
    ...(takes && from ? [takes(from.id, amountFen)] : []),
    ...(gives && toLineId !== null ? [gives(toLineId, amountFen)] : []),
  ];
  await postJournals(
    tx,
    journals.map((journal) => ({ journal, cause: `budget-change:${id}/${journal.kind}` })),
  );
  return { ok: true, toLineId };
}

async function makeLine(tx: Tx, change: BudgetChangeEntity, originYear: number | undefined): Promise<string> {
  const { regionCode, year, subject, lineDocument: documentNumber } = change;
  const id = tx.newId();
  const { level } = tx.regions.get(regionCode);
  await insertBudgetLine(tx, {
    id,
    regionCode,
    level,
    year,
    subject,
    documentNumber,
    originYear: originYear ?? null,
    createdAt: tx.now,
  });
  return id;
}
