/** Excel takes a CSV file for UTF-8 only when it begins with this mark. */
export const CSV_MARK = '\uFEFF';

/** What a spreadsheet program would run as a formula (also in full width, and behind white space) ... */
const RUNS_AS_FORMULA = /^[\s\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/;
/** ... unless it is just a number. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One line of a CSV file (RFC 4180). Text that would run as a formula gets a leading apostrophe. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(text: string): string {
  const safe = RUNS_AS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
