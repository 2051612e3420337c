import { splitFen, type Fen } from '@duixian/money';
import type { FundingBranch, FundingRule } from '../ast';
import type { Facts } from '../facts/fact-definition';
import type { Split } from './result';

/** Who bears an amount, or why the rule does not say: null while the deciding fact is unknown or in no list. */
export interface Funding {
  readonly branch: FundingBranch | null;
  readonly value: string | null;
  readonly split: Split | null;
}

/** Applies a funding rule. The split names the levels that the branch names and adds up to the amount exactly. */
export function splitFunding(rule: FundingRule, amount: Fen, facts: Facts): Funding {
  const [always] = rule.branches;
  if (rule.by === null && always)
    return { branch: always, value: null, split: splitFen(amount, always.shares) };
  const fact = rule.by === null ? undefined : facts[rule.by];
  const value = typeof fact === 'string' ? fact : null;
  const branch = value === null ? undefined : rule.branches.find(({ values }) => values.has(value));
  if (!branch) return { branch: null, value, split: null };
  return { branch, value, split: splitFen(amount, branch.shares) };
}
