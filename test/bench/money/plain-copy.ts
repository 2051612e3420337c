import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What the payments of a batch leave behind, by table: the rows that their way from planned to settled writes. */
const WRITTEN: Readonly<Record<string, string>> = {
  disbursement_batch: 'id = $',
  payment: 'batch_id = $',
  payment_attempt: 'payment_id IN (SELECT id FROM payment WHERE batch_id = $)',
  credit_check: 'payment_id IN (SELECT id FROM payment WHERE batch_id = $)',
  case_actor: 'application_id IN (SELECT application_id FROM payment WHERE batch_id = $)',
  journal: `kind IN ('release', 'settle') AND id IN (SELECT e.journal_id FROM journal_entry e
    JOIN ledger_account a ON a.id = e.ledger_account_id JOIN payment p ON p.budget_line_id = a.budget_line_id AND p.batch_id = $)`,
  journal_entry: `journal_id IN (SELECT j.id FROM journal j JOIN journal_entry e ON e.journal_id = j.id
    JOIN ledger_account a ON a.id = e.ledger_account_id JOIN payment p ON p.budget_line_id = a.budget_line_id AND p.batch_id = $
    WHERE j.kind IN ('release', 'settle'))`,
  bank_statement_line: `attempt_id IN (SELECT a.id FROM payment_attempt a JOIN payment p ON p.id = a.payment_id WHERE p.batch_id = $)`,
  audit_event: 'case_id IN (SELECT application_id FROM payment WHERE batch_id = $)',
  outbox: `payload ->> 'paymentId' IN (SELECT id::text FROM payment WHERE batch_id = $)`,
};

/**
 * The bare COPY: the same rows into tables of the same columns, which have neither an index nor a constraint, a trigger
 * nor a rule; read from the disk, whole transactions, one table after the other.
 */
export async function copyBare(owner: Client, batchId: string): Promise<{ millis: number; rows: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-copy-'));
  try {
    await owner.query('DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare');
    let [millis, rows] = [0, 0];
    for (const [table, where] of Object.entries(WRITTEN)) {
      const file = join(folder, table);
      const chosen = `SELECT * FROM ${table} WHERE ${where.replaceAll('$', `'${batchId}'`)}`;
      await owner.query(`CREATE TABLE bare.${table} AS SELECT * FROM ${table} WHERE false`);
      await pipeline(owner.query(copyTo(`COPY (${chosen}) TO STDOUT`)), createWriteStream(file));
      const from = performance.now();
      const copy = owner.query(copyFrom(`COPY bare.${table} FROM STDIN`));
      await pipeline(createReadStream(file), copy);
      millis += performance.now() - from;
      rows += copy.rowCount;
    }
    return { millis, rows };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
