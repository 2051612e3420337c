import { daysBetween, localDate } from '@duixian/calendar';
import { compareDecimals, parseDecimal, type Decimal } from '@duixian/money';
import type { Node } from 'yaml';
import type { Amount, Condition } from '../ast';
import { report, type Sheet } from './sheet';

/** One end of a range of values; null: open on that side. */
type End = { readonly at: Decimal; readonly included: boolean } | null;

/** The values of one fact for which a tier holds. */
interface Range {
  readonly fact: string;
  readonly isWhole: boolean;
  readonly from: End;
  readonly to: End;
}

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
  const included = comparison === 'atLeast' || comparison === 'atMost';
  const isLower = comparison === 'atLeast' || comparison === 'moreThan';
  const end = { at, included };
  return {
    fact,
    isWhole: type === 'integer' || type === 'date',
    from: isLower ? end : null,
    to: isLower ? null : end,
  };
}

/** The range of one fact that a condition describes; null where it says anything else. */
function rangeOf(condition: Condition): Range | null {
  switch (condition.kind) {
    case 'compare':
      return rangeOfComparison(condition);
    case 'equals': {
      const at = typeof condition.value === 'number' ? parseDecimal(String(condition.value)) : null;
      const end = at && { at, included: true };
      return end && { fact: condition.fact, isWhole: true, from: end, to: end };
    }
    case 'all': {
      const ranges = condition.of.map(rangeOf);
      const [first] = ranges;
      if (!first || !ranges.every((range) => range !== null && range.fact === first.fact)) return null;
      const from = ranges.flatMap((range) => range?.from ?? []);
      const to = ranges.flatMap((range) => range?.to ?? []);
      return from.length > 1 || to.length > 1 ? null : { ...first, from: from[0] ?? null, to: to[0] ?? null };
    }
    case 'any': {
      // "not known, or at least 3" is the range from 3 on: whoever is not known is in no other tier.
      const rest = condition.of.filter((part) => part.kind !== 'known');
      const [only] = rest;
      return only && rest.length === 1 ? rangeOf(only) : null;
    }
    default:
      return null;
  }
}

/** Between the upper end of one tier and the lower end of the next: nothing, a hole, or a value that lies in both. */
function between(lower: Range, upper: Range): 'overlap' | 'gap' | null {
  const { to } = lower;
  const { from } = upper;
  if (!to || !from) return 'overlap';
  const order = compareDecimals(to.at, from.at);
  if (order > 0) return 'overlap';
  if (order === 0) return to.included === from.included ? (to.included ? 'overlap' : 'gap') : null;
  const next = { coefficient: to.at.coefficient + 1n, scale: 0 };
  const touches = lower.isWhole && to.included && from.included && compareDecimals(next, from.at) === 0;
  return touches ? null : 'gap';
}

function byFrom(a: Range, b: Range): number {
  if (!a.from || !b.from) return a.from ? 1 : b.from ? -1 : 0;
  const order = compareDecimals(a.from.at, b.from.at);
  return order !== 0 ? order : Number(b.from.included) - Number(a.from.included);
}

/** Whether the tiers are a cascade, each caught by the first bound that it meets: at least 5, at least 3, at least 1. */
function cascade(ranges: readonly Range[]): 'overlap' | 'sound' | null {
  const onlyFrom = ranges.every(({ to }) => to === null);
  const onlyTo = ranges.every(({ from }) => from === null);
  if (ranges.length < 2 || (!onlyFrom && !onlyTo)) return null;
  const reaches = ranges.slice(1).every((range, index) => {
    const before = ranges[index];
    const [own, other] = onlyFrom ? [range.from, before?.from] : [range.to, before?.to];
    if (!own || !other) return false;
    const order = compareDecimals(own.at, other.at) * (onlyFrom ? 1 : -1);
    return order < 0 || (order === 0 && own.included && !other.included);
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
  const found = cascade(ranges);
  if (found === 'overlap') {
    const fix = 'the tier that reaches least comes first: atLeast 5, then atLeast 3';
    report(sheet, node, 'overlap', `a tier of ${fact} is never reached`, fix);
  }
  if (found !== null) return;
  const sorted = [...ranges].sort(byFrom);
  sorted.slice(1).forEach((range, index) => {
    const lower = sorted[index];
    const broken = lower ? between(lower, range) : null;
    if (broken === null) return;
    const said = broken === 'gap' ? 'leave a gap' : 'overlap';
    const fix = 'let each tier begin where the one below ends: atMost 3 and moreThan 3';
    report(sheet, node, broken, `two tiers of ${fact} ${said}`, fix);
  });
}
