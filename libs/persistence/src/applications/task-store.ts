import { In, IsNull, type SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest, Totals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { ApplicationEntity, CaseTaskEntity, type TaskKind } from './application-entities';
import { narrowCases, totalsOfCases } from './application-store';

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

/** Open tasks that came on one day for one thing under one call: all of them have the same last day. */
export interface TaskDay {
  kind: TaskKind;
  callId: string;
  /** Day in China. */
  openedOn: string;
  count: number;
  /** What their cases pay, in fen. */
  amountFen: number;
}

/** All open tasks of a filter, counted by what their last day depends on. */
export async function readTaskDays(tx: Tx, filter: TaskFilter): Promise<TaskDay[]> {
  const days = await tasksWithin(tx, filter, false)
    .select('task.kind', 'kind')
    .addSelect('one.call_id', 'callId')
    .addSelect(OPENED_ON, 'openedOn')
    .addSelect('count(*)::int', 'count')
    .addSelect('coalesce(sum(one.determined_fen), 0)', 'amountFen')
    .groupBy('task.kind, one.call_id, 3')
    .getRawMany<TaskDay>();
  return days.map((day) => ({ ...day, amountFen: Number(day.amountFen) }));
}

const OPENED_ON = `to_char(task.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** What the last day of a task depends on; null when there is no such task in reach. */
export async function findTaskDay(
  tx: Tx,
  taskId: string,
): Promise<Pick<TaskDay, 'kind' | 'callId' | 'openedOn'> | null> {
  const found = await managerOf(tx)
    .createQueryBuilder(CaseTaskEntity, 'task')
    .innerJoin(ApplicationEntity, 'one', 'one.id = task.applicationId')
    .select('task.kind', 'kind')
    .addSelect('one.call_id', 'callId')
    .addSelect(OPENED_ON, 'openedOn')
    .where('task.id = :taskId', { taskId })
    .getRawOne<Pick<TaskDay, 'kind' | 'callId' | 'openedOn'>>();
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
  days: readonly { day: Pick<TaskDay, 'kind' | 'callId' | 'openedOn'>; rank: number }[],
  { after, most }: { after: { rank: number; taskId: string } | null; most: number },
): Promise<CaseTaskEntity[]> {
  if (days.length === 0) return [];
  const query = tasksWithin(tx, filter, false)
    .innerJoin(
      `(SELECT * FROM unnest(:kinds::text[], :calls::uuid[], :openedOn::text[], :ranks::int[]) AS d(kind, call_id, opened_on, rank))`,
      'day',
      `day.kind = task.kind AND day.call_id = one.call_id AND day.opened_on = ${OPENED_ON}`,
    )
    .setParameters({
      kinds: days.map(({ day }) => day.kind),
      calls: days.map(({ day }) => day.callId),
      openedOn: days.map(({ day }) => day.openedOn),
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
  const { regionCodes, kind, countyCode } = filter;
  const query = managerOf(tx)
    .createQueryBuilder(CaseTaskEntity, 'task')
    .innerJoin(ApplicationEntity, 'one', 'one.id = task.applicationId')
    .where('task.region_code = ANY (:regionCodes)', { regionCodes: [...regionCodes] })
    .andWhere(done ? 'task.done_at IS NOT NULL' : 'task.done_at IS NULL');
  if (kind !== undefined) query.andWhere('task.kind = :kind', { kind });
  if (countyCode !== undefined) query.andWhere('one.county_code = :countyCode', { countyCode });
  return narrowCases(query, filter);
}

function doneWithin(tx: Tx, { doneBy, ...filter }: DoneTaskFilter): SelectQueryBuilder<CaseTaskEntity> {
  const query = tasksWithin(tx, filter, true);
  return doneBy === undefined ? query : query.andWhere('task.done_by = :doneBy', { doneBy });
}

/** Open reviews that have a deadline, by where and when they were opened and how many working days they have. */
export async function readOpenReviewDays(
  tx: Tx,
): Promise<{ regionCode: string; kind: TaskKind; openedOn: string; workingDays: number; count: number }[]> {
  return managerOf(tx).query(
    `SELECT task.region_code AS "regionCode", task.kind, to_char(task.opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "openedOn",
       (call.deadlines ->> task.kind)::int AS "workingDays", count(*)::int AS count
     FROM case_task task JOIN application one ON one.id = task.application_id JOIN call ON call.id = one.call_id
     WHERE task.done_at IS NULL AND call.deadlines ->> task.kind IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`,
  );
}
