import { fen, type Fen } from './fen';

/** An exact non-negative fraction in lowest terms; the denominator is positive. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

// 30 digits are far more than any rate in a policy text and keep hostile input cheap.
const FRACTION = /^(\d{1,30})\s*\/\s*(\d{1,30})$/;
const DECIMAL = /^(\d{1,30})(?:\.(\d{1,30}))?\s*([%‰]?)$/;
const PER: Readonly<Record<string, bigint>> = { '': 1n, '%': 100n, '‰': 1000n };

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** numerator / denominator in lowest terms. @throws RangeError when negative or divided by zero. */
export function ratio(numerator: bigint | number, denominator: bigint | number = 1n): Ratio {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (n < 0n || d <= 0n) throw new RangeError(`not a ratio: ${n}/${d}`);
  if (d === 1n) return { numerator: n, denominator: d };
  const common = greatestCommonDivisor(n, d);
  return { numerator: n / common, denominator: d / common };
}

/** Reads "1/2", "0.5", "50%" or "2‰" exactly; null for anything else (also for a sign or a zero divisor). */
export function parseRatio(text: string): Ratio | null {
  const fraction = FRACTION.exec(text.trim());
  if (fraction) {
    const [, numerator = '', denominator = ''] = fraction;
    return BigInt(denominator) === 0n ? null : ratio(BigInt(numerator), BigInt(denominator));
  }
  const decimal = DECIMAL.exec(text.trim());
  if (!decimal) return null;
  const [, whole = '', decimals = '', mark = ''] = decimal;
  return ratio(BigInt(whole + decimals), 10n ** BigInt(decimals.length) * (PER[mark] ?? 1n));
}

/** "1/2", "2/1000" as lowest terms: "1/500"; whole numbers without a divisor. Reads back with parseRatio. */
export function formatRatio(value: Ratio): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

/** Negative, 0 or positive as a is less than, equal to or greater than b; exact. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The exact sum of ratios. */
export function sumRatios(values: readonly Ratio[]): Ratio {
  return values.reduce(
    (a, b) => ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator),
    ratio(0n),
  );
}

/** a ÷ b rounded toward minus infinity, b > 0 (bigint division itself rounds toward zero). */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && a % b !== 0n ? quotient - 1n : quotient;
}

/**
 * amount × ratio in fen, rounded down to the fen, so that a limit is never exceeded.
 * @throws RangeError when the product leaves the safe integers.
 */
export function timesRatioDown(amount: Fen, by: Ratio): Fen {
  return fen(floorDivide(BigInt(amount) * by.numerator, by.denominator));
}
