import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from './test-database';

jest.setTimeout(120_000);

let databases: TestDatabase[] = [];

beforeAll(async () => {
  databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()));
});

async function ask(url: string | undefined, sql: string): Promise<unknown> {
  const client = new Client(url);
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

it('gives each caller a database of its own', async () => {
  const [first, second] = databases;
  await ask(first?.ownerUrl, 'CREATE TABLE only_in_the_first (id int)');
  expect(await ask(first?.ownerUrl, `SELECT to_regclass('only_in_the_first') IS NOT NULL`)).toBe(true);
  expect(await ask(second?.ownerUrl, `SELECT to_regclass('only_in_the_first') IS NOT NULL`)).toBe(false);
});

it('runs neither owner nor application as superuser, and the application owns nothing', async () => {
  for (const url of [databases[0]?.ownerUrl, databases[0]?.appUrl]) {
    expect(await ask(url, 'SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user')).toBe(
      false,
    );
  }
  expect(
    await ask(
      databases[0]?.appUrl,
      'SELECT count(*)::int FROM pg_class WHERE relowner = current_user::regrole',
    ),
  ).toBe(0);
});

it('removes the database even while somebody is connected', async () => {
  const database = await createTestDatabase();
  const client = new Client(database.appUrl);
  const cutOff = new Promise<Error>((resolve) => client.on('error', resolve));
  await client.connect();
  await database.drop();
  expect((await cutOff).message).toMatch(/terminat/i);
  await expect(ask(database.appUrl, 'SELECT 1')).rejects.toThrow(/does not exist/);
});
