import type { Node } from 'yaml';
import {
  CLAUSE_KINDS,
  TREATMENTS,
  type Award,
  type Clause,
  type Condition,
  type FundingRule,
  type Jurisdiction,
  type NamedList,
  type OptionEffect,
  type Question,
  type Reading,
} from '../ast';
import {
  readDate,
  readField,
  readFields,
  readFlag,
  readId,
  readItems,
  readMapping,
  readText,
  readWord,
  readYuan,
  type Fields,
} from './fields';
import { parseCondition, type ConditionScope } from './parse-condition';
import { report, type Sheet } from './sheet';

/** What the clauses of one document share. */
export interface ClauseScope {
  readonly number: string;
  readonly jurisdiction: Jurisdiction;
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly fundingRules: ReadonlyMap<string, FundingRule>;
}

const HEAD = ['id', 'article', 'title', 'kind', 'treatment'];
const COMPUTED = ['trigger', 'award'];
const OPTIONAL = ['conditions', 'questions', 'funding', 'addsTo', 'stackingGroup', 'payable', 'validity'];
const STATED: readonly string[] = ['restatement', 'information', 'rule'];
const EFFECTS: readonly OptionEffect[] = ['full', 'nothing'];

function parseAward(sheet: Sheet, node: Node, article: string): Award | null {
  const fields = readFields(sheet, node, '"award"', { required: ['fixedYuan'], optional: ['article'] });
  const amountFen = fields && readField(sheet, fields, 'fixedYuan', readYuan);
  if (!fields || amountFen === null) return null;
  return { kind: 'fixed', amountFen, article: readField(sheet, fields, 'article', readText) ?? article };
}

/** The validity that a text states, as conditions on the evaluation date; both ends belong to it. */
function parseValidity(sheet: Sheet, node: Node, outer: string): readonly Condition[] {
  const fields = readFields(sheet, node, '"validity"', { required: [], optional: ['from', 'to', 'article'] });
  if (!fields) return [];
  const article = readField(sheet, fields, 'article', readText) ?? outer;
  return (['from', 'to'] as const).flatMap((end) => {
    const date = readField(sheet, fields, end, readDate);
    if (date === null) return [];
    const comparison = end === 'from' ? ('atLeast' as const) : ('atMost' as const);
    const operand = { kind: 'date' as const, value: date, text: date };
    return [
      {
        kind: 'compare' as const,
        fact: 'evaluation_date',
        type: 'date' as const,
        comparison,
        operand,
        article,
      },
    ];
  });
}

function parseQuestion(sheet: Sheet, node: Node, scope: ClauseScope, inner: ConditionScope): Question | null {
  const fields = readFields(sheet, node, 'a question', { required: ['reading', 'when', 'effects'] });
  if (!fields) return null;
  const id = readField(sheet, fields, 'reading', readId);
  const whenNode = fields.entries.get('when')?.value;
  const when = whenNode ? parseCondition(sheet, whenNode, inner) : null;
  const listed = readField(sheet, fields, 'effects', readMapping);
  const reading = id === null ? undefined : scope.readings.get(id);
  if (id !== null && !reading) {
    report(sheet, node, 'unknown-reading', `there is no reading "${id}"`, 'define it under readings');
  }
  if (!reading || !when || !listed) return null;
  const effects: Record<string, OptionEffect> = {};
  for (const [key, { value }] of listed.entries) {
    const effect = readWord(EFFECTS)(sheet, value, `effect of "${key}"`);
    if (effect !== null) effects[key] = effect;
  }
  const keys = reading.options.map(({ key }) => key);
  if (keys.length !== listed.entries.size || !keys.every((key) => listed.entries.has(key))) {
    report(
      sheet,
      listed.node,
      'options-differ',
      `effects do not match the options of "${id}"`,
      keys.join(', '),
    );
    return null;
  }
  return { reading: reading.id, when, effects };
}

function jurisdictionCondition({ province, city }: Jurisdiction, article: string): Condition {
  return city === null
    ? { kind: 'equals', fact: 'applicant.province', value: province, article }
    : { kind: 'equals', fact: 'applicant.city', value: city, article };
}

function findFunding(sheet: Sheet, fields: Fields, scope: ClauseScope): FundingRule | null {
  const id = readField(sheet, fields, 'funding', readId);
  if (id === null) return null;
  const rule = scope.fundingRules.get(id);
  const at = fields.entries.get('funding')?.value ?? fields.node;
  if (!rule)
    report(sheet, at, 'unknown-funding', `there is no funding rule "${id}"`, 'define it under funding');
  return rule ?? null;
}

function parseComputed(sheet: Sheet, fields: Fields, scope: ClauseScope, article: string) {
  const inner: ConditionScope = { article, lists: scope.lists };
  const condition = (name: string): Condition | null => {
    const value = fields.entries.get(name)?.value;
    return value ? parseCondition(sheet, value, inner) : null;
  };
  const trigger = condition('trigger');
  const stated = condition('conditions');
  const validityNode = fields.entries.get('validity')?.value;
  const validity = validityNode ? parseValidity(sheet, validityNode, article) : [];
  const awardNode = fields.entries.get('award')?.value;
  const award = awardNode ? parseAward(sheet, awardNode, article) : null;
  const questions = readField(sheet, fields, 'questions', readItems)?.map((item) =>
    parseQuestion(sheet, item, scope, inner),
  );
  if (!trigger || !award || !(questions ?? []).every((question) => question !== null)) return null;
  const conditions: Condition = { kind: 'all', of: [...(stated ? [stated] : []), ...validity] };
  return {
    form: 'computed' as const,
    jurisdiction: jurisdictionCondition(scope.jurisdiction, article),
    trigger,
    conditions,
    award,
    addsTo: readField(sheet, fields, 'addsTo', readId),
    questions: (questions ?? []).filter((question) => question !== null),
    funding: findFunding(sheet, fields, scope),
  };
}

/** Reads one clause. Null, with at least one problem in the sheet, when it cannot be understood. */
export function parseClause(sheet: Sheet, node: Node, scope: ClauseScope): Clause | null {
  const before = sheet.problems.length;
  const draft = readMapping(sheet, node, 'a clause');
  const stated = STATED.includes(String(draft && readField(sheet, draft, 'treatment', readWord(TREATMENTS))));
  if (!draft || sheet.problems.length > before) return null;
  const shape = stated ? { required: HEAD } : { required: [...HEAD, ...COMPUTED], optional: OPTIONAL };
  const fields = readFields(sheet, node, 'a clause', shape);
  if (!fields) return null;
  const id = readField(sheet, fields, 'id', readId);
  const article = readField(sheet, fields, 'article', readText);
  const title = readField(sheet, fields, 'title', readText);
  const kind = readField(sheet, fields, 'kind', readWord(CLAUSE_KINDS));
  const treatment = readField(sheet, fields, 'treatment', readWord(TREATMENTS));
  const payable = readField(sheet, fields, 'payable', readFlag);
  const stackingGroup = readField(sheet, fields, 'stackingGroup', readId);
  const computed = stated ? null : parseComputed(sheet, fields, scope, article ?? '');
  if (sheet.problems.length > before) return null;
  if (id === null || article === null || title === null || kind === null || treatment === null) return null;
  const citation = { number: scope.number, article };
  const head = { id, article, title, kind, treatment, stackingGroup, citation, line: fields.line };
  if (computed) return { ...head, payable: payable ?? treatment === 'award', ...computed };
  return stated ? { ...head, payable: false, form: 'stated' } : null;
}
