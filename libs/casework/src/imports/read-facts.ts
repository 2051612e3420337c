import { parseFacts, type FactDefinition } from '@duixian/policy';
import {
  readStandingFacts,
  type RegisteredParty,
  type StandingFact,
  type StoredFactValue,
  type Tx,
} from '@duixian/persistence';
import { isBlank, textOf, type Cell } from '@duixian/spreadsheet';
import { findImportableFact, sameWords, type ColumnMap } from './match-columns';
import { identityOf, readNamed, type ImportReader, type ParsedRow, type Verdict } from './parsed-row';
import { amountOf, flagOf, unusable, type RowReader } from './read-cell';
import { formatYuan } from '@duixian/money';

interface ImportedFact {
  id: string;
  name: string;
  value: StoredFactValue;
}

interface FactsRecord {
  facts: ImportedFact[];
  validFrom: string | null;
  validTo: string | null;
  documentNumber: string | null;
}

/** Facts of registers (涉企数据): one fact a row, or one column a fact; for a period where the file gives one. */
export function factReader(tx: Tx, columns: ColumnMap, documentDate: string): ImportReader {
  return {
    parse: (reader) => parseFactRow(tx, reader, columns),
    compare: async (rows) => {
      const partyIds = rows.flatMap(({ party }) => (party ? [party.id] : []));
      const standing = new Map<string, StandingFact[]>();
      for (const fact of await readStandingFacts(tx, partyIds)) {
        const key = keyOf(fact.partyId, fact.name, fact);
        standing.set(key, [...(standing.get(key) ?? []), fact]);
      }
      return rows.map(({ parsed, party }) =>
        compareFacts(parsed.record as unknown as FactsRecord, party, standing, documentDate),
      );
    },
  };
}

const keyOf = (
  who: string,
  name: string,
  { validFrom, validTo }: Pick<FactsRecord, 'validFrom' | 'validTo'>,
): string => identityOf(who, name, validFrom, validTo);

/** The row differs if any of its facts does. */
function compareFacts(
  record: FactsRecord,
  party: RegisteredParty | null,
  standing: ReadonlyMap<string, readonly StandingFact[]>,
  documentDate: string,
): Verdict {
  const was: Record<string, unknown> = {};
  let told = 0;
  let outdated = false;
  for (const fact of record.facts) {
    const known = party ? (standing.get(keyOf(party.id, fact.name, record)) ?? []) : [];
    const [best] = known;
    if (best && JSON.stringify(best.value) === JSON.stringify(fact.value)) continue;
    told += 1;
    if (!best) continue;
    const { value, source, documentNumber, documentDate: of } = best;
    was[fact.name] = { value, source, documentNumber, documentDate: of };
    outdated ||= (of ?? '') > documentDate;
  }
  if (told === 0) return { outcome: 'known', was: null };
  if (Object.keys(was).length === 0) return { outcome: 'new', was: null };
  return { outcome: outdated ? 'outdated' : 'changed', was };
}

function parseFactRow(tx: Tx, reader: RowReader, columns: ColumnMap): ParsedRow | null {
  const named = readNamed(reader, false);
  const validFrom = reader.day('validFrom', false);
  const validTo = reader.day('validTo', false);
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    reader.refuse('validTo', `早于起始日期 ${validFrom}`, '核对所属期');
  }
  const documentNumber = reader.text('documentNumber', false);
  const facts: ImportedFact[] = [];
  const add = (definition: FactDefinition, column: string, cell: Cell): void => {
    const value = readFact(reader, definition, column, cell);
    if (value !== null) facts.push({ id: tx.newId(), name: definition.name, value });
  };
  for (const { definition, index } of columns.facts) {
    const cell = reader.cellAt(index);
    if (!isBlank(cell) || unusable(cell)) add(definition, definition.meaning, cell);
  }
  const long = readLongForm(reader, columns);
  if (long) add(long.definition, columns.nameOf('value'), long.cell);
  if (facts.length === 0 && reader.problems.length === 0) {
    reader.refuseColumn(null, '这一行没有任何数据', '填写至少一个数据项,或删除这一行');
  }
  if (!named || facts.length === 0) return null;
  const record: Record<string, unknown> = { facts, validFrom, validTo, documentNumber };
  const what = columns.at.has('fact') ? facts.map(({ name }) => name).join(',') : '';
  const identity = identityOf(named.creditCode, what, validFrom, validTo);
  return { named, identity, record, registers: facts.map(({ name }) => `fact/${name}`) };
}

function readLongForm(
  reader: RowReader,
  columns: ColumnMap,
): { definition: FactDefinition; cell: Cell } | null {
  if (!columns.at.has('fact')) return null;
  const name = reader.text('fact', columns.facts.length === 0);
  if (name === null) return null;
  const definition = findImportableFact(name);
  const cell = reader.cell('value') ?? '';
  if (!definition)
    reader.refuse('fact', `不认识数据项“${name.slice(0, 40)}”`, '用模板“填写说明”中的数据项名称或代码');
  else if (isBlank(cell) && !unusable(cell)) reader.refuse('value', '没有填写', '填写数值;不知道的不要填 0');
  return definition && !isBlank(cell) ? { definition, cell } : null;
}

/** The value in the form that the vocabulary asks for; null with a problem where the cell does not say one. */
function readFact(
  reader: RowReader,
  definition: FactDefinition,
  column: string,
  cell: Cell,
): StoredFactValue | null {
  const refused = unusable(cell);
  if (refused) return reader.refuseColumn(column, ...refused);
  if (typeof cell !== 'string' && cell.kind === 'formula' && definition.unit?.startsWith('yuan')) {
    return reader.refuseColumn(column, '是公式,不是录入的值', '复制该列,选择性粘贴为“数值”后再导入');
  }
  const value = valueOf(reader, definition, cell);
  const parsed = value === null ? null : parseFacts({ [definition.name]: value });
  if (value !== null && parsed?.ok) return value;
  const shown = textOf(cell).slice(0, 30);
  return reader.refuseColumn(
    column,
    `“${shown}”不是${definition.meaning}的值(${definition.name})`,
    FIX[definition.type](definition),
  );
}

function valueOf(reader: RowReader, definition: FactDefinition, cell: Cell): StoredFactValue | null {
  const text = textOf(cell).normalize('NFKC').trim();
  switch (definition.type) {
    case 'boolean':
      return flagOf(cell);
    case 'integer':
      return /^\d{1,15}$/.test(text) ? Number(text) : null;
    case 'decimal': {
      if (definition.unit === '%') return text.replace(/%$/, '');
      if (!definition.unit?.startsWith('yuan')) return text;
      const amount = amountOf(text);
      return amount === null ? null : formatYuan(amount);
    }
    case 'date':
      return reader.dayOf(cell);
    case 'text':
      return text;
    case 'enum':
      return wordOf(definition, text);
    case 'set':
      return text
        .split(/[、,;\s]+/)
        .filter(Boolean)
        .map((each) => wordOf(definition, each) ?? each);
  }
}

/** The key of a possible value by itself or by its Chinese name. */
function wordOf({ values }: FactDefinition, text: string): string | null {
  const found = Object.entries(values ?? {}).find(
    ([key, label]) => key === text || sameWords(label) === sameWords(text),
  );
  return found?.[0] ?? null;
}

const oneOf = ({ values }: FactDefinition): string =>
  `填写 ${Object.values(values ?? {})
    .slice(0, 14)
    .join('、')}`;

const FIX: Readonly<Record<FactDefinition['type'], (definition: FactDefinition) => string>> = {
  boolean: () => '填写 是 或 否',
  integer: () => '填写整数',
  decimal: ({ unit }) => (unit?.startsWith('yuan') ? '以元为单位,最多两位小数,不带单位' : '填写数字'),
  date: () => '写成 2022-12-31',
  text: () => '填写文字,城市不带“市”',
  enum: oneOf,
  set: (definition) => `${oneOf(definition)},用顿号隔开`,
};
