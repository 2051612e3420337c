import { addDays } from '@duixian/calendar';
import {
  appendFacts,
  insertEarlierPaymentCoverage,
  insertEarlierPayments,
  insertTitle,
  newId,
  refreshProfiles,
  runQuery,
  type Tx,
} from '@duixian/persistence';
import { Office, valueOf } from '@duixian/testing';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { moveClock } from '../identity/move-clock';
import { orderSweep } from './order-sweep';
import { change, enter, SYSTEM, type Track } from './races.fixture';
import { sweepForCause, type SweepTriggers } from './sweep-by-system';

jest.setTimeout(600_000);

const CITY = '410400';
const ALL: SweepTriggers = new Set(['import'] as const);
const STEPS = Number(process.env['SWEEP_STEPS'] ?? 14);
const TRACK: Track = {
  ...{ county: '410422', city: CITY, stem: '91410422MA0B', runners: 40 },
  ...{ clauses: ['PDS-A2-4-3-1'], ledgers: [], titles: [], treasuries: [] },
  facts: [{ name: 'applicant.sectors', value: ['industrial'] }],
};

let office: Office;
let owner: Client;
let parties: string[];
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  parties = (await enter(office, TRACK)).runners.map(({ partyId }) => partyId);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

interface Run {
  id: string;
  base: string | null;
  looked: number;
  carried: number;
}

async function run(id: string): Promise<Run> {
  await office.drain();
  const { rows } = await owner.query<Run & { state: string }>(
    `SELECT id, base_id AS base, candidate_count AS looked, carried_count AS carried, state FROM sweep WHERE id = $1`,
    [id],
  );
  expect(rows[0]?.state).toBe('completed');
  return rows[0] as Run;
}

/** By the system, after a cause of this moment. */
async function bySystem(): Promise<Run> {
  const since = await runQuery(office.db, SYSTEM, (tx) => Promise.resolve(tx.nowText));
  const wanted = { outboxId: newId(), cityCode: CITY, cause: 'import' as const, causeId: newId(), since };
  const begun = await sweepForCause(office.db, ALL, wanted);
  if (!begun) throw new Error('switched off');
  return run(valueOf(begun).sweepId ?? '');
}

/** Everybody anew, as an officer orders it. */
async function inFull(): Promise<Run> {
  const asOf = await runQuery(office.db, SYSTEM, (tx) => Promise.resolve(tx.today));
  const actor = await office.as('policy-officer');
  const order = { actor, idempotencyKey: newId(), asOf, dryRun: true, scope: [CITY] };
  return run(valueOf(await orderSweep(office.db, order)).id);
}

async function findings({ id }: Run): Promise<unknown[]> {
  const { rows } = await owner.query(
    `SELECT party_id, county_code, clause_id, subject, call_id, status, disposition, reason, amount_fen, split_fen
     FROM sweep_line WHERE sweep_id = $1 ORDER BY party_id, clause_id, subject`,
    [id],
  );
  return rows;
}

const learned = (tx: Tx) => ({ learnedAt: tx.now, learnedBy: 'system:test' });
const fact = (
  tx: Tx,
  partyId: string,
  name: string,
  value: string | boolean | string[],
  days: [number, number] | null,
) => ({
  ...{ id: tx.newId(), partyId, applicationId: null, name, value, ...learned(tx) },
  ...{ status: 'authoritative' as const, source: '名录', documentNumber: '1' },
  validFrom: days && addDays(tx.today, days[0]),
  validTo: days && addDays(tx.today, days[0] + days[1]),
});

/** What happens between two sweeps. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('facts' as const),
    who: fc.integer({ min: 0, max: 39 }),
    fact: fc.constantFrom<[string, string | boolean | string[]]>(
      ['scale.first_entry', true],
      ['scale.first_entry', false],
      ['scale.entry_date', '2026-06-30'],
      ['revenue.main_business_yuan', '60000000.00'],
      ['revenue.main_business_yuan', '100.00'],
      ['listing.nodes', ['tutoring_filing']],
      ['listing.board', 'star'],
    ),
    days: fc.option(fc.tuple(fc.integer({ min: -40, max: 60 }), fc.integer({ min: 0, max: 90 }))),
  }),
  fc.record({
    kind: fc.constant('title' as const),
    who: fc.integer({ min: 0, max: 39 }),
    code: fc.constantFrom('NATIONAL_LITTLE_GIANT', 'PROV_ZJTX'),
    granted: fc.integer({ min: -400, max: 40 }),
    runs: fc.option(fc.integer({ min: 1, max: 500 })),
  }),
  fc.record({ kind: fc.constant('payment' as const), who: fc.integer({ min: 0, max: 39 }) }),
  fc.record({ kind: fc.constant('days' as const), days: fc.constantFrom(1, 2, 20, 45, 200, 366) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function happen(each: Step): Promise<void> {
  if (each.kind === 'days') {
    const { now } = await runQuery(office.db, SYSTEM, (tx) => Promise.resolve({ now: tx.now.getTime() }));
    valueOf(await moveClock(office.db, await office.as('admin'), new Date(now + each.days * 86_400_000)));
    return;
  }
  const partyId = parties[each.who] ?? '';
  await change(office, async (tx) => {
    if (each.kind === 'facts')
      await appendFacts(tx, partyId, [fact(tx, partyId, each.fact[0], each.fact[1], each.days)]);
    else if (each.kind === 'title')
      await insertTitle(tx, {
        ...{
          id: tx.newId(),
          partyId,
          code: each.code,
          level: 'national',
          subjectId: null,
          acquisition: 'new',
        },
        ...{ firstEver: true, grantedCity: '平顶山', grantedOn: addDays(tx.today, each.granted) },
        ...{ validFrom: null, validTo: each.runs === null ? null : addDays(tx.today, each.runs) },
        ...{ documentNumber: '1号', status: 'authoritative', ...learned(tx) },
      });
    else
      await insertEarlierPayments(tx, [
        {
          ...{
            id: tx.newId(),
            partyId,
            clauseId: 'PDS-A2-4-3-1',
            subject: null,
            amountFen: 5_000_000 as never,
          },
          ...{ paidOn: '2025-05-05', documentNumber: '1', source: '台账', importId: null },
          ...{ recordedAt: tx.now, recordedBy: 'system:test' },
        },
      ]);
  });
}

it('whatever changed and however many days passed, resting on the last sweep finds what looking at everybody finds', async () => {
  expect((await bySystem()).base).toBeNull();
  const steps = fc.sample(fc.array(step, { minLength: 1, maxLength: 5 }), { numRuns: STEPS, seed: 20261129 });
  let spared = 0;
  for (const [at, happened] of steps.entries()) {
    for (const each of happened) await happen(each);
    const resting = await bySystem();
    const full = await inFull();
    expect([at, happened, await findings(resting)]).toEqual([at, happened, await findings(full)]);
    expect(resting.base === null || resting.looked + resting.carried >= full.looked).toBe(true);
    if (resting.base !== null && resting.looked < full.looked / 2) spared += 1;
  }
  expect(spared).toBeGreaterThan(STEPS / 4);
});

it('nothing happened: nobody is looked at, and everything is found', async () => {
  await bySystem();
  const again = await bySystem();
  expect([again.base === null, (await findings(again)).length > 0]).toEqual([false, true]);
  expect(again.looked).toBeLessThan(again.carried);
  expect(await findings(again)).toEqual(await findings(await inFull()));
});

it('so many changed that the indexes are asked for them: the same is found', async () => {
  const before = await bySystem();
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO party (id, kind, registered_name, county_code, created_at)
     SELECT gen_random_uuid(), 'enterprise', '新企业' || n, '410422', now() FROM generate_series(1, 1200) AS n RETURNING id`,
  );
  const first = rows[0]?.id ?? '';
  await change(office, (tx) =>
    appendFacts(tx, first, [
      fact(tx, first, 'scale.first_entry', true, null),
      fact(tx, first, 'applicant.sectors', ['industrial'], null),
    ]),
  );
  await change(office, (tx) =>
    refreshProfiles(
      tx,
      rows.map(({ id }) => id),
      'test',
    ),
  );
  const after = await bySystem();
  const full = await inFull();
  expect([after.base, after.looked < full.looked]).toEqual([before.id, true]);
  const found = await findings(after);
  expect(found.filter((line) => (line as { party_id: string }).party_id === first)).not.toEqual([]);
  expect(found).toEqual(await findings(full));
});

it('who left the city is not found in it any more', async () => {
  const gone = parties[3] ?? '';
  await happen({ kind: 'facts', who: 3, fact: ['scale.first_entry', true], days: null });
  const before = await bySystem();
  const ofGone = async (run: Run): Promise<unknown[]> =>
    (await findings(run)).filter((line) => (line as { party_id: string }).party_id === gone);
  expect((await ofGone(before)).length).toBeGreaterThan(0);
  await owner.query(`UPDATE party SET county_code = '410105' WHERE id = $1`, [gone]);
  await change(office, (tx) => refreshProfiles(tx, [gone], 'test'));
  const after = await bySystem();
  expect([after.base, await ofGone(after)]).toEqual([before.id, []]);
  expect(await findings(after)).toEqual(await findings(await inFull()));
});

describe('the database keeps what a chunk found, and takes only what fits', () => {
  /** A chunk of one applicant that waits, and then this found. */
  const FOUND = (
    columns: Partial<Record<'kinds' | 'party' | 'kind' | 'subject' | 'fen', string>>,
  ): string => {
    const kind = `jsonb_build_object('county_code', '410422', 'clause_id', 'PDS-A2-4-3-1', 'call_id', NULL,
      'policy_version_id', (SELECT plan -> 0 ->> 'policyVersionId' FROM sweep WHERE id = c.sweep_id), 'status', 'determined',
      'disposition', 'held', 'reason', NULL, 'split_fen', NULL)`;
    const {
      kinds = 'KIND',
      party = 'c.party_ids',
      kind: at = '{1}',
      subject = '{""}',
      fen = '{100}',
    } = columns;
    return `WITH made AS (INSERT INTO sweep_chunk (id, sweep_id, position, party_ids, state)
        SELECT chunk_of_sweep_line(gen_random_uuid()), sweep_id, 99999, party_ids[1:1], 'waiting' FROM sweep_chunk LIMIT 1 RETURNING id)
      SELECT id FROM made;
      UPDATE sweep_chunk c SET kinds = jsonb_build_array(${kinds.replaceAll('KIND', kind)}), line_party = ${party}, line_kind = '${at}',
        line_subject = '${subject}', line_fen = '${fen}' WHERE position = 99999`;
  };
  const kept = 'what a sweep looked at is kept';
  const misfit = 'a finding refers to';
  it.each<[name: string, sql: string, refused: string | null]>([
    ['what fits', FOUND({}), null],
    ['an applicant of another chunk', FOUND({ party: 'ARRAY[gen_random_uuid()]' }), misfit],
    ['a kind that is not there', FOUND({ kind: '{2}' }), misfit],
    ['less than nothing', FOUND({ fen: '{-1}' }), misfit],
    [
      'the same twice',
      FOUND({ party: 'c.party_ids || c.party_ids', kind: '{1,1}', subject: '{"",""}', fen: '{1,2}' }),
      misfit,
    ],
    ['a county that is none', FOUND({ kinds: `KIND || '{"county_code": "999999"}'` }), misfit],
    [
      'a law version that is none',
      FOUND({ kinds: `KIND || jsonb_build_object('policy_version_id', gen_random_uuid())` }),
      misfit,
    ],
    [
      'a call that is none',
      FOUND({ kinds: `KIND || jsonb_build_object('call_id', gen_random_uuid())` }),
      misfit,
    ],
    ['an offer under no call', FOUND({ kinds: `KIND || '{"disposition": "offer"}'` }), misfit],
    [
      'a disposition that is none',
      FOUND({ kinds: `KIND || '{"disposition": "perhaps"}'` }),
      'sweep_disposition_check',
    ],
    ['columns of two lengths', FOUND({ fen: '{1,2}' }), 'sweep_chunk_'],
    [
      'an amount afterwards',
      `UPDATE sweep_chunk SET line_fen = array_fill(1::bigint, ARRAY[cardinality(line_fen)]) WHERE line_fen[1] > 1`,
      kept,
    ],
    [
      'a reason afterwards',
      `UPDATE sweep_chunk SET kinds = jsonb_set(kinds, '{0,reason}', '{}') WHERE jsonb_array_length(kinds) > 0`,
      kept,
    ],
    ['facts afterwards', `UPDATE sweep_chunk SET facts[1] = '{}' WHERE facts[1] IS NOT NULL`, kept],
    ['whom it looked at again', 'DELETE FROM sweep_relooked', 'append-only'],
  ])('%s', async (_, sql, refused) => {
    await owner.query('BEGIN');
    const asked = owner.query(sql);
    if (refused === null) await asked;
    else await expect(asked).rejects.toThrow(refused);
    await owner.query('ROLLBACK');
  });
});

it('a new mark of a ledger reaches everybody: the next one looks at all of them', async () => {
  await change(office, (tx) =>
    insertEarlierPaymentCoverage(tx, [
      {
        ...{
          id: tx.newId(),
          cityCode: CITY,
          clauseIds: ['PDS-2-1', 'PDS-4-6', 'TEST-ONLY'],
          completeTo: '2025-12-31',
        },
        ...{ paidHereFrom: '2026-01-01', documentNumber: '2', state: 'confirmed', version: 2 },
        ...{
          recordedAt: tx.now,
          recordedBy: 'system:test',
          confirmedAt: tx.now,
          confirmedBy: 'system:other',
        },
        ...{ withdrawnAt: null, withdrawnBy: null, withdrawalReason: null },
      },
    ]),
  );
  const next = await bySystem();
  expect([next.base, next.carried]).toEqual([null, 0]);
});

it('after one that was cancelled when it had taken the queue nobody rests on it', async () => {
  await bySystem();
  await happen({ kind: 'facts', who: 1, fact: ['scale.first_entry', true], days: null });
  const last = await bySystem();
  await owner.query(`UPDATE sweep SET state = 'cancelled' WHERE id = $1`, [last.id]);
  const next = await bySystem();
  expect(next.base).toBeNull();
  expect(await findings(next)).toEqual(await findings(await inFull()));
});
