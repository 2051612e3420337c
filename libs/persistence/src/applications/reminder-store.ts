import { In, IsNull } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { standsAsHolder } from './holder-store';
import { CaseTaskEntity } from './application-entities';
import { ReminderEntity, type ReminderCause } from './reminder-entity';
import type { TaskClock } from './task-store';

export async function insertReminder(tx: Tx, reminder: ReminderEntity): Promise<void> {
  await managerOf(tx).insert(ReminderEntity, reminder);
}

/** Open tasks of a case, the oldest first. */
export async function readOpenTasks(tx: Tx, applicationId: string): Promise<CaseTaskEntity[]> {
  return managerOf(tx).find(CaseTaskEntity, {
    where: { applicationId, doneAt: IsNull() },
    order: { openedAt: 'ASC', id: 'ASC' },
  });
}

/** How often people reminded of each of these tasks; tasks without a reminder are left out. */
export async function countReminders(tx: Tx, taskIds: readonly string[]): Promise<Map<string, number>> {
  if (taskIds.length === 0) return new Map();
  const rows = await managerOf(tx)
    .createQueryBuilder(ReminderEntity, 'one')
    .select('one.taskId', 'taskId')
    .addSelect('count(*)::int', 'count')
    .where({ taskId: In([...taskIds]), cause: 'person' })
    .groupBy('one.taskId')
    .getRawMany<{ taskId: string; count: number }>();
  return new Map(rows.map(({ taskId, count }) => [taskId, count]));
}

/** True when this person reminded of this case on this working day. */
export async function hasReminded(
  tx: Tx,
  applicationId: string,
  userId: string,
  countedOn: string,
): Promise<boolean> {
  return managerOf(tx).existsBy(ReminderEntity, { applicationId, userId, countedOn });
}

/** Tasks whose clocks say the same, and what they are to be reminded of. */
export interface DueTasks {
  day: TaskClock;
  cause: Exclude<ReminderCause, 'person'>;
  /** Working days left; negative when it is over. */
  remaining: number;
}

export interface RemindedTask {
  taskId: string;
  applicationId: string;
  regionCode: string;
  countyCode: string;
  partyId: string;
  /** Who holds it; null where it is everybody's of the stage. */
  assigneeId: string | null;
  cause: Exclude<ReminderCause, 'person'>;
  remaining: number;
}

/**
 * Notes a reminder by the clock for open tasks that had none of its kind, at most `most` of them.
 *
 * @returns those that were noted now
 */
export async function remindOfDueTasks(
  tx: Tx,
  due: readonly DueTasks[],
  most: number,
): Promise<RemindedTask[]> {
  if (due.length === 0) return [];
  const found = await managerOf(tx).query<RemindedTask[]>(
    `SELECT task.id AS "taskId", task.application_id AS "applicationId", task.region_code AS "regionCode",
       one.county_code AS "countyCode", one.party_id AS "partyId",
       CASE WHEN ${standsAsHolder('$8')} THEN task.assignee_id END AS "assigneeId", d.cause, d.remaining
     FROM unnest($1::text[], $2::uuid[], $3::date[], $4::jsonb[], $5::text[], $6::int[])
         AS d(kind, call_id, clock_from, clock_runs, cause, remaining)
       JOIN case_task task ON task.kind = d.kind AND task.done_at IS NULL AND task.clock_from = d.clock_from
         AND task.clock_runs = d.clock_runs
       JOIN application one ON one.id = task.application_id AND one.call_id = d.call_id
     WHERE NOT EXISTS (SELECT 1 FROM reminder r WHERE r.task_id = task.id AND r.cause = d.cause)
     ORDER BY task.id LIMIT $7`,
    [
      due.map(({ day }) => day.kind),
      due.map(({ day }) => day.callId),
      due.map(({ day }) => day.clockFrom),
      due.map(({ day }) => JSON.stringify(day.clockRuns)),
      due.map(({ cause }) => cause),
      due.map(({ remaining }) => remaining),
      most,
      tx.today,
    ],
  );
  const rows = found.map(({ taskId, applicationId, cause }) => ({
    ...{ id: tx.newId(), application_id: applicationId, task_id: taskId, cause },
    ...{ counted_on: tx.today, reminded_at: tx.nowText },
  }));
  const noted = await managerOf(tx).query<{ taskId: string }[]>(
    `INSERT INTO reminder (id, application_id, task_id, cause, counted_on, reminded_at)
     SELECT id, application_id, task_id, cause, counted_on, reminded_at FROM jsonb_populate_recordset(NULL::reminder, $1::jsonb)
     ON CONFLICT (task_id, cause) WHERE cause <> 'person' DO NOTHING RETURNING task_id AS "taskId"`,
    [JSON.stringify(rows)],
  );
  const now = new Set(noted.map(({ taskId }) => taskId));
  return found.filter(({ taskId }) => now.has(taskId));
}
