import type { PaymentRail } from '@duixian/payment-rail';
import { findAttempt, runCommand, runQuery, type Database } from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { lockAttempt, recordAnswer } from './send-payment';
import { recordOnPayment } from './record-payment';

const ASKER = { kind: 'system', name: 'query-payment' } as const;
const SECONDS_BETWEEN_QUERIES = 30;

/**
 * Asks the bank about an attempt whose fate is unknown, by the same reference, and asks again later until it knows.
 * Nothing is ever sent from here.
 */
export async function queryPayment(db: Database, rail: PaymentRail, job: { outboxId: string; attemptId: string }): Promise<void> {
  const attempt = await runQuery(db, ASKER, (tx) => findAttempt(tx, job.attemptId));
  if (attempt?.state !== 'unknown') return;
  const answer = await rail.query(attempt.bankReference);
  await recordAnswer(db, attempt.id, 'query', answer, `${job.outboxId}/query`);
  if (answer.outcome !== 'not-found' && answer.outcome !== 'unknown') return;
  await askAgainLater(db, job);
}

async function askAgainLater(db: Database, job: { outboxId: string; attemptId: string }): Promise<void> {
  const request = {
    name: 'askBankAgain',
    actor: ASKER,
    idempotencyKey: `outbox:${job.outboxId}/ask-again`,
    input: { attemptId: job.attemptId },
  };
  const asked = await runCommand<{ scheduled: boolean }, Refusal>(db, request, async (tx) => {
    const { payment, attempt } = await lockAttempt(tx, job.attemptId);
    await tx.enqueue('payment.unresolved', { attemptId: attempt.id }, SECONDS_BETWEEN_QUERIES);
    await recordOnPayment(tx, payment, 'payment.query_scheduled', { bankReference: attempt.bankReference });
    return done({ scheduled: true });
  });
  if (!asked.ok) throw new Error(`attempt ${job.attemptId}: ${asked.refusal.code}`);
}
