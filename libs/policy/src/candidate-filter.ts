import type { Clause, Comparison, Condition, ValueType } from './ast';
import type { Facts } from './facts/fact-definition';
import { recordsOf } from './evaluate/records';
import { testLeaf } from './evaluate/test-leaf';
import { allOf, anyOf, negate, truth, type Truth } from './evaluate/truth';
import type { Leaf } from './ast';

type TranslatableLeaf = Exclude<
  Leaf,
  { kind: 'none-paid' | 'paid-earlier-year' | 'decision-on' | 'reading' }
>;

/**
 * Which applicants a clause can concern at all, over trigger facts and jurisdiction; a superset, never less. Three-
 * valued like SQL: a test of an unknown fact is unknown (NULL), and only `true` selects. A test keeps the leaf of the
 * clause's own condition, whose operand `text` is the literal as written.
 */
export type CandidateFilter =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'test'; readonly leaf: TranslatableLeaf }
  /** The list has a record whose field has one of the values; unknown while the list is. */
  | {
      readonly kind: 'record';
      readonly list: 'titles' | 'standards';
      readonly field: 'code' | 'kind';
      readonly values: readonly string[];
    }
  | { readonly kind: 'all' | 'any'; readonly of: readonly CandidateFilter[] }
  | { readonly kind: 'not'; readonly of: CandidateFilter };

export type { Comparison, ValueType };

interface Translation {
  readonly filter: CandidateFilter;
  /** False when the filter admits more than the condition: then its negation would admit less. */
  readonly exact: boolean;
}

const ALWAYS: Translation = { filter: { kind: 'always' }, exact: false };

/** A test of one record: a list with no such record can never meet it; any other test of a record may be met. */
function translateField(leaf: TranslatableLeaf): Translation {
  if (leaf.kind !== 'one-of') return ALWAYS;
  const { values } = leaf;
  if (leaf.fact === 'titles[].code') {
    return { filter: { kind: 'record', list: 'titles', field: 'code', values }, exact: false };
  }
  if (leaf.fact !== 'standards[].kind') return ALWAYS;
  return { filter: { kind: 'record', list: 'standards', field: 'kind', values }, exact: false };
}

/** What is known of everybody who is asked. */
export interface CandidateSearch {
  /** `none`: nobody is asked under a case, so nothing was decided; a clause that only a decision triggers concerns nobody. */
  readonly decisions?: 'none';
}

const NEVER: Translation = { filter: { kind: 'never' }, exact: true };

function translate(condition: Condition, search: CandidateSearch): Translation {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => translate(part, search));
      const exact = parts.every((part) => part.exact);
      return { filter: { kind: condition.kind, of: parts.map(({ filter }) => filter) }, exact };
    }
    case 'not': {
      const inner = translate(condition.of, search);
      return inner.exact ? { filter: { kind: 'not', of: inner.filter }, exact: true } : ALWAYS;
    }
    case 'decision-on':
      return search.decisions === 'none' ? NEVER : ALWAYS;
    case 'none-paid':
    case 'paid-earlier-year':
    case 'reading':
      return ALWAYS; // earlier payments, decisions and readings are no trigger columns
    case 'some-title': {
      const { codes: values } = condition;
      return { filter: { kind: 'record', list: 'titles', field: 'code', values }, exact: false };
    }
    default:
      if (condition.fact.includes('[]')) return translateField(condition);
      // How a place reads the law is no fact about an applicant.
      if (condition.fact.startsWith('reading.')) return ALWAYS;
      return { filter: { kind: 'test', leaf: condition }, exact: true };
  }
}

/** The filter of a clause; `never` for clauses that are not determined. */
export function candidateFilter(clause: Clause, search: CandidateSearch = {}): CandidateFilter {
  if (clause.form === 'stated') return { kind: 'never' };
  const { jurisdiction, trigger } = clause;
  return { kind: 'all', of: [jurisdiction, trigger].map((part) => translate(part, search).filter) };
}

function truthOfFilter(filter: CandidateFilter, facts: Facts): Truth {
  switch (filter.kind) {
    case 'always':
      return 'true';
    case 'never':
      return 'false';
    case 'test':
      return testLeaf(filter.leaf, facts);
    case 'record': {
      const records = recordsOf(facts, filter.list);
      if (records === null) return 'unknown';
      return truth(records.some((record) => filter.values.includes(String(record[filter.field]))));
    }
    case 'all':
      return allOf(filter.of.map((part) => truthOfFilter(part, facts)));
    case 'any':
      return anyOf(filter.of.map((part) => truthOfFilter(part, facts)));
    case 'not':
      return negate(truthOfFilter(filter.of, facts));
  }
}

/** What a rendering of the filter (as SQL) must agree with: whether it selects an applicant with these facts. */
export function selects(filter: CandidateFilter, facts: Facts): boolean {
  return truthOfFilter(filter, facts) === 'true';
}
