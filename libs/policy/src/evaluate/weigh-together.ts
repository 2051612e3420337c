import { fen, formatYuan } from '@duixian/money';
import type { PolicyDocument } from '../ast';
import { determine } from './determine';
import { isAbout } from './earlier-records';
import { layered, type FactRecord } from './records';
import type { Result } from './result';
import { contested, isUnnamed, supersede } from './stacking';
import type { Case } from './case';

/** An award as it would stand among earlier payments once it was paid. */
function paymentOf({ clause, subject, amountFen }: Result, given: Case): FactRecord {
  const named = subject === undefined || isUnnamed(given) ? {} : { subject };
  return { clause, ...named, amount_yuan: formatYuan(fen(amountFen ?? 0)) };
}

/** One award determined again as if the others had been paid before it. */
function determineAfter(given: Case, before: readonly FactRecord[], explain: boolean): Result {
  const paid = given.facts['awards_paid'];
  const earlier = Array.isArray(paid) ? (paid as readonly FactRecord[]) : [];
  const facts = layered(given.facts, { awards_paid: [...earlier, ...before] });
  const made = determine({ ...given, facts }, explain);
  const together = before.map(({ clause }) => String(clause));
  const factsUsed = made.factsUsed.filter((name) => name !== 'awards_paid' || paid !== undefined);
  if (!made.trace) return { ...made, factsUsed };
  const steps = made.trace.steps.map((step) => (step.step === 'stacking' ? { ...step, together } : step));
  return { ...made, factsUsed, trace: { ...made.trace, steps } };
}

/**
 * Awards of an open group that are determined at the same time: each counts the lower ones as paid before it, so that
 * it does not matter whether they are claimed together or one after the other.
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
  for (const [{ id, article, per }, awards] of open) {
    const rising = [...awards].sort((a, b) => (a.amountFen ?? 0) - (b.amountFen ?? 0));
    const before: FactRecord[] = [];
    for (const result of rising) {
      const given = made.cases[made.results.indexOf(result)];
      if (!given) continue;
      const mayMatter = (payment: FactRecord): boolean =>
        per === 'applicant' || isUnnamed(given) || isAbout(payment, given.subject);
      const lower = before.filter(mayMatter);
      const again = lower.length === 0 ? result : determineAfter(given, lower, explain);
      if (again.status === 'determined') before.push(paymentOf(again, given));
      weighed.set(result, again.status === 'already-paid' ? givenWay(again, article, id, lower) : again);
    }
  }
  return results.map((result) => weighed.get(result) ?? result);
}

/** Nothing was paid yet: an award that adds nothing to the others gives way to the last of them. */
function givenWay(result: Result, article: string, group: string, before: readonly FactRecord[]): Result {
  const by = String(before.at(-1)?.['clause'] ?? '');
  const answer = { together: [], reading: null, answeredBy: null, meaning: null, options: [] };
  return supersede(result, by, { step: 'stacking', group, article, by, paidFen: 0, ...answer });
}
