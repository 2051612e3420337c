import { connectDatabase, type Database, seedGround } from '@duixian/casework';
import { claimOutbox, newId, type Outcome, readOutbox, runCommand } from '@duixian/persistence';
import { createTestDatabase, type TestDatabase, WILLING_BANK } from '@duixian/testing';
import { Client } from 'pg';
import { Ground } from '../ground';
import { consumeRow, retryAfterSeconds } from './consume-row';
import { type Consumer, type Consumers, CONSUMERS } from './consumers';

jest.setTimeout(120_000);

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await connectDatabase(database.appUrl, { poolSize: 4, applicationName: 'consume-spec' });
  await seedGround(db);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await db.close();
  await database.drop();
});

const paymentId = newId();

/** Leaves one message and hands it over; answers its id. */
async function handedOver(
  topic: 'payment.settled' | 'payment.released' = 'payment.settled',
): Promise<string> {
  const request = {
    name: 'test',
    actor: { kind: 'system', name: 'test' } as const,
    idempotencyKey: newId(),
    input: {},
  };
  await runCommand(db, request, async (tx): Promise<Outcome<null, never>> => {
    await tx.enqueue(topic, { paymentId });
    await tx.record({ caseId: newId(), regionCode: '410000', type: 'test', data: {} });
    return { ok: true, value: null };
  });
  const [row] = await claimOutbox(db, 10, 30);
  if (!row) throw new Error('there is no row');
  return row.id;
}

const consume = (id: string, consumer: Consumer<'payment.settled'>): Promise<void> =>
  consumeRow(new Ground(db, WILLING_BANK), { ...CONSUMERS, 'payment.settled': consumer }, id);

interface Kept {
  done: boolean;
  problem: string | null;
  waitSeconds: number;
}

async function kept(id: string): Promise<Kept | undefined> {
  const client = new Client(database.appUrl);
  await client.connect();
  try {
    await client.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
    const { rows } = await client.query<Kept>(
      `SELECT done_at IS NOT NULL AS done, last_problem AS problem,
              extract(epoch FROM available_at - clock_timestamp())::float AS "waitSeconds" FROM outbox WHERE id = $1`,
      [id],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

it('gives the consumer the payload and the id, and marks the row done', async () => {
  const id = await handedOver();
  const consumer = jest.fn().mockResolvedValue(undefined);
  await consume(id, consumer);
  expect(consumer).toHaveBeenCalledWith(expect.any(Ground), { outboxId: id, paymentId });
  expect(await kept(id)).toMatchObject({ done: true, problem: null });
});

it('leaves a row alone that is done already', async () => {
  const id = await handedOver();
  await consume(id, () => Promise.resolve());
  const again = jest.fn();
  await consume(id, again);
  await consume(newId(), again);
  expect(again).not.toHaveBeenCalled();
});

it('keeps why a consumer failed, and waits longer each time', async () => {
  const id = await handedOver();
  await consume(id, () => Promise.reject(new Error('the payment is gone')));
  const first = await kept(id);
  expect(first).toMatchObject({ done: false, problem: 'the payment is gone' });
  expect(first?.waitSeconds).toBeGreaterThan(3);
  expect(first?.waitSeconds).toBeLessThanOrEqual(5);
  expect(await claimOutbox(db, 10, 30)).toEqual([]);

  await makeDue(id);
  expect(await claimOutbox(db, 10, 30)).toMatchObject([{ id, hints: 2 }]);
  await consume(id, () => Promise.reject(new Error('still gone')));
  const second = await kept(id);
  expect(second?.problem).toBe('still gone');
  expect(second?.waitSeconds).toBeGreaterThan(8);
  expect(second?.waitSeconds).toBeLessThanOrEqual(10);

  await makeDue(id);
  await claimOutbox(db, 10, 30);
  await consume(id, () => Promise.resolve());
  expect(await kept(id)).toMatchObject({ done: true, problem: null });
});

it('keeps a topic that this version does not know, for one that does', async () => {
  const id = await handedOver();
  const older = { ...CONSUMERS } as Partial<Consumers>;
  delete (older as Record<string, unknown>)['payment.settled'];
  await consumeRow(new Ground(db, WILLING_BANK), older as Consumers, id);
  expect(await kept(id)).toMatchObject({ done: false, problem: expect.stringContaining('no consumer') });
  expect(await readOutbox(db, id)).toMatchObject({ id });
});

it('a real consumer that finds nothing to work on is kept as failed', async () => {
  const id = await handedOver();
  await consumeRow(new Ground(db, WILLING_BANK), CONSUMERS, id);
  expect(await kept(id)).toMatchObject({ done: false, problem: `payment ${paymentId} has no case` });
});

it('without a bank a payment waits, and nothing is recorded as sent', async () => {
  const id = await handedOver('payment.released');
  await consumeRow(new Ground(db, null), CONSUMERS, id);
  expect(await kept(id)).toMatchObject({ done: false, problem: 'no bank is named: set BANK_URL' });
});

it.each([
  [0, 5],
  [1, 5],
  [2, 10],
  [5, 80],
  [6, 160],
  [7, 300],
  [1000, 300],
])('after %i hand-overs it waits %i seconds', (hints, seconds) => {
  expect(retryAfterSeconds(hints)).toBe(seconds);
});

async function makeDue(id: string): Promise<void> {
  const client = new Client(database.appUrl);
  await client.connect();
  try {
    await client.query(
      `BEGIN; SELECT set_config('duixian.scope', 'system', true);
       UPDATE outbox SET available_at = clock_timestamp() WHERE id = '${id}'; COMMIT`,
    );
  } finally {
    await client.end();
  }
}
