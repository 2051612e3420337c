import { parseLocalDate } from '@duixian/calendar';
import { parseDecimal, parseYuan } from '@duixian/money';
import fc from 'fast-check';
import type { Comparison, Condition, Leaf, Operand, ValueType } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { check, decisiveTests, factsBehind, holds, missingFacts, truthOf, useFactsBehind } from './check';
import { testLeaf } from './test-leaf';
import type { Truth } from './truth';

const must = <T>(value: T | null): T => {
  if (value === null) throw new Error('expected a value');
  return value;
};
const article = '一';

function operand(type: ValueType, text: string): Operand {
  switch (type) {
    case 'fen':
      return { kind: 'fen', value: must(parseYuan(text)), text };
    case 'decimal':
      return { kind: 'decimal', ...must(parseDecimal(text)), text };
    case 'integer':
      return { kind: 'integer', value: Number(text), text };
    case 'date':
      return { kind: 'date', value: must(parseLocalDate(text)), text };
  }
}

/** A value of each type with its next neighbours below and above. */
const AROUND: Readonly<Record<ValueType, readonly [string, string, string]>> = {
  fen: ['99.99', '100.00', '100.01'],
  decimal: ['9.999', '10', '10.001'],
  integer: ['2', '3', '4'],
  date: ['2022-05-23', '2022-05-24', '2022-05-25'],
};
const HOLDS: Readonly<Record<Comparison, readonly [boolean, boolean, boolean]>> = {
  atLeast: [false, true, true],
  moreThan: [false, false, true],
  atMost: [true, true, false],
  lessThan: [true, false, false],
};
const TYPES = Object.keys(AROUND) as readonly ValueType[];
const COMPARISONS = Object.keys(HOLDS) as readonly Comparison[];

describe.each(TYPES.flatMap((type) => COMPARISONS.map((comparison) => [type, comparison] as const)))(
  '%s %s',
  (type, comparison) => {
    const valueOf = (text: string) => (type === 'integer' ? Number(text) : text);
    const [, middle] = AROUND[type];
    const head = { kind: 'compare', fact: 'a', type, comparison, article } as const;
    const fixed: Leaf = { ...head, operand: operand(type, middle) };
    const other: Leaf = { ...head, operand: { kind: 'fact', fact: 'b', text: 'b' } };

    test.each([0, 1, 2] as const)('beside its neighbours (%i)', (at) => {
      const a = valueOf(AROUND[type][at]);
      const expected = String(HOLDS[comparison][at]);
      expect(testLeaf(fixed, { a })).toBe(expected);
      expect(testLeaf(other, { a, b: valueOf(middle) })).toBe(expected);
    });

    test('unknown where a side is, or is of another type', () => {
      const a = valueOf(middle);
      const wrong = [true, [], ['100.00'], type === 'integer' ? '3' : 3];
      const texts = type === 'fen' || type === 'decimal' ? ['', 'x', '1e3'] : [];
      for (const bad of [...wrong, ...texts]) {
        expect([bad, testLeaf(fixed, { a: bad })]).toEqual([bad, 'unknown']);
        expect([bad, testLeaf(other, { a, b: bad })]).toEqual([bad, 'unknown']);
        expect([bad, testLeaf(other, { a: bad, b: a })]).toEqual([bad, 'unknown']);
      }
      expect(testLeaf(fixed, {})).toBe('unknown');
      expect(testLeaf(other, { a })).toBe('unknown');
      expect(testLeaf(other, { b: a })).toBe('unknown');
    });
  },
);

const paid = (...payments: Record<string, string>[]) => ({ awards_paid: payments });
const equals = (value: string | number | boolean): Leaf => ({ kind: 'equals', fact: 'a', value, article });
const oneOf: Leaf = { kind: 'one-of', fact: 'a', values: ['x', 'y'], list: null, article };
const includes: Leaf = { kind: 'includes', fact: 'a', value: 'x', article };
const laterYear: Leaf = { kind: 'later-year', fact: 'a', than: 'b', article };
const within = (months: number): Leaf => ({ kind: 'within-months', fact: 'a', months, article });
const known = (expected: boolean): Leaf => ({ kind: 'known', fact: 'a', expected, article });
const whole = (expected: boolean): Leaf => ({ kind: 'whole', fact: 'a', expected, article });
const decided: Leaf = { kind: 'decision-on', clause: 'C-1', article };
const reading: Leaf = { kind: 'reading', reading: 'R', option: 'o', question: '问', meaning: '答', article };
const nonePaid: Leaf = { kind: 'none-paid', clauses: ['C-1', 'C-2'], article };
const paidEarlier: Leaf = { kind: 'paid-earlier-year', clause: 'C-1', article };
const on = (date: string) => ({ evaluation_date: date });

test.each<readonly [Leaf, Facts, Truth]>([
  [equals('x'), { a: 'x' }, 'true'],
  [equals('x'), { a: 'y' }, 'false'],
  [equals('x'), { a: 1 }, 'unknown'],
  [equals(true), { a: false }, 'false'],
  [equals(true), { a: 'true' }, 'unknown'],
  [equals(0), { a: 0 }, 'true'],
  [equals('x'), {}, 'unknown'],
  [oneOf, { a: 'y' }, 'true'],
  [oneOf, { a: 'z' }, 'false'],
  [oneOf, { a: ['x'] }, 'unknown'],
  [oneOf, {}, 'unknown'],
  [includes, { a: ['y', 'x'] }, 'true'],
  [includes, { a: [] }, 'false'],
  [includes, { a: 'x' }, 'unknown'],
  [laterYear, { a: '2023-01-01', b: '2022-12-31' }, 'true'],
  [laterYear, { a: '2022-12-31', b: '2022-01-01' }, 'false'],
  [laterYear, { a: '2021-12-31', b: '2022-01-01' }, 'false'],
  [laterYear, { a: '2023-01-01' }, 'unknown'],
  [laterYear, { b: '2023-01-01' }, 'unknown'],
  [within(12), { a: '2022-01-31', ...on('2023-01-31') }, 'true'],
  [within(12), { a: '2022-01-31', ...on('2023-02-01') }, 'false'],
  [within(12), { a: '2022-01-31', ...on('2021-01-31') }, 'true'],
  [within(1), { a: '2022-01-31', ...on('2022-02-28') }, 'true'],
  [within(1), { a: '2022-01-31', ...on('2022-03-01') }, 'false'],
  [within(12), { a: '9998-06-01', ...on('9998-07-01') }, 'true'],
  [within(12), { a: '9998-06-01', ...on('9999-12-31') }, 'true'],
  [within(11), { a: '9998-01-01', ...on('9999-12-31') }, 'false'],
  [within(12), { a: '2022-02-30', ...on('2022-03-01') }, 'unknown'],
  [within(12), { a: '2022-01-01' }, 'unknown'],
  [within(12), on('2022-01-01'), 'unknown'],
  [known(true), { a: false }, 'true'],
  [known(true), {}, 'false'],
  [known(false), {}, 'true'],
  [known(false), { a: 0 }, 'false'],
  [whole(true), { a: '2.0' }, 'true'],
  [whole(true), { a: '2.5' }, 'false'],
  [whole(false), { a: '2.5' }, 'true'],
  [whole(true), { a: 3 }, 'true'],
  [whole(true), { a: 'x' }, 'unknown'],
  [whole(true), {}, 'unknown'],
  [decided, { decisions: [{ clause: 'C-1' }] }, 'true'],
  [decided, { decisions: [{ clause: 'C-2' }] }, 'false'],
  [decided, {}, 'false'],
  [reading, { 'reading.R': 'o' }, 'true'],
  [reading, { 'reading.R': 'p' }, 'false'],
  [reading, {}, 'false'],
  [nonePaid, {}, 'true'],
  [nonePaid, paid({ clause: 'C-3' }), 'true'],
  [nonePaid, paid({ clause: 'C-3' }, { clause: 'C-2' }), 'false'],
  [paidEarlier, { ...on('2023-01-01'), ...paid({ clause: 'C-1', paid_on: '2022-12-31' }) }, 'true'],
  [paidEarlier, { ...on('2023-01-01'), ...paid({ clause: 'C-1', paid_on: '2023-01-01' }) }, 'false'],
  [paidEarlier, { ...on('2023-01-01'), ...paid({ clause: 'C-1' }) }, 'unknown'],
  [paidEarlier, { ...on('2023-01-01'), ...paid({ clause: 'C-2', paid_on: '2022-12-31' }) }, 'false'],
  [paidEarlier, paid({ clause: 'C-1', paid_on: '2022-12-31' }), 'unknown'],
  [paidEarlier, {}, 'false'],
])('%j with %j is %s', (leaf, facts, expected) => {
  expect(testLeaf(leaf, facts)).toBe(expected);
  expect(check(leaf, facts)).toMatchObject({ kind: 'test', outcome: expected, article });
});

// The strong logic of Kleene, as its definition has it: unknown is what may be either.
const possible: Readonly<Record<Truth, readonly boolean[]>> = {
  true: [true],
  false: [false],
  unknown: [true, false],
};
function kleene(condition: Condition, facts: Facts): Truth {
  const outcomes = (value: Condition): readonly boolean[] => {
    switch (value.kind) {
      case 'not':
        return outcomes(value.of).map((each) => !each);
      case 'all':
      case 'any': {
        const isAll = value.kind === 'all';
        let sums: readonly boolean[] = [isAll];
        for (const part of value.of)
          sums = sums.flatMap((sum) => outcomes(part).map((each) => (isAll ? sum && each : sum || each)));
        return sums;
      }
      case 'some-title':
        throw new Error('not made here');
      default:
        return possible[testLeaf(value, facts)];
    }
  };
  const found = new Set(outcomes(condition));
  return found.size === 2 ? 'unknown' : found.has(true) ? 'true' : 'false';
}

const NAMES = ['a', 'b', 'c'] as const;
const anyCondition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...NAMES).map((fact): Condition => ({ kind: 'equals', fact, value: true, article })),
    fc.array(tie('condition'), { maxLength: 3 }).map((of): Condition => ({ kind: 'all', of })),
    fc.array(tie('condition'), { maxLength: 3 }).map((of): Condition => ({ kind: 'any', of })),
    tie('condition').map((of): Condition => ({ kind: 'not', of })),
  ),
})).condition;
const anyFacts = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() }, { requiredKeys: [] });

test('truthOf, holds and check say what the logic says', () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const expected = kleene(condition, facts);
      expect(truthOf(condition, facts)).toBe(expected);
      expect(holds(condition, facts)).toBe(expected === 'true');
      expect(check(condition, facts).outcome).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test('an outcome rests on its decisive tests alone, and what is missing would decide it', () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const found = check(condition, facts);
      const behind = factsBehind(found, facts);
      const unique: string[] = [];
      useFactsBehind(found, facts, unique);
      expect(unique).toEqual([...new Set(behind)]);
      const only = Object.fromEntries(Object.entries(facts).filter(([name]) => behind.includes(name)));
      if (found.outcome !== 'unknown') expect(truthOf(condition, only)).toBe(found.outcome);
      const missing = missingFacts(found, facts);
      expect(missing.length > 0).toBe(found.outcome === 'unknown');
      expect(missing.filter((name) => facts[name as 'a'] !== undefined)).toEqual([]);
      const filled = { ...facts, ...Object.fromEntries(missing.map((name) => [name, true])) };
      if (found.outcome === 'unknown') expect(truthOf(condition, filled)).not.toBe('unknown');
    }),
    { numRuns: 500 },
  );
});

test('of a false `all` the false parts decide, of a true `any` the true ones, in a negation the contrary', () => {
  const leaf = (fact: string): Condition => ({ kind: 'equals', fact, value: true, article });
  const named = (condition: Condition, facts: Facts) =>
    decisiveTests(check(condition, facts)).map(({ test, negated }) => `${negated ? '!' : ''}${test.fact}`);
  const of = NAMES.map(leaf);
  const facts = { a: true, b: false };
  expect(named({ kind: 'all', of }, facts)).toEqual(['b']);
  expect(named({ kind: 'any', of }, facts)).toEqual(['a']);
  expect(named({ kind: 'all', of }, { a: true, b: true })).toEqual(['a', 'b', 'c']);
  expect(named({ kind: 'any', of }, { a: false })).toEqual(['a', 'b', 'c']);
  expect(named({ kind: 'not', of: { kind: 'all', of } }, facts)).toEqual(['!b']);
  expect(named({ kind: 'not', of: { kind: 'not', of: leaf('a') } }, facts)).toEqual(['a']);
});

describe('some title', () => {
  const where: Condition = { kind: 'equals', fact: 'titles[].level', value: 'national', article };
  const condition: Condition = { kind: 'some-title', codes: ['X', 'Y'], where, article };
  test.each<readonly [readonly Record<string, string>[] | null, Truth]>([
    [null, 'unknown'],
    [[], 'false'],
    [[{ code: 'Z', level: 'national' }], 'false'],
    [[{ code: 'X', level: 'city' }], 'false'],
    [[{ code: 'X' }], 'unknown'],
    [[{ code: 'X' }, { code: 'Y', level: 'national' }], 'true'],
  ])('%j: %s', (titles, expected) => {
    const facts: Facts = titles === null ? {} : { titles };
    expect(truthOf(condition, facts)).toBe(expected);
    expect(holds(condition, facts)).toBe(expected === 'true');
    const found = check(condition, facts);
    expect(found.outcome).toBe(expected);
    const known = titles === null ? null : [];
    if (found.kind === 'test')
      expect(found).toMatchObject({ test: 'holds-title', fact: 'titles', actual: known });
    else expect(found.of).toHaveLength(titles?.length ?? 0);
    expect(factsBehind(found, facts).every((name) => name === 'titles')).toBe(true);
    if (expected === 'unknown')
      expect(missingFacts(found, facts)).toEqual([titles === null ? 'titles' : 'titles[].level']);
  });
});
