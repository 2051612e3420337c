import { PassThrough, type Readable } from 'node:stream';
import type { Database, Page } from '@duixian/persistence';
import { writeXlsx } from '@duixian/spreadsheet';
import type { PersonActor } from '@duixian/workflow';
import type { Refused } from '../ground/refusal';
import type { ExportedList, ExportFilter } from './exported-list';
import { EXPORTED_LISTS, type ExportedListName } from './exported-lists.table';
import { recordExport } from './record-export';

const ROWS_AT_ONCE = 1_000;

export interface ExportedWorkbook {
  fileName: string;
  /** XLSX, written while it is read: a list of any length takes the memory of one page. */
  content: Readable;
}

/**
 * A whole list as a workbook, with the filters and the reach of the list itself. Before its end is written the trail says
 * who took it: a file that is whole was recorded.
 */
export async function exportList(
  db: Database,
  actor: PersonActor,
  name: ExportedListName,
  filter: ExportFilter,
): Promise<{ ok: true; value: ExportedWorkbook } | Refused> {
  return writeList(db, actor, name, filter);
}

async function writeList(
  db: Database,
  actor: PersonActor,
  name: ExportedListName,
  filter: ExportFilter,
): Promise<{ ok: true; value: ExportedWorkbook } | Refused> {
  const list = EXPORTED_LISTS[name] as ExportedList<unknown>;
  const first = await list.page(db, actor, filter, { limit: ROWS_AT_ONCE });
  if (!first.ok) return first;
  async function* pages(): AsyncGenerator<readonly unknown[]> {
    for (let page: Page<unknown> = first.ok ? first.value : { items: [], nextCursor: null }; ;) {
      yield page.items;
      if (page.nextCursor === null) return;
      const next = await list.page(db, actor, filter, { limit: ROWS_AT_ONCE, cursor: page.nextCursor });
      if (!next.ok) throw new Error(`the list was refused half-way: ${next.refusal.code}`);
      page = next.value;
    }
  }
  async function* rows(): AsyncGenerator<string[]> {
    let [taken, complete] = [0, false];
    try {
      for await (const items of pages()) {
        for (const row of items) {
          yield list.columns.map((column) => column.of(row));
          taken += 1;
        }
      }
      complete = true;
    } finally {
      await recordExport(db, actor, { list: name, filter: { ...filter }, rows: taken, complete });
    }
  }
  const content = new PassThrough();
  const columns = list.columns.map(({ name, width }) => ({ name, width }));
  writeXlsx(content, [{ name: list.title, columns, rows: rows() }]).catch((error: unknown) =>
    content.destroy(error as Error),
  );
  return { ok: true, value: { fileName: `${list.title}.xlsx`, content } };
}
