import type { Cell } from '../cell';
import { refuseTooManyColumns, type Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';
import { csvRecords, type CsvForm } from './csv-records';
import type { RawRows } from './sheet';
import { decoded } from './text-encoding';

const ROWS_AT_A_TIME = 500;
const DELIMITERS = [',', '\t', ';'] as const;

/** The rows of a CSV file. The delimiter is the one that its first line has most of. */
export async function* csvRows(path: string, encoding: string, limits: Limits): RawRows {
  const form = await formOf(path, encoding, limits);
  let rows: { line: number; cells: Cell[] }[] = [];
  for await (const records of csvRecords(decoded(path, encoding), form)) {
    for (const { line, cells } of records) {
      if (cells.length > limits.columns) {
        refuseTooManyColumns(trimmedLength(cells), line, limits);
        cells.length = limits.columns;
      }
      rows.push({ line, cells });
      if (rows.length < ROWS_AT_A_TIME) continue;
      yield rows;
      rows = [];
    }
  }
  if (rows.length > 0) yield rows;
}

function trimmedLength(record: readonly string[]): number {
  let length = record.length;
  while (length > 0 && record[length - 1]?.trim() === '') length -= 1;
  return length;
}

/** What separates cells and lines, by the beginning of the file. */
async function formOf(path: string, encoding: string, limits: Limits): Promise<CsvForm> {
  let head = '';
  for await (const piece of decoded(path, encoding)) {
    head += piece;
    if (head.length > 4000) break;
  }
  const firstLines = head.split(/\r?\n/, 15).join('\n');
  const counts = DELIMITERS.map((delimiter) => firstLines.split(delimiter).length);
  const most = Math.max(...counts);
  return {
    delimiter: DELIMITERS[counts.indexOf(most)] ?? ',',
    lineEnd: !head.includes('\n') && head.includes('\r') ? '\r' : '\n',
    mostCharacters: limits.columns * limits.cellLength,
    refuse: (reason, line) =>
      new UnreadableSheet(
        reason === 'too-long' ? 'too-large' : 'malformed-csv',
        reason === 'too-long' ? `第 ${line} 行过长` : `第 ${line} 行的引号不成对`,
        '内容里有引号时要写成两个引号并用引号括起,或改用 .xlsx',
        line,
      ),
  };
}
