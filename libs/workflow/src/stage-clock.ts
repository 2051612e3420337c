import { addWorkingDays, workingDaysBetween, type HolidayTable, type LocalDate } from '@duixian/calendar';

/** Days that counted: those after the first one up to and including the second one. */
export type ClockRun = readonly [LocalDate, LocalDate];

/**
 * The clock of one review stage. It stands in correction, consultation and on hold: working days between standing still and
 * going on count for nobody. Days are kept, not numbers of working days, so that a calendar published later counts them anew.
 */
export interface StageClock {
  /** The day after which days count again; null while it stands. */
  from: LocalDate | null;
  /** The day on which it was stopped, which still counted; null while it runs. */
  pausedOn: LocalDate | null;
  /** What counted before, oldest first. */
  runs: readonly ClockRun[];
}

/** A clock that begins: the day itself does not count (民法典 art. 201). @param runs what an earlier part of the stage used */
export const startedClock = (day: LocalDate, runs: readonly ClockRun[] = []): StageClock => ({
  ...{ from: day, pausedOn: null, runs },
});

/** Stops a clock; one that stands already stays as it is. */
export function pausedClock(clock: StageClock, day: LocalDate): StageClock {
  if (clock.from === null) return clock;
  return { from: null, pausedOn: day, runs: runsUntil(clock, day) };
}

/** Lets a clock go on; one that runs already stays as it is. */
export const resumedClock = (clock: StageClock, day: LocalDate): StageClock =>
  clock.from === null ? startedClock(day, clock.runs) : clock;

/** What counted up to a day; a run within one day counts nothing and is left out. */
export function runsUntil({ from, runs }: StageClock, day: LocalDate): ClockRun[] {
  return from === null || from >= day ? [...runs] : [...runs, [from, day]];
}

/** Working days of the runs that are over. */
export const usedBefore = ({ runs }: Pick<StageClock, 'runs'>, table: HolidayTable): number =>
  runs.reduce((used, [from, to]) => used + workingDaysBetween(from, to, table).days, 0);

/**
 * Working days left today; 0 on the last day, negative when it is over.
 * @param since working days after a day up to and including today
 */
export function remainingWorkingDays(
  clock: StageClock,
  allowed: number,
  since: (day: LocalDate) => number,
  table: HolidayTable,
): number {
  return allowed - usedBefore(clock, table) - (clock.from === null ? 0 : since(clock.from));
}

/**
 * The last day of a stage, which may lie in a run that is over. Null while the clock stands, since then nobody knows yet;
 * what was overdue before it was stopped stays overdue.
 * @param allowed working days that the call gives the stage
 */
export function lastDayOf(clock: StageClock, allowed: number, table: HolidayTable): LocalDate | null {
  if (clock.from === null && usedBefore(clock, table) <= allowed) return null;
  let left = allowed;
  for (const [from, to] of clock.runs) {
    const { days } = workingDaysBetween(from, to, table);
    if (days >= left) return addWorkingDays(from, left, table).date;
    left -= days;
  }
  return clock.from && addWorkingDays(clock.from, left, table).date;
}

/** Events by which a stage sends a case back for correction: when the case comes back, its clock goes on where it stood. */
export const CORRECTION_EVENTS = [
  'application.returned',
  'application.returned_to_first_stage',
  'application.remanded',
] as const;
