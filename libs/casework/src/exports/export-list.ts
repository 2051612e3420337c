import { PassThrough, type Readable } from 'node:stream';
import type { Database, Page } from '@duixian/persistence';
import { writeXlsx } from '@duixian/spreadsheet';
import type { PersonActor } from '@duixian/workflow';
import type { Refused } from '../ground/refusal';
import {
  EXPORTED_LISTS,
  type ExportedList,
  type ExportedListName,
  type ExportFilter,
} from './exported-lists.table';

const ROWS_AT_ONCE = 200;

export interface ExportedWorkbook {
  fileName: string;
  /** XLSX, written while it is read: a list of any length takes the memory of one page. */
  content: Readable;
}

/** A whole list as a workbook, with the filters and the reach of the list itself. */
export async function exportList(
  db: Database,
  actor: PersonActor,
  name: ExportedListName,
  filter: ExportFilter,
): Promise<{ ok: true; value: ExportedWorkbook } | Refused> {
  return writeList(db, actor, EXPORTED_LISTS[name] as ExportedList<unknown>, filter);
}

async function writeList<Row>(
  db: Database,
  actor: PersonActor,
  list: ExportedList<Row>,
  filter: ExportFilter,
): Promise<{ ok: true; value: ExportedWorkbook } | Refused> {
  const first = await list.page(db, actor, filter, { limit: ROWS_AT_ONCE });
  if (!first.ok) return first;
  async function* rows(): AsyncGenerator<string[]> {
    for (let page: Page<Row> = first.ok ? first.value : { items: [], nextCursor: null }; ;) {
      for (const row of page.items) yield list.columns.map((column) => column.of(row));
      if (page.nextCursor === null) return;
      const next = await list.page(db, actor, filter, { limit: ROWS_AT_ONCE, cursor: page.nextCursor });
      if (!next.ok) throw new Error(`the list was refused half-way: ${next.refusal.code}`);
      page = next.value;
    }
  }
  const content = new PassThrough();
  const columns = list.columns.map(({ name, width }) => ({ name, width }));
  writeXlsx(content, [{ name: list.title, columns, rows: rows() }]).catch((error: unknown) =>
    content.destroy(error as Error),
  );
  return { ok: true, value: { fileName: `${list.title}.xlsx`, content } };
}
