import { addDays, addMonths, parseLocalDate, type LocalDate } from '@duixian/calendar';
import type { PolicyDocument } from './ast';
import type { Facts, FactValue } from './facts/fact-definition';
import { conditionsOf, leavesOf } from './leaves';

/** How the results of a document depend on the day, whoever the applicant is. */
export interface DayDependence {
  /** Days that the text names. */
  readonly days: readonly LocalDate[];
  /** Months after a date of the applicant at which something ends. */
  readonly months: readonly number[];
  /** Months after which a period of the calendar begins that matters: 1, 3, 12. */
  readonly periods: readonly (1 | 3 | 12)[];
}

const PERIOD_MONTHS = { month: 1, quarter: 3, year: 12 } as const;
/** No date lies beyond. */
const LAST_YEAR = 9999;

/** What of a document's clauses can change with the day alone; more than that is harmless, less would lose a change. */
export function dayDependence(document: PolicyDocument): DayDependence {
  const days = new Set<LocalDate>();
  const months = new Set<number>();
  const periods = new Set<1 | 3 | 12>();
  for (const clause of document.clauses) {
    if (clause.form !== 'computed') continue;
    for (const leaf of [clause.jurisdiction, ...conditionsOf(clause)].flatMap(leavesOf)) {
      if (leaf.kind === 'within-months') months.add(leaf.months);
      if (leaf.kind === 'compare' && leaf.operand.kind === 'date') days.add(leaf.operand.value);
      if (leaf.kind === 'later-year' || leaf.kind === 'paid-earlier-year') periods.add(12);
    }
    if (clause.caps.some(({ per }) => per === 'year')) periods.add(12);
    if (clause.subject?.kind === 'calendar') periods.add(PERIOD_MONTHS[clause.subject.unit]);
  }
  return { days: [...days], months: [...months], periods: [...periods] };
}

/**
 * The first day after `day` on which the results for an applicant with these facts can change although no fact does: a date of
 * theirs comes or goes by, so many months after it are over, a day that the text names, a year, quarter or month begins. Null: on
 * none. When a fact itself begins or ends to hold is not looked at.
 */
export function nextChangeOn(dependence: DayDependence, facts: Facts, day: LocalDate): LocalDate | null {
  return nextChangesAfter([dependence], day)(facts);
}

/** The same for many applicants on one day and any number of documents: what the day alone decides is worked out once. */
export function nextChangesAfter(
  dependences: readonly DayDependence[],
  day: LocalDate,
): (facts: Facts) => LocalDate | null {
  const soonest = new Soonest(day);
  for (const { days, periods } of dependences) {
    for (const named of days) soonest.pass(named);
    for (const months of periods) soonest.consider(periodAfter(day, months));
  }
  const alone = soonest.found;
  const spans = [...new Set(dependences.flatMap(({ months }) => months))];
  return (facts) => {
    const own = new Soonest(day, alone);
    for (const date of datesOf(facts)) {
      own.pass(date);
      for (const months of spans)
        if (Number(date.slice(0, 4)) + months / 12 <= LAST_YEAR) own.pass(addMonths(date, months));
    }
    return own.found;
  };
}

class Soonest {
  constructor(
    private readonly day: LocalDate,
    public found: LocalDate | null = null,
  ) {}

  consider(on: LocalDate): void {
    if (on > this.day && (this.found === null || on < this.found)) this.found = on;
  }

  /** A date that comes, and is gone the day after. */
  pass(on: LocalDate): void {
    if (on < this.day) return;
    this.consider(on);
    if (on.slice(0, 4) < String(LAST_YEAR)) this.consider(addDays(on, 1));
  }
}

/** First day of the next period of so many months. */
function periodAfter(day: LocalDate, months: 1 | 3 | 12): LocalDate {
  const month = Number(day.slice(5, 7));
  const first = parseLocalDate(`${day.slice(0, 4)}-01-01`);
  if (!first) throw new Error(`${day} is no date`);
  return addMonths(first, Math.floor((month - 1) / months) * months + months);
}

function* datesOf(facts: Facts): Generator<LocalDate> {
  for (const [name, value] of Object.entries(facts)) {
    if (name === 'evaluation_date') continue;
    yield* datesIn(value);
  }
}

function* datesIn(value: FactValue): Generator<LocalDate> {
  if (typeof value === 'string') {
    const date = value.length === 10 ? parseLocalDate(value) : null;
    if (date) yield date;
  } else if (Array.isArray(value)) {
    for (const record of value as readonly (string | Readonly<Record<string, FactValue>>)[])
      if (typeof record === 'object') for (const field of Object.values(record)) yield* datesIn(field);
  }
}
