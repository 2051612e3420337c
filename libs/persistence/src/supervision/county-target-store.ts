import { managerOf, type Tx } from '../ground/transaction';
import { CountyTargetEntity, type TargetKind } from './county-target-entity';

export interface CountyTarget {
  regionCode: string;
  year: number;
  kind: TargetKind;
  target: number;
  sourceDocument: string;
}

export async function insertCountyTargets(
  tx: Tx,
  targets: readonly (Omit<CountyTarget, 'target'> & { target: number | null; setBy: string | null })[],
): Promise<void> {
  const rows = targets.map((each) => ({ ...each, id: tx.newId(), setAt: tx.now }));
  await managerOf(tx).insert(CountyTargetEntity, rows);
}

/** The targets that count, of these places; of one year or kind where they are named. */
export async function readCountyTargets(
  tx: Tx,
  filter: { regionCodes: readonly string[]; year?: number; kind?: TargetKind },
): Promise<CountyTarget[]> {
  const { regionCodes, year = null, kind = null } = filter;
  return managerOf(tx).query<CountyTarget[]>(
    `SELECT region_code AS "regionCode", year, kind, target, source_document AS "sourceDocument"
     FROM standing_county_target WHERE region_code = ANY ($1) AND ($2::int IS NULL OR year = $2) AND ($3::text IS NULL OR kind = $3)
     ORDER BY year DESC, kind, region_code`,
    [regionCodes, year, kind],
  );
}

/** Years for which some of these places have targets, the last first. */
export async function readTargetYears(tx: Tx, regionCodes: readonly string[]): Promise<number[]> {
  const rows = await managerOf(tx).query<{ year: number }[]>(
    'SELECT DISTINCT year FROM standing_county_target WHERE region_code = ANY ($1) ORDER BY year DESC',
    [regionCodes],
  );
  return rows.map(({ year }) => year);
}

/**
 * What the registers count for a year, by kind and county (`title/PROV_ZJTX 410402`). A renewal is no new title, and a party counts once
 * per title; above scale counts who first entered in that year.
 */
export async function readTargetActuals(
  tx: Tx,
  year: number,
  regionCodes: readonly string[],
): Promise<Map<string, number>> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const rows = await managerOf(tx).query<{ key: string; count: number }[]>(
    `SELECT 'title/' || t.code || ' ' || p.county_code AS key, count(DISTINCT t.party_id)::int AS count
     FROM standing_title t JOIN party p ON p.id = t.party_id
     WHERE t.granted_on BETWEEN $1::date AND $2::date AND t.acquisition IS DISTINCT FROM 'renewal' AND p.county_code = ANY ($3)
     GROUP BY t.code, p.county_code
     UNION ALL
     SELECT 'scale.first_entry ' || county_code, count(*)::int FROM party_profile
     WHERE facts @> '{"scale.first_entry": true}' AND facts ->> 'scale.entry_date' BETWEEN $1::date::text AND $2::date::text AND county_code = ANY ($3)
     GROUP BY county_code`,
    [first, last, regionCodes],
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}
