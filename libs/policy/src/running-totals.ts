import type { PolicyDocument } from './ast';
import type { Facts } from './facts/fact-definition';
import { countedOn, paidFen } from './evaluate/earlier-records';

/** A fact that says what was already paid under a cap, and the clauses whose payments it adds up. */
export interface RunningTotal {
  readonly fact: string;
  readonly per: 'year' | 'life' | 'subject';
  readonly clauses: readonly string[];
}

/** The totals that caps of a document take from a fact, each with the clauses under it and those that repeat them. */
export function runningTotals(document: PolicyDocument): readonly RunningTotal[] {
  const totals = new Map<string, RunningTotal>();
  for (const clause of document.clauses) {
    if (clause.form !== 'computed') continue;
    for (const { per, paidFact: fact } of clause.caps) {
      if (per === 'award' || fact === null) continue;
      const clauses = [...(totals.get(fact)?.clauses ?? []), clause.id, ...clause.repeatedBy];
      totals.set(fact, { fact, per, clauses: [...new Set(clauses)] });
    }
  }
  return [...totals.values()];
}

/**
 * What was paid under a total's clauses on or after the day the total was stated, in fen: the total cannot know of it.
 * Under a yearly cap only payments that count in the evaluation date's year. The stated day itself counts: where it is not known
 * which came first, a cap is not exceeded. Payments without a day are left to the total.
 */
export function paidSinceFen(total: RunningTotal, facts: Facts, statedOn: string): number {
  const { awards_paid: awards, evaluation_date: day } = facts;
  const year = typeof day === 'string' ? day.slice(0, 4) : '';
  const since = (Array.isArray(awards) ? awards : []).filter((award) => {
    const { clause, paid_on: paidOn } = award;
    if (!total.clauses.includes(String(clause)) || typeof paidOn !== 'string' || paidOn < statedOn)
      return false;
    return total.per !== 'year' || (countedOn(award) ?? '').startsWith(year);
  });
  return paidFen(since) ?? 0;
}

/** Whether a total that was stated on a day can say something of the evaluation date: of a year nothing that was stated before it began. */
export function speaksOf(total: RunningTotal, facts: Facts, statedOn: string): boolean {
  const { evaluation_date: day } = facts;
  return total.per !== 'year' || typeof day !== 'string' || statedOn.slice(0, 4) >= day.slice(0, 4);
}
