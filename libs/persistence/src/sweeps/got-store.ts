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
  /** All money of its case arrived or was set off. */
  paid: boolean;
  /** Some of it did. */
  paidInPart: boolean;
  /** Repaid of it since, or set off against a later award as what was owed. */
  paidBackFen: number;
  /** Number of the ledger, for what was paid before this system. */
  documentNumber: string | null;
}

/** Awards by this system, and payments by the ledgers of before, of one enterprise, in the order of their days. */
export async function readGotOf(
  tx: Tx,
  partyId: string,
  { from, to }: { from: string; to: string },
): Promise<GotAward[]> {
  const rows = await managerOf(tx).query<
    (Omit<GotAward, 'amountFen' | 'paidBackFen'> & Record<'amountFen' | 'paidBackFen', string>)[]
  >(
    `SELECT l.clause_id AS "clauseId", l.subject, l.amount_fen AS "amountFen", a.awarded_on::text AS "on", c.case_number AS "caseNumber",
       c.id AS "applicationId", met.paid, met.some AND NOT met.paid AS "paidInPart", coalesce((SELECT sum(e.amount_fen)
         FROM recovery r JOIN recovery_entry e ON e.recovery_id = r.id
         WHERE r.award_line_id = l.id AND e.state = 'booked' AND e.kind <> 'write_off'), 0) AS "paidBackFen", NULL AS "documentNumber"
     FROM standing_award_line l JOIN award a ON a.id = l.award_id JOIN application c ON c.id = a.application_id
     CROSS JOIN LATERAL (SELECT coalesce(bool_and(p.state IN ('settled', 'offset')), false) AS paid,
         coalesce(bool_or(p.state IN ('settled', 'offset')), false) AS some
       FROM payment p WHERE p.application_id = c.id AND p.refund_to IS NULL) met
     WHERE l.party_id = $1 AND a.awarded_on BETWEEN $2 AND $3
     UNION ALL
     SELECT clause_id, coalesce(subject, ''), amount_fen, paid_on::text, NULL, NULL, true, false, 0, document_number
     FROM standing_earlier_payment WHERE party_id = $1 AND paid_on BETWEEN $2 AND $3
     ORDER BY 4, 1, 2`,
    [partyId, from, to],
  );
  return rows.map((row) => ({
    ...row,
    amountFen: Number(row.amountFen),
    paidBackFen: Number(row.paidBackFen),
  }));
}

/** How the money of the awards of a stretch of days came to an enterprise so far. */
export interface ArrivedMoney {
  /** On its account. */
  arrivedFen: number;
  /** Against what it owed of other awards. */
  setOffFen: number;
}

/** Of awards by this system that stand; what the ledgers of before say was paid arrived as a whole. */
export async function readArrivedOf(
  tx: Tx,
  partyId: string,
  { from, to }: { from: string; to: string },
): Promise<ArrivedMoney> {
  const [row] = await managerOf(tx).query<{ arrived: string; setOff: string }[]>(
    `SELECT coalesce(sum(p.amount_fen) FILTER (WHERE p.state = 'settled'), 0) AS arrived, coalesce(sum(s.amount_fen), 0) AS "setOff"
     FROM award a JOIN payment p ON p.application_id = a.application_id AND p.refund_to IS NULL
     LEFT JOIN LATERAL (SELECT sum(e.amount_fen) AS amount_fen FROM recovery_entry e
       WHERE e.offset_payment_id = p.id AND e.state = 'booked') s ON true
     WHERE a.awarded_on BETWEEN $2 AND $3 AND a.id IN (SELECT l.award_id FROM standing_award_line l WHERE l.party_id = $1)`,
    [partyId, from, to],
  );
  return { arrivedFen: Number(row?.arrived ?? 0), setOffFen: Number(row?.setOff ?? 0) };
}
