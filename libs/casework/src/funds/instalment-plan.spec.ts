import { fen, sumFen } from '@duixian/money';
import * as fc from 'fast-check';
import { instalmentChecks } from '../calls/call-instalments';
import { commonDenominator, partsOf, shareInWords, splitByParts } from './instalment-plan';

const later = (share: string) => ({ share, dueOn: null, condition: '项目验收合格' });
const first = (share: string) => ({ share, dueOn: null, condition: null });
const numbered = (weights: number[]) => weights.map((weight, index) => ({ number: index + 1, weight }));

test.each([
  ['a half and a half', ['1/2', '1/2'], [1, 1]],
  ['thirty and seventy', ['30%', '0.7'], [3, 7]],
  ['thirds and sixths', ['1/3', '1/6', '1/2'], [2, 1, 3]],
])('%s', (_, [head = '', ...tail], weights) => {
  const parts = partsOf([first(head), ...tail.map(later)]);
  expect(parts.map(({ weight }) => weight)).toEqual(weights);
  expect(
    instalmentChecks([first(head), ...tail.map(later)], '2026-01-01').filter(([broken]) => broken),
  ).toEqual([]);
  expect(parts.map(({ number }) => shareInWords(parts, number))[0]).toBe(
    weights[0] === 1 ? '1/2' : weights[0] === 3 ? '3/10' : '1/3',
  );
});

test('the odd fen goes to the first part that is not whole', () => {
  expect([...splitByParts(fen(10_000_001), numbered([1, 1])).values()]).toEqual([5_000_001, 5_000_000]);
  expect([...splitByParts(fen(1), numbered([1, 1, 1])).values()]).toEqual([1, 0, 0]);
});

test('whatever the amount and the plan, the parts add up to it, and each is its share to the fen', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), weights, (amount, given) => {
      const split = splitByParts(fen(amount), numbered(given));
      const whole = BigInt(given.reduce((sum, weight) => sum + weight, 0));
      expect(sumFen([...split.values()])).toBe(amount);
      given.forEach((weight, index) => {
        const off = BigInt(split.get(index + 1) ?? 0) * whole - BigInt(amount) * BigInt(weight);
        expect(off > -whole && off < whole).toBe(true);
      });
    }),
    { numRuns: 500 },
  );
});

test('of several sources that each pay in parts, all parts add up to the award, also where one level advances them', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 3 });
  const weights = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(amounts, weights, (sources, given) => {
      const splits = sources.map((amount) => splitByParts(fen(amount), numbered(given)));
      const advanced = given.map((_, index) => sumFen(splits.map((split) => split.get(index + 1) ?? fen(0))));
      expect(sumFen(advanced)).toBe(sources.reduce((sum, amount) => sum + amount, 0));
    }),
  );
});

test('the common denominator of shares is the least one', () => {
  expect(commonDenominator([])).toBe(1n);
});

test.each([
  ['one part', [first('1')], '期数'],
  ['shares that are not all', [first('1/2'), later('1/3')], '合计不为 1'],
  ['a share of nothing', [first('1'), later('0')], '不大于零'],
  ['a share that is no number', [first('一半'), later('1/2')], '不大于零'],
  ['a later part without a day', [first('1/2'), { ...later('1/2'), condition: ' ' }], '没有写明何时拨付'],
  ['a later part with both', [first('1/2'), { ...later('1/2'), dueOn: '2026-09-01' }], '没有写明何时拨付'],
  ['a first part that waits', [later('1/2'), later('1/2')], '首期'],
  [
    'a day before the call opens',
    [first('1/2'), { ...first('1/2'), dueOn: '2025-09-01' }],
    '不晚于申报开始日',
  ],
  ['shares of a million parts', [first('1/1000003'), later('1000002/1000003')], '零碎'],
])('a plan is refused: %s', (_, plan, said) => {
  const broken = instalmentChecks(plan, '2026-01-01').filter(([is]) => is);
  expect(broken.map(([, message]) => message).join()).toContain(said);
});
