import { localDateInShanghai, type LocalDate } from '@duixian/calendar';
import {
  CORRECTION_EVENTS,
  pausedClock,
  REVIEW_STAGE_KEYS,
  resumedClock,
  startedClock,
  type ClockRun,
  type StageClock,
} from '@duixian/workflow';
import { In, IsNull, Not, type SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest, Totals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { ApplicationEntity, CaseTaskEntity, type TaskKind } from './application-entities';
import { narrowCases, totalsOfCases } from './application-store';

/** Opens a task. The clock of a stage that had sent its case back for correction goes on where it stood. */
export async function openTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  regionCode: string,
): Promise<void> {
  await managerOf(tx).insert(CaseTaskEntity, {
    id: tx.newId(),
    applicationId,
    kind,
    regionCode,
    openedAt: tx.now,
    ...columnsOf(startedClock(tx.today as LocalDate, await runsBefore(tx, applicationId, kind))),
  });
}

async function runsBefore(tx: Tx, applicationId: string, kind: TaskKind): Promise<ClockRun[]> {
  const before = await findLastDoneTask(tx, applicationId, [kind]);
  return before && isCorrection(before) ? [...clockOfTask(before).runs] : [];
}

const isCorrection = ({ outcome }: CaseTaskEntity): boolean =>
  (CORRECTION_EVENTS as readonly (string | null)[]).includes(outcome);

/** A clock as it is stored, as the rules read it. */
export const clockOf = (stored: Pick<TaskClock, 'clockFrom' | 'pausedOn' | 'clockRuns'>): StageClock => ({
  from: stored.clockFrom as LocalDate | null,
  pausedOn: stored.pausedOn as LocalDate | null,
  runs: stored.clockRuns,
});

/** The clock of a task; that of a done one stopped on the day it was done. */
export const clockOfTask = (task: CaseTaskEntity): StageClock =>
  task.doneAt === null
    ? clockOf(task)
    : pausedClock(clockOf(task), localDateInShanghai(task.doneAt.getTime()));

const columnsOf = ({ from, pausedOn, runs }: StageClock) => ({
  clockFrom: from,
  pausedOn,
  clockRuns: [...runs],
});

/** Lets the clock of an open task stand or go on; nothing changes where it does so already. */
export async function keepTaskClock(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  stands: boolean,
): Promise<void> {
  const task = await findOpenTask(tx, applicationId, kind);
  if (!task) return;
  const change = stands ? pausedClock : resumedClock;
  await managerOf(tx).update(
    CaseTaskEntity,
    { id: task.id },
    columnsOf(change(clockOfTask(task), tx.today as LocalDate)),
  );
}

/** The task of these kinds that was done last in a case. */
export async function findLastDoneTask(
  tx: Tx,
  applicationId: string,
  kinds: readonly TaskKind[],
): Promise<CaseTaskEntity | null> {
  return managerOf(tx).findOne(CaseTaskEntity, {
    where: { applicationId, kind: In([...kinds]), doneAt: Not(IsNull()) },
    order: { doneAt: 'DESC', id: 'DESC' },
  });
}

/** Closes the open task of a kind, if there is one. */
export async function closeTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
  done: { by: string | null; outcome: string; note: string | null },
): Promise<void> {
  await managerOf(tx).update(
    CaseTaskEntity,
    { applicationId, kind, doneAt: IsNull() },
    { doneAt: tx.now, doneBy: done.by, outcome: done.outcome, note: done.note },
  );
}

export async function findOpenTask(
  tx: Tx,
  applicationId: string,
  kind: TaskKind,
): Promise<CaseTaskEntity | null> {
  return managerOf(tx).findOneBy(CaseTaskEntity, { applicationId, kind, doneAt: IsNull() });
}

export interface TaskFilter {
  /** Regions whose turn it is. */
  regionCodes: readonly string[];
  kind?: TaskKind;
  /** County of the case. */
  countyCode?: string;
  /** Only these. */
  taskIds?: readonly string[];
  /** Only reviews, and of them not these. */
  reviewsExcept?: readonly string[];
  callId?: string;
  /** Cases whose call names this clause. */
  clause?: string;
  /** Part of the case number, of the applicant's name or of its credit code. */
  search?: string;
}

export interface DoneTaskFilter extends TaskFilter {
  /** Who closed it. */
  doneBy?: string;
}

/** Done tasks, what came last first. */
export async function pageDoneTasks(
  tx: Tx,
  filter: DoneTaskFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<CaseTaskEntity>> {
  const query = doneWithin(tx, filter);
  if (cursor !== undefined) query.andWhere('task.id < :cursor', { cursor });
  const rows = await query
    .orderBy('task.id', 'DESC')
    .limit(limit + 1)
    .getMany();
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Count and sum of what `pageDoneTasks` would page through. */
export async function totalsOfDoneTasks(tx: Tx, filter: DoneTaskFilter): Promise<Totals> {
  return totalsOfCases(doneWithin(tx, filter));
}

/** What the last day of a task follows from, together with the calendar. */
export interface TaskClock {
  kind: TaskKind;
  callId: string;
  /** Day in China after which days count; null while the clock stands. */
  clockFrom: string | null;
  /** Day since which it stands. */
  pausedOn: string | null;
  clockRuns: ClockRun[];
}

/** Open tasks of one kind under one call whose clocks say the same: all of them have the same last day. */
export interface TaskDay extends TaskClock {
  /** Day in China on which the first of them came. */
  openedOn: string;
  count: number;
  /** What their cases pay, in fen. */
  amountFen: number;
}

/** All open tasks of a filter, counted by what their last day depends on. */
export async function readTaskDays(tx: Tx, filter: TaskFilter): Promise<TaskDay[]> {
  const days = await selectClock(tasksWithin(tx, filter, false))
    .addSelect(`to_char(min(task.opened_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`, 'openedOn')
    .addSelect('count(*)::int', 'count')
    .addSelect('coalesce(sum(one.determined_fen), 0)', 'amountFen')
    .groupBy('task.kind, one.call_id, task.clock_from, task.paused_on, task.clock_runs')
    .getRawMany<TaskDay>();
  return days.map((day) => ({ ...day, amountFen: Number(day.amountFen) }));
}

const selectClock = (query: SelectQueryBuilder<CaseTaskEntity>): SelectQueryBuilder<CaseTaskEntity> =>
  query
    .select('task.kind', 'kind')
    .addSelect('one.call_id', 'callId')
    .addSelect('task.clock_from::text', 'clockFrom')
    .addSelect('task.paused_on::text', 'pausedOn')
    .addSelect('task.clock_runs', 'clockRuns');

/** What the last day of a task depends on; null when there is no such task in reach. */
export async function findTaskDay(tx: Tx, taskId: string): Promise<TaskClock | null> {
  const found = await selectClock(
    managerOf(tx)
      .createQueryBuilder(CaseTaskEntity, 'task')
      .innerJoin(ApplicationEntity, 'one', 'one.id = task.applicationId'),
  )
    .where('task.id = :taskId', { taskId })
    .getRawOne<TaskClock>();
  return found ?? null;
}

/**
 * The first open tasks of some days, in the order of `rank` and then of their coming.
 *
 * @param days which, each with its rank
 * @param after leaves out what has this rank and did not come after this task
 */
export async function readTasksOfDays(
  tx: Tx,
  filter: TaskFilter,
  days: readonly { day: TaskClock; rank: number }[],
  { after, most }: { after: { rank: number; taskId: string } | null; most: number },
): Promise<CaseTaskEntity[]> {
  if (days.length === 0) return [];
  const query = tasksWithin(tx, filter, false)
    .innerJoin(
      `(SELECT * FROM unnest(:kinds::text[], :calls::uuid[], :from::date[], :pausedOn::date[], :runs::jsonb[], :ranks::int[])
        AS d(kind, call_id, clock_from, paused_on, clock_runs, rank))`,
      'day',
      `day.kind = task.kind AND day.call_id = one.call_id AND day.clock_runs = task.clock_runs
        AND (day.clock_from, day.paused_on) IS NOT DISTINCT FROM (task.clock_from, task.paused_on)`,
    )
    .setParameters({
      kinds: days.map(({ day }) => day.kind),
      calls: days.map(({ day }) => day.callId),
      from: days.map(({ day }) => day.clockFrom),
      pausedOn: days.map(({ day }) => day.pausedOn),
      runs: days.map(({ day }) => JSON.stringify(day.clockRuns)),
      ranks: days.map(({ rank }) => rank),
    });
  if (after) query.andWhere('(day.rank > :rank OR task.id > :taskId)', after);
  const ids = await query
    .select('task.id', 'id')
    .orderBy('day.rank')
    .addOrderBy('task.id')
    .limit(most)
    .getRawMany<{ id: string }>();
  const found = await managerOf(tx).findBy(CaseTaskEntity, { id: In(ids.map(({ id }) => id)) });
  const byId = new Map(found.map((task) => [task.id, task]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

function tasksWithin(tx: Tx, filter: TaskFilter, done: boolean): SelectQueryBuilder<CaseTaskEntity> {
  const { regionCodes, kind, countyCode, taskIds, reviewsExcept } = filter;
  const query = managerOf(tx)
    .createQueryBuilder(CaseTaskEntity, 'task')
    .innerJoin(ApplicationEntity, 'one', 'one.id = task.applicationId')
    .where('task.region_code = ANY (:regionCodes)', { regionCodes: [...regionCodes] })
    .andWhere(done ? 'task.done_at IS NOT NULL' : 'task.done_at IS NULL');
  if (kind !== undefined) query.andWhere('task.kind = :kind', { kind });
  if (countyCode !== undefined) query.andWhere('one.county_code = :countyCode', { countyCode });
  if (taskIds !== undefined) query.andWhere('task.id = ANY (:taskIds::uuid[])', { taskIds: [...taskIds] });
  if (reviewsExcept !== undefined)
    query
      .andWhere('task.kind = ANY (:reviews)', { reviews: [...REVIEW_STAGE_KEYS] })
      .andWhere('task.id <> ALL (:except::uuid[])', { except: [...reviewsExcept] });
  return narrowCases(query, filter);
}

function doneWithin(tx: Tx, { doneBy, ...filter }: DoneTaskFilter): SelectQueryBuilder<CaseTaskEntity> {
  const query = tasksWithin(tx, filter, true);
  return doneBy === undefined ? query : query.andWhere('task.done_by = :doneBy', { doneBy });
}

/** Open reviews that have a deadline and whose clock runs, by where they are and what their last day follows from. */
export async function readOpenReviewDays(tx: Tx): Promise<
  {
    regionCode: string;
    kind: TaskKind;
    clockFrom: string;
    clockRuns: ClockRun[];
    workingDays: number;
    count: number;
  }[]
> {
  return managerOf(tx).query(
    `SELECT task.region_code AS "regionCode", task.kind, task.clock_from::text AS "clockFrom", task.clock_runs AS "clockRuns",
       (call.deadlines ->> task.kind)::int AS "workingDays", count(*)::int AS count
     FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
     WHERE task.done_at IS NULL AND task.clock_from IS NOT NULL AND call.deadlines ->> task.kind IS NOT NULL
     GROUP BY 1, 2, task.clock_from, 4, 5 ORDER BY 1, 2, 3`,
  );
}
