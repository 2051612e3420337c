import type { RegionTree } from '../ground/region-tree';
import { managerOf, type Tx } from '../ground/transaction';
import { markDirty } from './dirty-store';

/**
 * Rewrites the profile rows of parties from the facts in force today, notes when each next changes by itself, and puts
 * them into the dirty queue. Any number in one statement, in the order of their ids, so that two transactions with many of
 * the same wait for each other and never deadlock.
 * @throws when one of them does not exist
 */
export async function refreshProfiles(tx: Tx, partyIds: readonly string[], reason: string): Promise<void> {
  const wanted = new Set(partyIds);
  const written = await writeProfiles(tx, 'p.id = ANY ($4::uuid[])', [...wanted]);
  if (written < wanted.size) throw new Error('a profile was asked for an unknown party');
  await markDirty(tx, [...wanted], reason);
}

/** Parties of one statement: a first day of a year makes every profile of a province due at once. */
const PARTIES_AT_A_TIME = 20_000;

/**
 * Brings the rows of some counties up to today: those of whom a fact began or ended to hold since they were written, and
 * those that never were; every party has a row from the beginning on (a trigger), so an index names them. They go into the dirty
 * queue as well. However many they are, each statement takes some thousands of them.
 * @param atATime for tests
 * @returns how many were written
 */
export async function refreshDueProfiles(
  tx: Tx,
  countyCodes: readonly string[],
  atATime = PARTIES_AT_A_TIME,
): Promise<number> {
  const manager = managerOf(tx);
  // A cursor sees those who were due when it began, and gives them in the order in which everybody locks them.
  await manager.query(
    `DECLARE due_profile NO SCROLL CURSOR FOR SELECT p.id FROM party p WHERE p.county_code = ANY ($1::text[])
       AND p.id IN (SELECT party_id FROM party_profile WHERE next_change_on <= $2 UNION ALL SELECT party_id FROM party_profile WHERE as_of > $2)
     ORDER BY p.id`,
    [countyCodes, tx.today],
  );
  let refreshed = 0;
  for (;;) {
    const due = await manager.query<{ id: string }[]>(`FETCH ${atATime} FROM due_profile`);
    if (due.length === 0) break;
    const ids = due.map(({ id }) => id);
    await refreshProfiles(tx, ids, 'day');
    refreshed += ids.length;
  }
  await manager.query('CLOSE due_profile');
  return refreshed;
}

async function writeProfiles(tx: Tx, which: string, values: readonly string[]): Promise<number> {
  const [row] = await managerOf(tx).query<{ written: number }[]>(
    `WITH profiles AS (${profilesAsOf(which)}),
     written AS (INSERT INTO party_profile (party_id, kind, county_code, city_code, facts, title_codes, standard_kinds,
         next_change_on, as_of, refreshed_at)
       SELECT party_id, kind, county_code, city_code, facts, title_codes, standard_kinds, next_change_on, $2, $3
       FROM profiles ORDER BY party_id
       ON CONFLICT (party_id) DO UPDATE SET kind = EXCLUDED.kind, county_code = EXCLUDED.county_code,
         city_code = EXCLUDED.city_code, facts = EXCLUDED.facts, title_codes = EXCLUDED.title_codes,
         standard_kinds = EXCLUDED.standard_kinds, next_change_on = EXCLUDED.next_change_on, as_of = EXCLUDED.as_of,
         refreshed_at = EXCLUDED.refreshed_at RETURNING 1)
     SELECT count(*)::int AS written FROM written`,
    [placesOf(tx.regions), tx.today, tx.nowText, values],
  );
  return row?.written ?? 0;
}

/** What facts call the places of each county: the first parameter of profilesAsOf. */
export function placesOf(regions: RegionTree): string {
  const counties = regions.regions.filter((region) => region.level === 'county');
  return JSON.stringify(
    counties.map(({ code, factName }) => {
      const [city, province] = [regions.ancestorAt(code, 'city'), regions.ancestorAt(code, 'province')];
      const names = {
        'applicant.county': factName,
        'applicant.city': city.factName,
        'applicant.province': province.factName,
      };
      return { county_code: code, city_code: city.code, names };
    }),
  );
}

/**
 * The profiles of the parties that `which` names (of `party p`, with $4) as they are on the day $2 by what is known at
 * $3; $1 are the places. Titles are looked up party by party (OFFSET 0 keeps them so): of which one stands the view decides after
 * reading, so that joined to it, it would read those of everybody. The best record of a name is the same that assembling facts takes (`readFactsOn`, without
 * claims); registration stands above whatever was recorded under its names.
 */
export const profilesAsOf = (which: string): string => `
  WITH asked AS (
    SELECT p.id, p.kind, p.county_code, l.city_code, l.names || jsonb_build_object('applicant.kind',
      CASE p.kind WHEN 'institution' THEN 'organisation' ELSE p.kind END) AS registered
    FROM party p JOIN jsonb_to_recordset($1::jsonb) AS l(county_code text, city_code text, names jsonb) USING (county_code)
    WHERE ${which}),
  known AS MATERIALIZED (SELECT f.party_id, f.name, f.value, f.valid_from, f.valid_to, f.status, f.document_date, f.learned_at, f.id
    FROM standing_fact f JOIN asked a ON a.id = f.party_id WHERE f.status <> 'claimed' AND f.learned_at <= $3),
  best AS (
    SELECT DISTINCT ON (party_id, name) party_id, name, value FROM known
    WHERE (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
    ORDER BY party_id, name, (status = 'authoritative') DESC, document_date DESC NULLS LAST, learned_at DESC, id DESC),
  facts AS (SELECT party_id, jsonb_object_agg(name, value) AS facts FROM best GROUP BY party_id),
  held AS MATERIALIZED (SELECT t.party_id, t.code, t.granted_on, t.valid_from, t.valid_to FROM asked a
    CROSS JOIN LATERAL (SELECT * FROM standing_title s WHERE s.party_id = a.id OFFSET 0) AS t),
  titles AS (SELECT party_id, array_agg(DISTINCT code) AS codes FROM held GROUP BY party_id),
  drawn AS MATERIALIZED (SELECT s.party_id, s.kind, s.published_on FROM asked a
    CROSS JOIN LATERAL (SELECT * FROM standing_standard t WHERE t.party_id = a.id OFFSET 0) AS s),
  standards AS (SELECT party_id, array_agg(DISTINCT kind) AS kinds FROM drawn GROUP BY party_id),
  changes AS (SELECT party_id, min(day) AS day FROM (
    SELECT party_id, valid_to + 1 AS day FROM known WHERE valid_to >= $2
    UNION ALL SELECT party_id, valid_from FROM known WHERE valid_from > $2
    UNION ALL SELECT party_id, published_on FROM drawn WHERE published_on > $2
    UNION ALL SELECT party_id, day FROM held, unnest(ARRAY[valid_to + 1, valid_from, granted_on]) AS day
      WHERE day > $2) AS each GROUP BY party_id)
  SELECT a.id AS party_id, a.kind, a.county_code, a.city_code, coalesce(f.facts, '{}') || a.registered AS facts,
    coalesce(t.codes, '{}') AS title_codes, coalesce(s.kinds, '{}') AS standard_kinds, c.day AS next_change_on
  FROM asked a LEFT JOIN facts f ON f.party_id = a.id LEFT JOIN titles t ON t.party_id = a.id
    LEFT JOIN standards s ON s.party_id = a.id LEFT JOIN changes c ON c.party_id = a.id`;
