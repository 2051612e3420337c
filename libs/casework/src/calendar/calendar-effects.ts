import {
  addWorkingDays,
  holidayTable,
  isWorkingDay,
  addDays,
  localDate,
  yearOf,
  type CalendarYear,
  type HolidayTable,
  type LocalDate,
} from '@duixian/calendar';
import { lastDayOf } from '@duixian/workflow';
import { readCalendarYears, readEstimatedNotices, readOpenReviewDays, type Tx } from '@duixian/persistence';

export interface MovedNotice {
  id: string;
  number: string;
  title: string;
  endsOn: string;
  /** The same day where the count would end earlier than the public was told. */
  newEndsOn: string;
}

/** Open reviews of one stage at one place whose last day moves. */
export interface MovedDeadlines {
  regionCode: string;
  stage: string;
  count: number;
  from: string;
  to: string;
}

export interface CalendarEffects {
  /** Working days of the year, month by month. */
  workingDaysByMonth: number[];
  workingDays: number;
  notices: MovedNotice[];
  deadlines: MovedDeadlines[];
}

/** What a year that is published next would change: counted with it and without it, by the system's sight. */
export async function effectsOf(tx: Tx, year: CalendarYear): Promise<CalendarEffects> {
  const known = await readCalendarYears(tx);
  const before = holidayTable(known);
  const after = holidayTable([...known.filter((each) => each.year !== year.year), year]);
  const workingDaysByMonth = monthsOf(year.year, after);
  return {
    workingDaysByMonth,
    workingDays: workingDaysByMonth.reduce((total, days) => total + days, 0),
    notices: (await readEstimatedNotices(tx, { lock: false })).map((notice) => ({
      id: notice.id,
      number: notice.number,
      title: notice.title,
      endsOn: notice.endsOn,
      newEndsOn: recountedEnd(notice, after).endsOn,
    })),
    deadlines: (await readOpenReviewDays(tx)).flatMap(
      ({ regionCode, kind, clockFrom, clockRuns, workingDays, count }) => {
        const clock = { from: localDate(clockFrom), pausedOn: null, runs: clockRuns };
        const [from, to] = [before, after].map((table) => lastDayOf(clock, workingDays, table)) as [
          LocalDate,
          LocalDate,
        ];
        return from === to ? [] : [{ regionCode, stage: kind, count, from, to }];
      },
    ),
  };
}

/** The last day of a notice counted again. The public was told a day: it never ends before that. */
export function recountedEnd(
  { startsOn, workingDays, endsOn }: { startsOn: string; workingDays: number; endsOn: string },
  table: HolidayTable,
): { endsOn: string; endEstimated: boolean } {
  const { date, estimated } = addWorkingDays(localDate(startsOn), workingDays, table);
  return { endsOn: date > endsOn ? date : endsOn, endEstimated: estimated };
}

function monthsOf(year: number, table: HolidayTable): number[] {
  const months = Array.from({ length: 12 }, () => 0);
  for (let date = localDate(`${year}-01-01`); yearOf(date) === year; date = addDays(date, 1)) {
    const month = Number(date.slice(5, 7)) - 1;
    if (isWorkingDay(date, table).working) months[month] = (months[month] ?? 0) + 1;
  }
  return months;
}
