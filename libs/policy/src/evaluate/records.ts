import type { Facts, FactValue } from '../facts/fact-definition';
import { FACT_VOCABULARY } from '../facts/fact-vocabulary.table';

export type FactRecord = Readonly<Record<string, FactValue>>;

/** The records of a list fact; null when it is not known. */
export function recordsOf(facts: Facts, list: 'titles' | 'standards'): readonly FactRecord[] | null {
  const value = facts[list];
  return Array.isArray(value) ? (value as readonly FactRecord[]) : null;
}

/** `granted_on` of `titles` → `titles[].granted_on`, so that no name is put together for each record again. */
const FIELD_NAMES = new Map(
  (['titles', 'standards'] as const).map((list) => {
    const [named, prefix] = [new Map<string, string>(), `${list}[].`];
    for (const { name } of FACT_VOCABULARY)
      if (name.startsWith(prefix)) named.set(name.slice(prefix.length), name);
    return [list, named];
  }),
);

type Table = Record<string, FactValue>;

/**
 * Facts as the interpreter looks them up. Without a prototype an object is a hash table: a look at a name costs the
 * same whether it is there or not, and whatever else is known of an applicant.
 */
export function indexed(facts: Facts): Table {
  const table = Object.create(null) as Table;
  for (const name in facts) {
    const value = facts[name];
    if (value !== undefined) table[name] = value;
  }
  return table;
}

/** A copy of such a table; apart from `indexed`, so that the engine makes each of them fast for its own objects. */
function copyOf(facts: Facts): Table {
  const table = Object.create(null) as Table;
  for (const name in facts) table[name] = facts[name] as FactValue;
  return table;
}

/** Facts laid over others. A copy is cheaper than a chain of prototypes, which slows down every look at the facts below. */
export const layered = (below: Facts, above: Facts): Facts => Object.assign(copyOf(below), above);

/** The facts as they are for one record: its fields by their names in the vocabulary, e.g. `titles[].granted_on`. */
export function bindRecord(facts: Facts, list: 'titles' | 'standards', record: FactRecord): Facts {
  const table = copyOf(facts);
  const names = FIELD_NAMES.get(list);
  for (const field in record) {
    const value = record[field];
    if (value !== undefined) table[names?.get(field) ?? `${list}[].${field}`] = value;
  }
  return table;
}

/** The title records with one of the codes, in their order; null when titles are not known. */
export function titlesWith(facts: Facts, codes: readonly string[]): readonly FactRecord[] | null {
  return recordsOf(facts, 'titles')?.filter(({ code }) => codes.includes(String(code))) ?? null;
}
