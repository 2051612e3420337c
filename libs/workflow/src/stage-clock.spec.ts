import {
  addDays,
  holidayTable,
  isWorkingDay,
  localDate,
  workingDaysBetween,
  type HolidayTable,
  type LocalDate,
} from '@duixian/calendar';
import fc from 'fast-check';
import {
  lastDayOf,
  pausedClock,
  remainingWorkingDays,
  resumedClock,
  runsUntil,
  startedClock,
  type StageClock,
} from './stage-clock';

/** Over the turn of a year, with holidays and worked weekends on both sides of it and a leap day behind. */
const TABLE: HolidayTable = holidayTable([
  {
    year: 2027,
    sourceDocument: 'invented',
    daysOff: ['2027-10-01', '2027-10-04', '2027-10-05'].map(localDate),
    workingWeekends: ['2027-12-25'].map(localDate),
  },
  {
    year: 2028,
    sourceDocument: 'invented',
    daysOff: ['2028-01-03', '2028-01-26', '2028-01-27', '2028-01-28'].map(localDate),
    workingWeekends: ['2028-01-08', '2028-02-05'].map(localDate),
  },
]);

const remaining = (clock: StageClock, allowed: number, today: LocalDate, table = TABLE): number =>
  remainingWorkingDays(clock, allowed, (day) => workingDaysBetween(day, today, table).days, table);

type Step = 'day' | 'pause' | 'resume' | 'correct';
const lives = fc.record({
  start: fc.integer({ min: 0, max: 80 }).map((days) => addDays(localDate('2027-12-01'), days)),
  allowed: fc.integer({ min: 1, max: 20 }),
  steps: fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constant<Step>('day') },
      { weight: 2, arbitrary: fc.constantFrom<Step>('pause', 'resume') },
      { weight: 1, arbitrary: fc.constant<Step>('correct') },
    ),
    { maxLength: 90, size: 'max' },
  ),
});

/** The same by looking at each day by itself: a working day counts where the clock ran at its beginning. */
class DayByDay {
  used = 0;
  runs = true;
  lastDay: LocalDate | null = null;
  constructor(private readonly allowed: number) {}
  day(today: LocalDate): void {
    if (!this.runs || !isWorkingDay(today, TABLE).working) return;
    this.used += 1;
    if (this.used === this.allowed) this.lastDay = today;
  }
}

test('pauses take out exactly the working days in them, as a count day by day says', () => {
  fc.assert(
    fc.property(lives, ({ start, allowed, steps }) => {
      let today = start;
      let clock: StageClock = startedClock(start);
      const count = new DayByDay(allowed);
      for (const step of steps) {
        if (step === 'day') {
          today = addDays(today, 1);
          count.day(today);
        }
        if (step === 'pause') clock = pausedClock(clock, today);
        if (step === 'resume') clock = resumedClock(clock, today);
        // A correction closes one task and opens another, which takes over what was used.
        if (step === 'correct') clock = startedClock(today, runsUntil(clock, today));
        if (step === 'pause') count.runs = false;
        if (step === 'resume' || step === 'correct') count.runs = true;
        expect(remaining(clock, allowed, today)).toBe(allowed - count.used);
        const last = lastDayOf(clock, allowed, TABLE);
        if (!count.runs) expect(last).toBe(count.used > allowed ? count.lastDay : null);
        else if (count.lastDay !== null) expect(last).toBe(count.lastDay);
        else expect(last !== null && last > today).toBe(true);
      }
    }),
    { numRuns: 120, seed: 20261129 },
  );
});

const DAY = {
  newYearsEve: localDate('2027-12-30'),
  last: localDate('2027-12-31'),
  back: localDate('2028-01-10'),
};
test.each<[string, string | null, (clock: StageClock) => StageClock]>([
  ['nothing stops it', '2028-01-05', (clock) => clock],
  ['stopped on the Thursday and still', null, (clock) => pausedClock(clock, DAY.newYearsEve)],
  [
    ...(['stopped and gone on within a day', '2028-01-05'] as const),
    (clock) => resumedClock(pausedClock(clock, DAY.newYearsEve), DAY.newYearsEve),
  ],
  [
    ...(['stopped over the turn of the year', '2028-01-13'] as const),
    (clock) => resumedClock(pausedClock(clock, DAY.newYearsEve), DAY.back),
  ],
  [
    ...(['stopped twice is stopped once', null] as const),
    (clock) => pausedClock(pausedClock(clock, DAY.newYearsEve), DAY.last),
  ],
])('five working days from a Tuesday before the new year, %s: the last one is %s', (_, last, live) => {
  const clock = live(startedClock(localDate('2027-12-28')));
  expect(lastDayOf(clock, 5, TABLE)).toBe(last);
  const today = clock.runs.length > 0 && clock.from ? clock.from : DAY.newYearsEve;
  expect(remaining(clock, 5, today)).toBe(3);
});

test('a calendar published later counts the days that were used anew', () => {
  const clock = resumedClock(
    pausedClock(startedClock(localDate('2027-12-28')), localDate('2028-01-03')),
    localDate('2028-01-17'),
  );
  expect(remaining(clock, 5, localDate('2028-01-17'))).toBe(2);
  expect(remaining(clock, 5, localDate('2028-01-17'), holidayTable([]))).toBe(1);
  expect(lastDayOf(clock, 5, TABLE)).toBe('2028-01-19');
  expect(lastDayOf(clock, 3, TABLE)).toBe('2027-12-31');
});
