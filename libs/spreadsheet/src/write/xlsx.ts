import type { Writable } from 'node:stream';

export interface SheetToWrite {
  /** At most 31 characters, none of []:*?/\ */
  name: string;
  columns: readonly { name: string; width: number }[];
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
}

/**
 * Writes a workbook row by row, ends the stream. Every cell is text, so that nothing in it can run as a formula and a
 * code of 18 digits keeps them; the first line is bold and stays in sight.
 */
export async function writeXlsx(into: Writable, sheets: readonly SheetToWrite[]): Promise<void> {
  // Large, and most processes write no workbook: read when the first one is written.
  const { default: exceljs } = await import('@protobi/exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: into,
    useStyles: true,
    useSharedStrings: false,
  });
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width }) => ({ width, style: { numFmt: '@' } }));
    const head = sheet.addRow(columns.map((column) => column.name));
    head.font = { bold: true };
    head.commit();
    for await (const row of rows) sheet.addRow(row.map(storable)).commit();
    sheet.commit();
  }
  await workbook.commit();
}

/** Control characters that XML cannot hold become a visible sign. */
// eslint-disable-next-line no-control-regex
const storable = (text: string): string => text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD');
