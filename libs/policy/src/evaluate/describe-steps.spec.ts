import type { TestCheck } from './check';
import { describeStep, describeTrace, explainTrace } from './describe-trace';
import type { ResultStatus, Trace, TraceStep } from './result';

const TRACE: Trace = {
  ...{ semantics: 1, document: 'd', number: '甲政办〔2022〕2号', clause: 'K', article: '一', title: '奖励' },
  ...{ status: 'determined', amountFen: null, steps: [], readings: {}, missing: [] },
};
const told = (step: TraceStep, before: readonly TraceStep[] = []): string =>
  describeStep(step, { ...TRACE, steps: [...before, step] });
const concluded = (over: Partial<Trace>): string =>
  describeTrace({ ...TRACE, ...over }).replace(/^.*结论:/, '');

const listed: TestCheck = {
  ...{ kind: 'test', test: 'equals', fact: 'zyec.listed', otherFact: null, otherActual: null },
  ...{ expected: true, actual: true, outcome: 'true', article: '四' },
};
const holding = { ...listed, kind: 'test' as const };
const failing: TestCheck = { ...listed, actual: false, outcome: 'false' };
const unknown: TestCheck = { ...listed, actual: null, outcome: 'unknown' };
const OPTIONS = [
  { key: 'full', amountFen: 10_000, reading: 'R-1', meaning: '算' },
  { key: 'nothing', amountFen: 0, reading: 'R-1', meaning: '不算' },
];

type Question = Extract<TraceStep, { step: 'question' }>;
const question = (over: Partial<Question>): Question => ({
  ...{ step: 'question', reading: 'R-1', article: '一', question: '旧的算不算', met: 'true', check: holding },
  ...{ answeredBy: null, option: null, meaning: null, effect: null, options: [], ...over },
});
type Decision = Extract<TraceStep, { step: 'decision' }>;
const decision = (over: Partial<Decision>): Decision => ({
  ...{ step: 'decision', article: '二', floorFen: null, ceilingFen: null, decided: null, refused: false },
  ...{ base: null, ...over },
});
type Amount = Extract<TraceStep, { step: 'amount' }>;
const amount = (over: Partial<Amount>): Amount => ({
  ...{ step: 'amount', amountFen: 100, article: '一', addsTo: null, formula: null, tried: [] },
  ...{ exactFen: null, computedFen: 100, ...over },
});
type Stacking = Extract<TraceStep, { step: 'stacking' }>;
const stacking = (over: Partial<Stacking>): Stacking => ({
  ...{ step: 'stacking', group: 'G-1', article: '三', by: null, paidFen: 0, together: [], reading: null },
  ...{ answeredBy: null, meaning: null, options: [], ...over },
});
const deduction = {
  clauses: ['D', 'E'],
  paidFen: 500,
  borneFen: 0,
  leftFen: 500,
  reading: null,
  option: null,
  meaning: null,
};
type Funding = Extract<TraceStep, { step: 'funding' }>;
const funding = (over: Partial<Funding>): Funding => ({
  ...{ step: 'funding', rule: 'half', clause: null, article: '五', fact: 'applicant.county', value: null },
  ...{ list: null, splitFen: null, ...over },
});
const cap: TraceStep = { step: 'cap', article: '六', capFen: 300, paidFen: 100, leftFen: 200 };

// prettier-ignore
test.each<readonly [string, TraceStep, string]>([
  ['a question that does not arise', question({ met: 'false' }), ''],
  ['a question that is open, with what each answer gives', question({ options: OPTIONS }), '“旧的算不算”文件未写明(口径R-1),可选“算”为100.00元,“不算”为0.00元'],
  ['a question that nobody can answer', question({}), '“旧的算不算”文件未写明(口径R-1)'],
  ['a question that a person answered', question({ answeredBy: 'decision', option: 'full', meaning: '算' }), '“旧的算不算”经人工决定:算(口径R-1)'],
  ['a question that the policy answered', question({ answeredBy: 'reading', option: 'full', meaning: '算' }), '“旧的算不算”按政策口径:算(口径R-1)'],
  ['an answer without words', question({ answeredBy: 'reading', option: 'full' }), '“旧的算不算”按政策口径:full(口径R-1)'],

  ['a decision that is missing', decision({}), '“二”没有写明数额,尚无人工决定'],
  ['a decision with a floor', decision({ floorFen: 100, decided: '决定2元' }), '依“二”应不低于1.00元,决定2元'],
  ['a decision with a ceiling', decision({ ceilingFen: 300, decided: '决定2元' }), '依“二”应不高于3.00元,决定2元'],
  ['a decision between both', decision({ floorFen: 100, ceilingFen: 300, decided: '决定2元' }), '依“二”应不低于1.00元、不高于3.00元,决定2元'],
  ['a share that is decided', decision({ base: '融资额10.00元', decided: '决定一成' }), '以融资额10.00元为基数,“二”没有写明数额,决定一成'],
  ['a decision beyond its bounds', decision({ ceilingFen: 300, decided: 'decision-out-of-range', refused: true }), '依“二”应不高于3.00元,所附决定不予采用:超出规定范围'],
  ['a decision refused for what has no words', decision({ decided: 'strange', refused: true }), '“二”没有写明数额,所附决定不予采用:strange'],

  ['a fixed amount', amount({}), '按“一”的标准,为1.00元'],
  ['an amount that was computed', amount({ formula: '10%×10.00元' }), '按“一”的标准,10%×10.00元=1.00元'],
  ['an amount that was rounded', amount({ formula: '3.00元÷7', exactFen: '300/7', computedFen: 42, amountFen: 42 }), '按“一”的标准,3.00元÷7=0.42元(不足一分的部分舍去)'],
  ['the tier that holds, not those before', amount({ tried: [failing, holding] }), '按“一”的标准,第2档(在中原股权交易中心挂牌:是),为1.00元'],
  ['what comes on top of another clause', amount({ addsTo: 'B' }), '按“一”的标准,为1.00元(在条款B之外另给)'],
  ['what a cap leaves', amount({ computedFen: 300, amountFen: 100 }), '按“一”的标准,为3.00元,超出限额所余,按所余1.00元计'],

  ['a cap', cap, '依“六”最高3.00元,此前已兑付1.00元,尚余2.00元'],
  ['a cap under a reading', { ...cap, reading: 'R-2', meaning: '按年' }, '依“六”最高3.00元(口径R-2:按年),此前已兑付1.00元,尚余2.00元'],
  ['a cap under a reading without words', { ...cap, reading: 'R-2' }, '依“六”最高3.00元(口径R-2:),此前已兑付1.00元,尚余2.00元'],

  ['nothing of the group was paid', stacking({}), '同组奖励此前未兑付'],
  ['something of the group was paid', stacking({ paidFen: 100 }), '同组奖励此前已兑付1.00元'],
  ['something is determined with it', stacking({ paidFen: 300, together: ['B', 'C'] }), '同组的条款B、C同时核定(连同此前兑付共3.00元)'],
  ['a higher one stands', stacking({ by: 'B', paidFen: 100 }), '依“三”不重复给予,同组已有条款B'],
  ['what the payment means is open', stacking({ paidFen: 100, reading: 'R-1', options: OPTIONS }), '同组奖励此前已兑付1.00元,如何计算文件未写明(口径R-1),可选“算”为100.00元,“不算”为0.00元'],
  ['what the payment means by the policy', stacking({ paidFen: 100, reading: 'R-1', answeredBy: 'reading', meaning: '只补差额' }), '同组奖励此前已兑付1.00元,按政策口径只补差额(口径R-1)'],
  ['what the payment means by a decision', stacking({ paidFen: 100, reading: 'R-1', answeredBy: 'decision', meaning: '只补差额' }), '同组奖励此前已兑付1.00元,经人工决定只补差额(口径R-1)'],
  ['a deduction that is whole', stacking({ deduction }), '同组奖励此前未兑付;条款D、E已给予5.00元,应予抵扣,尚余5.00元未抵扣'],
  ['a deduction that others bore in part', stacking({ deduction: { ...deduction, borneFen: 200, leftFen: 300 } }), '同组奖励此前未兑付;条款D、E已给予5.00元,应予抵扣,此前的奖励已抵扣2.00元,尚余3.00元未抵扣'],
  ['a deduction that others bore half', stacking({ deduction: { ...deduction, borneFen: 250, leftFen: 250 } }), '同组奖励此前未兑付;条款D、E已给予5.00元,应予抵扣,此前的奖励已抵扣2.50元,尚余2.50元未抵扣'],
  ['a deduction that the policy leaves out', stacking({ deduction: { ...deduction, leftFen: 0, reading: 'R-1', meaning: '不抵扣' } }), '同组奖励此前未兑付;条款D、E已给予5.00元,按政策口径不抵扣(口径R-1)'],
  ['a deduction of what is not on record', stacking({ deduction: { ...deduction, paidFen: null, leftFen: 0, meaning: '不抵扣', reading: 'R-1' } }), '同组奖励此前未兑付;条款D、E已给予的金额不详,按政策口径不抵扣(口径R-1)'],

  ['nobody is named who bears it', funding({ rule: null, fact: null }), '文件未规定由哪一级承担'],
  ['one level bears it all', funding({ fact: null, splitFen: { city: 100 } }), '依“五”由市级承担1.00元'],
  ['levels share it by county', funding({ value: '新华区', list: '东区', splitFen: { city: 50, county: 50 } }), '注册地所在县(市、区)为新华区,属东区,依“五”由市级承担0.50元、县(市、区)级承担0.50元'],
  ['the county is not known', funding({}), '注册地所在县(市、区)不详,承担方待定'],
  ['the county is in no list', funding({ value: '某县' }), '某县不在承担规则之内,承担方待定'],

  ['nothing was paid before', { step: 'earlier-payment', paid: false }, '本条此前未兑付过'],
  ['it was paid before', { step: 'earlier-payment', paid: true }, '本条此前已兑付'],
])('%s', (_, step, text) => {
  expect(told(step)).toBe(text);
});

test('an amount that was decided is told as such', () => {
  expect(told(amount({ formula: '不用' }), [decision({ decided: '决定1元' })])).toBe('按决定为1.00元');
});

const conditions = (check: TestCheck): TraceStep => ({ step: 'conditions', outcome: check.outcome, check });
// prettier-ignore
test.each<readonly [string, ResultStatus, Partial<Trace>, string]>([
  ['what is given in the end', 'determined', { amountFen: 200, steps: [amount({})] }, '符合条件,核定2.00元(贰元整)。'],
  ['what was computed, where nothing else is said', 'determined', { steps: [conditions(holding), amount({})] }, '符合条件,核定1.00元(壹元整)。'],
  ['without an amount', 'determined', { steps: [conditions(holding)] }, '符合条件。'],
  ['nothing is left of a cap', 'already-paid', { steps: [cap] }, '限额已用完,不再兑付。'],
  ['nothing is left in a group', 'already-paid', { steps: [stacking({})] }, '同组奖励已给予,本条没有余额,不再兑付。'],
  ['paid already', 'already-paid', { steps: [{ step: 'earlier-payment', paid: true }] }, '已兑付,不再重复兑付。'],
  ['paid already, with no step', 'already-paid', {}, '已兑付,不再重复兑付。'],
  ['what is missing, with where it comes from', 'needs-evidence', { missing: ['zyec.listed', 'reading.none'] }, '尚缺资料,暂不能核定,需补充:在中原股权交易中心挂牌(中原股权)、reading.none。'],
  ['a person decides', 'needs-decision', { steps: [conditions(failing)] }, '须由人工决定后方可核定。'],
  ['another award stands', 'superseded', { steps: [conditions(failing)] }, '已按从高不重复原则由更高的奖励取代。'],
  ['a decision is refused', 'refused', { steps: [conditions(failing)] }, '所附决定不符合规定,不予采用。'],
  ['every reason, once', 'not-eligible', { steps: [conditions(failing), conditions(holding), conditions(failing), conditions(unknown)] }, '不符合条件:在中原股权交易中心挂牌为否,应为是;在中原股权交易中心挂牌不详,应为是。'],
  ['an answer that gives nothing', 'not-eligible', { steps: [conditions(failing), question({ answeredBy: 'decision', option: 'nothing', meaning: '不算' })] }, '不符合条件:“旧的算不算”经人工决定:不算(口径R-1)。'],
  ['an amount of nothing', 'not-eligible', { steps: [conditions(holding), amount({ amountFen: 0, computedFen: 0 })] }, '不符合条件:按标准计算的金额为零。'],
  ['nothing to say why', 'not-triggered', {}, '现有数据未显示与该条款有关:按标准计算的金额为零。'],
])('the conclusion: %s', (_, status, over, text) => {
  expect(concluded({ status, ...over })).toBe(text);
});

test('facts are told with where they came from, once each, those of records under the name of their list', () => {
  const title: TestCheck = { ...listed, fact: 'titles[].level', actual: 'national', expected: 'national' };
  const steps: TraceStep[] = [
    conditions(holding),
    conditions(holding),
    conditions(unknown),
    conditions(title),
    amount({}),
  ];
  const origins = {
    'zyec.listed': { source: '股权中心', documentNumber: '股〔2022〕1号', learnedAt: '2022-05-01T20:00:00Z' },
    titles: { source: '认定名单' },
    amount: { source: '没有问到' },
  };
  const text = describeTrace({ ...TRACE, steps }, origins);
  expect(text.replace(/^.*数据来源:/, '')).toBe(
    '在中原股权交易中心挂牌—股权中心(股〔2022〕1号,2022-05-02);所获称号—认定名单。',
  );
  expect(describeTrace({ ...TRACE, steps: [conditions(unknown)] }, origins)).not.toContain('数据来源');
});

test('each test is a row with fact, outcome, source, document and day; what is negated the other way round', () => {
  const title: TestCheck = { ...listed, fact: 'titles[].level', actual: 'national', expected: 'national' };
  const nested = {
    kind: 'not' as const,
    outcome: 'false' as const,
    of: [
      {
        kind: 'any' as const,
        outcome: 'true' as const,
        of: [holding, unknown, { kind: 'not' as const, outcome: 'true' as const, of: [failing] }],
      },
    ],
  };
  const steps: TraceStep[] = [
    { step: 'conditions', outcome: 'false', check: { kind: 'all', outcome: 'false', of: [title, nested] } },
    amount({}),
  ];
  const origins = {
    titles: { source: '认定名单', documentNumber: '工信〔2022〕1号', learnedAt: '2022-05-01T20:00:00Z' },
  };
  const [first, second] = explainTrace({ ...TRACE, steps }, origins);
  const fromRegister = { source: '中原股权', documentNumber: null, learnedAt: null };
  expect(
    first?.tests.map(({ fact, outcome, source, documentNumber, learnedAt }) => ({
      fact,
      outcome,
      source,
      documentNumber,
      learnedAt,
    })),
  ).toEqual([
    {
      fact: 'titles[].level',
      outcome: 'true',
      source: '认定名单',
      documentNumber: '工信〔2022〕1号',
      learnedAt: '2022-05-01T20:00:00Z',
    },
    { fact: 'zyec.listed', outcome: 'false', ...fromRegister },
    { fact: 'zyec.listed', outcome: 'unknown', ...fromRegister },
    { fact: 'zyec.listed', outcome: 'false', ...fromRegister },
  ]);
  expect(second).toMatchObject({ step: 'amount', text: '按“一”的标准,为1.00元', tests: [] });
  const nameless: TestCheck = { ...listed, fact: 'reading.none' };
  expect(explainTrace({ ...TRACE, steps: [conditions(nameless)] })[0]?.tests[0]?.source).toBeNull();
});
