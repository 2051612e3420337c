import { fen, type Fen } from '@duixian/money';
import { managerOf, type Tx } from '../ground/transaction';

/** Where the money of a line stood at the end of a day, all of it out of the journals posted until then. */
export interface BudgetStanding {
  id: string;
  subject: string;
  documentNumber: string;
  originYear: number | null;
  allottedFen: Fen;
  /** Increases and transfers in, less decreases, transfers out and what was paid back after the year; may be negative. */
  adjustedFen: Fen;
  /** Carried in, less carried out; may be negative. */
  carriedFen: Fen;
  freeFen: Fen;
  reservedFen: Fen;
  /** Released to the bank, not yet on a statement. */
  releasedFen: Fen;
  spentFen: Fen;
  /** Paid wrongly and demanded back, not yet repaid, set off or written off; and what other levels owe for advances. */
  receivableFen: Fen;
  /** Of that: advanced for other levels (先行拨付), not yet refunded. */
  advancedFen: Fen;
}

export const STANDING_AMOUNTS = [
  'allottedFen',
  'adjustedFen',
  'carriedFen',
  'freeFen',
  'reservedFen',
  'releasedFen',
  'spentFen',
  'receivableFen',
  'advancedFen',
] as const satisfies readonly (keyof BudgetStanding)[];

const given = (...kinds: string[]): string =>
  `(-coalesce(sum(e.amount_fen) FILTER (WHERE a.kind = 'allotment' AND j.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})), 0))::text`;
const held = (account: string): string =>
  `coalesce(sum(e.amount_fen) FILTER (WHERE a.kind = '${account}'), 0)::text`;

const advanced = `coalesce(sum(e.amount_fen) FILTER (WHERE a.kind = 'receivable'
  AND j.kind IN ('advance', 'advance_undone', 'refund', 'refund_late', 'refund_undone')), 0)::text`;

/** The lines of a treasury and a year as they stood at the end of a day (Asia/Shanghai), by subject and document. */
export async function readBudgetStandings(
  tx: Tx,
  { regionCode, year, asOf }: { regionCode: string; year: number; asOf: string },
): Promise<BudgetStanding[]> {
  const rows = await managerOf(tx).query<Record<string, string | number | null>[]>(
    `SELECT b.id, b.subject, b.document_number AS "documentNumber", b.origin_year AS "originYear",
       ${given('allot')} AS "allottedFen", ${given('increase', 'decrease', 'transfer_in', 'transfer_out', 'surrender', 'surrender_undone', 'refund_late', 'refund_undone')} AS "adjustedFen",
       ${given('carry_in', 'carry_out')} AS "carriedFen", ${held('available')} AS "freeFen", ${held('reserved')} AS "reservedFen",
       ${held('in_flight')} AS "releasedFen", ${held('spent')} AS "spentFen", ${held('receivable')} AS "receivableFen",
       ${advanced} AS "advancedFen"
     FROM budget_line b JOIN ledger_account a ON a.budget_line_id = b.id
     LEFT JOIN (journal_entry e JOIN journal j ON j.id = e.journal_id
       AND j.posted_at < (($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')) ON e.ledger_account_id = a.id
     WHERE b.region_code = $1 AND b.year = $2
       AND b.created_at < (($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
     GROUP BY b.id ORDER BY b.subject, b.document_number`,
    [regionCode, year, asOf],
  );
  const amounts = (row: Record<string, unknown>): Pick<BudgetStanding, (typeof STANDING_AMOUNTS)[number]> =>
    Object.fromEntries(STANDING_AMOUNTS.map((key) => [key, fen(BigInt(String(row[key])))])) as never;
  return rows.map((row) => ({
    id: String(row['id']),
    subject: String(row['subject']),
    documentNumber: String(row['documentNumber']),
    originYear: row['originYear'] === null ? null : Number(row['originYear']),
    ...amounts(row),
  }));
}
