import { fen, formatYuanGrouped } from '@duixian/money';
import { useSyncExternalStore } from 'react';

export type AmountUnit = '元' | '万元';

const KEPT_AS = 'duixian.amount-unit';
const listeners = new Set<() => void>();

const current = (): AmountUnit => (localStorage.getItem(KEPT_AS) === '万元' ? '万元' : '元');

function choose(unit: AmountUnit): void {
  localStorage.setItem(KEPT_AS, unit);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The unit in which this person reads amounts, and how to change it. */
export const useAmountUnit = (): [AmountUnit, (unit: AmountUnit) => void] => [
  useSyncExternalStore(listen, current),
  choose,
];

/**
 * The amount with two decimals in a unit. 万元 rounds half up to the second decimal (100 yuan): what is shown so is for
 * reading, never for copying into a payment.
 */
export function amountIn(unit: AmountUnit, amountFen: number): string {
  if (unit === '元') return formatYuanGrouped(fen(amountFen));
  const hundredYuan = Math.sign(amountFen) * Math.floor((Math.abs(amountFen) + 5_000) / 10_000);
  return formatYuanGrouped(fen(hundredYuan));
}
