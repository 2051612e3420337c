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
  const { by, branches } = rule;
  const fact = facts[by ?? ''];
  const value = typeof fact === 'string' ? fact : null;
  const branch = branches.find(
    ({ values, under }) =>
      by === null || (values.has(value ?? '') && (under === null || chosen(under.reading) === under.option)),
  );
  return { branch: branch ?? null, value, split: branch ? split(branch, amount) : null };
}
