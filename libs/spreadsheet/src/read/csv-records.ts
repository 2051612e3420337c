import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** How a text of CSV is written, and what is thrown where it is not. */
export interface CsvForm {
  /** One character. */
  readonly delimiter: string;
  /** What ends a line; a carriage return before a line feed belongs to it. */
  readonly lineEnd: '\n' | '\r';
  /** Characters of one record at most: quotes that do not pair would swallow the whole file. */
  readonly mostCharacters: number;
  readonly refuse: (reason: 'quotes' | 'too-long', line: number) => Error;
}

/** One record with the line on which it begins; the first is 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * The records of a text (RFC 4180) that comes in pieces, some at a time. An empty line is a record of one empty cell; records
 * may be of different lengths. A cell is quoted from its first character to its last or not at all.
 * @throws what `refuse` makes, for quotes that do not pair and for a record without an end
 */
export async function* csvRecords(pieces: AsyncIterable<string>, form: CsvForm): AsyncGenerator<CsvRecord[]> {
  let line = 1;
  /** Of the records that are made and not handed on yet. */
  const beginnings: number[] = [];
  let records: CsvRecord[] = [];
  const parser = Readable.from(pieces, { objectMode: true }).pipe(
    parse({
      delimiter: form.delimiter,
      record_delimiter: form.lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: form.mostCharacters,
      // Counted where a record is made: a problem further on may come before what was read is handed on.
      on_record: (cells) => {
        beginnings.push(line);
        line += 1 + cells.reduce((sum, cell) => sum + cell.split(form.lineEnd).length - 1, 0);
        return cells;
      },
    }),
  );
  try {
    for await (const cells of parser) {
      records.push({ line: beginnings.shift() ?? line, cells: cells as string[] });
      if (records.length < AT_A_TIME) continue;
      yield records;
      records = [];
    }
  } catch (error) {
    throw error instanceof CsvError
      ? form.refuse(error.code === 'CSV_MAX_RECORD_SIZE' ? 'too-long' : 'quotes', line)
      : error;
  } finally {
    parser.destroy();
  }
  if (records.length > 0) yield records;
}

const AT_A_TIME = 500;
