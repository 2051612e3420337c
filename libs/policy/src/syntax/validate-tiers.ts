import { daysBetween, localDate } from '@duixian/calendar';
import { addDecimals, compareDecimals, parseDecimal, type Decimal } from '@duixian/money';
import type { Node } from 'yaml';
import type { Amount, Condition } from '../ast';
import { report, type Sheet } from './sheet';

/** A place between values, where a range begins or ends: right before `at`, or right behind it. */
interface Cut {
  readonly at: Decimal;
  readonly behind: boolean;
}

/** The values of one fact for which a tier holds; null: open on that side. */
interface Range {
  readonly fact: string;
  readonly from: Cut | null;
  readonly to: Cut | null;
}

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/** Between a whole number and the next lies nothing: behind 3 is before 4. */
const cut = (at: Decimal, behind: boolean, isWhole: boolean): Cut =>
  isWhole && behind ? { at: addDecimals(at, ONE), behind: false } : { at, behind };

/** Negative, 0 or positive as a lies before, at or behind b. */
const order = (a: Cut, b: Cut): number => compareDecimals(a.at, b.at) || Number(a.behind) - Number(b.behind);

type Compared = Extract<Condition, { kind: 'compare' }>;

const FIRST_DAY = localDate('0001-01-01');

/** A literal as a number; of a date, the days since a fixed one. */
function numberOf(operand: Compared['operand']): Decimal | null {
  if (operand.kind === 'fact') return null;
  if (operand.kind !== 'date') return parseDecimal(operand.text);
  return { coefficient: BigInt(daysBetween(FIRST_DAY, operand.value)), scale: 0 };
}

function rangeOfComparison({ fact, type, comparison, operand }: Compared): Range | null {
  const at = numberOf(operand);
  if (!at) return null;
  const isWhole = type === 'integer' || type === 'date';
  const end = cut(at, comparison === 'moreThan' || comparison === 'atMost', isWhole);
  return comparison === 'atLeast' || comparison === 'moreThan'
    ? { fact, from: end, to: null }
    : { fact, from: null, to: end };
}

/** The range of one fact that a condition describes; null where it says anything else. */
function rangeOf(condition: Condition): Range | null {
  switch (condition.kind) {
    case 'compare':
      return rangeOfComparison(condition);
    case 'equals': {
      const at = typeof condition.value === 'number' ? parseDecimal(String(condition.value)) : null;
      return at && { fact: condition.fact, from: cut(at, false, true), to: cut(at, true, true) };
    }
    case 'all': {
      const [first, ...others] = condition.of.map(rangeOf);
      if (!first || others.some((range) => range?.fact !== first.fact)) return null;
      const from = [first, ...others].flatMap((range) => range?.from ?? []);
      const to = [first, ...others].flatMap((range) => range?.to ?? []);
      return from.length > 1 || to.length > 1 ? null : { ...first, from: from[0] ?? null, to: to[0] ?? null };
    }
    case 'any': {
      // "not known, or at least 3" is the range from 3 on: whoever is not known is in no other tier.
      const [only, ...others] = condition.of.filter((part) => part.kind !== 'known' || part.expected);
      return only && others.length === 0 ? rangeOf(only) : null;
    }
    default:
      return null;
  }
}

/** Between the end of one tier and the beginning of the next: nothing, a hole, or values that lie in both. */
function between({ to }: Range, { from }: Range): 'overlap' | 'gap' | null {
  if (!to || !from) return 'overlap';
  const apart = order(from, to);
  return apart === 0 ? null : apart < 0 ? 'overlap' : 'gap';
}

const byFrom = (a: Range, b: Range): number =>
  a.from && b.from ? order(a.from, b.from) : Number(a.from !== null) - Number(b.from !== null);

/**
 * Whether the tiers are a cascade, each caught by the first bound that it meets: at least 5, at least 3, at least 1.
 * Null where they are none, as not all are open to the same side.
 */
function cascade(ranges: readonly Range[]): 'overlap' | 'sound' | null {
  const lower = ranges.flatMap(({ from, to }) => (from && !to ? from : []));
  const upper = ranges.flatMap(({ from, to }) => (to && !from ? to : []));
  const cuts = lower.length > upper.length ? lower : upper;
  if (ranges.length < 2 || cuts.length < ranges.length) return null;
  const way = cuts === upper ? 1 : -1;
  const reaches = cuts.every((own, index) => {
    const before = cuts[index - 1];
    return !before || order(own, before) * way > 0;
  });
  return reaches ? 'sound' : 'overlap';
}

/**
 * Tiers that are all ranges of one fact must follow each other without holes and without a value that lies in two,
 * or be a cascade in which each tier reaches further than the one before. Below the first and above the last there
 * may be nothing: then the amount is zero.
 */
export function refuseBrokenTiers(
  sheet: Sheet,
  node: Node,
  amount: Extract<Amount, { kind: 'tiers' }>,
): void {
  const ranges = amount.tiers.map(({ when }) => rangeOf(when));
  const [first] = ranges;
  if (!first || !ranges.every((range): range is Range => range?.fact === first.fact)) return;
  const { fact } = first;
  if (ranges.some(({ from, to }) => from && to && order(from, to) >= 0)) {
    const fix = 'let the upper bound lie above the lower one: moreThan 3 and atMost 5';
    return report(sheet, node, 'empty-range', `a tier of ${fact} holds for no value`, fix);
  }
  const found = cascade(ranges);
  if (found === 'overlap') {
    const fix = 'the tier that reaches least comes first: atLeast 5, then atLeast 3';
    report(sheet, node, 'overlap', `a tier of ${fact} is never reached`, fix);
  }
  if (found !== null) return;
  const sorted = [...ranges].sort(byFrom);
  sorted.slice(1).forEach((range, index) => {
    const lower = sorted[index];
    const broken = lower && between(lower, range);
    if (!broken) return;
    const said = broken === 'gap' ? 'leave a gap' : 'overlap';
    const fix = 'let each tier begin where the one below ends: atMost 3 and moreThan 3';
    report(sheet, node, broken, `two tiers of ${fact} ${said}`, fix);
  });
}
