import type { Page, PageRequest } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';

/** `reached`: above the standard and not in the statistics; `candidate`: from the share of the standard on. */
export const POOL_STATES = ['reached', 'candidate'] as const;
export type PoolState = (typeof POOL_STATES)[number];

export interface PoolFilter {
  cityCode: string;
  countyCodes: readonly string[];
  /** The above-scale standard where nothing else is recorded of an enterprise, in yuan. */
  standardYuan: string;
  sharePct: number;
  state?: PoolState;
  partyId?: string;
}

/** An industrial enterprise that is not above scale and could become so. */
export interface PoolMember {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  state: PoolState;
  revenueFen: number;
  standardFen: number;
  /** Of the standard, rounded down. */
  reachedPct: number;
  missingFen: number;
  /** False: no register says yet that it is below scale. */
  scaleKnown: boolean;
  /** The county has listed it. */
  listed: boolean;
  /** Where the revenue comes from and when it was stated. */
  revenueSource: string | null;
  revenueStatedOn: string | null;
}

export interface PoolCounty {
  countyCode: string;
  pool: number;
  reached: number;
  listed: number;
  /** Industrial enterprises below scale of which no revenue is known. */
  withoutRevenue: number;
  /** First entries of the year. */
  entered: number;
}

const FACT = (name: string): string => `p.facts ->> '${name}'`;

/** The standard of an enterprise's own trade where one above zero is recorded, else the general one of the parameter. */
const STANDARD = (general: number): string =>
  `coalesce(nullif((${FACT('scale.revenue_standard_yuan')})::numeric, 0), $${general}::numeric)`;

/** Deregistered, revoked and merged ones neither grow nor fall. */
const EXISTS = `NOT EXISTS (SELECT FROM standing_registration_status s WHERE s.party_id = p.party_id AND s.status <> 'registered')`;

/** Tenfold and more is as good as any number: what was entered in another unit must not take the whole list away. */
const MOST_PCT = 999_999;

/** Industrial enterprises of the places that no register holds to be above scale. $1 city, $2 counties, $3 yuan, $4 percent. */
const BELOW = `
  below AS (SELECT p.party_id, p.county_code, (${FACT('revenue.operating_yuan')})::numeric AS revenue,
      ${STANDARD(3)} AS standard,
      p.facts ? 'scale.above_scale_industrial' AS scale_known,
      coalesce((${FACT('scale.in_cultivation_pool')})::boolean, false) AS listed
    FROM party_profile p WHERE p.city_code = $1 AND p.county_code = ANY ($2) AND p.kind = 'enterprise'
      AND p.facts -> 'applicant.sectors' ? 'industrial'
      AND coalesce((${FACT('scale.above_scale_industrial')})::boolean, false) IS FALSE AND ${EXISTS}),
  pool AS (SELECT *, CASE WHEN revenue >= standard THEN 'reached' ELSE 'candidate' END AS state FROM below
    WHERE revenue * 100 >= standard * $4)`;

/** The pool, the nearest to the standard first. The best record of the revenue is looked up for the page only. */
export async function pagePool(
  tx: Tx,
  { cityCode, countyCodes, standardYuan, sharePct, state, partyId }: PoolFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<PoolMember> & { totals: { count: number; amountFen: null } }> {
  const rows = await managerOf(tx).query<(PoolMember & { all: number })[]>(
    `WITH ${BELOW}, shown AS (SELECT * FROM pool WHERE ($5::text IS NULL OR state = $5) AND ($9::uuid IS NULL OR party_id = $9)),
       page AS (SELECT * FROM shown WHERE $6::uuid IS NULL
           OR (revenue / standard, party_id) < (SELECT revenue / standard, party_id FROM shown WHERE party_id = $6)
         ORDER BY revenue / standard DESC, party_id DESC LIMIT $7)
     SELECT page.party_id AS "partyId", party.registered_name AS "registeredName", party.credit_code AS "creditCode",
       page.county_code AS "countyCode", page.state, (page.revenue * 100)::bigint::float8 AS "revenueFen",
       (page.standard * 100)::bigint::float8 AS "standardFen", least(floor(page.revenue * 100 / page.standard), ${MOST_PCT})::int AS "reachedPct",
       (greatest(page.standard - page.revenue, 0) * 100)::bigint::float8 AS "missingFen", page.scale_known AS "scaleKnown", page.listed,
       said.source AS "revenueSource", said.stated_on::text AS "revenueStatedOn", (SELECT count(*)::int FROM shown) AS "all"
     FROM page JOIN party ON party.id = page.party_id ${SAID('revenue.operating_yuan', 8)}
     ORDER BY page.revenue / page.standard DESC, page.party_id DESC`,
    [
      ...[cityCode, countyCodes, standardYuan, sharePct, state ?? null, cursor ?? null, limit + 1, tx.today],
      partyId ?? null,
    ],
  );
  return pageOf(rows, limit);
}

/** The record behind a fact of a profile: the same that the profile took. */
const SAID = (name: string, today: number): string => `
  LEFT JOIN LATERAL (SELECT f.source, coalesce(f.document_date, (f.learned_at AT TIME ZONE 'Asia/Shanghai')::date) AS stated_on FROM standing_fact f
    WHERE f.party_id = page.party_id AND f.name = '${name}' AND f.status <> 'claimed'
      AND (f.valid_from IS NULL OR f.valid_from <= $${today}) AND (f.valid_to IS NULL OR f.valid_to >= $${today})
    ORDER BY (f.status = 'authoritative') DESC, f.document_date DESC NULLS LAST, f.learned_at DESC, f.id DESC LIMIT 1) said ON true`;

function pageOf<Row extends { partyId: string }>(
  rows: readonly (Row & { all: number })[],
  limit: number,
): Page<Row> & { totals: { count: number; amountFen: null } } {
  const items = rows.slice(0, limit).map(({ all: _, ...row }) => row as unknown as Row);
  return {
    items,
    nextCursor: rows.length > limit ? (items.at(-1)?.partyId ?? null) : null,
    totals: { count: rows[0]?.all ?? 0, amountFen: null },
  };
}

/** The pool counted by county, with the first entries of a year. */
export async function readPoolCounties(
  tx: Tx,
  { cityCode, countyCodes, standardYuan, sharePct }: PoolFilter,
  year: number,
): Promise<PoolCounty[]> {
  return managerOf(tx).query<PoolCounty[]>(
    `WITH ${BELOW},
       pooled AS (SELECT county_code, count(*)::int AS pool, (count(*) FILTER (WHERE state = 'reached'))::int AS reached,
         (count(*) FILTER (WHERE listed))::int AS listed FROM pool GROUP BY 1),
       silent AS (SELECT county_code, count(*)::int AS n FROM below WHERE revenue IS NULL GROUP BY 1),
       entries AS (SELECT county_code, count(*)::int AS n FROM party_profile p WHERE city_code = $1 AND county_code = ANY ($2)
         AND (${FACT('scale.first_entry')})::boolean AND left(${FACT('scale.entry_date')}, 4) = $5::text GROUP BY 1)
     SELECT c.code AS "countyCode", coalesce(pool, 0) AS pool, coalesce(reached, 0) AS reached, coalesce(listed, 0) AS listed,
       coalesce(silent.n, 0) AS "withoutRevenue", coalesce(entries.n, 0) AS entered
     FROM unnest($2::text[]) AS c(code) LEFT JOIN pooled ON pooled.county_code = c.code LEFT JOIN silent ON silent.county_code = c.code
       LEFT JOIN entries ON entries.county_code = c.code ORDER BY c.code`,
    [cityCode, countyCodes, standardYuan, sharePct, String(year)],
  );
}

/** `below`: less than its part of the year; `near`: less than a tenth above it; `needs-evidence`: not known, or not of this year. */
export const SCALE_WARNING_STATES = ['below', 'near', 'needs-evidence'] as const;
export type ScaleWarningState = (typeof SCALE_WARNING_STATES)[number];

export interface ScaleWarning {
  partyId: string;
  registeredName: string;
  creditCode: string | null;
  countyCode: string;
  state: ScaleWarningState;
  /** Revenue of the running year up to `runningTo`; null where it is not known. */
  runningFen: number | null;
  runningTo: string | null;
  standardFen: number;
  /** The part of the standard that falls to the days until then. */
  dueFen: number | null;
  missingFen: number | null;
  /** Of the last whole year, for comparison. */
  lastYearFen: number | null;
  source: string | null;
  statedOn: string | null;
}

/** Enterprises above scale that may fall below it, the furthest behind first, then those of which too little is known. */
export async function pageScaleWarnings(
  tx: Tx,
  filter: {
    cityCodes: readonly string[];
    countyCodes: readonly string[];
    standardYuan: string;
    /** A report older than this many days says nothing of today. */
    freshDays: number;
    state?: ScaleWarningState;
    partyId?: string;
  },
  { cursor, limit }: PageRequest,
): Promise<Page<ScaleWarning> & { totals: { count: number; amountFen: null } }> {
  const { cityCodes, countyCodes, standardYuan, freshDays, state, partyId } = filter;
  const fenOf = (yuan: string): string => `(${yuan} * 100)::bigint::float8`;
  const rows = await managerOf(tx).query<(ScaleWarning & { all: number })[]>(
    `WITH above AS (SELECT p.party_id, p.county_code, (${FACT('revenue.running_yuan')})::numeric AS running,
         (${FACT('revenue.running_to')})::date AS running_to, (${FACT('revenue.main_business_yuan')})::numeric AS last_year,
         ${STANDARD(3)} AS standard
       FROM party_profile p WHERE p.city_code = ANY ($1) AND p.county_code = ANY ($2) AND p.kind = 'enterprise'
         AND (${FACT('scale.above_scale_industrial')})::boolean AND ${EXISTS}),
     parted AS (SELECT *, CASE WHEN running IS NOT NULL AND running_to <= $4::date AND running_to > $4::date - $5::int
         THEN trunc(standard * extract(doy FROM running_to) / extract(doy FROM date_trunc('year', running_to) + interval '1 year - 1 day'), 2)
         END AS due FROM above),
     judged AS (SELECT *, CASE WHEN due IS NULL THEN 'needs-evidence' WHEN running < due THEN 'below' WHEN running * 10 < due * 11 THEN 'near' END AS state,
         CASE WHEN due IS NULL THEN -1 ELSE 1 - running / nullif(due, 0) END AS behind FROM parted),
     shown AS (SELECT * FROM judged WHERE state IS NOT NULL AND ($6::text IS NULL OR state = $6)
       AND ($9::uuid IS NULL OR party_id = $9)),
     page AS (SELECT * FROM shown WHERE $7::uuid IS NULL OR (behind, party_id) < (SELECT behind, party_id FROM shown WHERE party_id = $7)
       ORDER BY behind DESC, party_id DESC LIMIT $8)
     SELECT page.party_id AS "partyId", party.registered_name AS "registeredName", party.credit_code AS "creditCode",
       page.county_code AS "countyCode", page.state, ${fenOf('page.running')} AS "runningFen", page.running_to::text AS "runningTo",
       ${fenOf('page.standard')} AS "standardFen", ${fenOf('page.due')} AS "dueFen",
       ${fenOf('CASE WHEN page.due - page.running < 0 THEN 0 ELSE page.due - page.running END')} AS "missingFen", ${fenOf('page.last_year')} AS "lastYearFen",
       said.source, said.stated_on::text AS "statedOn", (SELECT count(*)::int FROM shown) AS "all"
     FROM page JOIN party ON party.id = page.party_id ${SAID('revenue.running_yuan', 4)}
     ORDER BY page.behind DESC, page.party_id DESC`,
    [
      ...[
        cityCodes,
        countyCodes,
        standardYuan,
        tx.today,
        freshDays,
        state ?? null,
        cursor ?? null,
        limit + 1,
      ],
      partyId ?? null,
    ],
  );
  return pageOf(rows, limit);
}
