import { managerOf, type Tx } from '../ground/transaction';
import { markDirty } from './dirty-store';

/**
 * Rewrites the profile rows of parties from the facts in force today, notes when each next changes by itself, and puts
 * them into the dirty queue. Any number in one statement; in the order of their ids, so that two transactions with many
 * of the same wait for each other and never deadlock.
 */
export async function refreshProfiles(tx: Tx, partyIds: readonly string[], reason: string): Promise<void> {
  if (partyIds.length === 0) return;
  const places = tx.regions.regions.filter((region) => region.level !== 'province');
  await managerOf(tx).query(REFRESH, [
    partyIds,
    tx.today,
    tx.nowText,
    places.map((region) => region.code),
    places.map((region) => tx.regions.ancestorAt(region.code, 'city').code),
  ]);
  await markDirty(tx, partyIds, reason);
}

const REFRESH = `
  WITH subject AS MATERIALIZED (
    SELECT p.id, p.kind, p.county_code, place.city FROM party p
    JOIN unnest($4::text[], $5::text[]) AS place(code, city) ON place.code = p.county_code
    WHERE p.id = ANY ($1::uuid[])),
  known AS MATERIALIZED (
    SELECT f.party_id, f.name, f.value, f.valid_from, f.valid_to, f.status, f.document_date, f.learned_at, f.id
    FROM standing_fact f WHERE f.party_id = ANY ($1::uuid[]) AND f.status <> 'claimed'),
  best AS (
    SELECT DISTINCT ON (party_id, name) party_id, name, value FROM known
    WHERE name IN ('scale.first_entry', 'scale.entry_date', 'revenue.main_business_yuan') AND learned_at <= $3
      AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
    ORDER BY party_id, name, (status = 'authoritative') DESC, document_date DESC NULLS LAST, learned_at DESC, id DESC),
  scalar AS (
    SELECT party_id, max(value #>> '{}') FILTER (WHERE name = 'scale.first_entry') AS first_entry,
      max(value #>> '{}') FILTER (WHERE name = 'scale.entry_date') AS entry_date,
      max(value #>> '{}') FILTER (WHERE name = 'revenue.main_business_yuan') AS revenue
    FROM best GROUP BY party_id),
  held AS MATERIALIZED (
    SELECT party_id, code, granted_on, valid_to FROM standing_title WHERE party_id = ANY ($1::uuid[])),
  codes AS (
    SELECT party_id, array_agg(DISTINCT code) AS codes FROM held
    WHERE granted_on <= $2 AND (valid_to IS NULL OR valid_to >= $2) GROUP BY party_id),
  changes AS (
    SELECT party_id, min(day) AS day FROM (
      SELECT party_id, valid_to + 1 AS day FROM known WHERE valid_to >= $2
      UNION ALL SELECT party_id, valid_from FROM known WHERE valid_from > $2
      UNION ALL SELECT party_id, valid_to + 1 FROM held WHERE valid_to >= $2) days GROUP BY party_id)
  INSERT INTO party_profile (party_id, kind, county_code, city_code, scale_first_entry, scale_entry_date,
    main_business_revenue_yuan, title_codes, next_change_on, refreshed_at)
  SELECT s.id, s.kind, s.county_code, s.city, scalar.first_entry::boolean, scalar.entry_date::date,
    scalar.revenue::numeric, coalesce(codes.codes, '{}'), changes.day, $3
  FROM subject s LEFT JOIN scalar ON scalar.party_id = s.id LEFT JOIN codes ON codes.party_id = s.id
  LEFT JOIN changes ON changes.party_id = s.id
  ORDER BY s.id
  ON CONFLICT (party_id) DO UPDATE SET kind = EXCLUDED.kind, county_code = EXCLUDED.county_code,
    city_code = EXCLUDED.city_code, scale_first_entry = EXCLUDED.scale_first_entry,
    scale_entry_date = EXCLUDED.scale_entry_date, main_business_revenue_yuan = EXCLUDED.main_business_revenue_yuan,
    title_codes = EXCLUDED.title_codes, next_change_on = EXCLUDED.next_change_on, refreshed_at = EXCLUDED.refreshed_at`;
