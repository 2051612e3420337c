import { readRegistrationStatuses, type NewParty, type RegisteredParty, type Tx } from '@duixian/persistence';
import type { RegistrationStatus } from '@duixian/workflow';
import { isCreditCode } from '../parties/credit-code';
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

const STATUS_WORDS: Readonly<Record<string, RegistrationStatus>> = {
  存续: 'registered',
  注销: 'deregistered',
  吊销: 'revoked',
  被合并: 'merged',
  在业: 'registered',
  开业: 'registered',
  在营: 'registered',
  正常: 'registered',
  合并: 'merged',
  registered: 'registered',
  deregistered: 'deregistered',
  revoked: 'revoked',
  merged: 'merged',
};

type Status = { status: RegistrationStatus; since: string | null; successorCode: string | null };

/** Registration (登记信息): makes enterprises and changes names, counties, days and status of those that are known. */
export function registrationReader(tx: Tx, regionCode: string, documentDate: string): ImportReader {
  const counties = new CountyIndex(tx, regionCode);
  return {
    parse: (reader) => parseRegistration(reader, counties),
    compare: async (rows) => {
      const known = rows.flatMap(({ party }) => (party ? [party.id] : []));
      const statuses = await readRegistrationStatuses(tx, known);
      return rows.map(({ parsed, party }) =>
        compareRegistration(parsed.record, party, party ? statuses.get(party.id) : undefined, documentDate),
      );
    },
  };
}

function compareRegistration(
  record: Record<string, unknown>,
  party: RegisteredParty | null,
  standing: Status | undefined,
  documentDate: string,
): Verdict {
  if (!party) return { outcome: 'new', was: null };
  const fields = ['registeredName', 'countyCode', 'registeredOn'] as const;
  const differing = fields.filter((field) => record[field] !== null && record[field] !== party[field]);
  const { status } = record;
  const before = standing?.status ?? 'registered';
  const restated =
    status !== null &&
    (status !== before ||
      (status !== 'registered' &&
        (record['statusSince'] !== (standing?.since ?? null) ||
          record['successorCode'] !== (standing?.successorCode ?? null))));
  if (differing.length === 0 && !restated) return { outcome: 'known', was: null };
  const was = Object.fromEntries(differing.map((field) => [field, party[field]]));
  const outcome = (party.statedOn ?? '') > documentDate ? 'outdated' : 'changed';
  return { outcome, was: restated ? { ...was, status: before } : was };
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
  const status = reader.choice('status', STATUS_WORDS);
  const statusSince = reader.day('statusSince', false);
  const successorCode = reader.text('successorCode', false);
  if (successorCode !== null && status !== 'merged')
    reader.refuse('successorCode', '只有被合并的企业才有承继企业', '清空,或把登记状态填为被合并');
  else if (successorCode !== null && !isCreditCode(successorCode))
    reader.refuse('successorCode', '不是有效的统一社会信用代码', '核对 18 位代码');
  if (!named || countyCode === undefined || reader.problems.length > 0) return null;
  const record = {
    kind: kind ?? kindOf(named.creditCode),
    registeredName: named.registeredName,
    countyCode,
    registeredOn,
    ...{ status, statusSince, successorCode },
  };
  return { named, identity: identityOf(named.creditCode), record, registers: ['registration'] };
}
