import type { PaymentRail, QueryAnswer, SendAnswer } from '@duixian/payment-rail';
import { bounce } from '@duixian/ledger';
import {
  endPaymentTask,
  findApplication,
  findAttempt,
  holdTreasury,
  insertAttempt,
  insertBankAnswer,
  isContested,
  lockPayment,
  openPaymentTask,
  postJournal,
  readAttempts,
  readQueries,
  runCommand,
  runQuery,
  saveAttempt,
  savePayment,
  type Database,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment, type PaymentAction } from '@duixian/workflow';
import { done, type Refusal } from '../ground/refusal';
import { attemptOfPayment } from './attempt-of-payment';
import { recordOnPayment } from './record-payment';

const SENDER = { kind: 'system', name: 'send-payment' } as const;
/** How long to wait before the bank is asked what became of it, by what left it open. */
const QUERY_AFTER_SECONDS = { send: 2, query: 30 } as const;

/** So often is the bank asked in vain before people are; it goes on being asked. */
const QUERIES_BEFORE_TASK = 3;

type Started = { attemptId: string; payload: string } | { attemptId: null };

/**
 * Two commands around one call. The attempt (reference, exact payload) is committed before the bank hears anything;
 * the answer is committed after. Whoever finds the attempt already started (a redelivery after a crash) never sends:
 * the payment is unknown, and only a query by the same reference goes on from there.
 */
export async function sendPayment(
  db: Database,
  rail: PaymentRail,
  job: { outboxId: string; paymentId: string },
): Promise<AnsweredBy> {
  const request = {
    name: 'startAttempt',
    actor: SENDER,
    idempotencyKey: `outbox:${job.outboxId}/send-payment`,
    input: { paymentId: job.paymentId },
  };
  const started = await runCommand<Started, Refusal>(db, request, (tx) => startAttempt(tx, job.paymentId));
  if (!started.ok) throw new Error(`payment ${job.paymentId}: ${started.refusal.code}`);
  const attempt = started.value;
  if (attempt.attemptId === null) return { cause: null };
  if (started.replayed) return recordLostAnswer(db, attempt.attemptId, job);
  const answer = await rail.send(attempt.payload);
  await recordAnswer(db, attempt.attemptId, 'send', answer, job.outboxId);
  return { cause: causeOf(answer) };
}

/** What was seen instead of an answer, for the log; null where there was one, or nobody was asked. */
export interface AnsweredBy {
  cause: string | null;
}

export const causeOf = (answer: SendAnswer | QueryAnswer): string | null =>
  answer.outcome === 'unknown' ? answer.cause : null;

async function startAttempt(tx: Tx, paymentId: string): Promise<{ ok: true; value: Started }> {
  const payment = await lockPayment(tx, paymentId);
  if (!payment) throw new Error(`payment ${paymentId} is gone`);
  const move = movePayment(payment.state, 'send');
  if (!move.ok || (await isContested(tx, payment.id))) {
    await recordOnPayment(tx, payment, 'payment.send_skipped', { state: payment.state });
    return done({ attemptId: null });
  }
  const attempts = await readAttempts(tx, [paymentId]);
  const attempt = await attemptOf(tx, payment, attempts.length + 1);
  await insertAttempt(tx, attempt);
  payment.state = move.to;
  await savePayment(tx, payment);
  await recordOnPayment(tx, payment, move.event, {
    attempt: attempt.attemptNumber,
    bankReference: attempt.bankReference,
  });
  return done({ attemptId: attempt.id, payload: attempt.payload });
}

async function attemptOf(
  tx: Tx,
  payment: PaymentEntity,
  attemptNumber: number,
): Promise<PaymentAttemptEntity> {
  const treasury = await holdTreasury(tx, payment.regionCode);
  const application = await findApplication(tx, payment.applicationId);
  if (!treasury || !application)
    throw new Error(`payment ${payment.id}: treasury ${payment.regionCode} has no account`);
  return attemptOfPayment(tx, payment, { attemptNumber, treasury, caseNumber: application.caseNumber });
}

/** A started attempt without an answer: unknown, and the bank is asked. One that has its answer is left alone. */
async function recordLostAnswer(
  db: Database,
  attemptId: string,
  job: { outboxId: string },
): Promise<AnsweredBy> {
  const attempt = await runQuery(db, SENDER, (tx) => findAttempt(tx, attemptId));
  if (attempt?.state !== 'sending') return { cause: null };
  const cause = '程序在发送之后、保存银行答复之前中断';
  await recordAnswer(db, attemptId, 'send', { outcome: 'unknown', cause, raw: '' }, `${job.outboxId}/lost`);
  return { cause };
}

const MOVES: Readonly<Record<(SendAnswer | QueryAnswer)['outcome'], PaymentAction | null>> = {
  accepted: 'accept',
  settled: 'accept',
  returned: 'accept',
  rejected: 'reject',
  unknown: 'lose_answer',
  'not-found': null,
};

/**
 * Stores the raw answer and moves attempt and payment by it, once per key. An answer that comes too late to matter
 * (a statement settled the payment meanwhile, or another attempt took the place of this one) is stored and changes nothing. Only a statement settles, so a query that
 * says settled or returned counts as accepted; "not found" proves nothing.
 */
export async function recordAnswer(
  db: Database,
  attemptId: string,
  question: 'send' | 'query',
  answer: SendAnswer | QueryAnswer,
  key: string,
): Promise<void> {
  const request = {
    name: 'recordBankAnswer',
    actor: SENDER,
    idempotencyKey: `attempt:${attemptId}/${key}`,
    input: { attemptId, question },
  };
  const recorded = await runCommand<{ state: string }, Refusal>(db, request, async (tx) => {
    const { payment, attempt } = await lockAttempt(tx, attemptId);
    await insertBankAnswer(tx, {
      id: tx.newId(),
      attemptId,
      question,
      outcome: answer.outcome,
      raw: answer.raw,
      cause: causeOf(answer),
      receivedAt: tx.now,
    });
    const action = MOVES[answer.outcome];
    const current = payment.state === attempt.state;
    const move = action && current ? movePayment(payment.state, action) : null;
    const data = {
      attempt: attempt.attemptNumber,
      bankReference: attempt.bankReference,
      outcome: answer.outcome,
      ...(answer.outcome === 'rejected' ? { reason: answer.reason } : {}),
      ...(answer.outcome === 'unknown' ? { cause: answer.cause } : {}),
    };
    if (!move?.ok) {
      await recordOnPayment(tx, payment, 'payment.answer_noted', { ...data, state: payment.state });
    } else {
      payment.state = move.to;
      await savePayment(tx, payment);
      const bankSerial = 'bankSerial' in answer ? answer.bankSerial : attempt.bankSerial;
      await saveAttempt(tx, { id: attempt.id, state: move.to as PaymentAttemptEntity['state'], bankSerial });
      if (move.to === 'rejected') await takeBack(tx, payment, attempt);
      await recordOnPayment(tx, payment, move.event, data);
    }
    // Asked for with the answer that leaves it open: a redelivered query could not tell that nobody asked again.
    if (payment.state === 'unknown' && current) {
      await tx.enqueue('payment.unresolved', { attemptId }, QUERY_AFTER_SECONDS[question]);
      if ((await readQueries(tx, attemptId)).count >= QUERIES_BEFORE_TASK)
        await openPaymentTask(tx, payment, 'payment_unknown');
    } else if (payment.state !== 'unknown') {
      await endPaymentTask(tx, [payment.id], 'payment_unknown', { by: null, outcome: payment.state });
    }
    return done({ state: payment.state });
  });
  if (!recorded.ok) throw new Error(`attempt ${attemptId}: ${recorded.refusal.code}`);
}

/** The bank refused it: the money is free for another try, and somebody must see to it. */
async function takeBack(tx: Tx, payment: PaymentEntity, attempt: PaymentAttemptEntity): Promise<void> {
  await postJournal(tx, bounce(payment.budgetLineId, payment.amountFen), `attempt:${attempt.id}/bounce`);
  await openPaymentTask(tx, payment, 'payment_failed');
}

/** Locks the payment of an attempt, then reads the attempt as it now stands. */
export async function lockAttempt(
  tx: Tx,
  attemptId: string,
): Promise<{ payment: PaymentEntity; attempt: PaymentAttemptEntity }> {
  const found = await findAttemptOrThrow(tx, attemptId);
  const payment = await lockPayment(tx, found.paymentId);
  if (!payment) throw new Error(`payment of attempt ${attemptId} is gone`);
  return { payment, attempt: await findAttemptOrThrow(tx, attemptId) };
}

async function findAttemptOrThrow(tx: Tx, attemptId: string): Promise<PaymentAttemptEntity> {
  const attempt = await findAttempt(tx, attemptId);
  if (!attempt) throw new Error(`attempt ${attemptId} is gone`);
  return attempt;
}
