import {
  findStatementLine,
  findTreasuryDay,
  isContested,
  readAttempts,
  readQueries,
  type BankStatementLineEntity,
  type FinanceResolution,
  type FinanceTaskEntity,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';

/** How a task of each kind may end by two people; a failed or returned payment ends by being queued again. */
export const RESOLUTIONS_BY_KIND: Readonly<Record<FinanceTaskEntity['kind'], readonly FinanceResolution[]>> =
  {
    payment_failed: [],
    payment_returned: [],
    payment_unknown: ['not-sent'],
    statement_exception: ['was-paid', 'explained'],
  };

export type Proven<T> = { ok: true; evidence: T } | Refused;

/**
 * Whether everything says that the bank never had the last attempt: its booking day is closed on the named statement, the
 * bank, asked after that closing, does not know the reference, and no line is contested. Anything less proves nothing.
 */
export async function proveNotSent(
  tx: Tx,
  payment: PaymentEntity,
  statementId: string | null,
): Promise<Proven<PaymentAttemptEntity>> {
  const move = movePayment(payment.state, 'declare_not_sent');
  const attempt = (await readAttempts(tx, [payment.id])).at(-1);
  if (!move.ok || attempt?.state !== 'unknown')
    return refuse('action-not-allowed', 'The fate of this payment is not open any more.', {
      state: payment.state,
    });
  const { requestedOn } = JSON.parse(attempt.payload) as { requestedOn: string };
  const day = await findTreasuryDay(tx, payment.regionCode, requestedOn);
  const { last } = await readQueries(tx, attempt.id);
  const missing = [
    ...(day ? [] : [`close the day ${requestedOn} of this treasury on the bank's final statement`]),
    ...(day && day.statementId !== statementId
      ? [`name the statement on which ${requestedOn} was closed: ${day.statementId}`]
      : []),
    ...(last?.outcome === 'not-found' && day && last.receivedAt > day.closedAt
      ? []
      : ['wait until the bank, asked again after that closing, answers that it does not know the reference']),
    ...((await isContested(tx, payment.id)) ? ['clear up the debit that a statement shows for it'] : []),
  ];
  if (missing.length === 0) return { ok: true, evidence: attempt };
  return refuse('not-proven', `Not yet proven that the bank never had it: ${missing.join('; ')}.`, {
    missing,
    requestedOn,
    bankReference: attempt.bankReference,
  });
}

/** Whether an unexpected debit can be this payment's own: the whole amount to its account, and no other attempt lives. */
export async function proveWasPaid(
  tx: Tx,
  task: FinanceTaskEntity,
  payment: PaymentEntity | null,
): Promise<Proven<{ line: BankStatementLineEntity; attempt: PaymentAttemptEntity }>> {
  const line = await lineOf(tx, task);
  const attempts = payment ? await readAttempts(tx, [payment.id]) : [];
  const attempt = attempts.find((each) => each.id === line.attemptId);
  if (!payment || !attempt || line.classification !== 'unexpected-debit')
    return refuse(
      'not-proven',
      'Only a debit of the exact amount to the account of one of our payments can be that payment. Explain it instead.',
      { classification: line.classification },
    );
  if (!movePayment(payment.state, 'acknowledge').ok)
    return refuse(
      'action-not-allowed',
      'The payment is under way or paid by another attempt: this debit is a second one. Get it back from the bank, and explain it.',
      { state: payment.state },
    );
  return { ok: true, evidence: { line, attempt } };
}

export async function lineOf(tx: Tx, task: FinanceTaskEntity): Promise<BankStatementLineEntity> {
  const line = await findStatementLine(tx, task.statementId ?? '', task.statementPosition ?? 0);
  if (!line) throw new Error(`finance task ${task.id} has no line`);
  return line;
}
