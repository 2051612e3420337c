export type StrictJson = { ok: true; value: unknown } | { ok: false; problem: string };

const PLAIN_INTEGER = /^(?:0|-?[1-9]\d*)$/;

/**
 * Reads JSON that carries money: what `JSON.parse` would silently settle is a problem here.
 *
 * - A field written twice in one object: `JSON.parse` keeps the last, another reader the first.
 * - A number that is not a plain safe integer: `50000.00` is most likely yuan where fen belong, and digits beyond a
 *   double would be rounded away.
 *
 * The problem is one Chinese sentence. Never throws.
 */
export function parseStrictJson(text: string): StrictJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: '内容不是合法的 JSON' };
  }
  const { fieldCount, oddNumber } = scanValidJson(text);
  if (oddNumber !== null) {
    return { ok: false, problem: `数字 ${oddNumber} 不是整数写法：金额一律以分为单位的整数表示` };
  }
  if (fieldCount !== countFields(value)) {
    return { ok: false, problem: '同一对象里有字段重复出现' };
  }
  return { ok: true, value };
}

/** One pass over text that is known to be JSON: how many fields it writes, and the first number that is not plain. */
function scanValidJson(text: string): { fieldCount: number; oddNumber: string | null } {
  let fieldCount = 0;
  let oddNumber: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at);
    } else if (character === ':') {
      fieldCount++;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      const end = endOfNumber(text, at);
      const digits = text.slice(at, end);
      if (!PLAIN_INTEGER.test(digits) || !Number.isSafeInteger(Number(digits))) oddNumber ??= digits;
      at = end - 1;
    }
  }
  return { fieldCount, oddNumber };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  while (at < text.length && '+-.eE0123456789'.includes(text.charAt(at))) at++;
  return at;
}

/** Not recursive: an answer of 60,000 opening brackets is legal JSON and must not overflow the stack. */
function countFields(root: unknown): number {
  let count = 0;
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const children = Object.values(value);
    if (!Array.isArray(value)) count += children.length;
    for (const child of children) waiting.push(child);
  }
  return count;
}

/** The value as an object with named fields, or null for anything else (lists included). */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** True when the object has exactly these fields: a field more may change the meaning of the others. */
export function hasExactly(record: Readonly<Record<string, unknown>>, fields: readonly string[]): boolean {
  return (
    Object.keys(record).length === fields.length && fields.every((field) => Object.hasOwn(record, field))
  );
}
