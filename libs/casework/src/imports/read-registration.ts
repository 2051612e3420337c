import type { NewParty, RegisteredParty, Tx } from '@duixian/persistence';
import { identityOf, readNamed, type ImportReader, type ParsedRow, type Verdict } from './parsed-row';
import { CountyIndex, kindOf } from './place-party';
import type { RowReader } from './read-cell';

const KIND_WORDS: Readonly<Record<string, NewParty['kind']>> = {
  企业: 'enterprise',
  个体工商户: 'individual_business',
  机构: 'institution',
  公司: 'enterprise',
  个体: 'individual_business',
  事业单位: 'institution',
  社会组织: 'institution',
  enterprise: 'enterprise',
  individual_business: 'individual_business',
  institution: 'institution',
};

/** Registration (登记信息): makes enterprises and changes names, counties and days of those that are known. */
export function registrationReader(tx: Tx, regionCode: string): ImportReader {
  const counties = new CountyIndex(tx, regionCode);
  return {
    parse: (reader) => parseRegistration(reader, counties),
    compare: (rows) =>
      Promise.resolve(rows.map(({ parsed, party }) => compareRegistration(parsed.record, party))),
  };
}

function compareRegistration(record: Record<string, unknown>, party: RegisteredParty | null): Verdict {
  if (!party) return { outcome: 'new', was: null };
  const fields = ['registeredName', 'countyCode', 'registeredOn'] as const;
  const differing = fields.filter((field) => record[field] !== null && record[field] !== party[field]);
  if (differing.length === 0) return { outcome: 'known', was: null };
  return { outcome: 'changed', was: Object.fromEntries(differing.map((field) => [field, party[field]])) };
}

function parseRegistration(reader: RowReader, counties: CountyIndex): ParsedRow | null {
  const named = readNamed(reader, true);
  const [countyCode, ...others] = named?.county ? counties.find(named.county) : [];
  if (named && named.county === null) reader.refuse('county', '没有填写', '填写区县全称或六位区划代码');
  else if (named && countyCode === undefined) {
    reader.refuse(
      'county',
      `“${(named.county ?? '').slice(0, 30)}”不是本次导入地区内的区县`,
      '填写区县全称或六位区划代码',
    );
  } else if (others.length > 0) {
    reader.refuse('county', '有几个区县同名', `填写区划代码:${[countyCode, ...others].join('、')} 之一`);
  }
  const registeredOn = reader.day('registeredOn', false);
  const kind = reader.choice('partyKind', KIND_WORDS);
  if (!named || countyCode === undefined) return null;
  const record = {
    kind: kind ?? kindOf(named.creditCode),
    registeredName: named.registeredName,
    countyCode,
    registeredOn,
  };
  return { named, identity: identityOf(named.creditCode), record, registers: ['registration'] };
}
