import type { Facts, FactValue } from '../facts/fact-definition';

export type FactRecord = Readonly<Record<string, FactValue>>;

/** The records of a list fact; null when it is not known. */
export function recordsOf(facts: Facts, list: 'titles' | 'standards'): readonly FactRecord[] | null {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly FactRecord[]) : null;
}

/** The facts as they are for one record: its fields by their names in the vocabulary, e.g. `titles[].granted_on`. */
export function bindRecord(facts: Facts, list: 'titles' | 'standards', record: FactRecord): Facts {
  const bound: Record<string, FactValue> = { ...facts };
  for (const [field, value] of Object.entries(record)) bound[`${list}[].${field}`] = value;
  return bound;
}

/** One value of each of the title records with one of the codes, in their order; null when titles are not known. */
export function titlesWith(facts: Facts, codes: readonly string[]): readonly FactRecord[] | null {
  return recordsOf(facts, 'titles')?.filter(({ code }) => codes.includes(String(code))) ?? null;
}
