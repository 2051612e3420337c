import type { Clause, Deduction, PolicyDocument, StackingGroup } from './ast';

/** What a group deducts; null where it deducts nothing. */
export const deductionOf = (group: StackingGroup): Deduction | null =>
  group.rule === 'open' ? group.deducts : null;

/** The group that the awards of a clause are weighed in, or the one that deducts them; null: it stands alone. */
export function groupAround(document: PolicyDocument, { id, stackingGroup }: Clause): StackingGroup | null {
  return (
    document.stackingGroups.find(
      (group) => group.id === stackingGroup || deductionOf(group)?.clauses.includes(id),
    ) ?? null
  );
}

/** Other clauses whose awards make an award of this one less: those of its group, and those that the group deducts. */
export function weighedWith(document: PolicyDocument, { id, stackingGroup }: Clause): readonly Clause[] {
  const group = document.stackingGroups.find((each) => each.id === stackingGroup);
  if (!group) return [];
  const deducted = deductionOf(group)?.clauses ?? [];
  return document.clauses.filter(
    (other) => other.id !== id && (other.stackingGroup === group.id || deducted.includes(other.id)),
  );
}
