import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { type FieldProblem, RequestRefused } from './problem';

/**
 * Reads what came in as the given shape: unknown fields refused, texts trimmed, every field checked.
 * @throws RequestRefused `validation-failed`, naming every field with what is wrong and what to do
 */
export function readAs<T extends object>(shape: Type<T>, given: unknown): T {
  const plain = given ?? {};
  if (typeof plain !== 'object' || Array.isArray(plain)) {
    throw refusal([{ field: '', message: 'is not a JSON object', fix: 'send an object: {…}' }]);
  }
  const read = plainToInstance(shape, { ...plain });
  const errors = validateSync(read, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false },
  });
  const problems = errors.flatMap((error) => fieldProblems(error, ''));
  const dropped = Object.keys(plain).filter((name) => !Object.hasOwn(read, name));
  problems.push(...dropped.map((field) => ({ field, ...UNKNOWN })));
  if (problems.length > 0) throw refusal(problems);
  return read;
}

/** Reads every body, query and path parameter that is typed by a class. */
@Injectable()
export class ReadAsPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    const untyped = metatype === undefined || metatype === Object || metatype === String;
    return type === 'custom' || untyped ? value : readAs(metatype as Type<object>, value);
  }
}

const UNKNOWN = { message: 'is not known here', fix: 'leave it out' };
const MOST_PROBLEMS = 50;

function fieldProblems(error: ValidationError, parent: string): FieldProblem[] {
  const field = /^\d+$/.test(error.property)
    ? `${parent}[${error.property}]`
    : [parent, error.property].filter(Boolean).join('.');
  const below = (error.children ?? []).flatMap((child) => fieldProblems(child, field));
  const [name] = Object.keys(error.constraints ?? {});
  if (name === undefined) return below;
  if (name === 'whitelistValidation') return [{ field, ...UNKNOWN }];
  const context = error.contexts?.[name] as { fix?: string } | undefined;
  const message = error.value === undefined ? 'is missing' : (error.constraints?.[name] ?? 'does not fit');
  return [{ field, message, fix: context?.fix ?? 'see /api/docs' }, ...below];
}

function refusal(problems: FieldProblem[]): RequestRefused {
  const fields = [...new Set(problems.map((problem) => problem.field || 'the body'))].slice(0, 10).join(', ');
  return new RequestRefused('validation-failed', `These do not fit: ${fields}.`, {
    errors: problems.slice(0, MOST_PROBLEMS),
  });
}
