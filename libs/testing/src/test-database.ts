import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { prepareDatabase } from '@duixian/casework';
import { schemaHash, shortHash } from './schema-hash';
import { startTestServer } from './test-server';

export interface TestDatabase {
  /** Owner of the tables, no superuser: row-level security holds for it too. */
  readonly ownerUrl: string;
  /** The role that the application runs as; owns nothing. */
  readonly appUrl: string;
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>;
}

/** What a database holds from the beginning, put in once per `key` and cloned from then on. */
export interface Filling {
  /** Names everything that decides what is put in. */
  readonly key: string;
  fill(database: Pick<TestDatabase, 'ownerUrl' | 'appUrl'>): Promise<void>;
}

const OWNER = { name: 'duixian_test_owner', password: 'duixian-test' };
const APPLICATION = { name: 'duixian_test_app', password: 'duixian-test' };

/**
 * A migrated database of one's own: a clone (about 30 ms) of a template that is made once per state of the sources.
 * Call once per test file, drop it afterwards.
 */
export async function createTestDatabase(filling?: Filling): Promise<TestDatabase> {
  const serverUrl = await startTestServer();
  const template = await onServer(serverUrl, (server) => ensureTemplate(server, serverUrl, filling));
  const name = `duixian_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, async (server) => {
    await server.query(`CREATE DATABASE ${name} OWNER ${OWNER.name} TEMPLATE ${template} STRATEGY file_copy`);
    await stamp(server, name);
  });
  return {
    ...addresses(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (server) => {
        await lastConnectionsEnd(server, name);
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

const GOODBYE_MS = 1_000;

/** A pool that ended has said goodbye and not been let go yet: killed in that moment its connections fail the test file. */
async function lastConnectionsEnd(server: Client, name: string): Promise<void> {
  for (const until = performance.now() + GOODBYE_MS; performance.now() < until; await sleep(10)) {
    const { rowCount } = await server.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [
      name,
    ]);
    if (rowCount === 0) return;
  }
}

/** One worker makes the template, the others wait for it; half a template never carries the template's name. */
async function ensureTemplate(server: Client, serverUrl: string, filling?: Filling): Promise<string> {
  const empty = `duixian_template_${schemaHash()}`;
  const template = filling ? `duixian_template_${shortHash(`${empty} ${filling.key}`)}` : empty;
  if (await exists(server, template)) return template;
  await server.query(`SELECT pg_advisory_lock(hashtext('duixian test template'))`);
  try {
    if (!(await exists(server, empty))) {
      await removeLeftovers(server);
      await ensureOwner(server);
      await make(server, empty, 'template0', (half) =>
        prepareDatabase({ ownerUrl: databaseUrl(serverUrl, half, OWNER), appRole: APPLICATION }),
      );
    }
    if (filling && !(await exists(server, template)))
      await make(server, template, empty, (half) => filling.fill(addresses(serverUrl, half)));
    return template;
  } finally {
    await server.query(`SELECT pg_advisory_unlock(hashtext('duixian test template'))`);
  }
}

async function make(
  server: Client,
  template: string,
  from: string,
  fill: (half: string) => Promise<unknown>,
): Promise<void> {
  const half = `${template}_half`;
  await server.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await server.query(`CREATE DATABASE ${half} OWNER ${OWNER.name} TEMPLATE ${from} ENCODING 'UTF8'`);
  await fill(half);
  await server.query(`ALTER DATABASE ${half} RENAME TO ${template}`);
  await stamp(server, template);
}

async function ensureOwner(server: Client): Promise<void> {
  const { rowCount } = await server.query('SELECT FROM pg_roles WHERE rolname = $1', [OWNER.name]);
  if (rowCount === 0)
    await server.query(`CREATE ROLE ${OWNER.name} LOGIN CREATEROLE PASSWORD '${OWNER.password}'`);
}

/** On a server that outlives the run: what runs of earlier days left behind. */
async function removeLeftovers(server: Client): Promise<void> {
  const { rows } = await server.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
      WHERE datname ~ '^duixian_(test|template)_' AND shobj_description(oid, 'pg_database')::timestamptz < now() - interval '1 day'`,
  );
  for (const { name } of rows) await server.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

const stamp = (server: Client, name: string): Promise<unknown> =>
  server.query(`COMMENT ON DATABASE ${name} IS '${new Date().toISOString()}'`);

async function exists(server: Client, name: string): Promise<boolean> {
  const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}

async function onServer<T>(serverUrl: string, work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client(serverUrl);
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

const addresses = (serverUrl: string, name: string): Pick<TestDatabase, 'ownerUrl' | 'appUrl'> => ({
  ownerUrl: databaseUrl(serverUrl, name, OWNER),
  appUrl: databaseUrl(serverUrl, name, APPLICATION),
});

function databaseUrl(serverUrl: string, database: string, role: { name: string; password: string }): string {
  const url = new URL(serverUrl);
  url.username = role.name;
  url.password = role.password;
  url.pathname = `/${database}`;
  return url.href;
}
