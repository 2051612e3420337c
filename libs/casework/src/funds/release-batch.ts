import { release } from '@duixian/ledger';
import { sumFen } from '@duixian/money';
import {
  findBatch,
  lockBatch,
  lockPaymentsOfBatch,
  noteCaseActors,
  postJournals,
  readContested,
  readPaymentsOfBatch,
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
import { refuseUnfitForAny } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { DEFAULT_CREDIT_RULES, type CreditRules } from '../credit/credit-rules';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { holdPayments } from '../holds/hold-payments';
import { batchContentHash, casesOf, refuseHeld, type BatchAnswer } from './prepare-batch';
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
  return changeBatch(db, command, 'release', async (tx, batch, payments) => {
    const held = await readStandingHoldsOfPayments(
      tx,
      payments.map(({ id }) => id),
    );
    if (held.length > 0) return refuseHeld(held);
    const own = await refuseOwnBatch(tx, batch, payments, command.actor);
    if (own) return own;
    // What was read before did not let them release it, so nothing was looked at for them.
    if (!may) return refuseStale(command.version, batch.version);
    const sum = sumFen(payments.map((payment) => payment.amountFen));
    if (
      payments.length !== batch.paymentCount ||
      sum !== batch.totalFen ||
      batchContentHash(payments) !== batch.contentHash
    ) {
      return refuse('batch-changed', '批次内的款项与编制时不一致。请取消本批次,重新编制。');
    }
    const [contested] = await readContested(
      tx,
      payments.map(({ id }) => id),
    );
    if (contested !== undefined)
      return refuse(
        'payment-contested',
        '对账单上有一笔疑似本批次付款的扣款尚未处理。请先在“资金待办”中处理。',
        { paymentId: contested },
      );
    await movePaymentsTo(tx, payments, 'release', { batchId: batch.id });
    await noteCaseActors(tx, casesOf(payments), command.actor.userId, 'batch_release');
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
    batch.checkerId = command.actor.userId;
    batch.releasedAt = tx.now;
    return null;
  });
}

/** Whether what is read now lets this person release the batch; asked again under its lock. */
async function mayRelease(tx: Tx, { actor, batchId, version }: BatchCommand): Promise<boolean> {
  const batch = await findBatch(tx, batchId);
  if (batch?.state !== 'prepared' || batch.version !== version) return false;
  if (!permit(actor, 'batch.release', regionResource(tx, batch.regionCode)).allowed) return false;
  return (await refuseOwnBatch(tx, batch, await readPaymentsOfBatch(tx, batchId), actor)) === null;
}

/** Maker or checker dissolves a batch that was not released; its payments wait to be batched again. */
export async function cancelBatch(
  db: Database,
  command: BatchCommand,
): Promise<CommandOutcome<BatchAnswer, Refusal>> {
  return changeBatch(db, command, 'cancel', async (tx, batch, payments) => {
    for (const payment of payments) payment.batchId = null;
    await movePaymentsTo(tx, payments, 'unbatch', { batchId: batch.id });
    return null;
  });
}

async function changeBatch(
  db: Database,
  command: BatchCommand,
  action: BatchAction,
  apply: (tx: Tx, batch: DisbursementBatchEntity, payments: PaymentEntity[]) => Promise<Refused | null>,
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
      const refused = await apply(tx, batch, await lockPaymentsOfBatch(tx, batch.id));
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

async function refuseOwnBatch(
  tx: Tx,
  batch: DisbursementBatchEntity,
  payments: readonly PaymentEntity[],
  actor: PersonActor,
): Promise<Refused | null> {
  if (batch.makerId === actor.userId) {
    return refuse('separation-of-duties', '本批次由您编制,须由另一名复核人员放款。');
  }
  return refuseUnfitForAny(tx, casesOf(payments), 'batch_release');
}

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
