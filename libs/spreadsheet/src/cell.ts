/**
 * What stands in one cell: plain text ('' where nothing stands), or something whose kind matters. The text of the latter
 * is what a reader of the sheet sees, as near as the file says it: `number` in plain decimals (12% where the cell shows percents), `date` as YYYY-MM-DD,
 * `moment` with its time, `flag` as TRUE or FALSE, `formula` its stored result, `error` its code (#N/A), `merged` the
 * range whose first cell holds the value.
 */
export type Cell = string | MarkedCell;

export interface MarkedCell {
  readonly kind: 'number' | 'date' | 'moment' | 'flag' | 'formula' | 'error' | 'merged';
  readonly text: string;
  /** Of a number in a workbook that counts days from 1904. */
  readonly date1904?: true;
}

/** One row with the number it has in the file (the first line is 1); as many cells as the header has columns. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** True where nobody sees anything: nothing, white space, a formula that came to nothing, the rest of a merged range. */
export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || textOf(cell).trim() === '' || (typeof cell !== 'string' && cell.kind === 'merged');

const MS_PER_DAY = 86_400_000;
/** Day 0 of the 1900 system, as it counts from 1 March 1900 on. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const DAYS_FROM_1900_TO_1904 = 1462;
const LAST_SERIAL = 2_958_465;

/**
 * The day or moment that a spreadsheet's serial number means; null outside 1 March 1900 to 31 December 9999.
 * @param serial days since the end of 1899, the time of day as fraction
 */
export function dateOfSerial(serial: number, date1904 = false): MarkedCell | null {
  const days = date1904 ? serial + DAYS_FROM_1900_TO_1904 : serial;
  if (!(days >= 61 && days < LAST_SERIAL + 1)) return null;
  const text = new Date(EPOCH_1900 + Math.round(days * 86_400) * 1000).toISOString();
  return (EPOCH_1900 + Math.round(days * 86_400) * 1000) % MS_PER_DAY === 0
    ? { kind: 'date', text: text.slice(0, 10) }
    : { kind: 'moment', text: text.slice(0, 19).replace('T', ' ') };
}
