/** An exact decimal: coefficient × 10^−scale, in lowest terms (no trailing zeros behind the point). */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

function decimal(coefficient: bigint, scale: number): Decimal {
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale };
}

/** "12", "-0.50" → exact value; null for anything else (exponents, separators, more than 30 digits). */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  const magnitude = BigInt(whole + decimals);
  return decimal(sign ? -magnitude : magnitude, decimals.length);
}

/** The shortest text that parseDecimal reads back: "0.5", "-12". */
export function formatDecimal({ coefficient, scale }: Decimal): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = `${coefficient < 0n ? -coefficient : coefficient}`.padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function aligned(a: Decimal, b: Decimal): [a: bigint, b: bigint, scale: number] {
  if (a.scale === b.scale) return [a.coefficient, b.coefficient, a.scale];
  const scale = Math.max(a.scale, b.scale);
  return [
    a.coefficient * 10n ** BigInt(scale - a.scale),
    b.coefficient * 10n ** BigInt(scale - b.scale),
    scale,
  ];
}

/** Negative, 0 or positive as a is less than, equal to or greater than b; exact ("0.10" equals "0.1"). */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** a + b, exact. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  return decimal(left + right, scale);
}

/** a − b, exact. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = aligned(a, b);
  return decimal(left - right, scale);
}

/** a × b, exact. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return decimal(a.coefficient * b.coefficient, a.scale + b.scale);
}
