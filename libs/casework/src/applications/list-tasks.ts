import {
  countReminders,
  findApplications,
  pageDoneTasks,
  readHeldTasks,
  runQuery,
  seeingEverything,
  totalsOfDoneTasks,
  type CaseTaskEntity,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type TaskFilter,
  type Tx,
} from '@duixian/persistence';
import { claimantOf, scopeOf, type DeadlineLight, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { readTaskClocks } from './case-deadline';
import { summariesOf, type ApplicationSummary } from './list-applications';
import { pageDatedTasks, readDatedTasks, totalsOfDatedTasks } from './task-days';

export interface TaskView {
  id: string;
  kind: string;
  regionCode: string;
  openedAt: string;
  doneAt: string | null;
  outcome: string | null;
  /** Last day of the stage; null where the call sets none, while its clock stands, or when the task is done. */
  deadline: string | null;
  /** Working days left until the deadline; negative when it is over. */
  remainingWorkingDays: number | null;
  /** Day since which the clock stands; null while it runs. */
  pausedOn: string | null;
  /** How often people reminded of it. */
  reminders: number;
  /** Whose task it is by name; null for everybody of the stage. */
  assignee: { id: string; name: string } | null;
  application: ApplicationSummary;
}

export const TASK_HOLDER_FILTERS = ['me', 'nobody'] as const;
export type TaskHolderFilter = (typeof TASK_HOLDER_FILTERS)[number];

export interface TaskListFilter extends Omit<TaskFilter, 'regionCodes' | 'taskIds' | 'reviewsExcept'> {
  done: boolean;
  /** Only what they did themselves; of what waits, only what they claimed or what was handed to them. */
  mine?: boolean;
  /** Of what waits: only what they hold, as `mine`, or only reviews that nobody holds. */
  holder?: TaskHolderFilter;
  /** Of what waits: only what is so urgent. */
  light?: DeadlineLight;
}

/** An official's queue: what waits at their own regions, what is due first before the rest, or what was done there (or
 * by themselves, `mine`), newest first. */
export async function listTasks(
  db: Database,
  actor: PersonActor,
  filter: TaskListFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<TaskView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'task.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { items, nextCursor, totals } = await pageOf(tx, actor, filter, page);
    return { ok: true as const, value: { items: await viewsOf(tx, items), nextCursor, totals } };
  });
}

async function pageOf(
  tx: Tx,
  actor: PersonActor,
  { done, mine = false, holder, light, ...narrowing }: TaskListFilter,
  page: PageRequest,
): Promise<PageWithTotals<CaseTaskEntity>> {
  const filter = { ...narrowing, regionCodes: scopeOf(actor, 'task.list').exactRegionCodes };
  if (done) {
    const doneBy = mine ? { doneBy: actor.userId } : {};
    const totals = await totalsOfDoneTasks(tx, { ...filter, ...doneBy });
    return { ...(await pageDoneTasks(tx, { ...filter, ...doneBy }, page)), totals };
  }
  const waiting = {
    ...filter,
    ...(mine || holder === 'me' ? { taskIds: await heldAt(tx, filter.regionCodes, claimantOf(actor)) } : {}),
    ...(holder === 'nobody' ? { reviewsExcept: await heldAt(tx, filter.regionCodes) } : {}),
  };
  const all = await readDatedTasks(tx, waiting);
  const days = light === undefined ? all : all.filter((day) => day.light === light);
  return { ...(await pageDatedTasks(tx, waiting, days, page)), totals: totalsOfDatedTasks(days) };
}

/** Open tasks at some regions that are one person's, or anybody's. */
async function heldAt(tx: Tx, regionCodes: readonly string[], userId?: string): Promise<string[]> {
  const of = { regionCodes, ...(userId === undefined ? {} : { userId }) };
  const held = await seeingEverything(tx, () => readHeldTasks(tx, of));
  return held.map(({ taskId }) => taskId);
}

async function viewsOf(tx: Tx, tasks: readonly CaseTaskEntity[]): Promise<TaskView[]> {
  const applications = await findApplications(
    tx,
    tasks.map((task) => task.applicationId),
  );
  const summaries = new Map((await summariesOf(tx, applications)).map((summary) => [summary.id, summary]));
  const reminders = await countReminders(
    tx,
    tasks.map(({ id }) => id),
  );
  const holderOf = await readHolders(tx, tasks);
  const clocks = await readTaskClocks(tx, tasks, applications);
  return tasks.flatMap((task) => {
    const application = summaries.get(task.applicationId);
    if (!application) return [];
    const clock = clocks.get(task.id);
    return {
      id: task.id,
      kind: task.kind,
      regionCode: task.regionCode,
      openedAt: task.openedAt.toISOString(),
      doneAt: task.doneAt?.toISOString() ?? null,
      outcome: task.outcome,
      deadline: clock?.deadline ?? null,
      remainingWorkingDays: clock?.remainingWorkingDays ?? null,
      pausedOn: clock?.pausedOn ?? null,
      reminders: reminders.get(task.id) ?? 0,
      assignee: holderOf(task),
      application,
    };
  });
}

/** Whose each task is: of an open one whoever may still act in it, as its case says; of a done one to whom it was handed. */
async function readHolders(
  tx: Tx,
  tasks: readonly CaseTaskEntity[],
): Promise<(task: CaseTaskEntity) => TaskView['assignee']> {
  const taskIds = tasks
    .filter((each) => each.doneAt === null && each.assigneeId !== null)
    .map(({ id }) => id);
  const held = taskIds.length === 0 ? [] : await seeingEverything(tx, () => readHeldTasks(tx, { taskIds }));
  const holders = new Map(held.map(({ taskId, person }) => [taskId, person]));
  return ({ id, doneAt, assigneeId, assigneeName }) => {
    if (assigneeId === null) return null;
    if (doneAt !== null) return { id: assigneeId, name: assigneeName ?? '' };
    const person = holders.get(id);
    return person ? { id: person.id, name: person.displayName } : null;
  };
}
