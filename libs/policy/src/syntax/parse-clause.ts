import type { LocalDate } from '@duixian/calendar';
import type { Node } from 'yaml';
import {
  CLAUSE_KINDS,
  TREATMENTS,
  type Clause,
  type Condition,
  type FundingRule,
  type Jurisdiction,
  type NamedList,
  type OptionEffect,
  type Question,
  type Reading,
  type StackingGroup,
  type SubjectRule,
} from '../ast';
import {
  type Fields,
  placeOf,
  readArticle,
  readDate,
  readField,
  readFields,
  readFlag,
  readId,
  readItems,
  readMapping,
  readText,
  readWord,
  whole,
} from './fields';
import { parseAward } from './parse-amount';
import { parseCondition, type ConditionScope } from './parse-condition';
import { parseCaps } from './parse-cap';
import { parseSubject } from './parse-subject';
import { report, type Sheet } from './sheet';

/** What the clauses of one document share. */
export interface ClauseScope {
  readonly number: string;
  readonly jurisdiction: Jurisdiction;
  readonly lists: ReadonlyMap<string, NamedList>;
  readonly readings: ReadonlyMap<string, Reading>;
  readonly fundingRules: ReadonlyMap<string, FundingRule>;
  readonly stackingGroups: ReadonlyMap<string, StackingGroup>;
}

const HEAD = ['id', 'article', 'title', 'kind', 'treatment'];
const COMPUTED = ['award'];
const OPTIONAL = [
  'trigger',
  'conditions',
  'questions',
  'funding',
  'addsTo',
  'stackingGroup',
  'payable',
  'validity',
  'cap',
  'subject',
  'repeatedBy',
];
const STATED_OPTIONAL = ['governs', 'validity'];
const STATED: readonly string[] = ['restatement', 'information', 'rule'];
const EFFECTS: readonly OptionEffect[] = ['full', 'nothing'];
const RECORDS = {
  title: 'titles',
  'any-title': 'titles',
  standard: 'standards',
  facts: null,
  period: null,
  calendar: null,
} as const;

interface Validity {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly article: string;
}

/** The validity that a text states; both ends belong to it. */
function parseValidity(sheet: Sheet, node: Node, outer: string): Validity | null {
  const fields = readFields(sheet, node, '"validity"', { required: [], optional: ['from', 'to', 'article'] });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle) ?? outer;
  const before = sheet.problems.length;
  const from = readField(sheet, fields, 'from', readDate);
  const to = readField(sheet, fields, 'to', readDate);
  if (sheet.problems.length > before) return null;
  if ((from === null && to === null) || (from !== null && to !== null && from > to)) {
    report(sheet, node, 'empty-range', 'no day lies in the validity', 'from, to or both, from not after to');
    return null;
  }
  return { from, to, article };
}

/** Validity as conditions on the evaluation date. */
function validOn(validity: Validity | null): readonly Condition[] {
  return (['from', 'to'] as const).flatMap((end) => {
    const date = validity?.[end] ?? null;
    if (validity === null || date === null) return [];
    const { article } = validity;
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
  const fields = readFields(sheet, node, 'a question', {
    required: ['reading', 'effects'],
    optional: ['when'],
  });
  if (!fields) return null;
  const id = readField(sheet, fields, 'reading', readId);
  const whenNode = fields.entries.get('when')?.value;
  // Without a condition it is always asked.
  const when = whenNode ? parseCondition(sheet, whenNode, inner) : { kind: 'all' as const, of: [] };
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
  const at = placeOf(fields, 'funding');
  if (!rule)
    report(sheet, at, 'unknown-funding', `there is no funding rule "${id}"`, 'define it under funding');
  return rule ?? null;
}

/** The records that a clause goes through concern it by their code or kind; further triggers come on top. */
function wholeTrigger(
  subject: SubjectRule | null,
  stated: Condition | null,
  article: string,
): Condition | null {
  const kinds = subject?.kind === 'standard' ? subject.kinds : null;
  const codes = subject?.kind === 'title' || subject?.kind === 'any-title' ? subject.codes : null;
  const values = kinds ?? codes;
  if (values === null) return stated;
  const fact = kinds ? 'standards[].kind' : 'titles[].code';
  const record: Condition = { kind: 'one-of', fact, values, list: null, article };
  return stated ? { kind: 'all', of: [record, stated] } : record;
}

function findStacking(sheet: Sheet, fields: Fields, scope: ClauseScope): string | null {
  const id = readField(sheet, fields, 'stackingGroup', readId);
  if (id === null || scope.stackingGroups.has(id)) return id;
  const at = placeOf(fields, 'stackingGroup');
  report(sheet, at, 'unknown-stacking', `there is no stacking group "${id}"`, 'define it under stacking');
  return null;
}

function parseComputed(sheet: Sheet, fields: Fields, scope: ClauseScope, article: string) {
  const before = sheet.problems.length;
  const subject = readField(sheet, fields, 'subject', parseSubject);
  const bound = subject === null ? null : RECORDS[subject.kind];
  const inner: ConditionScope = { article, lists: scope.lists, readings: scope.readings, bound };
  const part = <T>(name: string, parse: (value: Node) => T | null): T | null => {
    const value = fields.entries.get(name)?.value;
    return value ? parse(value) : null;
  };
  const condition = (value: Node): Condition | null => parseCondition(sheet, value, inner);
  const trigger = wholeTrigger(subject, part('trigger', condition), article);
  const stated = part('conditions', condition);
  const validity = validOn(part('validity', (value) => parseValidity(sheet, value, article)));
  const award = part('award', (value) => parseAward(sheet, value, inner));
  const caps = part('cap', (value) => parseCaps(sheet, value, article, scope.readings));
  const repeatedBy = readField(sheet, fields, 'repeatedBy', readItems)?.flatMap(
    (item) => readId(sheet, item, 'a clause') ?? [],
  );
  const questions = readField(sheet, fields, 'questions', readItems)?.flatMap(
    (item) => parseQuestion(sheet, item, scope, inner) ?? [],
  );
  if (sheet.problems.length === before && !trigger) {
    report(
      sheet,
      fields.node,
      'missing-key',
      'a clause needs "trigger"',
      'add trigger: …, or a title as subject',
    );
  }
  if (!trigger || !award) return null;
  const conditions: Condition = { kind: 'all', of: [...(stated ? [stated] : []), ...validity] };
  return {
    form: 'computed' as const,
    jurisdiction: jurisdictionCondition(scope.jurisdiction, article),
    trigger,
    conditions,
    award,
    caps: caps ?? [],
    subject,
    repeatedBy: repeatedBy ?? [],
    addsTo: readField(sheet, fields, 'addsTo', readId),
    questions: questions ?? [],
    funding: findFunding(sheet, fields, scope),
  };
}

/** Reads one clause. Null, with at least one problem in the sheet, when it cannot be understood. */
export function parseClause(sheet: Sheet, node: Node, scope: ClauseScope): Clause | null {
  const before = sheet.problems.length;
  const draft = readMapping(sheet, node, 'a clause');
  const stated = STATED.includes(String(draft && readField(sheet, draft, 'treatment', readWord(TREATMENTS))));
  if (!draft || sheet.problems.length > before) return null;
  const shape = stated
    ? { required: HEAD, optional: STATED_OPTIONAL }
    : { required: [...HEAD, ...COMPUTED], optional: OPTIONAL };
  const fields = readFields(sheet, node, 'a clause', shape);
  if (!fields) return null;
  const id = readField(sheet, fields, 'id', readId);
  const article = readField(sheet, fields, 'article', readArticle);
  const title = readField(sheet, fields, 'title', readText);
  const kind = readField(sheet, fields, 'kind', readWord(CLAUSE_KINDS));
  const treatment = readField(sheet, fields, 'treatment', readWord(TREATMENTS));
  const payable = readField(sheet, fields, 'payable', readFlag);
  const stackingGroup = findStacking(sheet, fields, scope);
  const governed = readField(sheet, fields, 'governs', readItems)?.flatMap(
    (item) => readId(sheet, item, 'a clause') ?? [],
  );
  const validity = stated
    ? readField(sheet, fields, 'validity', (at, value) => parseValidity(at, value, article ?? ''))
    : null;
  if (governed && treatment !== 'rule')
    report(sheet, node, 'governs', 'only a rule governs other clauses', 'remove governs');
  const computed = stated ? null : parseComputed(sheet, fields, scope, article ?? '');
  const said = whole({ id, article, title, kind, treatment });
  if (!said || sheet.problems.length > before) return null;
  const citation = { number: scope.number, article: said.article };
  const head = { ...said, stackingGroup, citation, line: fields.line };
  if (computed) return { ...head, payable: payable ?? treatment !== 'relief', ...computed };
  const governs = governed ?? [];
  const { from: validFrom = null, to: validTo = null } = validity ?? {};
  return stated ? { ...head, payable: false, form: 'stated', governs, validFrom, validTo } : null;
}
