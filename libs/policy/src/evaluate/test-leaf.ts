import { addMonths, compareDates, parseLocalDate } from '@duixian/calendar';
import { compareDecimals, parseDecimal, parseYuan } from '@duixian/money';
import type { Comparison, Leaf, Operand, ValueType } from '../ast';
import type { Facts, FactValue } from '../facts/fact-definition';
import { decisionsOn, paymentsUnder, wasPaid } from './earlier-records';
import { anyOf, truth, type Truth } from './truth';

type Compared = Extract<Leaf, { kind: 'compare' }>;

/** Negative, 0 or positive; null when either side is no value of the type. */
function order(left: FactValue, right: FactValue | Operand, type: ValueType): number | null {
  switch (type) {
    case 'fen': {
      const a = typeof left === 'string' ? parseYuan(left) : null;
      const b = amountOf(right);
      return a === null || b === null ? null : a - b;
    }
    case 'decimal': {
      const a = typeof left === 'string' ? parseDecimal(left) : null;
      const b = typeof right === 'string' ? parseDecimal(right) : isOperand(right, 'decimal') ? right : null;
      return a && b ? compareDecimals(a, b) : null;
    }
    case 'integer': {
      const b = isOperand(right, 'integer') ? right.value : right;
      return typeof left === 'number' && typeof b === 'number' ? left - b : null;
    }
    case 'date': {
      const b = isOperand(right, 'date') ? right.value : right;
      if (typeof left !== 'string' || typeof b !== 'string') return null;
      return left < b ? -1 : left > b ? 1 : 0;
    }
  }
}

function isOperand<K extends Operand['kind']>(
  value: FactValue | Operand,
  kind: K,
): value is Extract<Operand, { kind: K }> {
  return typeof value === 'object' && 'kind' in value && value.kind === kind;
}

function amountOf(value: FactValue | Operand): number | null {
  if (typeof value === 'string') return parseYuan(value);
  return isOperand(value, 'fen') ? value.value : null;
}

function holds(difference: number, comparison: Comparison): boolean {
  switch (comparison) {
    case 'atLeast':
      return difference >= 0;
    case 'moreThan':
      return difference > 0;
    case 'atMost':
      return difference <= 0;
    case 'lessThan':
      return difference < 0;
  }
}

function yearOf(date: FactValue | undefined): string | null {
  return typeof date === 'string' ? date.slice(0, 4) : null;
}

function testComparison({ fact, type, comparison, operand }: Compared, facts: Facts): Truth {
  const left = facts[fact];
  const right = operand.kind === 'fact' ? facts[operand.fact] : operand;
  if (left === undefined || right === undefined) return 'unknown';
  const difference = order(left, right, type);
  return difference === null ? 'unknown' : truth(holds(difference, comparison));
}

/**
 * The meaning of every test of one fact (semantics 1). A fact that is absent, or of another type than the
 * vocabulary's, is unknown; never zero, never "no".
 */
export function testLeaf(leaf: Leaf, facts: Facts): Truth {
  switch (leaf.kind) {
    case 'equals': {
      const value = facts[leaf.fact];
      return typeof value === typeof leaf.value ? truth(value === leaf.value) : 'unknown';
    }
    case 'one-of': {
      const value = facts[leaf.fact];
      return typeof value === 'string' ? truth(leaf.values.includes(value)) : 'unknown';
    }
    case 'includes': {
      const value = facts[leaf.fact];
      return Array.isArray(value) ? truth((value as readonly unknown[]).includes(leaf.value)) : 'unknown';
    }
    case 'compare':
      return testComparison(leaf, facts);
    case 'later-year': {
      const [later, earlier] = [facts[leaf.fact], facts[leaf.than]];
      if (typeof later !== 'string' || typeof earlier !== 'string') return 'unknown';
      return truth(later.slice(0, 4) > earlier.slice(0, 4));
    }
    case 'within-months': {
      const [from, now] = [facts[leaf.fact], facts['evaluation_date']].map((date) =>
        typeof date === 'string' ? parseLocalDate(date) : null,
      );
      if (!from || !now) return 'unknown';
      // Beyond the year 9999 there is no date to compare with, and none to be later.
      const isEndless = Number(from.slice(0, 4)) + leaf.months / 12 >= 9999;
      return truth(isEndless || compareDates(now, addMonths(from, leaf.months)) <= 0);
    }
    case 'known':
      return truth((facts[leaf.fact] !== undefined) === leaf.expected);
    case 'whole': {
      const value = facts[leaf.fact];
      const number = value === undefined ? null : parseDecimal(String(value));
      return number ? truth((number.scale === 0) === leaf.expected) : 'unknown';
    }
    case 'decision-on':
      return truth(decisionsOn(facts, leaf.clause, null).length > 0);
    case 'reading':
      return truth(facts[`reading.${leaf.reading}`] === leaf.option);
    case 'none-paid':
      return truth(!leaf.clauses.some((clause) => wasPaid(facts, clause)));
    case 'paid-earlier-year': {
      const years = paymentsUnder(facts, leaf.clause).map(({ paid_on }) => yearOf(paid_on));
      const now = yearOf(facts['evaluation_date']);
      return anyOf(years.map((year) => (year && now ? truth(year < now) : 'unknown')));
    }
  }
}
