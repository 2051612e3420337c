import { evaluate } from '../index';
import { describeTrace } from './describe-trace';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

/** What an award written so comes to. */
function come(
  award: string,
  given: object,
  kind = 'per_head',
  treatment = 'award',
  more: readonly string[] = [],
) {
  const document = documentOf(clause('K-1', [TRIGGER, `award: ${award}`, ...more], kind, treatment));
  const results = evaluate([document], factsOf(given), { explain: true });
  for (const { trace } of results) expect(trace && describeTrace(trace)).toMatch(/结论:.+。$/);
  const [{ status, amountFen, missing, problem, ceilingFen, range, payable } = { status: 'none' }] = results;
  return { status, amountFen, missing, problem, ceilingFen, range, payable };
}

const RATIO = '{ decidedRatio: { of: { fact: project.upstream_grant_yuan }, atMost: 1 } }';
const TIERS = `{ amount: { tiers: [
      { when: { fact: platform.grade, is: first }, amount: 500000 },
      { when: { fact: platform.grade, is: second }, amount: 300000 } ] } }`;
const RENT = '{ amount: { times: 3, of: { fact: rent.monthly_yuan } } }';
const HALF = '{ amount: { share: 1/2, of: { times: 6, of: { fact: rent.monthly_yuan } } } }';
const GROWTH =
  '{ amount: { share: 1%, of: { increase: { from: bank.loan_balance_start_yuan, to: bank.loan_balance_end_yuan } } } }';
const LEAST = '{ amount: { least: [{ share: 2‰, of: { fact: zyec.financing_yuan } }, 1000000] } }';
const SUM = '{ amount: { sum: [10000, { times: training.senior_upskill_n, of: 2000 }] } }';

describe('an amount', () => {
  test.each<[string, string, object, string, number | undefined]>([
    [
      'per head',
      '{ amount: { times: training.new_technician_n, of: 3000 } }',
      { 'training.new_technician_n': 17 },
      'determined',
      5_100_000,
    ],
    [
      'per head, nobody',
      '{ amount: { times: training.new_technician_n, of: 3000 } }',
      { 'training.new_technician_n': 0 },
      'not-eligible',
      undefined,
    ],
    [
      'per person-year',
      '{ amount: { times: apprentice.mid_person_years, of: 5000 } }',
      { 'apprentice.mid_person_years': '2.5' },
      'determined',
      1_250_000,
    ],
    ['ratio, rounded down', LEAST, { 'zyec.financing_yuan': '12345678' }, 'determined', 2_469_135],
    ['ratio, cut to the limit', LEAST, { 'zyec.financing_yuan': '900000000' }, 'determined', 100_000_000],
    ['months of rent', RENT, { 'rent.monthly_yuan': '8000' }, 'determined', 2_400_000],
    ['half of months of rent', HALF, { 'rent.monthly_yuan': '8000.01' }, 'determined', 2_400_003],
    [
      'increase',
      GROWTH,
      { 'bank.loan_balance_start_yuan': '100', 'bank.loan_balance_end_yuan': '350.55' },
      'determined',
      250,
    ],
    [
      'decrease',
      GROWTH,
      { 'bank.loan_balance_start_yuan': '350', 'bank.loan_balance_end_yuan': '100' },
      'not-eligible',
      undefined,
    ],
    ['first tier', TIERS, { 'platform.grade': 'first' }, 'determined', 50_000_000],
    ['second tier', TIERS, { 'platform.grade': 'second' }, 'determined', 30_000_000],
    ['no tier', TIERS, { 'platform.grade': 'third' }, 'not-eligible', undefined],
    ['sum', SUM, { 'training.senior_upskill_n': 25 }, 'determined', 6_000_000],
    [
      'beyond what can be counted',
      '{ amount: { times: 9999999, of: { fact: rent.monthly_yuan } } }',
      { 'rent.monthly_yuan': '90000000000' },
      'refused',
      undefined,
    ],
  ])('%s', (_, award, given, status, amountFen) => {
    expect(come(award, given)).toMatchObject({ status, ...(amountFen !== undefined && { amountFen }) });
  });

  test.each<[string, string, readonly string[]]>([
    ['a count', SUM, ['training.senior_upskill_n']],
    ['both ends of an increase', GROWTH, ['bank.loan_balance_start_yuan', 'bank.loan_balance_end_yuan']],
    ['what chooses the tier', TIERS, ['platform.grade']],
  ])('asks for %s, all at once', (_, award, missing) => {
    expect(come(award, {})).toMatchObject({ status: 'needs-evidence', missing });
  });

  test('that is relief is determined and not payable', () => {
    const award = '{ amount: { fact: vat.tax_otherwise_due_yuan } }';
    expect(come(award, { 'vat.tax_otherwise_due_yuan': '1500' }, 'tax_threshold', 'relief')).toMatchObject({
      status: 'determined',
      amountFen: 150_000,
      payable: false,
    });
  });

  test('known from a secondary source only is determined and not payable', () => {
    expect(come('{ fixedYuan: 1000000 }', {}, 'fixed', 'award', ['payable: false'])).toMatchObject({
      status: 'determined',
      payable: false,
    });
  });
});

describe('a decision', () => {
  const decided = (value: object) => ({ decisions: [{ clause: 'K-1', ...value }] });
  const grant = { 'project.upstream_grant_yuan': '800000' };
  const RANGE = '{ decidedYuan: { atLeast: 50000, atMost: 100000 } }';

  test.each<[string, string, object, object]>([
    [
      'within the range',
      RANGE,
      decided({ approved_amount_yuan: '80000' }),
      { status: 'determined', amountFen: 8_000_000 },
    ],
    ['at the lower end', RANGE, decided({ approved_amount_yuan: '50000' }), { status: 'determined' }],
    ['at the upper end', RANGE, decided({ approved_amount_yuan: '100000' }), { status: 'determined' }],
    [
      'a fen below',
      RANGE,
      decided({ approved_amount_yuan: '49999.99' }),
      { problem: 'decision-out-of-range' },
    ],
    [
      'a fen above',
      RANGE,
      decided({ approved_amount_yuan: '100000.01' }),
      { problem: 'decision-out-of-range' },
    ],
    [
      'missing, with a range',
      RANGE,
      {},
      { status: 'needs-decision', range: { fromFen: 5_000_000, toFen: 10_000_000 } },
    ],
    [
      'missing, without bounds',
      '{ decidedYuan: {} }',
      {},
      { status: 'needs-decision', ceilingFen: undefined },
    ],
    [
      'without bounds',
      '{ decidedYuan: {} }',
      decided({ approved_amount_yuan: '1' }),
      { status: 'determined' },
    ],
    [
      'of nothing',
      '{ decidedYuan: {} }',
      decided({ approved_amount_yuan: '0' }),
      { problem: 'decision-out-of-range' },
    ],
    [
      'of a matching ratio',
      RATIO,
      { ...grant, ...decided({ approved_ratio: '0.5' }) },
      { amountFen: 40_000_000 },
    ],
    ['of the whole', RATIO, { ...grant, ...decided({ approved_ratio: '1' }) }, { amountFen: 80_000_000 }],
    [
      'above the ratio',
      RATIO,
      { ...grant, ...decided({ approved_ratio: '1.2' }) },
      { problem: 'decision-out-of-range' },
    ],
    [
      'for another clause',
      RANGE,
      { decisions: [{ clause: 'K-2', approved_amount_yuan: '80000' }] },
      { status: 'needs-decision' },
    ],
    [
      'twice the same',
      RANGE,
      { decisions: [1, 2].map(() => ({ clause: 'K-1', approved_amount_yuan: '80000' })) },
      { status: 'determined' },
    ],
  ])('%s', (_, award, given, expected) => {
    expect(come(award, given, 'discretionary', 'discretionary')).toMatchObject(expected);
  });
});
