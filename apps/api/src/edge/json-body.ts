import { repeatedName } from '@duixian/casework';
import { RequestRefused } from './problem';

/** Deeper than any body of ours, and shallow enough for whatever walks it recursively. */
const DEEPEST = 32;
/** NUL and half of a surrogate pair: JSON can say them, PostgreSQL cannot store them. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** No field of ours has such a name, and class-transformer would call what it finds under one of them. */
const NO_FIELD = new Set(['__proto__', 'constructor', 'prototype']);

type SecureParser = (
  request: unknown,
  text: string,
  done: (error: Error | null, value?: unknown) => void,
) => void;

/** UTF-8 text of a body. @throws RequestRefused for bytes that are not UTF-8 */
export function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new RequestRefused('malformed-json', 'The body is not UTF-8 text.');
  }
}

/**
 * A JSON body as a value that everything behind may rely on: no prototype tricks (the framework's own parser), not
 * too deep, only text that can be stored, and no name that says two things.
 */
export function readJson(parse: SecureParser, request: unknown, body: Buffer): unknown {
  // No body at all: what is missing in it will be named field by field.
  if (body.length === 0) return undefined;
  let value: unknown;
  let failure: Error | null = null;
  const text = textOf(body);
  parse(request, text, (error, parsed) => {
    failure = error;
    value = parsed;
  });
  if (failure) {
    throw new RequestRefused(
      'malformed-json',
      'The body cannot be read as JSON: check quotes, commas and brackets.',
    );
  }
  refuseUnusable(value);
  const twice = repeatedName(text);
  if (twice !== null)
    throw new RequestRefused(
      'malformed-json',
      `"${twice.slice(0, 80)}" is given twice. Say once what holds.`,
    );
  return value;
}

function refuseUnusable(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST)
      throw new RequestRefused('malformed-json', `The body is nested more than ${DEEPEST} levels deep.`);
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string') refuseUnstorable(each);
      if (typeof each !== 'object' || each === null) continue;
      if (!Array.isArray(each)) Object.keys(each).forEach(refuseName);
      for (const inner of Object.values(each) as unknown[]) next.push(inner);
    }
    level = next;
  }
}

function refuseName(name: string): void {
  if (NO_FIELD.has(name))
    throw new RequestRefused('malformed-json', `No field can be called ${name}. Leave it out.`);
  refuseUnstorable(name);
}

function refuseUnstorable(text: string): void {
  if (UNSTORABLE.test(text)) {
    throw new RequestRefused(
      'unusable-text',
      'A text holds a NUL character or half of a surrogate pair. Remove it.',
    );
  }
}
