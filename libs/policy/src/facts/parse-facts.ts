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
      message: '应为带引号的小数,以免丢失数位',
      fix: '写作 "50000.00",不写 50000.00',
    };
  }
  const decimal = parseDecimal(value);
  if (decimal === null) {
    return {
      message: `“${value.slice(0, 40)}”不是数字`,
      fix: '只写数字和一个小数点,不写千分位逗号',
    };
  }
  const isMoney = unit === 'yuan' || unit === 'yuan/month';
  if (isMoney && parseYuan(value) === null) {
    return { message: '不是以元为单位的金额', fix: '最多两位小数,小于 90 万亿元' };
  }
  if (unit !== '%' && decimal.coefficient < 0n) {
    return { message: '不能为负数', fix: '请核对正负号和数据来源' };
  }
  return null;
}

function refuseText(value: unknown, { name }: FactDefinition): Refusal | null {
  if (typeof value !== 'string' || value.trim() === '') {
    return { message: '应为文字', fix: '请填写名称;不清楚时留空' };
  }
  if (value.length > MOST_TEXT) return { message: `超过 ${MOST_TEXT} 字`, fix: '请缩短' };
  const isCity = /[._]city$/.test(name) || name === 'applicant.province';
  if (isCity && /.[市省]$/.test(value)) {
    return { message: `“${value}”多了后缀`, fix: `请写“${value.slice(0, -1)}”` };
  }
  return null;
}

function refuseChoice(value: unknown, values: Readonly<Record<string, string>>): Refusal | null {
  if (typeof value === 'string' && Object.hasOwn(values, value)) return null;
  const allowed = Object.keys(values);
  const near = typeof value === 'string' ? nearestWord(value, allowed) : null;
  return {
    message: `${JSON.stringify(value)?.slice(0, 60)} 不是可选的值`,
    fix: near ? `应为 ${near}?` : `可选:${allowed.slice(0, 14).join('、')}`,
  };
}

function refuseSet(value: unknown, definition: FactDefinition): Refusal | null {
  if (!Array.isArray(value)) return { message: '应为列表', fix: '写作 ["industrial"];没有时写 []' };
  if (new Set(value).size !== value.length) return { message: '有重复的值', fix: '每个值只写一次' };
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
      return typeof value === 'boolean' ? null : { message: '应为是或否', fix: '写 true 或 false,不加引号' };
    case 'integer':
      return Number.isSafeInteger(value) && (value as number) >= 0
        ? null
        : { message: '应为不小于 0 的整数', fix: '不加引号,不写小数' };
    case 'decimal':
      return refuseDecimal(value, definition);
    case 'date':
      return typeof value === 'string' && parseLocalDate(value) !== null
        ? null
        : { message: '应为真实存在的日期', fix: '写作 "2022-12-31"' };
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
  return { message: '没有这项数据', fix: near ? `应为 ${near}?` : '请查看数据项目录' };
}

function parseRecords(
  list: string,
  value: unknown,
  problems: FactProblem[],
): readonly Readonly<Record<string, FactValue>>[] {
  if (!Array.isArray(value) || value.length > MOST_RECORDS) {
    problems.push({
      fact: list,
      message: `应为不超过 ${MOST_RECORDS} 条的列表`,
      fix: '没有时写 []',
    });
    return [];
  }
  return value.map((item: unknown, index) => {
    const record: Record<string, FactValue> = {};
    if (!isRecord(item)) {
      problems.push({ fact: `${list}[${index}]`, message: '应为一条记录', fix: '写作 {"…": …}' });
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
        message: '缺少',
        fix: '每条记录都要有此项',
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
      problems: [{ fact: 'facts', message: '应为一个对象', fix: '写作 {"applicant.city": "…"}' }],
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
