import { parseLocalDate } from '@duixian/calendar';
import { parseDecimal, parseYuan } from '@duixian/money';
import { isMap, type Node } from 'yaml';
import type { Operand, ValueType } from '../ast';
import type { FactDefinition } from '../facts/fact-definition';
import { readField, readFields, readNumberText, readText } from './fields';
import { readFact } from './parse-fact-name';
import { report, type Sheet } from './sheet';

/** What the values of a fact are compared as; null when it has no order. */
export function valueTypeOf({ type, unit }: FactDefinition): ValueType | null {
  if (type === 'decimal') return unit === 'yuan' || unit === 'yuan/month' ? 'fen' : 'decimal';
  return type === 'integer' || type === 'date' ? type : null;
}

const EXAMPLES: Readonly<Record<ValueType, string>> = {
  fen: '50000 or "50000.50"',
  decimal: '10 or "9.99"; a percentage is written without its sign',
  integer: '12',
  date: '2022-05-24',
};

function literal(text: string, type: ValueType): Operand | null {
  switch (type) {
    case 'fen': {
      const value = parseYuan(text);
      return value === null ? null : { kind: 'fen', value, text };
    }
    case 'decimal': {
      const value = parseDecimal(text);
      return value && { kind: 'decimal', ...value, text };
    }
    case 'integer':
      return /^\d{1,15}$/.test(text) ? { kind: 'integer', value: Number(text), text } : null;
    case 'date': {
      const value = parseLocalDate(text);
      return value === null ? null : { kind: 'date', value, text };
    }
  }
}

/** Reads what an ordered fact is compared with: a literal of the fact's own type, or `{fact: other}`. */
export function parseOperand(sheet: Sheet, node: Node, fact: FactDefinition, what: string): Operand | null {
  const type = valueTypeOf(fact);
  if (type === null) {
    report(sheet, node, 'no-order', `${fact.name} has no order to compare by`, 'use "is" or "in"');
    return null;
  }
  if (isMap(node)) {
    const fields = readFields(sheet, node, what, { required: ['fact'] });
    const other = fields && readField(sheet, fields, 'fact', readFact);
    if (!other) return null;
    if (other.unit === fact.unit && valueTypeOf(other) === type) {
      return { kind: 'fact', fact: other.name, text: other.name };
    }
    report(
      sheet,
      node,
      'type-mismatch',
      `${fact.name} and ${other.name} differ in type or unit`,
      'compare like facts',
    );
    return null;
  }
  const text = type === 'date' ? readText(sheet, node, what) : readNumberText(sheet, node, what);
  const operand = text === null ? null : literal(text, type);
  if (text !== null && operand === null) {
    const wanted = {
      fen: 'amount in yuan',
      decimal: 'decimal',
      integer: 'whole number',
      date: 'date that exists',
    }[type];
    report(
      sheet,
      node,
      'type-mismatch',
      `${what} is no ${wanted} for ${fact.name}`,
      `write ${EXAMPLES[type]}`,
    );
  }
  return operand;
}
