/** Whole fen as yuan with two decimals, thousands apart: 123456789 → 1,234,567.89. */
export function yuan(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amountFen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}
