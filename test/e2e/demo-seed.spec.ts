import * as casework from '@duixian/casework';
import { parseFacts } from '@duixian/policy';
import { Office } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(60_000);

let office: Office;
let client: Client;

/** First as an earlier version seeded it, then with everything: what a start on older data does. */
beforeAll(async () => {
  office = await Office.open();
  expect(await casework.seedDemo(office.db, 'cities')).toMatchObject({ leftAlone: null });
  client = new Client(office.database.ownerUrl);
  await client.connect();
  await client.query(`SELECT set_config('duixian.scope', 'system', false)`);
});
afterAll(async () => {
  await client.end();
  await office.close();
});

const rows = async <T extends object>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows;

interface Known {
  party: string;
  name: string;
  value: string | number | boolean | string[];
  source: string;
  document: string | null;
  status: string;
}
const readFacts = (): Promise<Known[]> =>
  rows(`SELECT party_id AS party, name, value, source, document_number AS document, status FROM fact_record`);

it('has 500 applicants in the counties of three cities, all plainly fictional, each with a valid code', async () => {
  const parties = await rows<{ name: string; code: string; city: string }>(
    `SELECT registered_name AS name, credit_code AS code, left(county_code, 4) AS city FROM party`,
  );
  expect(parties).toHaveLength(500);
  expect(parties.filter(({ name }) => !/示例|演示/.test(name))).toEqual([]);
  expect(parties.filter(({ code }) => !casework.isCreditCode(code))).toEqual([]);
  expect(new Set(parties.map(({ name }) => name)).size).toBe(500);
  for (const city of ['3304', '4101', '4104'])
    expect(parties.filter((party) => party.city === city).length).toBeGreaterThan(150);
});

it('knows of each, from a named register, only what the law has words for', async () => {
  const facts = await readFacts();
  expect(
    facts.filter(({ status, source, document }) => status !== 'authoritative' || !source || !document),
  ).toEqual([]);
  const ofParty = new Map<string, Record<string, unknown>>();
  for (const { party, name, value } of facts) ofParty.set(party, { ...ofParty.get(party), [name]: value });
  expect(ofParty.size).toBe(500);
  const parsed = [...ofParty.values()].map((known) => parseFacts(known));
  const misfits = parsed.flatMap((each) => (each.ok ? [] : each.problems));
  expect(misfits).toEqual([]);
});

it('has histories: first grants, renewals, titles that ran out, titles from elsewhere, all of earlier years', async () => {
  const titles = await rows<{ kind: string; titles: number }>(`
    SELECT k.kind, count(*)::int AS titles FROM title_record t JOIN party p ON p.id = t.party_id
      JOIN region c ON c.code = p.county_code JOIN region city ON city.code = c.parent_code
      CROSS JOIN LATERAL (VALUES ('first grant', t.first_ever), ('renewal', t.acquisition = 'renewal'),
        ('ran out', t.valid_to < CURRENT_DATE), ('from elsewhere', t.granted_city <> city.fact_name),
        ('of this year', extract(year FROM t.granted_on) = extract(year FROM CURRENT_DATE))) AS k(kind, so)
    WHERE k.so GROUP BY k.kind`);
  const count = Object.fromEntries(titles.map((row) => [row.kind, row.titles]));
  expect(count['of this year']).toBeUndefined();
  expect(
    Math.min(...['first grant', 'renewal', 'ran out', 'from elsewhere'].map((kind) => count[kind] ?? 0)),
  ).toBeGreaterThan(2);
});

it('keeps a profile for each that says what its facts and titles say', async () => {
  const facts = new Map((await readFacts()).map(({ party, name, value }) => [`${party} ${name}`, value]));
  const profiles = await rows<Record<string, unknown> & { party: string; codes: string[] }>(
    `SELECT party_id AS party, facts -> 'scale.first_entry' AS "scale.first_entry", facts -> 'scale.entry_date' AS "scale.entry_date",
       facts -> 'revenue.main_business_yuan' AS "revenue.main_business_yuan", title_codes AS codes FROM party_profile`,
  );
  expect(profiles).toHaveLength(500);
  for (const profile of profiles)
    for (const name of ['scale.first_entry', 'scale.entry_date', 'revenue.main_business_yuan'])
      expect([name, profile[name]]).toEqual([name, facts.get(`${profile.party} ${name}`) ?? null]);
  const held = await rows<{ party: string; codes: string[] }>(
    `SELECT party_id AS party, array_agg(DISTINCT code) AS codes FROM title_record
     GROUP BY party_id`,
  );
  const codes = profiles
    .filter((profile) => profile.codes.length > 0)
    .map(({ party, codes: own }) => ({ party, codes: own }));
  const byParty = (a: { party: string }, b: { party: string }): number => (a.party < b.party ? -1 : 1);
  expect(codes.sort(byParty)).toEqual(held.sort(byParty));
});

it('has accounts to pay to, and some that somebody has to see to first', async () => {
  const [counts] = await rows<{ verified: number; waiting: number; none: number; replaced: number }>(`
    SELECT count(*) FILTER (WHERE a.state = 'confirmed')::int AS verified,
      count(*) FILTER (WHERE a.state = 'proposed')::int AS waiting,
      count(*) FILTER (WHERE a.id IS NULL)::int AS none,
      (SELECT count(*)::int FROM payee_account WHERE version = 2) AS replaced
    FROM party p LEFT JOIN payee_account a ON a.party_id = p.id
      AND a.version = (SELECT max(version) FROM payee_account WHERE party_id = p.id)`);
  expect(counts?.verified).toBeGreaterThan(400);
  for (const kind of ['waiting', 'none', 'replaced'] as const) expect(counts?.[kind]).toBeGreaterThan(5);
});

it('has a treasury with money wherever a call lets a level pay, and the two hands that pay it out', async () => {
  const calls = await casework.listCalls(office.db, await office.as('policy-officer'));
  expect(calls[0]?.number).toMatch(/^PDS-XSG-/);
  expect(calls.length).toBeGreaterThan(3);
  const [dry] = await rows<{ counties: number }>(`
    SELECT count(*)::int AS counties FROM region r WHERE r.level = 'county' AND NOT EXISTS (
      SELECT 1 FROM budget_line b JOIN treasury_account t USING (region_code) JOIN ledger_account a ON a.budget_line_id = b.id
      WHERE b.region_code = r.code AND b.subject = '专精特新奖励资金' AND a.kind = 'available' AND a.balance_fen > 0)`);
  expect(dry?.counties).toBe(0);
  for (const prefix of ['zz', 'zzgx', 'jinshui', 'jx', 'nanhu', 'haining', 'hn'])
    for (const hand of ['maker', 'checker']) await office.as(`${prefix}-${hand}`);
});

it('adds nothing the second time', async () => {
  const again = await casework.seedDemo(office.db, 'cities');
  expect(again.leftAlone).toBeNull();
  expect(again.seeded).toEqual([]);
  expect(await rows('SELECT id FROM party')).toHaveLength(500);
});

it('has paid every first grant of earlier years, except a few that were forgotten', async () => {
  const [grants] = await rows<{ paid: number; unpaid: number }>(`
    SELECT count(*) FILTER (WHERE e.id IS NOT NULL)::int AS paid, count(*) FILTER (WHERE e.id IS NULL)::int AS unpaid
    FROM title_record t JOIN party p ON p.id = t.party_id LEFT JOIN earlier_payment e ON e.party_id = p.id
    WHERE t.first_ever AND t.code IN ('PROV_ZJTX', 'NATIONAL_LITTLE_GIANT') AND p.registered_name LIKE '%演示%'`);
  expect(grants?.paid).toBeGreaterThan(50);
  expect(grants?.unpaid).toBeGreaterThan(0);
  expect(grants?.unpaid).toBeLessThan(20);
});
