import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as casework from '@duixian/casework';
import { openSpreadsheet, textOf } from '@duixian/spreadsheet';
import { type Office, valueOf } from '@duixian/testing';

/** Takes a list away as a workbook and reads the rows of the workbook again. */
export async function takeAway(
  office: Office,
  username: string,
  list: casework.ExportedListName,
  filter: casework.ExportFilter = {},
): Promise<string[][]> {
  const { content } = valueOf(await casework.exportList(office.db, await office.as(username), list, filter));
  const folder = await mkdtemp(join(tmpdir(), 'taken-'));
  try {
    const path = join(folder, 'list.xlsx');
    await pipeline(content, createWriteStream(path));
    const sheet = await openSpreadsheet(path, { isHeader: () => true });
    const rows: string[][] = [];
    for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => cells.map(textOf)));
    await sheet.close();
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
