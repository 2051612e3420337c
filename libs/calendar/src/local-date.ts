/** A day without a time of day, YYYY-MM-DD in the proleptic Gregorian calendar, years 0001 to 9999. Sorts as text. */
export type LocalDate = string & { readonly __localDate: unique symbol };

/** Inclusive at both ends; `to: null` is open-ended. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_BEFORE_1970 = 719_468; // counted from 0000-03-01, where the algorithm below starts its eras

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

function parts(date: LocalDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function compose(year: number, month: number, day: number): LocalDate {
  if (year < 1 || year > 9999) throw new RangeError(`year out of range: ${year}`);
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return text as LocalDate;
}

/** Days since 1970-01-01 (negative before), by Howard Hinnant's era arithmetic: no Date object, no time zone. */
export function toEpochDay(date: LocalDate): number {
  const [calendarYear, month, day] = parts(date);
  const year = month <= 2 ? calendarYear - 1 : calendarYear;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - DAYS_BEFORE_1970;
}

/** The inverse of toEpochDay. @throws RangeError outside the years 0001 to 9999. */
export function fromEpochDay(epochDay: number): LocalDate {
  const shifted = epochDay + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return compose(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** Reads YYYY-MM-DD; null unless it is a day that exists. */
export function parseLocalDate(text: string): LocalDate | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? (text as LocalDate) : null;
}

/** As parseLocalDate, for text that is known to be a date. @throws RangeError when it is not. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new RangeError(`not a date (YYYY-MM-DD): ${text}`);
  return date;
}

/** Negative, 0 or positive as a lies before, on or after b: for sort(). */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The day `days` later (earlier when negative). @throws RangeError for a fraction or outside 0001–9999. */
export function addDays(date: LocalDate, days: number): LocalDate {
  if (!Number.isInteger(days)) throw new RangeError(`not a whole number of days: ${days}`);
  return fromEpochDay(toEpochDay(date) + days);
}

/** The same day of the month `months` later, or the last day of that month where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  if (!Number.isInteger(months)) throw new RangeError(`not a whole number of months: ${months}`);
  const [year, month, day] = parts(date);
  const index = year * 12 + (month - 1) + months;
  const [targetYear, targetMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return compose(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** Days from a to b: 1 from a day to the next, negative when b lies before a. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return toEpochDay(b) - toEpochDay(a);
}

/** Day of the week as ISO 8601 counts: 1 Monday … 7 Sunday. */
export function weekday(date: LocalDate): number {
  return ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** The calendar year of a date. */
export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** Whether the day lies in the period; both ends belong to it. */
export function isInPeriod(date: LocalDate, period: Period): boolean {
  return date >= period.from && (period.to === null || date <= period.to);
}

/** A calendar year (2022), quarter (2022Q1) or month (2022-03) as its first and last day; null for any other name. */
export function periodNamed(name: string): { from: LocalDate; to: LocalDate } | null {
  const [, year, quarter, month] = /^(\d{4})(?:Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(name) ?? [];
  if (year === undefined || Number(year) < 1) return null;
  const first = quarter ? Number(quarter) * 3 - 2 : Number(month ?? 1);
  const months = quarter ? 3 : month ? 1 : 12;
  const from = compose(Number(year), first, 1);
  return { from, to: addDays(addMonths(from, months), -1) };
}
