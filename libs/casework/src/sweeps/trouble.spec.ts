import { addDays, localDate } from '@duixian/calendar';
import { claimOutbox, findCaseUnderWay, finishOutbox, runQuery, appendFacts } from '@duixian/persistence';
import { Office, passDays, refusalOf, valueOf } from '@duixian/testing';
import type { PersonActor } from '@duixian/workflow';
import { Client } from 'pg';
import { cancelSweep, approveSweep } from './change-sweep';
import { SMALLEST_CHUNK, collectCandidates } from './collect-candidates';
import { confirmOffer } from './confirm-offer';
import { declineOffer } from './decline-offer';
import { evaluateChunk } from './evaluate-chunk';
import { expireOffers } from './expire-offers';
import { orderSweep } from './order-sweep';
import { change, enter, SYSTEM, type Runner, type Track } from './races.fixture';
import { listOffers } from './read-offers';
import { readSweepResults } from './read-sweep-lines';
import { readSweep } from './read-sweeps';

jest.setTimeout(600_000);

const today = localDate(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()));
/** Three chunks of applicants who are owed the same. */
const TRACK: Track = {
  ...{ county: '410422', city: '410400', stem: '91410422MA0T', runners: SMALLEST_CHUNK * 2 + 30 },
  ...{ clauses: ['PDS-A2-4-3-1'], ledgers: [], titles: [], treasuries: [] },
  facts: [
    { name: 'scale.first_entry', value: true, from: addDays(today, -3) },
    { name: 'applicant.sectors', value: ['industrial'] },
  ],
};

/** Theirs, and one enterprise of the demo in the same county. */
const OWED = TRACK.runners + 1;

let office: Office;
let owner: Client;
/** A second connection: what is asked of it is seen while the first one holds a lock. */
let server: Client;

/** Asks for at most ten seconds. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let left = 200; left > 0; left -= 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came');
}

let runners: Runner[];
let callId: string;
let orderer: PersonActor;
let approver: PersonActor;
beforeEach(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  server = new Client(office.database.appUrl);
  await server.connect();
  const entered = await enter(office, TRACK);
  runners = entered.runners;
  callId = entered.calls[0]?.id ?? '';
  [orderer, approver] = [await office.as('policy-officer'), await office.as('policy-officer-2')];
});
afterEach(async () => {
  await owner.end();
  await server.end();
  await office.close();
});

const key = () => ({ idempotencyKey: office.key() });
const order = async (wish: { dryRun?: boolean; asOf?: string } = {}) =>
  orderSweep(office.db, {
    ...{ actor: orderer, ...key(), asOf: today, dryRun: false, callIds: [callId], scope: [TRACK.county] },
    ...wish,
  });
const look = async (id: string) => valueOf(await readSweep(office.db, orderer, id));
const approve = async (id: string) =>
  valueOf(
    await approveSweep(office.db, {
      actor: approver,
      ...key(),
      sweepId: id,
      version: (await look(id)).version,
    }),
  );
const linesOf = async (id: string) => {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = { limit: 200, ...(cursor ? { cursor } : {}) };
    const { items, nextCursor } = valueOf(await readSweepResults(office.db, orderer, { id }, page));
    for (const { applicant, clause, disposition, amountFen } of items)
      found.push(`${applicant.creditCode} ${clause} ${disposition} ${amountFen}`);
    if (nextCursor === null) return found.sort();
    cursor = nextCursor;
  }
};
const clerkOf = async ({ partyId }: Runner): Promise<PersonActor> => ({
  ...(await office.as('xinhua-clerk')),
  partyIds: [partyId],
});
const offersOf = async (runner: Runner) =>
  valueOf(await listOffers(office.db, await clerkOf(runner), {}, { limit: 50 })).items;

/** Ordered, run, approved by the second officer, offers out. */
async function offered(): Promise<string> {
  const { id } = valueOf(await order());
  await office.drain();
  await approve(id);
  await office.drain();
  return id;
}

/** Ordered and collected: the messages of its chunks wait. */
async function collected(): Promise<{ id: string; chunks: { outboxId: string; chunkId: string }[] }> {
  const { id } = valueOf(await order());
  const [message] = await claimOutbox(office.db, 50, 30);
  if (message?.topic !== 'sweep.ordered') throw new Error('something else waits');
  valueOf(await collectCandidates(office.db, { outboxId: message.id, sweepId: id }));
  await finishOutbox(office.db, message.id);
  const rows = await claimOutbox(office.db, 50, 1);
  return { id, chunks: rows.map((row) => ({ outboxId: row.id, chunkId: row.payload['chunkId'] ?? '' })) };
}

it('a chunk whose connection dies in the middle leaves nothing behind, and the list is that of an undisturbed run', async () => {
  const undisturbed = valueOf(await order({ dryRun: true }));
  await office.drain();
  const { id, chunks } = await collected();
  expect(chunks).toHaveLength(3);
  const [first, second, third] = chunks;
  if (!first || !second || !third) throw new Error('no chunks');
  valueOf(await evaluateChunk(office.db, first));
  const done = await linesOf(id);

  await owner.query('BEGIN; LOCK TABLE sweep_chunk IN SHARE MODE');
  const dying = evaluateChunk(office.db, second).then(
    () => 'ended',
    () => 'died',
  );
  // Whoever waits for the locked table is in the middle of its chunk.
  const waiting = `SELECT pid FROM pg_locks WHERE relation = 'sweep_chunk'::regclass AND NOT granted`;
  const pid = await until(async () => (await server.query<{ pid: number }>(waiting)).rows[0]?.pid);
  await server.query('SELECT pg_terminate_backend($1)', [pid]);
  expect(await dying).toBe('died');
  await owner.query('ROLLBACK');
  expect(await linesOf(id)).toEqual(done);
  expect(await look(id)).toMatchObject({ state: 'running' });

  valueOf(await evaluateChunk(office.db, second));
  valueOf(await evaluateChunk(office.db, third));
  // The queue hands everything over once more: nothing is done twice.
  for (const chunk of chunks) valueOf(await evaluateChunk(office.db, chunk));
  expect(await look(id)).toMatchObject({ state: 'prepared', offers: { count: OWED } });
  expect(await linesOf(id)).toEqual(await linesOf(undisturbed.id));
});

it('cancelled half way: what waits is skipped, nothing goes out, and the next sweep may start', async () => {
  const { id, chunks } = await collected();
  valueOf(await evaluateChunk(office.db, chunks[0]!));
  const done = await linesOf(id);
  expect(refusalOf(await order())).toBe('sweep-under-way');
  const { version } = await look(id);
  valueOf(await cancelSweep(office.db, { actor: orderer, ...key(), sweepId: id, version }));
  for (const chunk of chunks.slice(1)) valueOf(await evaluateChunk(office.db, chunk));
  expect(await look(id)).toMatchObject({ state: 'cancelled' });
  expect(await linesOf(id)).toEqual(done);
  expect(
    refusalOf(
      await approveSweep(office.db, { actor: approver, ...key(), sweepId: id, version: version + 1 }),
    ),
  ).toBe('action-not-allowed');
  expect(await offersOf(runners[0]!)).toEqual([]);
  valueOf(await order());
});

it('an applicant whose facts do not fit is listed with the reason and holds up nobody', async () => {
  const [broken] = runners;
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  await owner.query(
    `INSERT INTO fact_record SELECT (json_populate_record(f, json_build_object('id', $2::uuid, 'name', 'zyec.financing_yuan', 'value', 'lots'::text))).*
     FROM fact_record f WHERE party_id = $1 AND name = 'scale.first_entry'`,
    [broken!.partyId, office.key()],
  );
  await owner.query(`UPDATE party_profile SET next_change_on = '2000-01-01' WHERE party_id = $1`, [
    broken!.partyId,
  ]);
  await owner.query('COMMIT');
  const { id } = valueOf(await order());
  await office.drain();
  const sweep = await look(id);
  expect(sweep).toMatchObject({ state: 'prepared', offers: { count: OWED - 1 } });
  expect(sweep.failures).toMatchObject({ count: 1 });
  expect(JSON.stringify(sweep.failures)).toContain('本次融资额');
});

it('a finding that does not come out again as it was approved is listed with the reason, and the others get their offers', async () => {
  const { id } = valueOf(await order());
  await office.drain();
  await approve(id);
  // Behind every guard: the kept facts of one applicant are no longer those of the approved list.
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  await owner.query('ALTER TABLE sweep_chunk DISABLE TRIGGER USER');
  const [first] = (
    await owner.query<{ id: string; party: string }>(
      `UPDATE sweep_chunk SET facts[1] = replace(facts[1], '"scale.first_entry":true', '"scale.first_entry":false')
       WHERE sweep_id = $1 AND position = 0 RETURNING id, party_ids[1] AS party`,
      [id],
    )
  ).rows;
  await owner.query('ALTER TABLE sweep_chunk ENABLE TRIGGER USER; COMMIT');
  await office.drain();
  const sweep = await look(id);
  expect(sweep).toMatchObject({ state: 'completed', failures: { count: 1 } });
  expect(sweep.failures.first).toMatchObject([
    { partyId: first!.party, problem: expect.stringContaining('PDS-A2-4-3-1') },
  ]);
  const { rows } = await server.query<{ offers: number }>(
    `SELECT set_config('duixian.scope', 'system', false), (SELECT count(*)::int FROM offer) AS offers`,
  );
  expect(rows[0]?.offers).toBe(OWED - 1);
});

it('what nobody answers expires and is offered anew; what was declined is not', async () => {
  await offered();
  const [silent, unwilling] = runners;
  const [offer] = await offersOf(unwilling!);
  const command = { actor: await clerkOf(unwilling!), ...key(), offerId: offer!.id, version: offer!.version };
  expect(valueOf(await declineOffer(office.db, { ...command, reason: '已另行申报' }))).toMatchObject({
    state: 'declined',
  });
  await passDays(office, 60);
  while ((await expireOffers(office.db)).expired > 0);
  expect((await offersOf(silent!)).map(({ state }) => state)).toEqual(['expired']);
  const [late] = await offersOf(silent!);
  const answer = { actor: await clerkOf(silent!), ...key(), offerId: late!.id, version: late!.version };
  expect(refusalOf(await confirmOffer(office.db, answer))).toBe('action-not-allowed');

  await offered();
  expect((await offersOf(silent!)).map(({ state }) => state)).toEqual(['open', 'expired']);
  expect((await offersOf(unwilling!)).map(({ state }) => state)).toEqual(['declined']);
});

it('what is no longer owed is withdrawn at the click, with the reason, and makes no case', async () => {
  await offered();
  const [runner] = runners;
  const [offer] = await offersOf(runner!);
  await change(office, (tx) =>
    appendFacts(tx, runner!.partyId, [
      {
        ...{ id: tx.newId(), partyId: runner!.partyId, applicationId: null, importId: null },
        ...{ name: 'scale.first_entry', value: false, status: 'authoritative' as const },
        ...{ source: '统计联网直报', documentNumber: '2号', documentDate: today },
        ...{ validFrom: null, validTo: null, learnedAt: tx.now, learnedBy: 'system:test' },
      },
    ]),
  );
  const command = { actor: await clerkOf(runner!), ...key(), offerId: offer!.id, version: offer!.version };
  expect(valueOf(await confirmOffer(office.db, command))).toMatchObject({
    ...{ state: 'withdrawn', applicationId: null, reason: { code: 'determination-changed' } },
  });
  const cases = await runQuery(office.db, SYSTEM, (tx) => findCaseUnderWay(tx, callId, runner!.partyId));
  expect(cases).toBeNull();
});

it('the database refuses an approval by whoever ordered, whatever the code says', async () => {
  const { id } = valueOf(await order());
  await office.drain();
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  const approval = owner.query(
    `UPDATE sweep SET state = 'approved', approved_by = ordered_by, approved_at = now() WHERE id = $1`,
    [id],
  );
  await expect(approval).rejects.toThrow('sweep_second_person');
  await owner.query('ROLLBACK');
});

it('as of a past day it finds what held on that day, and a day to come is refused', async () => {
  const owed = (line: string) => line.startsWith(TRACK.stem) && line.includes(' offer ');
  const before = valueOf(await order({ asOf: addDays(today, -10), dryRun: true }));
  const since = valueOf(await order({ asOf: addDays(today, -1), dryRun: true }));
  await office.drain();
  expect((await linesOf(before.id)).filter(owed)).toEqual([]);
  expect((await linesOf(since.id)).filter(owed)).toHaveLength(runners.length);
  expect(refusalOf(await order({ asOf: addDays(today, 1) }))).toBe('sweep-invalid');
});
