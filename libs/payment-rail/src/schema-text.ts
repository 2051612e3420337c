import { isDay } from './field-rules';

/** What is wrong with a text, in words; null where nothing is. */
export type TextTest = (text: string) => string | null;

const ZONE = String.raw`(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?`;
const DAY = String.raw`((?!0000)\d{4}-\d{2}-\d{2})`;
const FORMS: Readonly<
  Record<string, { readonly pattern: RegExp; readonly words: string; readonly hasDay?: true }>
> = {
  decimal: { pattern: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/, words: '应为小数' },
  boolean: { pattern: /^(?:true|false|1|0)$/, words: '应为 true 或 false' },
  date: { pattern: new RegExp(`^${DAY}${ZONE}$`), words: '应为日期 YYYY-MM-DD', hasDay: true },
  dateTime: {
    pattern: new RegExp(
      String.raw`^${DAY}T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)${ZONE}$`,
    ),
    words: '应为时间 YYYY-MM-DDThh:mm:ss',
    hasDay: true,
  },
  yearMonth: { pattern: new RegExp(String.raw`^\d{4}-(?:0[1-9]|1[0-2])${ZONE}$`), words: '应为年月 YYYY-MM' },
};

/** How long a value may be in what is said about it. */
const SHOWN = 40;
const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/**
 * The test for a simple type of XML Schema Part 2 as the table of ISO 20022 writes it: base, then facets.
 *
 * @param line for example `text 1..35`, `decimal 18,5 >=0`, `text /[A-Z]{3}/`, `text DBIT|CRDT`
 */
export function textTestOf(line: string): TextTest {
  const space = line.indexOf(' ');
  const base = space === -1 ? line : line.slice(0, space);
  const facets = space === -1 ? '' : line.slice(space + 1);
  if (base === 'text') return testOfText(facets);
  const form = FORMS[base];
  if (!form) throw new RangeError(`no base type ${base}`);
  const { pattern, words, hasDay } = form;
  const numbers = base === 'decimal' ? testOfDecimal(facets) : null;
  return (given) => {
    // White space around a value that is no string does not belong to it (whiteSpace = collapse).
    const text = given.trim();
    const found = pattern.exec(text);
    if (!found || (hasDay && !isDay(found[1] ?? ''))) return `${words},实为「${shown(text)}」`;
    return numbers ? numbers(text) : null;
  };
}

function testOfText(facets: string): TextTest {
  if (facets === '') return () => null;
  const length = /^(\d+)\.\.(\d*)$/.exec(facets);
  if (length) {
    const [least, most] = [Number(length[1]), length[2] ? Number(length[2]) : Infinity];
    return (text) => {
      const { length: units } = text;
      // Only where units of UTF-16 leave it open are characters counted.
      const size = units < least || units > most ? [...text].length : units;
      return size < least || size > most ? `长度应为 ${least} 至 ${most} 个字,实为 ${size}` : null;
    };
  }
  if (facets.startsWith('/')) {
    const pattern = new RegExp(`^(?:${facets.slice(1, -1)})$`, 'u');
    return (text) => (pattern.test(text) ? null : `格式应为 ${facets.slice(1, -1)},实为「${shown(text)}」`);
  }
  const codes = new Set(facets.split('|'));
  return (text) => (codes.has(text) ? null : `只能是 ${[...codes].join('、')} 之一,实为「${shown(text)}」`);
}

function testOfDecimal(facets: string): TextTest {
  const [, total = '', fraction = ''] = /(\d+),(\d+)/.exec(facets) ?? [];
  const bound = /([<>]=)(-?\d+)/.exec(facets);
  return (text) => {
    const [whole = '', part = ''] = text.replace(/^[+-]/, '').split('.');
    const [digits, decimals] = [whole.replace(/^0+/, ''), part.replace(/0+$/, '')];
    if (fraction && decimals.length > Number(fraction))
      return `最多 ${fraction} 位小数,实为「${shown(text)}」`;
    if (total && digits.length + decimals.length > Number(total))
      return `最多 ${total} 位数字,实为「${shown(text)}」`;
    if (bound?.[1] === '>=' && bound[2] === '0' && text.startsWith('-') && digits + decimals !== '')
      return `不能小于 0,实为「${shown(text)}」`;
    return null;
  };
}
