import { FACT_VOCABULARY, type FactDefinition } from '@duixian/policy';
import type { ImportKind } from '@duixian/workflow';
import { IMPORT_COLUMNS, PASSED_OVER, type ImportColumn } from './import-columns.table';

/** Where each column of a kind stands in a file. */
export interface ColumnMap {
  readonly at: ReadonlyMap<string, number>;
  /** Columns that hold one fact each, in imports of facts. */
  readonly facts: readonly { definition: FactDefinition; index: number }[];
  /** How the file itself calls a column; the template's name where it has none. */
  nameOf(key: string): string;
}

export interface ColumnProblem {
  column: string;
  message: string;
  fix: string;
}

/** Nothing but characters that have one form only. */
const PLAIN = /^[\u4e00-\u9fff\dA-Za-z]*$/;
/** Texts that people write one for the other: brackets and letters of full width, quotation marks, white space. */
export const sameWords = (text: string): string =>
  PLAIN.test(text) ? text : text.normalize('NFKC').replace(/[\s“”‘’"'「」『』《》]/g, '');

/** Facts that a register may say: single values that are neither the system's own nor the registration's. */
export const IMPORTABLE_FACTS: readonly FactDefinition[] = FACT_VOCABULARY.filter(
  ({ name }) =>
    !name.includes('[]') &&
    !/^(evaluation_date$|applicant\.(kind|province|city|county)$|application\.|reading\.)/.test(name),
);
const FACTS_BY_WORD: ReadonlyMap<string, FactDefinition> = new Map([
  ...IMPORTABLE_FACTS.map((fact) => [sameWords(fact.meaning), fact] as const),
  ...IMPORTABLE_FACTS.map((fact) => [fact.name, fact] as const),
]);

/** A fact by its name or its Chinese meaning; null for one that no register can say. */
export const findImportableFact = (written: string): FactDefinition | null =>
  FACTS_BY_WORD.get(sameWords(written)) ?? null;

const KEY_BY_WORD: ReadonlyMap<ImportKind, ReadonlyMap<string, ImportColumn>> = new Map(
  (Object.keys(IMPORT_COLUMNS) as ImportKind[]).map((kind) => [
    kind,
    new Map(
      IMPORT_COLUMNS[kind].flatMap((column) =>
        [column.key, column.name, ...column.aliases].map((word) => [sameWords(word), column] as const),
      ),
    ),
  ]),
);

export const columnOf = (kind: ImportKind, name: string): ImportColumn | undefined =>
  KEY_BY_WORD.get(kind)?.get(sameWords(name));

/** Whether a row of texts is the header of such a file: it knows at least the code and one more column. */
export const isHeaderOf =
  (kind: ImportKind) =>
  (names: readonly string[]): boolean => {
    const keys = new Set(names.map((name) => columnOf(kind, name)?.key));
    return keys.has('creditCode') && (keys.has('registeredName') || names.filter(Boolean).length > 1);
  };

/** Finds the columns of a kind in a header, or says which are missing, unknown or there twice. */
export function matchColumns(
  kind: ImportKind,
  names: readonly string[],
): { ok: true; columns: ColumnMap } | { ok: false; problems: ColumnProblem[] } {
  const at = new Map<string, number>();
  const facts: { definition: FactDefinition; index: number }[] = [];
  const problems: ColumnProblem[] = [];
  const known = IMPORT_COLUMNS[kind];
  for (const [index, name] of names.entries()) {
    const column = columnOf(kind, name);
    const fact = kind === 'facts' && !column ? findImportableFact(name) : null;
    if (column && at.has(column.key)) problems.push(twice(name, names[at.get(column.key) ?? 0] ?? ''));
    else if (column) at.set(column.key, index);
    else if (fact && facts.some(({ definition }) => definition === fact))
      problems.push(twice(name, fact.meaning));
    else if (fact) facts.push({ definition: fact, index });
    else if (!PASSED_OVER.has(name)) problems.push(unknown(name, index, kind));
  }
  for (const { key, name, required } of known) {
    if (required && !at.has(key))
      problems.push({ column: name, message: '缺少这一列', fix: '按模板补上这一列' });
  }
  if (kind === 'facts' && facts.length === 0 && !(at.has('fact') && at.has('value'))) {
    problems.push({
      column: '数据项、数值',
      message: '没有任何数据项',
      fix: '用“数据项”和“数值”两列,或每个数据项一列',
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  const nameOf = (key: string): string =>
    names[at.get(key) ?? -1] ?? known.find((column) => column.key === key)?.name ?? key;
  return { ok: true, columns: { at, facts, nameOf } };
}

const twice = (name: string, other: string): ColumnProblem => ({
  column: name,
  message: `与“${other}”是同一列,出现了两次`,
  fix: '只保留一列',
});

const unknown = (name: string, index: number, kind: ImportKind): ColumnProblem => ({
  column: name || `第 ${index + 1} 列`,
  message: name ? '不认识这一列' : '这一列没有表头',
  fix: `删除这一列,或改用模板中的列名:${IMPORT_COLUMNS[kind].map((column) => column.name).join('、')}`,
});
