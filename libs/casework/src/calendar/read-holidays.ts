import { holidayTable, type HolidayTable } from '@duixian/calendar';
import { readCalendarYears, type Tx } from '@duixian/persistence';

/** The holiday table officials maintain, as the pure calendar takes it. */
export const readHolidays = async (tx: Tx): Promise<HolidayTable> =>
  holidayTable(await readCalendarYears(tx));
