import {
  closeTask,
  endConsultation,
  noteCaseActor,
  openTask,
  runCommand,
  saveApplication,
  type CommandOutcome,
  type Database,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { HANDLING_VERBS, type PersonAction, type ResubmitTarget, type Stage } from '@duixian/workflow';
import { done, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { keepStageClock, refuseWhileConsulted } from './open-consultation';
import { openCase, stageOfAction, stageRegion, type OpenCase } from './open-case';
import { refuseUnlessHolder } from './task-holder';

export interface Verb {
  name: string;
  action: PersonAction;
  /** For a return: where the corrected case goes. */
  resubmitTo?: ResubmitTarget;
  /** For a remand: which earlier stage opens; the nearest when absent. */
  backTo?: Stage['key'];
  /** Everything besides case and version that decides the effect. */
  input?: Record<string, unknown>;
  /** The verb's own checks and changes, before the case moves. */
  apply?: (tx: Tx, opened: OpenCase) => Promise<Refused | { ok: true; eventData?: Record<string, unknown> }>;
  /** What the reason becomes for states that have one; absent clears it. */
  reason?: StateReason | 'as-it-was';
}

/** The database says it too, should two requests of one person race. */
export const CONFLICTS: Record<string, Refusal> = {
  case_actor_pkey: {
    code: 'separation-of-duties',
    message: '您刚刚办理了此件的其他环节,同一人不得办理两个环节。',
  },
};

/**
 * The course every verb of a person takes: open the case (locked, seen, current, permitted, possible, separate), the
 * verb's own part, then state, tasks, actor, event, and the message that carries the case on.
 */
export async function takeAction(
  db: Database,
  command: CaseCommand,
  verb: Verb,
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { actor, idempotencyKey, applicationId, version } = command;
  const input = { applicationId, version, ...verb.input };
  return runCommand(
    db,
    { name: verb.name, actor, idempotencyKey, input, conflicts: CONFLICTS },
    async (tx): Promise<CaseOutcome<CaseAnswer>> => {
      const { action: verbAction, resubmitTo, backTo } = verb;
      const opened = await openCase(tx, {
        applicationId,
        version,
        action: verbAction,
        ...(resubmitTo ? { resubmitTo } : {}),
        ...(backTo ? { backTo } : {}),
      });
      if (!opened.ok) return opened;
      const another = await refuseUnlessHolder(tx, opened.application, verbAction);
      if (another) return another;
      const consulted = await refuseWhileConsulted(tx, applicationId, verbAction);
      if (consulted) return consulted;
      const applied = (await verb.apply?.(tx, opened)) ?? { ok: true as const };
      if (!applied.ok) return applied;
      const answer = await moveOn(tx, opened, {
        userId: actor.userId,
        action: verbAction,
        reason: verb.reason === 'as-it-was' ? opened.application.stateReason : (verb.reason ?? null),
        eventData: { ...verb.input, ...applied.eventData },
      });
      return done(answer);
    },
  );
}

async function moveOn(
  tx: Tx,
  { application, move, stage }: OpenCase,
  by: {
    userId: string;
    action: PersonAction;
    reason: StateReason | null;
    eventData: Record<string, unknown>;
  },
): Promise<CaseAnswer> {
  const before = { state: application.state, stage: stage?.key ?? null };
  const awaitedFunds = application.stateReason?.code === 'insufficient-budget';
  application.state = move.to;
  application.stageIndex = move.stageIndex;
  application.waitingStageIndex = move.waitingStageIndex;
  application.stateReason = by.reason;
  await saveApplication(tx, application);
  const filing = move.by === 'applicant';
  if (!HANDLING_VERBS.includes(by.action))
    await noteCaseActor(tx, application.id, by.userId, stageOfAction(by.action, stage));
  const done = { by: filing ? null : by.userId, outcome: move.event, note: by.reason?.text ?? null };
  if (move.closesStage) {
    await closeTask(tx, application.id, move.closesStage.key, done);
    await endConsultation(tx, application.id, 'lapsed');
  }
  if (before.state === 'parked' || before.state === 'terminating')
    await closeTask(tx, application.id, before.state, done);
  if (move.to === 'terminating') await openTask(tx, application.id, 'terminating', application.cityCode);
  const kept = move.opensStage || move.closesStage ? null : stage;
  if (kept) await keepStageClock(tx, application, kept);
  if (move.opensStage)
    await openTask(tx, application.id, move.opensStage.key, stageRegion(application, move.opensStage));
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: {
      from: before,
      to: { state: application.state, stageIndex: application.stageIndex },
      version: application.version,
      ...by.eventData,
    },
  });
  await carryOn(tx, application.id, move.to, before.state);
  if (awaitedFunds && move.to !== 'noticed')
    await tx.enqueue('budget.not_awaited', { applicationId: application.id });
  return {
    id: application.id,
    caseNumber: application.caseNumber,
    state: application.state,
    version: application.version,
  };
}

/** Which message a new state leaves: the one place that says what happens next by itself. */
async function carryOn(tx: Tx, applicationId: string, to: string, from: string): Promise<void> {
  if (to === from) return;
  if (to === 'submitted') await tx.enqueue('application.submitted', { applicationId });
  if (to === 'approved') await tx.enqueue('application.approved', { applicationId });
  if (to === 'noticed') await tx.enqueue('application.noticed', { applicationId });
  if (to === 'terminated' && from === 'terminating')
    await tx.enqueue('application.award_terminated', { applicationId });
}
