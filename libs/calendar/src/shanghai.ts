import { fromEpochDay, toEpochDay, type LocalDate } from './local-date';

const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * 3_600_000; // China keeps UTC+8 all year, everywhere (no summer time since 1991)

/** The date that clocks in China show at an instant (milliseconds since 1970-01-01T00:00Z). */
export function localDateInShanghai(epochMs: number): LocalDate {
  return fromEpochDay(Math.floor((epochMs + OFFSET_MS) / DAY_MS));
}

/** The instant (epoch milliseconds) at which a date begins in China. */
export function startOfDayInShanghai(date: LocalDate): number {
  return toEpochDay(date) * DAY_MS - OFFSET_MS;
}
