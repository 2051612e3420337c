import { escapeLiteral } from 'pg';
import { selects, type CandidateFilter, type Facts } from '@duixian/policy';

type Leaf = Extract<CandidateFilter, { kind: 'test' }>['leaf'];

/**
 * Renders candidate filters as SQL predicates over party_profile. `selects` of libs/policy is what they mean: a row is
 * taken exactly where the filter is `true`. `constants` are facts that are the same for everybody who is asked (the
 * evaluation date, the parameters of a call, the city of a sweep); tests on them are answered here.
 *
 * Truth is three-valued, and an unknown fact is an absent key. So there are two renderings, "is true" and "is false",
 * that never negate anything unknown; equality is containment, which the index on `facts` answers.
 */
export function candidateSql(filter: CandidateFilter, constants: Facts): string {
  return new Rendering(constants).isTrue(filter);
}

class Rendering {
  constructor(private readonly constants: Facts) {}

  isTrue(filter: CandidateFilter): string {
    switch (filter.kind) {
      case 'always':
        return 'true';
      case 'never':
        return 'false';
      case 'all':
        return join(
          'AND',
          filter.of.map((part) => this.isTrue(part)),
        );
      case 'any':
        return join(
          'OR',
          filter.of.map((part) => this.isTrue(part)),
        );
      case 'not':
        return this.isFalse(filter.of);
      case 'record':
        return `${COLUMNS[filter.list]} && ${texts(filter.values)}`;
      case 'test':
        return this.isConstant(filter.leaf)
          ? String(selects(filter, this.constants))
          : this.leafIsTrue(filter.leaf);
    }
  }

  private isFalse(filter: CandidateFilter): string {
    switch (filter.kind) {
      case 'always':
        return 'false';
      case 'never':
        return 'true';
      case 'all':
        return join(
          'OR',
          filter.of.map((part) => this.isFalse(part)),
        );
      case 'any':
        return join(
          'AND',
          filter.of.map((part) => this.isFalse(part)),
        );
      case 'not':
        return this.isTrue(filter.of);
      case 'record': {
        const column = COLUMNS[filter.list];
        return `(cardinality(${column}) > 0 AND NOT ${column} && ${texts(filter.values)})`;
      }
      case 'test':
        return this.isConstant(filter.leaf)
          ? String(selects({ kind: 'not', of: filter }, this.constants))
          : this.leafIsFalse(filter.leaf);
    }
  }

  /** Every fact the leaf asks is the same for all, so that it needs no row. */
  private isConstant(leaf: Leaf): boolean {
    return factsOf(leaf).every((name) => Object.hasOwn(this.constants, name));
  }

  private leafIsTrue(leaf: Leaf): string {
    switch (leaf.kind) {
      case 'equals':
        return this.contains({ [leaf.fact]: leaf.value });
      case 'includes':
        return this.contains({ [leaf.fact]: [leaf.value] });
      case 'one-of':
        return join(
          'OR',
          leaf.values.map((value) => this.contains({ [leaf.fact]: value })),
        );
      case 'known':
        return `${leaf.expected ? '' : 'NOT '}${knows([leaf.fact])}`;
      default: {
        // Implied by the comparison, and answered by an index.
        const asked = factsOf(leaf).filter((fact) => !Object.hasOwn(this.constants, fact));
        return `(${knows(asked)} AND ${this.comparison(leaf)})`;
      }
    }
  }

  private leafIsFalse(leaf: Leaf): string {
    const isNotTrue = `NOT ${this.leafIsTrue(leaf)}`;
    switch (leaf.kind) {
      case 'known':
        return `(${isNotTrue})`;
      case 'equals':
        return `(${this.hasType(leaf.fact, typeof leaf.value)} AND ${isNotTrue})`;
      case 'includes':
        return `(${this.hasType(leaf.fact, 'array')} AND ${isNotTrue})`;
      case 'one-of':
        return `(${this.hasType(leaf.fact, 'string')} AND ${isNotTrue})`;
      default:
        // A comparison with an unknown side is NULL, and so is its negation.
        return `(NOT (${this.comparison(leaf)}))`;
    }
  }

  private comparison(
    leaf: Extract<Leaf, { kind: 'compare' | 'later-year' | 'within-months' | 'whole' }>,
  ): string {
    switch (leaf.kind) {
      case 'compare': {
        const { type, operand } = leaf;
        const right = operand.kind === 'fact' ? this.text(operand.fact) : text(operand.text);
        const typed = (text: string): string =>
          type === 'date' ? `(${text}) COLLATE "C"` : `fact_number(${text})`;
        return `${typed(this.text(leaf.fact))} ${SIGNS[leaf.comparison]} ${typed(right)}`;
      }
      case 'later-year':
        return `left(${this.text(leaf.fact)}, 4) COLLATE "C" > left(${this.text(leaf.than)}, 4) COLLATE "C"`;
      case 'within-months': {
        const last = `fact_date(${this.text(leaf.fact)}) + make_interval(months => ${leaf.months})`;
        return `fact_date(${this.text('evaluation_date')}) <= ${last}`;
      }
      case 'whole': {
        const number = `fact_number(${this.text(leaf.fact)})`;
        return `(${number} = trunc(${number})) = ${String(leaf.expected)}`;
      }
    }
  }

  private contains(part: Record<string, unknown>): string {
    return `facts @> ${escapeLiteral(JSON.stringify(part))}::jsonb`;
  }

  private hasType(fact: string, type: string): string {
    return `coalesce(jsonb_typeof(facts -> ${text(fact)}) = '${type}', false)`;
  }

  /** A fact as text, NULL where it is not known. */
  private text(fact: string): string {
    if (!Object.hasOwn(this.constants, fact)) return `(facts ->> ${text(fact)})`;
    return text(String(this.constants[fact]));
  }
}

/** Every one of these facts is stated; the index on fact_names answers it. */
const knows = (facts: readonly string[]): string => `fact_names(facts) @> ${texts(facts)}`;

/** A literal by the driver's own quoting: what is quoted stands in a published document, not in a request. */
const text = (value: string): string => `${escapeLiteral(value)}::text`;
const texts = (values: readonly string[]): string => `ARRAY[${values.map(text).join(', ')}]::text[]`;

const COLUMNS = { titles: 'title_codes', standards: 'standard_kinds' } as const;
const SIGNS = { atLeast: '>=', moreThan: '>', atMost: '<=', lessThan: '<' } as const;

/** The facts that a test asks. */
function factsOf(leaf: Leaf): string[] {
  switch (leaf.kind) {
    case 'compare':
      return leaf.operand.kind === 'fact' ? [leaf.fact, leaf.operand.fact] : [leaf.fact];
    case 'later-year':
      return [leaf.fact, leaf.than];
    case 'within-months':
      return [leaf.fact, 'evaluation_date'];
    default:
      return [leaf.fact];
  }
}

/** Parts joined by AND or OR, without those that decide nothing. */
function join(operator: 'AND' | 'OR', parts: readonly string[]): string {
  const [neutral, decisive] = operator === 'AND' ? ['true', 'false'] : ['false', 'true'];
  const left = parts.filter((part) => part !== neutral);
  if (left.includes(decisive)) return decisive;
  if (left.length === 0) return neutral;
  return left.length === 1 ? (left[0] ?? neutral) : `(${left.join(` ${operator} `)})`;
}
