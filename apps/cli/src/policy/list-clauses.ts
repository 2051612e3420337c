import type { PolicyDocument } from '@duixian/policy';

/** One clause as `list` prints it. */
export interface ListedClause {
  readonly id: string;
  readonly document: string;
  readonly article: string;
  readonly title: string;
  readonly kind: string;
  readonly treatment: string;
  readonly payable: boolean;
}

/** Every clause of the documents, in their order. */
export function listClauses(documents: readonly PolicyDocument[]): readonly ListedClause[] {
  return documents.flatMap(({ number, clauses }) =>
    clauses.map(({ id, article, title, kind, treatment, payable }) => ({
      id,
      document: number,
      article,
      title,
      kind,
      treatment,
      payable,
    })),
  );
}

/** Columns on a terminal: Han characters and full-width signs take two. */
function width(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u1100-\u115f\u2e80-\uffdc]/.test(character) ? 2 : 1),
    0,
  );
}

/** The list as a table for people. */
export function clauseTable(clauses: readonly ListedClause[]): string {
  const header = ['id', 'document', 'article', 'kind', 'treatment', 'payable', 'title'];
  const rows = [
    header,
    ...clauses.map((clause) => [
      clause.id,
      clause.document,
      clause.article,
      clause.kind,
      clause.treatment,
      clause.payable ? 'yes' : 'no',
      clause.title,
    ]),
  ];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const pad = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
