import { fen, formatYuan } from '@duixian/money';
import type { PolicyDocument, StackingGroup } from '../ast';
import { determine } from './determine';
import { deductsNow } from './deduct';
import { isAbout } from './earlier-records';
import { planOf } from './plan';
import { layered, type FactRecord } from './records';
import type { Result } from './result';
import { contested, isUnnamed, supersede } from './stacking';
import type { Case } from './case';

/** An award that is determined at the same time, as it would stand among earlier payments once it was paid. */
interface Before {
  readonly payment: FactRecord;
  readonly factsUsed: readonly string[];
}

function paymentOf({ clause, subject, amountFen, factsUsed }: Result, given: Case): Before {
  const named = subject === undefined || isUnnamed(given) ? {} : { subject };
  return { payment: { clause, ...named, amount_yuan: formatYuan(fen(amountFen ?? 0)) }, factsUsed };
}

/** One award determined again as if the others had been paid before it; it rests on what the deducted ones rest on. */
function determineAfter(given: Case, before: readonly Before[], explain: boolean): Result {
  const paid = given.facts['awards_paid'];
  const earlier = Array.isArray(paid) ? (paid as readonly FactRecord[]) : [];
  const facts = layered(given.facts, {
    awards_paid: [...earlier, ...before.map(({ payment }) => payment)],
  });
  const made = determine({ ...given, facts }, explain);
  const { groupOf } = planOf(given.document);
  const nameOf = ({ payment }: Before): string => String(payment['clause']);
  const deducted = before.filter((each) => !groupOf.has(nameOf(each)));
  const used = [...new Set([...made.factsUsed, ...deducted.flatMap(({ factsUsed }) => factsUsed)])];
  const factsUsed = used.filter((name) => name !== 'awards_paid' || paid !== undefined);
  if (!made.trace) return { ...made, factsUsed };
  const together = before.filter((each) => !deducted.includes(each)).map(nameOf);
  const steps = made.trace.steps.map((step) => (step.step === 'stacking' ? { ...step, together } : step));
  return { ...made, factsUsed, trace: { ...made.trace, steps } };
}

/**
 * Awards of an open group that are determined at the same time: each counts the lower ones, and those that the group
 * deducts, as paid before it, so that it does not matter whether they are claimed together or one after the other.
 */
export function weighTogether(
  document: PolicyDocument,
  results: readonly Result[],
  made: { readonly results: readonly Result[]; readonly cases: readonly Case[] },
  explain: boolean,
): readonly Result[] {
  const open = contested(document, 'open', results);
  if (open.length === 0) return results;
  const weighed = new Map<Result, Result>();
  const caseOf = (result: Result): Case | undefined => made.cases[made.results.indexOf(result)];
  for (const { group, awards, deducted } of open) {
    const rising = [...awards].sort((a, b) => (a.amountFen ?? 0) - (b.amountFen ?? 0));
    const before = deducted.flatMap((result) => {
      const given = caseOf(result);
      return given && deductsNow(group, given) ? [paymentOf(result, given)] : [];
    });
    for (const result of rising) {
      const given = caseOf(result);
      if (!given) continue;
      const mayMatter = ({ payment }: Before): boolean =>
        group.per === 'applicant' || isUnnamed(given) || isAbout(payment, given.subject);
      const lower = before.filter(mayMatter);
      const again = lower.length === 0 ? result : determineAfter(given, lower, explain);
      if (again.status === 'determined') before.push(paymentOf(again, given));
      weighed.set(result, again.status === 'already-paid' ? givenWay(again, group, lower) : again);
    }
  }
  return results.map((result) => weighed.get(result) ?? result);
}

/** Nothing was paid yet: an award that adds nothing to the others gives way to the last of them. */
function givenWay(result: Result, { id, article }: StackingGroup, before: readonly Before[]): Result {
  const by = String(before.at(-1)?.payment['clause'] ?? '');
  const answer = { together: [], reading: null, answeredBy: null, meaning: null, options: [] };
  return supersede(result, by, { step: 'stacking', group: id, article, by, paidFen: 0, ...answer });
}
