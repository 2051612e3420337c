import type { PolicyDocument } from '../ast';
import { evaluate } from '../evaluate/evaluate';
import type { Result } from '../evaluate/result';
import type { Facts } from '../facts/fact-definition';

/** What was determined once: on what facts, under which readings, and what came out. */
export interface PastDetermination {
  readonly facts: Facts;
  readonly readings: Readonly<Record<string, string>>;
  readonly result: Result;
}

/** One field in which two results differ; absent on a side where it is not there. */
export interface ResultDifference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Replay {
  /** Whether the same comes out, to the fen and to every step of the trace. */
  readonly same: boolean;
  /** Null where the clause says nothing any more about these facts and this subject. */
  readonly result: Result | null;
  readonly differences: readonly ResultDifference[];
}

/** Whether two JSON values are the same, whatever the order of their members; an absent member is an undefined one. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    sameJson(left[key], right[key]),
  );
}

/** The fields in which two results of one clause and subject differ. */
export function differencesOf(before: Result, after: Result | null): readonly ResultDifference[] {
  const [old, now] = [before as unknown as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !sameJson(old[field], now[field]))
    .map((field) => ({
      field,
      ...(old[field] === undefined ? {} : { before: old[field] }),
      ...(now[field] === undefined ? {} : { after: now[field] }),
    }));
}

/** The document says again what it said of the facts, under the readings of then or other ones. */
export function replay(
  document: PolicyDocument,
  { facts, result: before, ...past }: PastDetermination,
  readings: Readonly<Record<string, string>> = past.readings,
): Replay {
  const results = evaluate([document], facts, { explain: true, clauses: [before.clause], readings });
  const result = results.find(({ subject }) => subject === before.subject) ?? null;
  const differences = differencesOf(before, result);
  return { same: differences.length === 0, result, differences };
}

/** A JSON value as text with its members in order, so that the same value has the same digest whoever wrote it. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}
