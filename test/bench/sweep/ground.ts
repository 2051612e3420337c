import { newId, refreshProfiles, runCommand } from '@duixian/persistence';
import type { Office } from '@duixian/testing';
import type { Client } from 'pg';
import { PLAIN_INDEXES, PLAIN_TABLES } from './plain-sweep';

/** Kinds of enterprises that a clause concerns, each by the facts and titles that make it one. */
const KINDS: readonly { facts: Readonly<Record<string, unknown>>; title?: string }[] = [
  { facts: { 'scale.first_entry': true, 'revenue.main_business_yuan': '60000000.00' } },
  {
    facts: {
      'q1_2022.full_load_continuous': true,
      'scale.above_scale_industrial': true,
      'q1_2022.main_revenue_yoy_pct': '12.50',
    },
  },
  {
    facts: {
      'listing.nodes': ['tutoring_filing', 'application_accepted', 'listed_trading'],
      'listing.board': 'star',
    },
  },
  { facts: { 'listing.nodes': ['neeq_listed'], 'listing.board': 'neeq' } },
  {
    facts: {
      'zyec.listed': true,
      'zyec.board': 'trading',
      'zyec.financing_id': 'F1',
      'zyec.financing_kind': 'equity_placement',
      'zyec.financing_yuan': '12345678.90',
      'zyec.local_use_pct': '85.00',
    },
  },
  { facts: { 'apprentice.mid_person_years': '12', 'apprentice.senior_person_years': '7' } },
  { facts: {}, title: 'NATIONAL_LITTLE_GIANT' },
  { facts: {}, title: 'PROV_ZJTX' },
  { facts: {}, title: 'SME_SERVICE_PLATFORM_NATIONAL' },
  { facts: { 'platform.grade': 'first' }, title: 'SME_SERVICE_PLATFORM_PROV' },
  { facts: { 'platform.grade': 'second' }, title: 'SME_SERVICE_PLATFORM_PROV' },
  { facts: { 'platform.grade': 'third' }, title: 'SME_SERVICE_PLATFORM_PROV' },
  { facts: {}, title: 'MICRO_STARTUP_BASE_NATIONAL' },
  { facts: {}, title: 'MICRO_STARTUP_BASE_PROV' },
];
/** Every enterprise has its own numbers: what is added to each, by its number `n`, as SQL. Some fall short of what a clause asks. */
const OWN: Readonly<Record<string, string>> = {
  'revenue.main_business_yuan': '(n % 100000) * -197.53',
  'q1_2022.main_revenue_yoy_pct': '(n % 700) / -100.0',
  'zyec.financing_yuan': '(n % 5000) * 1013.17',
  'zyec.local_use_pct': '(n % 900) / -100.0',
  'apprentice.mid_person_years': 'n % 17',
  'apprentice.senior_person_years': 'n % 11',
};
const ownFacts = `(SELECT jsonb_object_agg(key, CASE key
    ${Object.entries(OWN)
      .map(
        ([name, sql]) =>
          `WHEN '${name}' THEN to_jsonb(((value #>> '{}')::numeric + ${sql})::numeric(20, ${name.startsWith('apprentice') ? 0 : 2})::text)`,
      )
      .join(' ')}
    WHEN 'zyec.financing_id' THEN to_jsonb('F' || n) ELSE value END)
  FROM jsonb_each($4::jsonb || coalesce(k.kind -> 'facts', '{}')))`;
/** What every enterprise states; the facts of its kind stand above them. */
const ORDINARY = {
  'scale.first_entry': false,
  'applicant.sectors': ['industrial'],
  'revenue.main_business_yuan': '30000000.00',
};

export async function makePlainTables(owner: Client): Promise<void> {
  await owner.query(`${PLAIN_TABLES};${PLAIN_INDEXES}`);
}

/**
 * Enterprises number `from` to `to` in the counties of 平顶山, the first `candidates` of all of them concerned by some
 * clause; the same in the fact store and in the plain tables.
 */
export async function enterEnterprises(
  owner: Client,
  from: number,
  to: number,
  candidates: number,
): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(`SELECT set_config('duixian.scope', 'system', true)`);
  await owner.query(
    `CREATE TEMP TABLE entered ON COMMIT DROP AS
     SELECT gen_random_uuid() AS id, n, ${ownFacts} AS facts, k.kind ->> 'title' AS title
     FROM generate_series($1::int, $2::int) AS n
       LEFT JOIN jsonb_array_elements($5::jsonb) WITH ORDINALITY AS k(kind, at)
       ON n <= $3::int AND k.at = n % jsonb_array_length($5::jsonb) + 1`,
    [from, to, candidates, JSON.stringify(ORDINARY), JSON.stringify(KINDS)],
  );
  await owner.query(
    `INSERT INTO party (id, kind, registered_name, county_code, created_at)
     SELECT id, 'enterprise', '企业' || n, c.codes[n % cardinality(c.codes) + 1], now() FROM entered,
       (SELECT array_agg(code ORDER BY code) AS codes FROM region WHERE level = 'county' AND code LIKE '4104%') AS c`,
  );
  await owner.query(
    `INSERT INTO fact_record (id, party_id, name, value, status, source, learned_at, learned_by)
     SELECT gen_random_uuid(), id, key, value, 'authoritative', '统计联网直报', now(), 'system:bench'
     FROM entered, jsonb_each(facts)`,
  );
  await owner.query(
    `INSERT INTO title_record (id, party_id, code, level, acquisition, first_ever, granted_city, granted_on,
       valid_to, document_number, status, learned_at, learned_by)
     SELECT gen_random_uuid(), id, title, CASE WHEN title LIKE '%PROV%' THEN 'provincial' ELSE 'national' END, 'new', true,
       '平顶山', '2022-06-15', '2999-12-31', '1号', 'authoritative', now(), 'system:bench' FROM entered WHERE title IS NOT NULL`,
  );
  await owner.query(
    `INSERT INTO plain.enterprise SELECT id, (facts ->> 'q1_2022.full_load_continuous')::boolean,
       (facts ->> 'scale.above_scale_industrial')::boolean, (facts ->> 'q1_2022.main_revenue_yoy_pct')::numeric,
       (facts ->> 'scale.first_entry')::boolean, facts -> 'applicant.sectors' ? 'industrial',
       (facts ->> 'scale.entry_date')::date, (facts ->> 'revenue.main_business_yuan')::numeric,
       CASE WHEN facts ? 'listing.nodes' THEN ARRAY(SELECT jsonb_array_elements_text(facts -> 'listing.nodes')) END,
       facts ->> 'listing.board', (facts ->> 'zyec.listed')::boolean, facts ->> 'zyec.board',
       (facts ->> 'zyec.financing_yuan')::numeric, (facts ->> 'zyec.local_use_pct')::numeric,
       (facts ->> 'apprentice.mid_person_years')::numeric, (facts ->> 'apprentice.senior_person_years')::numeric,
       facts ->> 'platform.grade'
     FROM entered`,
  );
  await owner.query(
    `INSERT INTO plain.title SELECT id, title, true, '平顶山', '2022-06-15', '2999-12-31' FROM entered WHERE title IS NOT NULL`,
  );
  await owner.query('COMMIT');
  await owner.query('ANALYZE');
}

const CHANGER = { kind: 'system', name: 'bench' } as const;
let changes = 0;

/** States another main revenue, in the fact store, for so many of all enterprises, each time for others; their profiles follow. */
export async function changeFacts(office: Office, owner: Client, share: number): Promise<void> {
  changes += 1;
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM plain.enterprise WHERE (hashtext(id::text || $2::text) & 1048575) < $1::float8 * 1048576`,
    [share, changes],
  );
  const ids = rows.map(({ id }) => id);
  await owner.query(
    `INSERT INTO fact_record (id, party_id, name, value, status, source, learned_at, learned_by)
     SELECT gen_random_uuid(), id, 'revenue.main_business_yuan', to_jsonb((20000000 + $2::int)::numeric(20, 2)::text), 'authoritative',
       '统计联网直报', business_now(), 'system:bench' FROM unnest($1::uuid[]) AS id`,
    [ids, changes],
  );
  const request = { name: 'bench', actor: CHANGER, idempotencyKey: newId(), input: {} };
  await runCommand<null, never>(office.db, request, async (tx) => {
    await refreshProfiles(tx, ids, 'bench');
    await tx.record({ caseId: tx.newId(), regionCode: '410000', type: 'bench', data: {} });
    return { ok: true as const, value: null };
  });
}
