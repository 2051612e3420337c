import { addWorkingDays, workingDaysFrom, type HolidayTable, type LocalDate } from '@duixian/calendar';
import {
  findTaskDay,
  readCalls,
  readTaskDays,
  readTasksOfDays,
  type CaseTaskEntity,
  type Page,
  type PageRequest,
  type TaskDay,
  type TaskFilter,
  type Totals,
  type Tx,
} from '@duixian/persistence';
import { deadlineLightOf, type DeadlineLight } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';

/** Open tasks that share their last day, with that day and how urgent it is; null where the call sets no deadline. */
export interface DatedTasks extends TaskDay {
  deadline: string | null;
  remainingWorkingDays: number | null;
  light: DeadlineLight | null;
}

type LastDayOf = (day: Pick<TaskDay, 'kind' | 'callId' | 'openedOn'>) => LocalDate | null;

/**
 * The open tasks of a filter by their last day. Counted by the day on which they came, of which there are few: a last day
 * follows from it, from the call and from the calendar, and is stored nowhere that a new calendar would have to mend.
 */
export async function readDatedTasks(tx: Tx, filter: TaskFilter): Promise<DatedTasks[]> {
  const holidays = await readHolidays(tx);
  const lastDayOf = await lastDays(tx, holidays);
  const remainingUntil = workingDaysFrom(tx.today, holidays);
  return (await readTaskDays(tx, filter)).map((day) => {
    const deadline = lastDayOf(day);
    const remaining = deadline === null ? null : remainingUntil(deadline);
    return {
      ...day,
      deadline,
      remainingWorkingDays: remaining,
      light: remaining === null ? null : deadlineLightOf(remaining),
    };
  });
}

export const totalsOfDatedTasks = (days: readonly TaskDay[]): Totals => ({
  count: days.reduce((sum, { count }) => sum + count, 0),
  amountFen: days.reduce((sum, { amountFen }) => sum + amountFen, 0),
});

/** A page of the open tasks that were counted: what is due first comes first, of equals what waits longest. */
export async function pageDatedTasks(
  tx: Tx,
  filter: TaskFilter,
  days: readonly DatedTasks[],
  { cursor, limit }: PageRequest,
): Promise<Page<CaseTaskEntity>> {
  const after = cursor === undefined ? null : await placeOf(tx, cursor);
  if (cursor !== undefined && after === null) return { items: [], nextCursor: null };
  const ahead = days
    .filter(({ deadline }) => after === null || rankOf(deadline) >= after.rank)
    .sort((a, b) => rankOf(a.deadline) - rankOf(b.deadline));
  const rows = await readTasksOfDays(tx, filter, enoughOf(ahead, after?.rank, limit + 1), {
    after,
    most: limit + 1,
  });
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The first of these days that hold `most` tasks together, whole last days only; some of the cursor's own are behind it. */
function enoughOf(
  ahead: readonly DatedTasks[],
  ownRank: number | undefined,
  most: number,
): { day: DatedTasks; rank: number }[] {
  const enough: { day: DatedTasks; rank: number }[] = [];
  let [held, lastRank] = [0, -1];
  for (const day of ahead) {
    const rank = rankOf(day.deadline);
    if (held >= most && rank !== lastRank) break;
    enough.push({ day, rank });
    if (rank !== ownRank) held += day.count;
    lastRank = rank;
  }
  return enough;
}

async function placeOf(tx: Tx, taskId: string): Promise<{ rank: number; taskId: string } | null> {
  const day = await findTaskDay(tx, taskId);
  if (!day) return null;
  const lastDayOf = await lastDays(tx, await readHolidays(tx));
  return { rank: rankOf(lastDayOf(day)), taskId };
}

/** A last day as a number that grows with it; no last day comes after all others. */
const rankOf = (deadline: string | null): number =>
  deadline === null ? 99_999_999 : Number(deadline.replaceAll('-', ''));

async function lastDays(tx: Tx, holidays: HolidayTable): Promise<LastDayOf> {
  const calls = new Map((await readCalls(tx)).map((call) => [call.id, call.deadlines]));
  const known = new Map<string, LocalDate>();
  return ({ kind, callId, openedOn }) => {
    const days = kind === 'county_review' || kind === 'city_review' ? calls.get(callId)?.[kind] : undefined;
    if (days === undefined) return null;
    const key = `${openedOn} ${days}`;
    const date = known.get(key) ?? addWorkingDays(openedOn as LocalDate, days, holidays).date;
    known.set(key, date);
    return date;
  };
}
