import { localDate, type CalendarYear } from '@duixian/calendar';
import { managerOf, type Tx } from '../ground/transaction';
import { CalendarYearEntity } from './calendar-entity';

/** All published years, as the pure calendar wants them. */
export async function readCalendarYears(tx: Tx): Promise<CalendarYear[]> {
  const rows = await managerOf(tx).find(CalendarYearEntity, { order: { year: 'ASC' } });
  return rows.map((row) => ({
    year: row.year,
    sourceDocument: row.sourceDocument,
    daysOff: row.daysOff.map(localDate),
    workingWeekends: row.workingWeekends.map(localDate),
  }));
}

/** Adds a year; a year that is there already is left as officials keep it. */
export async function insertCalendarYear(tx: Tx, year: CalendarYear): Promise<void> {
  await managerOf(tx)
    .createQueryBuilder()
    .insert()
    .into(CalendarYearEntity)
    .values({ ...year, daysOff: [...year.daysOff], workingWeekends: [...year.workingWeekends] })
    .orIgnore()
    .execute();
}

/** Adds a year that nobody added before. @throws the unique violation of `calendar_year_pkey` otherwise */
export async function publishCalendarYear(tx: Tx, year: CalendarYear): Promise<void> {
  await managerOf(tx).insert(CalendarYearEntity, {
    ...year,
    daysOff: [...year.daysOff],
    workingWeekends: [...year.workingWeekends],
  });
}
