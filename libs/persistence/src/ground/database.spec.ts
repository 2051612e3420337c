import { createTestDatabase, type TestDatabase } from '@duixian/testing';
import { connectDatabase, type Database } from './database';
import { claimOutbox } from './outbox';
import { runQuery } from './run-query';

jest.setTimeout(120_000);

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await connectDatabase(database.appUrl, { poolSize: 1, applicationName: 'database-spec' });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it('a transaction never waits for a second connection, also when the regions are not read yet', async () => {
  const began = performance.now();
  await Promise.all([
    ...[1, 2, 3].map(() => runQuery(db, { kind: 'anonymous' }, async (tx) => tx.today)),
    claimOutbox(db, 1, 30),
  ]);
  expect(performance.now() - began).toBeLessThan(5_000);
});
