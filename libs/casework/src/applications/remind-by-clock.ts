import {
  newId,
  remindOfDueTasks,
  runCommand,
  runQuery,
  type Database,
  type DueTasks,
  type RemindedTask,
} from '@duixian/persistence';
import { done, refuse, type Refusal } from '../ground/refusal';
import { noteBacklog } from './note-backlog';
import { readDatedTasks, type DatedTasks } from './task-days';

const CLOCK = { kind: 'system', name: 'remind-by-clock' } as const;
const AT_ONCE = 500;

const EVENTS = { due_soon: 'application.due_soon', overdue: 'application.escalated' } as const;

/**
 * Reminds of reviews whose last day is near, and tells the superiors of those that are over it; once each. A clock that
 * stands reminds nobody. What was overdue before the first run is told of in one digest, see `noteBacklog`. Safe to run as often as
 * one likes, by several workers.
 */
export async function remindByClock(db: Database): Promise<{ dueSoon: number; overdue: number }> {
  const counts = { dueSoon: 0, overdue: 0 };
  const due = await runQuery(db, CLOCK, async (tx) => {
    const everywhere = tx.regions.regions.map(({ code }) => code);
    return (await readDatedTasks(tx, { regionCodes: everywhere })).flatMap(dueOf);
  });
  await noteBacklog(db, due);
  if (due.length === 0) return counts;
  for (let more = true; more;) {
    const reminded = await remind(db, due);
    for (const { cause } of reminded) counts[cause === 'overdue' ? 'overdue' : 'dueSoon'] += 1;
    more = reminded.length === AT_ONCE;
  }
  return counts;
}

/** Yellow, or on its last day: near; after that overdue. */
function dueOf(day: DatedTasks): DueTasks[] {
  const remaining = day.remainingWorkingDays;
  if (remaining === null || day.pausedOn !== null || day.light === 'green') return [];
  return [{ day, cause: remaining < 0 ? 'overdue' : 'due_soon', remaining }];
}

async function remind(db: Database, due: readonly DueTasks[]): Promise<readonly RemindedTask[]> {
  const request = { name: 'remindByClock', actor: CLOCK, idempotencyKey: newId(), input: {} };
  const outcome = await runCommand<readonly RemindedTask[], Refusal>(db, request, async (tx) => {
    const reminded = await remindOfDueTasks(tx, due, AT_ONCE);
    // Nothing to note leaves nothing behind.
    if (reminded.length === 0) return refuse('action-not-allowed', '没有需要提醒的事项。');
    await tx.recordAll(
      reminded.map(
        ({ taskId, applicationId, regionCode, countyCode, partyId, cause, remaining, assigneeId }) => ({
          caseId: applicationId,
          regionCode: countyCode,
          partyId,
          type: EVENTS[cause],
          data: { taskId, turn: regionCode, remaining, ...(assigneeId === null ? {} : { assigneeId }) },
        }),
      ),
    );
    return done(reminded);
  });
  return outcome.ok ? outcome.value : [];
}
