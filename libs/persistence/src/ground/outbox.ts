import { asSystem } from './as-system';
import type { Database } from './database';
import { managerOf } from './transaction';
import type { Topic } from './topics';

export interface OutboxRow {
  id: string;
  topic: Topic;
  payload: Record<string, string>;
  /** How often it was handed over so far. */
  hints: number;
}

type Query = (sql: string, values: unknown[]) => Promise<unknown>;

const asRelay = <T>(db: Database, work: (query: Query) => Promise<T>): Promise<T> =>
  asSystem(db, 'outbox-relay', (tx) => work((sql, values) => managerOf(tx).query(sql, values)));

/**
 * Claims up to `limit` waiting rows for hand-over to the queue: never hinted, or hinted longer than
 * `rehintAfterSeconds` ago and still not done; in the order in which they were left. Several relays may run; a row goes to one of them.
 */
export async function claimOutbox(
  db: Database,
  limit: number,
  rehintAfterSeconds: number,
): Promise<OutboxRow[]> {
  return asRelay(db, async (query) => {
    const [rows] = (await query(
      `UPDATE outbox SET hinted_at = clock_timestamp(), hints = hints + 1 WHERE id IN (
         SELECT id FROM outbox WHERE done_at IS NULL AND available_at <= clock_timestamp()
           AND (hinted_at IS NULL OR hinted_at < clock_timestamp() - make_interval(secs => $2))
         ORDER BY available_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, topic, payload, hints, available_at AS "availableAt"`,
      [limit, rehintAfterSeconds],
    )) as [(OutboxRow & { availableAt: Date })[], number];
    // An UPDATE answers in the order in which it came across its rows. Ids grow with time.
    return rows
      .sort((a, b) => +a.availableAt - +b.availableAt || (a.id < b.id ? -1 : 1))
      .map(({ id, topic, payload, hints }) => ({ id, topic, payload, hints }));
  });
}

/** The row behind a job, or null when it is done already. */
export async function readOutbox(db: Database, id: string): Promise<OutboxRow | null> {
  return asRelay(db, async (query) => {
    const sql = 'SELECT id, topic, payload, hints FROM outbox WHERE id = $1 AND done_at IS NULL';
    const rows = (await query(sql, [id])) as OutboxRow[];
    return rows[0] ?? null;
  });
}

/** Marks a row handled. Consumers are idempotent, so a crash before this only repeats harmless work. */
export async function finishOutbox(db: Database, id: string): Promise<void> {
  await asRelay(db, (query) =>
    query('UPDATE outbox SET done_at = clock_timestamp(), last_problem = NULL WHERE id = $1', [id]),
  );
}

/** Keeps why a consumer failed, and tries again after `retryAfterSeconds`. */
export async function failOutbox(
  db: Database,
  id: string,
  problem: string,
  retryAfterSeconds: number,
): Promise<void> {
  await asRelay(db, (query) =>
    query(
      `UPDATE outbox SET last_problem = $2, hinted_at = NULL, available_at = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1 AND done_at IS NULL`,
      [id, problem.slice(0, 500), retryAfterSeconds],
    ),
  );
}

/** How many rows wait, and for how long the oldest has (seconds); for health and metrics. */
export async function outboxBacklog(db: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  return asRelay(db, async (query) => {
    const [row] = (await query(
      `SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(available_at)), 0)::float AS "oldestSeconds"
       FROM outbox WHERE done_at IS NULL AND available_at <= clock_timestamp()`,
      [],
    )) as { waiting: number; oldestSeconds: number }[];
    return row ?? { waiting: 0, oldestSeconds: 0 };
  });
}
