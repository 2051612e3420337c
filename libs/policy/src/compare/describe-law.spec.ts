import type { ComputedClause } from '../ast';
import { clause, documentOf, TRIGGER } from '../evaluate/forms.fixture';
import {
  describeAward,
  describeCaps,
  describeCondition,
  describeFundingRule,
  describeSubject,
  partsOf,
} from '../index';

function written(lines: readonly string[], kind = 'fixed', treatment = 'award'): ComputedClause {
  const [first] = documentOf(clause('K', [...lines], kind, treatment)).clauses;
  if (first?.form !== 'computed') throw new Error('not computed');
  return first;
}
const FIXED = 'award: { fixedYuan: 100 }';
const conditionOf = (text: string) => written([TRIGGER, `conditions: ${text}`, FIXED]).conditions;

// prettier-ignore
test.each([
  ['{ fact: applicant.kind, is: enterprise }', '主体类型应为企业'],
  ['{ not: { fact: applicant.kind, is: enterprise } }', '主体类型不应为企业'],
  ['{ fact: zyec.listed, is: true }', '在中原股权交易中心挂牌应为是'],
  ['{ not: { fact: zyec.listed, is: true } }', '在中原股权交易中心挂牌应为否'],
  ['{ fact: applicant.size, in: [small, micro] }', '企业规模应属于小型、微型'],
  ['{ fact: zyec.local_use_pct, atLeast: 80 }', '投资于本市的比例应不低于80%'],
  ['{ not: { fact: zyec.local_use_pct, atLeast: 80 } }', '投资于本市的比例应低于80%'],
  ['{ fact: bank.period_from, atMost: { fact: evaluation_date } }', '考核期起应不晚于核定基准日'],
  ['{ fact: scale.entry_date, withinMonths: 36 }', '入统日期距核定基准日应不超过36个月'],
  ['{ not: { fact: scale.entry_date, withinMonths: 36 } }', '入统日期距核定基准日应超过36个月'],
  ['{ fact: zyec.listed, known: true }', '在中原股权交易中心挂牌应已登记'],
  ['{ fact: zyec.listed, known: false }', '在中原股权交易中心挂牌应未登记'],
  ['{ fact: zyec.local_use_pct, whole: true }', '投资于本市的比例应为整数'],
  ['{ nonePaid: [K] }', '应未兑付过K'],
  ['{ not: { nonePaid: [K] } }', '应已兑付过K'],
  ['{ paidInEarlierYear: K }', 'K应在以前年度已兑付'],
  ['{ decisionOn: K }', '应有对K的人工决定'],
  ['{ all: [{ fact: zyec.listed, is: true }] }', '在中原股权交易中心挂牌应为是'],
  ['{ all: [{ fact: zyec.listed, is: true }, { fact: applicant.kind, is: enterprise }] }', '在中原股权交易中心挂牌应为是,且主体类型应为企业'],
  ['{ any: [{ fact: zyec.listed, is: true }, { fact: applicant.kind, is: enterprise }] }', '须满足其一:在中原股权交易中心挂牌应为是;或者主体类型应为企业'],
  ['{ not: { all: [{ fact: zyec.listed, is: true }, { fact: applicant.kind, is: enterprise }] } }', '须满足其一:在中原股权交易中心挂牌应为否;或者主体类型不应为企业'],
  ['{ not: { any: [{ fact: zyec.listed, is: true }, { fact: applicant.kind, is: enterprise }] } }', '在中原股权交易中心挂牌应为否,且主体类型不应为企业'],
  ['{ not: { not: { fact: zyec.listed, is: true } } }', '在中原股权交易中心挂牌应为是'],
  ['{ holdsTitle: { codes: [PROV_ZJTX, NATIONAL_LITTLE_GIANT], where: { fact: "titles[].first_ever", is: true } } }', '应有省级专精特新中小企业或国家级专精特新“小巨人”企业称号,且首次获得该称号应为是'],
  ['{ not: { holdsTitle: { codes: [PROV_ZJTX], where: { fact: "titles[].first_ever", is: true } } } }', '不应有省级专精特新中小企业称号,且首次获得该称号应为是'],
])('a condition %s is said', (text, words) => {
  expect(describeCondition(conditionOf(text))).toBe(words);
});

test('the conditions that all must hold are told apart, however deep they stand', () => {
  const nested =
    '{ all: [{ fact: zyec.listed, is: true }, { all: [{ fact: applicant.kind, is: enterprise }, { any: [{ fact: zyec.listed, is: true }, { fact: zyec.listed, is: false }] }] }] }';
  expect(partsOf(conditionOf(nested)).map(({ kind }) => kind)).toEqual(['equals', 'equals', 'any']);
  expect(partsOf(conditionOf('{ fact: zyec.listed, is: true }'))).toHaveLength(1);
});

// prettier-ignore
test.each([
  ['{ fixedYuan: 1234567 }', '1,234,567.00元'],
  ['{ amount: { fact: zyec.financing_yuan } }', '本次融资额'],
  ['{ amount: { times: 3, of: { fact: rent.monthly_yuan } } }', '3×月租金'],
  ['{ amount: { times: training.new_technician_n, of: 3000 } }', '新培养技师人数×3,000.00元'],
  ['{ amount: { share: 2‰, of: { fact: zyec.financing_yuan } } }', '本次融资额×2‰'],
  ['{ amount: { increase: { from: bank.loan_balance_start_yuan, to: bank.loan_balance_end_yuan } } }', '期末普惠小微贷款余额较期初普惠小微贷款余额的增量'],
  ['{ amount: { sum: [1, { fact: zyec.financing_yuan }] } }', '1.00元+本次融资额'],
  ['{ amount: { least: [1, { fact: zyec.financing_yuan }] } }', '1.00元与本次融资额中较低者'],
  ['{ amount: { tiers: [{ when: { fact: rent.lease_months, atLeast: 3 }, amount: 2 }, { when: { fact: rent.lease_months, lessThan: 3 }, amount: 1 }] } }', '减免期内的租赁月数应不低于3个月的,2.00元;减免期内的租赁月数应低于3个月的,1.00元'],
])('an award %s is said', (award, words) => {
  expect(describeAward(written([TRIGGER, `award: ${award}`]).award)).toBe(words);
});

// prettier-ignore
test.each([
  ['{ decidedYuan: {} }', '由人工决定'],
  ['{ decidedYuan: { atMost: 2 } }', '由人工决定,不高于2.00元'],
  ['{ decidedYuan: { atLeast: 1, atMost: 2 } }', '由人工决定,不低于1.00元、不高于2.00元'],
  ['{ decidedRatio: { of: { fact: zyec.financing_yuan } } }', '本次融资额的一定比例,由人工决定'],
  ['{ decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: 30% } }', '本次融资额的一定比例,由人工决定,不高于30%'],
])('a decided award %s is said', (award, words) => {
  expect(describeAward(written([TRIGGER, `award: ${award}`], 'discretionary', 'discretionary').award)).toBe(words);
});

// prettier-ignore
test.each([
  ['cap: { yuan: 5, per: award }', '每笔最高5.00元'],
  ['cap: { yuan: 5, per: year }', '每年最高5.00元'],
  ['cap: { yuan: 5, per: life }', '累计最高5.00元'],
  ['cap: { yuan: 5, per: subject }', '每一事项最高5.00元'],
])('%s is said', (cap, words) => {
  const { caps } = written([TRIGGER, FIXED, 'subject: { facts: [zyec.financing_id] }', cap]);
  expect(describeCaps(caps)).toBe(words);
});

test('a cap under each option of a reading is said with its option; no cap is nothing to say', () => {
  const { caps } = written([TRIGGER, FIXED, 'cap: { yuan: 5, per: life }']);
  const under = (option: string) => ({ reading: 'R-1', option, isPreset: false });
  const both = [...caps.map((cap) => ({ ...cap, under: under('full') })), ...caps].flat();
  expect(describeCaps(both)).toBe('累计最高5.00元(口径R-1取full);累计最高5.00元');
  expect(describeCaps([])).toBeNull();
});

// prettier-ignore
test.each([
  [[TRIGGER], '每个主体一次'],
  [['subject: { title: [PROV_ZJTX] }'], '每项省级专精特新中小企业称号一次'],
  [['subject: { anyTitle: [PROV_ZJTX, INNOVATIVE_SME] }'], '凭省级专精特新中小企业或创新型中小企业称号,每个主体一次'],
  [['subject: { standard: [national] }'], '每项标准一次'],
  [[TRIGGER, 'subject: { facts: [zyec.financing_id, rent.lease_id] }'], '按融资编号、租赁合同编号各一次'],
  [[TRIGGER, 'subject: { period: 2022Q1 }'], '2022Q1一次'],
  [[TRIGGER, 'subject: { year: evaluation_date }'], '按核定基准日所在的年各一次'],
  [[TRIGGER, 'subject: { quarter: evaluation_date }'], '按核定基准日所在的季度各一次'],
  [[TRIGGER, 'subject: { month: evaluation_date }'], '按核定基准日所在的月各一次'],
])('a subject %j is said', (lines, words) => {
  expect(describeSubject(written([...lines, FIXED]).subject)).toBe(words);
});

test('who bears an award is said, list by list', () => {
  expect(describeFundingRule(written([TRIGGER, FIXED, 'funding: half']).funding)).toBe(
    '区:省级1/2、市级1/4、县(市、区)级1/4;县:省级1/2、县(市、区)级1/2',
  );
  const alone = documentOf(
    clause('K', [TRIGGER, FIXED, 'funding: alone']),
    'readings:\n  F-1: { article: 一, question: 谁, preset: one, options: { one: 省, two: 市 } }\n',
    'funding:\n  alone: { always: { article: 三, shares: { city: 1 } } }\n  either:\n    by: applicant.county\n    branches:\n      - { list: 区, article: 二, under: { F-1: one }, shares: { province: 1 } }\n      - { list: 区, article: 二, under: { F-1: two }, shares: { city: 1 } }\n',
  );
  expect(alone.fundingRules.map(describeFundingRule)).toEqual([
    '市级全部',
    '区:省级全部(口径F-1取one);区:市级全部(口径F-1取two)',
  ]);
  expect(describeFundingRule(null)).toBe('文件未规定由哪一级承担');
});
