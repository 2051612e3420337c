import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IssuedPaper } from '@duixian/casework';
import { openSpreadsheet, textOf } from '@duixian/spreadsheet';

/** What a paper that was written as a workbook says, by label. */
export async function saidIn({ content }: IssuedPaper): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-paper-'));
  try {
    const path = join(folder, 'paper.xlsx');
    writeFileSync(path, content);
    const sheet = await openSpreadsheet(path, { isHeader: (names) => names.includes('项目') });
    const said: Record<string, string> = {};
    for await (const rows of sheet.rows())
      for (const { cells } of rows) said[textOf(cells[0] ?? '')] = textOf(cells[1] ?? '');
    await sheet.close();
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
