import { newId, runQuery, type Tx } from '@duixian/persistence';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { moveClock } from '../identity/move-clock';
import { listSweeps, type SweepView } from './read-sweeps';
import { change, SYSTEM } from './races.fixture';
import { cancelSweep } from './change-sweep';
import { orderSweep } from './order-sweep';
import { sweepForCause, sweepNightly, wantSweeps, type SweepTriggers } from './sweep-by-system';

jest.setTimeout(300_000);

const CITY = '410400';
const ALL: SweepTriggers = new Set(['nightly', 'import', 'publication'] as const);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});
beforeEach(async () => {
  office.sweepTriggers = ALL;
  await office.drain();
});

async function sweeps(): Promise<SweepView[]> {
  const actor = await office.as('policy-officer');
  return valueOf(await listSweeps(office.db, actor, {}, { limit: 50 })).items;
}
const want = (cause: 'import' | 'publication', region = CITY) =>
  change(office, (tx: Tx) => wantSweeps(tx, region, cause, newId()));
const wanted = async () => ({
  ...{ outboxId: newId(), cityCode: CITY, cause: 'import' as const, causeId: newId() },
  since: await runQuery(office.db, SYSTEM, (tx) => Promise.resolve(tx.nowText)),
});

it('an import of a county begins a dry run of its whole city, by nobody; a second wish of the same time is spared', async () => {
  const before = (await sweeps()).length;
  await want('import', '410422');
  await want('import', CITY);
  await office.drain();
  const found = await sweeps();
  expect(found).toHaveLength(before + 1);
  expect(found[0]).toMatchObject({
    ...{ state: 'completed', dryRun: true, cause: 'import', orderedByName: null, cityCode: CITY },
    allowedActions: [],
  });
  expect(found[0]?.regionCodes.length).toBeGreaterThan(5);
});

it('what concerns a province is looked at in every city that the system holds', async () => {
  await want('publication', '410000');
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM outbox WHERE topic = 'sweep.wanted' AND done_at IS NULL`,
  );
  expect(rows[0]?.n).toBeGreaterThan(1);
  await office.drain();
  expect((await sweeps())[0]).toMatchObject({ cause: 'publication', state: 'completed' });
});

it('a cause that is switched off begins nothing', async () => {
  office.sweepTriggers = new Set(['nightly']);
  const before = await sweeps();
  await want('import');
  await office.drain();
  expect(await sweeps()).toEqual(before);
  expect(await sweepForCause(office.db, new Set(), await wanted())).toBeNull();
  expect(await sweepNightly(office.db, new Set(['import']))).toEqual([]);
});

it('never two at once for a city: what comes while one runs waits for a minute, and racing wishes begin one', async () => {
  const racing = await Promise.all(
    Array.from({ length: 4 }, async () => sweepForCause(office.db, ALL, await wanted())),
  );
  const begun = racing.filter((outcome) => outcome?.ok && outcome.value.sweepId !== null);
  expect(begun).toHaveLength(1);
  for (const outcome of racing)
    if (outcome && !outcome.ok) expect(refusalOf(outcome)).toBe('sweep-under-way');
  const later = await sweepForCause(office.db, ALL, await wanted());
  expect(later).toMatchObject({ ok: true, value: { sweepId: null } });
  const { rows } = await owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM outbox WHERE topic = 'sweep.wanted' AND done_at IS NULL
       AND available_at > clock_timestamp() + interval '30 seconds'`,
  );
  expect(rows[0]?.n).toBeGreaterThan(0);
  await office.drain();
});

it('one that was cancelled has seen nothing: the next wish begins another', async () => {
  const first = valueOf(
    (await sweepForCause(office.db, ALL, await wanted())) ?? { ok: true, value: { sweepId: null } },
  );
  const asked = await wanted();
  const actor = await office.as('policy-officer');
  valueOf(
    await cancelSweep(office.db, {
      actor,
      idempotencyKey: newId(),
      sweepId: first.sweepId ?? '',
      version: 1,
    }),
  );
  const second = await sweepForCause(office.db, ALL, { ...asked, since: '2000-01-01T00:00:00.000Z' });
  expect(second).toMatchObject({ ok: true, value: { sweepId: expect.any(String) } });
  await office.drain();
});

it('the sweep of the night begins from two in the morning, once per night and city, and a person may order beside it', async () => {
  const admin = await office.as('admin');
  const at = async (now: string) => valueOf(await moveClock(office.db, admin, new Date(now)));
  await at('2031-03-04T01:59:00+08:00');
  expect(await sweepNightly(office.db, ALL)).toEqual([]);
  await at('2031-03-04T02:01:00+08:00');
  const begun = await Promise.all([sweepNightly(office.db, ALL), sweepNightly(office.db, ALL)]);
  expect(begun.flat().length).toBeGreaterThan(0);
  expect(new Set(begun.flat().map(({ id }) => id)).size).toBe(begun.flat().length);
  const actor = await office.as('policy-officer');
  valueOf(await orderSweep(office.db, { actor, idempotencyKey: newId(), asOf: '2031-03-04', dryRun: true }));
  await office.drain();
  expect(await sweepNightly(office.db, ALL)).toEqual([]);
  const ofTonight = (await sweeps()).filter(({ asOf }) => asOf === '2031-03-04');
  expect(ofTonight.map(({ cause, state }) => [cause, state]).sort()).toEqual([
    ['nightly', 'completed'],
    ['person', 'completed'],
  ]);
});

it('the database takes nothing by the system that could pay', async () => {
  await owner.query('BEGIN');
  try {
    await expect(
      owner.query(
        `INSERT INTO sweep SELECT (jsonb_populate_record(s, jsonb_build_object('id', n.id, 'chain', ARRAY[n.id], 'cause', 'import',
           'cause_id', gen_random_uuid(), 'dry_run', false, 'ordered_by', (SELECT id FROM user_account LIMIT 1)))).*
         FROM sweep s, (SELECT gen_random_uuid() AS id) n WHERE cause = 'person' LIMIT 1`,
      ),
    ).rejects.toThrow('sweep_of_its_cause');
  } finally {
    await owner.query('ROLLBACK');
  }
});
