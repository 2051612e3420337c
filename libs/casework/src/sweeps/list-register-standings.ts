import { runQuery, type Database, type RegisterStanding } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { registerStandings } from '../facts/register-standings';
import { DEFAULT_REGISTER_RULES, type RegisterRules } from '../facts/register-rules';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { planSweep } from './plan-sweep';
import type { Answer } from './read-sweeps';

/**
 * How the registers stand that a sweep of a city as of a day would rest on, before it is ordered. Filtering by clause is the
 * reader's: each standing names the clauses that ask it.
 */
export async function listRegisterStandings(
  db: Database,
  actor: PersonActor,
  { cityCode, asOf }: { cityCode: string; asOf: string },
  rules: RegisterRules = DEFAULT_REGISTER_RULES,
): Promise<Answer<{ items: RegisterStanding[]; stale: RegisterRules['stale'] }>> {
  return runQuery(db, actor, async (tx) => {
    if (tx.regions.find(cityCode)?.level !== 'city') return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'sweep.registers', regionResource(tx, cityCode));
    if (forbidden) return forbidden;
    const { parts } = await planSweep(tx, { cityCode, asOf });
    const items = await registerStandings(tx, cityCode, asOf, parts, rules);
    return { ok: true as const, value: { items, stale: rules.stale } };
  });
}
