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
const UUID_FIX = 'give the id as it was answered: 8-4-4-4-12 hexadecimal digits';
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
    Matches(UUID, rule('is not an id', UUID_FIX)),
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
    IsArray(rule('is not a list', 'send a list of ids')),
    ArrayMinSize(1, rule('is empty', 'name at least one, or leave the field out')),
    ArrayMaxSize(most, rule(`has more than ${most} entries`, `send at most ${most} at once`)),
    ArrayUnique(rule('names one twice', 'name each once')),
    Matches(UUID, rule('holds something that is not an id', UUID_FIX, { each: true })),
  ]);
}

function text(
  description: string,
  size: { from: number; to: number },
  presence: Presence = {},
): PropertyDecorator {
  const { from, to } = size;
  const fix = `write ${from} to ${to} characters`;
  return field({ type: String, minLength: from, maxLength: to, description }, presence, [
    transformed(trimmed),
    IsString(rule('is not a text', fix)),
    Length(from, to, rule(from > 0 ? 'is empty or too long' : 'is too long', fix)),
    Matches(PRINTABLE, rule('holds control characters', 'remove them')),
  ]);
}

/** As typed, not trimmed: spaces belong to it. */
function secret(description: string): PropertyDecorator {
  const fix = 'send 1 to 200 characters';
  return field({ type: String, format: 'password', maxLength: 200, description }, {}, [
    IsString(rule('is not a text', fix)),
    Length(1, 200, rule('is empty or too long', fix)),
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
    Matches(pattern, rule('has another form', fix)),
  ]);
}

function oneOf(description: string, values: readonly string[], presence: Presence = {}): PropertyDecorator {
  return field({ type: String, enum: [...values], description }, presence, [
    IsIn(values, rule('is none of the possible values', `choose one of ${values.join(', ')}`)),
  ]);
}

/** The version that the sender saw; a change of anything else meanwhile is answered with 409. */
function version(): PropertyDecorator {
  const fix = 'send the version that you read, a whole number from 1';
  const shown = {
    type: 'integer',
    minimum: 1,
    description: 'The version that was read; 409 when it is not the current one.',
  } as const;
  return field(shown, {}, [
    IsInt(rule('is not a whole number', fix)),
    Min(1, rule('is below 1', fix)),
    Max(2_147_483_647, rule('is too large', fix)),
  ]);
}

function count(
  description: string,
  size: { from: number; to: number },
  presence: Presence = {},
): PropertyDecorator {
  const { from, to } = size;
  const fix = `send a whole number from ${from} to ${to}`;
  return field({ type: 'integer', minimum: from, maximum: to, description }, presence, [
    IsInt(rule('is not a whole number', fix)),
    Min(from, rule(`is below ${from}`, fix)),
    Max(to, rule(`is above ${to}`, fix)),
  ]);
}

function flag(description: string, presence: Presence = {}): PropertyDecorator {
  return field({ type: Boolean, description }, presence, [
    IsBoolean(rule('is neither true nor false', 'send true or false')),
  ]);
}

function flagInQuery(description: string): PropertyDecorator {
  return field({ type: Boolean, default: false, description }, { optional: true }, [
    transformed(wordAsFlag),
    IsBoolean(rule('is neither true nor false', 'write true or false')),
  ]);
}

/** A filter that is neither true nor false when it is left out. */
function maybeFlagInQuery(description: string): PropertyDecorator {
  return field({ type: Boolean, description }, { optional: true }, [
    transformed(wordAsFlag),
    IsBoolean(rule('is neither true nor false', 'write true or false, or leave it out')),
  ]);
}

/** Days from today, as a filter; negative ones are over. */
function daysAhead(description: string): PropertyDecorator {
  const fix = 'write a whole number from -366 to 366';
  return field({ type: 'integer', minimum: -366, maximum: 366, description }, { optional: true }, [
    transformed((value) => (typeof value === 'string' && /^-?\d{1,3}$/.test(value) ? Number(value) : value)),
    IsInt(rule('is not a whole number', fix)),
    Min(-366, rule('is below -366', fix)),
    Max(366, rule('is above 366', fix)),
  ]);
}

function limit(description = 'Most entries of a page.', preset = 50): PropertyDecorator {
  const fix = 'write a whole number from 1 to 200';
  const shown = {
    type: 'integer',
    minimum: 1,
    maximum: 200,
    default: preset,
    description,
  } as const;
  return field(shown, { optional: true }, [
    transformed(digitsAsNumber),
    IsInt(rule('is not a whole number', fix)),
    Min(1, rule('is below 1', fix)),
    Max(200, rule('is above 200', fix)),
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
    IsArray(rule('is not a list', 'send a list')),
    ArrayMinSize(1, rule('is empty', 'name at least one')),
    ArrayMaxSize(most, rule(`has more than ${most} entries`, `send at most ${most} at once`)),
    ArrayUnique(rule('names one twice', 'name each once')),
    'values' in each
      ? IsIn(each.values, rule('holds something else', `choose of ${each.values.join(', ')}`, { each: true }))
      : Matches(each.pattern, rule('holds something else', each.fix, { each: true })),
  ]);
}

/** One object of a shape. */
function one<T extends object>(
  shape: () => Type<T>,
  description: string,
  presence: Presence = {},
): PropertyDecorator {
  return field({ type: () => shape(), description }, presence, [
    IsObject(rule('is not an object', 'send an object: {…}')),
    ValidateNested(rule('is not an object', 'send an object: {…}')),
    Nested(shape),
  ]);
}

/** Facts by name; the use case reads them with the vocabulary of the law. Passed on exactly as they came. */
function facts(description: string, presence: Presence = {}): PropertyDecorator {
  return field({ type: 'object', additionalProperties: true, description }, presence, [
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    IsObject(rule('is not an object', 'send facts by name: {"revenue.main_business_yuan": "62000000.00"}')),
  ]);
}

/** A list of objects that the use case reads. Passed on exactly as they came. */
function records(description: string, most: number): PropertyDecorator {
  const item = { type: 'object', additionalProperties: true } as const;
  return field({ type: 'array', items: item, minItems: 1, maxItems: most, description }, {}, [
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
    IsArray(rule('is not a list', 'send a list')),
    ArrayMinSize(1, rule('is empty', 'send at least one entry')),
    ArrayMaxSize(most, rule(`has more than ${most} entries`, `send at most ${most} at once`)),
    IsObject(rule('holds something that is not an object', 'send objects: {…}', { each: true })),
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
  const twice = 'name each once';
  const shown = { type: () => shape(), isArray: true, minItems: 1, maxItems: most, description };
  return field(shown, presence, [
    IsArray(rule('is not a list', 'send a list')),
    ArrayMinSize(1, rule('is empty', 'send at least one entry')),
    ArrayMaxSize(most, rule(`has more than ${most} entries`, `send at most ${most} at once`)),
    ...(distinct ? [ArrayUnique(identity, rule('names one twice', twice))] : []),
    // Without it a list inside the list would pass as an entry.
    IsObject(rule('holds something that is not an object', 'send objects: {…}', { each: true })),
    ValidateNested(rule('is not an object', 'send an object: {…}', { each: true })),
    Nested(shape),
  ]);
}

/** A calendar day between 2000 and 2099. */
function day(description: string, presence: Presence = {}): PropertyDecorator {
  const check = { name: 'isDay', validator: { validate: isDay } };
  return field({ type: String, format: 'date', description }, presence, [
    ValidateBy(check, rule('is not a day', 'write a day of 2000 to 2099, e.g. 2026-03-02')),
  ]);
}

/** A list of calendar days between 2000 and 2099, each once; may be empty. */
function days(description: string, most: number): PropertyDecorator {
  const check = { name: 'isDay', validator: { validate: isDay } };
  const shown = { isArray: true, maxItems: most, uniqueItems: true, description };
  return field({ type: String, format: 'date', ...shown }, {}, [
    IsArray(rule('is not a list', 'send a list of days')),
    ArrayMaxSize(most, rule(`has more than ${most} entries`, `send at most ${most}`)),
    ArrayUnique(rule('names one twice', 'name each once')),
    ValidateBy(check, rule('holds something else', 'write days, e.g. 2026-03-02', { each: true })),
  ]);
}

/** ISO 8601 with a zone, between 2000 and 2099. */
function moment(description: string): PropertyDecorator {
  const check = { name: 'isMoment', validator: { validate: isMoment } };
  const fix = 'write a date and time of 2000 to 2099 with its zone, e.g. 2026-03-02T09:00:00+08:00';
  return field({ type: String, format: 'date-time', description }, {}, [
    ValidateBy(check, rule('is not a date and time', fix)),
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
  daysAhead,
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
