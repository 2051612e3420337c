import { isBlank, textOf, type Cell, type SheetRow } from '../cell';
import { refuseLongText, refuseTooManyColumns, refuseTooManyRows, type Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';

export interface Header {
  readonly line: number;
  /** Trimmed, line breaks and spaces inside removed; '' for a column without a name. */
  readonly names: readonly string[];
}

/** A file that was opened: its header is read, its rows wait. */
export interface OpenSheet {
  readonly format: 'xlsx' | 'csv';
  /** What the text is encoded in; for xlsx always utf-8. */
  readonly encoding: string;
  /** Null for csv. */
  readonly sheetName: string | null;
  /** What was left unread on purpose, in words: hidden sheets, further sheets. */
  readonly notes: readonly string[];
  readonly header: Header;
  /**
   * The rows below the header, blank ones left out, some hundreds at a time. To be read once.
   * @throws UnreadableSheet for what only shows itself on the way
   */
  rows(): AsyncGenerator<SheetRow[]>;
  /** Gives back what the file holds open; rows that were not read are lost. */
  close(): Promise<void>;
}

/** Raw rows of whatever length, in the order of the file. */
export type RawRows = AsyncGenerator<{ line: number; cells: Cell[] }[]>;

/** How far down a header is looked for: lists of authorities often begin with a title and a remark. */
const HEADER_WITHIN = 15;

/** What a cell of a header says, without the white space that people put into it to break the line. */
export const headerName = (cell: Cell): string => textOf(cell).replace(/[\s\u3000]+/g, '');

/**
 * The header and the rows below it: the first of the leading rows that `isHeader` recognises, otherwise the first row
 * that holds anything. Null when no row does.
 */
export async function withHeader(
  raw: RawRows,
  isHeader: (names: readonly string[]) => boolean,
  limits: Limits,
): Promise<{ header: Header; recognised: boolean; rows: () => AsyncGenerator<SheetRow[]> } | null> {
  const waiting: { line: number; cells: Cell[] }[] = [];
  let found = -1;
  let filled = 0;
  let searched = 0;
  while (found < 0 && filled < HEADER_WITHIN) {
    const next = await raw.next();
    if (next.done) break;
    waiting.push(...next.value);
    for (; searched < waiting.length && found < 0 && filled < HEADER_WITHIN; searched += 1) {
      const row = waiting[searched];
      if (!row || row.cells.every(isBlank)) continue;
      filled += 1;
      if (isHeader(row.cells.map(headerName))) found = searched;
    }
  }
  const recognised = found >= 0;
  if (!recognised) found = waiting.findIndex((row) => !row.cells.every(isBlank));
  const head = waiting[found];
  if (!head) return null;
  const names = trimEnd(head.cells.map(headerName));
  refuseTooManyColumns(names.length, head.line, limits);
  const rest = waiting.slice(found + 1);
  return {
    header: { line: head.line, names },
    recognised,
    rows: () => below(rest, raw, names.length, limits),
  };
}

function trimEnd(names: string[]): string[] {
  let length = names.length;
  while (length > 0 && names[length - 1] === '') length -= 1;
  return names.slice(0, length);
}

async function* below(
  first: { line: number; cells: Cell[] }[],
  raw: RawRows,
  width: number,
  limits: Limits,
): AsyncGenerator<SheetRow[]> {
  let count = 0;
  const shaped = (rows: { line: number; cells: Cell[] }[]): SheetRow[] => {
    const kept: SheetRow[] = [];
    for (const { line, cells } of rows) {
      if (cells.every(isBlank)) continue;
      count += 1;
      refuseTooManyRows(count, line, limits);
      for (const cell of cells) refuseLongText(textOf(cell).length, line, limits);
      kept.push({ line, cells: fitted(cells, width, line) });
    }
    return kept;
  };
  if (first.length > 0) yield shaped(first);
  for await (const rows of raw) yield shaped(rows);
}

/** As many cells as the header has columns. A value beside the table belongs to no column: nobody could say what it is. */
function fitted(cells: Cell[], width: number, line: number): Cell[] {
  if (cells.slice(width).some((cell) => !isBlank(cell))) {
    throw new UnreadableSheet(
      'damaged',
      `第 ${line} 行在表头以外的列里还有内容`,
      '给该列加上表头或清除其内容;CSV 文件请检查内容里的逗号是否加了引号',
      line,
    );
  }
  while (cells.length < width) cells.push('');
  return cells.length > width ? cells.slice(0, width) : cells;
}
