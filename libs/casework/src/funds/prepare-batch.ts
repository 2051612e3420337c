import { yearOf } from '@duixian/calendar';
import {
  insertBatch,
  nextNumber,
  readEndingCases,
  readPaymentChannel,
  readStandingHoldsOfPayments,
  noteCaseActors,
  runCommand,
  runQuery,
  saveMovedPayments,
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
import { BatchControl } from './batch-control';
import { refuseEnding } from './ending-award';
import { goThroughPayments } from './go-through-payments';
import { recordOnPayments } from './record-payment';

/** Holds that a refusal names; there may be one for every payment. */
const MOST_HELD_NAMED = 2_000;

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
  /** Payments that were left out because they are held, or their award is being terminated. */
  heldCount: number;
}

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
      const id = tx.newId();
      const taken = await takeWaiting(tx, { regionCode, paymentIds, batchId: id, makerId: actor.userId });
      if ('refusal' in taken) return taken;
      const batch = {
        id,
        number: await nextNumber(tx, 'batch', regionCode, yearOf(tx.today)),
        regionCode,
        state: 'prepared' as const,
        version: 1,
        ...taken.control,
        channel: await readPaymentChannel(tx, regionCode),
        makerId: actor.userId,
        preparedAt: tx.now,
        checkerId: null,
        releasedAt: null,
      };
      await insertBatch(tx, batch);
      const { number, state, version, paymentCount, totalFen, contentHash } = batch;
      await tx.record({
        caseId: id,
        regionCode,
        type: BATCH_CREATED_EVENT,
        data: { number, paymentCount, totalFen, contentHash },
      });
      return done({
        id,
        number,
        state,
        version,
        paymentCount,
        totalFen,
        contentHash,
        heldCount: taken.heldCount,
      });
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

/**
 * Takes what waits and is not held into a batch, some payments at a time. What stands against any of them is found on the way;
 * nothing stays of a batch that is refused.
 */
async function takeWaiting(
  tx: Tx,
  about: { regionCode: string; paymentIds: readonly string[] | undefined; batchId: string; makerId: string },
): Promise<{ control: ReturnType<BatchControl['end']>; heldCount: number } | Refused> {
  const { regionCode, paymentIds, batchId, makerId } = about;
  const control = new BatchControl();
  const missing = new Set(paymentIds ?? []);
  const held: CaseHoldEntity[] = [];
  const bad: PaymentEntity[] = [];
  let heldCount = 0;
  let unfit: Refused | null = null;
  let ending: Refused | null = null;
  const chosen = paymentIds ? { ids: paymentIds } : { regionCode, state: 'planned' as const };
  for await (const waiting of goThroughPayments(tx, chosen, { lock: true })) {
    const ids = waiting.map(({ id }) => id);
    for (const id of ids) missing.delete(id);
    const holds = await readStandingHoldsOfPayments(tx, ids);
    if (held.length < MOST_HELD_NAMED) held.push(...holds);
    const heldIds = new Set(holds.map(({ paymentId }) => paymentId));
    const over = new Set(await readEndingCases(tx, casesOf(waiting)));
    if (paymentIds && over.size > 0) ending ??= refuseEnding([...over]);
    const free = waiting.filter(({ id, applicationId }) => !heldIds.has(id) && !over.has(applicationId));
    heldCount += waiting.length - free.length;
    bad.push(...free.filter((payment) => payment.regionCode !== regionCode || payment.state !== 'planned'));
    unfit ??= await refuseUnfitForAny(tx, casesOf(free), 'batch_preparation');
    control.add(free);
    if (bad.length === 0 && !unfit && !ending) await takeIn(tx, free, batchId, makerId);
  }
  const ended = control.end();
  if (held.length > 0 && (paymentIds || ended.paymentCount === 0)) return refuseHeld(held);
  if (ending) return ending;
  if (bad.length + missing.size > 0) return refuseUnavailable(bad, [...missing], regionCode);
  if (ended.paymentCount === 0) return refuse('batch-empty', '该财政没有待编批的款项。');
  return unfit ?? { control: ended, heldCount };
}

const refuseUnavailable = (
  bad: readonly PaymentEntity[],
  missing: readonly string[],
  regionCode: string,
): Refused =>
  refuse('payments-not-available', '只有本财政待编批的款项可以列入批次,请去掉已变化的款项后重新编制。', {
    payments: [
      ...bad.map((payment) => ({
        id: payment.id,
        state: payment.regionCode === regionCode ? payment.state : 'of another treasury',
      })),
      ...missing.map((id) => ({ id, state: 'not found' })),
    ],
  });

/** Some payments at once: moved, and everywhere noted who did it. */
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
