import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeTrace,
  evaluate,
  explainTrace,
  parsePolicyDocument,
  type Facts,
  type PolicyDocument,
} from '../index';

const HEAD = 'article: 一, title: 奖, kind: fixed, treatment: award';

function documentOf(clauses: string): PolicyDocument {
  const text = `
document: d
semantics: 1
number: 测〔2026〕1号
title: 测试
issuer: 测试市
jurisdiction: { province: 河南, city: 平顶山 }
readings:
  R-1: { article: 五, question: 旧的算不算, preset: ask, options: { full: 算, nothing: 不算 } }
clauses:
${clauses}
  - { id: ASKS, ${HEAD}, trigger: { fact: loan.due, is: true }, award: { fixedYuan: 1 }, questions: [{ reading: R-1, when: { fact: loan.due, is: true }, effects: { full: full, nothing: nothing } }] }`;
  const parsed = parsePolicyDocument(text, 'd.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

const FACTS: Facts = {
  evaluation_date: '2026-06-30',
  'applicant.city': '平顶山',
  'applicant.kind': 'enterprise',
  'zyec.financing_yuan': '333333.33',
  'zyec.listed': false,
  'bank.period_from': '2026-01-01',
};

/** What a document says of the facts, without the words that every answer begins with. */
function said(clause: string, facts: Facts = {}): string {
  const [result] = evaluate([documentOf(clause)], { ...FACTS, ...facts }, { explain: true });
  if (!result?.trace) throw new Error('no result');
  return describeTrace(result.trace).replace('依据测〔2026〕1号一“奖”:注册地所在市为平顶山;', '');
}

const withConditions = (conditions: string): string =>
  `  - { id: C, ${HEAD}, trigger: { fact: applicant.kind, is: enterprise }, conditions: ${conditions}, award: { fixedYuan: 1 } }`;
const END =
  '本条此前未兑付过;按“一”的标准,为1.00元;文件未规定由哪一级承担。结论:符合条件,核定1.00元(壹元整)。';

// prettier-ignore
test.each([
  ['a day beside another, with both days',   '{ fact: bank.period_from, atMost: { fact: evaluation_date } }', '人行统计', '2026-01-01,不晚于核定基准日(2026-06-30)'],
  ['a day that is too late',                 '{ fact: bank.period_from, lessThan: 2026-01-01 }',             '',         '2026-01-01,应早于2026-01-01。结论:不符合条件:考核期起为2026-01-01,应早于2026-01-01。'],
  ['an amount with what was asked',          '{ fact: zyec.financing_yuan, moreThan: 1 }',                   '',         '为333,333.33元,超过1.00元'],
  ['a negation as its contrary, met',        '{ not: { fact: zyec.listed, is: true } }',                     '',         '在中原股权交易中心挂牌:否;'],
  ['a negation as its contrary, not met',    '{ not: { fact: applicant.kind, is: enterprise } }',            '',         '主体类型为企业,不应为企业。结论:不符合条件'],
  ['a negated threshold',                    '{ not: { fact: zyec.financing_yuan, atLeast: 1 } }',           '',         '为333,333.33元,应低于1.00元。结论'],
  ['of a choice that is met, the part met',  '{ any: [{ fact: zyec.listed, is: true }, { fact: zyec.financing_yuan, atLeast: 1 }] }', '', '主体类型为企业;本次融资额为333,333.33元,不低于1.00元;本条此前'],
  ['of a choice that is not met, all parts', '{ any: [{ fact: zyec.listed, is: true }, { fact: zyec.financing_yuan, lessThan: 1 }] }', '', '须满足其一,均不满足:在中原股权交易中心挂牌为否,应为是;或者本次融资额为333,333.33元,应低于1.00元'],
  ['an unknown fact',                        '{ fact: loan.due, is: true }',                                 '',         '不详,应为是;本条此前未兑付过。结论:尚缺资料,暂不能核定,需补充:'],
])('%s', (_, conditions, __, expected) => {
  expect(said(withConditions(conditions))).toContain(expected);
});

test('rounding: what was cut off is said', () => {
  const clause = `  - { id: C, ${HEAD}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { amount: { share: 2‰, of: { fact: zyec.financing_yuan } } } }`;
  expect(said(clause)).toContain('本次融资额333,333.33元×2‰=666.66元(不足一分的部分舍去)');
  const trace = evaluate([documentOf(clause)], FACTS, { explain: true })[0]?.trace;
  expect(trace?.steps.find(({ step }) => step === 'amount')).toMatchObject({
    exactFen: '33333333/500',
    computedFen: 66_666,
    amountFen: 66_666,
  });
});

test('tiers: which one holds, and those that were tried before it', () => {
  const tiers = `tiers: [{ when: { fact: zyec.financing_yuan, atLeast: 1000000 }, amount: 100 }, { when: { fact: zyec.financing_yuan, atLeast: 100000 }, amount: 50 }]`;
  const clause = `  - { id: C, ${HEAD}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { amount: { ${tiers} } } }`;
  expect(said(clause)).toContain('第2档(本次融资额为333,333.33元,不低于100,000.00元),50.00元=50.00元');
  const trace = evaluate([documentOf(clause)], FACTS, { explain: true })[0]?.trace;
  const step = trace?.steps.find((each) => each.step === 'amount');
  expect(step?.step === 'amount' && step.tried.map(({ outcome }) => outcome)).toEqual(['false', 'true']);
});

test('a cap that cuts: the computed amount and what is left', () => {
  const clause = `  - { id: C, ${HEAD}, subject: { facts: [zyec.financing_id] }, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { amount: { share: 50%, of: { fact: zyec.financing_yuan } } }, cap: { yuan: 1000, per: life } }`;
  const paid = {
    'zyec.financing_id': 'b',
    awards_paid: [{ clause: 'C', subject: 'a', amount_yuan: '400.00' }],
  };
  expect(said(clause, paid)).toContain('依“一”最高1,000.00元,此前已兑付400.00元,尚余600.00元');
  expect(said(clause, paid)).toContain('=166,666.66元(不足一分的部分舍去),超出限额所余,按所余600.00元计');
  expect(said(clause, paid)).toContain('核定600.00元');
});

test('an open question with what a person may choose, and a decision on it', () => {
  const clause = `  - { id: C, ${HEAD}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { fixedYuan: 30000 }, questions: [{ reading: R-1, when: { fact: bank.period_from, known: true }, effects: { full: full, nothing: nothing } }] }`;
  expect(said(clause)).toContain(
    '“旧的算不算”文件未写明(口径R-1),可选“算”为30,000.00元,“不算”为0.00元。结论:须由人工决定',
  );
  expect(said(clause, { decisions: [{ clause: 'C', option: 'full' }] })).toContain(
    '“旧的算不算”经人工决定:算(口径R-1)',
  );
  expect(said(clause, { decisions: [{ clause: 'C', option: 'half' }] })).toContain(
    '结论:所附决定不符合规定,不予采用',
  );
});

test('a decision of a share: its base, its bounds, the amount', () => {
  const clause = `  - { id: C, ${HEAD.replace('fixed', 'ratio_with_cap').replace('award', 'discretionary')}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: 30% } } }`;
  expect(said(clause, { decisions: [{ clause: 'C', approved_ratio: '0.3' }] })).toContain(
    '以本次融资额333,333.33元为基数,依“一”应不高于99,999.99元,决定比例30%;按决定为99,999.99元',
  );
  expect(said(clause, { decisions: [{ clause: 'C', approved_ratio: '0.31' }] })).toContain(
    '所附决定不予采用:超出规定范围',
  );
});

test.each([
  [
    'every test that fails, those that hold not',
    withConditions(
      '{ all: [{ fact: zyec.listed, is: true }, { fact: zyec.financing_yuan, atLeast: 1 }, { fact: applicant.kind, is: person }] }',
    ),
    {},
    '不符合条件:在中原股权交易中心挂牌为否,应为是;主体类型为企业,应为个人。',
  ],
  [
    'every part of a choice none of which holds',
    withConditions('{ any: [{ fact: zyec.listed, is: true }, { fact: applicant.kind, is: person }] }'),
    {},
    '不符合条件:在中原股权交易中心挂牌为否,应为是;主体类型为企业,应为个人。',
  ],
  [
    'what is not known of a clause that nothing leads to',
    `  - { id: C, ${HEAD}, trigger: { fact: loan.due, is: true }, award: { fixedYuan: 1 } }`,
    {},
    '现有数据未显示与该条款有关:贷款到期仍有需求不详,应为是。',
  ],
  [
    'a question that a decision answered against the applicant',
    `  - { id: C, ${HEAD}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { fixedYuan: 1 }, questions: [{ reading: R-1, when: { fact: bank.period_from, known: true }, effects: { full: full, nothing: nothing } }] }`,
    { decisions: [{ clause: 'C', option: 'nothing' }] },
    '不符合条件:“旧的算不算”经人工决定:不算(口径R-1)。',
  ],
  [
    'an amount of nothing',
    `  - { id: C, ${HEAD}, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { amount: { increase: { from: zyec.financing_yuan, to: zyec.financing_yuan } } } }`,
    {},
    '不符合条件:按标准计算的金额为零。',
  ],
  [
    'the same award paid before',
    withConditions('{ fact: applicant.kind, is: enterprise }'),
    { awards_paid: [{ clause: 'C', amount_yuan: '1.00' }] },
    '已兑付,不再重复兑付。',
  ],
  [
    'a cap that is used up',
    `  - { id: C, ${HEAD}, subject: { facts: [zyec.financing_id] }, trigger: { fact: zyec.financing_yuan, moreThan: 0 }, award: { fixedYuan: 1 }, cap: { yuan: 1000, per: life } }`,
    { 'zyec.financing_id': 'b', awards_paid: [{ clause: 'C', subject: 'a', amount_yuan: '1000.00' }] },
    '限额已用完,不再兑付。',
  ],
])('a clause that pays nothing concludes with %s', (_, clause, facts, expected) => {
  expect(said(clause, facts)).toMatch(new RegExp(`结论:${expected.replace(/[()]/g, '.')}$`));
});

test('says where the facts came from, and gives the same as rows', () => {
  const [result] = evaluate([documentOf(withConditions('{ not: { fact: zyec.listed, is: true } }'))], FACTS, {
    explain: true,
  });
  if (!result?.trace) throw new Error('no result');
  const origins = {
    'zyec.listed': { source: '中原股权', documentNumber: '1号', learnedAt: '2026-06-30T17:00:00Z' },
    'applicant.city': { source: '市场主体登记' },
  };
  const text = describeTrace(result.trace, origins);
  expect(text).toContain(END);
  expect(text).toMatch(
    /数据来源:注册地所在市—市场主体登记;在中原股权交易中心挂牌—中原股权\(1号,2026-07-01\)。$/,
  );
  const rows = explainTrace(result.trace, origins).flatMap(({ tests }) => tests);
  expect(rows.map(({ fact, outcome, source }) => [fact, outcome, source])).toEqual([
    ['applicant.city', 'true', '市场主体登记'],
    ['applicant.kind', 'true', '市场监管登记'],
    ['zyec.listed', 'true', '中原股权'],
  ]);
});

test('reasons of a clause that does not apply say what the contrary of a negation asks', () => {
  const [result] = evaluate(
    [documentOf(withConditions('{ not: { fact: applicant.kind, is: enterprise } }'))],
    FACTS,
    { explain: true },
  );
  expect(result?.reasons?.map(({ text }) => text)).toEqual(['主体类型为企业,不应为企业']);
});

test('no trace of the shipped documents speaks of a fact by its code', () => {
  const folder = join(__dirname, '../../documents');
  for (const name of ['pingdingshan-2022-15.yaml', 'zhengzhou-2022-36.yaml']) {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    if (!parsed.ok) throw new Error(name);
    for (const { trace } of evaluate([parsed.document], FACTS, { explain: true })) {
      expect(trace && describeTrace(trace)).not.toMatch(/[a-z]+\.[a-z_]+|titles|undefined|null/);
    }
  }
});
