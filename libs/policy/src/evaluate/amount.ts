import {
  compareRatios,
  fen,
  formatYuanGrouped,
  parseDecimal,
  parseYuan,
  ratio,
  sumRatios,
  type Fen,
  type Ratio,
} from '@duixian/money';
import type { Amount } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { factMeaning } from '../facts/vocabulary';
import { check, factsBehind, missingFacts, type Check } from './check';

/** An amount as it came out, exact, in fen; null while something is missing. */
export interface Computed {
  readonly value: Ratio | null;
  readonly missing: readonly string[];
  readonly factsUsed: readonly string[];
  /** How it came about, in Chinese. */
  readonly text: string;
  /** The tiers that were tried, in order, up to the one that holds. */
  readonly tried?: readonly Check[];
}

const ZERO = ratio(0);

/** The exact product. */
export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Whole fen, rounded down: never more than the text promises. Null beyond what can be counted exactly. */
export function floorFen({ numerator, denominator }: Ratio): Fen | null {
  const whole = numerator / denominator;
  return whole > BigInt(Number.MAX_SAFE_INTEGER) ? null : fen(whole);
}

const NONE: readonly string[] = [];

const joined = <T>(some: readonly T[], more: readonly T[]): readonly T[] =>
  some.length === 0 ? more : more.length === 0 ? some : [...some, ...more];

function fromFact(name: string, facts: Facts): Computed {
  const value = facts[name];
  const amount = typeof value === 'string' ? parseYuan(value) : null;
  if (amount === null) return { value: null, missing: [name], factsUsed: NONE, text: factMeaning(name) };
  const text = `${factMeaning(name)}${formatYuanGrouped(amount)}元`;
  return { value: ratio(amount), missing: NONE, factsUsed: [name], text };
}

function countOf(count: number | { readonly fact: string }, facts: Facts): Computed {
  if (typeof count === 'number')
    return { value: ratio(count), missing: NONE, factsUsed: NONE, text: String(count) };
  const value = facts[count.fact];
  const decimal = value === undefined ? null : parseDecimal(String(value));
  const text = factMeaning(count.fact);
  if (!decimal) return { value: null, missing: [count.fact], factsUsed: NONE, text };
  const exact = ratio(decimal.coefficient, 10n ** BigInt(decimal.scale));
  return { value: exact, missing: NONE, factsUsed: [count.fact], text: `${text}${String(value)}` };
}

function merge(
  parts: readonly Computed[],
  text: string,
  value: (values: readonly Ratio[]) => Ratio,
): Computed {
  const values: Ratio[] = [];
  let [missing, factsUsed] = [NONE, NONE];
  let tried: readonly Check[] = [];
  for (const part of parts) {
    if (part.value) values.push(part.value);
    missing = joined(missing, part.missing);
    factsUsed = joined(factsUsed, part.factsUsed);
    if (part.tried) tried = joined(tried, part.tried);
  }
  const merged = {
    value: values.length === parts.length ? value(values) : null,
    missing,
    factsUsed,
    text,
  };
  return tried.length === 0 ? merged : { ...merged, tried };
}

function increase(from: string, to: string, facts: Facts): Computed {
  const parts = [fromFact(from, facts), fromFact(to, facts)];
  return merge(parts, `${factMeaning(to)}较${factMeaning(from)}的增量`, ([start = ZERO, end = ZERO]) =>
    compareRatios(start, end) < 0
      ? ratio(
          end.numerator * start.denominator - start.numerator * end.denominator,
          end.denominator * start.denominator,
        )
      : ZERO,
  );
}

function tiers(amount: Extract<Amount, { kind: 'tiers' }>, facts: Facts): Computed {
  const factsUsed: string[] = [];
  const tried: Check[] = [];
  for (const tier of amount.tiers) {
    const found = check(tier.when, facts);
    tried.push(found);
    if (found.outcome === 'unknown') {
      return { value: null, missing: missingFacts(found, facts), factsUsed, text: '分档标准', tried };
    }
    factsUsed.push(...factsBehind(found, facts));
    if (found.outcome === 'false') continue;
    const inner = computeAmount(tier.amount, facts);
    return {
      ...inner,
      factsUsed: [...factsUsed, ...inner.factsUsed],
      tried: [...tried, ...(inner.tried ?? [])],
    };
  }
  return { value: ZERO, missing: NONE, factsUsed, text: '不在任何一档', tried };
}

/** Computes an amount from facts. Total: what is not known is asked for, all at once. */
export function computeAmount(amount: Amount, facts: Facts): Computed {
  switch (amount.kind) {
    case 'yuan': {
      const text = `${formatYuanGrouped(amount.amountFen)}元`;
      return { value: ratio(amount.amountFen), missing: NONE, factsUsed: NONE, text };
    }
    case 'fact':
      return fromFact(amount.fact, facts);
    case 'times': {
      const parts = [countOf(amount.count, facts), computeAmount(amount.of, facts)];
      const text = parts.map((part) => part.text).join('×');
      return merge(parts, text, ([count = ZERO, of = ZERO]) => times(count, of));
    }
    case 'share': {
      const of = computeAmount(amount.of, facts);
      return merge([of], `${of.text}×${amount.text}`, ([whole = ZERO]) => times(whole, amount.ratio));
    }
    case 'increase':
      return increase(amount.from, amount.to, facts);
    case 'sum':
    case 'least': {
      const parts = amount.of.map((part) => computeAmount(part, facts));
      const texts = parts.map((part) => part.text);
      if (amount.kind === 'sum') return merge(parts, texts.join('+'), sumRatios);
      return merge(parts, `${texts.join('与')}中较低者`, (values) =>
        values.reduce((least, value) => (compareRatios(value, least) < 0 ? value : least)),
      );
    }
    case 'tiers':
      return tiers(amount, facts);
  }
}
