import { FACT_VOCABULARY } from '@duixian/policy';

/** The Chinese name of a fact; the name itself where the vocabulary has none. */
export const factLabel = (name: string): string =>
  FACT_VOCABULARY.find((fact) => fact.name === name)?.meaning ?? name;

const PLACES: ReadonlyMap<string, number> = new Map(FACT_VOCABULARY.map(({ name }, at) => [name, at]));
const placeOf = (name: string): number => PLACES.get(name) ?? PLACES.size;

/** The same facts in the order of the vocabulary, which begins with who somebody is and where; the database keeps none. */
export const inVocabularyOrder = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts).sort(([a], [b]) => placeOf(a) - placeOf(b)));
