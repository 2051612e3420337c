import { fen, type Fen } from '@duixian/money';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { TreasuryDayEntity } from './finance-task-entities';

/** What the bank says about a day of a treasury, over all statements of it, and what the books say. */
export interface DayTotals {
  lines: number;
  debitFen: Fen;
  creditFen: Fen;
  /** Lines whose task is still open. */
  openExceptions: number;
  matchedFen: Fen;
  returnedFen: Fen;
  /** What the journals of those matched and returned lines moved. */
  settledInBooksFen: Fen;
  returnedInBooksFen: Fen;
  /** Lines of the day that the named statement lacks: it is not the day's last. */
  missingFromStatement: number;
}

/** Adds up a day of a treasury, and compares what its lines say with what was posted for them. */
export async function readDayTotals(
  tx: Tx,
  regionCode: string,
  day: string,
  statementId: string,
): Promise<DayTotals> {
  const [row] = await managerOf(tx).query<Record<keyof DayTotals, string>[]>(
    `WITH line AS (
       SELECT l.statement_id, l.position, l.account_number, l.bank_serial, l.direction, l.amount_fen, l.attempt_id,
         -- What waited for its debit is what it was taken for in the end.
         CASE WHEN l.classification = 'awaits-debit' AND t.outcome IN ('returned', 'came-back') THEN 'returned'
           ELSE l.classification END AS classification
       FROM bank_statement_line l JOIN bank_statement s ON s.id = l.statement_id
       LEFT JOIN finance_task t ON t.statement_id = l.statement_id AND t.statement_position = l.position
       WHERE s.region_code = $1 AND s.statement_date = $2 AND l.classification <> 'already-read'),
     booked AS (
       SELECT j.kind, e.amount_fen FROM line l
       JOIN journal j ON j.cause = 'attempt:' || l.attempt_id || CASE l.classification WHEN 'matched' THEN '/settle' ELSE '/return' END
       JOIN journal_entry e ON e.journal_id = j.id AND e.amount_fen > 0
       WHERE l.classification IN ('matched', 'returned'))
     SELECT count(*) AS lines,
       coalesce(sum(l.amount_fen) FILTER (WHERE l.direction = 'debit'), 0) AS "debitFen",
       coalesce(sum(l.amount_fen) FILTER (WHERE l.direction = 'credit'), 0) AS "creditFen",
       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM finance_task t WHERE t.statement_id = l.statement_id
         AND t.statement_position = l.position AND t.done_at IS NULL)) AS "openExceptions",
       coalesce(sum(l.amount_fen) FILTER (WHERE l.classification = 'matched'), 0) AS "matchedFen",
       coalesce(sum(l.amount_fen) FILTER (WHERE l.classification = 'returned'), 0) AS "returnedFen",
       (SELECT coalesce(sum(amount_fen), 0) FROM booked WHERE kind = 'settle') AS "settledInBooksFen",
       (SELECT coalesce(sum(amount_fen), 0) FROM booked WHERE kind <> 'settle') AS "returnedInBooksFen",
       count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM bank_statement_line own WHERE own.statement_id = $3
         AND own.bank_serial = l.bank_serial AND own.direction = l.direction)
         AND l.account_number = (SELECT account_number FROM bank_statement WHERE id = $3)) AS "missingFromStatement"
     FROM line l`,
    [regionCode, day, statementId],
  );
  if (!row) throw new Error('a sum without a row');
  const number = (name: keyof DayTotals): number => Number(row[name]);
  const amount = (name: keyof DayTotals): Fen => fen(BigInt(row[name]));
  return {
    lines: number('lines'),
    debitFen: amount('debitFen'),
    creditFen: amount('creditFen'),
    openExceptions: number('openExceptions'),
    matchedFen: amount('matchedFen'),
    returnedFen: amount('returnedFen'),
    settledInBooksFen: amount('settledInBooksFen'),
    returnedInBooksFen: amount('returnedInBooksFen'),
    missingFromStatement: number('missingFromStatement'),
  };
}

/** Holds a treasury's days still until commit: what is read or closed next waits. */
export async function lockTreasury(tx: Tx, regionCode: string): Promise<void> {
  await managerOf(tx).query('SELECT 1 FROM treasury_account WHERE region_code = $1 FOR NO KEY UPDATE', [
    regionCode,
  ]);
}

export async function insertTreasuryDay(tx: Tx, day: TreasuryDayEntity): Promise<void> {
  await managerOf(tx).insert(TreasuryDayEntity, day);
}

export async function findTreasuryDay(
  tx: Tx,
  regionCode: string,
  day: string,
): Promise<TreasuryDayEntity | null> {
  return managerOf(tx).findOneBy(TreasuryDayEntity, { regionCode, day });
}

/** The newest closed days in reach, at most `limit`. */
export async function readTreasuryDays(
  tx: Tx,
  reach: Reach,
  filter: { regionCode?: string },
  limit: number,
): Promise<TreasuryDayEntity[]> {
  const where = whereWithin<TreasuryDayEntity>(reach, filter, { region: 'regionCode' });
  if (where.length === 0) return [];
  return managerOf(tx).find(TreasuryDayEntity, {
    where,
    order: { day: 'DESC', regionCode: 'ASC' },
    take: limit,
  });
}
