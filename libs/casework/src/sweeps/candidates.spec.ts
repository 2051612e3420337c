import { candidateFilter, evaluate, selects, type CandidateFilter, type Facts } from '@duixian/policy';
import {
  candidateSql,
  findParties,
  insertParties,
  insertRegisterExtract,
  newId,
  refreshDueProfiles,
  runCommand,
  runQuery,
  type FactRecordEntity,
  type TitleRecordEntity,
  type Tx,
} from '@duixian/persistence';
import { Office } from '@duixian/testing';
import fc from 'fast-check';
import { Client } from 'pg';
import { assembleFacts } from '../facts/assemble-facts';
import { factsOfMany } from '../facts/facts-of-many';
import { policiesOfCity } from '../policies/policies-of-city';
import { documentOf } from '../policies/policy-in-force';

jest.setTimeout(300_000);

const PARTIES = 120;
const FILTERS = Number(process.env['CANDIDATE_FILTERS'] ?? 300);
const COUNTY = '410422';
const SYSTEM = { kind: 'system', name: 'test' } as const;
const DAY = '2026-06-15';

const dates = fc.constantFrom('2024-02-29', '2025-12-31', '2026-01-01', '2026-06-15', '2026-08-01');
const yuan = fc.constantFrom('0', '0.01', '499.99', '500', '500.00', '50000000');
/** Scalar facts of every type; an absent one is unknown. */
const FACTS = {
  'scale.first_entry': fc.boolean(),
  'scale.entry_date': dates,
  'applicant.sectors': fc.subarray(['industrial', 'service']),
  'listing.nodes': fc.subarray(['tutoring_filing', 'listed_trading']),
  'listing.board': fc.constantFrom('star', 'bse', 'neeq'),
  'revenue.main_business_yuan': yuan,
  'zyec.financing_yuan': yuan,
  'training.new_technician_n': fc.integer({ min: 0, max: 5 }),
  'q1_2022.main_revenue_yoy_pct': fc.constantFrom('-5', '9.99', '10', '10.00', '12'),
} as const;

const drawn = fc.record({
  facts: fc.record(FACTS, { requiredKeys: [] }),
  codes: fc.subarray(['PROV_ZJTX', 'NATIONAL_LITTLE_GIANT', 'INNOVATIVE_SME'], { maxLength: 2 }),
  granted: dates,
});

let office: Office;
let app: Client;
let known: Map<string, Facts>;

beforeAll(async () => {
  office = await Office.open();
  app = new Client(office.database.appUrl);
  await app.connect();
  await app.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
       set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false)`,
  );
  const ids = await enter(fc.sample(drawn, { numRuns: PARTIES, seed: 7 }));
  known = await factsOf(ids);
});
afterAll(async () => {
  await app.end();
  await office.close();
});

async function enter(parties: readonly (typeof drawn extends fc.Arbitrary<infer T> ? T : never)[]) {
  const ids = parties.map(() => newId());
  const request = { name: 'test', actor: SYSTEM, idempotencyKey: newId(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    const now = tx.now;
    await insertParties(
      tx,
      ids.map((id, at) => ({
        ...{ id, kind: at % 5 === 0 ? ('institution' as const) : ('enterprise' as const), creditCode: null },
        ...{ registeredName: `甲${at}`, countyCode: COUNTY, registeredOn: null, createdAt: now },
      })),
      [],
    );
    const learned = { learnedAt: now, learnedBy: 'system:test' };
    await insertRegisterExtract(tx, {
      partyIds: ids,
      facts: parties.flatMap(({ facts }, at) =>
        Object.entries(facts).map(([name, value]) => factOf(tx, ids[at] ?? '', name, value, learned)),
      ),
      titles: parties.flatMap(({ codes, granted }, at) =>
        codes.map((code) => titleOf(tx, ids[at] ?? '', code, granted, learned)),
      ),
    });
    await refreshDueProfiles(tx, [COUNTY]);
    await tx.record({ caseId: tx.newId(), regionCode: COUNTY, type: 'test', data: {} });
    return { ok: true as const, value: null };
  });
  return ids;
}

type Learned = { learnedAt: Date; learnedBy: string };

const factOf = (
  tx: Tx,
  partyId: string,
  name: string,
  value: FactRecordEntity['value'],
  learned: Learned,
): FactRecordEntity => ({
  ...{ id: tx.newId(), partyId, applicationId: null, name, value, ...learned },
  ...{ status: 'authoritative', source: '名录', documentNumber: '1', validFrom: null, validTo: null },
});

const titleOf = (
  tx: Tx,
  partyId: string,
  code: string,
  grantedOn: string,
  learned: Learned,
): TitleRecordEntity => ({
  ...{ id: tx.newId(), partyId, code, level: 'provincial', subjectId: null, acquisition: 'new' },
  ...{ firstEver: true, grantedCity: '平顶山', grantedOn, validFrom: null, validTo: null },
  ...{ documentNumber: '1', status: 'authoritative', ...learned },
});

async function factsOf(ids: readonly string[]): Promise<Map<string, Facts>> {
  return runQuery(office.db, SYSTEM, async (tx) => {
    const all = new Map<string, Facts>();
    for (const party of await findParties(tx, ids))
      all.set(party.id, (await assembleFacts(tx, party, DAY, null)).facts);
    return all;
  });
}

/** The parties of this file that a filter selects in the database. */
async function selected(filter: CandidateFilter, constants: Facts): Promise<string[]> {
  const sql = candidateSql(filter, constants);
  const { rows } = await app.query<{ id: string }>(
    `SELECT party_id AS id FROM party_profile WHERE party_id = ANY ($1::uuid[]) AND ${sql}`,
    [[...known.keys()]],
  );
  return rows.map((row) => row.id).sort();
}

const expected = (filter: CandidateFilter): string[] =>
  [...known]
    .filter(([, facts]) => selects(filter, facts))
    .map(([id]) => id)
    .sort();

const article = '一';
const operand = (text: string, kind: 'fen' | 'decimal' | 'integer' | 'date'): object => {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  if (kind === 'fen') return { kind, value: Number(whole) * 100 + Number(part.padEnd(2, '0')), text };
  if (kind === 'integer') return { kind, value: Number(text), text };
  if (kind === 'date') return { kind, value: text, text };
  const coefficient = BigInt(whole + part) * (text.startsWith('-') ? -1n : 1n);
  return { kind, coefficient, scale: part.length, text };
};
const comparison = fc.constantFrom('atLeast', 'moreThan', 'atMost', 'lessThan');
const compared = (fact: string, type: 'fen' | 'decimal' | 'integer' | 'date', text: fc.Arbitrary<string>) =>
  fc.record({ comparison, text }).map((made) => ({
    ...{ kind: 'compare', fact, type, comparison: made.comparison, article },
    operand: operand(made.text, type),
  }));
const factCompared = (fact: string, other: string, type: string) =>
  comparison.map((each) => ({
    ...{ kind: 'compare', fact, type, comparison: each, article },
    operand: { kind: 'fact', fact: other, text: other },
  }));
const leaf = fc
  .oneof(
    fc.boolean().map((value) => ({ kind: 'equals', fact: 'scale.first_entry', value, article })),
    fc
      .constantFrom('star', 'neeq')
      .map((value) => ({ kind: 'equals', fact: 'listing.board', value, article })),
    fc
      .subarray(['star', 'bse', 'sz_main'], { minLength: 1 })
      .map((values) => ({ kind: 'one-of', fact: 'listing.board', values, list: null, article })),
    fc
      .constantFrom('industrial', 'service')
      .map((value) => ({ kind: 'includes', fact: 'applicant.sectors', value, article })),
    fc
      .constantFrom('tutoring_filing', 'application_accepted')
      .map((value) => ({ kind: 'includes', fact: 'listing.nodes', value, article })),
    fc
      .record({ fact: fc.constantFrom(...Object.keys(FACTS)), expected: fc.boolean() })
      .map((made) => ({ kind: 'known', ...made, article })),
    fc
      .record({
        fact: fc.constantFrom('revenue.main_business_yuan', 'training.new_technician_n', 'scale.first_entry'),
        expected: fc.boolean(),
      })
      .map((made) => ({ kind: 'whole', ...made, article })),
    compared('revenue.main_business_yuan', 'fen', yuan),
    compared('training.new_technician_n', 'integer', fc.constantFrom('0', '3', '5')),
    compared('q1_2022.main_revenue_yoy_pct', 'decimal', fc.constantFrom('-5', '10', '9.990')),
    compared('scale.entry_date', 'date', dates),
    factCompared('scale.entry_date', 'evaluation_date', 'date'),
    factCompared('evaluation_date', 'scale.entry_date', 'date'),
    factCompared('revenue.main_business_yuan', 'zyec.financing_yuan', 'fen'),
    fc.constant({ kind: 'later-year', fact: 'evaluation_date', than: 'scale.entry_date', article }),
    fc
      .constantFrom(0, 1, 12, 24, 120_000)
      .map((months) => ({ kind: 'within-months', fact: 'scale.entry_date', months, article })),
    fc
      .constantFrom('enterprise', 'organisation')
      .map((value) => ({ kind: 'equals', fact: 'applicant.kind', value, article })),
    fc
      .constantFrom('叶县', '东区')
      .map((value) => ({ kind: 'equals', fact: 'applicant.county', value, article })),
    fc
      .constantFrom('平顶山', '郑州')
      .map((value) => ({ kind: 'equals', fact: 'applicant.city', value, article })),
  )
  .map((made) => ({ kind: 'test', leaf: made }) as unknown as CandidateFilter);
const record = fc
  .subarray(['PROV_ZJTX', 'NATIONAL_LITTLE_GIANT', 'SINGLE_CHAMPION_PRODUCT'], { minLength: 1 })
  .map((values): CandidateFilter => ({ kind: 'record', list: 'titles', field: 'code', values }));
const { filter: anyFilter } = fc.letrec<{ filter: CandidateFilter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      leaf,
      record,
      fc.constant<CandidateFilter>({ kind: 'always' }),
      fc.constant<CandidateFilter>({ kind: 'never' }),
    ),
    fc
      .record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('filter'), { maxLength: 3 }),
      })
      .map((made): CandidateFilter => made),
    tie('filter').map((of): CandidateFilter => ({ kind: 'not', of })),
  ),
}));

it('SQL and `selects` agree on whatever filter and facts, with and without constants answered beforehand', async () => {
  await fc.assert(
    fc.asyncProperty(anyFilter, fc.boolean(), async (filter, placeIsConstant) => {
      const place = placeIsConstant ? { 'applicant.city': '平顶山', 'applicant.province': '河南' } : {};
      expect(await selected(filter, { evaluation_date: DAY, ...place })).toEqual(expected(filter));
    }),
    { numRuns: FILTERS, seed: 20260615 },
  );
});

it('of every clause in force the filter loses nobody of whom the interpreter says anything', async () => {
  const versions = await runQuery(office.db, SYSTEM, (tx) => policiesOfCity(tx, '410400'));
  let said = 0;
  for (const document of versions.map(documentOf)) {
    const spoken = new Map<string, string[]>();
    for (const [id, facts] of known)
      for (const { clause } of evaluate([document], facts))
        spoken.set(clause, [...(spoken.get(clause) ?? []), id]);
    for (const [clauseId, ids] of spoken) {
      const clause = document.clauses.find((each) => each.id === clauseId);
      if (!clause) throw new Error(clauseId);
      const taken = new Set(
        await selected(candidateFilter(clause, { decisions: 'none' }), { evaluation_date: DAY }),
      );
      expect([clauseId, ids.filter((id) => !taken.has(id))]).toEqual([clauseId, []]);
      said += ids.length;
    }
  }
  expect(said).toBeGreaterThan(PARTIES / 2);
});

it('facts of many, by lying profiles and by records, are the facts of each', async () => {
  for (const day of [DAY, '2025-12-31']) {
    await runQuery(office.db, SYSTEM, async (tx) => {
      const { found, misfits } = await factsOfMany(tx, [...known.keys()], day, new Set());
      expect([found.length, misfits]).toEqual([known.size, []]);
      for (const party of await findParties(tx, [...known.keys()])) {
        const { facts } = await assembleFacts(tx, party, day, null);
        const of = found.find(({ partyId }) => partyId === party.id);
        expect(of).toMatchObject({ facts, countyCode: party.countyCode, statedOn: {} });
      }
    });
  }
});

it('a profile is due once its party is new, moves or is written for a later day, and at no other time', async () => {
  const elsewhere = '410403';
  /** As the application, in one transaction that is taken back. */
  const dueAfter = async (change: string): Promise<number> => {
    const { rows } = await app
      .query<{ n: number }>(
        `${change}; SELECT count(*)::int AS n FROM party_profile WHERE next_change_on <= CURRENT_DATE OR as_of > CURRENT_DATE + 1`,
      )
      .then((answer) => (Array.isArray(answer) ? (answer.at(-1) as typeof answer) : answer));
    return rows[0]?.n ?? -1;
  };
  await app.query('BEGIN');
  try {
    const before = await dueAfter('SELECT');
    const id = newId();
    expect(
      await dueAfter(
        `INSERT INTO party (id, kind, registered_name, county_code, created_at) VALUES ('${id}', 'enterprise', '新', '${COUNTY}', now())`,
      ),
    ).toBe(before + 1);
    const settled = `UPDATE party_profile SET next_change_on = NULL, as_of = CURRENT_DATE WHERE party_id = '${id}'`;
    expect(await dueAfter(settled)).toBe(before);
    expect(await dueAfter(`UPDATE party SET registered_name = '改名' WHERE id = '${id}'`)).toBe(before);
    expect(await dueAfter(`UPDATE party SET county_code = '${elsewhere}' WHERE id = '${id}'`)).toBe(
      before + 1,
    );
    expect(await dueAfter(settled)).toBe(before);
    expect(await dueAfter(`UPDATE party_profile SET as_of = '2999-01-01' WHERE party_id = '${id}'`)).toBe(
      before + 1,
    );
  } finally {
    await app.query('ROLLBACK');
  }
});

it('whoever falls due is refreshed once, in as many statements as it takes', async () => {
  await app.query(
    `UPDATE party_profile SET next_change_on = '2000-01-01', facts = '{}' WHERE county_code = '${COUNTY}'`,
  );
  const refresh = (): Promise<number> =>
    runCommand(office.db, { name: 'test', actor: SYSTEM, idempotencyKey: newId(), input: {} }, async (tx) => {
      const value = await refreshDueProfiles(tx, [COUNTY], 7);
      await tx.record({ caseId: tx.newId(), regionCode: COUNTY, type: 'test', data: {} });
      return { ok: true as const, value };
    }).then((outcome) => (outcome.ok ? outcome.value : -1));
  const due = await refresh();
  expect(due).toBeGreaterThanOrEqual(PARTIES);
  expect(due % 7).not.toBe(0);
  const { rows } = await app.query<{ empty: number }>(
    `SELECT count(*)::int AS empty FROM party_profile WHERE county_code = '${COUNTY}' AND facts = '{}'`,
  );
  expect(rows).toEqual([{ empty: 0 }]);
  expect(await refresh()).toBe(0);
});
