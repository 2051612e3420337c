import { findFact } from '@duixian/policy';
import { readStandards, type StandardRecordEntity, type Tx } from '@duixian/persistence';
import { compareRecords } from './compare-records';
import { identityOf, readNamed, type ImportReader, type ParsedRow } from './parsed-row';
import type { RowReader } from './read-cell';

/** The words of a fact, and its own values, for what they mean. */
const wordsOf = (fact: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(findFact(fact)?.values ?? {}).flatMap(([value, word]) => [
      [word, value],
      [value, value],
    ]),
  );

const KIND_WORDS: Readonly<Record<string, string>> = {
  ...wordsOf('standards[].kind'),
  ...{ 国标: 'national', 行标: 'industry', 地标: 'local', 国家军用标准: 'military', 国军标: 'military' },
};
const ROLE_WORDS: Readonly<Record<string, string>> = {
  ...wordsOf('standards[].role'),
  ...{ 主导: 'lead', 主持制定: 'lead', 参与: 'participant' },
};

/** What two lists may say differently about one standard. */
const SAID = ['kind', 'role', 'publishedOn'] as const;

/** Lists of published standards with the enterprises that drew them up (标准清单). One entry is an enterprise and a standard. */
export function standardReader(tx: Tx, documentDate: string): ImportReader {
  return {
    parse: (reader) => parseStandard(tx, reader),
    compare: compareRecords<StandardRecordEntity>({
      read: (ids) => readStandards(tx, ids),
      keyOf,
      said: SAID,
      documentDate,
    }),
  };
}

const keyOf = (partyId: string, { standardNumber }: Pick<StandardRecordEntity, 'standardNumber'>): string =>
  identityOf(partyId, standardNumber);

/** `gb/t 40000—2022` and `GB/T40000-2022` are one number. */
const numberOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[‐‑–—―−]/g, '-')
    .replace(/\s+/g, '')
    .replace(/^((?:DB\d\d|[A-Z]+)(?:\/[A-Z]+)*)(?=\d)/, '$1 ');

function parseStandard(tx: Tx, reader: RowReader): ParsedRow | null {
  const named = readNamed(reader, true);
  const number = reader.text('standardNumber', true);
  const kind = reader.text('standardKind', true) && reader.choice('standardKind', KIND_WORDS);
  const role = reader.text('role', true) && reader.choice('role', ROLE_WORDS);
  const publishedOn = reader.day('publishedOn', true);
  if (publishedOn !== null && publishedOn > tx.today)
    reader.refuse('publishedOn', '在今天之后', '核对标准公告;标准发布后再导入');
  const record = {
    id: tx.newId(),
    standardNumber: number === null ? null : numberOf(number),
    ...{ kind, role, publishedOn },
    documentNumber: reader.text('documentNumber', false),
  };
  if (!named || record.standardNumber === null || !kind || !role || reader.problems.length > 0) return null;
  return {
    named,
    identity: identityOf(named.creditCode, record.standardNumber),
    record,
    registers: [`standard/${kind}`],
  };
}
