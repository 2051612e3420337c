import { In } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { managerOf, type Tx } from '../ground/transaction';
import { markDirty } from './dirty-store';
import { PartyEntity } from '../parties/party-entities';
import {
  FactRecordEntity,
  RegisterCoverageEntity,
  StandardRecordEntity,
  TitleRecordEntity,
} from './fact-entities';

/**
 * Appends facts, brings the party's profile row up to date and puts the party into the dirty queue, in this
 * transaction. Claims change no profile: nobody is found owed money by what they typed.
 */
export async function appendFacts(
  tx: Tx,
  partyId: string,
  facts: readonly FactRecordEntity[],
): Promise<void> {
  if (facts.length === 0) return;
  await managerOf(tx).insert(FactRecordEntity, [...facts]);
  if (facts.some((fact) => fact.status !== 'claimed')) await refreshProfile(tx, partyId, 'facts');
}

export async function insertTitle(tx: Tx, title: TitleRecordEntity): Promise<void> {
  await managerOf(tx).insert(TitleRecordEntity, title);
  await refreshProfile(tx, title.partyId, 'title');
}

/** What registers say about many parties at once: any number of facts and titles, the profiles once at the end. */
export async function insertRegisterExtract(
  tx: Tx,
  extract: {
    partyIds: readonly string[];
    facts: readonly FactRecordEntity[];
    titles: readonly TitleRecordEntity[];
  },
): Promise<void> {
  await insertMany(tx, FactRecordEntity, extract.facts);
  await insertMany(tx, TitleRecordEntity, extract.titles);
  await refreshProfiles(tx, extract.partyIds, 'registered');
}

export async function insertRegisterCoverage(tx: Tx, coverage: RegisterCoverageEntity): Promise<void> {
  await managerOf(tx).insert(RegisterCoverageEntity, coverage);
}

/**
 * The facts that may decide on `date`: valid then, learned by now; claims only of the given application, and what was
 * attested there only as long as the applicant has not claimed it anew.
 * Best first per name: authoritative before attested before claimed, then what was learned last.
 */
export async function readFactsOn(
  tx: Tx,
  partyId: string,
  date: string,
  applicationId: string | null,
): Promise<FactRecordEntity[]> {
  const ids = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM fact_record
     WHERE party_id = $1 AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
       AND learned_at <= $4 AND (status <> 'claimed' OR application_id = $3)`,
    [partyId, date, applicationId, tx.nowText],
  );
  const rank = { authoritative: 0, attested: 1, claimed: 2 } as const;
  const rows = await managerOf(tx).findBy(FactRecordEntity, { id: In(ids.map((row) => row.id)) });
  return rows
    .filter((row) => !isVoid(row, rows))
    .sort(
      (a, b) =>
        rank[a.status] - rank[b.status] ||
        b.learnedAt.getTime() - a.learnedAt.getTime() ||
        (a.id < b.id ? 1 : -1),
    );
}

/** What a reviewer vouched for in a case no longer stands once the applicant claims it anew in that case. */
function isVoid(row: FactRecordEntity, all: readonly FactRecordEntity[]): boolean {
  if (row.status !== 'attested' || row.applicationId === null) return false;
  return all.some(
    (other) =>
      other.status === 'claimed' &&
      other.applicationId === row.applicationId &&
      other.name === row.name &&
      other.learnedAt > row.learnedAt,
  );
}

/** Title records known by now; validity is the law's business. */
export async function readTitles(tx: Tx, partyId: string): Promise<TitleRecordEntity[]> {
  return managerOf(tx).find(TitleRecordEntity, {
    where: { partyId },
    order: { grantedOn: 'ASC', id: 'ASC' },
  });
}

export async function readStandards(tx: Tx, partyId: string): Promise<StandardRecordEntity[]> {
  return managerOf(tx).find(StandardRecordEntity, { where: { partyId }, order: { standardNumber: 'ASC' } });
}

/** What an applicant claimed in one application, newest last. */
export async function readClaims(tx: Tx, applicationId: string): Promise<FactRecordEntity[]> {
  return managerOf(tx).find(FactRecordEntity, {
    where: { applicationId },
    order: { learnedAt: 'ASC', id: 'ASC' },
  });
}

/** Rewrites the profile row from the facts in force today and notes when it next changes by itself. */
export async function refreshProfile(tx: Tx, partyId: string, reason: string): Promise<void> {
  await refreshProfiles(tx, [partyId], reason);
}

/** The same for any number of parties in one statement. @throws when one of them does not exist */
export async function refreshProfiles(tx: Tx, partyIds: readonly string[], reason: string): Promise<void> {
  const manager = managerOf(tx);
  const parties = await manager.findBy(PartyEntity, { id: In([...partyIds]) });
  if (parties.length < new Set(partyIds).size) throw new Error('a profile was asked for an unknown party');
  const asked = parties.map((party) => ({
    id: party.id,
    kind: party.kind,
    county: party.countyCode,
    city: tx.regions.ancestorAt(party.countyCode, 'city').code,
  }));
  await manager.query(REFRESH_PROFILES, [JSON.stringify(asked), tx.today, tx.nowText]);
  await markDirty(
    tx,
    asked.map((party) => party.id),
    reason,
  );
}

const REFRESH_PROFILES = `
  WITH asked AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS a(id uuid, kind text, county text, city text)),
  known AS (SELECT f.* FROM fact_record f JOIN asked a ON a.id = f.party_id WHERE f.status <> 'claimed'),
  best AS (
    SELECT DISTINCT ON (party_id, name) party_id, name, value FROM known
    WHERE learned_at <= $3 AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
      AND name IN ('scale.first_entry', 'scale.entry_date', 'revenue.main_business_yuan')
    ORDER BY party_id, name, (status = 'authoritative') DESC, learned_at DESC, id DESC),
  triggers AS (SELECT party_id, jsonb_object_agg(name, value) AS facts FROM best GROUP BY party_id),
  held AS (SELECT t.* FROM title_record t JOIN asked a ON a.id = t.party_id),
  titles AS (SELECT party_id, array_agg(DISTINCT code) AS codes FROM held
    WHERE granted_on <= $2 AND (valid_to IS NULL OR valid_to >= $2) GROUP BY party_id),
  changes AS (SELECT party_id, min(day) AS day FROM (
    SELECT party_id, valid_to + 1 AS day FROM known WHERE valid_to >= $2
    UNION ALL SELECT party_id, valid_from FROM known WHERE valid_from > $2
    UNION ALL SELECT party_id, valid_to + 1 FROM held WHERE valid_to >= $2) AS each GROUP BY party_id)
  INSERT INTO party_profile (party_id, kind, county_code, city_code, scale_first_entry, scale_entry_date,
    main_business_revenue_yuan, title_codes, next_change_on, refreshed_at)
  SELECT a.id, a.kind, a.county, a.city, (g.facts ->> 'scale.first_entry')::boolean, (g.facts ->> 'scale.entry_date')::date,
    (g.facts ->> 'revenue.main_business_yuan')::numeric, coalesce(t.codes, '{}'), c.day, $3
  FROM asked a LEFT JOIN triggers g ON g.party_id = a.id LEFT JOIN titles t ON t.party_id = a.id
    LEFT JOIN changes c ON c.party_id = a.id
  ORDER BY a.id
  ON CONFLICT (party_id) DO UPDATE SET kind = EXCLUDED.kind, county_code = EXCLUDED.county_code, city_code = EXCLUDED.city_code,
    scale_first_entry = EXCLUDED.scale_first_entry, scale_entry_date = EXCLUDED.scale_entry_date,
    main_business_revenue_yuan = EXCLUDED.main_business_revenue_yuan, title_codes = EXCLUDED.title_codes,
    next_change_on = EXCLUDED.next_change_on, refreshed_at = EXCLUDED.refreshed_at`;
