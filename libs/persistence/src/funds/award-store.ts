import { ZERO_FEN } from '@duixian/money';
import { In, IsNull } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { AwardEntity, AwardLineEntity, AwardSourceEntity } from './award-entities';

/**
 * The entitlement of an applicant, stacking group (or clause) and subject, made if new and locked until commit.
 * Every award passes through it, so two claims of one entitlement wait for each other.
 * @returns its id
 */
export async function lockEntitlement(
  tx: Tx,
  partyId: string,
  stackingKey: string,
  subject: string,
): Promise<string> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `INSERT INTO entitlement (id, party_id, stacking_key, subject) VALUES ($1, $2, $3, $4)
     ON CONFLICT (party_id, stacking_key, subject) DO UPDATE SET subject = EXCLUDED.subject RETURNING id`,
    [tx.newId(), partyId, stackingKey, subject],
  );
  const [row] = rows;
  if (!row) throw new Error('entitlement not locked');
  return row.id;
}

/**
 * What is awarded for a title is awarded for the recognition; earlier versions named the record that stood on the day. Once a list
 * names what the title belongs to, what was awarded before may have been for any of these: it has no subject.
 */
const RECOGNITION = `(SELECT CASE WHEN EXISTS (SELECT FROM standing_title n WHERE n.party_id = t.party_id AND n.code = t.code
      AND n.granted_on = t.granted_on AND n.subject_id IS NOT NULL) THEN '' ELSE f.id::text END
  FROM title_record t JOIN title_record f ON f.party_id = t.party_id AND f.code = t.code AND f.granted_on = t.granted_on
    AND f.subject_id IS NULL
  WHERE t.party_id = l.party_id AND t.id::text = l.subject AND t.subject_id IS NULL ORDER BY f.learned_at, f.id LIMIT 1)`;

export interface AwardedClause {
  partyId: string;
  clauseId: string;
  subject: string;
  amountFen: number;
  awardedOn: string;
  testedOn: string;
}

/**
 * What this system awarded some parties so far, reserved or paid, and did not take back: the law counts both as paid. What was paid back or set
 * off is no longer counted, what was written off is; an award of which nothing is left was still made once. `testedOn` is the day that it was
 * determined for, whenever it was awarded.
 */
export async function readAwardedClauses(tx: Tx, partyIds: readonly string[]): Promise<AwardedClause[]> {
  const rows = await managerOf(tx).query<(Omit<AwardedClause, 'amountFen'> & { amountFen: string })[]>(
    `SELECT l.party_id AS "partyId", l.clause_id AS "clauseId", coalesce(${RECOGNITION}, l.subject) AS subject,
       l.amount_fen - coalesce((SELECT sum(e.amount_fen) FROM recovery r JOIN recovery_entry e ON e.recovery_id = r.id
         WHERE r.award_line_id = l.id AND e.state = 'booked' AND e.kind <> 'write_off'), 0) AS "amountFen", a.awarded_on::text AS "awardedOn",
       coalesce(d.evaluation_date, a.awarded_on)::text AS "testedOn"
     FROM standing_award_line l JOIN award a ON a.id = l.award_id LEFT JOIN determination d ON d.id = l.determination_id
     WHERE l.party_id = ANY ($1) ORDER BY a.awarded_on, l.clause_id`,
    [partyIds],
  );
  return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) }));
}

/** Case numbers of the awards that were made to any of these parties since a moment. */
export async function readAwardedSince(tx: Tx, partyIds: readonly string[], since: Date): Promise<string[]> {
  if (partyIds.length === 0) return [];
  const rows = await managerOf(tx).query<{ number: string }[]>(
    `SELECT p.case_number AS number FROM award a JOIN application p ON p.id = a.application_id
     WHERE a.party_id = ANY ($1::uuid[]) AND a.awarded_at >= $2 AND p.state <> 'terminated' ORDER BY a.id`,
    [partyIds, since],
  );
  return rows.map((row) => row.number);
}

export async function insertAward(
  tx: Tx,
  award: AwardEntity,
  lines: readonly Omit<AwardLineEntity, 'takenBackOn'>[],
  sources: readonly (Omit<AwardSourceEntity, 'advancedFen'> & Partial<AwardSourceEntity>)[],
): Promise<void> {
  const manager = managerOf(tx);
  await manager.insert(AwardEntity, award);
  await manager.insert(
    AwardLineEntity,
    lines.map((line) => ({ takenBackOn: null, ...line })),
  );
  await manager.insert(
    AwardSourceEntity,
    sources.map((source) => ({ advancedFen: ZERO_FEN, ...source })),
  );
}

/** The lines of a terminated award count no more; the same may be awarded again. */
export async function takeBackAwardLines(tx: Tx, awardId: string): Promise<void> {
  await managerOf(tx).update(AwardLineEntity, { awardId, takenBackOn: IsNull() }, { takenBackOn: tx.today });
}

export async function findAwardOfApplication(tx: Tx, applicationId: string): Promise<AwardEntity | null> {
  return managerOf(tx).findOneBy(AwardEntity, { applicationId });
}

export async function pageAwards(
  tx: Tx,
  reach: Reach,
  filter: { partyId?: string },
  page: PageRequest,
): Promise<PageWithTotals<AwardEntity>> {
  const where = whereWithin<AwardEntity>(reach, filter, { region: 'countyCode', party: 'partyId' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, AwardEntity, where, page)),
    totals: await totalsOf(manager, AwardEntity, where, 'one.amount_fen'),
  };
}

export async function readAwardLines(tx: Tx, awardIds: readonly string[]): Promise<AwardLineEntity[]> {
  return managerOf(tx).find(AwardLineEntity, {
    where: { awardId: In([...awardIds]) },
    order: { clauseId: 'ASC' },
  });
}

export async function readAwardSources(tx: Tx, awardIds: readonly string[]): Promise<AwardSourceEntity[]> {
  return managerOf(tx).find(AwardSourceEntity, {
    where: { awardId: In([...awardIds]) },
    order: { regionCode: 'ASC' },
  });
}
