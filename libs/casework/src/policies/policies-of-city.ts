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

/** The clauses that are computed for applicants of a city. */
export async function computedClausesOfCity(tx: Tx, cityCode: string): Promise<string[]> {
  const clauses = (await policiesOfCity(tx, cityCode)).flatMap((version) => documentOf(version).clauses);
  return clauses.filter((clause) => clause.form === 'computed').map((clause) => clause.id);
}
