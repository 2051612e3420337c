import type { StackingGroup } from '../ast';
import { deductionOf } from '../weighed-with';
import type { Case } from './case';
import { isAbout, paidFen, paymentsUnder } from './earlier-records';
import { followedOption, isFollowed, meaningOf } from './follow';
import { planOf } from './plan';
import type { DeductionTrace } from './result';

/** Whether the awards of a group are reduced by what was paid under the clauses that it names. */
export function deductsNow(group: StackingGroup, given: Case): boolean {
  const deducts = deductionOf(group);
  return deducts !== null && (deducts.under === null || isFollowed(deducts.under, given));
}

/**
 * What was paid under the clauses that a group deducts, and what of it is left to be deducted after earlier awards of the group
 * that fell short by `shortFen`. Null where nothing was paid under them; `unknown` where an amount is not on record.
 */
export function deductionFor(
  group: StackingGroup,
  given: Case,
  shortFen: number,
): DeductionTrace | 'unknown' | null {
  const deducts = deductionOf(group);
  if (!deducts) return null;
  const sources = planOf(given.document).computed.filter(({ id }) => deducts.clauses.includes(id));
  const found = sources
    .map(({ id, repeatedBy }) => ({ id, payments: paymentsUnder(given.facts, id, repeatedBy) }))
    .map(({ id, payments }) => ({
      id,
      payments:
        group.per === 'applicant' ? payments : payments.filter((each) => isAbout(each, given.subject)),
    }))
    .filter(({ payments }) => payments.length > 0);
  if (found.length === 0) return null;
  const { under } = deducts;
  const isDeducted = deductsNow(group, given);
  const paid = paidFen(found.flatMap(({ payments }) => payments));
  if (paid === null && isDeducted) return 'unknown';
  const borneFen = isDeducted ? Math.min(paid ?? 0, shortFen) : 0;
  const option = under && (isDeducted ? under.option : followedOption(given, under.reading));
  return {
    clauses: found.map(({ id }) => id),
    paidFen: paid,
    borneFen,
    leftFen: isDeducted ? (paid ?? 0) - borneFen : 0,
    reading: under?.reading ?? null,
    option,
    meaning: under && option !== null ? meaningOf(given, under.reading, option) : null,
  };
}
