import type { ComputedClause } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { bindRecord, recordsOf, titlesWith, type FactRecord } from './records';

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

/** What explains that a clause does not concern an applicant without a record of its kind. */
export function claimWithoutRecord({ subject }: ComputedClause, facts: Facts): Claim {
  const isTitle = subject?.kind === 'title';
  const [list, field] = isTitle ? (['titles', 'code'] as const) : (['standards', 'kind'] as const);
  const isKnown = recordsOf(facts, list) !== null;
  return { subject: null, facts: isKnown ? { ...facts, [`${list}[].${field}`]: '无' } : facts };
}

/** The subjects of a clause for one applicant; a clause that goes through records has one per record of its kind. */
export function claimsOf({ subject }: ComputedClause, facts: Facts): readonly Claim[] {
  switch (subject?.kind) {
    case undefined:
      return [{ subject: null, facts }];
    case 'title': {
      const records = titlesWith(facts, subject.codes) ?? [];
      return records.map((record) => ({
        subject: titleSubject(record),
        facts: bindRecord(facts, 'titles', record),
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
  }
}
