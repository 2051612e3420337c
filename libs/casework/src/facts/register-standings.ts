import { addDays, localDate } from '@duixian/calendar';
import { findFact, registersOf, TITLE_CODES } from '@duixian/policy';
import {
  findPolicyVersion,
  readRegisterMarks,
  type RegisterStanding,
  type SweepPlanPart,
  type Tx,
} from '@duixian/persistence';
import { documentOf } from '../policies/policy-in-force';
import type { RegisterRules } from './register-rules';

/** General marks and the registers that each of them covers. */
const COVERED_BY: readonly (readonly [mark: string, prefix: string])[] = [
  ['titles', 'title/'],
  ['scale', 'fact/scale.'],
];

/**
 * The registers that the clauses of a plan rest on, as they stood on a day: those somebody marked complete up to a day, fresh or
 * stale by the rules, and those that nobody marked although absence in them decides. The mark that reaches furthest counts, of the
 * city or of what lies above it.
 */
export async function registerStandings(
  tx: Tx,
  cityCode: string,
  asOf: string,
  plan: readonly Pick<SweepPlanPart, 'policyVersionId' | 'clauseIds'>[],
  rules: RegisterRules,
): Promise<RegisterStanding[]> {
  const asked = new Map<string, { clauseIds: Set<string>; decisiveFor: Set<string> }>();
  for (const { policyVersionId, clauseIds } of plan) {
    const version = await findPolicyVersion(tx, policyVersionId);
    if (!version) throw new Error(`policy version ${policyVersionId} is gone`);
    const document = documentOf(version);
    for (const clause of document.clauses.filter(({ id }) => clauseIds.includes(id))) {
      const registers = registersOf(document, clause);
      for (const register of new Set([...registers.asked, ...registers.decisive])) {
        const known = asked.get(register) ?? { clauseIds: new Set(), decisiveFor: new Set() };
        known.clauseIds.add(clause.id);
        if (registers.decisive.includes(register)) known.decisiveFor.add(clause.id);
        asked.set(register, known);
      }
    }
  }
  const marks = await readRegisterMarks(tx, tx.regions.path(cityCode), asOf);
  const standings: RegisterStanding[] = [];
  for (const [register, { clauseIds, decisiveFor }] of [...asked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const days = [register, ...COVERED_BY.filter(([, prefix]) => register.startsWith(prefix)).map(([m]) => m)]
      .flatMap((mark) => marks.get(mark) ?? [])
      .sort();
    const completeTo = days.at(-1) ?? null;
    if (completeTo === null && decisiveFor.size === 0) continue;
    const toleranceDays = toleranceOf(register, rules);
    const isFresh = completeTo !== null && addDays(localDate(completeTo), toleranceDays) >= localDate(asOf);
    standings.push({
      ...{ register, name: nameOf(register), completeTo, toleranceDays },
      state: completeTo === null ? 'unmarked' : isFresh ? 'fresh' : 'stale',
      ...{ clauseIds: [...clauseIds].sort(), decisiveFor: [...decisiveFor].sort() },
    });
  }
  return standings;
}

/** The rule for the register itself, else for its sort. */
function toleranceOf(register: string, { toleranceDays }: RegisterRules): number {
  const [sort = ''] = register.split('/');
  return toleranceDays[register] ?? toleranceDays[sort] ?? 0;
}

function nameOf(register: string): string {
  const [sort, name = ''] = register.split('/');
  if (sort === 'title') return TITLE_CODES[name] ?? name;
  return findFact(name)?.meaning ?? name;
}
