import type { CaseOutcome, Problem } from '@duixian/policy';
import type { Database } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { problemsOfPolicy } from './policy-text';

export interface PolicyCheck {
  problems: Problem[];
  /** Clauses that were read, and cases that were run. */
  clauses: number;
  cases: number;
  /** Each expectation of the cases that were run, with what came out. */
  outcomes: CaseOutcome[];
}

/** Reads a text while it is being written and, with `run`, its cases as well. Nothing is stored. */
export function checkPolicy(
  _db: Database,
  actor: Actor,
  { text, cases, run }: { text: string; cases: string; run: boolean },
): Promise<{ ok: true; value: PolicyCheck } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'policy.check');
  if (forbidden) return Promise.resolve(forbidden);
  const { problems, outcomes, ...counts } = problemsOfPolicy(text, cases, run);
  return Promise.resolve({
    ok: true,
    value: { problems: [...problems], outcomes: [...outcomes], ...counts },
  });
}
