import { claimOutbox, newId, pruneOnce, runCommand } from '@duixian/persistence';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const AS_SYSTEM = `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`;

let office: Office;
let owner: Client;
let person: string;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(AS_SYSTEM);
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM user_account LIMIT 1');
  person = rows[0]?.id ?? '';
});
beforeEach(async () => {
  for (const table of ['outbox', 'idempotency_key', 'session']) {
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_goes`);
    await owner.query(`DELETE FROM ${table}`);
    await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER ${table}_goes`);
  }
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const daysAgo = (days: number | null): Date | null =>
  days === null ? null : new Date(Date.now() - days * 86_400_000);

/** A message that was handled so many days ago; null: it waits, and was left a year ago. */
async function message(doneDaysAgo: number | null): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO outbox (id, topic, payload, created_at, available_at, done_at) VALUES ($1, 'application.submitted', '{}', $2, $2, $3)`,
    [id, daysAgo(365), daysAgo(doneDaysAgo)],
  );
  return id;
}
async function key(actor: string, text: string, days = 365): Promise<string> {
  await owner.query(
    `INSERT INTO idempotency_key (actor, key, command, input_hash, answer, created_at) VALUES ($1, $2, 'test', 'x', '1', $3)`,
    [actor, text, daysAgo(days)],
  );
  return text;
}
async function session(expiredDaysAgo: number, closedDaysAgo: number | null = null): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO session (id, token_hash, user_id, expires_at, closed_at) VALUES ($1, sha256($2), $3, $4, $5)`,
    [id, Buffer.from(id), person, daysAgo(expiredDaysAgo), daysAgo(closedDaysAgo)],
  );
  return id;
}
const left = async (table: string, column: string): Promise<string[]> =>
  (await owner.query<{ one: string }>(`SELECT ${column}::text AS one FROM ${table}`)).rows
    .map(({ one }) => one)
    .sort();

it('takes away what was over long ago, and nothing else', async () => {
  await message(92);
  const messages = [await message(89), await message(null)];
  await session(92);
  await session(-1, 92);
  const sessions = [await session(89), await session(-1), await session(80, 89)];
  expect(await pruneOnce(office.db)).toEqual({ messages: 1, keys: 0, sessions: 2 });
  expect(await left('outbox', 'id')).toEqual([...messages].sort());
  expect(await left('session', 'id')).toEqual([...sessions].sort());
  expect(await pruneOnce(office.db)).toEqual({ messages: 0, keys: 0, sessions: 0 });
});

it('the key of a handled message goes after the message, never before; a key of a request stays for ever', async () => {
  const [handled, waiting] = [await message(92), await message(null)];
  await key('system:send', `outbox:${handled}/send-payment`);
  const kept = [
    await key('system:send', `outbox:${waiting}/send-payment`),
    await key('system:send', `outbox:${newId()}/send-payment`, 89),
    await key('system:sweep-nightly', '2025-01-01'),
    await key('system:other', 'outbox:no message at all, whatever it says/x'),
    await key(`user:${person}`, `outbox:${newId()}/by-a-person`),
    await key(`user:${person}`, 'a request'),
  ];
  expect(await pruneOnce(office.db)).toMatchObject({ messages: 1, keys: 1 });
  expect(await left('idempotency_key', 'key')).toEqual([...kept].sort());
});

it('a request that comes again after years gets its first answer', async () => {
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'testPruning', actor, idempotencyKey: 'once', input: {} };
  const once = () =>
    runCommand(office.db, request, async (tx) => {
      const caseId = newId();
      await tx.record({ caseId, regionCode: '410400', type: 'test.happened', data: {} });
      return { ok: true, value: caseId };
    });
  const first = await once();
  await owner.query(`UPDATE idempotency_key SET created_at = created_at - interval '3 years'`);
  await pruneOnce(office.db);
  expect(await once()).toEqual({ ...first, replayed: true });
});

it('takes no more at once than it is told, and several take different rows', async () => {
  for (let n = 0; n < 12; n += 1) await message(100 + n);
  const took = await Promise.all([pruneOnce(office.db, 4), pruneOnce(office.db, 4), pruneOnce(office.db, 4)]);
  expect(took.map(({ messages }) => messages)).toEqual([4, 4, 4]);
});

it('the database lets the application take away nothing that is not over', async () => {
  const waiting = await message(null);
  await message(89);
  await key(`user:${person}`, 'a request');
  await key('system:send', `outbox:${waiting}/send-payment`);
  await session(1);
  const app = new Client(office.database.appUrl);
  await app.connect();
  try {
    await app.query(AS_SYSTEM);
    for (const table of ['outbox', 'idempotency_key', 'session'])
      await expect(app.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '23514' });
    await app.query(
      `SELECT set_config('duixian.scope', 'person', false), set_config('duixian.actor', 'user:${person}', false)`,
    );
    await message(100);
    expect((await app.query('DELETE FROM outbox')).rowCount).toBe(0);
  } finally {
    await app.end();
  }
  expect(await claimOutbox(office.db, 10, 30)).toEqual([expect.objectContaining({ id: waiting })]);
});
