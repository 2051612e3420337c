/** Rows as one array for each of their columns, to be taken apart by `unnest`. */
export interface Unnested {
  /** What stands after FROM: `unnest($1::uuid[], …) AS r("id", …)`. */
  readonly rows: string;
  /** Its parameters, each the text of an array. */
  readonly values: string[];
}

/**
 * Hands any number of rows to a statement, column by column: the server takes arrays apart several times as fast as one JSON
 * text of all rows, and this process writes every name once only. `types` names the columns that go, each with its type there;
 * a value of `jsonb` goes as the text that it is written as. The parameters are numbered from `first` on.
 */
export function unnested<T extends object>(
  rows: readonly T[],
  types: Partial<Record<keyof T & string, string>>,
  first = 1,
): Unnested {
  const columns = Object.entries(types) as [keyof T & string, string][];
  const parameters = columns.map(([, type], index) => `$${first + index}::${type}[]`);
  const names = columns.map(([name]) => `"${name}"`);
  return {
    rows: `unnest(${parameters.join(', ')}) AS r(${names.join(', ')})`,
    values: columns.map(([name, type]) =>
      arrayOf(rows.map((row) => (type === 'jsonb' ? JSON.stringify(row[name]) : row[name]))),
    ),
  };
}

/** An array as its text; the driver would make three strings of every element on the way, and hold all of them to the end. */
const arrayOf = (values: readonly unknown[]): string => `{${values.map(elementOf).join(',')}}`;

function elementOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw new TypeError(`a column of ${typeof value} goes as text`);
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}
