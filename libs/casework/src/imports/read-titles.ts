import { titleCodeOf } from '@duixian/policy';
import { readTitles, type TitleRecordEntity, type Tx } from '@duixian/persistence';
import { compareRecords } from './compare-records';
import { isNewlyRecognised, newAgain } from './newly-recognised';
import { identityOf, readNamed, type ImportReader, type ParsedRow } from './parsed-row';
import type { RowReader } from './read-cell';
import { ACQUISITION_WORDS, LEVEL_WORDS, levelOfTitle, namedLevelOf } from './title-words.table';

/** What a list of titles may say differently about one recognition. */
const SAID = ['level', 'acquisition', 'firstEver', 'grantedCity', 'validFrom', 'validTo'] as const;

/** Lists of recognised titles (认定名单). One recognition is an enterprise, a title, what it is for, and its day. */
export function titleReader(tx: Tx, documentDate: string): ImportReader {
  return {
    parse: (reader) => parseTitle(tx, reader),
    compare: async (rows) => {
      const standing = await readTitles(tx, [
        ...new Set(rows.flatMap(({ party }) => (party ? [party.id] : []))),
      ]);
      const compared = await compareRecords<TitleRecordEntity>({
        read: () => Promise.resolve(standing),
        keyOf,
        said: SAID,
        documentDate,
      })(rows);
      const anew = newDays(standing);
      return compared.map((verdict, index) => {
        const row = rows[index];
        const said = row?.party && contradicted(row.party.id, row.parsed.record as unknown as Title, anew);
        return said
          ? {
              outcome: 'rejected',
              was: null,
              problem: newAgain(`文件“${said.documentNumber}”`, said.grantedOn),
            }
          : verdict;
      });
    },
  };
}

type Title = Pick<
  TitleRecordEntity,
  'code' | 'subjectId' | 'grantedOn' | 'acquisition' | 'firstEver' | 'documentNumber'
>;

/** What a recognition is of, on whichever day. */
const titleOf = (partyId: string, { code, subjectId }: Title): string =>
  identityOf(partyId, code, plain(subjectId));

/** Titles that stand as newly recognised. */
function newDays(standing: readonly TitleRecordEntity[]): Map<string, Title[]> {
  const anew = new Map<string, Title[]>();
  for (const title of standing.filter(isNewlyRecognised)) {
    const key = titleOf(title.partyId, title);
    anew.set(key, [...(anew.get(key) ?? []), title]);
  }
  return anew;
}

/** The record by which a title was newly recognised on another day than a row says; none where one of them is of its day. */
function contradicted(partyId: string, row: Title, anew: ReadonlyMap<string, Title[]>): Title | null {
  const stand = isNewlyRecognised(row) ? (anew.get(titleOf(partyId, row)) ?? []) : [];
  return stand.some(({ grantedOn }) => grantedOn === row.grantedOn) ? null : (stand[0] ?? null);
}

const keyOf = (partyId: string, title: Pick<TitleRecordEntity, 'code' | 'subjectId' | 'grantedOn'>): string =>
  identityOf(partyId, title.code, plain(title.subjectId), title.grantedOn);

/** The same name in full and half width, with and without spaces: as `insertImportedTitles` compares it. */
const plain = (name: string | null): string | null => name && name.normalize('NFKC').replace(/\s/g, '');

function parseTitle(tx: Tx, reader: RowReader): ParsedRow | null {
  const named = readNamed(reader, true);
  const code = readCode(reader);
  const level = reader.choice('level', LEVEL_WORDS) ?? (code === null ? null : levelOfTitle(code));
  const grantedOn = reader.day('grantedOn', true);
  const validFrom = reader.day('validFrom', false);
  const validTo = reader.day('validTo', false);
  const record = {
    id: tx.newId(),
    code,
    level,
    subjectId: reader.text('subjectId', false),
    acquisition: reader.choice('acquisition', ACQUISITION_WORDS),
    firstEver: reader.flag('firstEver'),
    grantedCity: reader.text('grantedCity', false)?.replace(/(?<=..)市$/, '') ?? null,
    grantedOn,
    validFrom,
    validTo,
    documentNumber: reader.text('documentNumber', false),
  };
  if (code !== null && level === null && !reader.problems.some(({ column }) => column?.includes('级'))) {
    reader.refuse('level', '没有填写,称号本身也看不出级别', '填写国家级、省级或市级');
  }
  const ownLevel = code === null ? null : namedLevelOf(code);
  if (level !== null && ownLevel !== null && level !== ownLevel)
    reader.refuse('level', '与称号本身的级别不一致', '核对称号与级别');
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    reader.refuse('validTo', `早于有效期起 ${validFrom}`, '核对证书上的有效期');
  }
  if (grantedOn !== null && grantedOn > tx.today) reader.refuse('grantedOn', '在今天之后', '核对认定文件');
  if (!named || code === null || grantedOn === null || reader.problems.length > 0) return null;
  const identity = identityOf(named.creditCode, code, plain(record.subjectId), grantedOn);
  return { named, identity, record, registers: [`title/${code}`] };
}

function readCode(reader: RowReader): string | null {
  const text = reader.text('title', true);
  if (text === null) return null;
  // A list says in brackets of which batch a title is.
  const code = titleCodeOf(text) ?? titleCodeOf(text.replace(/[((][^()()]*[))]$/, ''));
  return (
    code ?? reader.refuse('title', `不认识称号“${text.slice(0, 40)}”`, '用模板“填写说明”中的称号名称或代码')
  );
}
