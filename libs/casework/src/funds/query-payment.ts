import type { PaymentRail } from '@duixian/payment-rail';
import { findAttempt, runQuery, type Database } from '@duixian/persistence';
import { causeOf, recordAnswer, type AnsweredBy } from './send-payment';

const ASKER = { kind: 'system', name: 'query-payment' } as const;

/**
 * Asks the bank about an attempt whose fate is unknown, by the same reference. While the answer leaves it open, the
 * bank is asked again later. Nothing is ever sent from here.
 */
export async function queryPayment(
  db: Database,
  rail: PaymentRail,
  job: { outboxId: string; attemptId: string },
): Promise<AnsweredBy> {
  const attempt = await runQuery(db, ASKER, (tx) => findAttempt(tx, job.attemptId));
  // What left in a file is answered by a result file; the bank at the other end of the wire never heard of it.
  if (attempt?.state !== 'unknown' || attempt.fileId !== null) return { cause: null };
  const answer = await rail.query(attempt.bankReference);
  await recordAnswer(db, attempt.id, 'query', answer, `${job.outboxId}/query`);
  return { cause: causeOf(answer) };
}
