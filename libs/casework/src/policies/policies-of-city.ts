import { readPoliciesInForce, type PolicyVersionEntity, type Tx } from '@duixian/persistence';
import { documentOf } from './policy-in-force';

/** The documents in force in a city: its own and those of its province. */
export async function policiesOfCity(tx: Tx, cityCode: string): Promise<PolicyVersionEntity[]> {
  const places = tx.regions.path(cityCode).map((code) => tx.regions.get(code).factName);
  return (await readPoliciesInForce(tx)).filter((version) => {
    const { city, province } = documentOf(version);
    return places.includes(city ?? province);
  });
}

/**
 * The clauses under which something may have been paid to applicants of a city: those that are computed there, and those
 * that repeat one of them, in whatever document.
 */
export async function ledgerClausesOfCity(tx: Tx, cityCode: string): Promise<string[]> {
  const clauses = (await policiesOfCity(tx, cityCode)).flatMap((version) => documentOf(version).clauses);
  return [
    ...new Set(
      clauses.flatMap((clause) => (clause.form === 'computed' ? [clause.id, ...clause.repeatedBy] : [])),
    ),
  ];
}
