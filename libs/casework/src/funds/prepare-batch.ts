import { yearOf } from '@duixian/calendar';
import { sumFen } from '@duixian/money';
import {
  canonicalJson,
  insertBatch,
  lockPaymentsForBatch,
  nextNumber,
  readStandingHoldsOfPayments,
  noteCaseActors,
  runCommand,
  runQuery,
  saveMovedPayments,
  sha256,
  type CaseHoldEntity,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { BATCH_CREATED_EVENT, movePayment, type PersonActor } from '@duixian/workflow';
import { refuseUnfitForAny } from '../applications/open-case';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { DEFAULT_CREDIT_RULES, type CreditRules } from '../credit/credit-rules';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { holdPayments } from '../holds/hold-payments';
import { heldFor } from '../holds/refuse-held';
import { recordOnPayments } from './record-payment';

export interface BatchAnswer {
  id: string;
  number: string;
  state: string;
  version: number;
  paymentCount: number;
  totalFen: number;
  contentHash: string;
}

export interface PreparedBatch extends BatchAnswer {
  /** Payments that were left out because they are held. */
  heldCount: number;
}

/** What the control hash of a batch covers: every payment with its amount and payee, in order. */
export const batchContentHash = (payments: readonly PaymentEntity[]): string =>
  sha256(canonicalJson(payments.map(({ id, amountFen, payee }) => ({ id, amountFen, payee }))));

/**
 * The maker of a treasury puts planned payments into a batch: the named ones, or everything that waits and is not held.
 * Right before, credit and applicants are looked at. The batch carries count, sum and hash; a different checker releases it.
 */
export async function prepareBatch(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    regionCode: string;
    paymentIds?: readonly string[];
    creditRules?: CreditRules;
  },
): Promise<CommandOutcome<PreparedBatch, Refusal>> {
  const {
    actor,
    idempotencyKey,
    regionCode,
    paymentIds,
    creditRules: rules = DEFAULT_CREDIT_RULES,
  } = command;
  const input = { regionCode, paymentIds };
  const forbidden = await runQuery(db, actor, (tx) => Promise.resolve(refuseStranger(tx, regionCode)));
  if (forbidden) return forbidden;
  const looked = await holdPayments(db, { actor, idempotencyKey, due: { regionCode, paymentIds }, rules });
  if (!looked.ok) return looked;
  return runCommand(
    db,
    { name: 'prepareBatch', actor, idempotencyKey, input },
    async (tx): Promise<CaseOutcome<PreparedBatch>> => {
      const stranger = refuseStranger(tx, regionCode);
      if (stranger) return stranger;
      const waiting = await lockPaymentsForBatch(tx, regionCode, paymentIds);
      const held = await readStandingHoldsOfPayments(
        tx,
        waiting.map(({ id }) => id),
      );
      const heldIds = new Set(held.map(({ paymentId }) => paymentId));
      const payments = waiting.filter(({ id }) => !heldIds.has(id));
      if (held.length > 0 && (paymentIds || payments.length === 0)) return refuseHeld(held);
      const unusable =
        refuseUnusable(payments, regionCode, paymentIds) ??
        (await refuseUnfitForAny(tx, casesOf(payments), 'batch_preparation'));
      if (unusable) return unusable;
      const batch = {
        id: tx.newId(),
        number: await nextNumber(tx, 'batch', regionCode, yearOf(tx.today)),
        regionCode,
        state: 'prepared' as const,
        version: 1,
        paymentCount: payments.length,
        totalFen: sumFen(payments.map((payment) => payment.amountFen)),
        contentHash: batchContentHash(payments),
        channel: tx.regions.get(regionCode).paymentChannel,
        makerId: actor.userId,
        preparedAt: tx.now,
        checkerId: null,
        releasedAt: null,
      };
      await insertBatch(tx, batch);
      await takeIn(tx, payments, batch.id, actor.userId);
      const { id, number, state, version, paymentCount, totalFen, contentHash } = batch;
      await tx.record({
        caseId: id,
        regionCode,
        type: BATCH_CREATED_EVENT,
        data: { number, paymentCount, totalFen, contentHash },
      });
      const heldCount = waiting.length - payments.length;
      return done({ id, number, state, version, paymentCount, totalFen, contentHash, heldCount });
    },
  );
}

function refuseStranger(tx: Tx, regionCode: string): Refused | null {
  if (!tx.regions.find(regionCode))
    return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
  return refuseUnlessPermitted(tx.actor, 'batch.prepare', regionResource(tx, regionCode));
}

/** Held payments are named with their reasons; nothing of the batch is prepared. */
export const refuseHeld = (held: readonly CaseHoldEntity[]): Refused =>
  refuse(
    'payments-held',
    '有付款已暂停:请在“暂停事项”由经办人提出解除、复核人同意;批次中有暂停付款的,先取消批次再重新编批。',
    { problems: held.map(heldFor) },
  );

function refuseUnusable(
  payments: readonly PaymentEntity[],
  regionCode: string,
  asked?: readonly string[],
): Refused | null {
  const bad = payments.filter((payment) => payment.regionCode !== regionCode || payment.state !== 'planned');
  const found = new Set(payments.map((payment) => payment.id));
  const missing = (asked ?? []).filter((id) => !found.has(id));
  if (bad.length + missing.length > 0) {
    return refuse(
      'payments-not-available',
      '只有本财政待编批的款项可以列入批次,请去掉已变化的款项后重新编制。',
      {
        payments: [
          ...bad.map((payment) => ({
            id: payment.id,
            state: payment.regionCode === regionCode ? payment.state : 'of another treasury',
          })),
          ...missing.map((id) => ({ id, state: 'not found' })),
        ],
      },
    );
  }
  if (payments.length === 0) return refuse('batch-empty', '该财政没有待编批的款项。');
  return null;
}

/** All payments at once: moved, and everywhere noted who did it. */
async function takeIn(
  tx: Tx,
  payments: readonly PaymentEntity[],
  batchId: string,
  makerId: string,
): Promise<void> {
  const events = payments.map((payment) => {
    const move = movePayment(payment.state, 'batch');
    if (!move.ok) throw new Error(`payment ${payment.id} cannot be batched from ${payment.state}`);
    Object.assign(payment, { state: move.to, batchId });
    return { payment, type: move.event, data: { batchId } };
  });
  await saveMovedPayments(tx, payments);
  await noteCaseActors(tx, casesOf(payments), makerId, 'batch_preparation');
  await recordOnPayments(tx, events);
}

export const casesOf = (payments: readonly PaymentEntity[]): string[] => [
  ...new Set(payments.map(({ applicationId }) => applicationId)),
];
