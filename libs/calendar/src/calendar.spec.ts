import * as chineseDays from 'chinese-days';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  compareDates,
  daysBetween,
  holidayTable,
  isInPeriod,
  periodNamed,
  isWorkingDay,
  localDate,
  localDateInShanghai,
  parseLocalDate,
  PUBLISHED_CALENDAR_YEARS,
  startOfDayInShanghai,
  weekday,
  workingDaysBetween,
  workingDaysFrom,
  yearOf,
  type LocalDate,
} from './index';

const anyDate = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => localDate(date.toISOString().slice(0, 10)));
const table = holidayTable(PUBLISHED_CALENDAR_YEARS);

describe('local dates', () => {
  test.each([
    '2022-02-29',
    '1900-02-29',
    '2022-13-01',
    '2022-00-10',
    '2022-1-1',
    '0000-01-01',
    '2022-04-31',
    '20220101',
    '',
  ])('refuses %p', (text) => {
    expect(parseLocalDate(text)).toBeNull();
    expect(() => localDate(text)).toThrow(RangeError);
  });

  test('agree with the Date object on every day, in UTC', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -400_000, max: 400_000 }), (date, days) => {
        const expected = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
        if (expected.getUTCFullYear() < 1 || expected.getUTCFullYear() > 9999) {
          expect(() => addDays(date, days)).toThrow(RangeError);
          return;
        }
        const moved = addDays(date, days);
        expect(moved).toBe(expected.toISOString().slice(0, 10));
        expect(weekday(moved)).toBe(expected.getUTCDay() || 7);
        expect(daysBetween(date, moved)).toBe(days);
        expect(Math.sign(compareDates(date, moved))).toBe(-Math.sign(days) || 0);
        expect(yearOf(moved)).toBe(expected.getUTCFullYear());
      }),
    );
  });

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2022-03-31', -1, '2022-02-28'],
    ['2022-12-15', 1, '2023-01-15'],
    ['2022-01-15', -13, '2020-12-15'],
  ])('%s plus %d months is %s', (from, months, to) => {
    expect(addMonths(localDate(from), months)).toBe(to);
  });

  test('periods include both ends and may be open', () => {
    const year = { from: localDate('2022-01-01'), to: localDate('2022-12-31') };
    const at = (text: string) => isInPeriod(localDate(text), year);
    expect([at('2021-12-31'), at('2022-01-01'), at('2022-12-31'), at('2023-01-01')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isInPeriod(localDate('9999-12-31'), { ...year, to: null })).toBe(true);
  });

  test.each([
    ['2022', '2022-01-01', '2022-12-31'],
    ['2022Q1', '2022-01-01', '2022-03-31'],
    ['2022Q4', '2022-10-01', '2022-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
  ])('%s is from %s to %s', (name, from, to) => {
    expect(periodNamed(name)).toEqual({ from, to });
  });

  test.each(['', '2022Q5', '2022-13', '2022-1', '22', '0000', '2022-01-01'])('%p names no period', (name) => {
    expect(periodNamed(name)).toBeNull();
  });

  test('the date in China changes at 16:00 UTC', () => {
    expect(localDateInShanghai(Date.parse('2022-12-31T15:59:59.999Z'))).toBe('2022-12-31');
    expect(localDateInShanghai(Date.parse('2022-12-31T16:00:00Z'))).toBe('2023-01-01');
    fc.assert(
      fc.property(anyDate, (date) => {
        const begin = startOfDayInShanghai(date);
        expect(localDateInShanghai(begin)).toBe(date);
        if (date > '0001-01-01') expect(localDateInShanghai(begin - 1)).toBe(addDays(date, -1));
      }),
    );
  });
});

describe('working days', () => {
  test('of every day of the published years agree with chinese-days', () => {
    const differing: LocalDate[] = [];
    for (let date = localDate('2022-01-01'); date <= '2026-12-31'; date = addDays(date, 1)) {
      const { working, estimated } = isWorkingDay(date, table);
      if (estimated || working !== chineseDays.isWorkday(date)) differing.push(date);
    }
    expect(differing).toEqual([]);
  });

  test('outside the published years weekends only, and marked as estimated', () => {
    expect(isWorkingDay(localDate('2027-10-01'), table)).toEqual({ working: true, estimated: true });
    expect(isWorkingDay(localDate('2027-10-02'), table)).toEqual({ working: false, estimated: true });
    expect(addWorkingDays(localDate('2026-12-31'), 1, table)).toEqual({
      date: '2027-01-01',
      estimated: true,
    });
    expect(addWorkingDays(localDate('2026-12-30'), 1, table)).toEqual({
      date: '2026-12-31',
      estimated: false,
    });
  });

  test('one estimated day on the way makes the whole count estimated', () => {
    const gap = holidayTable(PUBLISHED_CALENDAR_YEARS.filter(({ year }) => year === 2024));
    const [from, to] = [localDate('2023-12-28'), localDate('2024-01-04')];
    expect(addWorkingDays(from, 4, gap)).toEqual({ date: to, estimated: true });
    expect(workingDaysBetween(from, to, gap)).toEqual({ days: 4, estimated: true });
    expect(workingDaysBetween(to, from, gap)).toEqual({ days: -4, estimated: true });
  });

  test('a notice of seven working days over the National Day holiday of 2022', () => {
    // Thursday 29 September: Friday 30 is the first, Saturday 8 and Sunday 9 October are worked.
    expect(addWorkingDays(localDate('2022-09-29'), 7, table)).toEqual({
      date: '2022-10-13',
      estimated: false,
    });
  });

  test('counting undoes adding', () => {
    const start = fc.integer({ min: 0, max: 1800 }).map((n) => addDays(localDate('2022-01-01'), n));
    fc.assert(
      fc.property(start, fc.nat({ max: 60 }), (from, n) => {
        const { date } = addWorkingDays(from, n, table);
        expect(workingDaysBetween(from, date, table).days).toBe(n);
        expect(workingDaysBetween(date, from, table).days).toBe(n === 0 ? 0 : -n);
        if (n > 0) expect(isWorkingDay(date, table).working).toBe(true);
      }),
    );
  });

  test('refuses a negative or fractional number of days', () => {
    expect(() => addWorkingDays(localDate('2022-01-01'), -1, table)).toThrow(RangeError);
    expect(() => addWorkingDays(localDate('2022-01-01'), 1.5, table)).toThrow(RangeError);
  });

  test('a table names no year twice and no day both ways; worked weekends are weekends', () => {
    const [first] = PUBLISHED_CALENDAR_YEARS;
    if (!first) throw new Error('no published year');
    expect(() => holidayTable([first, first])).toThrow(/two calendars/);
    expect(() => holidayTable([{ ...first, workingWeekends: first.daysOff }])).toThrow(/both/);
    for (const { workingWeekends } of PUBLISHED_CALENDAR_YEARS) {
      expect(workingWeekends.filter((date) => weekday(date) < 6)).toEqual([]);
    }
  });
});
it('counts to many days as it counts to each', () => {
  const day = fc.integer({ min: 0, max: 1800 }).map((n) => addDays(localDate('2022-01-01'), n));
  fc.assert(
    fc.property(day, fc.array(day, { maxLength: 8 }), (from, days) => {
      const count = workingDaysFrom(from, table);
      expect(days.map(count)).toEqual(days.map((each) => workingDaysBetween(from, each, table).days));
    }),
    {
      numRuns: 50,
      examples: [[localDate('2022-01-08'), [localDate('2022-01-07')]]], // nothing worked between: 0, not -0
    },
  );
});
