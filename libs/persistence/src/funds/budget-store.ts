import { fen, type Fen, ZERO_FEN } from '@duixian/money';
import type { Journal } from '@duixian/ledger';
import { actorId, managerOf, type Tx } from '../ground/transaction';
import { unnested } from '../ground/unnested';
import { BudgetLineEntity } from './award-entities';

export interface BudgetBalance {
  id: string;
  regionCode: string;
  level: 'province' | 'city' | 'county';
  year: number;
  subject: string;
  documentNumber: string;
  /** The year whose calls a carried line still pays; null for a line of its own year. */
  originYear: number | null;
  /** Everything that the line was given: allotted, adjusted and carried together. */
  allottedFen: Fen;
  availableFen: Fen;
  reservedFen: Fen;
  inFlightFen: Fen;
  spentFen: Fen;
  /** Demanded back, not yet repaid, set off or written off. */
  receivableFen: Fen;
}

export async function insertBudgetLine(
  tx: Tx,
  line: Omit<BudgetLineEntity, 'originYear'> & Partial<Pick<BudgetLineEntity, 'originYear'>>,
): Promise<void> {
  await managerOf(tx).insert(BudgetLineEntity, { originYear: null, ...line });
}

/** Balances of every budget line in reach, by region and year. */
export async function readBudgetBalances(tx: Tx): Promise<BudgetBalance[]> {
  const rows = await managerOf(tx).query<Record<string, string & number>[]>(
    `SELECT b.id, b.region_code, b.level, b.year, b.subject, b.document_number, b.origin_year,
       max(-a.balance_fen) FILTER (WHERE a.kind = 'allotment') AS allotted,
       max(a.balance_fen) FILTER (WHERE a.kind = 'available') AS available,
       max(a.balance_fen) FILTER (WHERE a.kind = 'reserved') AS reserved,
       max(a.balance_fen) FILTER (WHERE a.kind = 'in_flight') AS in_flight,
       max(a.balance_fen) FILTER (WHERE a.kind = 'spent') AS spent,
       max(a.balance_fen) FILTER (WHERE a.kind = 'receivable') AS receivable
     FROM budget_line b JOIN ledger_account a ON a.budget_line_id = b.id
     GROUP BY b.id ORDER BY b.region_code, b.year, b.subject, b.id`,
  );
  const amount = (value: string | number | undefined): Fen => fen(BigInt(value ?? 0));
  return rows.map((row) => ({
    id: String(row['id']),
    regionCode: String(row['region_code']),
    level: row['level'] as unknown as BudgetBalance['level'],
    year: Number(row['year']),
    subject: String(row['subject']),
    documentNumber: String(row['document_number']),
    originYear: row['origin_year'] === null ? null : Number(row['origin_year']),
    allottedFen: amount(row['allotted']),
    availableFen: amount(row['available']),
    reservedFen: amount(row['reserved']),
    inFlightFen: amount(row['in_flight']),
    spentFen: amount(row['spent']),
    receivableFen: amount(row['receivable']),
  }));
}

/**
 * Held until commit by whoever gives, takes or reserves money of a treasury for a subject: also before there is a line.
 * Several subjects are locked in one order.
 */
export async function lockBudgetSubjects(
  tx: Tx,
  regionCode: string,
  subjects: readonly string[],
): Promise<void> {
  for (const subject of [...new Set(subjects)].sort())
    await managerOf(tx).query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `budget:${regionCode}/${subject}`,
    ]);
}

/**
 * The budget lines of a treasury that pay for a subject and a year, those of the year before those that carried its
 * remainder on, locked in a fixed order until commit, with what is free on each. Whoever reserves locks first, so two
 * awards never count on the same money.
 */
export async function lockBudgetLines(
  tx: Tx,
  regionCode: string,
  subject: string,
  year: number,
): Promise<{ id: string; availableFen: Fen }[]> {
  await lockBudgetSubjects(tx, regionCode, [subject]);
  const lines = await managerOf(tx).find(BudgetLineEntity, {
    where: [
      { regionCode, subject, year },
      { regionCode, subject, originYear: year },
    ],
    order: { year: 'ASC', id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const free = await readAvailable(
    tx,
    lines.map((line) => line.id),
  );
  return lines.map(({ id }) => ({ id, availableFen: free.get(id) ?? ZERO_FEN }));
}

/** What is free on lines, by id. */
export async function readAvailable(tx: Tx, lineIds: readonly string[]): Promise<Map<string, Fen>> {
  if (lineIds.length === 0) return new Map();
  const rows = await managerOf(tx).query<{ id: string; available: string }[]>(
    `SELECT budget_line_id AS id, balance_fen AS available FROM ledger_account
     WHERE kind = 'available' AND budget_line_id = ANY ($1)`,
    [lineIds],
  );
  return new Map(rows.map((row) => [row.id, fen(BigInt(row.available))]));
}

/**
 * Posts a journal. `cause` names what it is for and is unique, so one cause is posted once, ever.
 * The database refuses an unbalanced journal at commit and a negative balance at once.
 */
export async function postJournal(tx: Tx, journal: Journal, cause: string): Promise<void> {
  await postJournals(tx, [{ journal, cause }]);
}

/** As `postJournal`, for any number at once: two statements, and every account moves once. */
export async function postJournals(
  tx: Tx,
  posted: readonly { journal: Journal; cause: string }[],
): Promise<void> {
  if (posted.length === 0) return;
  const manager = managerOf(tx);
  const rows = posted.map(({ journal, cause }) => ({ id: tx.newId(), kind: journal.kind, cause, journal }));
  const journals = unnested(rows, { id: 'uuid', kind: 'text', cause: 'text' }, 3);
  await manager.query(
    `INSERT INTO journal (id, kind, cause, posted_at, posted_by)
     SELECT r.id, r.kind, r.cause, $1, $2 FROM ${journals.rows}`,
    [tx.nowText, actorId(tx.actor), ...journals.values],
  );
  const entries = rows.flatMap(({ id, journal }) =>
    journal.postings.map((posting, index) => ({
      journal_id: id,
      position: index + 1,
      budget_line_id: posting.budgetLineId,
      kind: posting.account,
      amount_fen: posting.amountFen,
    })),
  );
  const sides = unnested(entries, {
    ...{
      journal_id: 'uuid',
      position: 'integer',
      budget_line_id: 'uuid',
      kind: 'text',
      amount_fen: 'bigint',
    },
  });
  await manager.query(
    `INSERT INTO journal_entry (journal_id, position, ledger_account_id, amount_fen)
     SELECT r.journal_id, r.position, a.id, r.amount_fen
     FROM ${sides.rows} JOIN ledger_account a ON a.budget_line_id = r.budget_line_id AND a.kind = r.kind`,
    sides.values,
  );
}
