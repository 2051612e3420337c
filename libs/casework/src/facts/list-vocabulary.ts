import { FACT_VOCABULARY, type FactDefinition } from '@duixian/policy';

/** Every fact that a clause may ask for: its name, what it means, its type and unit, where it is known from. */
export const listVocabulary = (): readonly FactDefinition[] => FACT_VOCABULARY;
