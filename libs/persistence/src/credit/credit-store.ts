import { In } from 'typeorm';
import type { ImportStamp } from '../facts/imported-record-store';
import type { RowRange } from '../facts/restated';
import { managerOf, type Tx } from '../ground/transaction';
import { unnested } from '../ground/unnested';
import { CreditCheckEntity, type CreditRecordEntity } from './credit-entities';

/** What stands against some parties, whenever it counts; without what an import brought that was undone. */
export async function readCreditRecords(tx: Tx, partyIds: readonly string[]): Promise<CreditRecordEntity[]> {
  if (partyIds.length === 0) return [];
  return managerOf(tx).query<CreditRecordEntity[]>(
    `SELECT id, party_id AS "partyId", kind, decision_number AS "decisionNumber", authority, reason, decided_on AS "decidedOn",
       valid_to AS "validTo", document_number AS "documentNumber", document_date AS "documentDate", source, import_id AS "importId",
       learned_at AS "learnedAt", learned_by AS "learnedBy"
     FROM standing_credit_record WHERE party_id = ANY ($1::uuid[]) ORDER BY decided_on, id`,
    [partyIds],
  );
}

/** Up to which day credit records are known completely in the nearest of these regions; null where nobody ever said. */
export async function readCreditCoverage(tx: Tx, regionCodes: readonly string[]): Promise<string | null> {
  const [row] = await managerOf(tx).query<{ day: string | null }[]>(
    `SELECT max(complete_to)::text AS day FROM standing_register_coverage
     WHERE register = 'credit' AND region_code = ANY ($1::text[])`,
    [regionCodes],
  );
  return row?.day ?? null;
}

/** Credit records of a range of rows of an import. */
export async function insertImportedCreditRecords(
  tx: Tx,
  range: RowRange,
  stamp: ImportStamp,
): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO credit_record (id, party_id, kind, decision_number, authority, reason, decided_on, valid_to,
       document_number, document_date, source, import_id, learned_at, learned_by)
     SELECT c.id, p.id, c.kind, c."decisionNumber", c.authority, c.reason, c."decidedOn", c."validTo", $5, $6, $4, $1, $7, $8
     FROM import_row r JOIN party p ON p.credit_code = r.credit_code
     CROSS JOIN LATERAL jsonb_to_record(r.record) AS c(id uuid, kind text, "decisionNumber" text, authority text,
       reason text, "decidedOn" date, "validTo" date)
     WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'`,
    [
      range.importId,
      range.from,
      range.to,
      stamp.source,
      stamp.documentNumber,
      stamp.documentDate,
      tx.nowText,
      `import:${range.importId}`,
    ],
  );
}

export async function insertCreditChecks(tx: Tx, checks: readonly CreditCheckEntity[]): Promise<void> {
  if (checks.length === 0) return;
  const { rows, values } = unnested(
    checks,
    {
      ...{
        id: 'uuid',
        partyId: 'uuid',
        purpose: 'text',
        applicationId: 'uuid',
        paymentId: 'uuid',
        register: 'text',
      },
      ...{ outcome: 'text', coveredTo: 'date', findings: 'jsonb', checkedOn: 'date', checkedBy: 'text' },
    },
    2,
  );
  await managerOf(tx).query(
    `INSERT INTO credit_check (id, party_id, purpose, application_id, payment_id, register, outcome, covered_to, findings,
       checked_on, checked_at, checked_by)
     SELECT r.id, r."partyId", r.purpose, r."applicationId", r."paymentId", r.register, r.outcome, r."coveredTo", r.findings,
       r."checkedOn", $1, r."checkedBy"
     FROM ${rows}`,
    [tx.nowText, ...values],
  );
}

/** The answers that were acted on in a case, oldest first. */
export async function readCreditChecksOfCase(tx: Tx, applicationId: string): Promise<CreditCheckEntity[]> {
  return managerOf(tx).find(CreditCheckEntity, { where: { applicationId }, order: { id: 'ASC' } });
}

/** The last answer before each of some payments; a payment that was never asked about has none. */
export async function readLastCreditChecksOfPayments(
  tx: Tx,
  paymentIds: readonly string[],
): Promise<CreditCheckEntity[]> {
  if (paymentIds.length === 0) return [];
  const ids = await managerOf(tx).query<{ id: string }[]>(
    `SELECT DISTINCT ON (payment_id) id FROM credit_check WHERE payment_id = ANY ($1::uuid[])
     ORDER BY payment_id, id DESC`,
    [paymentIds],
  );
  return managerOf(tx).findBy(CreditCheckEntity, { id: In(ids.map((row) => row.id)) });
}
