import { asSystem } from './as-system';
import type { Database } from './database';
import { managerOf } from './transaction';

export interface Pruned {
  messages: number;
  keys: number;
  sessions: number;
}

/** As the trigger `only_what_is_over_goes` counts it, and a day more, so that clocks need not agree. */
const KEPT = `clock_timestamp() - interval '91 days'`;
const A_MESSAGE = '^outbox:[0-9a-f-]{36}/';

/**
 * Takes away what nobody asks for any more: messages handled more than 90 days ago, the keys under which they were handled once
 * the message itself is gone (no job can bring it back), and sessions over for as long. Keys of people's requests stay.
 * @param atMost rows of each kind in one transaction, so that nobody waits long
 */
export async function pruneOnce(db: Database, atMost = 5_000): Promise<Pruned> {
  return asSystem(db, 'pruning', async (tx) => {
    const remove = async (sql: string): Promise<number> => {
      const [, count] = await managerOf(tx).query<[unknown, number]>(sql, [atMost]);
      return count;
    };
    return {
      messages: await remove(
        `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at < ${KEPT} ORDER BY done_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      ),
      keys: await remove(
        `DELETE FROM idempotency_key k WHERE (actor, key) IN (
           SELECT actor, key FROM idempotency_key old WHERE key LIKE 'outbox:%' AND key ~ '${A_MESSAGE}' AND actor LIKE 'system:%' AND created_at < ${KEPT}
             AND NOT EXISTS (SELECT FROM outbox WHERE id = CASE WHEN old.key ~ '${A_MESSAGE}' THEN substring(old.key, 8, 36)::uuid END)
           ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      ),
      sessions: await remove(
        `DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ${KEPT} OR closed_at < ${KEPT} LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      ),
    };
  });
}
