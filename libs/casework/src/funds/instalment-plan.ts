import { fen, formatRatio, parseRatio, ratio, splitterOf, type Fen, type Ratio } from '@duixian/money';
import type { CallInstalment } from '@duixian/persistence';

/** A part of an award: its share is its weight among the weights of all. */
export interface PlannedPart {
  /** From 1. */
  number: number;
  weight: number;
  dueOn: string | null;
  condition: string | null;
}

/** The one part of an award that is paid at once. */
export const AT_ONCE: readonly PlannedPart[] = [{ number: 1, weight: 1, dueOn: null, condition: null }];

/** Shares that have no smaller common denominator than this are no plan that people make. */
export const MOST_PARTS_OF_A_WHOLE = 1_000_000;

/** The parts of a call's plan. @throws RangeError when a share is no ratio, which `instalmentProblems` refuses */
export function partsOf(instalments: readonly CallInstalment[]): PlannedPart[] {
  const shares = instalments.map(({ share }) => shareOf(share));
  const whole = commonDenominator(shares);
  return instalments.map(({ dueOn, condition }, index) => {
    const { numerator, denominator } = shares[index] ?? shareOf('');
    return { number: index + 1, weight: Number((numerator * whole) / denominator), dueOn, condition };
  });
}

function shareOf(text: string): Ratio {
  const share = parseRatio(text);
  if (!share) throw new RangeError(`not a share: ${text}`);
  return share;
}

/** The least number that all shares are whole parts of. */
export const commonDenominator = (shares: readonly Ratio[]): bigint =>
  shares.reduce((common, { denominator }) => leastCommonMultiple(common, denominator), 1n);

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return (a / larger) * b;
}

/** The share of one part, e.g. "1/2". */
export function shareInWords(
  parts: readonly Pick<PlannedPart, 'number' | 'weight'>[],
  number: number,
): string {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  return formatRatio(ratio(parts.find((part) => part.number === number)?.weight ?? 0, whole));
}

/**
 * An amount by parts, adding up to it exactly: each rounded down to the fen, what is left over one fen each to the first parts that
 * were not whole. A part of a small amount may be 0.
 */
export function splitByParts(
  amount: Fen,
  parts: readonly Pick<PlannedPart, 'number' | 'weight'>[],
): ReadonlyMap<number, Fen> {
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const shares = parts.map(({ number, weight }) => ({ key: String(number), ratio: ratio(weight, whole) }));
  const split = splitterOf(shares)(amount);
  return new Map(parts.map(({ number }) => [number, split[String(number)] ?? fen(0)]));
}
