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
    throw refusal([{ field: '', message: '不是 JSON 对象', fix: '请给出对象 {…}' }]);
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

const UNKNOWN = { message: '不认识的项', fix: '请去掉' };
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
  const message = error.value === undefined ? '没有填写' : (error.constraints?.[name] ?? '不符合要求');
  return [{ field, message, fix: context?.fix ?? '请查看接口说明' }, ...below];
}

function refusal(problems: FieldProblem[]): RequestRefused {
  const fields = [...new Set(problems.map((problem) => problem.field || '正文'))].slice(0, 10).join('、');
  return new RequestRefused('validation-failed', `这些项不符合要求:${fields}。`, {
    errors: problems.slice(0, MOST_PROBLEMS),
  });
}
