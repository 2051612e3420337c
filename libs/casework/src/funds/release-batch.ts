import { release } from '@duixian/ledger';
import {
  findBatch,
  lockBatch,
  noteCaseActors,
  postJournals,
  readContested,
  readStandingHoldsOfPayments,
  runCommand,
  runQuery,
  saveBatch,
  saveMovedPayments,
  type CommandOutcome,
  type Database,
  type DisbursementBatchEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  moveBatch,
  movePayment,
  permit,
  type BatchAction,
  type PersonActor,
} from '@duixian/workflow';
import { refuseRecusedFromAny, refuseUnfitForAny } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { DEFAULT_CREDIT_RULES, type CreditRules } from '../credit/credit-rules';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { holdPayments } from '../holds/hold-payments';
import { BatchControl } from './batch-control';
import { goThroughCases, goThroughPayments } from './go-through-payments';
import { casesOf, refuseHeld, type BatchAnswer } from './prepare-batch';
import { recordOnPayments } from './record-payment';

export interface BatchCommand {
  actor: PersonActor;
  idempotencyKey: string;
  batchId: string;
  version: number;
}

/**
 * A checker, never the maker, releases a batch: the payments must still be the ones that were prepared (count, sum,
 * hash), and looked at once more nothing holds any of them. Each payment's money goes from reserved to in flight, and a message
 * asks for it to be sent, unless its treasury pays by file.
 */
export async function releaseBatch(
  db: Database,
  command: BatchCommand & { creditRules?: CreditRules },
): Promise<CommandOutcome<BatchAnswer, Refusal>> {
  const { actor, idempotencyKey, batchId, creditRules: rules = DEFAULT_CREDIT_RULES } = command;
  const may = await runQuery(db, actor, (tx) => mayRelease(tx, command));
  if (may) {
    const looked = await holdPayments(db, { actor, idempotencyKey, due: { batchId }, rules });
    if (!looked.ok) return looked;
  }
  return changeBatch(db, command, 'release', async (tx, batch) => {
    const own = refuseMaker(batch, actor);
    const control = new BatchControl();
    const found: { held?: Refused; unfit?: Refused; contested?: Refused } = {};
    for await (const payments of goThroughPayments(tx, { batchId }, { lock: true })) {
      control.add(payments);
      const ids = payments.map(({ id }) => id);
      const held = found.held ? [] : await readStandingHoldsOfPayments(tx, ids);
      if (held.length > 0) found.held = refuseHeld(held);
      const unfit = found.unfit ? null : await refuseUnfitForAny(tx, casesOf(payments), 'batch_release');
      if (unfit) found.unfit = unfit;
      const [contested] = await readContested(tx, ids);
      if (contested !== undefined) found.contested ??= refuseContested(contested);
    }
    const refused = found.held ?? own ?? found.unfit;
    if (refused) return refused;
    // What was read before did not let them release it, so nothing was looked at for them.
    if (!may) return refuseStale(command.version, batch.version);
    const { paymentCount, totalFen, contentHash } = control.end();
    if (
      paymentCount !== batch.paymentCount ||
      totalFen !== batch.totalFen ||
      contentHash !== batch.contentHash
    )
      return refuse('batch-changed', '批次内的款项与编制时不一致。请取消本批次,重新编制。');
    if (found.contested) return found.contested;
    // Nothing moved before all of it was looked at; the locks hold, so what is read again is the same.
    for await (const payments of goThroughPayments(tx, { batchId }))
      await releaseSome(tx, batch, payments, actor.userId);
    batch.checkerId = actor.userId;
    batch.releasedAt = tx.now;
    return null;
  });
}

const refuseContested = (paymentId: string): Refused =>
  refuse('payment-contested', '对账单上有一笔疑似本批次付款的扣款尚未处理。请先在“资金待办”中处理。', {
    paymentId,
  });

/** Money of some payments goes from reserved to in flight. */
async function releaseSome(
  tx: Tx,
  batch: DisbursementBatchEntity,
  payments: readonly PaymentEntity[],
  checkerId: string,
): Promise<void> {
  await movePaymentsTo(tx, payments, 'release', { batchId: batch.id });
  await noteCaseActors(tx, casesOf(payments), checkerId, 'batch_release');
  await postJournals(
    tx,
    payments.map(({ id, budgetLineId, amountFen }) => ({
      journal: release(budgetLineId, amountFen),
      cause: `payment:${id}/release/${batch.id}`,
    })),
  );
  // By file, nothing is sent: its maker writes the file.
  if (batch.channel === 'bank')
    await tx.enqueueAll(
      'payment.released',
      payments.map(({ id }) => ({ paymentId: id })),
    );
}

/** Whether what is read now lets this person release the batch; asked again under its lock. */
async function mayRelease(tx: Tx, { actor, batchId, version }: BatchCommand): Promise<boolean> {
  const batch = await findBatch(tx, batchId);
  if (batch?.state !== 'prepared' || batch.version !== version) return false;
  if (!permit(actor, 'batch.release', regionResource(tx, batch.regionCode)).allowed) return false;
  if (refuseMaker(batch, actor)) return false;
  for await (const cases of goThroughCases(tx, batchId))
    if (await refuseUnfitForAny(tx, cases, 'batch_release')) return false;
  return true;
}

/** Maker or checker dissolves a batch that was not released; its payments wait to be batched again. */
export async function cancelBatch(
  db: Database,
  command: BatchCommand,
): Promise<CommandOutcome<BatchAnswer, Refusal>> {
  return changeBatch(db, command, 'cancel', async (tx, { id: batchId }) => {
    for await (const payments of goThroughPayments(tx, { batchId }, { lock: true })) {
      const recused = await refuseRecusedFromAny(tx, casesOf(payments));
      if (recused) return recused;
      for (const payment of payments) payment.batchId = null;
      await movePaymentsTo(tx, payments, 'unbatch', { batchId });
    }
    return null;
  });
}

async function changeBatch(
  db: Database,
  command: BatchCommand,
  action: BatchAction,
  apply: (tx: Tx, batch: DisbursementBatchEntity) => Promise<Refused | null>,
): Promise<CommandOutcome<BatchAnswer, Refusal>> {
  const { actor, idempotencyKey, batchId, version } = command;
  const name = action === 'release' ? 'releaseBatch' : 'cancelBatch';
  return runCommand(
    db,
    { name, actor, idempotencyKey, input: { batchId, version } },
    async (tx): Promise<CaseOutcome<BatchAnswer>> => {
      const batch = await lockBatch(tx, batchId);
      if (!batch) return refuseAsUnknown();
      const resource = regionResource(tx, batch.regionCode);
      const unseen = refuseUnlessPermitted(actor, 'batch.read', resource);
      if (unseen) return refuseAsUnknown();
      if (batch.version !== version) return refuseStale(version, batch.version);
      const forbidden = refuseUnlessPermitted(actor, `batch.${action}`, resource);
      if (forbidden) return forbidden;
      const move = moveBatch(batch.state, action);
      if (!move.ok) {
        return refuse('action-not-allowed', describeRefusal(move.refusal), {
          state: batch.state,
          allowedActions: move.refusal.allowed,
        });
      }
      const refused = await apply(tx, batch);
      if (refused) return refused;
      batch.state = move.to;
      await saveBatch(tx, batch);
      const { id, number, state, version: now, paymentCount, totalFen, contentHash } = batch;
      await tx.record({
        caseId: id,
        regionCode: batch.regionCode,
        type: move.event,
        data: { number, paymentCount, totalFen, contentHash },
      });
      return done({ id, number, state, version: now, paymentCount, totalFen, contentHash });
    },
  );
}

const refuseMaker = (batch: DisbursementBatchEntity, { userId }: PersonActor): Refused | null =>
  batch.makerId === userId ? refuse('separation-of-duties', '本批次由您编制,须由另一名复核人员放款。') : null;

async function movePaymentsTo(
  tx: Tx,
  payments: readonly PaymentEntity[],
  action: 'release' | 'unbatch',
  data: Record<string, unknown>,
): Promise<void> {
  const events = payments.map((payment) => {
    const move = movePayment(payment.state, action);
    if (!move.ok) throw new Error(`payment ${payment.id}: ${action} from ${payment.state}`);
    payment.state = move.to;
    return { payment, type: move.event, data };
  });
  await saveMovedPayments(tx, payments);
  await recordOnPayments(tx, events);
}
