import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  nextOnLadder,
  parsePolicyDocument,
  TITLE_LADDER,
  TITLE_STANDARDS,
  type Facts,
  type PolicyDocument,
} from '../index';

const folder = join(__dirname, '../../documents');
function read(name: string): PolicyDocument {
  const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
  if (!parsed.ok) throw new Error('does not parse');
  return parsed.document;
}
const zhengzhou = read('zhengzhou-2022-36.yaml');
const FACTS: Facts = {
  evaluation_date: '2023-06-30',
  'applicant.province': '河南',
  'applicant.city': '郑州',
  'applicant.kind': 'enterprise',
};
const ladder = (facts: Facts) => nextOnLadder([{ document: zhengzhou }], { ...FACTS, ...facts });
const amounts = (facts: Facts) =>
  ladder(facts).above.map(({ code, awards }) => [
    code,
    awards.map(({ clause, amountFen }) => [clause, amountFen]),
  ]);

test('from the bottom: every title above, with what it would bring', () => {
  expect(ladder({ titles: [] }).next).toMatchObject({ code: 'PROV_ZJTX', title: '省级专精特新中小企业' });
  expect(amounts({ titles: [] })).toEqual([
    ['INNOVATIVE_SME', []],
    ['PROV_ZJTX', [['ZZ-2-2', 50_000_000]]],
    ['NATIONAL_LITTLE_GIANT', [['ZZ-2-1', 200_000_000]]],
    ['SINGLE_CHAMPION_ENTERPRISE', [['ZZ-2-3', 500_000_000]]],
    ['SINGLE_CHAMPION_PRODUCT', [['ZZ-2-4', 100_000_000]]],
  ]);
});

test('a title that is held is behind; one that ran out is not', () => {
  const held = { code: 'PROV_ZJTX', granted_on: '2021-05-01' };
  expect(ladder({ titles: [held] }).next?.code).toBe('NATIONAL_LITTLE_GIANT');
  expect(ladder({ titles: [{ ...held, valid_to: '2023-06-30' }] }).held).toEqual(['PROV_ZJTX']);
  expect(ladder({ titles: [{ ...held, valid_to: '2023-06-29' }] }).next?.code).toBe('PROV_ZJTX');
  expect(ladder({ titles: [{ ...held, granted_on: '2023-07-01' }] }).held).toEqual([]);
});

test('at the top nothing is left', () => {
  const titles = [{ code: 'SINGLE_CHAMPION_ENTERPRISE', granted_on: '2022-05-01' }];
  expect(ladder({ titles })).toMatchObject({ next: null, above: [] });
});

test('what it takes: what is missing, what is against it, what a person decides', () => {
  const { 'applicant.kind': _, ...withoutKind } = FACTS;
  const takes = (facts: Facts) => nextOnLadder([{ document: zhengzhou }], facts).next?.awards[0]?.takes;
  expect(takes({ ...FACTS, titles: [] })).toEqual([]);
  expect(takes({ ...withoutKind, titles: [] })).toEqual(['须有资料:主体类型']);
  expect(takes({ ...FACTS, titles: [], 'applicant.kind': 'person' })).toEqual(['主体类型为个人,应为企业']);
});

test('earlier payments of the group are counted: the options of the reading, or the reading chosen', () => {
  const titles = [{ code: 'PROV_ZJTX', granted_on: '2022-05-01' }];
  const paid = [{ clause: 'ZZ-2-2', amount_yuan: '500000', paid_on: '2022-09-01' }];
  const [award] = ladder({ titles, awards_paid: paid }).next?.awards ?? [];
  expect(award).toMatchObject({ clause: 'ZZ-2-1', status: 'needs-decision', takes: ['须由主管部门决定'] });
  expect(award?.options.map(({ key, amountFen }) => [key, amountFen])).toEqual([
    ['difference', 150_000_000],
    ['full', 200_000_000],
    ['nothing', 0],
  ]);
  const chosen = [{ document: zhengzhou, readings: { 'Z-1': 'difference' } }];
  expect(nextOnLadder(chosen, { ...FACTS, titles, awards_paid: paid }).next?.awards[0]?.amountFen).toBe(
    150_000_000,
  );
});

test('without a word about titles nothing is held to be known', () => {
  expect(ladder({}).held).toBeNull();
  expect(ladder({}).next?.code).toBe('PROV_ZJTX');
});

test('a clause that is paid once per applicant, whichever title it is, is on the ladder too', () => {
  const jiaxing = [{ document: read('jiaxing-zjtx-opinion.yaml') }];
  const facts = { ...FACTS, 'applicant.province': '浙江', 'applicant.city': '嘉兴', titles: [] };
  expect(
    nextOnLadder(jiaxing, facts).above.map(({ code, awards }) => [
      code,
      awards.map(({ clause, amountFen }) => [clause, amountFen]),
    ]),
  ).toEqual([
    ['INNOVATIVE_SME', []],
    ['PROV_ZJTX', [['JX-3-6', 10_000_000]]],
    ['NATIONAL_LITTLE_GIANT', [['JX-3-4', 150_000_000]]],
    ['SINGLE_CHAMPION_ENTERPRISE', [['JX-3-1', 200_000_000]]],
    ['SINGLE_CHAMPION_PRODUCT', [['JX-3-2', 150_000_000]]],
  ]);
});

test('the conditions of the clause and of the recognition are met, unmet or unknown, to the fen and the day', () => {
  const stateOf = (facts: Facts, begins: string) =>
    ladder(facts).next?.standard?.conditions.find(({ text }) => text.startsWith(begins))?.state;
  const revenue = (yuan: string): Facts => ({ titles: [], 'revenue.operating_yuan': yuan });
  expect(stateOf(revenue('10000000'), '上年度营业收入')).toBe('met');
  // Who is short of it may have raised equity instead.
  expect(stateOf(revenue('9999999.99'), '上年度营业收入')).toBe('unknown');
  expect(stateOf({ titles: [] }, '上年度营业收入')).toBe('unknown');
  expect(stateOf({ titles: [] }, '上年度研发费用')).toBe('unknown');
  expect(stateOf({ titles: [], 'applicant.size': 'large' }, '属于中小企业')).toBe('unmet');
  const innovative = { code: 'INNOVATIVE_SME', granted_on: '2022-05-01' };
  expect(stateOf({ titles: [] }, '已公告为创新型')).toBe('unmet');
  expect(stateOf({}, '已公告为创新型')).toBe('unknown');
  expect(stateOf({ titles: [{ ...innovative, valid_to: '2023-06-30' }] }, '已公告为创新型')).toBe('met');
  expect(stateOf({ titles: [{ ...innovative, valid_to: '2023-06-29' }] }, '已公告为创新型')).toBe('unmet');
  const [award] = ladder({ titles: [] }).next?.awards ?? [];
  expect(award?.conditions.length).toBeGreaterThan(0);
  expect(new Set(award?.conditions.map(({ state }) => state))).toEqual(new Set(['met']));
  const [refused] = ladder({ titles: [], 'applicant.kind': 'person' }).next?.awards ?? [];
  expect(refused?.conditions.filter(({ state }) => state === 'unmet')).toEqual([
    { text: '主体类型为个人,应为企业', state: 'unmet' },
  ]);
});

test('every title of the ladder that is still recognised has a standard with its source', () => {
  const codes = TITLE_LADDER.flat().filter((code) => code !== 'SINGLE_CHAMPION_PRODUCT');
  expect(TITLE_STANDARDS.map(({ code }) => code)).toEqual(codes);
  for (const { number, document, conditions } of TITLE_STANDARDS) {
    expect(number).toMatch(/〔\d{4}〕\d+号$/);
    expect(document).not.toBe('');
    expect(conditions.length).toBeGreaterThan(3);
  }
});
