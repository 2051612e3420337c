import { addDays, localDate, type LocalDate } from './local-date';
import type { CalendarYear } from './working-days';

/** "01-01..01-03 04-05" of a year, as dates. */
function days(year: number, text: string): LocalDate[] {
  return text.split(' ').flatMap((span) => {
    const [from = '', to = from] = span.split('..');
    const last = localDate(`${year}-${to}`);
    const dates: LocalDate[] = [];
    for (let date = localDate(`${year}-${from}`); date <= last; date = addDays(date, 1)) dates.push(date);
    return dates;
  });
}

function published(year: number, sourceDocument: string, off: string, worked: string): CalendarYear {
  return { year, sourceDocument, daysOff: days(year, off), workingWeekends: days(year, worked) };
}

/**
 * Days off and worked weekends as the General Office of the State Council announced them, in the order
 * 元旦, 春节, 清明, 劳动节, 端午, 中秋, 国庆. A year is added when its notice is out, usually in November before it.
 */
export const PUBLISHED_CALENDAR_YEARS: readonly CalendarYear[] = [
  // 2022-12-31 belongs to the New Year holiday of 2023 (a Saturday, off in any case).
  published(
    2022,
    '国办发明电〔2021〕11号',
    '01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31',
    '01-29 01-30 04-02 04-24 05-07 10-08 10-09',
  ),
  published(
    2023,
    '国办发明电〔2022〕16号',
    '01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06',
    '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  ),
  published(
    2024,
    '国办发明电〔2023〕7号',
    '01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07',
    '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  ),
  published(
    2025,
    '国办发明电〔2024〕12号',
    '01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08',
    '01-26 02-08 04-27 09-28 10-11',
  ),
  published(
    2026,
    '国办发明电〔2025〕7号',
    '01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07',
    '01-04 02-14 02-28 05-09 09-20 10-10',
  ),
];
