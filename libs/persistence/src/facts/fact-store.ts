import { In } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { managerOf, type Tx } from '../ground/transaction';
import {
  FactRecordEntity,
  RegisterCoverageEntity,
  type StandardRecordEntity,
  TitleRecordEntity,
} from './fact-entities';
import { forCase } from './facts-of-case';
import { refreshProfiles } from './profile-store';

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
  if (facts.some((fact) => fact.status !== 'claimed')) await refreshProfiles(tx, [partyId], 'facts');
}

export async function insertTitle(tx: Tx, title: TitleRecordEntity): Promise<void> {
  await managerOf(tx).insert(TitleRecordEntity, title);
  await refreshProfiles(tx, [title.partyId], 'title');
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

/** Per register the days up to which it was marked complete in one of these regions, with marks that stood on a day. */
export async function readRegisterMarks(
  tx: Tx,
  regionCodes: readonly string[],
  asOf: string,
): Promise<Map<string, string[]>> {
  const rows = await managerOf(tx).query<{ register: string; day: string }[]>(
    `SELECT register, max(complete_to)::text AS day FROM standing_register_coverage
     WHERE region_code = ANY ($1::text[]) AND (recorded_at AT TIME ZONE 'Asia/Shanghai')::date <= $2 GROUP BY register`,
    [regionCodes, asOf],
  );
  return new Map(rows.map(({ register, day }) => [register, [day]]));
}

export async function insertRegisterCoverage(tx: Tx, coverage: RegisterCoverageEntity): Promise<void> {
  await managerOf(tx).insert(RegisterCoverageEntity, coverage);
}

/**
 * The facts of some parties that may decide on `date`: valid then, learned by now. In a case what its applicant claims there
 * counts as well, while `claims` says so, and of what was vouched for only what speaks of the same (`forCase`); without a
 * case no claim does.
 * Best first per name: authoritative before attested before claimed, then the later document, then what was learned last.
 */
export async function readFactsOn(
  tx: Tx,
  partyIds: readonly string[],
  date: string,
  within: { applicationId: string; claims: boolean } | null,
): Promise<FactRecordEntity[]> {
  const ids = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM standing_fact
     WHERE party_id = ANY ($1) AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to >= $2)
       AND learned_at <= $4 AND (status <> 'claimed' OR application_id = $3)`,
    [partyIds, date, within?.applicationId ?? null, tx.nowText],
  );
  const rank = { authoritative: 0, attested: 1, claimed: 2 } as const;
  const rows = await managerOf(tx).findBy(FactRecordEntity, { id: In(ids.map((row) => row.id)) });
  return (within ? await forCase(tx, rows, within) : rows).sort(
    (a, b) =>
      rank[a.status] - rank[b.status] ||
      (b.documentDate ?? '').localeCompare(a.documentDate ?? '') ||
      b.learnedAt.getTime() - a.learnedAt.getTime() ||
      (a.id < b.id ? 1 : -1),
  );
}

/** A register's word that stands, for whatever period it is. */
export type StandingFact = Pick<
  FactRecordEntity,
  'partyId' | 'name' | 'value' | 'source' | 'documentNumber' | 'validFrom' | 'validTo'
> & { documentDate: string | null };

/** What registers say of any number of parties; of several statements about one period the best comes first. */
export async function readStandingFacts(tx: Tx, partyIds: readonly string[]): Promise<StandingFact[]> {
  if (partyIds.length === 0) return [];
  return managerOf(tx).query(
    `SELECT party_id AS "partyId", name, value, source, document_number AS "documentNumber", valid_from::text AS "validFrom",
       valid_to::text AS "validTo", document_date::text AS "documentDate"
     FROM standing_fact WHERE party_id = ANY ($1::uuid[]) AND status = 'authoritative'
     ORDER BY document_date DESC NULLS LAST, learned_at DESC, id DESC`,
    [partyIds],
  );
}

/** A title as it stands, with what it is the same as in every list that tells of it. */
export type StandingTitle = TitleRecordEntity & { recognitionId: string };

/** Title records that stand, of two about one recognition that of the later document; validity is the law's business. */
export async function readTitles(tx: Tx, partyIds: readonly string[]): Promise<StandingTitle[]> {
  if (partyIds.length === 0) return [];
  return managerOf(tx).query<StandingTitle[]>(
    `SELECT id, party_id AS "partyId", code, level, subject_id AS "subjectId", acquisition, first_ever AS "firstEver",
       granted_city AS "grantedCity", granted_on AS "grantedOn", valid_from AS "validFrom", valid_to AS "validTo",
       document_number AS "documentNumber", status, learned_at AS "learnedAt", learned_by AS "learnedBy",
       document_date AS "documentDate", source, import_id AS "importId", recognition_id AS "recognitionId"
     FROM standing_title WHERE party_id = ANY ($1::uuid[]) ORDER BY granted_on, recognition_id`,
    [partyIds],
  );
}

/** Standards with who drew them up, of two statements about one that of the later document. */
export async function readStandards(tx: Tx, partyIds: readonly string[]): Promise<StandardRecordEntity[]> {
  if (partyIds.length === 0) return [];
  return managerOf(tx).query<StandardRecordEntity[]>(
    `SELECT id, party_id AS "partyId", standard_number AS "standardNumber", kind, role, published_on AS "publishedOn",
       document_number AS "documentNumber", status, learned_at AS "learnedAt", learned_by AS "learnedBy",
       document_date AS "documentDate", source, import_id AS "importId"
     FROM standing_standard WHERE party_id = ANY ($1::uuid[]) ORDER BY standard_number, id`,
    [partyIds],
  );
}

/** What an applicant claimed in one application, newest last. */
export async function readClaims(tx: Tx, applicationId: string): Promise<FactRecordEntity[]> {
  return managerOf(tx).find(FactRecordEntity, {
    where: { applicationId },
    order: { learnedAt: 'ASC', id: 'ASC' },
  });
}
