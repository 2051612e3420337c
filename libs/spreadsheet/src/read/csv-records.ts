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

interface Taken {
  cells: string[];
  /** Where the next record begins, and how many lines down. */
  end: number;
  lines: number;
}

/**
 * The records of a text (RFC 4180) that comes in pieces, those of a piece at a time. An empty line is a record of one empty cell;
 * records may be of different lengths. A cell is quoted from its first character to its last or not at all.
 * @throws what `refuse` makes, for quotes that do not pair and for a record without an end
 */
export async function* csvRecords(pieces: AsyncIterable<string>, form: CsvForm): AsyncGenerator<CsvRecord[]> {
  let rest = '';
  let line = 1;
  const take = (whole: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < rest.length) {
      const taken = recordAt(rest, at, form, whole, line);
      if (!taken) break;
      records.push({ line, cells: taken.cells });
      at = taken.end;
      line += taken.lines;
    }
    rest = rest.slice(at);
    if (rest.length > form.mostCharacters) throw form.refuse('too-long', line);
    return records;
  };
  for await (const piece of pieces) {
    rest += piece;
    const records = take(false);
    if (records.length > 0) yield records;
  }
  const records = take(true);
  if (records.length > 0) yield records;
}

/** The record that begins at a place; null where more has to come before it can be told. */
function recordAt(text: string, at: number, form: CsvForm, whole: boolean, line: number): Taken | null {
  const end = text.indexOf(form.lineEnd, at);
  if (end < 0 && !whole) return null;
  const plain = text.slice(at, end < 0 ? undefined : end);
  // Most records hold no quote: they are their line, cut.
  if (!plain.includes('"')) {
    const cells = withoutReturn(plain, form).split(form.delimiter);
    return { cells, end: end < 0 ? text.length : end + 1, lines: 1 };
  }
  return quotedRecordAt(text, at, form, whole, line);
}

function quotedRecordAt(text: string, at: number, form: CsvForm, whole: boolean, line: number): Taken | null {
  const cells: string[] = [];
  let lines = 1;
  for (let from = at; ;) {
    if (text[from] !== '"') {
      const end = endOfPlainCell(text, from, form);
      const cell = text.slice(from, end);
      if (end === text.length && !whole) return null;
      if (cell.includes('"')) throw form.refuse('quotes', line);
      const last = text[end] !== form.delimiter;
      cells.push(last ? withoutReturn(cell, form) : cell);
      if (last) return { cells, end: Math.min(end + 1, text.length), lines };
      from = end + 1;
      continue;
    }
    const close = closingQuote(text, from + 1);
    // A quote at the end of what came may be the first of two.
    if (!whole && (close < 0 || close + 2 >= text.length)) return null;
    if (close < 0) throw form.refuse('quotes', line);
    const cell = text.slice(from + 1, close);
    lines += cell.split(form.lineEnd).length - 1;
    cells.push(cell.replaceAll('""', '"'));
    const next = close + 1;
    if (text[next] === form.delimiter) {
      from = next + 1;
      continue;
    }
    const end = text[next] === '\r' && text[next + 1] === '\n' ? next + 1 : next;
    if (end < text.length && text[end] !== form.lineEnd) throw form.refuse('quotes', line);
    return { cells, end: Math.min(end + 1, text.length), lines };
  }
}

/** The quote that ends a quoted cell; two of them stand for one. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); ; at = text.indexOf('"', at + 2))
    if (at < 0 || text[at + 1] !== '"') return at;
}

function endOfPlainCell(text: string, from: number, form: CsvForm): number {
  let end = from;
  while (end < text.length && text[end] !== form.delimiter && text[end] !== form.lineEnd) end += 1;
  return end;
}

const withoutReturn = (text: string, { lineEnd }: CsvForm): string =>
  lineEnd === '\n' && text.endsWith('\r') ? text.slice(0, -1) : text;
