import type { Clause, ComputedClause, Condition, PolicyDocument } from './ast';
import { conditionsOf } from './leaves';
import { weighedWith } from './weighed-with';

/** The registers that a clause asks, named as imports name them: `title/<code>`, `fact/<name>`. */
export interface AskedRegisters {
  /** Everything that trigger, conditions and amount ask for. */
  readonly asked: readonly string[];
  /**
   * Where absence decides: a title that nobody may hold, and the titles of the other clauses of the stacking group and of what it deducts, since a higher
   * award that is not in the register yet would take this one's place. Elsewhere what is absent is unknown and pays nothing.
   */
  readonly decisive: readonly string[];
}

/** Out of the text of the document alone. */
export function registersOf(document: PolicyDocument, clause: Clause): AskedRegisters {
  if (clause.form === 'stated') return { asked: [], decisive: [] };
  const own = [...titlesOf(clause), ...conditionsOf(clause).flatMap((condition) => asksOf(condition, false))];
  const beside = weighedWith(document, clause).flatMap((other) =>
    other.form === 'computed'
      ? [
          ...titlesOf(other),
          ...[other.trigger, other.conditions].flatMap((condition) => asksOf(condition, false)),
        ]
      : [],
  );
  const decisive = [
    ...own.filter(({ negated }) => negated),
    ...beside.filter(({ negated, register }) => !negated && !own.some((ask) => ask.register === register)),
  ].filter(({ register }) => register.startsWith('title/'));
  const names = (asks: readonly Ask[]): string[] => [...new Set(asks.map(({ register }) => register))].sort();
  return { asked: names(own), decisive: names(decisive) };
}

/** The titles that it is paid for. */
const titlesOf = ({ subject }: ComputedClause): Ask[] =>
  subject !== null && 'codes' in subject
    ? subject.codes.map((code) => ({ register: `title/${code}`, negated: false }))
    : [];

interface Ask {
  readonly register: string;
  /** Under an odd number of `not`. */
  readonly negated: boolean;
}

function asksOf(condition: Condition, negated: boolean): Ask[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap((each) => asksOf(each, negated));
    case 'not':
      return asksOf(condition.of, !negated);
    case 'some-title':
      return condition.codes.map((code) => ({ register: `title/${code}`, negated }));
    default:
      return 'fact' in condition && isOfApplicant(condition.fact)
        ? [{ register: `fact/${condition.fact}`, negated }]
        : [];
  }
}

/** The day is nobody's fact, and fields of lists belong to their records. */
const isOfApplicant = (fact: string): boolean => fact !== 'evaluation_date' && !fact.includes('[]');
