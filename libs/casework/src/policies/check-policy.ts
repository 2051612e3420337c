import type { Problem } from '@duixian/policy';
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
}

/** Reads a text and runs its cases while it is being written. Nothing is stored. */
export function checkPolicy(
  _db: Database,
  actor: Actor,
  { text, cases }: { text: string; cases: string },
): Promise<{ ok: true; value: PolicyCheck } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'policy.check');
  if (forbidden) return Promise.resolve(forbidden);
  const { problems, ...counts } = problemsOfPolicy(text, cases);
  return Promise.resolve({ ok: true, value: { problems: [...problems], ...counts } });
}
