import { In } from 'typeorm';
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
  const manager = managerOf(tx);
  const party = await manager.findOneByOrFail(PartyEntity, { id: partyId });
  const city = tx.regions.ancestorAt(party.countyCode, 'city');
  await manager.query(
    `WITH best AS (
       SELECT DISTINCT ON (name) name, value, valid_to FROM fact_record
       WHERE party_id = $1 AND status <> 'claimed' AND learned_at <= $6
         AND (valid_from IS NULL OR valid_from <= $5) AND (valid_to IS NULL OR valid_to >= $5)
       ORDER BY name, (status = 'authoritative') DESC, learned_at DESC, id DESC),
     titles AS (SELECT array_agg(DISTINCT code) AS codes FROM title_record WHERE party_id = $1 AND granted_on <= $5
       AND (valid_to IS NULL OR valid_to >= $5)),
     changes AS (
       SELECT valid_to + 1 AS day FROM fact_record WHERE party_id = $1 AND status <> 'claimed' AND valid_to >= $5
       UNION SELECT valid_from FROM fact_record WHERE party_id = $1 AND status <> 'claimed' AND valid_from > $5
       UNION SELECT valid_to + 1 FROM title_record WHERE party_id = $1 AND valid_to >= $5)
     INSERT INTO party_profile (party_id, kind, county_code, city_code, scale_first_entry, scale_entry_date,
       main_business_revenue_yuan, title_codes, next_change_on, refreshed_at)
     SELECT $1, $2, $3, $4,
       (SELECT (value #>> '{}')::boolean FROM best WHERE name = 'scale.first_entry'),
       (SELECT (value #>> '{}')::date FROM best WHERE name = 'scale.entry_date'),
       (SELECT (value #>> '{}')::numeric FROM best WHERE name = 'revenue.main_business_yuan'),
       coalesce((SELECT codes FROM titles), '{}'), (SELECT min(day) FROM changes), $6
     ON CONFLICT (party_id) DO UPDATE SET kind = EXCLUDED.kind, county_code = EXCLUDED.county_code, city_code = EXCLUDED.city_code,
       scale_first_entry = EXCLUDED.scale_first_entry, scale_entry_date = EXCLUDED.scale_entry_date,
       main_business_revenue_yuan = EXCLUDED.main_business_revenue_yuan, title_codes = EXCLUDED.title_codes,
       next_change_on = EXCLUDED.next_change_on, refreshed_at = EXCLUDED.refreshed_at`,
    [partyId, party.kind, party.countyCode, city.code, tx.today, tx.nowText],
  );
  await markDirty(tx, [partyId], reason);
}
