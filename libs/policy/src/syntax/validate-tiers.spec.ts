import { addDays, localDate } from '@duixian/calendar';
import fc from 'fast-check';
import { parsePolicyDocument } from '../index';

const START = localDate('2022-01-01');

/** How bounds of a fact are written: whole numbers, days, and numbers with a fraction. */
const SCALES = {
  months: { fact: 'rent.lease_months', isWhole: true, write: (at: number) => String(at) },
  days: { fact: 'equipment.invested_to', isWhole: true, write: (at: number) => String(addDays(START, at)) },
  percent: {
    fact: 'zyec.local_use_pct',
    isWhole: false,
    write: (at: number) => `"${(at / 100).toFixed(2)}"`,
  },
} as const;
type Scale = keyof typeof SCALES;

/** A bound as written: none, or with or without its end. */
type Bound = readonly [word: 'atLeast' | 'moreThan' | 'atMost' | 'lessThan', at: number];

/** The codes of what is wrong with a document of one clause with these tiers, each as its test is written. */
function problemsOfTests(tests: readonly string[]): readonly string[] {
  const text = `document: tiers
semantics: 1
number: 测
title: 测
issuer: 测
jurisdiction: { province: 甲 }
clauses:
  - id: T
    article: 一
    title: 分档
    kind: fixed
    treatment: award
    trigger: { fact: scale.first_entry, is: true }
    award: { amount: { tiers: [${tests.map((when) => `{ when: ${when}, amount: 1 }`).join(', ')}] } }
`;
  const parsed = parsePolicyDocument(text, 'tiers.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

function problemsOf(scale: Scale, tiers: readonly (readonly Bound[])[]): readonly string[] {
  const { fact, write } = SCALES[scale];
  const test = ([word, at]: Bound): string => `{ fact: ${fact}, ${word}: ${write(at)} }`;
  return problemsOfTests(
    tiers.map((bounds) => {
      const [first, ...others] = bounds.map(test);
      return others.length === 0 ? (first ?? '') : `{ all: [${bounds.map(test).join(', ')}] }`;
    }),
  );
}

const scales = fc.constantFrom<Scale>('months', 'days', 'percent');
/** Rising places at which one tier ends and the next begins. */
const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  .map((places) => places.sort((a, b) => a - b));

/** Tiers that follow each other: below the first cut, between cuts, above the last. `upper` says to which the cut belongs. */
function following(places: readonly number[], upper: boolean): Bound[][] {
  const below = (at: number): Bound => [upper ? 'lessThan' : 'atMost', at];
  const above = (at: number): Bound => [upper ? 'atLeast' : 'moreThan', at];
  return [...places, null].map((to, index) => {
    const from = places[index - 1];
    return [...(from === undefined ? [] : [above(from)]), ...(to === null ? [] : [below(to)])];
  });
}
const shuffled = (tiers: Bound[][], by: readonly number[]): Bound[][] =>
  tiers
    .map((tier, index) => ({ tier, key: by[index % by.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ tier }) => tier);
const orders = fc.array(fc.nat(99), { minLength: 1, maxLength: 6 });

test('tiers that follow each other are sound, in whatever order they stand', () => {
  fc.assert(
    fc.property(scales, cuts, fc.boolean(), orders, (scale, places, upper, order) => {
      // Two open tiers that both run to one side could be meant as a cascade, which has an order of its own.
      const tiers = following(places, upper);
      expect(problemsOf(scale, tiers.length === 2 ? tiers : shuffled(tiers, order))).toEqual([]);
    }),
  );
});

test('one bound moved by the smallest step, or given to both or to neither, is an overlap or a gap', () => {
  const step = fc.constantFrom(-1, 1);
  fc.assert(
    fc.property(scales, cuts, fc.boolean(), step, fc.nat(), (scale, places, upper, by, which) => {
      const tiers = following(places, upper);
      const broken = which % places.length;
      const [moved] = tiers[broken + 1] ?? [];
      if (!moved) throw new Error('no bound');
      const [word, at] = moved;
      tiers[broken + 1] = [[word, at + by], ...(tiers[broken + 1] ?? []).slice(1)];
      const next = places[broken + 1];
      fc.pre(next === undefined || at + by < next);
      fc.pre(places[broken - 1] === undefined || at + by > (places[broken - 1] ?? 0));
      expect(problemsOf(scale, tiers)).toContain(by < 0 ? 'overlap' : 'gap');
    }),
  );
  for (const scale of ['months', 'days', 'percent'] as const) {
    expect(problemsOf(scale, [[['atMost', 3]], [['atLeast', 3]]])).toEqual(['overlap']);
    expect(problemsOf(scale, [[['lessThan', 3]], [['moreThan', 3]]])).toEqual(['gap']);
    const nextWhole = problemsOf(scale, [[['atMost', 3]], [['atLeast', 4]]]);
    expect(nextWhole).toEqual(SCALES[scale].isWhole ? [] : ['gap']);
    expect(problemsOf(scale, [[['lessThan', 3]], [['atLeast', 4]]])).toEqual(['gap']);
    expect(problemsOf(scale, [[['atMost', 3]], [['moreThan', 4]]])).toEqual(['gap']);
    const nothingBetween = problemsOf(scale, [[['lessThan', 4]], [['moreThan', 3]]]);
    expect(nothingBetween).toEqual(SCALES[scale].isWhole ? [] : ['overlap']);
  }
});

test('a cascade is sound when each tier reaches further than the one before, and no tier is ever caught before', () => {
  fc.assert(
    fc.property(scales, cuts, fc.boolean(), fc.boolean(), (scale, places, falling, included) => {
      const open: Bound[][] = falling
        ? [...places].reverse().map((at) => [[included ? 'atLeast' : 'moreThan', at]])
        : places.map((at) => [[included ? 'atMost' : 'lessThan', at]]);
      expect(problemsOf(scale, open)).toEqual([]);
      if (open.length > 1) expect(problemsOf(scale, [...open].reverse())).toEqual(['overlap']);
      expect(problemsOf(scale, [...open, ...open.slice(-1)])).toEqual(['overlap']);
    }),
  );
  for (const scale of ['months', 'days', 'percent'] as const) {
    // The same place: first without its end, then with it; the other way round the second is never reached.
    expect(problemsOf(scale, [[['moreThan', 3]], [['atLeast', 3]]])).toEqual([]);
    expect(problemsOf(scale, [[['atLeast', 3]], [['moreThan', 3]]])).toEqual(['overlap']);
    expect(problemsOf(scale, [[['lessThan', 3]], [['atMost', 3]]])).toEqual([]);
    expect(problemsOf(scale, [[['atMost', 3]], [['lessThan', 3]]])).toEqual(['overlap']);
  }
});

const LOWER: readonly (Bound | null)[] = [null, ...places(['atLeast', 'moreThan'])];
const UPPER: readonly (Bound | null)[] = [null, ...places(['atMost', 'lessThan'])];
function places(words: readonly Bound[0][]): Bound[] {
  return words.flatMap((word) => [100, 200, 300].map((at): Bound => [word, at]));
}
const tiersOfAllKinds = LOWER.flatMap((from) =>
  UPPER.map((to) => [from, to].filter((bound) => bound !== null)),
).filter((bounds) => bounds.length > 0);

const MEETS: Record<Bound[0], (value: number, at: number) => boolean> = {
  atLeast: (value, at) => value >= at,
  moreThan: (value, at) => value > at,
  atMost: (value, at) => value <= at,
  lessThan: (value, at) => value < at,
};

/** What is wrong with two tiers, told from the values that lie in neither, in one, or in both. */
function foundByValues(tiers: readonly (readonly Bound[])[], step: number): string | null {
  const values = Array.from({ length: 400 / step + 1 }, (_, index) => index * step);
  const caught = values.map((value) =>
    tiers.map((bounds) => bounds.every(([word, at]) => MEETS[word](value, at))),
  );
  const inside = (tier: number): boolean => caught.some((own) => own[tier]);
  if (!inside(0) || !inside(1)) return 'empty-range';
  const openTo = (words: RegExp): boolean =>
    tiers.every((bounds) => bounds.length === 1 && bounds.every(([word]) => words.test(word)));
  if (openTo(/atLeast|moreThan/) || openTo(/atMost|lessThan/))
    return caught.some(([first, second]) => second && !first) ? null : 'overlap';
  if (caught.some(([first, second]) => first && second)) return 'overlap';
  const covered = caught.map((own) => own.some(Boolean));
  return covered.slice(covered.indexOf(true), covered.lastIndexOf(true)).includes(false) ? 'gap' : null;
}

test.each(['months', 'days', 'percent'] as const)(
  'what is said of any two tiers of %s is what their values say',
  (scale) => {
    const { isWhole } = SCALES[scale];
    // Of whole numbers 100, 200, 300 stand beside each other as 1, 2, 3; a fraction has values between them.
    const read = (bounds: readonly Bound[]): Bound[] =>
      bounds.map(([word, at]) => [word, isWhole ? at / 100 : at]);
    const wrong = tiersOfAllKinds.flatMap((one) =>
      tiersOfAllKinds.flatMap((other) => {
        const [said = null] = problemsOf(scale, [read(one), read(other)]);
        const found = foundByValues([one, other], isWhole ? 100 : 50);
        return said === found ? [] : [{ one, other, said, found }];
      }),
    );
    expect(wrong).toEqual([]);
  },
);

// prettier-ignore
test.each([
  ['a value itself, beside the next', ['{ fact: rent.lease_months, is: 3 }', '{ fact: rent.lease_months, is: 4 }'], []],
  ['a value itself, twice', ['{ fact: rent.lease_months, is: 3 }', '{ fact: rent.lease_months, is: 3 }'], ['overlap']],
  ['a value itself, and one further', ['{ fact: rent.lease_months, is: 3 }', '{ fact: rent.lease_months, is: 5 }'], ['gap']],
  ['what is unknown goes with a range',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ any: [{ fact: rent.lease_months, known: false }, { fact: rent.lease_months, atLeast: 4 }] }'], ['gap']],
  ['what is known is no range',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ any: [{ fact: rent.lease_months, known: true }, { fact: rent.lease_months, atLeast: 4 }] }'], []],
  ['two ranges in one tier are not judged',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ any: [{ fact: rent.lease_months, atLeast: 9 }, { fact: rent.lease_months, atLeast: 4 }] }'], []],
  ['tiers of two facts are not judged',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ fact: zyec.local_use_pct, atLeast: 4 }'], []],
  ['a tier of two facts is not judged',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ all: [{ fact: rent.lease_months, atLeast: 4 }, { fact: zyec.local_use_pct, atLeast: 4 }] }'], []],
  ['a tier of two bounds to one side is not judged',
    ['{ fact: rent.lease_months, lessThan: 3 }', '{ all: [{ fact: rent.lease_months, atLeast: 4 }, { fact: rent.lease_months, atLeast: 5 }] }'], []],
  ['a flag is no range', ['{ fact: zyec.listed, is: true }', '{ fact: zyec.listed, is: false }'], []],
  ['a tier that compares two facts is not judged',
    ['{ fact: bank.loan_balance_end_yuan, lessThan: 3 }', '{ fact: bank.loan_balance_end_yuan, atLeast: { fact: bank.loan_balance_start_yuan } }'], []],
] as const)('%s', (_, tests, found) => {
  expect(problemsOfTests(tests)).toEqual(found);
});
