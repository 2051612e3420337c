import type { Node } from 'yaml';
import { CALENDAR_UNITS, type Cap, type Reading, type StackingGroup, type SubjectRule } from '../ast';
import { findFact } from '../facts/vocabulary';
import {
  readArticle,
  readField,
  readFields,
  readId,
  readItems,
  readMapping,
  readText,
  readWord,
  readYuan,
} from './fields';
import { readMoneyFact } from './parse-amount';
import { readFact } from './parse-fact-name';
import { readCodes } from './parse-title-condition';
import { report, type Sheet } from './sheet';

function readAll<T>(
  sheet: Sheet,
  node: Node,
  what: string,
  read: (item: Node) => T | null,
): readonly T[] | null {
  const found = readItems(sheet, node, what)?.map(read);
  return found?.every((item) => item !== null) ? found : null;
}

function readFactNames(sheet: Sheet, node: Node, what: string): readonly string[] | null {
  return readAll(sheet, node, what, (item) => readFact(sheet, item, 'a fact')?.name ?? null);
}

/** Reads what a clause is paid for: `title`, `anyTitle`, `standard`, `facts`, `period`, `year`, `quarter` or `month`. */
export function parseSubject(sheet: Sheet, node: Node): SubjectRule | null {
  const forms = ['title', 'anyTitle', 'standard', 'facts', 'period', ...CALENDAR_UNITS];
  const fields = readFields(sheet, node, '"subject"', { required: [], optional: forms });
  if (!fields) return null;
  const names = [...fields.entries.keys()];
  const calendar = CALENDAR_UNITS.find((unit) => names.includes(unit));
  const form = calendar ?? names[0];
  const value = form && fields.entries.get(form)?.value;
  // Only a year, quarter or month may be that of a thing: { year: …, facts: [product.id] }.
  if (!value || names.some((name) => name !== form && !(calendar && name === 'facts'))) {
    report(sheet, node, 'one-form', 'a subject has exactly one form', `one of: ${forms.join(', ')}`);
    return null;
  }
  switch (form) {
    case 'title':
    case 'anyTitle': {
      const codes = readCodes(sheet, value, `"${form}"`);
      return codes && { kind: form === 'title' ? 'title' : 'any-title', codes };
    }
    case 'standard': {
      const readKind = readWord(Object.keys(findFact('standards[].kind')?.values ?? {}));
      const kinds = readAll(sheet, value, '"standard"', (item) => readKind(sheet, item, 'a standard'));
      return kinds && { kind: 'standard', kinds };
    }
    case 'facts': {
      const facts = readField(sheet, fields, 'facts', readFactNames);
      return facts && { kind: 'facts', facts };
    }
    case 'year':
    case 'quarter':
    case 'month': {
      const fact = readFact(sheet, value, `"${form}"`);
      const facts = names.includes('facts') ? readField(sheet, fields, 'facts', readFactNames) : [];
      if (!fact || !facts) return null;
      if (fact.type === 'date') return { kind: 'calendar', unit: form, fact: fact.name, facts };
      report(sheet, value, 'type-mismatch', `${fact.name} is not a date`, 'name a fact that is a date');
      return null;
    }
    default: {
      const name = readText(sheet, value, '"period"');
      return name === null ? null : { kind: 'period', name };
    }
  }
}

/** Reads the most that a clause pays in all. */
export function parseCap(sheet: Sheet, node: Node, outer: string): Cap | null {
  const fields = readFields(sheet, node, '"cap"', {
    required: ['yuan', 'per'],
    optional: ['paid', 'article'],
  });
  if (!fields) return null;
  const amountFen = readField(sheet, fields, 'yuan', readYuan);
  const per = readField(sheet, fields, 'per', readWord(['award', 'year', 'life', 'subject'] as const));
  const paidFact = readField(sheet, fields, 'paid', readMoneyFact);
  if (amountFen === null || per === null || (fields.entries.has('paid') && paidFact === null)) return null;
  return { amountFen, per, paidFact, article: readField(sheet, fields, 'article', readArticle) ?? outer };
}

const STACKING_OPTIONS = 'difference, full, nothing';

function refuseOptions(sheet: Sheet, node: Node, reading: Reading, rule: StackingGroup['rule']): boolean {
  const options = reading.options.map(({ key }) => key).sort();
  const known = STACKING_OPTIONS.split(', ');
  const fits =
    rule === 'highest'
      ? options.join(', ') === STACKING_OPTIONS
      : options.length > 1 && options.every((key) => known.includes(key));
  if (fits) return false;
  const message = `the options of "${reading.id}" do not say what another award of the group means`;
  report(sheet, node, 'options-differ', message, STACKING_OPTIONS);
  return true;
}

function parseGroup(
  sheet: Sheet,
  id: string,
  node: Node,
  readings: ReadonlyMap<string, Reading>,
): StackingGroup | null {
  const fields = readFields(sheet, node, `group "${id}"`, {
    required: ['article'],
    optional: ['reading', 'rule', 'per'],
  });
  const article = fields && readField(sheet, fields, 'article', readArticle);
  if (!fields || article === null) return null;
  const rule = readField(sheet, fields, 'rule', readWord(['highest', 'open'] as const)) ?? 'highest';
  const per = readField(sheet, fields, 'per', readWord(['applicant', 'subject'] as const)) ?? 'applicant';
  const name = readField(sheet, fields, 'reading', readId);
  if (name === null) {
    if (fields.entries.has('reading')) return null;
    if (rule === 'highest') return { id, article, per, rule, reading: null };
    const fix = 'name the reading that says what the other awards mean';
    report(sheet, node, 'missing-key', `the open group "${id}" needs "reading"`, fix);
    return null;
  }
  const reading = readings.get(name);
  if (!reading) {
    report(sheet, node, 'unknown-reading', `there is no reading "${name}"`, 'define it under readings');
  }
  return !reading || refuseOptions(sheet, node, reading, rule)
    ? null
    : { id, article, per, rule, reading: name };
}

/** Reads the stacking groups of a document; each names the reading that says what another award of it means. */
export function parseStacking(
  sheet: Sheet,
  node: Node,
  readings: ReadonlyMap<string, Reading>,
): readonly StackingGroup[] {
  const listed = readMapping(sheet, node, '"stacking"');
  return [...(listed?.entries ?? [])].flatMap(
    ([id, { value }]) => parseGroup(sheet, id, value, readings) ?? [],
  );
}
