/** Our reference of a payment, chosen before it is sent: what every bank channel can carry and print on a statement. */
export const REFERENCE = /^[A-Z0-9]{1,30}$/;

/** An account number as banks write it: digits mostly, letters and hyphens in some. */
export const ACCOUNT = /^[0-9A-Za-z-]{1,34}$/;

/** The 12-digit code of a bank branch (支付系统行号). */
export const BANK_CODE = /^[0-9]{12}$/;

/** The number under which a bank keeps a payment. */
export const BANK_SERIAL = /^[0-9A-Za-z-]{1,64}$/;

const UNSEEN_CHARACTER = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * A line of text of at most `longest` characters without control, format or broken characters, and with no space at
 * either end: what is compared with a registered name must look the way it is.
 */
export function isCleanLine(value: unknown, shortest: number, longest: number): value is string {
  return (
    typeof value === 'string' &&
    value.length >= shortest &&
    value.length <= longest &&
    value === value.trim() &&
    !UNSEEN_CHARACTER.test(value)
  );
}

/** A day that exists, written YYYY-MM-DD. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** A positive amount of fen that a double holds exactly. */
export function isPositiveFen(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
