import { type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

interface More {
  nullable?: true;
  optional?: true;
}

const field = (shown: ApiPropertyOptions, { nullable, optional }: More = {}): PropertyDecorator =>
  ApiProperty({
    ...shown,
    required: optional !== true,
    ...(nullable ? { nullable } : {}),
  } as ApiPropertyOptions);

type Describe = (description: string, more?: More) => PropertyDecorator;

const id: Describe = (description, more) => field({ type: String, format: 'uuid', description }, more);
const text: Describe = (description, more) => field({ type: String, description }, more);
const texts: Describe = (description, more) => field({ type: [String], description }, more);
const fen: Describe = (description, more) =>
  field({ type: 'integer', format: 'int64', description: `${description} In fen.` }, more);
const count: Describe = (description, more) => field({ type: 'integer', description }, more);
const counts: Describe = (description, more) =>
  field({ type: 'array', items: { type: 'integer' }, description }, more);
const flag: Describe = (description, more) => field({ type: Boolean, description }, more);
const day: Describe = (description, more) => field({ type: String, format: 'date', description }, more);
const moment: Describe = (description, more) =>
  field({ type: String, format: 'date-time', description }, more);
/** Swagger takes a function for a late type only when it is called `type`, as one written right here is. */
const late = (shape: () => Type): ApiPropertyOptions => ({ type: () => shape() });
/** Any JSON object. */
const data: Describe = (description, more) =>
  field({ type: 'object', additionalProperties: true, description }, more);
/** A single value of whatever type a fact has. */
const value: Describe = (description, more) =>
  field(
    {
      description,
      oneOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'string' } },
      ],
    },
    more,
  );
const oneOf = (values: readonly string[], description: string, more?: More): PropertyDecorator =>
  field({ type: String, enum: [...values], description }, more);
const words = (values: readonly string[], description: string): PropertyDecorator =>
  field({ type: 'array', items: { type: 'string', enum: [...values] }, description });
const version = (): PropertyDecorator => count('Send it along with a change.');
const one = (shape: () => Type, description: string, more: More = {}): PropertyDecorator =>
  field({ ...late(shape), description } as ApiPropertyOptions, more);
const many = (shape: () => Type, description: string, more?: More): PropertyDecorator =>
  field({ ...late(shape), isArray: true, description } as ApiPropertyOptions, more);

/** Fields of what goes out, for the OpenAPI document. */
export const Shown = {
  id,
  text,
  texts,
  fen,
  count,
  counts,
  flag,
  day,
  moment,
  data,
  value,
  oneOf,
  words,
  version,
  one,
  many,
} as const;
