import { managerOf, type Tx } from '../ground/transaction';

/** What an enterprise was awarded or paid in a stretch of days. */
export interface GotAward {
  clauseId: string;
  subject: string;
  amountFen: number;
  /** Awarded on; of a ledger of before, paid on. */
  on: string;
  caseNumber: string | null;
  applicationId: string | null;
  /** All its money arrived. */
  paid: boolean;
  /** Number of the ledger, for what was paid before this system. */
  documentNumber: string | null;
}

/** Awards by this system, and payments by the ledgers of before, of one enterprise, in the order of their days. */
export async function readGotOf(
  tx: Tx,
  partyId: string,
  { from, to }: { from: string; to: string },
): Promise<GotAward[]> {
  const rows = await managerOf(tx).query<(Omit<GotAward, 'amountFen'> & { amountFen: string })[]>(
    `SELECT l.clause_id AS "clauseId", l.subject, l.amount_fen AS "amountFen", a.awarded_on::text AS "on", c.case_number AS "caseNumber",
       c.id AS "applicationId", NOT EXISTS (SELECT FROM payment p WHERE p.application_id = c.id AND p.refund_to IS NULL AND p.state NOT IN ('settled', 'cancelled')) AS paid,
       NULL AS "documentNumber"
     FROM standing_award_line l JOIN award a ON a.id = l.award_id JOIN application c ON c.id = a.application_id
     WHERE l.party_id = $1 AND a.awarded_on BETWEEN $2 AND $3
     UNION ALL
     SELECT clause_id, coalesce(subject, ''), amount_fen, paid_on::text, NULL, NULL, true, document_number
     FROM standing_earlier_payment WHERE party_id = $1 AND paid_on BETWEEN $2 AND $3
     ORDER BY 4, 1, 2`,
    [partyId, from, to],
  );
  return rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) }));
}
