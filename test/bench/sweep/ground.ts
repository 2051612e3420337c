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
];
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
     SELECT gen_random_uuid() AS id, n, $4::jsonb || coalesce(k.kind -> 'facts', '{}') AS facts, k.kind ->> 'title' AS title
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
       document_number, status, learned_at, learned_by)
     SELECT gen_random_uuid(), id, title, CASE title WHEN 'PROV_ZJTX' THEN 'provincial' ELSE 'national' END, 'new', true,
       '平顶山', '2022-06-15', '1号', 'authoritative', now(), 'system:bench' FROM entered WHERE title IS NOT NULL`,
  );
  await owner.query(
    `INSERT INTO plain.enterprise SELECT id, (facts ->> 'q1_2022.full_load_continuous')::boolean,
       (facts ->> 'scale.above_scale_industrial')::boolean, (facts ->> 'q1_2022.main_revenue_yoy_pct')::numeric,
       (facts ->> 'scale.first_entry')::boolean, facts -> 'applicant.sectors' ? 'industrial',
       (facts ->> 'scale.entry_date')::date, (facts ->> 'revenue.main_business_yuan')::numeric,
       CASE WHEN facts ? 'listing.nodes' THEN ARRAY(SELECT jsonb_array_elements_text(facts -> 'listing.nodes')) END,
       facts ->> 'listing.board', (facts ->> 'zyec.listed')::boolean, facts ->> 'zyec.board',
       (facts ->> 'zyec.financing_yuan')::numeric, (facts ->> 'zyec.local_use_pct')::numeric,
       (facts ->> 'apprentice.mid_person_years')::numeric, (facts ->> 'apprentice.senior_person_years')::numeric
     FROM entered`,
  );
  await owner.query(
    `INSERT INTO plain.title SELECT id, title, true, '平顶山', '2022-06-15' FROM entered WHERE title IS NOT NULL`,
  );
  await owner.query('COMMIT');
  await owner.query('ANALYZE');
}
