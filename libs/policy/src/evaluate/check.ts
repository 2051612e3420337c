import type { Condition, Leaf, SomeTitle } from '../ast';
import type { Facts, FactValue } from '../facts/fact-definition';
import { bindRecord, titlesWith } from './records';
import { testLeaf } from './test-leaf';
import { paymentsUnder } from './earlier-records';
import { anyOf, negate, type Truth } from './truth';

/** One test as it came out, as plain JSON data. */
export interface TestCheck {
  readonly kind: 'test';
  readonly test: string;
  readonly fact: string;
  /** A second fact that the first was compared with. */
  readonly otherFact: string | null;
  readonly otherActual: FactValue | null;
  readonly expected: string | number | boolean | readonly string[];
  /** What was known; null for unknown. */
  readonly actual: FactValue | null;
  readonly outcome: Truth;
  readonly article: string;
}

/** A condition as it came out, branch by branch. */
export type Check =
  | TestCheck
  | { readonly kind: 'all' | 'any' | 'not'; readonly outcome: Truth; readonly of: readonly Check[] };

/** Only the truth of a condition: what a sweep asks first of every clause, so it allocates nothing. */
export function truthOf(condition: Condition, facts: Facts): Truth {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const decisive: Truth = condition.kind === 'all' ? 'false' : 'true';
      let result: Truth = negate(decisive);
      for (const part of condition.of) {
        const value = truthOf(part, facts);
        if (value === decisive) return decisive;
        if (value === 'unknown') result = 'unknown';
      }
      return result;
    }
    case 'not':
      return negate(truthOf(condition.of, facts));
    case 'some-title': {
      const records = titlesWith(facts, condition.codes);
      if (records === null) return 'unknown';
      return anyOf(records.map((record) => truthOf(condition.where, bindRecord(facts, 'titles', record))));
    }
    default:
      return testLeaf(condition, facts);
  }
}

/** Whether a condition is true; the same as truthOf says, but the first part that is not ends an `all`. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.kind) {
    case 'all':
      for (const part of condition.of) if (!holds(part, facts)) return false;
      return true;
    case 'any':
      for (const part of condition.of) if (holds(part, facts)) return true;
      return false;
    default:
      return truthOf(condition, facts) === 'true';
  }
}

function made(
  leaf: Leaf,
  facts: Facts,
  test: string,
  fact: string,
  otherFact: string | null,
  expected: TestCheck['expected'],
): TestCheck {
  const outcome = testLeaf(leaf, facts);
  const { article } = leaf;
  const actual = facts[fact] ?? null;
  const otherActual = otherFact === null ? null : (facts[otherFact] ?? null);
  return { kind: 'test', test, fact, otherFact, otherActual, expected, actual, outcome, article };
}

function checkLeaf(leaf: Leaf, facts: Facts): TestCheck {
  switch (leaf.kind) {
    case 'equals':
    case 'includes':
      return made(leaf, facts, leaf.kind, leaf.fact, null, leaf.value);
    case 'one-of':
      return made(leaf, facts, leaf.kind, leaf.fact, null, leaf.list ?? leaf.values);
    case 'compare': {
      const { operand } = leaf;
      const other = operand.kind === 'fact' ? operand.fact : null;
      return made(leaf, facts, leaf.comparison, leaf.fact, other, operand.text);
    }
    case 'later-year':
      return made(leaf, facts, leaf.kind, leaf.fact, leaf.than, leaf.than);
    case 'within-months':
      return made(leaf, facts, leaf.kind, leaf.fact, 'evaluation_date', leaf.months);
    case 'known':
    case 'whole':
      return made(leaf, facts, leaf.kind, leaf.fact, null, leaf.expected);
    case 'decision-on':
      return { ...made(leaf, facts, leaf.kind, 'decisions', null, leaf.clause), actual: null };
    case 'reading':
      return made(
        leaf,
        facts,
        leaf.kind,
        `reading.${leaf.reading}`,
        null,
        `“${leaf.question}”:${leaf.meaning}`,
      );
    case 'none-paid':
      // The whole list would fill a trace with other clauses' records; that there was one is enough.
      return { ...made(leaf, facts, leaf.kind, 'awards_paid', null, leaf.clauses), actual: null };
    case 'paid-earlier-year': {
      const payments = paymentsUnder(facts, leaf.clause);
      const undated = payments.some(({ paid_on }) => paid_on === undefined);
      const fact = undated ? 'awards_paid[].paid_on' : 'awards_paid';
      const now = payments.length > 0 ? 'evaluation_date' : null;
      return { ...made(leaf, facts, leaf.kind, fact, now, leaf.clause), actual: null };
    }
  }
}

/** One check per record with one of the codes; without any, that there is none. */
function checkTitles({ codes, where, article }: SomeTitle, facts: Facts): Check {
  const records = titlesWith(facts, codes);
  if (records !== null && records.length > 0) {
    const of = records.map((record) => check(where, bindRecord(facts, 'titles', record)));
    return { kind: 'any', outcome: anyOf(of.map(({ outcome }) => outcome)), of };
  }
  const outcome = records === null ? 'unknown' : 'false';
  const named = {
    kind: 'test' as const,
    test: 'holds-title',
    fact: 'titles',
    otherFact: null,
    otherActual: null,
  };
  return { ...named, expected: codes, actual: records === null ? null : [], outcome, article };
}

/** The same answer as truthOf, with every branch and value that led to it. */
export function check(condition: Condition, facts: Facts): Check {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const decisive: Truth = condition.kind === 'all' ? 'false' : 'true';
      let outcome: Truth = negate(decisive);
      const of: Check[] = [];
      for (const part of condition.of) {
        const found = check(part, facts);
        of.push(found);
        if (found.outcome === decisive) outcome = decisive;
        else if (found.outcome === 'unknown' && outcome !== decisive) outcome = 'unknown';
      }
      return { kind: condition.kind, outcome, of };
    }
    case 'not': {
      const inner = check(condition.of, facts);
      return { kind: 'not', outcome: negate(inner.outcome), of: [inner] };
    }
    case 'some-title':
      return checkTitles(condition, facts);
    default:
      return checkLeaf(condition, facts);
  }
}

type Branch = Exclude<Check, TestCheck>;

/** Whether the outcome rests on a part: of a false `all` on the false parts, of a true `any` on the true. */
function restsOn({ kind, outcome }: Branch, part: Check): boolean {
  const decisive = kind === 'all' ? 'false' : kind === 'any' ? 'true' : null;
  return outcome !== decisive || part.outcome === decisive;
}

interface DecisiveTest {
  readonly test: TestCheck;
  readonly negated: boolean;
}

/** The tests that the outcome rests on; `negated` where a test stands inside a negation. */
export function decisiveTests(found: Check, negated = false): readonly DecisiveTest[] {
  if (found.kind === 'test') return [{ test: found, negated }];
  const inside = negated !== (found.kind === 'not');
  return found.of.flatMap((part) => (restsOn(found, part) ? decisiveTests(part, inside) : []));
}

const NONE: readonly string[] = [];

/** The facts that would have to be known for an unknown condition to be decided. */
export function missingFacts(found: Check, facts: Facts): readonly string[] {
  if (found.outcome !== 'unknown') return NONE;
  if (found.kind !== 'test') return found.of.flatMap((part) => missingFacts(part, facts));
  // A field of a record is known from the record that was bound while it was tested.
  const own = found.actual === null && facts[found.fact] === undefined ? [found.fact] : [];
  const { otherFact } = found;
  return otherFact === null || facts[otherFact] !== undefined ? own : [...own, otherFact];
}

/** Adds a fact that is known, of a field of a record its list, to names that it is not among yet. */
function addKnown(name: string, facts: Facts, names: string[]): void {
  const at = name.indexOf('[]');
  const list = at < 0 ? name : name.slice(0, at);
  if (facts[list] !== undefined && !names.includes(list)) names.push(list);
}

/** The known facts that an outcome rests on, as often as they are tested. */
export function factsBehind(found: Check, facts: Facts): readonly string[] {
  const names = decisiveTests(found).map(({ test }) => {
    const each: string[] = [];
    useFactsBehind(test, facts, each);
    return each;
  });
  return names.flat();
}

/** Adds the known facts that an outcome rests on, each once. */
export function useFactsBehind(found: Check, facts: Facts, names: string[]): void {
  if (found.kind !== 'test') {
    for (const part of found.of) if (restsOn(found, part)) useFactsBehind(part, facts, names);
    return;
  }
  addKnown(found.fact, facts, names);
  if (found.otherFact !== null) addKnown(found.otherFact, facts, names);
}
