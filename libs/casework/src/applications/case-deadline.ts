import { addWorkingDays, localDateInShanghai, type HolidayTable } from '@duixian/calendar';
import {
  findCall,
  findOpenTask,
  readCalls,
  type ApplicationEntity,
  type CaseTaskEntity,
  type Tx,
} from '@duixian/persistence';
import { readHolidays } from '../calendar/read-holidays';
import { openStageOf } from './open-case';

/**
 * The last day of the review stage that is open: the working days that the call gives it, counted from the day after
 * its task was opened. Null outside a review and where the call sets no deadline.
 */
export async function reviewDeadline(tx: Tx, application: ApplicationEntity): Promise<string | null> {
  const stage = openStageOf(application);
  const call = stage && (await findCall(tx, application.callId));
  const days = stage && call?.deadlines[stage.key];
  const task = stage && days && (await findOpenTask(tx, application.id, stage.key));
  if (!task) return null;
  return addWorkingDays(localDateInShanghai(task.openedAt.getTime()), days, await readHolidays(tx)).date;
}

/** The same for many open tasks at once: task id → last day. Tasks without a deadline and done ones are left out. */
export async function taskDeadlines(
  tx: Tx,
  tasks: readonly CaseTaskEntity[],
  applications: readonly ApplicationEntity[],
  holidays: HolidayTable,
): Promise<Map<string, string>> {
  const calls = new Map((await readCalls(tx)).map((call) => [call.id, call]));
  const callOf = new Map(applications.map(({ id, callId }) => [id, calls.get(callId)]));
  const deadlines = new Map<string, string>();
  for (const task of tasks) {
    if (task.doneAt !== null || (task.kind !== 'county_review' && task.kind !== 'city_review')) continue;
    const days = callOf.get(task.applicationId)?.deadlines[task.kind];
    if (days === undefined) continue;
    const opened = localDateInShanghai(task.openedAt.getTime());
    deadlines.set(task.id, addWorkingDays(opened, days, holidays).date);
  }
  return deadlines;
}
