import { addDays, parseLocalDate, weekday, yearOf, type LocalDate } from './local-date';
import type { CalendarYear } from './working-days';

/** What a text says about days, and what in it does not fit together. */
export interface NoticeReading {
  readonly daysOff: LocalDate[];
  readonly workingWeekends: LocalDate[];
  /** A part of the text and what is odd about it, in the text's own order. */
  readonly problems: { readonly text: string; readonly message: ReadingProblem }[];
}

export type ReadingProblem = 'no-such-day' | 'other-weekday' | 'other-count' | 'nothing-found';

const WEEKDAYS = '一二三四五六日';
/** "2026年1月1日(周四)", year and month only where they are said, "星期" as well as "周"; more words may stand in the brackets. */
const DAY = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[((]([^))]*)[))])?`;
const SPAN = new RegExp(`${DAY}(?:(?:至|到|—|-|~|~)${DAY})?`, 'g');

/**
 * Reads the days off and the worked weekends out of the yearly notice as it is published: sentences that end in 放假 or
 * 上班 (with 调休 or a number of days behind). Weekdays and numbers of days that the text names are held against the
 * calendar, so that a slip of the pen shows.
 */
export function readHolidayNotice(year: number, text: string): NoticeReading {
  const daysOff = new Set<LocalDate>();
  const workingWeekends = new Set<LocalDate>();
  const problems: { text: string; message: ReadingProblem }[] = [];
  for (const sentence of text.split(/[。;;\n]+/)) {
    for (const [part, verb] of clausesOf(sentence)) {
      const { days, odd } = daysOf(year, part);
      problems.push(...odd);
      for (const day of days) (verb === '上班' ? workingWeekends : daysOff).add(day);
      const said = /共(\d+)天|放假(\d+)天/.exec(sentence);
      const count = Number(said?.[1] ?? said?.[2]);
      if (verb === '放假' && said && count !== days.length) {
        problems.push({ text: sentence.trim(), message: 'other-count' });
      }
    }
  }
  if (daysOff.size + workingWeekends.size === 0) {
    problems.push({ text: text.trim().slice(0, 60), message: 'nothing-found' });
  }
  return { daysOff: [...daysOff].sort(), workingWeekends: [...workingWeekends].sort(), problems };
}

/** The parts of a sentence that end in a verb, each with it. */
function clausesOf(sentence: string): [part: string, verb: '放假' | '上班'][] {
  return [...sentence.matchAll(/(.*?)(放假|上班)/g)].map(([, part = '', verb]) => [
    part,
    verb as '放假' | '上班',
  ]);
}

function daysOf(year: number, part: string): { days: LocalDate[]; odd: NoticeReading['problems'] } {
  const days: LocalDate[] = [];
  const odd: NoticeReading['problems'][number][] = [];
  let inMonth: string | undefined;
  let inYear = year;
  const dayOf = (said: readonly (string | undefined)[], text: string): LocalDate | null => {
    const [saidYear, month = inMonth, day = '', bracket = ''] = said;
    inMonth = month;
    if (saidYear !== undefined) inYear = Number(saidYear);
    const date = parseLocalDate(`${inYear}-${(month ?? '').padStart(2, '0')}-${day.padStart(2, '0')}`);
    if (date === null) {
      odd.push({ text, message: 'no-such-day' });
      return null;
    }
    const named = /(?:周|星期)([一二三四五六日天])/.exec(bracket)?.[1]?.replace('天', '日');
    if (named !== undefined && WEEKDAYS.indexOf(named) + 1 !== weekday(date)) {
      odd.push({ text, message: 'other-weekday' });
    }
    return date;
  };
  for (const match of part.matchAll(SPAN)) {
    const [text, ...said] = match;
    const from = dayOf(said.slice(0, 4), text);
    const to = said[6] === undefined ? from : dayOf(said.slice(4, 8), text);
    if (from === null || to === null) continue;
    if (to < from || to > addDays(from, 31)) odd.push({ text, message: 'no-such-day' });
    else for (let date = from; date <= to; date = addDays(date, 1)) days.push(date);
  }
  return { days, odd };
}

/** Why a year cannot be taken as it is; empty when it can. Each names the field that is wrong. */
export function calendarYearProblems({
  year,
  daysOff,
  workingWeekends,
}: CalendarYear): { field: 'daysOff' | 'workingWeekends'; message: string }[] {
  const both = daysOff.filter((date) => workingWeekends.includes(date));
  const weekdays = workingWeekends.filter((date) => weekday(date) <= 5);
  const far = (date: LocalDate): boolean => Math.abs(yearOf(date) - year) > 1;
  const without = daysOff.every((date) => yearOf(date) !== year);
  return [
    ...(without ? [{ field: 'daysOff' as const, message: `没有 ${year} 年的日期` }] : []),
    ...(daysOff.some(far) ? [{ field: 'daysOff' as const, message: '有的日期与本年度相差太远' }] : []),
    ...(workingWeekends.some(far)
      ? [{ field: 'workingWeekends' as const, message: '有的日期与本年度相差太远' }]
      : []),
    ...(both.length > 0
      ? [{ field: 'workingWeekends' as const, message: `${both.join('、')} 同时列为放假日` }]
      : []),
    ...(weekdays.length > 0
      ? [{ field: 'workingWeekends' as const, message: `${weekdays.join('、')} 不是周六或周日` }]
      : []),
  ];
}
