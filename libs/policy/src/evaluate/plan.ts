import { deductionOf } from '../weighed-with';
import type { ComputedClause, Condition, PolicyDocument, Reading, StackingGroup } from '../ast';

/** What of a document does not depend on the applicant, worked out once. */
export interface DocumentPlan {
  readonly computed: readonly ComputedClause[];
  /** What every clause asks first: the place of the document, whatever article it cites. Null where no clause computes. */
  readonly jurisdiction: Condition | null;
  /** Readings that clauses test like a fact, with the name of that fact: what the policy follows decides there. */
  readonly tested: readonly { readonly fact: string; readonly reading: Reading }[];
  readonly readingsById: ReadonlyMap<string, Reading>;
  readonly groups: ReadonlyMap<string, StackingGroup>;
  readonly members: ReadonlyMap<string, readonly ComputedClause[]>;
  /** The stacking group of a clause, by the ids of both. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** The group that deducts what is paid under a clause outside it, by the ids of both. */
  readonly deductedBy: ReadonlyMap<string, string>;
  /** Clauses that are determined when only some are asked for, by the list of those. */
  readonly wanted: WeakMap<readonly string[], readonly ComputedClause[]>;
}

const PLANS = new WeakMap<PolicyDocument, DocumentPlan>();

function makePlan(document: PolicyDocument): DocumentPlan {
  const computed = document.clauses.flatMap((clause) => (clause.form === 'computed' ? [clause] : []));
  const members = new Map<string, ComputedClause[]>();
  for (const clause of computed) {
    const { stackingGroup: group } = clause;
    if (group !== null) members.set(group, [...(members.get(group) ?? []), clause]);
  }
  const { readings, stackingGroups } = document;
  return {
    computed,
    jurisdiction: computed[0]?.jurisdiction ?? null,
    tested: readingsTested(readings, computed),
    readingsById: new Map(readings.map((reading) => [reading.id, reading])),
    groups: new Map(stackingGroups.map((group) => [group.id, group])),
    members,
    groupOf: new Map(
      computed.flatMap(({ id, stackingGroup }) => (stackingGroup === null ? [] : [[id, stackingGroup]])),
    ),
    deductedBy: new Map(
      stackingGroups.flatMap((group) =>
        (deductionOf(group)?.clauses ?? []).map((clause) => [clause, group.id] as const),
      ),
    ),
    wanted: new WeakMap(),
  };
}

function readingsTested(
  readings: readonly Reading[],
  clauses: readonly ComputedClause[],
): DocumentPlan['tested'] {
  const named = new Set<unknown>();
  const visit = (part: unknown): void => {
    if (typeof part === 'string' && part.startsWith('reading.')) named.add(part);
    if (typeof part !== 'object' || part === null) return;
    const { kind, reading } = part as { kind?: unknown; reading?: unknown };
    if (kind === 'reading') named.add(`reading.${String(reading)}`);
    Object.values(part).forEach(visit);
  };
  visit(clauses);
  return readings
    .map((reading) => ({ fact: `reading.${reading.id}`, reading }))
    .filter(({ fact }) => named.has(fact));
}

/** The plan of a document. Documents are immutable, so it is made once for each. */
export function planOf(document: PolicyDocument): DocumentPlan {
  const known = PLANS.get(document);
  if (known) return known;
  const made = makePlan(document);
  PLANS.set(document, made);
  return made;
}

/** A reading that a clause, group or payer of the document names: the parser admits no name without its reading. */
export function readingOf(document: PolicyDocument, id: string): Reading {
  const reading = planOf(document).readingsById.get(id);
  if (!reading) throw new Error(`${document.id} has no reading ${id}`);
  return reading;
}

/** A clause of a stacking group is measured against the others and what it deducts, whichever of them was asked for. */
export function wantedOf(plan: DocumentPlan, ids: readonly string[] | undefined): readonly ComputedClause[] {
  if (!ids) return plan.computed;
  const known = plan.wanted.get(ids);
  if (known) return known;
  const isAsked = ({ id, stackingGroup }: ComputedClause): boolean => {
    const group = stackingGroup ?? plan.deductedBy.get(id);
    return (
      ids.includes(id) ||
      (group !== undefined && (plan.members.get(group) ?? []).some((other) => ids.includes(other.id)))
    );
  };
  const wanted = plan.computed.filter(isAsked);
  plan.wanted.set(ids, wanted);
  return wanted;
}
