import { Readable } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import type { Cell } from '../cell';
import { refuseTooManyColumns, type Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';
import type { RawRows } from './sheet';
import { decoded } from './text-encoding';

const ROWS_AT_A_TIME = 500;
const DELIMITERS = [',', '\t', ';'] as const;

/** The rows of a CSV file. The delimiter is the one that its first line has most of. */
export async function* csvRows(path: string, encoding: string, limits: Limits): RawRows {
  const delimiter = await delimiterOf(path, encoding);
  const parser = Readable.from(decoded(path, encoding), { objectMode: true }).pipe(
    parse({
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: limits.columns * limits.cellLength,
    }),
  );
  let rows: { line: number; cells: Cell[] }[] = [];
  let line = 1;
  try {
    for await (const each of parser) {
      const { record, info } = each as { record: string[]; info: { lines: number } };
      if (record.length > limits.columns) {
        refuseTooManyColumns(trimmedLength(record), line, limits);
        record.length = limits.columns;
      }
      rows.push({ line, cells: record });
      line = info.lines + 1;
      if (rows.length >= ROWS_AT_A_TIME) {
        yield rows;
        rows = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error, line) : error;
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield rows;
}

function trimmedLength(record: readonly string[]): number {
  let length = record.length;
  while (length > 0 && record[length - 1]?.trim() === '') length -= 1;
  return length;
}

/** Quotes that do not pair swallow everything behind them: the line is where the record began. */
function malformed(error: CsvError, line: number): UnreadableSheet {
  const tooLong = error.code === 'CSV_MAX_RECORD_SIZE';
  return new UnreadableSheet(
    tooLong ? 'too-large' : 'malformed-csv',
    tooLong ? `第 ${line} 行过长` : `第 ${line} 行的引号不成对`,
    '内容里有引号时要写成两个引号并用引号括起,或改用 .xlsx',
    line,
  );
}

async function delimiterOf(path: string, encoding: string): Promise<string> {
  let head = '';
  for await (const piece of decoded(path, encoding)) {
    head += piece;
    if (head.length > 4000) break;
  }
  const firstLines = head.split(/\r?\n/, 15).join('\n');
  const counts = DELIMITERS.map((delimiter) => firstLines.split(delimiter).length);
  const most = Math.max(...counts);
  return DELIMITERS[counts.indexOf(most)] ?? ',';
}
