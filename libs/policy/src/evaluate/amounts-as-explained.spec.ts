import { evaluate, type Facts, type Result } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const GRANT = 'project.upstream_grant_yuan';
const RATIO = `{ decidedRatio: { of: { fact: ${GRANT} }, atMost: 1/2 } }`;
const RANGE = '{ decidedYuan: { atLeast: 50000, atMost: 100000 } }';
const OPEN = '{ decidedYuan: {} }';

function come(award: string, facts: Facts, more: readonly string[] = []): Result {
  const document = documentOf(
    clause('K-1', [TRIGGER, `award: ${award}`, ...more], 'discretionary', 'discretionary'),
  );
  const [result] = evaluate([document], facts, { explain: true });
  if (!result) throw new Error('no result');
  return result;
}

/** The steps of one kind in a trace. */
const stepsOf = ({ trace }: Result, kind: string): readonly object[] =>
  trace?.steps.filter(({ step }) => step === kind) ?? [];

const decided = (...values: readonly object[]) => ({
  [GRANT]: '800000',
  decisions: values.map((value) => ({ clause: 'K-1', ...value })),
});
const refused = (problem: string) => ({ status: 'refused', problem });

describe('a recorded decision', () => {
  test.each<[string, string, object, object]>([
    [
      'two amounts',
      RANGE,
      decided({ approved_amount_yuan: '60000' }, { approved_amount_yuan: '70000' }),
      refused('decisions-conflict'),
    ],
    [
      'two ratios',
      RATIO,
      decided({ approved_ratio: '0.1' }, { approved_ratio: '0.2' }),
      refused('decisions-conflict'),
    ],
    ['a ratio of nothing', RATIO, decided({ approved_ratio: '0' }), refused('decision-out-of-range')],
    [
      'a ratio at its bound',
      RATIO,
      decided({ approved_ratio: '0.5' }),
      { status: 'determined', amountFen: 40_000_000 },
    ],
    [
      'a ratio just above its bound',
      RATIO,
      decided({ approved_ratio: '0.500001' }),
      refused('decision-out-of-range'),
    ],
    [
      'an amount where a ratio is asked, at what the ratio allows',
      RATIO,
      decided({ approved_amount_yuan: '400000' }),
      { status: 'determined', amountFen: 40_000_000 },
    ],
    [
      '… a fen above it',
      RATIO,
      decided({ approved_amount_yuan: '400000.01' }),
      refused('decision-out-of-range'),
    ],
    [
      'an amount and a ratio',
      RATIO,
      decided({ approved_amount_yuan: '100', approved_ratio: '0.1' }),
      refused('decision-form'),
    ],
    ['a ratio where an amount is asked', RANGE, decided({ approved_ratio: '0.1' }), refused('decision-form')],
    [
      'a ratio beside the amount',
      RANGE,
      decided({ approved_ratio: '0.1', approved_amount_yuan: '60000' }),
      refused('decision-form'),
    ],
    [
      'only a way out, beside one with the amount',
      RANGE,
      decided({ option: 'full' }, { approved_amount_yuan: '60000' }),
      { status: 'determined', amountFen: 6_000_000 },
    ],
    ['only a way out', RANGE, decided({ option: 'full' }), { status: 'needs-decision' }],
    [
      'a share too small for a fen',
      RATIO,
      { [GRANT]: '0.01', decisions: [{ clause: 'K-1', approved_ratio: '0.01' }] },
      { status: 'not-eligible' },
    ],
  ])('of %s', (_, award, given, expected) => {
    expect(come(award, factsOf(given))).toMatchObject(expected);
  });

  test('that is no amount or no ratio is refused, whoever wrote it', () => {
    const raw = (value: object) => ({
      ...factsOf({ [GRANT]: '800000' }),
      decisions: [{ clause: 'K-1', ...value }],
    });
    expect(come(OPEN, raw({ approved_amount_yuan: '若干' }) as Facts)).toMatchObject(
      refused('decision-out-of-range'),
    );
    expect(come(RATIO, raw({ approved_ratio: '一半' }) as Facts)).toMatchObject(
      refused('decision-out-of-range'),
    );
  });

  test('of a share of more than can be counted is refused', () => {
    const huge = `{ decidedRatio: { of: { times: 9999999, of: { fact: rent.monthly_yuan } }, atMost: 1 } }`;
    const facts = factsOf({ 'rent.monthly_yuan': '90000000000', ...decided({ approved_ratio: '0.9' }) });
    expect(come(huge, facts)).toMatchObject(refused('amount-too-large'));
  });

  test.each([
    ['0.3', '决定比例30%'],
    ['0.012', '决定比例12‰'],
    ['0.0125', '决定比例1/80'],
  ])('of %s is told as %s', (approved_ratio, said) => {
    const result = come(RATIO, factsOf(decided({ approved_ratio })));
    expect(stepsOf(result, 'decision')).toMatchObject([
      { decided: said, refused: false, floorFen: null, ceilingFen: 40_000_000 },
    ]);
  });

  test('of an amount is told in yuan, a refused one with its problem', () => {
    const told = (approved_amount_yuan: string) =>
      stepsOf(come(RANGE, factsOf(decided({ approved_amount_yuan }))), 'decision');
    expect(told('60000')).toMatchObject([
      { decided: '决定金额60,000.00元', refused: false, floorFen: 5_000_000 },
    ]);
    expect(told('600000')).toMatchObject([{ decided: 'decision-out-of-range', refused: true }]);
  });

  test('is what the award rests on, with the base of its share; without one, only the base is', () => {
    expect(come(RATIO, factsOf(decided({ approved_ratio: '0.1' }))).factsUsed).toEqual(
      expect.arrayContaining([GRANT, 'decisions']),
    );
    const open = come(RATIO, factsOf({ [GRANT]: '800000', decisions: [] }));
    expect(open).toMatchObject({ status: 'needs-decision', ceilingFen: 40_000_000 });
    expect(open.factsUsed).toContain(GRANT);
    expect(open.factsUsed).not.toContain('decisions');
  });

  test('of a share that comes to nothing says on which facts that rests', () => {
    const facts = factsOf({ [GRANT]: '0.01', decisions: [{ clause: 'K-1', approved_ratio: '0.01' }] });
    expect(come(RATIO, facts).reasons).toEqual([
      { step: 'amount', article: '一', facts: [GRANT, 'decisions'], text: '按标准计算的金额为零' },
    ]);
  });

  test.each<[string, string, object]>([
    ['the text, where the cap leaves more', '{ yuan: 120000, per: life }', { ceilingFen: 10_000_000 }],
    ['the text, where the cap leaves as much', '{ yuan: 100000, per: life }', { ceilingFen: 10_000_000 }],
    ['the cap, where it leaves less', '{ yuan: 80000, per: life }', { ceilingFen: 8_000_000 }],
  ])('is awaited up to %s', (_, cap, expected) => {
    const most = '{ decidedYuan: { atMost: 100000 } }';
    expect(come(most, factsOf({}), [`cap: ${cap}`])).toMatchObject({ status: 'needs-decision', ...expected });
    expect(come(OPEN, factsOf({}), [`cap: ${cap}`])).toMatchObject({ status: 'needs-decision' });
  });

  test('is awaited up to what a cap leaves, where the text names no bound', () => {
    const cap = ['cap: { yuan: 80000, per: life }'];
    expect(come(OPEN, factsOf({}), cap)).toMatchObject({ ceilingFen: 8_000_000 });
    const over = factsOf({ decisions: [{ clause: 'K-1', approved_amount_yuan: '80000.01' }] });
    expect(come(OPEN, over, cap)).toMatchObject(refused('decision-out-of-range'));
    expect(come(OPEN, factsOf({}))).not.toHaveProperty('ceilingFen');
    expect(come(OPEN, factsOf({}))).not.toHaveProperty('range');
    const range = come(RANGE, factsOf({}));
    expect(range).toMatchObject({ range: { fromFen: 5_000_000, toFen: 10_000_000 } });
    expect(range).not.toHaveProperty('ceilingFen');
  });
});

function computed(amount: string, given: object, more: readonly string[] = []): Result {
  const document = documentOf(clause('K-1', [TRIGGER, `award: { amount: ${amount} }`, ...more], 'ratio'));
  const [result] = evaluate([document], factsOf(given), { explain: true });
  if (!result) throw new Error('no result');
  return result;
}

const RENT = { 'rent.monthly_yuan': '1000.01' };
const GROUPS = `{ tiers: [
      { when: { fact: platform.grade, is: first }, amount: { fact: rent.monthly_yuan } },
      { when: { fact: platform.grade, is: second }, amount: 500 } ] }`;

describe('a computed amount', () => {
  test.each<[string, string, object, string, string | null]>([
    ['a share of whole fen', '{ share: 1/2, of: 300 }', {}, '300.00元×1/2', null],
    [
      'a share with a fraction left',
      '{ share: 1/2, of: { fact: rent.monthly_yuan } }',
      RENT,
      '月租金1,000.01元×1/2',
      '100001/2',
    ],
    [
      'so much a head',
      '{ times: training.senior_upskill_n, of: 2000 }',
      { 'training.senior_upskill_n': 3 },
      '高级技师提升培训人数3×2,000.00元',
      null,
    ],
    ['so many months', '{ times: 3, of: { fact: rent.monthly_yuan } }', RENT, '3×月租金1,000.01元', null],
    ['a sum', '{ sum: [100, { fact: rent.monthly_yuan }] }', RENT, '100.00元+月租金1,000.01元', null],
    [
      'the lower of two',
      '{ least: [1000.01, { fact: rent.monthly_yuan }] }'.replace('1000.01', "'1000.01'"),
      RENT,
      '1,000.01元与月租金1,000.01元中较低者',
      null,
    ],
  ])('is told with its formula: %s', (_, amount, given, formula, exactFen) => {
    const [step] = stepsOf(computed(amount, given), 'amount');
    expect(step).toMatchObject({ formula, exactFen, tried: [] });
  });

  test.each<[string, string, object, readonly string[]]>([
    ['an amount', '{ fact: rent.monthly_yuan }', RENT, ['rent.monthly_yuan']],
    [
      'a count',
      '{ times: training.senior_upskill_n, of: 2000 }',
      { 'training.senior_upskill_n': 3 },
      ['training.senior_upskill_n'],
    ],
    [
      'a count with a fraction',
      '{ times: apprentice.mid_person_years, of: 5000 }',
      { 'apprentice.mid_person_years': '2.5' },
      ['apprentice.mid_person_years'],
    ],
    [
      'what chooses a tier, and the tier',
      GROUPS,
      { 'platform.grade': 'first', ...RENT },
      ['platform.grade', 'rent.monthly_yuan'],
    ],
  ])('rests on %s', (_, amount, given, names) => {
    const { factsUsed, status } = computed(amount, given);
    expect(status).toBe('determined');
    expect([...factsUsed].sort()).toEqual(['applicant.city', 'applicant.kind', ...names].sort());
  });

  test('shows the tiers that it tried, inside a share as well', () => {
    const tried = (amount: string, grade: string) =>
      (
        stepsOf(computed(amount, { 'platform.grade': grade, ...RENT }), 'amount')[0] as {
          tried: readonly { outcome: string }[];
        }
      ).tried.map(({ outcome }) => outcome);
    expect(tried(GROUPS, 'first')).toEqual(['true']);
    expect(tried(GROUPS, 'second')).toEqual(['false', 'true']);
    expect(tried(`{ share: 1/2, of: ${GROUPS} }`, 'second')).toEqual(['false', 'true']);
  });

  test('of zero says so, and on which facts that rests', () => {
    const none = computed('{ times: training.senior_upskill_n, of: 2000 }', {
      'training.senior_upskill_n': 0,
    });
    expect(none.reasons).toEqual([
      { step: 'amount', article: '一', facts: ['training.senior_upskill_n'], text: '按标准计算的金额为零' },
    ]);
    const capped = computed('{ fact: rent.monthly_yuan }', { 'rent.monthly_yuan': '0', awards_paid: [] }, [
      'cap: { yuan: 900, per: life }',
    ]);
    expect(capped.reasons).toMatchObject([{ facts: ['rent.monthly_yuan', 'awards_paid'] }]);
  });

  test('asks once for what condition and amount both want', () => {
    const { missing } = computed('{ fact: rent.monthly_yuan }', {}, [
      'conditions: { fact: rent.monthly_yuan, moreThan: 0 }',
    ]);
    expect(missing).toEqual(['rent.monthly_yuan']);
  });

  test('is asked for where what is known has another type than the vocabulary says', () => {
    const document = documentOf(
      clause('K-1', [TRIGGER, 'award: { amount: { fact: rent.monthly_yuan } }'], 'ratio'),
    );
    const facts = { ...factsOf({}), 'rent.monthly_yuan': 5 } as Facts;
    expect(evaluate([document], facts)).toMatchObject([
      { status: 'needs-evidence', missing: ['rent.monthly_yuan'] },
    ]);
  });

  test('at the largest number of fen that can be counted is refused only beyond it', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const yuan = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
    const twice = (half: bigint) =>
      computed(
        '{ sum: [{ fact: rent.monthly_yuan }, { fact: rent.monthly_yuan }, 0.01] }'.replace('0.01', "'0.01'"),
        { 'rent.monthly_yuan': yuan(half) },
      );
    expect(twice(BigInt(most - 1) / 2n)).toMatchObject({ status: 'determined', amountFen: most });
    expect(twice(BigInt(most + 1) / 2n)).toMatchObject(refused('amount-too-large'));
  });
});
