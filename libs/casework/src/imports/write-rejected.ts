import { readImportRows, runQuery, type Database, type RowProblem } from '@duixian/persistence';
import { csvLine, CSV_MARK, writeXlsx } from '@duixian/spreadsheet';
import type { Actor } from '@duixian/workflow';
import { PassThrough, Readable } from 'node:stream';
import { refuseAsUnknown } from '../ground/authorise';
import { recordExport } from '../exports/record-export';
import type { Refused } from '../ground/refusal';
import { LINE_COLUMN, PROBLEM_COLUMN } from './import-columns.table';
import { findVisible } from './read-imports';

export interface WrittenFile {
  fileName: string;
  contentType: string;
  content: Readable;
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const ROWS_AT_A_TIME = 1_000;

/**
 * The rejected rows of an import as they stood, with their lines and what is wrong with each and how to mend it; in the
 * format of the file they came in. A mended list can be imported as it is. Written while it is sent, some rows at a time.
 */
export async function writeRejectedRows(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: WrittenFile } | Refused> {
  const entity = await runQuery(db, actor, (tx) => findVisible(tx, id));
  if (!entity) return refuseAsUnknown();
  const added = [LINE_COLUMN, PROBLEM_COLUMN];
  const kept = entity.columns.flatMap((name, index) => (added.includes(name) ? [] : [index]));
  const header = [...kept.map((index) => entity.columns[index] ?? ''), ...added];
  const rows = rejectedRows(db, actor, id, kept);
  const stem = `${entity.fileName.replace(/\.[^.]*$/, '')}-未导入`;
  if (entity.format === 'csv') {
    const content = Readable.from(csvOf(header, rows));
    return { ok: true, value: { fileName: `${stem}.csv`, contentType: 'text/csv; charset=utf-8', content } };
  }
  const content = new PassThrough();
  const columns = header.map((name) => ({ name, width: name === PROBLEM_COLUMN ? 60 : 20 }));
  writeXlsx(content, [{ name: '未导入', columns, rows }]).catch((error: Error) => content.destroy(error));
  return { ok: true, value: { fileName: `${stem}.xlsx`, contentType: XLSX_TYPE, content } };
}

async function* rejectedRows(
  db: Database,
  actor: Actor,
  id: string,
  kept: number[],
): AsyncGenerator<string[]> {
  let taken = 0;
  for (let after = 0; ;) {
    const rows = await runQuery(db, actor, (tx) =>
      readImportRows(tx, id, { outcome: 'rejected', after, limit: ROWS_AT_A_TIME }),
    );
    for (const { cells, line, problems } of rows) {
      yield [...kept.map((index) => cells[index] ?? ''), String(line), describeProblems(problems ?? [])];
    }
    taken += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_A_TIME) break;
    after = last.position;
  }
  if (actor.kind !== 'person') return;
  await recordExport(db, actor, {
    list: 'rejectedRows',
    filter: { importId: id },
    rows: taken,
    complete: true,
  });
}

async function* csvOf(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(header);
  for await (const row of rows) yield csvLine(row);
}

/** All that is wrong with a row, in one sentence each. */
export const describeProblems = (problems: readonly RowProblem[]): string =>
  problems.map(({ column, message, fix }) => `${column ? `${column}:` : ''}${message};${fix}`).join(' / ');
