import { workingDaysBetween, type LocalDate } from '@duixian/calendar';
import {
  findApplications,
  pageTasks,
  runQuery,
  type CaseTaskEntity,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type TaskFilter,
  type Tx,
} from '@duixian/persistence';
import { scopeOf, type PersonActor } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { refuseUnlessPermitted } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { taskDeadlines } from './case-deadline';
import { summariesOf, type ApplicationSummary } from './list-applications';

export interface TaskView {
  id: string;
  kind: string;
  regionCode: string;
  openedAt: string;
  doneAt: string | null;
  outcome: string | null;
  /** Last day of the stage; null where the call sets none, or when the task is done. */
  deadline: string | null;
  /** Working days left until the deadline; negative when it is over. */
  remainingWorkingDays: number | null;
  application: ApplicationSummary;
}

/** An official's queue: what waits at their own regions, longest first, or what was done there (or by
 * themselves, `mine`), newest first. */
export async function listTasks(
  db: Database,
  actor: PersonActor,
  { mine = false, ...filter }: Omit<TaskFilter, 'regionCodes' | 'doneBy'> & { mine?: boolean },
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<TaskView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'task.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const regionCodes = scopeOf(actor, 'task.list').exactRegionCodes;
    const doneBy = mine ? { doneBy: actor.userId } : {};
    const found = await pageTasks(tx, { ...filter, ...doneBy, regionCodes }, page);
    return { ok: true as const, value: { ...found, items: await viewsOf(tx, found.items) } };
  });
}

async function viewsOf(tx: Tx, tasks: readonly CaseTaskEntity[]): Promise<TaskView[]> {
  const applications = await findApplications(
    tx,
    tasks.map((task) => task.applicationId),
  );
  const summaries = new Map((await summariesOf(tx, applications)).map((summary) => [summary.id, summary]));
  const holidays = await readHolidays(tx);
  const deadlines = await taskDeadlines(tx, tasks, applications, holidays);
  return tasks.flatMap((task) => {
    const application = summaries.get(task.applicationId);
    if (!application) return [];
    const deadline = deadlines.get(task.id) ?? null;
    return {
      id: task.id,
      kind: task.kind,
      regionCode: task.regionCode,
      openedAt: task.openedAt.toISOString(),
      doneAt: task.doneAt?.toISOString() ?? null,
      outcome: task.outcome,
      deadline,
      remainingWorkingDays:
        deadline === null ? null : workingDaysBetween(tx.today, deadline as LocalDate, holidays).days,
      application,
    };
  });
}
