const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SYMBOLS = '10X98765432';

/** True for a well-formed 公民身份号码 with a right check symbol (GB 11643-1999: ISO 7064 MOD 11-2). */
export function isIdentityNumber(text: string): boolean {
  if (
    !/^[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$/.test(text)
  )
    return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_SYMBOLS[sum % 11] === text[17];
}
