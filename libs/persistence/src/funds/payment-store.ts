import { fen } from '@duixian/money';
import type { PaymentState } from '@duixian/workflow';
import { Any, IsNull, Not } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { readRows } from '../ground/read-rows';
import { managerOf, type Tx } from '../ground/transaction';
import {
  BankAnswerEntity,
  DisbursementBatchEntity,
  PaymentAttemptEntity,
  PaymentEntity,
} from './payment-entities';

type Refund = Pick<PaymentEntity, 'refundsPaymentId' | 'refundTo' | 'refundedOn'>;

/** A payment to an applicant, unless it says what it refunds. */
export type NewPayment = Omit<PaymentEntity, keyof Refund> & Partial<Refund>;

export async function insertPayments(tx: Tx, payments: readonly NewPayment[]): Promise<void> {
  await managerOf(tx).insert(PaymentEntity, [...payments]);
}

export async function lockPayment(tx: Tx, id: string): Promise<PaymentEntity | null> {
  return managerOf(tx).findOne(PaymentEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Payments locked in the order of their ids; those out of reach are left out. */
export async function lockPayments(tx: Tx, ids: readonly string[]): Promise<PaymentEntity[]> {
  return managerOf(tx)
    .createQueryBuilder(PaymentEntity, 'payment')
    .where('payment.id = ANY (:ids)', { ids: [...ids] })
    .orderBy('payment.id')
    .setLock('pessimistic_write')
    .getMany();
}

/**
 * Payments of a treasury that were to be booked by a day and are accepted, or left in a file that nobody answered; locked in id
 * order, each with its live attempt.
 */
export async function lockUnbookedUntil(
  tx: Tx,
  regionCode: string,
  day: string,
): Promise<{ payment: PaymentEntity; attempt: PaymentAttemptEntity }[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT p.id FROM payment p JOIN payment_attempt a ON a.payment_id = p.id
     WHERE p.region_code = $1 AND p.state = a.state AND (a.state = 'accepted' OR (a.state = 'sending' AND a.file_id IS NOT NULL))
       AND a.payload::jsonb ->> 'requestedOn' <= $2`,
    [regionCode, day],
  );
  const payments = await lockPayments(
    tx,
    rows.map((row) => row.id),
  );
  const attempts = await readAttempts(
    tx,
    payments.map((payment) => payment.id),
  );
  return payments
    .filter(({ state }) => state === 'accepted' || state === 'sending')
    .flatMap((payment) => {
      const attempt = attempts.find((each) => each.paymentId === payment.id && each.state === payment.state);
      return attempt ? [{ payment, attempt }] : [];
    });
}

/** Which payments are meant: the named ones, those of a treasury that wait, or those of a batch. */
export type ChosenPayments =
  { ids: readonly string[] } | { regionCode: string; state: PaymentState } | { batchId: string };

/** How many payments are meant, as far as they are of this treasury and state where these are said. */
export async function countPayments(
  tx: Tx,
  chosen: ChosenPayments,
  only: { regionCode?: string; state?: PaymentState } = {},
): Promise<number> {
  const where = 'ids' in chosen ? { id: Any([...chosen.ids]) } : chosen;
  return managerOf(tx).countBy(PaymentEntity, { ...where, ...only });
}

/** The chosen payments after an id, in id order, at most `limit`; locked where that is asked for. */
export async function readNextPayments(
  tx: Tx,
  chosen: ChosenPayments,
  afterId: string,
  { limit, lock = false }: { limit: number; lock?: boolean },
): Promise<PaymentEntity[]> {
  const [which, ...values] =
    'ids' in chosen
      ? ['id = ANY ($3)', [...chosen.ids]]
      : 'batchId' in chosen
        ? ['batch_id = $3', chosen.batchId]
        : ['region_code = $3 AND state = $4', chosen.regionCode, chosen.state];
  return readRows(
    tx,
    PaymentEntity,
    `WHERE ${which} AND id > $1 ORDER BY id LIMIT $2 ${lock ? 'FOR UPDATE' : ''}`,
    [afterId, limit, ...values],
  );
}

/** As `readNextPayments`, only which case each is of. */
export async function readNextCases(
  tx: Tx,
  batchId: string,
  afterId: string,
  limit: number,
): Promise<{ id: string; applicationId: string }[]> {
  return managerOf(tx).query<{ id: string; applicationId: string }[]>(
    `SELECT id, application_id AS "applicationId" FROM payment WHERE batch_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [batchId, afterId, limit],
  );
}

/**
 * Writes a locked payment back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function savePayment(tx: Tx, payment: PaymentEntity): Promise<void> {
  const { id, version, ...columns } = payment;
  const done = await managerOf(tx).update(
    PaymentEntity,
    { id, version },
    { ...columns, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`payment ${id} changed under its lock`);
  payment.version = version + 1;
}

export async function findPayments(tx: Tx, ids: readonly string[]): Promise<PaymentEntity[]> {
  return readRows(tx, PaymentEntity, 'WHERE id = ANY ($1)', [ids]);
}

export interface PaymentFilter {
  state?: PaymentState;
  regionCode?: string;
  applicationId?: string;
  batchId?: string;
  partyId?: string;
}

export async function pagePayments(
  tx: Tx,
  reach: Reach,
  filter: PaymentFilter,
  page: PageRequest,
): Promise<PageWithTotals<PaymentEntity>> {
  const where = whereWithin<PaymentEntity>(reach, filter, { region: 'regionCode', party: 'partyId' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, PaymentEntity, where, page)),
    totals: await totalsOf(manager, PaymentEntity, where, 'one.amount_fen'),
  };
}

export async function readPaymentsOfApplication(tx: Tx, applicationId: string): Promise<PaymentEntity[]> {
  return managerOf(tx).find(PaymentEntity, {
    where: { applicationId },
    order: { regionCode: 'ASC', instalment: 'ASC' },
  });
}

/** What refunds advanced payments. */
export async function readRefundsOf(tx: Tx, paymentIds: readonly string[]): Promise<PaymentEntity[]> {
  return managerOf(tx).findBy(PaymentEntity, { refundsPaymentId: Any([...paymentIds]) });
}

/** What refunds an advanced payment, locked in id order; whoever asks holds that payment. */
export async function lockRefundsOf(tx: Tx, paymentIds: readonly string[]): Promise<PaymentEntity[]> {
  return managerOf(tx).find(PaymentEntity, {
    where: { refundsPaymentId: Any([...paymentIds]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

/** Those of the payments that others have begun to refund, which stays so until the commit: what came back of them is for people to look at. */
export async function readRefunding(tx: Tx, paymentIds: readonly string[]): Promise<string[]> {
  const refunds = await lockRefundsOf(tx, paymentIds);
  // One that came back and was queued again counts as given back until the books say otherwise.
  const begun = refunds.filter(
    ({ state, refundedOn }) => refundedOn !== null || (state !== 'waiting' && state !== 'planned'),
  );
  return begun.map(({ refundsPaymentId }) => refundsPaymentId ?? '');
}

/** Refunds that a treasury in reach makes or is owed, newest first; those that are not due yet as well. */
export async function pageRefunds(
  tx: Tx,
  reach: Reach,
  filter: { state?: PaymentState; regionCode?: string; refundTo?: string },
  page: PageRequest,
): Promise<PageWithTotals<PaymentEntity>> {
  const refund = { refundsPaymentId: Not(IsNull()), ...filter };
  const where = [
    ...whereWithin<PaymentEntity>(reach, refund, { region: 'regionCode' }),
    ...(reach.everything ? [] : whereWithin<PaymentEntity>(reach, refund, { region: 'refundTo' })),
  ];
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, PaymentEntity, where, page)),
    totals: await totalsOf(manager, PaymentEntity, where, 'one.amount_fen'),
  };
}

/** Whether a refund was given back to the line that advanced it, and came back to the other level afterwards. */
export async function wasUncredited(tx: Tx, paymentId: string): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    `SELECT 1 FROM journal WHERE kind = 'refund_undone' AND substr(cause, 9, 36) = $1 LIMIT 1`,
    [paymentId],
  );
  return rows.length > 0;
}

export async function readPaymentsOfBatch(tx: Tx, batchId: string): Promise<PaymentEntity[]> {
  return managerOf(tx).find(PaymentEntity, { where: { batchId }, order: { id: 'ASC' } });
}

/** A line of a batch as it was put together. */
export type BatchLine = Pick<PaymentEntity, 'id' | 'amountFen' | 'payee'>;

/** Everything that a batch was put together of, whatever became of it: payments that left it have their line as it was. */
export async function readLinesOfBatch(tx: Tx, batchId: string): Promise<BatchLine[]> {
  const rows = await managerOf(tx).query<(Omit<BatchLine, 'amountFen'> & { amountFen: string })[]>(
    `SELECT id, amount_fen AS "amountFen", payee FROM payment WHERE batch_id = $1
     UNION ALL SELECT payment_id, amount_fen, payee FROM batch_departure WHERE batch_id = $1 ORDER BY 1`,
    [batchId],
  );
  return rows.map((row) => ({ ...row, amountFen: fen(BigInt(row.amountFen)) }));
}

export async function insertBatch(tx: Tx, batch: DisbursementBatchEntity): Promise<void> {
  await managerOf(tx).insert(DisbursementBatchEntity, batch);
}

export async function findBatch(tx: Tx, id: string): Promise<DisbursementBatchEntity | null> {
  return managerOf(tx).findOneBy(DisbursementBatchEntity, { id });
}

export async function lockBatch(tx: Tx, id: string): Promise<DisbursementBatchEntity | null> {
  return managerOf(tx).findOne(DisbursementBatchEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
}

export async function saveBatch(tx: Tx, batch: DisbursementBatchEntity): Promise<void> {
  const { id, version, ...columns } = batch;
  const done = await managerOf(tx).update(
    DisbursementBatchEntity,
    { id, version },
    { ...columns, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`batch ${id} changed under its lock`);
  batch.version = version + 1;
}

export async function pageBatches(
  tx: Tx,
  reach: Reach,
  page: PageRequest,
): Promise<PageWithTotals<DisbursementBatchEntity>> {
  const where = whereWithin<DisbursementBatchEntity>(reach, {}, { region: 'regionCode' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, DisbursementBatchEntity, where, page)),
    totals: await totalsOf(manager, DisbursementBatchEntity, where, 'one.total_fen'),
  };
}

/** The attempts of payments, oldest first. */
export async function readAttempts(tx: Tx, paymentIds: readonly string[]): Promise<PaymentAttemptEntity[]> {
  return managerOf(tx).find(PaymentAttemptEntity, {
    where: { paymentId: Any([...paymentIds]) },
    order: { paymentId: 'ASC', attemptNumber: 'ASC' },
  });
}

export async function insertAttempt(tx: Tx, attempt: PaymentAttemptEntity): Promise<void> {
  await managerOf(tx).insert(PaymentAttemptEntity, attempt);
}

export async function findAttempt(tx: Tx, id: string): Promise<PaymentAttemptEntity | null> {
  return managerOf(tx).findOneBy(PaymentAttemptEntity, { id });
}

export async function findAttemptByReference(
  tx: Tx,
  bankReference: string,
): Promise<PaymentAttemptEntity | null> {
  return managerOf(tx).findOneBy(PaymentAttemptEntity, { bankReference });
}

export async function saveAttempt(
  tx: Tx,
  attempt: Pick<PaymentAttemptEntity, 'id' | 'state' | 'bankSerial'>,
): Promise<void> {
  await managerOf(tx).update(
    PaymentAttemptEntity,
    { id: attempt.id },
    { state: attempt.state, bankSerial: attempt.bankSerial },
  );
}

/** How often the bank was asked about an attempt, and the newest of its answers to such a question. */
export async function readQueries(
  tx: Tx,
  attemptId: string,
): Promise<{ count: number; last: { outcome: string; receivedAt: Date } | null }> {
  const manager = managerOf(tx);
  const where = { attemptId, question: 'query' as const };
  const count = await manager.countBy(BankAnswerEntity, where);
  const last = await manager.findOne(BankAnswerEntity, { where, order: { receivedAt: 'DESC', id: 'DESC' } });
  return { count, last: last && { outcome: last.outcome, receivedAt: last.receivedAt } };
}

/** The bank's last answer that refused each of these attempts, word for word. */
export async function readRejectingAnswers(
  tx: Tx,
  attemptIds: readonly string[],
): Promise<Map<string, string>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ attemptId: string; raw: string }[]>(
    `SELECT DISTINCT ON (attempt_id) attempt_id AS "attemptId", raw FROM bank_answer
     WHERE attempt_id = ANY ($1) AND outcome = 'rejected' ORDER BY attempt_id, received_at DESC, id DESC`,
    [attemptIds],
  );
  return new Map(rows.map(({ attemptId, raw }) => [attemptId, raw]));
}

/** Why it is unknown what became of attempts, by the newest answer of each; one that says something has no such words. */
export async function readCausesOfUnknown(
  tx: Tx,
  attemptIds: readonly string[],
): Promise<Map<string, string>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ attemptId: string; cause: string | null }[]>(
    `SELECT DISTINCT ON (attempt_id) attempt_id AS "attemptId", cause FROM bank_answer
     WHERE attempt_id = ANY ($1) ORDER BY attempt_id, received_at DESC, id DESC`,
    [attemptIds],
  );
  return new Map(rows.flatMap(({ attemptId, cause }) => (cause === null ? [] : [[attemptId, cause]])));
}

export async function insertBankAnswer(tx: Tx, answer: BankAnswerEntity): Promise<void> {
  await managerOf(tx).insert(BankAnswerEntity, answer);
}

/**
 * True when a statement shows a debit for this payment that nobody has explained yet: it must not be sent again. What
 * ends that is the end of the line's finance task, by two people or by the bank's own reversal.
 */
export async function isContested(tx: Tx, paymentId: string): Promise<boolean> {
  return (await readContested(tx, [paymentId])).length > 0;
}

/** Those of the payments that are contested, as `isContested` says. */
export async function readContested(tx: Tx, paymentIds: readonly string[]): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT a.payment_id AS id FROM bank_statement_line l JOIN payment_attempt a ON a.id = l.attempt_id
     WHERE a.payment_id = ANY ($1) AND l.classification IN ('unexpected-debit', 'duplicate-debit', 'wrong-amount', 'wrong-payee')
       AND NOT EXISTS (SELECT 1 FROM finance_task t WHERE t.statement_id = l.statement_id
         AND t.statement_position = l.position AND t.done_at IS NOT NULL)`,
    [paymentIds],
  );
  return rows.map(({ id }) => id);
}
