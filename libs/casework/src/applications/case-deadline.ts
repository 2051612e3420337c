import { addWorkingDays, localDateInShanghai } from '@duixian/calendar';
import { findCall, findOpenTask, type ApplicationEntity, type Tx } from '@duixian/persistence';
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
