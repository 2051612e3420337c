/** Digits that a spreadsheet program keeps of a number. */
const SIGNIFICANT_DIGITS = 15;

/**
 * A number of a workbook as its user sees it: plain decimals, rounded to the 15 digits that Excel keeps, so that the
 * binary fraction behind 50000.01 does not show (50000.010000000002). What is no number stays as it is.
 */
export function plainDecimal(written: string): string {
  const number = Number(written);
  if (written.trim() === '' || !Number.isFinite(number)) return written;
  const text = String(Number(number.toPrecision(SIGNIFICANT_DIGITS)));
  return text.includes('e') ? withoutExponent(text) : text;
}

/** 1.5e+21 and 1e-7 in full. */
function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent.replace('+', ''));
  const sign = text.startsWith('-') ? '-' : '';
  if (shift >= 0) return sign + whole + fraction.padEnd(shift, '0');
  return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
}
