import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import {
  type EmbeddedServer,
  livePostmaster,
  type ServerOptions,
  startEmbeddedServer,
} from '@duixian/embedded-postgres';
import { type StartConfiguration } from './configuration';
import { StartRefusal } from './start-refusal';

export interface OpenDatabase {
  /** May create tables and roles; no superuser where we made it. */
  readonly ownerUrl: string;
  readonly appRoleName: string;
  stop(): Promise<void>;
  /**
   * Starts an embedded server that died again, on the same data and port.
   *
   * @param failed receives a sentence when that did not work
   * @returns ends the watch
   */
  keepAlive(failed: (reason: string) => void): () => Promise<void>;
}

/** Name of the database on the embedded server. */
export const DATABASE = 'duixian';
const OWNER = 'duixian_owner';
const CONNECT_WITHIN_MS = 10_000;
const WATCH_EVERY_MS = 500;

/**
 * The database of this start: the one that DATABASE_URL names, else the embedded server with its data in the data folder.
 *
 * @throws StartRefusal, LauncherError
 */
export async function openDatabase(
  configuration: StartConfiguration,
  note: (line: string) => void,
): Promise<OpenDatabase> {
  if (configuration.databaseUrl !== null) return openExternal(configuration.databaseUrl);
  const options = { home: configuration.dataFolder, durable: true, settings: { timezone: 'UTC' }, note };
  const server = await startEmbeddedServer(options);
  if (server.adopted)
    note(`Continuing with the PostgreSQL that still runs from the last start (pid ${server.pid}).`);
  try {
    return {
      ownerUrl: await ensureOwnedDatabase(server.url('postgres')),
      appRoleName: `${DATABASE}_app`,
      stop: server.stop,
      keepAlive: (failed) => keepAlive(server, options, failed),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function keepAlive(
  server: EmbeddedServer,
  options: ServerOptions,
  failed: (reason: string) => void,
): () => Promise<void> {
  const watch = new AbortController();
  const work = async (): Promise<void> => {
    for (;;) {
      await sleep(WATCH_EVERY_MS, undefined, { signal: watch.signal });
      if (livePostmaster(server.folder) !== null) continue;
      options.note?.('PostgreSQL ended unexpectedly; starting it again.');
      const { port } = await startEmbeddedServer(options);
      if (port !== server.port)
        throw new StartRefusal(`PostgreSQL lost its port ${server.port} to another program: start again.`);
    }
  };
  const done = work().catch((error: unknown) => {
    if (!watch.signal.aborted) failed(error instanceof Error ? error.message : String(error));
  });
  return () => {
    watch.abort();
    return done;
  };
}

async function openExternal(url: string): Promise<OpenDatabase> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; database: string }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_database() AS database`,
    );
    const { version = 0, database = '' } = rows[0] ?? {};
    if (version < 15)
      throw new StartRefusal(
        `The server of DATABASE_URL is PostgreSQL ${version}: Duixian needs 15 or newer.`,
      );
    return {
      ownerUrl: url,
      appRoleName: `${database}_app`
        .toLowerCase()
        .replace(/[^a-z0-9_]/g, '_')
        .slice(-63),
      stop: async () => undefined,
      keepAlive: () => async () => undefined,
    };
  } catch (error) {
    throw error instanceof StartRefusal ? error : new StartRefusal(explain(error, url));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Never repeats the URL as it is: it holds a password. */
function explain(error: unknown, text: string): string {
  const url = new URL(text);
  const place = `${url.hostname}:${url.port || '5432'}`;
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
      return `No PostgreSQL server answers at ${place} (DATABASE_URL): start it, or correct the address.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${url.hostname} of DATABASE_URL is not known: correct the address.`;
    case '28P01':
    case '28000':
      return `The server at ${place} does not accept user "${decodeURIComponent(url.username)}" with the password of DATABASE_URL: correct user or password.`;
    case '3D000':
      return `The server at ${place} has no database "${decodeURIComponent(url.pathname.slice(1))}" (DATABASE_URL): create it, or correct the name.`;
    default:
      return `Cannot connect to the PostgreSQL server at ${place} (DATABASE_URL): ${message ?? String(error)}; correct the address or the server.`;
  }
}

/**
 * A database of an owner who is no superuser, so that row-level security and missing privileges show themselves here as
 * they would on a server that somebody else administers. The owner's password is new at every start and kept nowhere.
 */
async function ensureOwnedDatabase(superuserUrl: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const client = new Client(superuserUrl);
  await client.connect();
  try {
    const has = async (sql: string): Promise<boolean> => (await client.query(sql)).rowCount === 1;
    if (!(await has(`SELECT FROM pg_roles WHERE rolname = '${OWNER}'`)))
      await client.query(`CREATE ROLE ${OWNER} LOGIN CREATEROLE`);
    await client.query(`ALTER ROLE ${OWNER} PASSWORD '${password}'`);
    if (!(await has(`SELECT FROM pg_database WHERE datname = '${DATABASE}'`)))
      await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.username = OWNER;
  url.password = password;
  url.pathname = `/${DATABASE}`;
  return url.href;
}
