import {
  failOutbox,
  finishOutbox,
  type OutboxRow,
  readOutbox,
  type Topic,
  type TopicPayloads,
} from '@duixian/persistence';
import type { Ground } from '../ground';
import { describeProblem, logProblem } from '../problem';
import type { Consumer, Consumers } from './consumers';

const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 300;

/** Back-off by how often the row was handed over: 5 s, doubling, at most 5 min. */
export const retryAfterSeconds = (hints: number): number =>
  Math.min(FIRST_RETRY_SECONDS * 2 ** Math.min(Math.max(hints - 1, 0), 10), LAST_RETRY_SECONDS);

/**
 * Handles one outbox row; one that is done already is left alone. A failure is kept on the row and tried again later by
 * the relay, never by the queue. Throws only when the database itself fails: then the row is hinted again.
 */
export async function consumeRow(ground: Ground, consumers: Consumers, outboxId: string): Promise<void> {
  const row = await readOutbox(ground.db, outboxId);
  if (!row) return;
  try {
    await consumerOf(consumers, row.topic)(ground, { outboxId, ...row.payload } as JobOf<Topic>);
  } catch (error) {
    logProblem(`${row.topic} ${outboxId}`, error);
    await failOutbox(ground.db, outboxId, describeProblem(error), retryAfterSeconds(row.hints));
    return;
  }
  await finishOutbox(ground.db, outboxId);
}

type JobOf<T extends Topic> = { outboxId: string } & TopicPayloads[T];

/** What was written under a topic is that topic's payload (see Tx.enqueue), which the table cannot say in its type. */
function consumerOf(consumers: Consumers, topic: OutboxRow['topic']): Consumer<Topic> {
  if (!Object.hasOwn(consumers, topic)) throw new Error('this version has no consumer for the topic');
  return consumers[topic] as Consumer<Topic>;
}
