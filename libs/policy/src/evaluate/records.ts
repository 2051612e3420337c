import type { Facts, FactValue } from '../facts/fact-definition';

export type FactRecord = Readonly<Record<string, FactValue>>;

/** The records of a list fact; null when it is not known. */
export function recordsOf(facts: Facts, list: 'titles' | 'standards'): readonly FactRecord[] | null {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly FactRecord[]) : null;
}

/** The facts as they are for one record: its fields by their names in the vocabulary, e.g. `titles[].granted_on`. */
export function bindRecord(facts: Facts, list: 'titles' | 'standards', record: FactRecord): Facts {
  const bound: Record<string, FactValue> = {};
  for (const field in record) {
    const value = record[field];
    if (value !== undefined) bound[`${list}[].${field}`] = value;
  }
  return layered(facts, bound);
}

/** Facts laid over others. A copy is cheaper than a chain of prototypes, which slows down every look at the facts below. */
export const layered = (below: Facts, above: Readonly<Record<string, FactValue>>): Facts => ({
  ...below,
  ...above,
});

/** One value of each of the title records with one of the codes, in their order; null when titles are not known. */
export function titlesWith(facts: Facts, codes: readonly string[]): readonly FactRecord[] | null {
  return recordsOf(facts, 'titles')?.filter(({ code }) => codes.includes(String(code))) ?? null;
}
