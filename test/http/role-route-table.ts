import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of role-route-matrix.md: what each kind of person is answered. */
export interface ExpectedRow {
  method: string;
  path: string;
  about: string;
  /** Person → HTTP status. */
  statuses: Record<string, number>;
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/**
 * Reads every table of role-route-matrix.md that begins with the columns route and about.
 *
 * @throws Error for a cell that is no status, or a row that is there twice
 */
export function readExpectedRows(): ExpectedRow[] {
  const lines = readFileSync(join(__dirname, 'role-route-matrix.md'), 'utf8').split('\n');
  const rows: ExpectedRow[] = [];
  let people: string[] | null = null;
  for (const line of lines) {
    if (!line.startsWith('|')) people = null;
    else if (/^\| route +\| about/.test(line)) people = cellsOf(line).slice(2);
    else if (people !== null && !line.startsWith('| -')) rows.push(rowOf(line, people));
  }
  const names = rows.map(nameOf);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`twice in the table: ${twice.join('; ')}`);
  return rows;
}

/** What tells a row from the others. */
export const nameOf = ({ method, path, about }: ExpectedRow): string =>
  [`${method} ${path}`, about].filter(Boolean).join(', ');

function rowOf(line: string, people: readonly string[]): ExpectedRow {
  const [route = '', about = '', ...cells] = cellsOf(line);
  const [method = '', path = ''] = route.replaceAll('`', '').split(' ');
  if (cells.length !== people.length || cells.some((cell) => !/^[2-5]\d\d$/.test(cell))) {
    throw new Error(`cannot read this row: ${line}`);
  }
  const statuses = Object.fromEntries(people.map((person, index) => [person, Number(cells[index])]));
  return { method, path, about, statuses };
}
