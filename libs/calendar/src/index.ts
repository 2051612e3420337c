/** Days: local dates, periods, the date in China, working days over an explicit holiday table. Pure, no clock. */
export {
  type LocalDate,
  type Period,
  localDate,
  parseLocalDate,
  compareDates,
  addDays,
  addMonths,
  daysBetween,
  weekday,
  yearOf,
  isInPeriod,
  periodNamed,
} from './local-date';
export { localDateInShanghai, startOfDayInShanghai } from './shanghai';
export {
  type CalendarYear,
  type HolidayTable,
  holidayTable,
  isWorkingDay,
  addWorkingDays,
  workingDaysBetween,
  workingDaysFrom,
} from './working-days';
export {
  readHolidayNotice,
  calendarYearProblems,
  type NoticeReading,
  type ReadingProblem,
} from './read-notice';
export { PUBLISHED_CALENDAR_YEARS } from './published-years';
