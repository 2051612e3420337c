import type { Fen } from './fen';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;

/** 1..9999 in words: 1010 → 壹仟零壹拾. Zeros inside are said once, zeros at the end not at all. */
function fourDigits(value: number): string {
  let words = '';
  let zeroPending = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zeroPending = words !== '';
    } else {
      words += (zeroPending ? '零' : '') + (DIGITS[digit] ?? '') + (PLACES[place] ?? '');
      zeroPending = false;
    }
  }
  return words;
}

/** A whole number of yuan below 10^16 in words, by groups of four (万, 亿, 万亿). */
function wholeYuan(value: number): string {
  if (value < 10_000) return fourDigits(value);
  const [size, unit] = value >= 100_000_000 ? [100_000_000, '亿'] : [10_000, '万'];
  const rest = value % size;
  // A gap before the rest is said as one 零: 壹亿零伍, 壹万零壹拾.
  const gap = rest > 0 && rest < size / 10 ? '零' : '';
  return wholeYuan(Math.floor(value / size)) + unit + gap + wholeYuan(rest);
}

/**
 * The amount in the capital characters that vouchers carry (大写): 8000000 fen → "捌万元整".
 *
 * Follows the rules for filling in bills of the People's Bank of China (支付结算办法附件《正确填写票据和结算凭证的
 * 基本规定》): 整 after whole yuan, none after 角 or 分; 零 between 元 and 分 when there is no 角. Zero is "零元整";
 * a negative amount begins with 负.
 */
export function toChineseUppercase(amount: Fen): string {
  const absolute = Math.abs(amount);
  const yuan = Math.floor(absolute / 100);
  const [jiao, fenDigit] = [Math.floor(absolute / 10) % 10, absolute % 10];
  const sign = amount < 0 ? '负' : '';
  if (jiao === 0 && fenDigit === 0) return `${sign}${yuan === 0 ? '零' : wholeYuan(yuan)}元整`;
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  const zero = whole !== '' && jiao === 0 ? '零' : '';
  const jiaoWords = jiao === 0 ? '' : `${DIGITS[jiao]}角`;
  const fenWords = fenDigit === 0 ? '' : `${DIGITS[fenDigit]}分`;
  return sign + whole + zero + jiaoWords + fenWords;
}
