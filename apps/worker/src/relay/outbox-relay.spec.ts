import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase, type Database, seedGround } from '@duixian/casework';
import { newId, runCommand, type Outcome } from '@duixian/persistence';
import { createTestDatabase, type TestDatabase, WILLING_BANK } from '@duixian/testing';
import type { Queue } from 'bullmq';
import { Client } from 'pg';
import { Ground } from '../ground';
import { type OutboxJob } from '../queue/queue-connection';
import { OutboxRelay } from './outbox-relay';

jest.setTimeout(120_000);

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = await connectDatabase(database.appUrl, { poolSize: 6, applicationName: 'relay-spec' });
  await seedGround(db);
});
afterEach(async () => {
  await db.close();
  await database.drop();
});

/** Leaves that many messages, in one transaction. */
async function leave(count: number): Promise<void> {
  const request = {
    name: 'test',
    actor: { kind: 'system', name: 'test' } as const,
    idempotencyKey: newId(),
    input: {},
  };
  const outcome = await runCommand(db, request, async (tx): Promise<Outcome<null, never>> => {
    for (let each = 0; each < count; each += 1) await tx.enqueue('payment.settled', { paymentId: newId() });
    await tx.record({ caseId: newId(), regionCode: '410000', type: 'test', data: {} });
    return { ok: true, value: null };
  });
  if (!outcome.ok) throw new Error('the messages were not left');
}

/** A queue that keeps what it is given; `waiting` is what it says about itself. */
class Basket {
  readonly jobs: { name: string; data: OutboxJob }[] = [];
  waiting = 0;
  broken = false;
  /** How often the relay asked, which it does once a turn, and how often it was turned away. */
  asked = 0;
  refused = 0;

  getWaitingCount(): Promise<number> {
    this.asked += 1;
    return Promise.resolve(this.waiting);
  }

  addBulk(jobs: { name: string; data: OutboxJob }[]): Promise<[]> {
    if (this.broken) {
      this.refused += 1;
      return Promise.reject(new Error('the queue is away'));
    }
    this.jobs.push(...jobs);
    return Promise.resolve([]);
  }

  relay(): OutboxRelay {
    return new OutboxRelay(new Ground(db, WILLING_BANK), this as unknown as Queue<OutboxJob>);
  }

  /** Resolves when that many turns began after now: all of them but the last are over where one relay runs. */
  turns(count: number): Promise<void> {
    const enough = this.asked + count;
    return until(() => this.asked >= enough);
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end; await sleep(20))
    if (condition()) return;
  throw new Error('did not happen within 20 s');
}

it('two relays hand over every row once, each with nothing but its id', async () => {
  await leave(350);
  const basket = new Basket();
  const relays = [basket.relay(), basket.relay()];
  for (const relay of relays) relay.start();
  await until(() => basket.jobs.length >= 350);
  await basket.turns(4);
  await Promise.all(relays.map((relay) => relay.stop()));
  expect(new Set(basket.jobs.map((job) => job.data.outboxId)).size).toBe(350);
  expect(basket.jobs).toHaveLength(350);
  expect(basket.jobs[0]).toMatchObject({ name: 'payment.settled', data: { outboxId: expect.any(String) } });
  expect(Object.keys(basket.jobs[0]?.data ?? {})).toEqual(['outboxId']);
});

it('leaves a backlog in the outbox while enough waits in the queue', async () => {
  await leave(3);
  const basket = new Basket();
  basket.waiting = 200;
  const relay = basket.relay();
  relay.start();
  await basket.turns(3);
  expect(basket.jobs).toHaveLength(0);
  basket.waiting = 198;
  await until(() => basket.jobs.length >= 3);
  await relay.stop();
  expect(basket.jobs).toHaveLength(3);
});

it('hands over again what was lost with the queue, half a minute later', async () => {
  await leave(2);
  const basket = new Basket();
  basket.broken = true;
  const relay = basket.relay();
  relay.start();
  await until(() => basket.refused > 0);
  basket.broken = false;
  await basket.turns(3);
  expect(basket.jobs).toHaveLength(0);
  await age(31);
  await until(() => basket.jobs.length === 2);
  await relay.stop();
});

it('goes on after its connections were cut', async () => {
  const basket = new Basket();
  const relay = basket.relay();
  relay.start();
  await basket.turns(2);
  await onServer(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'relay-spec'`,
  );
  await leave(2);
  await until(() => basket.jobs.length === 2);
  await relay.stop();
});

/** Makes every hint older by seconds. */
const age = (seconds: number): Promise<void> =>
  onServer(`UPDATE outbox SET hinted_at = hinted_at - make_interval(secs => ${seconds})`);

/** As the application role, in the system's context. */
async function onServer(sql: string): Promise<void> {
  const client = new Client(database.appUrl);
  await client.connect();
  try {
    await client.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true); ${sql}; COMMIT`);
  } finally {
    await client.end();
  }
}
