import { QueryFailedError, type DataSource } from 'typeorm';
import { createDataSource } from './data-source';
import { READ_VIEWS, TABLE_GRANTS } from './grants';
import { searchRoleOf } from './ground/search-role';

const OLDEST_SERVER = 150_000;

/** Something the operator must mend; the message is one sentence that says what to do. */
export class SetupError extends Error {}

export interface DatabasePreparation {
  /** A role that may create tables here (and, for `appRole`, roles). */
  ownerUrl: string;
  /** The role the application runs as; it owns nothing. Created or given this password. */
  appRole: { name: string; password: string };
}

/**
 * Brings a database to the current schema as its owner and readies the application role.
 * Safe to repeat and to run from several starts at once (an advisory lock serialises them).
 * @returns the URL the application connects with
 * @throws SetupError when the server is out of reach, older than PostgreSQL 15, or the owner may not create the role
 */
export async function prepareDatabase({
  ownerUrl,
  appRole,
}: DatabasePreparation): Promise<{ appUrl: string }> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(appRole.name))
    throw new SetupError(`"${appRole.name}" is no name for a database role.`);
  const source = createDataSource(ownerUrl, { poolSize: 1, applicationName: 'duixian-migrate' });
  try {
    await source.initialize();
  } catch (error) {
    throw new SetupError(explainConnection(ownerUrl, error));
  }
  try {
    await refuseOldServer(source);
    await source.query("SELECT pg_advisory_lock(hashtext('duixian-migrate'))");
    await source.runMigrations();
    await readyAppRole(source, appRole);
  } finally {
    await source.destroy();
  }
  const appUrl = new URL(ownerUrl);
  appUrl.username = appRole.name;
  appUrl.password = encodeURIComponent(appRole.password);
  return { appUrl: appUrl.toString() };
}

async function refuseOldServer(source: DataSource): Promise<void> {
  const [row] = await source.query<{ version: string; number: number }[]>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  );
  if (!row || row.number < OLDEST_SERVER) {
    throw new SetupError(
      `PostgreSQL ${row?.version} is too old: DATABASE_URL must name a server of version 15 or newer.`,
    );
  }
}

async function readyAppRole(
  source: DataSource,
  { name, password }: DatabasePreparation['appRole'],
): Promise<void> {
  const [found] = await source.query<{ owner: string; risky: boolean }[]>(
    'SELECT current_user AS owner, rolsuper OR rolbypassrls AS risky FROM pg_roles WHERE rolname = $1',
    [name],
  );
  if (found?.risky) {
    throw new SetupError(
      `Role "${name}" bypasses row-level security: give the application a plain role (NOSUPERUSER NOBYPASSRLS).`,
    );
  }
  const secret = `'${password.replace(/'/g, "''")}'`;
  try {
    // What the role may not do is said once, when it is made: only a superuser may say it again.
    await source.query(
      found
        ? `ALTER ROLE ${name} LOGIN PASSWORD ${secret}`
        : `CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${secret}`,
    );
    await readySearchRole(source, name);
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error;
    throw new SetupError(
      `The owner in DATABASE_URL may not ${found ? 'give a password to' : 'create'} the application role "${name}", or the role that searches for it: let it (ALTER ROLE … CREATEROLE), or connect as a role that can.`,
    );
  }
  await source.transaction(async (manager) => {
    await manager.query(
      `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name}; GRANT USAGE ON SCHEMA public TO ${name}`,
    );
    for (const [table, privileges] of Object.entries(TABLE_GRANTS)) {
      await manager.query(`GRANT ${privileges} ON ${table} TO ${name}`);
    }
    await manager.query(`GRANT SELECT ON ${READ_VIEWS.join(', ')} TO ${name}`);
    const search = searchRoleOf(name);
    await manager.query(
      `GRANT USAGE ON SCHEMA public TO ${search}; GRANT SELECT ON party_profile TO ${search};
       DROP POLICY IF EXISTS party_profile_search ON party_profile;
       CREATE POLICY party_profile_search ON party_profile FOR SELECT TO ${search} USING (true)`,
    );
  });
}

/** Nobody inherits it: what it sees is seen only by whoever takes it on. */
async function readySearchRole(source: DataSource, name: string): Promise<void> {
  const search = searchRoleOf(name);
  const [found] = await source.query<unknown[]>('SELECT FROM pg_roles WHERE rolname = $1', [search]);
  if (!found) await source.query(`CREATE ROLE ${search} NOLOGIN NOBYPASSRLS`);
  await source.query(`ALTER ROLE ${name} NOINHERIT`);
  await source.query(`GRANT ${search} TO ${name}`);
}

function explainConnection(url: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const place = describePlace(url);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
      return `No PostgreSQL answers at ${place}: start it, or correct DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${place} refuses this user or password: correct DATABASE_URL.`;
    case '3D000':
      return `The database does not exist at ${place}: create it, or correct DATABASE_URL.`;
    default:
      return `PostgreSQL at ${place} cannot be used: ${message ?? 'unknown reason'}. Correct DATABASE_URL.`;
  }
}

function describePlace(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}
