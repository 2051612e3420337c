import type { CalendarYear } from '@duixian/calendar';
import { readCalendarYears, runQuery, type Database } from '@duixian/persistence';
import type { Actor } from '@duixian/workflow';

/** Every published year: days off and weekends that are worked. Other years are estimated by weekends. */
export async function listCalendarYears(db: Database, actor: Actor): Promise<CalendarYear[]> {
  return runQuery(db, actor, readCalendarYears);
}
