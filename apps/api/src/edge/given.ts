import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type as Nested } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDay, isMoment } from './moments';

/** A field is required unless it says so; null is never taken for absent. */
interface Presence {
  optional?: true;
}

/** What a failed check says, and what to do about it. */
const rule = (message: string, fix: string, more: ValidationOptions = {}): ValidationOptions => ({
  message,
  context: { fix },
  ...more,
});

function field(
  shown: ApiPropertyOptions,
  presence: Presence,
  checks: PropertyDecorator[],
): PropertyDecorator {
  const required = presence.optional !== true;
  const maybe = required ? [] : [ValidateIf((_, value) => value !== undefined)];
  return applyDecorators(ApiProperty({ ...shown, required } as ApiPropertyOptions), ...maybe, ...checks);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UUID_FIX = '请按系统给出的编号填写';
const inLowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
const digitsAsNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
const wordAsFlag = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);
const transformed = (change: (value: unknown) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => change(value));

/** Line breaks and tabs are text; other control characters are not. */
const PRINTABLE = /^(?:[\n\t\r]|[^\p{Cc}])*$/u;

function id(description: string, presence: Presence = {}): PropertyDecorator {
  return field({ type: String, format: 'uuid', description }, presence, [
    transformed(inLowerCase),
    Matches(UUID, rule('不是编号', UUID_FIX)),
  ]);
}

function ids(description: string, most: number, presence: Presence = {}): PropertyDecorator {
  const shown = {
    type: String,
    isArray: true,
    format: 'uuid',
    minItems: 1,
    maxItems: most,
    uniqueItems: true,
    description,
  };
  return field(shown, presence, [
    transformed((value) => (Array.isArray(value) ? value.map(inLowerCase) : value)),
    IsArray(rule('不是列表', '请给出编号的列表')),
    ArrayMinSize(1, rule('没有内容', '请至少选择一项,或不填此项')),
    ArrayMaxSize(most, rule(`超过 ${most} 项`, `一次最多 ${most} 项`)),
    ArrayUnique(rule('有重复的项', '每项只列一次')),
    Matches(UUID, rule('其中有的不是编号', UUID_FIX, { each: true })),
  ]);
}

function text(
  description: string,
  size: { from: number; to: number },
  presence: Presence = {},
): PropertyDecorator {
  const { from, to } = size;
  const fix = from > 0 ? `请填写 ${from} 至 ${to} 字` : `最多 ${to} 字`;
  return field({ type: String, minLength: from, maxLength: to, description }, presence, [
    transformed(trimmed),
    IsString(rule('不是文字', fix)),
    Length(from, to, rule(from > 0 ? '没有填写或太长' : '太长', fix)),
    Matches(PRINTABLE, rule('含有无法显示的控制字符', '请删除这些字符')),
  ]);
}

/** As typed, not trimmed: spaces belong to it. */
function secret(description: string): PropertyDecorator {
  const fix = '请填写 1 至 200 个字符';
  return field({ type: String, format: 'password', maxLength: 200, description }, {}, [
    IsString(rule('不是文字', fix)),
    Length(1, 200, rule('没有填写或太长', fix)),
  ]);
}

function matching(
  description: string,
  pattern: RegExp,
  fix: string,
  presence: Presence = {},
): PropertyDecorator {
  return field({ type: String, pattern: pattern.source, description }, presence, [
    transformed(trimmed),
    Matches(pattern, rule('格式不正确', fix)),
  ]);
}

function oneOf(description: string, values: readonly string[], presence: Presence = {}): PropertyDecorator {
  return field({ type: String, enum: [...values], description }, presence, [
    IsIn(values, rule('不是可选的值', `可选:${values.join('、')}`)),
  ]);
}

/** The version that the sender saw; a change of anything else meanwhile is answered with 409. */
function version(): PropertyDecorator {
  const fix = '请给出读到的版本号(从 1 起的整数)';
  const shown = {
    type: 'integer',
    minimum: 1,
    description: 'The version that was read; 409 when it is not the current one.',
  } as const;
  return field(shown, {}, [
    IsInt(rule('不是整数', fix)),
    Min(1, rule('小于 1', fix)),
    Max(2_147_483_647, rule('太大', fix)),
  ]);
}

function count(
  description: string,
  size: { from: number; to: number },
  presence: Presence = {},
): PropertyDecorator {
  const { from, to } = size;
  const fix = `请填写 ${from} 到 ${to} 的整数`;
  return field({ type: 'integer', minimum: from, maximum: to, description }, presence, [
    IsInt(rule('不是整数', fix)),
    Min(from, rule(`小于 ${from}`, fix)),
    Max(to, rule(`大于 ${to}`, fix)),
  ]);
}

function flag(description: string, presence: Presence = {}): PropertyDecorator {
  return field({ type: Boolean, description }, presence, [
    IsBoolean(rule('不是是或否', '请给出 true 或 false')),
  ]);
}

function flagInQuery(description: string): PropertyDecorator {
  return field({ type: Boolean, default: false, description }, { optional: true }, [
    transformed(wordAsFlag),
    IsBoolean(rule('不是是或否', '请写 true 或 false')),
  ]);
}

/** A filter that is neither true nor false when it is left out. */
function maybeFlagInQuery(description: string): PropertyDecorator {
  return field({ type: Boolean, description }, { optional: true }, [
    transformed(wordAsFlag),
    IsBoolean(rule('不是是或否', '请写 true 或 false,或不填')),
  ]);
}

/** Days from today, as a filter; negative ones are over. */
function daysAhead(description: string): PropertyDecorator {
  const fix = '请填写 -366 到 366 的整数';
  return field({ type: 'integer', minimum: -366, maximum: 366, description }, { optional: true }, [
    transformed((value) => (typeof value === 'string' && /^-?\d{1,3}$/.test(value) ? Number(value) : value)),
    IsInt(rule('不是整数', fix)),
    Min(-366, rule('小于 -366', fix)),
    Max(366, rule('大于 366', fix)),
  ]);
}

/** A year, in an address. */
function yearInQuery(description: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(count(description, { from: 2000, to: 2099 }, presence), transformed(digitsAsNumber));
}

const share = (description = 'Percent of the above-scale standard for the pool.'): PropertyDecorator =>
  applyDecorators(count(description, { from: 1, to: 100 }, { optional: true }), transformed(digitsAsNumber));

/** `preset` null: without one there is no limit. */
function limit(description = 'Most entries of a page.', preset: number | null = 50): PropertyDecorator {
  const fix = '请填写 1 到 200 的整数';
  const shown = {
    type: 'integer',
    minimum: 1,
    maximum: 200,
    ...(preset === null ? {} : { default: preset }),
    description,
  } as const;
  return field(shown, { optional: true }, [
    transformed(digitsAsNumber),
    IsInt(rule('不是整数', fix)),
    Min(1, rule('小于 1', fix)),
    Max(200, rule('大于 200', fix)),
  ]);
}

/** A list of words, each once. */
function words(
  description: string,
  most: number,
  each: { pattern: RegExp; fix: string } | { values: readonly string[] },
  presence: Presence = {},
): PropertyDecorator {
  const item = 'values' in each ? { enum: [...each.values] } : { pattern: each.pattern.source };
  const shown = { isArray: true, minItems: 1, maxItems: most, uniqueItems: true, description };
  return field({ type: String, ...item, ...shown }, presence, [
    IsArray(rule('不是列表', '请给出列表')),
    ArrayMinSize(1, rule('没有内容', '请至少选择一项')),
    ArrayMaxSize(most, rule(`超过 ${most} 项`, `一次最多 ${most} 项`)),
    ArrayUnique(rule('有重复的项', '每项只列一次')),
    'values' in each
      ? IsIn(each.values, rule('其中有不认识的值', `可选:${each.values.join('、')}`, { each: true }))
      : Matches(each.pattern, rule('其中有不认识的值', each.fix, { each: true })),
  ]);
}

/** One object of a shape. */
function one<T extends object>(
  shape: () => Type<T>,
  description: string,
  presence: Presence = {},
): PropertyDecorator {
  return field({ type: () => shape(), description }, presence, [
    IsObject(rule('不是对象', '请给出对象 {…}')),
    ValidateNested(rule('不是对象', '请给出对象 {…}')),
    Nested(shape),
  ]);
}

/** Facts by name; the use case reads them with the vocabulary of the law. Passed on exactly as they came. */
function facts(description: string, presence: Presence = {}): PropertyDecorator {
  return field({ type: 'object', additionalProperties: true, description }, presence, [
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    IsObject(rule('不是对象', '请按名称给出数据:{"revenue.main_business_yuan": "62000000.00"}')),
  ]);
}

/** A list of objects that the use case reads. Passed on exactly as they came. */
function records(description: string, most: number): PropertyDecorator {
  const item = { type: 'object', additionalProperties: true } as const;
  return field({ type: 'array', items: item, minItems: 1, maxItems: most, description }, {}, [
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    IsArray(rule('不是列表', '请给出列表')),
    ArrayMinSize(1, rule('没有内容', '请至少给出一项')),
    ArrayMaxSize(most, rule(`超过 ${most} 项`, `一次最多 ${most} 项`)),
    IsObject(rule('其中有的不是对象', '每项请给出对象 {…}', { each: true })),
  ]);
}

function listOf<T extends object>(
  shape: () => Type<T>,
  description: string,
  most: number,
  distinct?: (one: T) => unknown,
  presence: Presence = {},
): PropertyDecorator {
  const identity = (one: unknown): unknown =>
    typeof one === 'object' && one !== null ? distinct?.(one as T) : one;
  const twice = '每项只列一次';
  const shown = { type: () => shape(), isArray: true, minItems: 1, maxItems: most, description };
  return field(shown, presence, [
    IsArray(rule('不是列表', '请给出列表')),
    ArrayMinSize(1, rule('没有内容', '请至少给出一项')),
    ArrayMaxSize(most, rule(`超过 ${most} 项`, `一次最多 ${most} 项`)),
    ...(distinct ? [ArrayUnique(identity, rule('有重复的项', twice))] : []),
    // Without it a list inside the list would pass as an entry.
    IsObject(rule('其中有的不是对象', '每项请给出对象 {…}', { each: true })),
    ValidateNested(rule('不是对象', '请给出对象 {…}', { each: true })),
    Nested(shape),
  ]);
}

/** A calendar day between 2000 and 2099. */
function day(description: string, presence: Presence = {}): PropertyDecorator {
  const check = { name: 'isDay', validator: { validate: isDay } };
  return field({ type: String, format: 'date', description }, presence, [
    ValidateBy(check, rule('不是日期', '请填写 2000 至 2099 年的日期,例如 2026-03-02')),
  ]);
}

/** A list of calendar days between 2000 and 2099, each once; may be empty. */
function days(description: string, most: number): PropertyDecorator {
  const check = { name: 'isDay', validator: { validate: isDay } };
  const shown = { isArray: true, maxItems: most, uniqueItems: true, description };
  return field({ type: String, format: 'date', ...shown }, {}, [
    IsArray(rule('不是列表', '请给出日期的列表')),
    ArrayMaxSize(most, rule(`超过 ${most} 项`, `最多 ${most} 项`)),
    ArrayUnique(rule('有重复的项', '每项只列一次')),
    ValidateBy(check, rule('其中有不认识的值', '请填写日期,例如 2026-03-02', { each: true })),
  ]);
}

/** ISO 8601 with a zone, between 2000 and 2099. */
function moment(description: string): PropertyDecorator {
  const check = { name: 'isMoment', validator: { validate: isMoment } };
  const fix = '请填写 2000 至 2099 年的日期和时间,注明时区,例如 2026-03-02T09:00:00+08:00';
  return field({ type: String, format: 'date-time', description }, {}, [
    ValidateBy(check, rule('不是日期和时间', fix)),
  ]);
}

/** Fields of what comes in: each checks, mends what is harmless (spaces, case of ids), and describes itself. */
export const Given = {
  id,
  ids,
  text,
  secret,
  matching,
  oneOf,
  version,
  count,
  flag,
  flagInQuery,
  maybeFlagInQuery,
  share,
  daysAhead,
  yearInQuery,
  limit,
  facts,
  records,
  words,
  one,
  listOf,
  day,
  days,
  moment,
} as const;
