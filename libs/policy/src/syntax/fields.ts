import { parseLocalDate, type LocalDate } from '@duixian/calendar';
import { parseRatio, parseYuan, type Fen, type Ratio } from '@duixian/money';
import { isMap, isNode, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { nearestWord } from '../facts/vocabulary';
import { lineOf, report, type Sheet } from './sheet';

/** The entries of a mapping by key; `node` is the mapping itself, for positions. */
export interface Fields {
  readonly node: Node;
  readonly line: number;
  readonly entries: ReadonlyMap<string, { readonly key: Node; readonly value: Node }>;
}

interface Shape {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/** Reads a mapping with text keys whatever they are. Null, with a problem, when it is something else. */
export function readMapping(sheet: Sheet, node: Node, what: string): Fields | null {
  if (!isMap(node)) {
    report(sheet, node, 'not-a-mapping', `${what} must be a mapping`, 'write key: value, one a line');
    return null;
  }
  const entries = new Map<string, { key: Node; value: Node }>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : null;
    if (name === null) {
      report(
        sheet,
        isNode(key) ? key : node,
        'bad-key',
        `${what} has a key that is not text`,
        'quote the key',
      );
    } else if (value === null || value === undefined || (isScalar(value) && value.value === null)) {
      report(
        sheet,
        key as Node,
        'empty-value',
        `"${name}" of ${what} has no value`,
        'give it one or remove it',
      );
    } else {
      entries.set(name, { key: key as Node, value: value as Node });
    }
  }
  return { node, line: lineOf(sheet, node), entries };
}

/** Reads a mapping that has exactly the keys of its shape; every unknown or missing key is a problem. */
export function readFields(sheet: Sheet, node: Node, what: string, shape: Shape): Fields | null {
  const fields = readMapping(sheet, node, what);
  if (!fields) return null;
  const allowed = [...shape.required, ...(shape.optional ?? [])];
  const before = sheet.problems.length;
  for (const [name, { key }] of fields.entries) {
    if (allowed.includes(name)) continue;
    const near = nearestWord(name, allowed);
    const fix = near ? `did you mean "${near}"?` : `allowed: ${allowed.join(', ')}`;
    report(sheet, key, 'unknown-key', `${what} knows no "${name}"`, fix);
  }
  const missing =
    sheet.problems.length > before ? [] : shape.required.filter((name) => !fields.entries.has(name));
  for (const name of missing) report(sheet, node, 'missing-key', `${what} needs "${name}"`, `add ${name}: …`);
  return sheet.problems.length > before ? null : fields;
}

/** The parts of a whole; null where one of them could not be read, which was reported there. */
export function whole<T extends Readonly<Record<string, unknown>>>(
  parts: T,
): { readonly [K in keyof T]: Exclude<T[K], null> } | null {
  const isWhole = Object.values(parts).every((part) => part !== null);
  return isWhole ? (parts as { readonly [K in keyof T]: Exclude<T[K], null> }) : null;
}

/** All of the items; null where there is no list, or one of them could not be read. */
export function all<T>(items: readonly (T | null)[] | null | undefined): readonly T[] | null {
  return items?.every((item) => item !== null) ? items : null;
}

/** Where a field is written; the mapping itself where it is not. */
export const placeOf = ({ entries, node }: Fields, name: string): Node => entries.get(name)?.value ?? node;

/** Reads one field of a mapping by a reader for its value; null when the field is absent or not readable. */
export function readField<T>(
  sheet: Sheet,
  fields: Fields,
  name: string,
  read: (sheet: Sheet, node: Node, what: string) => T | null,
): T | null {
  const entry = fields.entries.get(name);
  return entry ? read(sheet, entry.value, `"${name}"`) : null;
}

/** The items of a sequence; null, with a problem, when it is none or empty. */
export function readItems(sheet: Sheet, node: Node, what: string): readonly Node[] | null {
  if (!isSeq(node) || node.items.length === 0) {
    report(
      sheet,
      node,
      'not-a-list',
      `${what} must be a list with at least one entry`,
      'write - entry, one a line',
    );
    return null;
  }
  return node.items as Node[];
}

function scalar(sheet: Sheet, node: Node, what: string): Scalar | null {
  if (isScalar(node)) return node;
  report(sheet, node, 'not-a-value', `${what} must be a single value`, 'write it on one line');
  return null;
}

/** Non-empty text of at most 500 characters, without control characters. */
export function readText(sheet: Sheet, node: Node, what: string): string | null {
  const found = scalar(sheet, node, what);
  if (!found) return null;
  if (typeof found.value !== 'string' || found.value.trim() === '') {
    report(sheet, node, 'not-text', `${what} must be text`, 'put it in quotes');
    return null;
  }
  if (found.value.length > 500 || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(found.value.trimEnd())) {
    report(
      sheet,
      node,
      'bad-text',
      `${what} is too long or has line breaks`,
      'at most 500 characters on one line',
    );
    return null;
  }
  return found.value.trim();
}

/** Where the law says it: an article, an annex, a page; something that can be looked up. */
export function readArticle(sheet: Sheet, node: Node, what: string): string | null {
  const text = readText(sheet, node, what);
  if (text === null || /[\p{L}\p{N}]/u.test(text)) return text;
  report(sheet, node, 'no-citation', `${what} cites nothing`, 'name the article: 附件2 四(三)');
  return null;
}

/** A name for machines: letters, digits, Chinese, "-", "_", "." — nothing that could be a path or markup. */
export function readId(sheet: Sheet, node: Node, what: string): string | null {
  const text = readText(sheet, node, what);
  if (text === null || /^[\p{L}\p{N}][\p{L}\p{N}_.()-]{0,79}$/u.test(text)) return text;
  report(sheet, node, 'bad-id', `${what} is not a name`, 'letters, digits, "-", "_" and "." only');
  return null;
}

export function readFlag(sheet: Sheet, node: Node, what: string): boolean | null {
  const found = scalar(sheet, node, what);
  if (!found || typeof found.value === 'boolean') return found ? (found.value as boolean) : null;
  report(sheet, node, 'not-a-flag', `${what} must be true or false`, 'write true or false');
  return null;
}

/**
 * The text of a number as it was written. A number with a point must be quoted: read as a double, 0.1 is not 0.1.
 */
export function readNumberText(sheet: Sheet, node: Node, what: string): string | null {
  const found = scalar(sheet, node, what);
  if (!found) return null;
  if (typeof found.value === 'string') return found.value;
  if (typeof found.value === 'number' && /^\d+$/.test(found.source ?? '')) return found.source ?? null;
  const isNumber = typeof found.value === 'number';
  if (isNumber && /^-\d+$/.test(found.source ?? '')) {
    report(sheet, node, 'negative', `${what} is below zero`, 'check the sign');
    return null;
  }
  report(
    sheet,
    node,
    isNumber ? 'float' : 'not-a-number',
    isNumber ? `${what} is written as a floating-point number` : `${what} must be a number`,
    'put a decimal in quotes, and a ratio as "1/2", "50%" or "2‰"',
  );
  return null;
}

/** An amount in yuan, above zero. */
export function readYuan(sheet: Sheet, node: Node, what: string): Fen | null {
  const text = readNumberText(sheet, node, what);
  if (text === null) return null;
  const amount = parseYuan(text);
  if (amount !== null && amount > 0) return amount;
  report(
    sheet,
    node,
    'bad-amount',
    `${what} is not an amount in yuan above zero`,
    'write 50000 or "50000.50"',
  );
  return null;
}

/** An exact ratio from 0 to 1. */
export function readShare(sheet: Sheet, node: Node, what: string): Ratio | null {
  const text = readNumberText(sheet, node, what);
  if (text === null) return null;
  const share = parseRatio(text);
  if (share && share.numerator <= share.denominator) return share;
  report(sheet, node, 'bad-ratio', `${what} is not a share of one`, 'write 1/2, 50% or 1');
  return null;
}

export function readDate(sheet: Sheet, node: Node, what: string): LocalDate | null {
  const found = scalar(sheet, node, what);
  if (!found) return null;
  const date = typeof found.value === 'string' ? parseLocalDate(found.value) : null;
  if (date === null) report(sheet, node, 'bad-date', `${what} is not a date that exists`, 'write 2022-05-24');
  return date;
}

/** One of a closed set of words. */
export function readWord<T extends string>(words: readonly T[]) {
  return (sheet: Sheet, node: Node, what: string): T | null => {
    const text = readText(sheet, node, what);
    if (text === null) return null;
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    const near = nearestWord(text, words);
    report(sheet, node, 'unknown-word', `${what} cannot be "${text.slice(0, 60)}"`, near ?? words.join(', '));
    return null;
  };
}
