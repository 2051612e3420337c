import { stepKey, type CommandOutcome, type Database } from '@duixian/persistence';
import type { Department, PersonActor, ResubmitTarget } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refusal, Refused } from '../ground/refusal';
import { approveApplication } from './approve-application';
import { claimTask } from './claim-task';
import type { CaseAnswer, CaseCommand } from './command';
import { consultDepartments } from './consult-departments';
import { holdApplication } from './hold-application';
import { reconsiderApplication } from './reconsider-application';
import { rejectApplication, type RejectionCode } from './reject-application';
import { remandApplication } from './remand-application';
import { resumeApplication } from './resume-application';
import { returnApplication } from './return-application';
import { terminateApplication, type TerminationCode } from './terminate-application';
import { transferTask } from './transfer-task';
import { unclaimTask } from './unclaim-task';

export type TaskDecision =
  | { action: 'approve'; comment?: string }
  | { action: 'remand' | 'hold' | 'resume' | 'reconsider' | 'unclaim'; reason: string }
  | { action: 'claim' }
  | { action: 'transfer'; to: string; reason: string }
  | { action: 'return'; reason: string; resubmitTo?: ResubmitTarget }
  | { action: 'reject'; reasonCode: RejectionCode; reason: string }
  | { action: 'terminate'; reasonCode: TerminationCode; reason: string }
  | { action: 'consult'; departments: readonly Department[]; question: string };

export type TaskResult =
  | { applicationId: string; ok: true; application: CaseAnswer }
  | { applicationId: string; ok: false; refusal: Refusal };

/**
 * One decision on many cases: each row goes through exactly the single use case, in its own transaction and with its
 * own key, so a row that is refused stops no other and repeating the request repeats nothing.
 */
export async function decideTasks(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    items: readonly { applicationId: string; version: number }[];
    decision: TaskDecision;
  },
): Promise<{ ok: true; value: { results: TaskResult[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(command.actor, 'task.batch');
  if (forbidden) return forbidden;
  const results: TaskResult[] = [];
  for (const { applicationId, version } of command.items) {
    const idempotencyKey = stepKey(command.idempotencyKey, applicationId);
    const outcome = await decide(
      db,
      { actor: command.actor, idempotencyKey, applicationId, version },
      command.decision,
    );
    results.push(
      outcome.ok
        ? { applicationId, ok: true, application: outcome.value }
        : { applicationId, ok: false, refusal: outcome.refusal },
    );
  }
  return { ok: true, value: { results } };
}

function decide(
  db: Database,
  single: CaseCommand,
  decision: TaskDecision,
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  switch (decision.action) {
    case 'approve':
      return approveApplication(db, {
        ...single,
        ...(decision.comment === undefined ? {} : { comment: decision.comment }),
      });
    case 'remand':
      return remandApplication(db, { ...single, reason: decision.reason });
    case 'hold':
      return holdApplication(db, { ...single, reason: decision.reason });
    case 'resume':
      return resumeApplication(db, { ...single, reason: decision.reason });
    case 'reconsider':
      return reconsiderApplication(db, { ...single, reason: decision.reason });
    case 'transfer':
      return transferTask(db, { ...single, to: decision.to, reason: decision.reason });
    case 'claim':
      return claimTask(db, single);
    case 'unclaim':
      return unclaimTask(db, { ...single, reason: decision.reason });
    case 'return':
      return returnApplication(db, {
        ...single,
        reason: decision.reason,
        ...(decision.resubmitTo === undefined ? {} : { resubmitTo: decision.resubmitTo }),
      });
    case 'reject':
      return rejectApplication(db, { ...single, reasonCode: decision.reasonCode, reason: decision.reason });
    case 'terminate':
      return terminateApplication(db, {
        ...single,
        reasonCode: decision.reasonCode,
        reason: decision.reason,
      });
    case 'consult': {
      const { departments, question } = decision;
      return consultDepartments(db, { ...single, departments, question });
    }
  }
}
