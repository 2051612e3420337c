import { splitterOf, type Fen } from '@duixian/money';
import type { FundingBranch, FundingRule } from '../ast';
import type { Facts } from '../facts/fact-definition';
import type { Split } from './result';

/** Who bears an amount, or why the rule does not say: null while the deciding fact is unknown or in no list. */
export interface Funding {
  readonly branch: FundingBranch | null;
  readonly value: string | null;
  readonly split: Split | null;
}

const SPLITTERS = new WeakMap<FundingBranch, (total: Fen) => Split>();

function split(branch: FundingBranch, amount: Fen): Split {
  let splitter = SPLITTERS.get(branch);
  if (!splitter) SPLITTERS.set(branch, (splitter = splitterOf(branch.shares)));
  return splitter(amount);
}

/** Applies a funding rule; `chosen` says which option of a reading is followed. The split names the levels that the branch names and adds up to the amount exactly. */
export function splitFunding(
  rule: FundingRule,
  amount: Fen,
  facts: Facts,
  chosen: (reading: string) => string | null,
): Funding {
  const [always] = rule.branches;
  if (rule.by === null && always) return { branch: always, value: null, split: split(always, amount) };
  const fact = rule.by === null ? undefined : facts[rule.by];
  const value = typeof fact === 'string' ? fact : null;
  const holds = ({ values, under }: FundingBranch): boolean =>
    value !== null && values.has(value) && (under === null || chosen(under.reading) === under.option);
  const branch = rule.branches.find(holds);
  if (!branch) return { branch: null, value, split: null };
  return { branch, value, split: split(branch, amount) };
}
