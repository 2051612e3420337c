import {
  evaluate,
  partsOf,
  type ComputedClause,
  type Condition,
  type Facts,
  type FactValue,
  type Leaf,
  type Reason,
} from '@duixian/policy';
import { determinedCases, firstOfEachClause, type DeterminedCase } from './shipped-law';

/**
 * Each threshold that a clause of a shipped document sets, tried one step below, at and one step above it: a fen, a day,
 * one, or the last decimal. Generated from the documents; what should hold is counted here with plain numbers.
 */
type Compared = Extract<Leaf, { kind: 'compare' }>;

/** Values as plain numbers of steps: fen, days, ones, millionths. */
const DAY = 86_400_000;
const STEPS: Readonly<
  Record<Compared['type'], { read: (value: string | number) => bigint; write: (steps: bigint) => FactValue }>
> = {
  fen: { read: (value) => decimalSteps(String(value), 2), write: (steps) => decimalText(steps, 2) },
  decimal: { read: (value) => decimalSteps(String(value), 6), write: (steps) => decimalText(steps, 6) },
  integer: { read: (value) => BigInt(value), write: (steps) => Number(steps) },
  date: {
    read: (value) => BigInt(Date.parse(`${value}T00:00:00Z`) / DAY),
    write: (steps) => new Date(Number(steps) * DAY).toISOString().slice(0, 10),
  },
};

function decimalSteps(text: string, places: number): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(places, '0').slice(0, places));
}

function decimalText(steps: bigint, places: number): string {
  const digits = `${steps < 0n ? -steps : steps}`.padStart(places + 1, '0');
  return `${steps < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function holds({ comparison }: Compared, value: bigint, threshold: bigint): boolean {
  switch (comparison) {
    case 'atLeast':
      return value >= threshold;
    case 'moreThan':
      return value > threshold;
    case 'atMost':
      return value <= threshold;
    case 'lessThan':
      return value < threshold;
  }
}

/** An amount of zero is another reason than a condition. */
const CONDITIONS: ReadonlySet<string> = new Set(['jurisdiction', 'trigger', 'conditions']);

const isCompared = (condition: Condition): condition is Compared => condition.kind === 'compare';

const clauseOf = ({ document, result }: DeterminedCase): ComputedClause =>
  document.clauses.find(({ id }) => id === result.clause) as ComputedClause;

/** The codes or kinds of the records that a clause is about. */
function kindsOf({ subject }: ComputedClause): readonly string[] {
  if (subject?.kind === 'standard') return subject.kinds;
  return subject?.kind === 'title' || subject?.kind === 'any-title' ? subject.codes : [];
}

/** The record that the result is about: by its identity, or the first one of the clause's kinds that has the fact. */
function recordOf(given: DeterminedCase, list: string, fact: string): number {
  const { facts, result } = given;
  const records = (facts[list] ?? []) as readonly Readonly<Record<string, FactValue>>[];
  const named = records.findIndex(({ id, subject_id, code, granted_on }) =>
    [id, subject_id, `${String(code)}:${String(granted_on)}`].includes(result.subject ?? ''),
  );
  if (named !== -1) return named;
  const kinds = kindsOf(clauseOf(given));
  return records.findIndex(
    (record) => record[fact] !== undefined && kinds.includes(String(record['code'] ?? record['kind'])),
  );
}

function valueIn(given: DeterminedCase, name: string): FactValue | undefined {
  const [list = '', field] = name.split('[].');
  if (field === undefined) return given.facts[name];
  const records = given.facts[list] as readonly Readonly<Record<string, FactValue>>[] | undefined;
  return records?.[recordOf(given, list, field)]?.[field];
}

function withValue(given: DeterminedCase, name: string, value: FactValue): Facts {
  const kinds = kindsOf(clauseOf(given));
  const [list = '', field] = name.split('[].');
  if (field === undefined) return { ...given.facts, [name]: value };
  const at = recordOf(given, list, field);
  const records = given.facts[list] as readonly Readonly<Record<string, FactValue>>[];
  // Other records that the clause is about would answer for this one.
  const others = records.filter(
    (record, index) => index !== at && !kinds.includes(String(record['code'] ?? record['kind'])),
  );
  return { ...given.facts, [list]: [{ ...records[at], [field]: value }, ...others] };
}

/** The threshold in steps; null where it is a fact that the case does not know. */
function thresholdOf(given: DeterminedCase, { operand, type }: Compared): bigint | null {
  const value = operand.kind === 'fact' ? valueIn(given, operand.fact) : operand.text;
  return typeof value === 'string' || typeof value === 'number' ? STEPS[type].read(value) : null;
}

const cases = determinedCases();
const tried = firstOfEachClause(cases).flatMap((given) => {
  const clause = clauseOf(given);
  const required = [...partsOf(clause.trigger), ...partsOf(clause.conditions)].filter(isCompared);
  return required.flatMap((leaf) => {
    const threshold = thresholdOf(given, leaf);
    if (threshold === null || valueIn(given, leaf.fact) === undefined) return [];
    return [-1n, 0n, 1n]
      .map((step) => threshold + step)
      .filter((steps) => steps >= 0n || leaf.type === 'date')
      .map((steps) => {
        const value = STEPS[leaf.type].write(steps);
        // Other tests of the same fact have their say as well.
        const expected = required
          .filter(({ fact }) => fact === leaf.fact)
          .every((other) => {
            const bound = thresholdOf(given, other);
            return bound === null || holds(other, STEPS[other.type].read(value as string | number), bound);
          });
        const name = `${clause.id}: ${leaf.fact} ${leaf.comparison} ${leaf.operand.text}, at ${String(value)}`;
        return [name, { given, clause, leaf, value, expected }] as const;
      });
  });
});

test('the documents set thresholds, and cases reach them', () => {
  expect(tried.length).toBeGreaterThan(100);
  expect(new Set(cases.map(({ result }) => result.clause)).size).toBeGreaterThan(60);
});

test.each(tried)('%s', (_, { given, clause, leaf, value, expected }) => {
  const facts = withValue(given, leaf.fact, value);
  const results = evaluate([given.document], facts, {
    explain: true,
    clauses: [clause.id],
    readings: given.readings,
  });
  // A title without an id is named by its day, which changes here: then whatever the clause says is about it.
  const about = results.filter(({ subject }) => subject === given.result.subject);
  const shown = about.length > 0 ? about : results;
  const isRuledOut = (reasons: readonly Reason[]): boolean =>
    reasons.some((reason) => CONDITIONS.has(reason.step) && reason.facts.includes(leaf.fact));
  const reached = shown.some(({ reasons = [] }) => !isRuledOut(reasons));
  expect(reached).toBe(expected);
});
