import { isScalar, isSeq, type Node } from 'yaml';
import { COMPARISONS, type Condition, type Leaf, type NamedList, type Reading, type SomeTitle } from '../ast';
import type { FactDefinition } from '../facts/fact-definition';
import { nearestWord } from '../facts/vocabulary';
import {
  all,
  readArticle,
  readField,
  readFields,
  readFlag,
  readId,
  readItems,
  readNumberText,
  readText,
} from './fields';
import { readFact } from './parse-fact-name';
import { parseOperand } from './parse-operand';
import { parseTitleCondition, readCodes } from './parse-title-condition';
import { report, type Sheet } from './sheet';

/** What a condition may refer to: the article it stands in, and the document's named lists and readings. */
export interface ConditionScope {
  readonly article: string;
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly readings: ReadonlyMap<string, Reading>;
  /** List of which one record is bound while the condition is tested: its fields may be named. */
  readonly bound: 'titles' | 'standards' | null;
}

const TESTS = [
  'is',
  'in',
  'includes',
  ...COMPARISONS,
  'laterYearThan',
  'withinMonths',
  'known',
  'whole',
] as const;
type Test = (typeof TESTS)[number];

/** Checks a value against the values that an enumerated fact may have. */
function allowedValue(sheet: Sheet, node: Node, fact: FactDefinition, value: string): string | null {
  if (fact.values === null || Object.hasOwn(fact.values, value)) return value;
  const near = nearestWord(value, Object.keys(fact.values));
  const fix = near
    ? `did you mean "${near}"?`
    : `one of: ${Object.keys(fact.values).slice(0, 14).join(', ')}`;
  report(sheet, node, 'unknown-value', `${fact.name} is never "${value.slice(0, 60)}"`, fix);
  return null;
}

function parseEquals(sheet: Sheet, node: Node, fact: FactDefinition, article: string): Leaf | null {
  const kind = 'equals';
  switch (fact.type) {
    case 'boolean': {
      const value = readFlag(sheet, node, '"is"');
      return value === null ? null : { kind, fact: fact.name, value, article };
    }
    case 'integer': {
      const operand = parseOperand(sheet, node, fact, '"is"');
      return operand?.kind === 'integer' ? { kind, fact: fact.name, value: operand.value, article } : null;
    }
    case 'text':
    case 'enum': {
      const text = readText(sheet, node, '"is"');
      const value = text === null ? null : allowedValue(sheet, node, fact, text);
      return value === null ? null : { kind, fact: fact.name, value, article };
    }
    case 'decimal':
    case 'date':
    case 'set':
      report(
        sheet,
        node,
        'type-mismatch',
        `"is" does not fit ${fact.name}`,
        'use atLeast and atMost, or includes',
      );
      return null;
  }
}

function parseOneOf(sheet: Sheet, node: Node, fact: FactDefinition, scope: ConditionScope): Leaf | null {
  if (fact.type !== 'text' && fact.type !== 'enum') {
    report(sheet, node, 'type-mismatch', `"in" does not fit ${fact.name}`, 'use it with text or a choice');
    return null;
  }
  const { article } = scope;
  if (isScalar(node)) {
    const name = readId(sheet, node, '"in"');
    if (name === null) return null;
    const list = scope.lists.get(name);
    if (list) return { kind: 'one-of', fact: fact.name, values: list.values, list: name, article };
    report(
      sheet,
      node,
      'unknown-list',
      `there is no list "${name}"`,
      'define it under lists, or write [a, b]',
    );
    return null;
  }
  const values = readItems(sheet, node, '"in"')?.map((item) => {
    const text = readText(sheet, item, 'a value of "in"');
    return text === null ? null : allowedValue(sheet, item, fact, text);
  });
  const known = all(values);
  return known && { kind: 'one-of', fact: fact.name, values: known, list: null, article };
}

function parseFlagTest(
  sheet: Sheet,
  kind: 'whole' | 'known',
  node: Node,
  { name, type }: FactDefinition,
  article: string,
): Leaf | null {
  const expected = readFlag(sheet, node, `"${kind}"`);
  if (kind === 'known' || type === 'decimal') {
    return expected === null ? null : { kind, fact: name, expected, article };
  }
  report(sheet, node, 'type-mismatch', `${name} has no fraction`, 'use it with a decimal');
  return null;
}

function parseTest(
  sheet: Sheet,
  test: Test,
  node: Node,
  fact: FactDefinition,
  scope: ConditionScope,
): Leaf | null {
  const { article } = scope;
  switch (test) {
    case 'is':
      return parseEquals(sheet, node, fact, article);
    case 'in':
      return parseOneOf(sheet, node, fact, scope);
    case 'includes': {
      const text = readText(sheet, node, '"includes"');
      const value = text === null ? null : allowedValue(sheet, node, fact, text);
      if (fact.type === 'set')
        return value === null ? null : { kind: 'includes', fact: fact.name, value, article };
      report(sheet, node, 'type-mismatch', `${fact.name} is not a set`, 'use "is" or "in"');
      return null;
    }
    case 'whole':
    case 'known':
      return parseFlagTest(sheet, test, node, fact, article);
    case 'withinMonths': {
      const text = readNumberText(sheet, node, '"withinMonths"');
      if (text === null) return null;
      if (fact.type === 'date' && /^[1-9]\d{0,3}$/.test(text)) {
        return { kind: 'within-months', fact: fact.name, months: Number(text), article };
      }
      report(
        sheet,
        node,
        'type-mismatch',
        'withinMonths counts whole months from a date',
        'withinMonths: 36',
      );
      return null;
    }
    case 'laterYearThan': {
      const than = readFact(sheet, node, '"laterYearThan"');
      if (than === null) return null;
      if (fact.type === 'date' && than.type === 'date') {
        return { kind: 'later-year', fact: fact.name, than: than.name, article };
      }
      report(
        sheet,
        node,
        'type-mismatch',
        'laterYearThan compares two dates',
        'name two facts that are dates',
      );
      return null;
    }
    case 'atLeast':
    case 'moreThan':
    case 'atMost':
    case 'lessThan': {
      const operand = parseOperand(sheet, node, fact, `"${test}"`);
      if (!operand) return null;
      const type = operand.kind === 'fact' ? comparedAs(fact) : operand.kind;
      return { kind: 'compare', fact: fact.name, type, comparison: test, operand, article };
    }
  }
}

function comparedAs({ type, unit }: FactDefinition): 'fen' | 'decimal' | 'integer' | 'date' {
  if (type === 'integer' || type === 'date') return type;
  return unit === 'yuan' || unit === 'yuan/month' ? 'fen' : 'decimal';
}

function parseFactTest(sheet: Sheet, node: Node, outer: ConditionScope): Leaf | null {
  const fields = readFields(sheet, node, 'a condition', {
    required: ['fact'],
    optional: [...TESTS, 'article'],
  });
  if (!fields) return null;
  const fact = readField(sheet, fields, 'fact', (at, value, what) => readFact(at, value, what, outer.bound));
  const scope = { ...outer, article: readField(sheet, fields, 'article', readArticle) ?? outer.article };
  const used = TESTS.filter((test) => fields.entries.has(test));
  const [test] = used;
  const entry = test && fields.entries.get(test);
  if (used.length !== 1 || !test || !entry) {
    report(
      sheet,
      node,
      'one-test',
      'a condition tests a fact in exactly one way',
      `one of: ${TESTS.join(', ')}`,
    );
    return null;
  }
  return fact && parseTest(sheet, test, entry.value, fact, scope);
}

function parseGroup(sheet: Sheet, node: Node, kind: 'all' | 'any', scope: ConditionScope): Condition | null {
  const of = all(readItems(sheet, node, `"${kind}"`)?.map((item) => parseCondition(sheet, item, scope)));
  return of && { kind, of };
}

/** `holdsTitle` asks for one record that meets everything in it. */
function parseHoldsTitle(sheet: Sheet, node: Node, scope: ConditionScope): SomeTitle | null {
  const fields = readFields(sheet, node, '"holdsTitle"', { required: ['codes', 'where'] });
  const codes = fields && readField(sheet, fields, 'codes', readCodes);
  const whereNode = fields?.entries.get('where')?.value;
  const where = whereNode ? parseCondition(sheet, whereNode, { ...scope, bound: 'titles' }) : null;
  return codes && where ? { kind: 'some-title', codes, where, article: scope.article } : null;
}

/** `{ reading: J-4, is: any }`: what the policy follows; a reading that is asked case by case has no such answer. */
function parseReadingTest(sheet: Sheet, node: Node, { readings }: ConditionScope): Leaf | null {
  const fields = readFields(sheet, node, 'a condition', { required: ['reading', 'is'] });
  const id = fields && readField(sheet, fields, 'reading', readId);
  const option = fields && readField(sheet, fields, 'is', readId);
  if (id === null || option === null) return null;
  const reading = readings.get(id);
  const chosen = reading?.options.find(({ key }) => key === option);
  if (!reading) {
    report(sheet, node, 'unknown-reading', `there is no reading "${id}"`, 'define it under readings');
  } else if (!chosen) {
    const keys = reading.options.map(({ key }) => key).join(', ');
    report(sheet, node, 'unknown-option', `reading "${id}" has no option "${option}"`, keys);
  } else if (reading.preset === null) {
    const message = `reading "${id}" is asked case by case, so a condition cannot rest on it`;
    report(sheet, node, 'asked-reading', message, 'preset an option, or use it under questions');
  } else {
    const { article, question } = reading;
    return { kind: 'reading', reading: id, option, question, meaning: chosen.meaning, article };
  }
  return null;
}

/** Reads one condition. Null, with at least one problem in the sheet, when it cannot be understood. */
export function parseCondition(sheet: Sheet, node: Node, scope: ConditionScope): Condition | null {
  const has = (name: string): boolean =>
    !isSeq(node) &&
    'items' in node &&
    node.items.some((pair) => isScalar(pair.key) && pair.key.value === name);
  if (has('fact')) return parseFactTest(sheet, node, scope);
  if (has('reading')) return parseReadingTest(sheet, node, scope);
  const shapes = [
    'all',
    'any',
    'not',
    'nonePaid',
    'paidInEarlierYear',
    'decisionOn',
    'title',
    'titleValidOn',
    'holdsTitle',
  ];
  const fields = readFields(sheet, node, 'a condition', { required: [], optional: [...shapes, 'article'] });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle) ?? scope.article;
  const inner = { ...scope, article };
  const [shape] = shapes.filter((name) => fields.entries.has(name));
  const value = shape && fields.entries.get(shape)?.value;
  if (!value || fields.entries.size > (fields.entries.has('article') ? 2 : 1)) {
    report(
      sheet,
      node,
      'one-test',
      'a condition is exactly one test',
      'one of fact | reading | all | any | not | nonePaid | paidInEarlierYear | decisionOn | title | titleValidOn | holdsTitle',
    );
    return null;
  }
  if (shape === 'all' || shape === 'any') return parseGroup(sheet, value, shape, inner);
  if (shape === 'not') {
    const of = parseCondition(sheet, value, inner);
    return of && { kind: 'not', of };
  }
  if (shape === 'paidInEarlierYear' || shape === 'decisionOn') {
    const clause = readId(sheet, value, `"${shape}"`);
    const kind = shape === 'decisionOn' ? 'decision-on' : 'paid-earlier-year';
    return clause === null ? null : { kind, clause, article };
  }
  if (shape === 'holdsTitle') return parseHoldsTitle(sheet, value, inner);
  if (shape !== 'nonePaid') return parseTitleCondition(sheet, shape, value, inner);
  const clauses = all(readItems(sheet, value, '"nonePaid"')?.map((item) => readId(sheet, item, 'a clause')));
  return clauses && { kind: 'none-paid', clauses, article };
}
