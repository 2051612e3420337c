import type { CalendarUnit, ComputedClause, SubjectRule } from '../ast';
import type { Facts, FactValue } from '../facts/fact-definition';
import { bindRecord, layered, recordsOf, titlesWith, type FactRecord } from './records';

/** What one clause is paid for, with the facts as they are for it. */
export interface Claim {
  readonly subject: string | null;
  readonly facts: Facts;
}

/** A title is its product where it names one, else its record, else itself on its day. */
function titleSubject(record: FactRecord): string {
  const { subject_id, id, code, granted_on } = record;
  const day = granted_on === undefined ? '' : `:${String(granted_on)}`;
  return String(subject_id ?? id ?? `${String(code)}${day}`);
}

type CalendarSubject = Extract<SubjectRule, { kind: 'calendar' }>;

function periodOf(date: FactValue | undefined, unit: CalendarUnit): string | null {
  if (typeof date !== 'string') return null;
  const year = date.slice(0, 4);
  const month = date.slice(5, 7);
  if (unit === 'year') return year;
  return unit === 'month' ? `${year}-${month}` : `${year}Q${Math.ceil(Number(month) / 3)}`;
}

/** For a clause by year, a payment that names no year counts as of the year in which it was paid. */
function datePayments(unit: CalendarUnit, payments: readonly FactRecord[]): readonly FactRecord[] {
  return payments.map((payment) => {
    const period = periodOf(payment['paid_on'], unit);
    return payment['subject'] === undefined && period !== null ? { ...payment, subject: period } : payment;
  });
}

/** Of a thing in a period; where either side does not name the thing, a payment of the period may be for the same. */
function claimOfPeriod({ unit, fact, facts: names }: CalendarSubject, facts: Facts): Claim {
  const period = periodOf(facts[fact], unit);
  const things = names.flatMap((name) => (facts[name] === undefined ? [] : [String(facts[name])]));
  if (period === null) return { subject: null, facts };
  const subject = [...things, period].join('/');
  const { awards_paid: paid } = facts;
  if (!Array.isArray(paid)) return { subject, facts };
  const dated = datePayments(unit, paid as readonly FactRecord[]).map((payment) => {
    const about = String(payment['subject'] ?? '');
    const isOpen = things.length > 0 ? about === period : names.length > 0 && about.endsWith(`/${period}`);
    return isOpen ? { ...payment, subject } : payment;
  });
  return { subject, facts: layered(facts, { awards_paid: dated }) };
}

/** Whether a clause is determined once per record of a list, whose fields its trigger tests. */
export function goesThroughRecords({ subject }: ComputedClause): boolean {
  return subject?.kind === 'title' || subject?.kind === 'any-title' || subject?.kind === 'standard';
}

/** What explains that a clause does not concern an applicant without a record of its kind. */
export function claimWithoutRecord({ subject }: ComputedClause, facts: Facts): Claim {
  const isTitle = subject?.kind !== 'standard';
  const [list, field] = isTitle ? (['titles', 'code'] as const) : (['standards', 'kind'] as const);
  const isKnown = recordsOf(facts, list) !== null;
  return { subject: null, facts: isKnown ? layered(facts, { [`${list}[].${field}`]: '无' }) : facts };
}

/** The facts as they are for each title that was looked at: several clauses ask about the same one. */
export type BoundTitles = Map<FactRecord, Facts>;

function bindTitle(facts: Facts, record: FactRecord, bound: BoundTitles): Facts {
  const known = bound.get(record) ?? bindRecord(facts, 'titles', record);
  bound.set(record, known);
  return known;
}

/** The subjects of a clause for one applicant; a clause that goes through records has one per record of its kind. */
export function claimsOf({ subject }: ComputedClause, facts: Facts, bound: BoundTitles): readonly Claim[] {
  switch (subject?.kind) {
    case undefined:
      return [{ subject: null, facts }];
    case 'title':
    case 'any-title': {
      const records = titlesWith(facts, subject.codes) ?? [];
      return records.map((record) => ({
        subject: subject.kind === 'title' ? titleSubject(record) : null,
        facts: bindTitle(facts, record, bound),
      }));
    }
    case 'standard':
      return (recordsOf(facts, 'standards') ?? []).flatMap((record, index) => {
        const { id, kind } = record;
        if (!subject.kinds.includes(String(kind))) return [];
        const name = String(id ?? `${String(kind)}#${index + 1}`);
        return [{ subject: name, facts: bindRecord(facts, 'standards', record) }];
      });
    case 'facts': {
      const parts = subject.facts.map((name) => facts[name]);
      return [{ subject: parts.includes(undefined) ? null : parts.join('/'), facts }];
    }
    case 'period':
      return [{ subject: subject.name, facts }];
    case 'calendar':
      return [claimOfPeriod(subject, facts)];
  }
}
