import { FACT_VOCABULARY } from './fact-vocabulary.table';

const groupOf = (name: string): string => name.slice(0, name.indexOf('.'));

/** Group of scalar facts → the fact that says which thing they are about: `rent` → `rent.lease_id`. */
const NAMING = new Map(
  FACT_VOCABULARY.flatMap(({ name }) =>
    !name.includes('[]') && /[._]id$/.test(name) ? [[groupOf(name), name] as const] : [],
  ),
);

/** The fact that names the project, lease or financing that a scalar fact is about; null where its group has none. */
export const subjectFactOf = (name: string): string | null => NAMING.get(groupOf(name)) ?? null;
