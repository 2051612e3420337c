import type { Node } from 'yaml';
import { CALENDAR_UNITS, type SubjectRule } from '../ast';
import { findFact } from '../facts/vocabulary';
import { all, readField, readFields, readItems, readText, readWord } from './fields';
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
  return all(found);
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
