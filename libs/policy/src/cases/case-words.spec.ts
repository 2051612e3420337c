import { clausesWithoutCase, judgePolicyCases, parsePolicyCases, type Result } from '../index';
import { clause, documentOf, TRIGGER } from '../evaluate/forms.fixture';
import { describeExpectation, describeOutcome } from './case-words';
import type { Expectation } from './parse-cases';

const SILENT: Expectation = {
  ...{ clause: 'A', subject: null, line: 1, status: 'determined', amountFen: null, splitFen: {} },
  ...{ payable: null, missing: null, options: null, problem: null, by: null, ceilingFen: null, range: null },
};
const full = { key: 'full', amountFen: 100, reading: 'R', meaning: '全额' };
const nothing = { key: 'nothing', amountFen: 0, reading: 'R', meaning: '不给' };

// What a row says, the same as a result says it, and the words of both.
// prettier-ignore
const ROWS: readonly (readonly [Partial<Expectation>, Partial<Result>, string])[] = [
  [{}, { status: 'determined' }, '核定'],
  [{ status: 'superseded' }, { status: 'superseded' }, '被更高奖励覆盖'],
  [{ amountFen: 123_456 }, { amountFen: 123_456 }, '核定,1,234.56元'],
  [{ amountFen: 100, splitFen: { county: 25, province: 50, city: 25 } }, { amountFen: 100, splitFen: { county: 25, province: 50, city: 25 } }, '核定,1.00元,省级0.50元、市级0.25元、县(市、区)级0.25元'],
  [{ splitFen: { city: 0 } }, { splitFen: { city: 0 } }, '核定,市级0.00元'],
  [{ payable: true }, { payable: true }, '核定,可兑付'],
  [{ payable: false }, { payable: false }, '核定,不直接兑付'],
  [{ status: 'needs-evidence', missing: ['scale.first_entry', 'applicant.kind'] }, { status: 'needs-evidence', missing: ['scale.first_entry', 'applicant.kind'] }, '还缺数据,缺少主体类型、首次纳入规模以上统计'],
  [{ missing: [] }, { missing: [] }, '核定,缺少(无)'],
  [{ status: 'needs-decision', options: { nothing: 0, full: 100 } }, { status: 'needs-decision', options: [nothing, full] }, '须人工决定,可选full 1.00元、nothing 0.00元'],
  [{ status: 'needs-decision', ceilingFen: 100 }, { status: 'needs-decision', ceilingFen: 100 }, '须人工决定,最高1.00元'],
  [{ status: 'needs-decision', range: { fromFen: 100, toFen: 200 } }, { status: 'needs-decision', range: { fromFen: 100, toFen: 200 } }, '须人工决定,1.00元至2.00元'],
  [{ status: 'refused', problem: 'decision-out-of-range' }, { status: 'refused', problem: 'decision-out-of-range' }, '决定不予采用,decision-out-of-range'],
  [{ status: 'superseded', by: 'B' }, { status: 'superseded', by: 'B' }, '被更高奖励覆盖,覆盖它的是B'],
];

test.each(ROWS)('%j is said as it comes out', (expected, result, words) => {
  const row = { ...SILENT, ...expected };
  expect(describeExpectation(row)).toBe(words);
  expect(describeOutcome({ clause: 'A', status: 'determined', factsUsed: [], ...result }, row)).toBe(words);
});

test('an outcome is silent about what its row leaves open, and says everything of a surplus result but who may pay', () => {
  const found: Result = { clause: 'A', status: 'superseded', factsUsed: [], payable: true, by: 'B' };
  expect(describeOutcome(found, { ...SILENT, status: 'superseded' })).toBe('被更高奖励覆盖');
  expect(describeOutcome(found, null)).toBe('被更高奖励覆盖');
  const bare: Result = { clause: 'A', status: 'determined', factsUsed: [] };
  expect(describeOutcome(bare, { ...SILENT, payable: true, by: 'B' })).toBe('核定');
});

const DOCUMENT = documentOf(
  clause('A', [TRIGGER, 'award: { fixedYuan: 100 }', 'funding: half']) +
    clause('B', [
      'subject: { title: [PROV_ZJTX, NATIONAL_LITTLE_GIANT] }',
      'award: { fixedYuan: 200 }',
      'conditions: { title: granted }',
    ]),
);

function judged(rows: string) {
  const parsed = parsePolicyCases(
    `cases: forms\ngiven: { evaluation_date: 2022-12-31, applicant.city: 甲, applicant.county: 东区 }\ntable:\n${rows}`,
    'forms.cases.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return judgePolicyCases(DOCUMENT, parsed.cases);
}
const TITLES = `titles: [{ id: t1, code: PROV_ZJTX, granted_on: 2022-01-01 }, { id: t2, code: NATIONAL_LITTLE_GIANT, granted_on: 2022-01-01 }]`;

test('every expectation and every surplus result is an outcome, where it is written', () => {
  const { problems, outcomes } = judged(`
  - case: 一
    facts: { applicant.kind: enterprise }
    expect:
      A: { status: determined, yuan: 100, province: 50, city: 25, county: 25 }
  - case: 二
    facts: { applicant.kind: enterprise, ${TITLES} }
    expect:
      B t1: { status: determined, yuan: 200 }
      B t3: { status: determined, yuan: 200 }
`);
  expect(outcomes).toEqual([
    {
      ...{ case: '一', line: 8, clause: 'A', subject: null, passed: true },
      expected: '核定,100.00元,省级50.00元、市级25.00元、县(市、区)级25.00元',
      actual: '核定,100.00元,省级50.00元、市级25.00元、县(市、区)级25.00元',
    },
    {
      ...{ case: '二', line: 12, clause: 'B', subject: 't1', passed: true },
      ...{ expected: '核定,200.00元', actual: '核定,200.00元' },
    },
    {
      ...{ case: '二', line: 13, clause: 'B', subject: 't3', passed: false },
      ...{ expected: '核定,200.00元', actual: null },
    },
    {
      ...{ case: '二', line: 9, clause: 'A', subject: null, passed: false, expected: null },
      actual: '核定,100.00元,省级50.00元、市级25.00元、县(市、区)级25.00元',
    },
    {
      ...{ case: '二', line: 9, clause: 'B', subject: 't2', passed: false, expected: null },
      actual: '核定,200.00元',
    },
  ]);
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
    '13:1 case "二": B does not show up, expected determined',
    '9:1 case "二": A is determined, expected not to show up',
    '9:1 case "二": B is determined, expected not to show up',
  ]);
});

test('a row without a subject does not do for several results', () => {
  const { problems, outcomes } = judged(`
  - case: 两项
    facts: { ${TITLES} }
    expect: { B: { status: determined, yuan: 200 } }
`);
  expect(problems.map(({ message }) => message)).toEqual([
    'case "两项": B has several results: name the subject of each',
  ]);
  expect(outcomes).toMatchObject([{ passed: false, actual: '核定,200.00元' }]);
});

test('a row that names what is not there is not run', () => {
  const { problems, outcomes } = judged(`
  - case: 别的
    facts: { applicant.kind: enterprise }
    expect: { C: { status: determined, yuan: 1 } }
`);
  expect(problems).toMatchObject([{ code: 'unknown-clause', file: 'forms.cases.yaml', line: 7 }]);
  expect(outcomes).toEqual([
    {
      ...{ case: '别的', line: 7, clause: 'C', subject: null, passed: false },
      ...{ expected: '核定,1.00元', actual: null },
    },
  ]);
});

// What a row says although it is not so: each is named, with what came out.
// prettier-ignore
test.each([
  ['A: { status: determined, yuan: 99, province: 50, city: 25, county: 25 }', 'amount 100.00 yuan, expected 99.00 yuan'],
  ['A: { status: determined, province: 50, city: 25, county: 25 }', 'amount 100.00 yuan, expected no amount'],
  ['A: { status: determined, yuan: 100, province: 50, city: 50 }', 'split province 50.00, city 25.00, county 25.00, expected province 50.00, city 50.00'],
  ['A: { status: determined, yuan: 100 }', 'split province 50.00, city 25.00, county 25.00, expected no split'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, missing: [applicant.kind] }', 'missing nothing, expected applicant.kind'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, options: { full: 1 } }', 'options , expected full 1.00'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, ceiling: 1 }', 'ceiling no amount, expected 1.00 yuan'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, range: { from: 1, to: 2 } }', 'range none, expected 1.00 yuan to 2.00 yuan'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, problem: x }', 'problem none, expected x'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, by: B }', 'superseded by none, expected B'],
  ['A: { status: determined, yuan: 100, province: 50, city: 25, county: 25, payable: false }', 'payable true, expected false'],
])('%s is answered by what came out', (row, answer) => {
  const { problems } = judged(`
  - case: 一
    facts: { applicant.kind: enterprise }
    expect: { ${row} }
`);
  expect(problems.map(({ message }) => message)).toEqual([`case "一": A ${answer}`]);
});

const DECIDED = documentOf(
  clause(
    'C',
    [TRIGGER, 'award: { decidedYuan: { atLeast: 100, atMost: 200 } }'],
    'discretionary',
    'discretionary',
  ) + clause('D', [TRIGGER, 'award: { decidedYuan: { atMost: 200 } }'], 'discretionary', 'discretionary'),
);

test('bounds that a row leaves out are named as well', () => {
  const parsed = parsePolicyCases(
    `cases: forms
table:
  - case: 一
    facts: { evaluation_date: 2022-12-31, applicant.city: 甲, applicant.kind: enterprise }
    expect: { C: { status: needs-decision }, D: { status: needs-decision } }
`,
    'c',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(judgePolicyCases(DECIDED, parsed.cases).problems.map(({ message }) => message)).toEqual([
    'case "一": C range 100.00 yuan to 200.00 yuan, expected none',
    'case "一": D ceiling 200.00 yuan, expected no amount',
  ]);
});

const ASKED = documentOf(
  clause('Q', [
    TRIGGER,
    'award: { fixedYuan: 100 }',
    'questions: [{ reading: R-1, when: { fact: applicant.kind, known: true }, effects: { difference: nothing, full: full, nothing: nothing } }]',
  ]) +
    clause('M', [
      TRIGGER,
      'award: { fixedYuan: 100 }',
      'conditions: { all: [{ fact: zyec.listed, is: true }, { fact: applicant.size, in: [small] }] }',
    ]),
);
const asked = (expect: string): readonly string[] => {
  const parsed = parsePolicyCases(
    `cases: forms
table:
  - case: 一
    facts: { evaluation_date: 2022-12-31, applicant.city: 甲, applicant.kind: enterprise }
    expect: { ${expect} }
`,
    'c',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return judgePolicyCases(ASKED, parsed.cases).problems.map(({ message }) => message);
};

test('options and missing facts have no order; another amount of an option, another fact, or none is named', () => {
  const options = 'Q: { status: needs-decision, options: { nothing: 0, full: 100, difference: 0 } }';
  const missing = 'M: { status: needs-evidence, missing: [zyec.listed, applicant.size] }';
  expect(asked(`${options}, ${missing}`)).toEqual([]);
  expect(
    asked(`${options}, ${missing.replace('zyec.listed, applicant.size', 'applicant.size, zyec.listed')}`),
  ).toEqual([]);
  expect(asked(`${options.replace('full: 100', 'full: 99')}, M: { status: needs-evidence }`)).toEqual([
    'case "一": Q options difference 0.00, full 100.00, nothing 0.00, expected difference 0.00, full 99.00, nothing 0.00',
    'case "一": M missing applicant.size, zyec.listed, expected nothing',
  ]);
  expect(asked(`Q: { status: needs-decision, yuan: 1 }, ${missing}`)).toEqual([
    'case "一": Q amount no amount, expected 1.00 yuan',
    'case "一": Q options difference 0.00, full 100.00, nothing 0.00, expected ',
  ]);
});

test('a clause is worked through only by a case in which it is paid', () => {
  const parsed = parsePolicyCases(
    'cases: forms\ntable:\n  - case: 一\n    expect: { Q: { status: needs-decision }, M: { status: determined, yuan: 100 } }\n',
    'c',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(clausesWithoutCase(ASKED, parsed.cases, 'd').map(({ message }) => message)).toEqual([
    'no case shows Q determined',
  ]);
});
