import { FACT_VOCABULARY } from '@duixian/policy';

/** The Chinese name of a fact; the name itself where the vocabulary has none. */
export const factLabel = (name: string): string =>
  FACT_VOCABULARY.find((fact) => fact.name === name)?.meaning ?? name;
