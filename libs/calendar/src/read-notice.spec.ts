import {
  addDays,
  calendarYearProblems,
  localDate,
  PUBLISHED_CALENDAR_YEARS,
  readHolidayNotice,
  weekday,
  yearOf,
  type LocalDate,
} from './index';

const said = (date: LocalDate, year: number, month: boolean): string => {
  const words = `${Number(date.slice(8))}日(周${'一二三四五六日'[weekday(date) - 1]})`;
  const inMonth = month ? `${Number(date.slice(5, 7))}月${words}` : words;
  return yearOf(date) === year ? inMonth : `${yearOf(date)}年${inMonth}`;
};

/** Days in a row, one sentence each, as such a notice puts them. */
function noticeText({ year, daysOff, workingWeekends }: (typeof PUBLISHED_CALENDAR_YEARS)[number]): string {
  const spans: LocalDate[][] = [];
  for (const day of daysOff) {
    const span = spans.at(-1);
    if (span && addDays(span.at(-1) ?? day, 1) === day) span.push(day);
    else spans.push([day]);
  }
  const off = spans.map((span, index) => {
    const [first, last] = [span[0] ?? localDate('2000-01-01'), span.at(-1) ?? localDate('2000-01-01')];
    const words =
      span.length === 1
        ? `${said(first, year, true)}放假`
        : `${said(first, year, true)}至${said(last, year, first.slice(0, 7) !== last.slice(0, 7))}放假调休,共${span.length}天`;
    return `第${index + 1}个节日:${words}。`;
  });
  const worked = workingWeekends.map((day) => said(day, year, true)).join('、');
  return `${off.join('\n')}\n${worked === '' ? '' : `${worked}上班。`}`;
}

test.each(PUBLISHED_CALENDAR_YEARS.map((year) => [year.year, year] as const))(
  'the days of %i come back out of sentences about them',
  (_, year) => {
    expect(readHolidayNotice(year.year, noticeText(year))).toEqual({
      daysOff: [...year.daysOff].sort(),
      workingWeekends: [...year.workingWeekends].sort(),
      problems: [],
    });
    expect(calendarYearProblems(year)).toEqual([]);
  },
);

test.each<[string, string[], string[]]>([
  ['元旦:1月1日(周五)放假1天,不调休。', ['2027-01-01'], []],
  ['元旦:2026年12月31日至2027年1月2日放假,共3天', ['2026-12-31', '2027-01-01', '2027-01-02'], []],
  [
    '3月1日(星期一)、3日(星期三)放假;3月6日(星期六)、7日(星期日)上班',
    ['2027-03-01', '2027-03-03'],
    ['2027-03-06', '2027-03-07'],
  ],
  [
    '春节:2月28日(农历除夕、周日)至3月2日放假调休,共3天。3月6日(周六)上班',
    ['2027-02-28', '2027-03-01', '2027-03-02'],
    ['2027-03-06'],
  ],
])('%s', (text, daysOff, workingWeekends) => {
  expect(readHolidayNotice(2027, text)).toEqual({ daysOff, workingWeekends, problems: [] });
});

test.each([
  ['1月1日(周四)放假', 'other-weekday'],
  ['2月30日放假', 'no-such-day'],
  ['5月5日至5月1日放假', 'no-such-day'],
  ['10月1日至10月7日放假调休,共8天', 'other-count'],
  ['今年放假安排另行通知', 'nothing-found'],
  ['', 'nothing-found'],
])('%s: %s', (text, message) => {
  expect(readHolidayNotice(2027, text).problems.map((problem) => problem.message)).toContain(message);
});

test.each<[string[], string[], string[]]>([
  [['2027-01-01'], ['2027-01-04'], ['workingWeekends']],
  [['2027-01-02'], ['2027-01-02'], ['workingWeekends']],
  [['2026-01-01'], [], ['daysOff']],
  [['2027-01-01', '2030-01-01'], [], ['daysOff']],
  [[], [], ['daysOff']],
  [['2027-01-01'], ['2027-01-09'], []],
])('days off %j and worked %j: wrong in %j', (daysOff, workingWeekends, fields) => {
  const year = {
    ...{ year: 2027, sourceDocument: '' },
    ...{ daysOff: daysOff.map(localDate), workingWeekends: workingWeekends.map(localDate) },
  };
  expect(calendarYearProblems(year).map(({ field }) => field)).toEqual(fields);
});
