import type { ComputedClause, Condition, PolicyDocument, Reading } from '../ast';

/** What of a document does not depend on the applicant, worked out once. */
export interface DocumentPlan {
  readonly computed: readonly ComputedClause[];
  /** What every clause asks first, where all ask the same; null where they differ. */
  readonly jurisdiction: Condition | null;
  /** Readings that conditions or questions name: what the policy follows may decide there. */
  readonly readings: readonly Reading[];
  readonly members: ReadonlyMap<string, readonly ComputedClause[]>;
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
  const [first] = computed;
  const isShared = computed.every(({ jurisdiction }) => asksTheSame(jurisdiction, first?.jurisdiction));
  const readings = readingsNamed(document, computed);
  return {
    computed,
    readings,
    jurisdiction: (isShared && first?.jurisdiction) || null,
    members,
    wanted: new WeakMap(),
  };
}

function readingsNamed({ readings }: PolicyDocument, clauses: readonly ComputedClause[]): readonly Reading[] {
  const text = JSON.stringify(clauses, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return readings.filter(({ id }) => text.includes(JSON.stringify(id)) || text.includes(`"reading.${id}"`));
}

/** Whether two jurisdictions ask the same, whatever article they cite. */
function asksTheSame(a: Condition, b: Condition | undefined): boolean {
  return a.kind === 'equals' && b?.kind === 'equals' && a.fact === b.fact && a.value === b.value;
}

/** The plan of a document. Documents are immutable, so it is made once for each. */
export function planOf(document: PolicyDocument): DocumentPlan {
  const known = PLANS.get(document) ?? makePlan(document);
  PLANS.set(document, known);
  return known;
}

/** A clause of a stacking group is measured against the others, whichever of them was asked for. */
export function wantedOf(plan: DocumentPlan, ids: readonly string[] | undefined): readonly ComputedClause[] {
  if (!ids) return plan.computed;
  const known = plan.wanted.get(ids);
  if (known) return known;
  const isAsked = ({ id, stackingGroup }: ComputedClause): boolean =>
    ids.includes(id) ||
    (stackingGroup !== null &&
      (plan.members.get(stackingGroup) ?? []).some((other) => ids.includes(other.id)));
  const wanted = plan.computed.filter(isAsked);
  plan.wanted.set(ids, wanted);
  return wanted;
}
