import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const OF_BATCH = '(SELECT id FROM payment WHERE batch_id = $)';
const JOURNALS = `(SELECT j.id FROM journal j WHERE j.kind IN ('release', 'settle') AND j.id IN (SELECT e.journal_id FROM journal_entry e
  JOIN ledger_account a ON a.id = e.ledger_account_id WHERE a.budget_line_id IN (SELECT DISTINCT budget_line_id FROM payment WHERE batch_id = $)))`;
/** What the payments of a batch leave behind, by table: the rows that their way from planned to settled writes. */
const WRITTEN: Readonly<Record<string, string>> = {
  disbursement_batch: 'id = $',
  payment: 'batch_id = $',
  payment_attempt: `payment_id IN ${OF_BATCH}`,
  credit_check: `payment_id IN ${OF_BATCH}`,
  case_actor: 'application_id IN (SELECT application_id FROM payment WHERE batch_id = $)',
  journal: `id IN ${JOURNALS}`,
  journal_entry: `journal_id IN ${JOURNALS}`,
  bank_statement_line: `attempt_id IN (SELECT id FROM payment_attempt WHERE payment_id IN ${OF_BATCH})`,
  audit_event: 'case_id IN (SELECT application_id FROM payment WHERE batch_id = $)',
  outbox: `payload ->> 'paymentId' IN (SELECT id::text FROM payment WHERE batch_id = $)`,
};

/** A COPY of the same rows, into one kind of table. */
export interface BareCopy {
  millis: number;
  rows: number;
}

/**
 * The bare COPY: the same rows into tables of the same columns, whole transactions, one table after the other, read from the
 * disk. Into heaps, which have nothing at all; and into tables with the keys and indexes of those that the application
 * fills, which is what somebody needs who is to find the rows again. Neither has a foreign key, a check, a trigger or a rule.
 */
export async function copyBare(owner: Client, batchId: string): Promise<{ heap: BareCopy; keyed: BareCopy }> {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-copy-'));
  try {
    await owner.query('VACUUM ANALYZE');
    const [heap, keyed] = [
      { millis: 0, rows: 0 },
      { millis: 0, rows: 0 },
    ];
    for (const [table, where] of Object.entries(WRITTEN)) {
      const file = join(folder, table);
      const chosen = `SELECT * FROM ${table} WHERE ${where.replaceAll('$', `'${batchId}'`)}`;
      await pipeline(owner.query(copyTo(`COPY (${chosen}) TO STDOUT`)), createWriteStream(file));
      await copyInto(owner, { table, file, like: table }, heap);
      await copyInto(owner, { table, file, like: `${table} INCLUDING INDEXES` }, keyed);
    }
    return { heap, keyed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Times one file into a table of its own, which goes again, and adds it to a sum. */
async function copyInto(
  owner: Client,
  { table, file, like }: { table: string; file: string; like: string },
  sum: BareCopy,
): Promise<void> {
  await owner.query(
    `DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare; CREATE TABLE bare.${table} (LIKE ${like})`,
  );
  const from = performance.now();
  const copy = owner.query(copyFrom(`COPY bare.${table} FROM STDIN`));
  await pipeline(createReadStream(file), copy);
  sum.millis += performance.now() - from;
  sum.rows += copy.rowCount;
  await owner.query('DROP SCHEMA bare CASCADE');
}
