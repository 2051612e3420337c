import type { Fen } from '@duixian/money';
import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import type { Readings } from './answer-question';
import { decisiveTests, type Check } from './check';
import { describeTest } from './describe-check';
import type { Reason, Result, Split, TraceStep } from './result';

/** What every step may look at. */
export interface Case {
  readonly document: PolicyDocument;
  readonly clause: ComputedClause;
  readonly subject: string | null;
  readonly facts: Facts;
  readonly readings: Readings;
}

/** What earlier steps found out. */
export interface Findings {
  readonly missing: readonly string[];
  readonly amountFen: Fen;
  readonly splitFen: Split | null;
  readonly readings: Readings;
}

export type Outcome = Omit<Result, 'clause' | 'subject' | 'factsUsed' | 'trace'>;

/** What one step adds; `outcome` ends the determination. */
export interface StepResult {
  readonly trace: readonly TraceStep[];
  readonly factsUsed: readonly string[];
  readonly findings?: Partial<Findings>;
  readonly outcome?: Outcome;
}

export type Step = (given: Case, findings: Findings) => StepResult;

export const NOTHING: StepResult = { trace: [], factsUsed: [] };

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
