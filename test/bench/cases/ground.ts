import type { Client } from 'pg';

/** How far a case has come, in which share of a hundred, and what lies behind it. Old cases are mostly over. */
interface Biography {
  readonly share: number;
  readonly state: string;
  readonly stageIndex?: number;
  readonly reason?: string;
  /** Without `application.`, in order, one day after another. */
  readonly events: readonly string[];
  readonly tasks?: readonly { readonly kind: string; readonly outcome?: string }[];
}

const COUNTY_DONE = { kind: 'county_review', outcome: 'approved' };
const CITY_DONE = { kind: 'city_review', outcome: 'approved' };
const ASSESSED = ['created', 'submitted', 'assessed'];
const APPROVED = [...ASSESSED, 'stage_approved', 'approved'];
const NOTICED = [...APPROVED, 'notice_published', 'notice_closed'];

// prettier-ignore
const OLD: readonly Biography[] = [
  { share: 68, state: 'paid', events: [...NOTICED, 'awarded', 'paid'], tasks: [COUNTY_DONE, CITY_DONE] },
  { share: 9, state: 'rejected', reason: 'not-eligible', events: [...ASSESSED, 'rejected'], tasks: [{ kind: 'county_review', outcome: 'rejected' }] },
  { share: 3, state: 'withdrawn', reason: 'withdrawn-by-applicant', events: ['created', 'submitted', 'withdrawn'] },
];
// prettier-ignore
const RECENT: readonly Biography[] = [
  { share: 1, state: 'draft', events: ['created'] },
  { share: 8, state: 'in_review', stageIndex: 0, events: ASSESSED, tasks: [{ kind: 'county_review' }] },
  { share: 4, state: 'in_review', stageIndex: 1, events: [...ASSESSED, 'stage_approved'], tasks: [COUNTY_DONE, { kind: 'city_review' }] },
  { share: 2, state: 'returned', reason: 'returned-for-correction', events: [...ASSESSED, 'returned'], tasks: [{ kind: 'county_review', outcome: 'returned' }] },
  { share: 2, state: 'on_notice', events: [...APPROVED, 'notice_published'], tasks: [COUNTY_DONE, CITY_DONE] },
  { share: 1, state: 'parked', reason: 'insufficient-budget', events: [...NOTICED, 'parked'], tasks: [COUNTY_DONE, CITY_DONE, { kind: 'parked' }] },
  { share: 2, state: 'awarded', events: [...NOTICED, 'awarded'], tasks: [COUNTY_DONE, CITY_DONE] },
];

const SHARE_OF_OLD = OLD.reduce((sum, { share }) => sum + share, 0);
/** Each share of a hundred with its biography, the oldest first. */
const LIVES = [...OLD, ...RECENT].flatMap(({ share, ...life }) => Array.from({ length: share }, () => life));

const CASES_PER_PARTY = 4;
const DAYS = 730;
const COUNTIES = 18;

/**
 * `cases` cases of the last two years in 18 counties of 平顶山 and 郑州, four per enterprise and each under a call of its
 * own, with determinations, tasks and a trail that leads to their states. No money is booked.
 */
export async function enterCases(owner: Client, cases: number): Promise<void> {
  await owner.query('BEGIN');
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', true), set_config('duixian.actor', 'system:bench', true)`,
  );
  await owner.query(ORDERED_ID);
  await owner.query(PARTIES(Math.ceil(cases / CASES_PER_PARTY)));
  await owner.query(CALLS);
  await owner.query(
    `CREATE TEMP TABLE life ON COMMIT DROP AS SELECT at - 1 AS at, one FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS l(one, at)`,
    [JSON.stringify(LIVES)],
  );
  for (const statement of [PLAN(cases), APPLICATIONS, DETERMINATIONS, TASKS, EVENTS])
    await owner.query(statement);
  await owner.query('COMMIT');
  await owner.query('VACUUM ANALYZE');
}

/** Ids in the order of time, as the application makes them (UUIDv7). */
const ORDERED_ID = `
  CREATE FUNCTION pg_temp.ordered_id(at timestamptz, salt text) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(salt), 1, 3) || '8'
      || substr(md5(salt), 5, 15))::uuid $$`;

const PARTIES = (parties: number): string => `
  CREATE TEMP TABLE entered_party ON COMMIT DROP AS
    SELECT n - 1 AS at, pg_temp.ordered_id(now() - interval '${DAYS} days', 'party' || n) AS id, gen_random_uuid() AS account_id,
      gen_random_uuid() AS snapshot_id, 'MA' || lpad(n::text, 16, '0') AS credit_code, p.code AS county, p.name, p.city
    FROM generate_series(1, ${parties}) AS n JOIN (
      SELECT row_number() OVER (ORDER BY parent_code DESC, code) - 1 AS at, code, name, parent_code AS city FROM region
      WHERE level = 'county' AND parent_code IN ('410100', '410400') ORDER BY parent_code DESC, code LIMIT ${COUNTIES}) p
      ON p.at = n % ${COUNTIES};
  CREATE UNIQUE INDEX ON entered_party (at);
  INSERT INTO party (id, kind, credit_code, registered_name, county_code, created_at)
    SELECT id, 'enterprise', credit_code, name || '示例第' || at || '制造有限公司', county, now() - interval '${DAYS} days'
    FROM entered_party;
  INSERT INTO payee_account (id, party_id, version, account_name, account_number, bank_name, bank_code, state, effective_on, verified_at, created_at)
    SELECT account_id, id, 1, '示例企业', lpad(at::text, 16, '6'), '示例银行', '102100099996', 'confirmed', current_date - ${DAYS}, now(), now() FROM entered_party;
  INSERT INTO facts_snapshot (id, party_id, facts, provenance, content_hash, taken_at)
    SELECT snapshot_id, id, '{}', '{}', repeat('0', 64), now() FROM entered_party`;

const CALLS = `
  CREATE TEMP TABLE entered_call ON COMMIT DROP AS
    SELECT k - 1 AS at, gen_random_uuid() AS id, c.id AS like_id, c.city_code AS city, c.policy_version_id, c.clause_ids[1] AS clause
    FROM (SELECT DISTINCT ON (city_code) * FROM call WHERE city_code IN ('410100', '410400') ORDER BY city_code, number) c,
      generate_series(1, ${CASES_PER_PARTY}) AS k;
  INSERT INTO call SELECT (jsonb_populate_record(c, jsonb_build_object('id', e.id, 'number', c.number || '-B' || e.at,
      'deadlines', jsonb_build_object('county_review', 10 + e.at, 'city_review', 5 + e.at)))).*
    FROM entered_call e JOIN call c ON c.id = e.like_id`;

/** One row per case: whose, under which call, since when, and its life; what happens next happens a step later. */
const PLAN = (cases: number): string => `
  CREATE TEMP TABLE planned ON COMMIT DROP AS
    SELECT n, pg_temp.ordered_id(c.created_at, 'case' || n) AS id, c.created_at, p.id AS party_id, p.county, p.city,
      p.account_id, p.snapshot_id, k.id AS call_id, k.policy_version_id, k.clause, l.one AS life,
      least(interval '1 day', (now() - c.created_at) / 12) AS step
    FROM generate_series(1, ${cases}) AS n
      CROSS JOIN LATERAL (SELECT now() - (${cases} - n) * (interval '${DAYS} days' / ${cases}) AS created_at) c
      JOIN entered_party p ON p.at = (n - 1) % (SELECT count(*) FROM entered_party)
      JOIN entered_call k ON k.city = p.city AND k.at = (n - 1) / (SELECT count(*) FROM entered_party)
      JOIN life l ON l.at = CASE WHEN n <= ${cases} * ${SHARE_OF_OLD} / 100 THEN (hashint4(n) & 65535) % ${SHARE_OF_OLD}
        ELSE ${SHARE_OF_OLD} + (hashint4(n) & 65535) % (100 - ${SHARE_OF_OLD}) END;
  ANALYZE planned`;

const APPLICATIONS = `
  INSERT INTO application (id, case_number, call_id, party_id, county_code, city_code, state, stage_index, version, route,
      notice_working_days, policy_version_id, evaluation_date, payee_account_id, state_reason, created_at, submitted_at)
    SELECT p.id, p.county || to_char(p.created_at, '-YYYY-') || lpad(p.n::text, 8, '0'), p.call_id, p.party_id, p.county, p.city, life ->> 'state',
      (life ->> 'stageIndex')::int, jsonb_array_length(life -> 'events'), call.route, call.notice_working_days,
      p.policy_version_id, (p.created_at + p.step)::date, p.account_id,
      CASE WHEN life ? 'reason' THEN jsonb_build_object('code', life ->> 'reason', 'text', '') END,
      p.created_at, CASE WHEN life ->> 'state' <> 'draft' THEN p.created_at + p.step END
    FROM planned p JOIN call ON call.id = p.call_id`;

const DETERMINATIONS = `
  INSERT INTO determination (id, application_id, assessment, purpose, clause_id, policy_version_id, facts_snapshot_id,
      readings, readings_hash, evaluation_date, status, amount_fen, payable, result, determined_at)
    SELECT pg_temp.ordered_id(p.created_at, 'line' || p.n), p.id, 1, 'assessment', p.clause, p.policy_version_id, p.snapshot_id,
      '{}', '', p.created_at::date, 'determined', 100000 * (1 + p.n % 500), true,
      jsonb_build_object('clause', p.clause, 'status', 'determined', 'trace', repeat('x', 1000)), p.created_at
    FROM planned p WHERE life -> 'events' ? 'assessed'`;

const TASKS = `
  INSERT INTO case_task (id, application_id, kind, region_code, opened_at, clock_from, done_at, outcome)
    SELECT pg_temp.ordered_id(p.created_at + (2 + t.at) * p.step, 'task' || t.at || '-' || p.n), p.id, t.one ->> 'kind',
      CASE WHEN t.one ->> 'kind' = 'county_review' THEN p.county ELSE p.city END, p.created_at + (2 + t.at) * p.step,
      ((p.created_at + (2 + t.at) * p.step) AT TIME ZONE 'Asia/Shanghai')::date,
      CASE WHEN t.one ? 'outcome' THEN p.created_at + (3 + t.at) * p.step END, t.one ->> 'outcome'
    FROM planned p, jsonb_array_elements(p.life -> 'tasks') WITH ORDINALITY AS t(one, at)`;

/** Each with the bytes that its hash is of, so that the proof of the trail holds here too. */
const EVENTS = `
  CREATE TEMP TABLE entered_event ON COMMIT DROP AS
    SELECT pg_temp.ordered_id(m.at, 'event' || e.at || '-' || p.n) AS id, p.id AS case_id, e.at::int AS sequence, p.county,
      p.party_id, 'application.' || e.type AS type, m.at
    FROM planned p, jsonb_array_elements_text(p.life -> 'events') WITH ORDINALITY AS e(type, at),
      LATERAL (SELECT p.created_at + (e.at - 1) * p.step AS at) m;
  INSERT INTO audit_event (id, case_id, sequence, region_code, party_id, type, actor, at, bytes, hash)
    SELECT id, case_id, sequence, county, party_id, type, 'system:bench', at, bytes, encode(sha256(convert_to(bytes, 'UTF8')), 'hex')
    FROM (SELECT e.*, format('{"actor":"system:bench","at":"%s","caseId":"%s","command":"bench","data":{},"id":"%s","recordedAt":"%s","sequence":%s,"type":"%s"}',
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), case_id, id,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), sequence, type) AS bytes FROM entered_event e) AS e;
  INSERT INTO audit_sequence (case_id, region_code, last) SELECT case_id, county, max(sequence) FROM entered_event GROUP BY 1, 2`;
