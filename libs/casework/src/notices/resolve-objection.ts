import {
  closeTask,
  findNoticeOfApplication,
  findObjection,
  lockApplication,
  lockOpenObjections,
  noteCaseActor,
  openTask,
  runCommand,
  saveApplication,
  saveResolution,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type NoticeEntity,
  type ObjectionEntity,
  type ObjectionOutcome,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  moveApplication,
  moveObjection,
  type ApplicationAction,
  type PersonActor,
} from '@duixian/workflow';
import { positionOf, refuseUnfit, stageRegion } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

export interface ResolveObjection {
  actor: PersonActor;
  idempotencyKey: string;
  objectionId: string;
  version: number;
  outcome: ObjectionOutcome;
  /** What the objector is answered. */
  reply: string;
}

export interface ObjectionAnswer {
  id: string;
  state: ObjectionEntity['state'];
  version: number;
  /** Where the contested case stands now. */
  applicationState: ApplicationEntity['state'];
}

const EFFECTS: Record<ObjectionOutcome, ApplicationAction> = {
  review_again: 'review_again',
  rejected: 'reject_contested',
  dismissed: 'resume_notice',
};

/**
 * 异议处理: somebody of the city who acted in no other stage of the case decides, with a reply. Upheld, the case goes back
 * to its last review or is refused, and every other open objection to the line is answered by that too. Dismissed, the
 * line goes on once its last open objection is; if the notice ended meanwhile, on to the award.
 */
export async function resolveObjection(
  db: Database,
  command: ResolveObjection,
): Promise<CommandOutcome<ObjectionAnswer, Refusal>> {
  const { actor, idempotencyKey, objectionId, version, outcome, reply } = command;
  const input = { objectionId, version, outcome, reply };
  const conflicts = {
    case_actor_pkey: refuse('separation-of-duties', '您刚刚经办了此件的其他环节,异议须由其他同事处理。')
      .refusal,
  };
  return runCommand<ObjectionAnswer, Refusal>(
    db,
    { name: 'resolveObjection', actor, idempotencyKey, input, conflicts },
    (tx) => resolve(tx, command),
  );
}

async function resolve(tx: Tx, command: ResolveObjection): Promise<CaseOutcome<ObjectionAnswer>> {
  const opened = await openObjection(tx, command);
  if (!opened.ok) return opened;
  const { objection, open, application, notice } = opened;
  const action = command.outcome === 'dismissed' ? 'dismiss' : 'uphold';
  const answered = action === 'uphold' ? open : [objection];
  for (const each of answered) await answer(tx, command, each, action);
  await noteCaseActor(tx, application.id, command.actor.userId, 'objection_handling');
  if (action === 'uphold' || open.length === 1) {
    const moved = await moveCase(tx, application, notice, command);
    if (!moved.ok) return moved;
  }
  const { id, state, version } = objection;
  return done({ id, state, version, applicationState: application.state });
}

type Opened = {
  ok: true;
  objection: ObjectionEntity;
  /** Every open objection to the same case, the asked one among them. */
  open: ObjectionEntity[];
  application: ApplicationEntity;
  /** The last one on which the case stands: an earlier one has no say any more. */
  notice: NoticeEntity;
};

async function openObjection(tx: Tx, command: ResolveObjection): Promise<Opened | Refused> {
  const found = await findObjection(tx, command.objectionId);
  if (!found) return refuseAsUnknown();
  const forbidden = refuseUnlessPermitted(tx.actor, 'objection.resolve', regionResource(tx, found.cityCode));
  if (forbidden) return forbidden;
  // Case, objections: the order in which filing takes them too. Closing marks a notice before it asks for the case, so what is read of
  // it behind the lock of the case is the last word.
  const application = await lockApplication(tx, found.applicationId);
  const open = await lockOpenObjections(tx, found.applicationId);
  const notice = await findNoticeOfApplication(tx, found.applicationId);
  const current = await findObjection(tx, found.id);
  if (!application || !notice || !current) throw new Error(`objection ${found.id} lost what it is about`);
  if (current.version !== command.version) return refuseStale(command.version, current.version);
  const move = moveObjection(current.state, command.outcome === 'dismissed' ? 'dismiss' : 'uphold');
  const objection = open.find((each) => each.id === found.id);
  if (!move.ok || !objection) {
    return refuse(
      'action-not-allowed',
      move.ok ? '该异议已经处理,请刷新查看。' : describeRefusal(move.refusal),
      { state: current.state },
    );
  }
  const separated = await refuseUnfit(tx, application.id, 'objection_handling');
  return separated ?? { ok: true, objection, open, application, notice };
}

async function answer(
  tx: Tx,
  { actor, outcome, reply }: ResolveObjection,
  objection: ObjectionEntity,
  action: 'uphold' | 'dismiss',
): Promise<void> {
  const move = moveObjection(objection.state, action);
  if (!move.ok) throw new Error(`objection ${objection.id} cannot be answered from ${objection.state}`);
  Object.assign(objection, { state: move.to, outcome, reply, resolvedAt: tx.now, resolvedBy: actor.userId });
  await saveResolution(tx, objection);
  await tx.record({
    caseId: objection.id,
    regionCode: objection.cityCode,
    type: move.event,
    data: { outcome, applicationId: objection.applicationId, version: objection.version },
  });
}

async function moveCase(
  tx: Tx,
  application: ApplicationEntity,
  notice: NoticeEntity,
  { actor, outcome, reply }: ResolveObjection,
): Promise<{ ok: true } | Refused> {
  const moved = await take(tx, application, EFFECTS[outcome], { objectionOutcome: outcome });
  if (!moved.ok) {
    return refuse(
      'action-not-allowed',
      '此件没有经过审核,不能退回重新审核:请选择不予支持,或认定异议不成立。',
    );
  }
  await closeTask(tx, application.id, 'objection', { by: actor.userId, outcome: moved.event, note: reply });
  if (moved.opensStage)
    await openTask(tx, application.id, moved.opensStage.key, stageRegion(application, moved.opensStage));
  if (outcome === 'dismissed' && notice.state === 'closed') {
    await take(tx, application, 'close_notice', { noticeId: notice.id });
    await tx.enqueue('application.noticed', { applicationId: application.id });
  }
  return { ok: true };
}

async function take(
  tx: Tx,
  application: ApplicationEntity,
  action: ApplicationAction,
  data: Record<string, unknown>,
): Promise<ReturnType<typeof moveApplication>> {
  const move = moveApplication(positionOf(application), action);
  if (!move.ok) return move;
  application.state = move.to;
  application.stageIndex = move.stageIndex;
  application.stateReason =
    move.to === 'rejected' ? { code: 'objection-upheld', text: '公示期间有异议,经核实异议成立。' } : null;
  await saveApplication(tx, application);
  await tx.record({
    caseId: application.id,
    regionCode: application.countyCode,
    partyId: application.partyId,
    type: move.event,
    data: {
      to: { state: application.state, stageIndex: application.stageIndex },
      version: application.version,
      ...data,
    },
  });
  return move;
}
