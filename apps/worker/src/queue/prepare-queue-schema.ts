import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { QUEUE_NAME, QUEUE_SCHEMA } from './queue-connection';

export interface QueuePreparation {
  /** A role that may create a schema in this database. */
  readonly ownerUrl: string;
  /** Name of the existing role that the worker runs as; it owns nothing. */
  readonly appRole: string;
}

/**
 * Brings BullMQ's tables to the version in use, as owner, and lets the application role work with the queue's ones.
 * Safe to repeat and to run from several starts at once.
 *
 * @throws the driver's error when the server cannot be reached or the owner may not create the schema
 */
export async function prepareQueueSchema({ ownerUrl, appRole }: QueuePreparation): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  // Losing the connection fails the query that runs; the event alone would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('duixian-queues'))`);
    await runMigrations(client, QUEUE_SCHEMA);
    // The queue's numbers come from a sequence that BullMQ makes at the first job, which only the owner may.
    await client.query(`SELECT ${QUEUE_SCHEMA}.next_job_id($1)`, [QUEUE_NAME]);
    await grant(client, client.escapeIdentifier(appRole));
  } finally {
    await client.end();
  }
}

/** In one transaction: a worker that runs already never finds a right missing. */
async function grant(client: Client, role: string): Promise<void> {
  await client.query('BEGIN');
  for (const statement of [...grantsFor(role), ...(await relayRevocations(client, role))]) {
    await client.query(statement);
  }
  await client.query('COMMIT');
}

const grantsFor = (role: string): string[] => [
  `REVOKE ALL ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} FROM ${role}`,
  `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} FROM ${role}`,
  `REVOKE ALL ON SCHEMA ${QUEUE_SCHEMA} FROM ${role}`,
  `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
  `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
  `REVOKE INSERT, UPDATE, DELETE ON ${QUEUE_SCHEMA}.migration FROM ${role}`,
];

/** BullMQ also brings tables of a message relay, which nobody here uses. */
async function relayRevocations(client: Client, role: string): Promise<string[]> {
  const { rows } = await client.query<{ kind: string; name: string }>(
    `SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, relname AS name FROM pg_class
      WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'S') AND relname LIKE 'relay\\_%'`,
    [QUEUE_SCHEMA],
  );
  return rows.map(
    ({ kind, name }) => `REVOKE ALL ON ${kind} ${QUEUE_SCHEMA}.${client.escapeIdentifier(name)} FROM ${role}`,
  );
}
