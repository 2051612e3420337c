import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type LocalDate } from '@duixian/calendar';
import { parsePolicyCases, parsePolicyDocument, type PolicyCase } from '../index';
import type { ComputedClause, Operand } from '../ast';
import type { FactValue } from '../facts/fact-definition';

const folder = join(__dirname, '../../documents');
const names = readdirSync(folder).filter((name) => /^[^.]+\.yaml$/.test(name));

const ONLY_A_TRIGGER =
  'nothing is asked beyond the fact that makes the clause concern somebody; where that one is unknown, it concerns nobody';

/** Clauses of which no case can miss a fact, and why. */
const NOTHING_TO_MISS: Readonly<Record<string, string>> = {
  'HN-3-1-3': ONLY_A_TRIGGER,
  'HN-5-2-1': ONLY_A_TRIGGER,
  'PDS-1-3': ONLY_A_TRIGGER,
  'PDS-1-4': ONLY_A_TRIGGER,
  'PDS-A2-4-3-3': ONLY_A_TRIGGER,
  'PDS-A2-4-4-2': ONLY_A_TRIGGER,
  'ZR-2-5': ONLY_A_TRIGGER,
  'ZR-5-1': ONLY_A_TRIGGER,
};

const shipped = names.map((name) => {
  const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
  const casesName = name.replace('.yaml', '.cases.yaml');
  const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
  if (!parsed.ok || !table.ok) throw new Error(`${name} does not parse`);
  const computed = parsed.document.clauses.filter((clause) => clause.form === 'computed');
  return {
    name,
    computed,
    clauses: computed.length,
    cases: table.cases.cases,
    rows: table.cases.cases.length,
  };
});

/** What a case expects of a clause: nothing where it does not concern the applicant or a condition rules it out. */
const statusesOf = ({ id }: ComputedClause, { expected }: PolicyCase): readonly string[] =>
  expected.filter(({ clause }) => clause === id).map(({ status }) => status);

const isPaid = (clause: ComputedClause) => (each: PolicyCase) =>
  each.expected.some(
    ({ clause: id, status, amountFen }) =>
      id === clause.id && status === 'determined' && amountFen !== null && amountFen > 0,
  );

/** The clause applies; its amount is known or a person still has to decide on it. */
const applies = (clause: ComputedClause) => (each: PolicyCase) =>
  statusesOf(clause, each).some((status) => status === 'determined' || status === 'needs-decision');

const isLeftOut = (clause: ComputedClause) => (each: PolicyCase) => statusesOf(clause, each).length === 0;

const asksForFacts = (clause: ComputedClause) => (each: PolicyCase) =>
  each.expected.some(
    ({ clause: id, status, missing }) =>
      id === clause.id && status === 'needs-evidence' && missing !== null && missing.length > 0,
  );

type Named = Readonly<Record<string, unknown>>;

/** The names under which two records or sets of facts say different things. */
const differing = (one: Named, other: Named): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );

const isRecord = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values are one statement apart: of a list of records, one field of one record. */
function areOneStatementApart(one: unknown, other: unknown): boolean {
  const lists = [one, other].filter((value): value is readonly unknown[] => Array.isArray(value));
  if (!lists.some((list) => list.some(isRecord))) return true;
  const [a = [], b = []] = lists;
  if (lists.length < 2 || a.length !== b.length) return false;
  const fields = a.flatMap((record, index) => differing(record as Named, b[index] as Named));
  return fields.length === 1;
}

/** Whether two cases are one fact apart. What was decided on the amount is no fact about the applicant. */
function areOneFactApart(one: PolicyCase, other: PolicyCase): boolean {
  const { decisions: _, ...a } = one.facts;
  const { decisions: __, ...b } = other.facts;
  const names = differing(a, b);
  const [name = ''] = names;
  return names.length === 1 && areOneStatementApart(a[name], b[name]);
}

test.each(shipped)(
  'each of the $clauses clauses of $name that compute has a case in which it is paid ($rows cases)',
  ({ computed, cases }) => {
    expect(computed.filter((clause) => !cases.some(isPaid(clause))).map(({ id }) => id)).toEqual([]);
  },
);

test.each(shipped)(
  '… and one in which a single fact keeps it from being paid ($name)',
  ({ computed, cases }) => {
    const without = computed.filter((clause) => {
      const positive = cases.filter(applies(clause));
      return !cases
        .filter(isLeftOut(clause))
        .some((each) => positive.some((one) => areOneFactApart(each, one)));
    });
    expect(without.map(({ id }) => id)).toEqual([]);
  },
);

test.each(shipped)('… and one in which it asks for a fact by name ($name)', ({ computed, cases }) => {
  const without = computed.filter((clause) => !cases.some(asksForFacts(clause))).map(({ id }) => id);
  expect(without.filter((id) => NOTHING_TO_MISS[id] === undefined)).toEqual([]);
});

const isGrantedByThatDay = (part: unknown): boolean => {
  if (typeof part !== 'object' || part === null) return false;
  const { fact, comparison, operand } = part as Readonly<Record<string, unknown>>;
  if (fact === 'titles[].granted_on' && comparison === 'atMost') {
    return (operand as Operand).text === 'evaluation_date';
  }
  return Object.values(part).some(isGrantedByThatDay);
};

/** Whether a case has a title of the clause that was granted so many days after the evaluation date. */
function hasTitleGranted(clause: ComputedClause, { facts }: PolicyCase, daysAfter: number): boolean {
  const { subject } = clause;
  const day = facts['evaluation_date'] as LocalDate | undefined;
  const titles = (facts['titles'] ?? []) as readonly Readonly<Record<string, FactValue>>[];
  if (!day || (subject?.kind !== 'title' && subject?.kind !== 'any-title')) return false;
  return titles.some(
    (title) =>
      subject.codes.some((code) => code === title['code']) && title['granted_on'] === addDays(day, daysAfter),
  );
}

// A number or a date that a document states is moved by every-number-counts.spec.ts; the day of the evaluation is not
// stated, so that its boundary is looked for here.
test.each(shipped)(
  '… and where a title counts from its day, that day and the next ($name)',
  ({ computed, cases }) => {
    const byTitle = computed.filter(
      ({ subject, conditions }) =>
        (subject?.kind === 'title' || subject?.kind === 'any-title') && isGrantedByThatDay(conditions),
    );
    const without = byTitle.filter(
      (clause) =>
        !cases.filter(applies(clause)).some((each) => hasTitleGranted(clause, each, 0)) ||
        !cases.filter(isLeftOut(clause)).some((each) => hasTitleGranted(clause, each, 1)),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  },
);

test('a clause that is said to have nothing to miss asks for nothing', () => {
  const asking = shipped
    .flatMap(({ computed }) => computed)
    .filter(({ id }) => NOTHING_TO_MISS[id] !== undefined);
  expect(asking.map(({ id }) => id).sort()).toEqual(Object.keys(NOTHING_TO_MISS).sort());
  for (const { conditions, award } of asking) {
    expect(conditions).toEqual({ kind: 'all', of: [] });
    expect(award.kind).toBe('decided-amount');
  }
});
