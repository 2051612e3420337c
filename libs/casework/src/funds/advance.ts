import { advance, refund, refundLate, undoAdvance, undoRefund, type Journal } from '@duixian/ledger';
import { yearOf } from '@duixian/calendar';
import {
  findBudgetLine,
  findPayments,
  lockBudgetSubjects,
  lockRefundsOf,
  postJournals,
  saveMovedPayments,
  savePayment,
  wasUncredited,
  type BudgetLineEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment, type PaymentAction } from '@duixian/workflow';
import { recordOnPayment, recordOnPayments } from './record-payment';
import { payeeNow } from './requeue-payment';

type RefundJournal = 'advance' | 'advance_undone' | 'refund' | 'refund_late' | 'refund_undone';

/** One cause per move: a payment may come back and be made again. */
const causeOf = (refund: PaymentEntity, kind: RefundJournal): string =>
  `payment:${refund.id}/${kind}/${refund.version}`;

/**
 * As the system, after an advanced payment arrived (or was set off): what the other levels bear of it is owed by them, moves
 * from spent to receivable on the line that advanced it, and may be batched. Again without effect.
 * @returns how many refunds fell due
 */
export async function oweRefunds(tx: Tx, advanced: PaymentEntity): Promise<number> {
  if (advanced.state !== 'settled' && advanced.state !== 'offset') return 0;
  const waiting = (await lockRefundsOf(tx, [advanced.id])).filter(({ state }) => state === 'waiting');
  await payToPresentAccount(tx, waiting);
  await moveRefunds(tx, waiting, 'fall_due');
  await postJournals(
    tx,
    waiting.map((each) => ({
      journal: advance(advanced.budgetLineId, each.amountFen),
      cause: causeOf(each, 'advance'),
    })),
  );
  return waiting.length;
}

/**
 * Advanced payments that are about to come back, after they arrived: what nobody did anything about is not owed any more, and
 * waits until they arrive again. Where somebody did, the money is for people to look at, and this is not asked.
 */
export async function forgoRefunds(tx: Tx, advanced: readonly PaymentEntity[]): Promise<void> {
  if (advanced.length === 0) return;
  const lines = new Map(advanced.map(({ id, budgetLineId }) => [id, budgetLineId]));
  const owed = (await lockRefundsOf(tx, [...lines.keys()])).filter(({ state }) => state !== 'waiting');
  await moveRefunds(tx, owed, 'postpone');
  await postJournals(
    tx,
    owed.map((each) => ({
      journal: undoAdvance(lines.get(each.refundsPaymentId ?? '') ?? '', each.amountFen),
      cause: causeOf(each, 'advance_undone'),
    })),
  );
}

/**
 * As the system, after a refund was paid: the line that advanced it has the money free again, or gives it to its treasury where its
 * year is over or it was free once already.
 * @returns whether it was given back now
 */
export async function creditRefund(tx: Tx, paid: PaymentEntity): Promise<boolean> {
  if (paid.state !== 'settled' || paid.refundedOn !== null) return false;
  const line = await lockLineOf(tx, paid);
  const late = yearOf(tx.today) > line.year || (await wasUncredited(tx, paid.id));
  await book(tx, paid, (late ? refundLate : refund)(line.id, paid.amountFen), tx.today);
  if (!late) await tx.enqueue('budget.freed', { budgetLineId: line.id });
  await recordOnPayment(tx, paid, 'payment.credited', { budgetLineId: line.id, free: !late });
  return true;
}

/** As the system, after a refund came back to the level that made it: it is owed again. @returns whether it is so from now on */
export async function uncreditRefund(tx: Tx, returned: PaymentEntity): Promise<boolean> {
  if (returned.state === 'settled' || returned.refundedOn === null) return false;
  const line = await lockLineOf(tx, returned);
  await book(tx, returned, undoRefund(line.id, returned.amountFen), null);
  await recordOnPayment(tx, returned, 'payment.uncredited', { budgetLineId: line.id });
  return true;
}

async function book(
  tx: Tx,
  payment: PaymentEntity,
  journal: Journal,
  refundedOn: string | null,
): Promise<void> {
  payment.refundedOn = refundedOn;
  await savePayment(tx, payment);
  await postJournals(tx, [{ journal, cause: causeOf(payment, journal.kind as RefundJournal) }]);
}

async function lockLineOf(tx: Tx, { id, refundsPaymentId }: PaymentEntity): Promise<BudgetLineEntity> {
  const [advanced] = await findPayments(tx, [refundsPaymentId ?? '']);
  const line = advanced && (await findBudgetLine(tx, advanced.budgetLineId));
  if (!line) throw new Error(`payment ${id}: the line that it refunds is out of reach`);
  await lockBudgetSubjects(tx, line.regionCode, [line.subject]);
  return line;
}

/** What was planned long ago falls due on the account that the treasury has by now. */
async function payToPresentAccount(tx: Tx, refunds: readonly PaymentEntity[]): Promise<void> {
  for (const each of refunds) {
    const payee = await payeeNow(tx, each);
    if (!payee || payee.accountVersion === each.payee.accountVersion) continue;
    each.payee = payee;
    await savePayment(tx, each);
  }
}

async function moveRefunds(
  tx: Tx,
  refunds: readonly PaymentEntity[],
  action: PaymentAction & ('fall_due' | 'postpone'),
): Promise<void> {
  const events = refunds.map((payment) => {
    const move = movePayment(payment.state, action);
    if (!move.ok) throw new Error(`refund ${payment.id}: ${action} from ${payment.state}`);
    payment.state = move.to;
    return { payment, type: move.event, data: {} };
  });
  await saveMovedPayments(tx, refunds);
  await recordOnPayments(tx, events);
}
