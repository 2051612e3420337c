import { canonicalJson, sha256 } from '@duixian/persistence';
import { UnreadableSheet, type Cell, type SheetRow } from '@duixian/spreadsheet';
import type { ImportTable } from './receive-import';

/**
 * Records of an API call as a table: one column for each name that any of them has, one row each. Values are texts,
 * numbers or truths, lists of texts for facts that are sets; what a record does not name is blank.
 */
export function tableOfRecords(records: readonly Readonly<Record<string, unknown>>[]): ImportTable {
  const content = canonicalJson(records);
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    fileName: 'records.json',
    byteSize: Buffer.byteLength(content),
    contentHash: sha256(content),
    open: () =>
      Promise.resolve({
        format: 'json' as const,
        encoding: 'utf-8',
        notes: [],
        header: { line: 0, names },
        rows: () => rowsOf(records, names),
        close: () => Promise.resolve(),
      }),
  };
}

async function* rowsOf(
  records: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
): AsyncGenerator<SheetRow[]> {
  yield records.map((record, index) => ({
    line: index + 1,
    cells: names.map((name) => cellOf(record[name], index + 1, name)),
  }));
}

function cellOf(value: unknown, line: number, name: string): Cell {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return { kind: 'flag', text: value ? 'TRUE' : 'FALSE' };
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return { kind: 'number', text: String(value) };
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('、');
  throw new UnreadableSheet(
    'damaged',
    `第 ${line} 条的“${name}”不是文本、整数、真假或文本列表`,
    '小数写成带引号的文本,例如 "100000.00"',
    line,
  );
}
