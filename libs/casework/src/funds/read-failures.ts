import { readRejection } from '@duixian/payment-rail';
import {
  readCausesOfUnknown,
  readRejectingAnswers,
  readReturnRemarks,
  type PaymentAttemptEntity,
  type Tx,
} from '@duixian/persistence';

/**
 * Why the bank refused attempts or gave their money back, in its words, by attempt; of one that is unknown, what was seen
 * instead of an answer. An attempt that is missing did not
 * fail, or the bank gave no reason; a statement's remarks are seen by those who see the statement.
 */
export async function readFailures(
  tx: Tx,
  attempts: readonly PaymentAttemptEntity[],
): Promise<Map<string, string>> {
  const idsOf = (state: PaymentAttemptEntity['state']): string[] =>
    attempts.filter((attempt) => attempt.state === state).map(({ id }) => id);
  const failures = await readReturnRemarks(tx, idsOf('returned'));
  const answers = await readRejectingAnswers(tx, idsOf('rejected'));
  for (const { id, bankReference } of attempts) {
    const said = readRejection(answers.get(id) ?? '', bankReference);
    if (said) failures.set(id, said.reason);
  }
  for (const [id, cause] of await readCausesOfUnknown(tx, idsOf('unknown'))) failures.set(id, cause);
  return failures;
}
