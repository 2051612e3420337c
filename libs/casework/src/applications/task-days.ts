import type { LocalDate } from '@duixian/calendar';
import {
  clockOf,
  findTaskDay,
  readCalls,
  readTaskDays,
  readTasksOfDays,
  type CaseTaskEntity,
  type Page,
  type PageRequest,
  type TaskClock,
  type TaskDay,
  type TaskFilter,
  type Totals,
  type Tx,
} from '@duixian/persistence';
import { deadlineLightOf, type DeadlineLight } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { clockReader, workingDaysOf, type ClockReading } from './case-deadline';

/** Open tasks whose clocks say the same, with what they say; nulls where the call sets no deadline. */
export interface DatedTasks extends TaskDay {
  deadline: string | null;
  remainingWorkingDays: number | null;
  light: DeadlineLight | null;
  rank: number;
}

type Reading = ClockReading | null;

/**
 * The open tasks of a filter by their last day. Counted by what their clocks say, which is the same for very many: a last day
 * follows from it, from the call and from the calendar, and is stored nowhere that a new calendar would have to mend.
 */
export async function readDatedTasks(tx: Tx, filter: TaskFilter): Promise<DatedTasks[]> {
  const read = await clocksOfCalls(tx);
  return (await readTaskDays(tx, filter)).map((day) => {
    const reading = read(day);
    return {
      ...day,
      deadline: reading?.deadline ?? null,
      remainingWorkingDays: reading?.remainingWorkingDays ?? null,
      light: reading && lightOf(reading),
      rank: rankOf(reading),
    };
  });
}

/** A clock that stands is not urgent, unless it was overdue before. */
const lightOf = ({ pausedOn, remainingWorkingDays }: ClockReading): DeadlineLight | null =>
  pausedOn !== null && remainingWorkingDays >= 0 ? null : deadlineLightOf(remainingWorkingDays);

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
    .filter(({ rank }) => after === null || rank >= after.rank)
    .sort((a, b) => a.rank - b.rank);
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
    const { rank } = day;
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
  return { rank: rankOf((await clocksOfCalls(tx))(day)), taskId };
}

/** A last day as a number that grows with it; what stands comes after all days, and what has no deadline after that. */
function rankOf(reading: Reading): number {
  if (!reading) return 99_999_999;
  return reading.deadline === null ? 99_999_998 : Number(reading.deadline.replaceAll('-', ''));
}

async function clocksOfCalls(tx: Tx): Promise<(task: TaskClock) => Reading> {
  const calls = new Map((await readCalls(tx)).map((call) => [call.id, call.deadlines]));
  const read = clockReader(tx.today as LocalDate, await readHolidays(tx));
  return (task) => {
    const days = workingDaysOf(calls.get(task.callId), task.kind);
    return days === null ? null : read(clockOf(task), days);
  };
}
