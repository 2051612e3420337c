const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Organisation codes inside (GB 11714): positions 9 to 16, check symbol at 17. */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check symbol of a 统一社会信用代码 from its first 17 symbols (GB 32100-2015). */
export function creditCodeCheckSymbol(first17: string): string {
  const sum = [...first17].reduce(
    (total, symbol, index) => total + SYMBOLS.indexOf(symbol) * (WEIGHTS[index] ?? 0),
    0,
  );
  return SYMBOLS[(31 - (sum % 31)) % 31] ?? '';
}

/** The check symbol of the organisation code in positions 9–16 (GB 11714-1997). */
export function organisationCheckSymbol(eight: string): string {
  const sum = [...eight].reduce(
    (total, symbol, index) =>
      total + ORGANISATION_SYMBOLS.indexOf(symbol) * (ORGANISATION_WEIGHTS[index] ?? 0),
    0,
  );
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** A whole 统一社会信用代码 from its first 16 symbols: both check symbols appended. */
export function completeCreditCode(first16: string): string {
  const first17 = first16 + organisationCheckSymbol(first16.slice(8));
  return first17 + creditCodeCheckSymbol(first17);
}

/** True for a well-formed 统一社会信用代码 with a right check symbol. */
export function isCreditCode(text: string): boolean {
  return (
    /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) &&
    creditCodeCheckSymbol(text.slice(0, 17)) === text[17]
  );
}
