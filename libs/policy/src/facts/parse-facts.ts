import { parseLocalDate } from '@duixian/calendar';
import { parseDecimal, parseYuan } from '@duixian/money';
import type { FactDefinition, Facts, FactValue } from './fact-definition';
import { findFact, LIST_NAMES, nearestFact, nearestWord } from './vocabulary';

/** Why a fact was refused; `fact` is its name, with the position for a field of a list: `titles[0].code`. */
export interface FactProblem {
  readonly fact: string;
  readonly message: string;
  readonly fix: string;
}

type Refusal = Omit<FactProblem, 'fact'>;

const MOST_RECORDS = 10_000;
const MOST_TEXT = 500;
const MOST_PROBLEMS = 50;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseDecimal(value: unknown, { unit }: FactDefinition): Refusal | null {
  if (typeof value !== 'string') {
    return {
      message: 'must be a decimal in quotes, so that no digit is lost',
      fix: 'write "50000.00", not 50000.00',
    };
  }
  const decimal = parseDecimal(value);
  if (decimal === null) {
    return {
      message: `"${value.slice(0, 40)}" is not a decimal`,
      fix: 'digits with at most one point, no separators',
    };
  }
  const isMoney = unit === 'yuan' || unit === 'yuan/month';
  if (isMoney && parseYuan(value) === null) {
    return { message: 'is not an amount in yuan', fix: 'at most two decimals and below 90 万亿元' };
  }
  if (unit !== '%' && decimal.coefficient < 0n) {
    return { message: 'must not be negative', fix: 'check the sign and the source' };
  }
  return null;
}

function refuseText(value: unknown, { name }: FactDefinition): Refusal | null {
  if (typeof value !== 'string' || value.trim() === '') {
    return { message: 'must be text', fix: 'write the name, or leave the fact out when it is unknown' };
  }
  if (value.length > MOST_TEXT)
    return { message: `is longer than ${MOST_TEXT} characters`, fix: 'shorten it' };
  const isCity = /[._]city$/.test(name) || name === 'applicant.province';
  if (isCity && /.[市省]$/.test(value)) {
    return { message: `"${value}" carries a suffix`, fix: `write "${value.slice(0, -1)}"` };
  }
  return null;
}

function refuseChoice(value: unknown, values: Readonly<Record<string, string>>): Refusal | null {
  if (typeof value === 'string' && Object.hasOwn(values, value)) return null;
  const allowed = Object.keys(values);
  const near = typeof value === 'string' ? nearestWord(value, allowed) : null;
  return {
    message: `${JSON.stringify(value)?.slice(0, 60)} is not one of its values`,
    fix: near ? `did you mean ${near}?` : `one of: ${allowed.slice(0, 14).join(', ')}`,
  };
}

function refuseSet(value: unknown, definition: FactDefinition): Refusal | null {
  if (!Array.isArray(value))
    return { message: 'must be a list', fix: 'write ["industrial"], or [] for none' };
  if (new Set(value).size !== value.length) return { message: 'names a value twice', fix: 'once each' };
  for (const item of value) {
    const refusal = refuseChoice(item, definition.values ?? {});
    if (refusal) return refusal;
  }
  return null;
}

/** Null when the value has the form that its definition asks for. */
function refuse(value: unknown, definition: FactDefinition): Refusal | null {
  switch (definition.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : { message: 'must be true or false', fix: 'without quotes' };
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= 0
        ? null
        : { message: 'must be a whole number, 0 or more', fix: 'without quotes or decimals' };
    case 'decimal':
      return refuseDecimal(value, definition);
    case 'date':
      return typeof value === 'string' && parseLocalDate(value) !== null
        ? null
        : { message: 'must be a date that exists', fix: 'write "2022-12-31"' };
    case 'text':
      return refuseText(value, definition);
    case 'enum':
      return refuseChoice(value, definition.values ?? {});
    case 'set':
      return refuseSet(value, definition);
  }
}

function unknownName(name: string): Refusal {
  const near = nearestFact(name);
  return { message: 'is not a fact', fix: near ? `did you mean ${near}?` : 'see the fact vocabulary' };
}

function parseRecords(
  list: string,
  value: unknown,
  problems: FactProblem[],
): readonly Readonly<Record<string, FactValue>>[] {
  if (!Array.isArray(value) || value.length > MOST_RECORDS) {
    problems.push({
      fact: list,
      message: `must be a list of at most ${MOST_RECORDS} records`,
      fix: '[] for none',
    });
    return [];
  }
  return value.map((item: unknown, index) => {
    const record: Record<string, FactValue> = {};
    if (!isRecord(item)) {
      problems.push({ fact: `${list}[${index}]`, message: 'must be a record', fix: 'write {"…": …}' });
      return record;
    }
    for (const [field, fieldValue] of Object.entries(item)) {
      const definition = findFact(`${list}[].${field}`);
      const refusal = definition ? refuse(fieldValue, definition) : unknownName(`${list}[].${field}`);
      if (refusal) problems.push({ fact: `${list}[${index}].${field}`.slice(0, 120), ...refusal });
      else record[field] = fieldValue as FactValue;
    }
    const key = list === 'titles' ? 'code' : list === 'standards' ? 'kind' : 'clause';
    if (!Object.hasOwn(item, key)) {
      problems.push({
        fact: `${list}[${index}].${key}`,
        message: 'is missing',
        fix: 'every record needs it',
      });
    }
    return record;
  });
}

/**
 * Checks facts from outside: a JSON object of dotted names. Decimals and dates are text, counts integers, an absent
 * name is unknown. A wrong type, unit or name is refused by its name; nothing is converted or guessed.
 */
export function parseFacts(
  input: unknown,
): { ok: true; facts: Facts } | { ok: false; problems: readonly FactProblem[] } {
  if (!isRecord(input)) {
    return {
      ok: false,
      problems: [{ fact: 'facts', message: 'must be an object', fix: '{"applicant.city": "…"}' }],
    };
  }
  const facts: Record<string, FactValue> = {};
  const problems: FactProblem[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (problems.length >= MOST_PROBLEMS) break;
    if (LIST_NAMES.has(name)) {
      facts[name] = parseRecords(name, value, problems);
      continue;
    }
    const definition = name.includes('[]') ? null : findFact(name);
    const refusal = definition ? refuse(value, definition) : unknownName(name);
    if (refusal) problems.push({ fact: name.slice(0, 120), ...refusal });
    else facts[name] = value as FactValue;
  }
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) }
    : { ok: true, facts };
}
