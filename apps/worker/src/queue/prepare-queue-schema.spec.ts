import { createTestDatabase, type TestDatabase } from '@duixian/testing';
import { Queue } from 'bullmq';
import { Client } from 'pg';
import { prepareQueueSchema } from './prepare-queue-schema';
import { connectQueue, QUEUE_NAME } from './queue-connection';

jest.setTimeout(120_000);

let database: TestDatabase;
let appRole: string;
beforeAll(async () => {
  database = await createTestDatabase();
  appRole = new URL(database.appUrl).username;
  // Several starts at once, and a repetition.
  await Promise.all([1, 2, 3].map(() => prepareQueueSchema({ ownerUrl: database.ownerUrl, appRole })));
  await prepareQueueSchema({ ownerUrl: database.ownerUrl, appRole });
});
afterAll(() => database.drop());

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new Client(database.appUrl);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives the application role what the queue needs and nothing else', async () => {
  const [rights] = await ask(`
    SELECT has_schema_privilege('bullmq', 'USAGE') AS usage, has_schema_privilege('bullmq', 'CREATE') AS create,
           has_table_privilege('bullmq.job', 'SELECT, INSERT, UPDATE, DELETE') AS job,
           has_table_privilege('bullmq.job', 'TRUNCATE') OR has_table_privilege('bullmq.job', 'REFERENCES')
             OR has_table_privilege('bullmq.job', 'TRIGGER') AS more,
           has_table_privilege('bullmq.migration', 'INSERT, UPDATE, DELETE') AS ledger`);
  expect(rights).toEqual({ usage: true, create: false, job: true, more: false, ledger: false });
  expect(
    await ask(`SELECT relname FROM pg_class WHERE relnamespace = 'bullmq'::regnamespace AND relkind = 'r'
                 AND relname LIKE 'relay%' AND has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')`),
  ).toEqual([]);
  expect(
    await ask(`SELECT c.relname FROM pg_class c WHERE c.relowner = current_user::regrole
               UNION SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole`),
  ).toEqual([]);
});

it('lets a queue of the application role take and return jobs', async () => {
  const settings = { databaseUrl: database.appUrl, bankUrl: 'http://127.0.0.1:1' };
  const queue = new Queue(QUEUE_NAME, await connectQueue(settings));
  try {
    await queue.addBulk([{ name: 'payment.settled', data: { outboxId: 'x' } }]);
    expect(await queue.getWaitingCount()).toBe(1);
    await queue.drain();
    expect(await queue.getWaitingCount()).toBe(0);
  } finally {
    await queue.close();
  }
});
