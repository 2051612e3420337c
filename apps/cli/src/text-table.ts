/**
 * Rows as lines of a terminal, indented by four, columns two apart.
 * @param rightAligned columns of numbers, from 0
 */
export function textTable(
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[] = [],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => terminalWidth(row[column] ?? ''))),
  );
  const pad = (cell: string, column: number): string => {
    const space = ' '.repeat((widths[column] ?? 0) - terminalWidth(cell));
    return rightAligned.includes(column) ? space + cell : cell + space;
  };
  return rows.map((row) => `    ${row.map(pad).join('  ')}`.trimEnd());
}

const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** A terminal gives Han characters and full-width signs two columns. */
export const terminalWidth = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : 1), 0);
