const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;
const [EARLIEST, LATEST] = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)];

/** Whether a value is a date and time with its zone, ISO 8601, between 2000 and 2099. */
export function isMoment(value: unknown): boolean {
  const parts = typeof value === 'string' ? MOMENT.exec(value) : null;
  if (!parts) return false;
  const [year, month, day] = parts.slice(1, 4).map(Number);
  // Date.parse rolls 30 February over to March.
  const dayExists = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
  const at = Date.parse(parts[0]);
  return dayExists && at >= EARLIEST && at < LATEST;
}

/** Whether a value is a day of the calendar, YYYY-MM-DD, between 2000 and 2099. */
export const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isMoment(`${value}T00:00Z`);
