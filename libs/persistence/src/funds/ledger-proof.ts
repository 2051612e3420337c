import { managerOf, type Tx } from '../ground/transaction';

/** What must hold about the books, looked at as they lie in the database. */
export interface LedgerProof {
  budgetLines: number;
  journals: number;
  payments: number;
  /** What does not hold, one sentence each, at most 100; empty when all is well. */
  problems: string[];
}

/** Each finds rows that break one promise and words them; all are answered in one go, on one picture of the database. */
const CHECKS = `
  SELECT 'ledger account ' || a.id || ' holds ' || a.balance_fen || ' fen, its entries add up to ' || coalesce(sum(e.amount_fen), 0) AS problem
    FROM ledger_account a LEFT JOIN journal_entry e ON e.ledger_account_id = a.id
    GROUP BY a.id HAVING a.balance_fen <> coalesce(sum(e.amount_fen), 0)
  UNION ALL
  SELECT 'journal ' || journal_id || ' adds up to ' || sum(amount_fen) || ' fen over ' || count(*) || ' entries'
    FROM journal_entry GROUP BY journal_id HAVING sum(amount_fen) <> 0 OR count(*) < 2
  UNION ALL
  SELECT 'budget line ' || budget_line_id || ': its accounts add up to ' || sum(balance_fen) || ' fen'
    FROM ledger_account GROUP BY budget_line_id HAVING sum(balance_fen) <> 0
  UNION ALL
  SELECT 'budget line ' || budget_line_id || ': ' || kind || ' is ' || balance_fen || ' fen'
    FROM ledger_account WHERE (kind <> 'allotment' AND balance_fen < 0) OR (kind = 'allotment' AND balance_fen > 0)
  UNION ALL
  SELECT 'budget line ' || a.budget_line_id || ': ' || a.kind || ' is ' || a.balance_fen || ' fen, its payments come to ' || coalesce(h.amount_fen, 0)
    FROM ledger_account a LEFT JOIN (
      SELECT budget_line_id, CASE WHEN state IN ('released', 'sending', 'accepted', 'unknown') THEN 'in_flight'
        WHEN state = 'settled' THEN 'spent' ELSE 'reserved' END AS kind, sum(amount_fen) AS amount_fen
      FROM payment GROUP BY 1, 2) h ON h.budget_line_id = a.budget_line_id AND h.kind = a.kind
    WHERE a.kind IN ('reserved', 'in_flight', 'spent') AND a.balance_fen <> coalesce(h.amount_fen, 0)
  UNION ALL
  SELECT 'award ' || w.id || ' is ' || w.amount_fen || ' fen, its sources come to ' || sum(s.amount_fen)
    FROM award w JOIN award_source s ON s.award_id = w.id GROUP BY w.id HAVING w.amount_fen <> sum(s.amount_fen)
  UNION ALL
  SELECT 'source ' || s.id || ' is ' || s.amount_fen || ' fen, its payments come to ' || coalesce(sum(p.amount_fen), 0)
    FROM award_source s LEFT JOIN payment p ON p.award_source_id = s.id GROUP BY s.id HAVING s.amount_fen <> coalesce(sum(p.amount_fen), 0)
  UNION ALL
  SELECT 'payment ' || payment_id || ' has ' || count(*) || ' live attempts'
    FROM payment_attempt WHERE state IN ('sending', 'accepted', 'unknown', 'settled') GROUP BY payment_id HAVING count(*) > 1
  UNION ALL
  SELECT 'payment ' || p.id || ' is ' || p.state || ', but no attempt of it is'
    FROM payment p WHERE p.state IN ('sending', 'accepted', 'unknown', 'settled')
      AND NOT EXISTS (SELECT 1 FROM payment_attempt a WHERE a.payment_id = p.id AND a.state = p.state)
  LIMIT 100`;

/** Proves the books on the live database: every promise is a query for what breaks it. Only what is in reach counts. */
export async function proveLedger(tx: Tx): Promise<LedgerProof> {
  const manager = managerOf(tx);
  const [counts] = await manager.query<Omit<LedgerProof, 'problems'>[]>(
    `SELECT (SELECT count(*)::int FROM budget_line) AS "budgetLines", (SELECT count(DISTINCT journal_id)::int FROM journal_entry) AS journals,
       (SELECT count(*)::int FROM payment) AS payments`,
  );
  const rows = await manager.query<{ problem: string }[]>(CHECKS);
  if (!counts) throw new Error('a count without a row');
  return { ...counts, problems: rows.map((row) => row.problem) };
}
