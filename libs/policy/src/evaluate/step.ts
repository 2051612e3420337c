import type { Fen } from '@duixian/money';
import type { Readings } from './answer-question';
import type { Computed } from './amount';
import type { Room } from './cap';
import type { Case } from './case';
import { decisiveTests, type Check } from './check';
import { describeTest } from './describe-check';
import type { Reason, Result, Split, TraceStep } from './result';

/** What the steps found out so far: each writes into it what it adds. */
export interface Findings {
  readonly trace: TraceStep[];
  /** Each once, in the order in which they were looked at. */
  readonly factsUsed: string[];
  missing: readonly string[];
  amountFen: Fen;
  splitFen: Split | null;
  /** Followed so far; replaced, never changed. */
  readings: Readings;
  /** What an amount or a decision is computed from, and what the cap leaves: computed once for all steps. */
  computed: Computed | null;
  room: Room | null;
}

export type Outcome = Omit<Result, 'clause' | 'subject' | 'factsUsed' | 'trace'>;

/** One step of a determination: ends it with an outcome, or leaves the rest to the next step (null). */
export type Step = (given: Case, findings: Findings) => Outcome | null;

/** Notes facts that the outcome rests on. */
export function use({ factsUsed }: Findings, names: readonly string[]): void {
  for (const name of names) if (!factsUsed.includes(name)) factsUsed.push(name);
}

/** A list fact whose absence means none: it counts as used only where it is given. */
export function useGiven(findings: Findings, { facts }: Case, list: 'awards_paid' | 'decisions'): void {
  if (facts[list] !== undefined && !findings.factsUsed.includes(list)) findings.factsUsed.push(list);
}

/** Why a condition does not hold: the tests that its outcome rests on. */
export function reasonsOf(step: Reason['step'], found: Check): readonly Reason[] {
  if (found.outcome === 'true') return [];
  return decisiveTests(found).map(({ test, negated }) => ({
    step,
    article: test.article,
    facts: test.otherFact === null ? [test.fact] : [test.fact, test.otherFact],
    text: describeTest(test, negated),
  }));
}
