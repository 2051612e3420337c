import {
  createPostgresBackend,
  type ConnectionOptions,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import { Client } from 'pg';
import type { WorkerSettings } from '../settings';

/** The one queue: what waits in it are hints, what has to be done stands in the outbox. */
export const QUEUE_NAME = 'outbox';
/** BullMQ's own tables, made by the owner (see prepare-queue-schema). */
export const QUEUE_SCHEMA = 'bullmq';

/** A job carries the id of its outbox row and nothing else: job data is clear text. */
export interface OutboxJob {
  readonly outboxId: string;
}

const CONNECT_WITHIN_MS = 10_000;

/**
 * Decides where the queue lives: Redis when REDIS_URL is set, PostgreSQL otherwise. The choice is BullMQ's default of
 * the whole process, so it is made before any queue exists.
 */
export async function connectQueue({ databaseUrl, redisUrl }: WorkerSettings): Promise<QueueOptions> {
  const streams = { events: { maxLen: 100 } };
  if (redisUrl !== undefined) {
    setDefaultBackendFactory();
    const connection = { url: redisUrl, maxRetriesPerRequest: null };
    return { connection, prefix: await redisPrefix(databaseUrl), streams };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const connection = {
    ...postgresFields(databaseUrl),
    schema: QUEUE_SCHEMA,
    max: 6,
    application_name: 'duixian-queue',
  };
  // The options are typed for Redis; the backend just chosen reads these.
  return { connection: connection as ConnectionOptions, streams };
}

/**
 * The driver's own reading of a URL, in single fields: a URL would hide the search path that BullMQ passes along, and
 * reading it ourselves could disagree with the connection of the application. Nothing is connected here.
 */
function postgresFields(databaseUrl: string): Record<string, unknown> {
  const { host, port, user, password, database, ssl } = new Client({ connectionString: databaseUrl });
  return { host, port, user, password, database, ssl, connectionTimeoutMillis: CONNECT_WITHIN_MS };
}

/** Two installations may share a Redis: each database has a prefix of its own, the same after every restart. */
export async function redisPrefix(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `SELECT (SELECT system_identifier FROM pg_control_system()) || '-' || oid AS id
         FROM pg_database WHERE datname = current_database()`,
    );
    return `duixian:${rows[0]?.id}`;
  } finally {
    await client.end();
  }
}
