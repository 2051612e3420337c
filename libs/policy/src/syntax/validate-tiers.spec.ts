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

function problemsOf(scale: Scale, tiers: readonly (readonly Bound[])[]): readonly string[] {
  const { fact, write } = SCALES[scale];
  const test = ([word, at]: Bound): string => `{ fact: ${fact}, ${word}: ${write(at)} }`;
  const when = (bounds: readonly Bound[]): string => {
    const [first, ...others] = bounds.map(test);
    return others.length === 0 ? (first ?? '') : `{ all: [${bounds.map(test).join(', ')}] }`;
  };
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
    award: { amount: { tiers: [${tiers.map((bounds) => `{ when: ${when(bounds)}, amount: 1 }`).join(', ')}] } }
`;
  const parsed = parsePolicyDocument(text, 'tiers.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

const scales = fc.constantFrom<Scale>('months', 'days', 'percent');
/** Rising places at which one tier ends and the next begins. */
const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  .map((places) => places.sort((a, b) => a - b));

/** Tiers that follow each other: below the first cut, between cuts, above the last. `upper` says to which the cut belongs. */
function between(places: readonly number[], upper: boolean): Bound[][] {
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
      const tiers = between(places, upper);
      expect(problemsOf(scale, tiers.length === 2 ? tiers : shuffled(tiers, order))).toEqual([]);
    }),
  );
});

test('one bound moved by the smallest step, or given to both or to neither, is an overlap or a gap', () => {
  const step = fc.constantFrom(-1, 1);
  fc.assert(
    fc.property(scales, cuts, fc.boolean(), step, fc.nat(), (scale, places, upper, by, which) => {
      const tiers = between(places, upper);
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
