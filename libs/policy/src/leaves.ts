import type { Amount, ComputedClause, Condition, Leaf } from './ast';

/** Every test in a condition. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(condition.of);
    case 'some-title':
      return leavesOf(condition.where);
    default:
      return [condition];
  }
}

function conditionsIn(amount: Amount): readonly Condition[] {
  switch (amount.kind) {
    case 'times':
    case 'share':
      return conditionsIn(amount.of);
    case 'sum':
    case 'least':
      return amount.of.flatMap(conditionsIn);
    case 'tiers':
      return amount.tiers.flatMap((tier) => [tier.when, ...conditionsIn(tier.amount)]);
    default:
      return [];
  }
}

/** Every condition that a clause states, those of its tiers and questions included. */
export function conditionsOf({
  trigger,
  conditions,
  questions,
  award,
}: ComputedClause): readonly Condition[] {
  const amount = award.kind === 'computed' ? award.amount : award.kind === 'decided-ratio' ? award.of : null;
  return [trigger, conditions, ...questions.map(({ when }) => when), ...(amount ? conditionsIn(amount) : [])];
}
