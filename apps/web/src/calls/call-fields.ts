import { type Shape } from '@duixian/api-client';
import { type NoticePublication } from '@duixian/workflow';
import { type Call } from './call-query';

type Stage = Call['route'][number]['key'];

/** In the order of the law of things: the county first, whoever confirms after whoever decides. */
export const STAGES = [
  'county_review',
  'county_second',
  'city_review',
  'city_second',
  'third_party_audit',
  'audit_second',
] as const satisfies readonly Stage[];
type Level = 'province' | 'city' | 'county';

/** A call as its form holds it. */
export interface CallFields {
  cityCode: string;
  number: string;
  title: string;
  clauseIds: string[];
  year: number;
  opensOn: string;
  closesOn: string;
  testedFrom: string;
  testedTo: string;
  route: Stage[];
  countyDays?: number | null;
  cityDays?: number | null;
  countySecondDays?: number | null;
  citySecondDays?: number | null;
  auditDays?: number | null;
  auditSecondDays?: number | null;
  noticeWorkingDays: number;
  noticePublication: NoticePublication;
  budgetSubject: string;
  shares?: Partial<Record<Level, string>>;
  /** Empty: each level pays its share. */
  advancedBy?: Level | '';
  /** One part per line: its share, then a day or a condition; the first has neither. Empty: paid at once. */
  instalments?: string;
  /** One per line, those that must be handed in marked by *. */
  materials?: string;
}

export function fieldsOf(call: Call | null, cityCode: string): Partial<CallFields> {
  if (call === null)
    return {
      cityCode,
      route: ['county_review', 'city_review'],
      noticeWorkingDays: 5,
      noticePublication: 'automatic',
      advancedBy: '',
      countyDays: 10,
      cityDays: 10,
    };
  const { number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo } = call;
  return {
    ...{ number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo },
    cityCode: call.cityCode,
    route: call.route.map(({ key }) => key),
    countyDays: call.deadlines.county_review ?? null,
    cityDays: call.deadlines.city_review ?? null,
    countySecondDays: call.deadlines.county_second ?? null,
    citySecondDays: call.deadlines.city_second ?? null,
    auditDays: call.deadlines.third_party_audit ?? null,
    auditSecondDays: call.deadlines.audit_second ?? null,
    noticeWorkingDays: call.noticeWorkingDays,
    noticePublication: call.noticePublication,
    budgetSubject: call.budgetSubject,
    shares: call.fundingShares ?? {},
    advancedBy: call.advancedBy ?? '',
    instalments: (call.instalments ?? []).map(lineOf).join('\n'),
    materials: call.materials.map((each) => `${each.required ? '*' : ''}${each.title}`).join('\n'),
  };
}

type Part = NonNullable<Shape<'DraftCallBody'>['instalments']>[number];

const lineOf = ({ share, dueOn, condition }: NonNullable<Call['instalments']>[number]): string =>
  [share, dueOn ?? condition ?? ''].join(' ').trim();

/** "50% 项目验收合格" or "1/2 2027-06-30" per line. */
export const partsOf = (text: string): Part[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [share = '', ...rest] = line.split(/\s+/);
      const when = rest.join(' ');
      if (when === '') return { share };
      return /^\d{4}-\d{2}-\d{2}$/.test(when) ? { share, dueOn: when } : { share, condition: when };
    });

/** What the form says, as the API takes it. */
export function bodyOf(
  fields: CallFields & { parameters: Record<string, unknown> },
): Omit<Shape<'DraftCallBody'>, 'cityCode'> {
  const { number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo } = fields;
  const shares = Object.entries(fields.shares ?? {}).filter(
    ([, share]) => share !== undefined && share !== '',
  );
  const parts = partsOf(fields.instalments ?? '');
  const lines = (fields.materials ?? '').split('\n').map((line) => line.trim());
  return {
    ...{ number, title, clauseIds, year, opensOn, closesOn, testedFrom, testedTo },
    parameters: fields.parameters,
    route: STAGES.filter((stage) => fields.route.includes(stage)),
    deadlines: {
      ...(fields.countyDays ? { county_review: fields.countyDays } : {}),
      ...(fields.cityDays ? { city_review: fields.cityDays } : {}),
      ...(fields.countySecondDays ? { county_second: fields.countySecondDays } : {}),
      ...(fields.citySecondDays ? { city_second: fields.citySecondDays } : {}),
      ...(fields.auditDays ? { third_party_audit: fields.auditDays } : {}),
      ...(fields.auditSecondDays ? { audit_second: fields.auditSecondDays } : {}),
    },
    noticeWorkingDays: fields.noticeWorkingDays,
    noticePublication: fields.noticePublication,
    budgetSubject: fields.budgetSubject,
    ...(fields.advancedBy ? { advancedBy: fields.advancedBy } : {}),
    ...(parts.length > 0 ? { instalments: parts } : {}),
    ...(shares.length > 0 ? { fundingShares: Object.fromEntries(shares) } : {}),
    materials: lines
      .filter((line) => line.replace(/^\*/, '') !== '')
      .map((line, index) => ({
        key: `m${index + 1}`,
        title: line.replace(/^\*/, '').trim(),
        required: line.startsWith('*'),
      })),
  };
}
