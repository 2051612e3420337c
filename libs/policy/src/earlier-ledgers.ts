import type { Clause, ComputedClause, PolicyDocument } from './ast';
import { conditionsOf, leavesOf } from './leaves';

import { weighedWith } from './weighed-with';

/** Why what was paid in earlier years decides whether a clause pays now. */
export type LedgerReason = 'stacking-group' | 'first-time' | 'earlier-payments' | 'running-cap';

/** The ledgers of earlier years that must be complete before a clause may pay by itself. */
export interface EarlierLedgers {
  /** None: the text asks for nothing that an earlier payment could contradict. */
  readonly reasons: readonly LedgerReason[];
  /** The clause, its stacking group and what that deducts, the clauses that its tests name, and all that repeat any of them. */
  readonly clauses: readonly string[];
}

/** Facts by which a text asks for the first time; a payment of earlier years is the proof of the contrary. */
const FIRST_TIME_FACTS: ReadonlySet<string> = new Set([
  'scale.first_entry',
  'titles[].first_ever',
  'titles[].acquisition',
]);

const runsOn = ({ caps }: ComputedClause): boolean =>
  caps.some(({ per }) => per === 'year' || per === 'life');

/**
 * Which ledgers of earlier payments a clause rests on, out of its text alone. Every clause is paid once for a subject,
 * so `clauses` is never empty for one that is computed; `reasons` says whether the text itself makes an earlier payment
 * decisive: a stacking group (从高不重复), a first time (首次, 新认定), a test of earlier payments, a cap that runs on.
 */
export function restsOnEarlierPayments(document: PolicyDocument, clause: Clause): EarlierLedgers {
  if (clause.form === 'stated') return { reasons: [], clauses: [] };
  const leaves = conditionsOf(clause).flatMap(leavesOf);
  const group = clause.stackingGroup;
  const tested = leaves.flatMap((leaf) =>
    leaf.kind === 'none-paid' ? leaf.clauses : leaf.kind === 'paid-earlier-year' ? [leaf.clause] : [],
  );
  const firstTime = leaves.some((leaf) => 'fact' in leaf && FIRST_TIME_FACTS.has(leaf.fact));
  const reasons: [boolean, LedgerReason][] = [
    [group !== null, 'stacking-group'],
    [firstTime, 'first-time'],
    [tested.length > 0, 'earlier-payments'],
    [runsOn(clause), 'running-cap'],
  ];
  const named = [clause.id, ...weighedWith(document, clause).map(({ id }) => id), ...tested];
  const repeats = document.clauses.flatMap((other) =>
    other.form === 'computed' && named.includes(other.id) ? other.repeatedBy : [],
  );
  return {
    reasons: reasons.filter(([holds]) => holds).map(([, reason]) => reason),
    clauses: [...new Set([...named, ...repeats])].sort(),
  };
}
