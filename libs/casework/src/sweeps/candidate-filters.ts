import { candidateFilter } from '@duixian/policy';
import { candidateSql, findCall, type SweepEntity, type Tx } from '@duixian/persistence';
import { documentOfVersion } from '../policies/document-of-version';

/** Whether a filter can select anybody at all. */
export const isPossible = (filter: string): boolean => filter !== 'false';

/**
 * One predicate per clause, in the order of the plan. What is the same for everybody is answered beforehand: the day, the place,
 * the call.
 */
export async function candidateFilters(tx: Tx, sweep: SweepEntity, day: string): Promise<string[]> {
  const filters: string[] = [];
  const place = {
    'applicant.city': tx.regions.get(sweep.cityCode).factName,
    'applicant.province': tx.regions.ancestorAt(sweep.cityCode, 'province').factName,
  };
  for (const part of sweep.plan) {
    const { clauses: ofDocument } = await documentOfVersion(tx, part.policyVersionId);
    const call = part.callId === null ? null : await findCall(tx, part.callId);
    const constants = { evaluation_date: day, ...place, ...call?.parameters };
    const clauses = ofDocument.filter((clause) => part.clauseIds.includes(clause.id));
    for (const clause of clauses)
      filters.push(candidateSql(candidateFilter(clause, { decisions: 'none' }), constants));
  }
  return filters;
}
