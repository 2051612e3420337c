import { fen, type Fen } from '@duixian/money';
import type { JournalKind } from '@duixian/ledger';
import { IsNull, Not } from 'typeorm';
import { pageAfter, type Page, type PageRequest } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { BudgetLineEntity } from './award-entities';
import { BudgetChangeEntity, type BudgetDecision } from './budget-change-entities';

export async function insertBudgetChange(tx: Tx, change: BudgetChangeEntity): Promise<void> {
  await managerOf(tx).insert(BudgetChangeEntity, change);
}

export async function findBudgetChange(tx: Tx, id: string): Promise<BudgetChangeEntity | null> {
  return managerOf(tx).findOneBy(BudgetChangeEntity, { id });
}

export async function lockBudgetChange(tx: Tx, id: string): Promise<BudgetChangeEntity | null> {
  return managerOf(tx).findOne(BudgetChangeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes the decision of a locked change. @throws when it changed under its lock, which is a bug */
export async function decideBudgetChange(
  tx: Tx,
  change: BudgetChangeEntity,
  decided: { decision: BudgetDecision; by: string; note: string | null; toLineId: string | null },
): Promise<void> {
  const { id, version } = change;
  const { decision, by, note, toLineId } = decided;
  const written = {
    decision,
    decidedBy: by,
    decidedAt: tx.now,
    decisionNote: note,
    toLineId,
    version: version + 1,
  };
  const done = await managerOf(tx).update(BudgetChangeEntity, { id, version }, written);
  if (done.affected !== 1) throw new Error(`budget change ${id} changed under its lock`);
  Object.assign(change, written);
}

/** Changes in reach, newest first; `open`: only those that wait, or only those that were decided. */
export async function pageBudgetChanges(
  tx: Tx,
  reach: Reach,
  { open, ...filter }: { open?: boolean; regionCode?: string },
  page: PageRequest,
): Promise<Page<BudgetChangeEntity>> {
  const wanted = { ...filter, ...(open === undefined ? {} : { decision: open ? IsNull() : Not(IsNull()) }) };
  const where = whereWithin<BudgetChangeEntity>(reach, wanted, { region: 'regionCode' });
  return pageAfter(managerOf(tx), BudgetChangeEntity, where, page);
}

export async function findBudgetLine(tx: Tx, id: string): Promise<BudgetLineEntity | null> {
  return managerOf(tx).findOneBy(BudgetLineEntity, { id });
}

/** The one line of a treasury with this year, subject and document. */
export async function findBudgetLineOf(
  tx: Tx,
  line: { regionCode: string; year: number; subject: string; documentNumber: string },
): Promise<BudgetLineEntity | null> {
  return managerOf(tx).findOneBy(BudgetLineEntity, line);
}

/** One journal of a budget line, with what was free and what the line came to after it. */
export interface BudgetMovement {
  id: string;
  kind: JournalKind;
  postedAt: Date;
  postedBy: string;
  amountFen: Fen;
  /** Free on the line after this journal. */
  availableAfterFen: Fen;
  /** What the line came to after it: allotted, adjusted and carried together. */
  totalAfterFen: Fen;
  /** Of the change that it carries out; null for movements of awards and payments. */
  documentNumber: string | null;
  note: string | null;
}

/** Journals of a line, newest first, in the order they were posted. */
export async function pageBudgetMovements(
  tx: Tx,
  budgetLineId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<BudgetMovement>> {
  const rows = await managerOf(tx).query<Record<string, string | null>[]>(
    `WITH moved AS (
       SELECT j.id, j.kind, j.cause, j.posted_at, j.posted_by, sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0) AS amount,
         coalesce(sum(e.amount_fen) FILTER (WHERE a.kind = 'available'), 0) AS freed,
         -coalesce(sum(e.amount_fen) FILTER (WHERE a.kind = 'allotment'), 0) AS added
       FROM ledger_account a JOIN journal_entry e ON e.ledger_account_id = a.id JOIN journal j ON j.id = e.journal_id
       WHERE a.budget_line_id = $1 GROUP BY j.id),
     running AS (SELECT moved.*, sum(freed) OVER w AS available_after, sum(added) OVER w AS total_after
       FROM moved WINDOW w AS (ORDER BY id))
     SELECT r.id, r.kind, r.posted_at::text AS posted_at, r.posted_by, r.amount::text AS amount,
       r.available_after::text AS available_after, r.total_after::text AS total_after, c.document_number, c.note
     FROM running r
     LEFT JOIN budget_change c
       ON c.id = CASE WHEN r.cause LIKE 'budget-change:%' THEN substring(r.cause from 15 for 36)::uuid END
     WHERE $2::uuid IS NULL OR r.id < $2 ORDER BY r.id DESC LIMIT $3`,
    [budgetLineId, cursor ?? null, limit + 1],
  );
  const amount = (value: string | null | undefined): Fen => fen(BigInt(value ?? 0));
  const items = rows.slice(0, limit).map((row) => ({
    id: String(row['id']),
    kind: row['kind'] as JournalKind,
    postedAt: new Date(String(row['posted_at'])),
    postedBy: String(row['posted_by']),
    amountFen: amount(row['amount']),
    availableAfterFen: amount(row['available_after']),
    totalAfterFen: amount(row['total_after']),
    documentNumber: row['document_number'] ?? null,
    note: row['note'] ?? null,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Whether a change of one of these lines waits to be decided. */
export async function hasOpenChange(
  tx: Tx,
  lineId: string,
  kind: BudgetChangeEntity['kind'],
): Promise<boolean> {
  return managerOf(tx).existsBy(BudgetChangeEntity, { fromLineId: lineId, kind, decision: IsNull() });
}
