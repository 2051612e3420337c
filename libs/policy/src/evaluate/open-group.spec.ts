import { describeTrace, evaluate, parsePolicyDocument, type PolicyDocument } from '../index';
import { factsOf } from './forms.fixture';

const text = `document: ladder
semantics: 1
number: 甲政办〔2022〕3号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  A-1:
    article: 一
    question: 几级称号是否累计
    preset: full
    options: { full: 相互累计, difference: 只补差额, nothing: 只给一项 }
    decidedBy: 甲市经信局
  A-2:
    article: 二
    question: 同一装备升级
    preset: ask
    options: { difference: 只补差额, full: 全额 }
  A-3:
    article: 三
    question: 参与起草算不算
    preset: 'no'
    options: { 'no': 不算, 'yes': 也算 }
stacking:
  G-1: { article: 一, rule: open, reading: A-1 }
  G-2: { article: 二, rule: open, per: subject, reading: A-2 }
  G-3: { article: 二, per: subject }
clauses:
  - id: L-1
    article: 一
    title: 省级称号
    kind: tiered
    treatment: award
    stackingGroup: G-1
    subject: { anyTitle: [PROV_ZJTX, PROV_HIDDEN_CHAMPION] }
    conditions: { fact: 'titles[].first_ever', is: true }
    award: { fixedYuan: 100 }
  - id: L-2
    article: 一
    title: 国家级称号
    kind: tiered
    treatment: award
    stackingGroup: G-1
    subject: { anyTitle: [NATIONAL_LITTLE_GIANT] }
    award: { fixedYuan: 300 }
  - id: E-1
    article: 二
    title: 市内首台套
    kind: tiered
    treatment: award
    stackingGroup: G-2
    subject: { title: [FIRST_SET_CITY] }
    award: { fixedYuan: 200 }
  - id: E-2
    article: 二
    title: 省内首台套
    kind: tiered
    treatment: award
    stackingGroup: G-2
    subject: { title: [FIRST_SET_PROV] }
    award: { fixedYuan: 500 }
  - id: H-1
    article: 二
    title: 产品
    kind: tiered
    treatment: award
    stackingGroup: G-3
    subject: { title: [SINGLE_CHAMPION_PRODUCT] }
    award: { fixedYuan: 100 }
  - id: H-2
    article: 二
    title: 同一产品的另一项
    kind: tiered
    treatment: award
    stackingGroup: G-3
    subject: { title: [SINGLE_CHAMPION_PRODUCT] }
    award: { fixedYuan: 400 }
  - id: S-1
    article: 三
    title: 标准
    kind: fixed
    treatment: award
    subject: { standard: [national] }
    conditions: { any: [{ fact: 'standards[].role', is: lead }, { reading: A-3, is: 'yes' }] }
    award: { fixedYuan: 700 }
`;

function parse(): PolicyDocument {
  const parsed = parsePolicyDocument(text, 'ladder.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}
const document = parse();

/** Clause, status and amount of every result. */
function outcome(facts: object, readings: Record<string, string> = {}) {
  return evaluate([document], factsOf(facts), { readings }).map(({ clause, status, amountFen }) =>
    [clause, status, amountFen ?? null].join(' ').trim(),
  );
}

const provincial = { code: 'PROV_ZJTX', first_ever: true };
const national = { code: 'NATIONAL_LITTLE_GIANT' };
const city = { code: 'FIRST_SET_CITY', subject_id: '压滤机' };
const upgraded = { code: 'FIRST_SET_PROV', subject_id: '压滤机' };

describe('a group whose awards the text does not forbid to add up', () => {
  test('adds them up where the reading says so, together or one after the other', () => {
    expect(outcome({ titles: [provincial, national] })).toEqual([
      'L-1 determined 10000',
      'L-2 determined 30000',
    ]);
    const awards_paid = [{ clause: 'L-1', amount_yuan: '100' }];
    expect(outcome({ titles: [national], awards_paid })).toEqual(['L-2 determined 30000']);
  });

  test.each([
    ['difference', ['L-1 determined 10000', 'L-2 determined 20000'], ['L-2 determined 20000']],
    ['nothing', ['L-1 determined 10000', 'L-2 superseded'], ['L-2 already-paid']],
  ])('follows the reading %s', (option, together, later) => {
    const readings = { 'A-1': option };
    expect(outcome({ titles: [provincial, national] }, readings)).toEqual(together);
    const awards_paid = [{ clause: 'L-1', amount_yuan: '100' }];
    expect(outcome({ titles: [national], awards_paid }, readings)).toEqual(later);
  });

  test('a decision goes before the reading', () => {
    const decisions = [{ clause: 'L-2', option: 'difference' }];
    expect(outcome({ titles: [provincial, national], decisions })).toEqual([
      'L-1 determined 10000',
      'L-2 determined 20000',
    ]);
  });

  test('the explanation names the other award and the reading, and rests on no payment', () => {
    const facts = factsOf({ titles: [provincial, national] });
    const [, second] = evaluate([document], facts, { explain: true, clauses: ['L-1', 'L-2'] });
    expect(second?.factsUsed).not.toContain('awards_paid');
    expect(second?.trace?.readings).toEqual({ 'A-1': 'full' });
    const said = second?.trace ? describeTrace(second.trace) : '';
    expect(said).toContain('同组的条款L-1同时核定');
    expect(said).toContain('按政策口径相互累计(口径A-1)');
  });
});

describe('a group weighed per subject', () => {
  test('asks about an upgrade of the same subject, claimed together or later', () => {
    const asked = evaluate([document], factsOf({ titles: [city, upgraded] }));
    expect(asked.map(({ clause, status }) => `${clause} ${status}`)).toEqual([
      'E-1 determined',
      'E-2 needs-decision',
    ]);
    expect(asked[1]?.options?.map(({ key, amountFen }) => [key, amountFen])).toEqual([
      ['difference', 30000],
      ['full', 50000],
    ]);
    const awards_paid = [{ clause: 'E-1', subject: '压滤机', amount_yuan: '200' }];
    const later = evaluate([document], factsOf({ titles: [upgraded], awards_paid }));
    expect(later[0]?.options).toEqual(asked[1]?.options);
  });

  test('leaves another subject alone', () => {
    const other = { ...city, subject_id: '涂布机' };
    expect(outcome({ titles: [other, upgraded] })).toEqual(['E-1 determined 20000', 'E-2 determined 50000']);
  });

  test('asks which one it is where the record does not say and there is another', () => {
    const unnamed = { code: 'FIRST_SET_PROV' };
    expect(outcome({ titles: [unnamed] })).toEqual(['E-2 determined 50000']);
    const [, result] = evaluate([document], factsOf({ titles: [city, unnamed] }));
    expect(result).toMatchObject({ status: 'needs-evidence', missing: ['titles[].subject_id'] });
  });

  test('a lower award that does not say which one it is may be for the same', () => {
    expect(outcome({ titles: [{ code: 'FIRST_SET_CITY' }, upgraded] })).toEqual([
      'E-1 determined 20000',
      'E-2 needs-decision',
    ]);
  });

  test('keeps the highest of each subject', () => {
    const product = (subject_id: string) => ({ code: 'SINGLE_CHAMPION_PRODUCT', subject_id });
    expect(outcome({ titles: [product('甲'), product('乙')] })).toEqual([
      'H-1 superseded',
      'H-1 superseded',
      'H-2 determined 40000',
      'H-2 determined 40000',
    ]);
  });
});

test('any of several titles is one claim per applicant: the record that gets furthest', () => {
  const titles = [{ code: 'PROV_HIDDEN_CHAMPION', first_ever: false }, provincial];
  expect(outcome({ titles })).toEqual(['L-1 determined 10000']);
  const awards_paid = [{ clause: 'L-1', subject: 'anything', amount_yuan: '100' }];
  expect(outcome({ titles, awards_paid })).toEqual(['L-1 already-paid']);
});

test('a condition follows the reading of the document, or the one that is switched to', () => {
  const standards = [{ kind: 'national', role: 'participant' }];
  expect(outcome({ standards })).toEqual([]);
  expect(outcome({ standards }, { 'A-3': 'yes' })).toEqual(['S-1 determined 70000']);
  const [result] = evaluate([document], factsOf({ standards }), {
    readings: { 'A-3': 'yes' },
    explain: true,
    clauses: ['S-1'],
  });
  expect(result?.factsUsed).not.toContain('reading.A-3');
  expect(result?.trace && describeTrace(result.trace)).toContain('按口径“参与起草算不算”:也算');
});

/** The stacking step of each claim as the trace has it, by clause and subject. */
function stackingSteps(facts: object, readings: Record<string, string> = {}): Record<string, unknown> {
  const results = evaluate([document], factsOf(facts), { explain: true, trace: true, readings });
  return Object.fromEntries(
    results
      .filter(({ status }) => status !== 'not-eligible')
      .map(({ clause, subject = '', trace }) => [
        `${clause} ${subject}`.trim(),
        trace?.steps.filter(({ step }) => step === 'stacking'),
      ]),
  );
}

test('the trace names with which awards one was weighed: those of the same subject', () => {
  const other = { code: 'FIRST_SET_PROV', subject_id: '掘进机' };
  const steps = stackingSteps({ titles: [city, upgraded, other] }, { 'A-2': 'difference' });
  expect(steps).toMatchObject({
    'E-1 压滤机': [{ together: [] }],
    'E-2 压滤机': [{ together: ['E-1'], paidFen: 20_000 }],
    'E-2 掘进机': [{ together: [] }],
  });
});

test('an award that adds nothing to one determined with it gives way to it, and says to which', () => {
  const steps = stackingSteps({ titles: [provincial, national] }, { 'A-1': 'nothing' });
  expect(steps['L-2']).toEqual([
    expect.objectContaining({ by: null, together: ['L-1'], reading: 'A-1', meaning: '只给一项' }),
    {
      ...{ step: 'stacking', group: 'G-1', article: '一', by: 'L-1', paidFen: 0, together: [] },
      ...{ reading: null, answeredBy: null, meaning: null, options: [] },
    },
  ]);
});

test('what was paid before and what is determined now rest on the record of payments, where there is one', () => {
  const used = (facts: object) =>
    evaluate([document], factsOf(facts), { readings: { 'A-1': 'difference' } }).map(({ factsUsed }) =>
      factsUsed.includes('awards_paid'),
    );
  expect(used({ titles: [provincial, national] })).toEqual([false, false]);
  const awards_paid = [{ clause: 'L-1', amount_yuan: '60' }];
  expect(used({ titles: [national], awards_paid })).toEqual([true]);
  const both = evaluate(
    [document],
    factsOf({ titles: [{ code: 'FIRST_SET_CITY' }, upgraded], awards_paid: [] }),
    {
      readings: { 'A-2': 'difference' },
    },
  );
  expect(both.map(({ factsUsed }) => factsUsed.includes('awards_paid'))).toEqual([true, true]);
});
