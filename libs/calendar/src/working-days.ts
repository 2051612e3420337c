import { addDays, weekday, yearOf, type LocalDate } from './local-date';

/** What the State Council's yearly holiday notice says about one year. */
export interface CalendarYear {
  readonly year: number;
  /** Number of the notice, e.g. 国办发明电〔2021〕11号. */
  readonly sourceDocument: string;
  /** Every day off that the notice names, weekends among them included. */
  readonly daysOff: readonly LocalDate[];
  /** Saturdays and Sundays that are worked in exchange (调休). */
  readonly workingWeekends: readonly LocalDate[];
}

export interface HolidayTable {
  readonly years: ReadonlyMap<number, CalendarYear>;
  /** Named days of all years: true is worked, false is off. Days named nowhere follow the week. */
  readonly exceptions: ReadonlyMap<LocalDate, boolean>;
}

/** Indexes the yearly notices. @throws RangeError when a year comes twice or a day is named both ways. */
export function holidayTable(years: readonly CalendarYear[]): HolidayTable {
  const byYear = new Map<number, CalendarYear>();
  const exceptions = new Map<LocalDate, boolean>();
  const name = (date: LocalDate, working: boolean): void => {
    if (exceptions.get(date) === !working)
      throw new RangeError(`${date} is named both as a day off and as worked`);
    exceptions.set(date, working);
  };
  for (const entry of years) {
    if (byYear.has(entry.year)) throw new RangeError(`two calendars for ${entry.year}`);
    byYear.set(entry.year, entry);
    entry.daysOff.forEach((date) => name(date, false));
    entry.workingWeekends.forEach((date) => name(date, true));
  }
  return { years: byYear, exceptions };
}

/**
 * Whether a day is a working day (工作日). `estimated` when no notice for its year is in the table: then only
 * Saturdays and Sundays count as off, and the answer may change once the notice is out.
 */
export function isWorkingDay(date: LocalDate, table: HolidayTable): { working: boolean; estimated: boolean } {
  const working = table.exceptions.get(date) ?? weekday(date) <= 5;
  return { working, estimated: !table.years.has(yearOf(date)) };
}

/**
 * The n-th working day after `start`; `start` itself is not counted (民法典 art. 201: the first day is left out).
 * n = 0 gives `start`. `estimated` when a day on the way lies in a year without a notice.
 * @throws RangeError for a negative or fractional n.
 */
export function addWorkingDays(
  start: LocalDate,
  n: number,
  table: HolidayTable,
): { date: LocalDate; estimated: boolean } {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`);
  let date = start;
  let estimated = false;
  for (let left = n; left > 0;) {
    date = addDays(date, 1);
    const day = isWorkingDay(date, table);
    estimated ||= day.estimated;
    if (day.working) left -= 1;
  }
  return { date, estimated };
}

/**
 * Working days after a up to and including b, so that it undoes addWorkingDays; negative when b lies before a.
 */
export function workingDaysBetween(
  a: LocalDate,
  b: LocalDate,
  table: HolidayTable,
): { days: number; estimated: boolean } {
  if (b < a) {
    const reverse = workingDaysBetween(b, a, table);
    return { days: 0 - reverse.days, estimated: reverse.estimated }; // never -0
  }
  let days = 0;
  let estimated = false;
  for (let date = a; date < b;) {
    date = addDays(date, 1);
    const day = isWorkingDay(date, table);
    estimated ||= day.estimated;
    if (day.working) days += 1;
  }
  return { days, estimated };
}

/**
 * `workingDaysBetween` from one day to many: each day on the way is looked at once.
 * @returns the working days after `from` up to and including a day, negative when it lies before
 */
export function workingDaysFrom(from: LocalDate, table: HolidayTable): (day: LocalDate) => number {
  const counted = new Map<LocalDate, number>([[from, 0]]);
  let [first, last, before, after] = [from, from, 0, 0];
  return (day) => {
    while (last < day) {
      last = addDays(last, 1);
      if (isWorkingDay(last, table).working) after += 1;
      counted.set(last, after);
    }
    while (day < first) {
      if (isWorkingDay(first, table).working) before -= 1;
      first = addDays(first, -1);
      counted.set(first, before);
    }
    return counted.get(day) ?? 0;
  };
}
