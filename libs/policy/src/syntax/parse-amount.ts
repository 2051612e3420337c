import type { Ratio } from '@duixian/money';
import { isMap, type Node } from 'yaml';
import type { Amount, Award } from '../ast';
import {
  all,
  readArticle,
  readField,
  readFields,
  readItems,
  readMapping,
  readNumberText,
  readShare,
  readYuan,
} from './fields';
import { parseCondition, type ConditionScope } from './parse-condition';
import { readFact } from './parse-fact-name';
import { report, type Sheet } from './sheet';
import { refuseBrokenTiers } from './validate-tiers';

const FORMS = ['fact', 'times', 'share', 'increase', 'sum', 'least', 'tiers'] as const;

/** The name of a fact in yuan. */
export function readMoneyFact(sheet: Sheet, node: Node, what: string): string | null {
  const fact = readFact(sheet, node, what);
  if (!fact || fact.unit === 'yuan' || fact.unit === 'yuan/month') return fact?.name ?? null;
  report(sheet, node, 'not-money', `${fact.name} is not an amount in yuan`, 'name a fact in yuan');
  return null;
}

/** A whole number, or a fact that counts: persons, months, person-years. */
function readCount(sheet: Sheet, node: Node, what: string): number | { readonly fact: string } | null {
  const text = readNumberText(sheet, node, what);
  if (text === null) return null;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  const fact = readFact(sheet, node, what);
  if (!fact) return null;
  if (fact.type === 'integer' || fact.unit === 'person-year') return { fact: fact.name };
  report(
    sheet,
    node,
    'not-a-count',
    `${fact.name} does not count anything`,
    'name a number of persons or months',
  );
  return null;
}

/** A share of one, and how it was written: explanations say it in the same way. */
function readWrittenShare(sheet: Sheet, node: Node, what: string): { ratio: Ratio; text: string } | null {
  const ratio = readShare(sheet, node, what);
  return ratio && { ratio, text: readNumberText(sheet, node, what) ?? '' };
}

function parseTiers(sheet: Sheet, node: Node, scope: ConditionScope): Amount | null {
  const tiers = readItems(sheet, node, '"tiers"')?.map((item) => {
    const fields = readFields(sheet, item, 'a tier', { required: ['when', 'amount'] });
    const when = fields?.entries.get('when')?.value;
    const amount = fields?.entries.get('amount')?.value;
    const condition = when ? parseCondition(sheet, when, scope) : null;
    const value = amount ? parseAmount(sheet, amount, scope) : null;
    return condition && value && { when: condition, amount: value };
  });
  const known = all(tiers);
  if (!known) return null;
  const amount = { kind: 'tiers' as const, tiers: known };
  refuseBrokenTiers(sheet, node, amount);
  return amount;
}

function parseOf(sheet: Sheet, node: Node, scope: ConditionScope): Amount | null {
  const fields = readFields(sheet, node, 'an amount', { required: ['of'], optional: ['times', 'share'] });
  const of = fields && readField(sheet, fields, 'of', (at, value) => parseAmount(at, value, scope));
  if (!fields || !of) return null;
  if (fields.entries.has('times') && fields.entries.has('share')) {
    report(
      sheet,
      node,
      'one-form',
      'an amount has one form',
      'nest them: { share: 1/2, of: { times: 6, of: … } }',
    );
    return null;
  }
  const count = readField(sheet, fields, 'times', readCount);
  if (count !== null) return { kind: 'times', count, of };
  const share = readField(sheet, fields, 'share', readWrittenShare);
  return share && { kind: 'share', ...share, of };
}

/** Reads how an amount comes about. Null, with at least one problem in the sheet, when it cannot be understood. */
export function parseAmount(sheet: Sheet, node: Node, scope: ConditionScope): Amount | null {
  if (!isMap(node)) {
    const amountFen = readYuan(sheet, node, 'an amount');
    return amountFen === null ? null : { kind: 'yuan', amountFen };
  }
  const draft = readMapping(sheet, node, 'an amount');
  const form = FORMS.find((name) => draft?.entries.has(name));
  if (form === 'times' || form === 'share') return parseOf(sheet, node, scope);
  const fields = readFields(sheet, node, 'an amount', { required: [form ?? 'fact'] });
  const value = fields?.entries.get(form ?? 'fact')?.value;
  if (!fields || !value) return null;
  switch (form) {
    case 'increase': {
      const ends = readFields(sheet, value, '"increase"', { required: ['from', 'to'] });
      const from = ends && readField(sheet, ends, 'from', readMoneyFact);
      const to = ends && readField(sheet, ends, 'to', readMoneyFact);
      return from && to ? { kind: 'increase', from, to } : null;
    }
    case 'sum':
    case 'least': {
      const of = all(readItems(sheet, value, `"${form}"`)?.map((item) => parseAmount(sheet, item, scope)));
      return of && { kind: form, of };
    }
    case 'tiers':
      return parseTiers(sheet, value, scope);
    default: {
      const fact = readMoneyFact(sheet, value, '"fact"');
      return fact === null ? null : { kind: 'fact', fact };
    }
  }
}

function parseDecidedAmount(sheet: Sheet, node: Node, article: string): Award | null {
  const fields = readFields(sheet, node, '"decidedYuan"', { required: [], optional: ['atLeast', 'atMost'] });
  if (!fields) return null;
  const before = sheet.problems.length;
  const floorFen = readField(sheet, fields, 'atLeast', readYuan);
  const ceilingFen = readField(sheet, fields, 'atMost', readYuan);
  if (sheet.problems.length > before) return null;
  if (floorFen !== null && (ceilingFen === null || floorFen > ceilingFen)) {
    report(sheet, node, 'empty-range', 'no amount lies in the range', 'atMost must not be below atLeast');
    return null;
  }
  return { kind: 'decided-amount', floorFen, ceilingFen, article };
}

function parseDecidedRatio(sheet: Sheet, node: Node, scope: ConditionScope): Award | null {
  const fields = readFields(sheet, node, '"decidedRatio"', { required: ['of'], optional: ['atMost'] });
  const of = fields && readField(sheet, fields, 'of', (at, value) => parseAmount(at, value, scope));
  if (!fields || !of) return null;
  const most = readField(sheet, fields, 'atMost', readWrittenShare);
  if (fields.entries.has('atMost') && !most) return null;
  return {
    kind: 'decided-ratio',
    of,
    ceiling: most?.ratio ?? null,
    text: most?.text ?? '',
    article: scope.article,
  };
}

/** Reads an award: fixedYuan, amount, decidedYuan or decidedRatio. */
export function parseAward(sheet: Sheet, node: Node, outer: ConditionScope): Award | null {
  const forms = ['fixedYuan', 'amount', 'decidedYuan', 'decidedRatio'];
  const fields = readFields(sheet, node, '"award"', { required: [], optional: [...forms, 'article'] });
  if (!fields) return null;
  const article = readField(sheet, fields, 'article', readArticle) ?? outer.article;
  const scope = { ...outer, article };
  const used = forms.filter((name) => fields.entries.has(name));
  const [form] = used;
  const value = form && fields.entries.get(form)?.value;
  if (used.length !== 1 || !value) {
    report(sheet, node, 'one-form', 'an award has exactly one form', `one of: ${forms.join(', ')}`);
    return null;
  }
  if (form === 'decidedYuan') return parseDecidedAmount(sheet, value, article);
  if (form === 'decidedRatio') return parseDecidedRatio(sheet, value, scope);
  if (form === 'amount') {
    const amount = parseAmount(sheet, value, scope);
    return amount && { kind: 'computed', amount, article };
  }
  const amountFen = readYuan(sheet, value, '"fixedYuan"');
  return amountFen === null ? null : { kind: 'fixed', amountFen, article };
}
