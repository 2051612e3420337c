import { addDays, isWorkingDay, type LocalDate } from '@duixian/calendar';
import {
  countReminders,
  findApplication,
  hasReminded,
  insertReminder,
  readHeldTasks,
  readOpenTasks,
  runCommand,
  seeingEverything,
  type ApplicationEntity,
  type CaseTaskEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { permit, type PersonActor } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { refuseAsUnknown, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type Refusal, type Refused } from '../ground/refusal';
import { caseResource, recusalIn, refuseRecused } from './open-case';

export const REMINDED_EVENT = 'application.reminded';

const REMINDED_TODAY: Refusal = {
  code: 'action-not-allowed',
  message: '今天已经催办过,对方已收到消息。同一件每个工作日只能催办一次。',
};

export interface RemindersView {
  /** How often people reminded of the step that waits. */
  count: number;
  /** Whether this person may do so now. */
  mayRemind: boolean;
}

/**
 * 催办: the applicant, or a reviewer above the place whose turn it is, asks whoever holds the case to go on. It moves
 * nothing; once per working day, case and person.
 */
export async function remindHolder(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; applicationId: string },
): Promise<CommandOutcome<{ reminders: number }, Refusal>> {
  const { actor, idempotencyKey, applicationId } = command;
  const conflicts = { reminder_once_a_day: REMINDED_TODAY };
  const request = { name: 'remindHolder', actor, idempotencyKey, input: { applicationId }, conflicts };
  return runCommand<{ reminders: number }, Refusal>(db, request, async (tx) => {
    const application = await findApplication(tx, applicationId);
    if (!application) return refuseAsUnknown();
    const resource = caseResource(tx, application);
    const unseen = refuseUnlessPermitted(actor, 'application.read', resource);
    if (unseen) return unseen.refusal.code === 'unauthenticated' ? unseen : refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'application.remind', resource);
    if (forbidden) return forbidden;
    // The enterprise’s own people ask for their own case.
    const own = actor.partyIds.includes(application.partyId);
    const recused = own ? null : await refuseRecused(tx, applicationId);
    if (recused) return recused;
    const waiting = await waitingFor(tx, actor, application);
    if (!waiting.ok) return waiting;
    const { task, countedOn } = waiting;
    if (await hasReminded(tx, applicationId, actor.userId, countedOn))
      return { ok: false, refusal: REMINDED_TODAY };
    await insertReminder(tx, {
      ...{ id: tx.newId(), applicationId, taskId: task.id, cause: 'person', userId: actor.userId },
      ...{ countedOn, remindedAt: tx.now },
    });
    const by = own ? 'party' : 'superior';
    await tx.record({
      caseId: applicationId,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: REMINDED_EVENT,
      data: { taskId: task.id, kind: task.kind, turn: task.regionCode, by, ...(await holderOf(tx, task)) },
    });
    return done({ reminders: (await countReminders(tx, [task.id])).get(task.id) ?? 0 });
  });
}

/** Whom it is said to: who holds it, else everybody of the stage. */
async function holderOf(tx: Tx, { id, assigneeId }: CaseTaskEntity): Promise<{ assigneeId?: string }> {
  if (assigneeId === null) return {};
  const [held] = await seeingEverything(tx, () => readHeldTasks(tx, { taskIds: [id] }));
  return held ? { assigneeId: held.person.id } : {};
}

/** What a page of the case shows of it. */
export async function remindersOf(tx: Tx, application: ApplicationEntity): Promise<RemindersView> {
  const { actor } = tx;
  const [task] = await readOpenTasks(tx, application.id);
  const count = task ? ((await countReminders(tx, [task.id])).get(task.id) ?? 0) : 0;
  if (actor.kind !== 'person' || !task) return { count, mayRemind: false };
  const permitted = permit(actor, 'application.remind', caseResource(tx, application)).allowed;
  const own = actor.partyIds.includes(application.partyId);
  const recused = !own && (await recusalIn(tx, application.id)) !== null;
  const waiting = permitted && !recused ? await waitingFor(tx, actor, application) : null;
  const mayRemind =
    waiting?.ok === true && !(await hasReminded(tx, application.id, actor.userId, waiting.countedOn));
  return { count, mayRemind };
}

/** The step that waits for somebody else than this person, and the working day that a reminder counts for. */
async function waitingFor(
  tx: Tx,
  actor: PersonActor,
  application: ApplicationEntity,
): Promise<{ ok: true; task: CaseTaskEntity; countedOn: string } | Refused> {
  const [task] = await readOpenTasks(tx, application.id);
  if (!task || task.pausedOn !== null)
    return refuse('action-not-allowed', '目前没有等待工作人员办理的环节,不需要催办。', {
      state: application.state,
    });
  const above = tx.regions.path(task.regionCode).slice(1);
  const superior = actor.grants.some(
    ({ role, regionCode }) => role === 'reviewer' && above.includes(regionCode),
  );
  if (!superior && !actor.partyIds.includes(application.partyId))
    return refuse('forbidden', '只有申报企业和上级审核人员可以催办;轮到本单位的,请直接办理。');
  return { ok: true, task, countedOn: await latestWorkingDay(tx) };
}

/** Today, or on a day off the working day before it. */
async function latestWorkingDay(tx: Tx): Promise<LocalDate> {
  const holidays = await readHolidays(tx);
  let day = tx.today;
  while (!isWorkingDay(day, holidays).working) day = addDays(day, -1);
  return day;
}
