import { fen, type Fen } from './fen';

// Up to 14 digits before the point: 99 万亿元, the most that fits a safe integer of fen is checked below.
const YUAN = /^(-?)(\d{1,14})(?:\.(\d{1,2}))?$/;

/** "50000", "50000.5", "50000.05" → fen; null beyond two decimals, with separators, blanks or signs but "-". */
export function parseYuan(text: string): Fen | null {
  const match = YUAN.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  const amount = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return Number.isSafeInteger(amount) ? fen(sign ? -amount : amount) : null;
}

function wholeAndFen(amount: Fen): [sign: string, whole: string, fenPart: string] {
  const absolute = BigInt(amount < 0 ? -amount : amount);
  return [amount < 0 ? '-' : '', `${absolute / 100n}`, `${absolute % 100n}`.padStart(2, '0')];
}

/** Fen as yuan with two decimals, no separators: "50000.00". Reads back with parseYuan. */
export function formatYuan(amount: Fen): string {
  const [sign, whole, fenPart] = wholeAndFen(amount);
  return `${sign}${whole}.${fenPart}`;
}

/** Fen as yuan for people to read, grouped by thousands: "50,000.00". */
export function formatYuanGrouped(amount: Fen): string {
  const [sign, whole, fenPart] = wholeAndFen(amount);
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fenPart}`;
}
