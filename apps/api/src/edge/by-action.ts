import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { RequestRefused } from './problem';

/** Body shapes by the verb that their field `action` names. */
type Shapes = Readonly<Record<string, { readonly body: Type<object> }>>;

/**
 * The row of the record that the body's `action` names.
 * @throws RequestRefused `validation-failed` for a verb that is not in it
 */
export function rowByAction<Row>(record: Readonly<Record<string, Row>>, given: unknown): Row {
  const action =
    typeof given === 'object' && given !== null ? (given as { action?: unknown }).action : undefined;
  const row = typeof action === 'string' && Object.hasOwn(record, action) ? record[action] : undefined;
  if (row !== undefined) return row;
  const message = action === undefined ? '没有填写' : '不是可选的值';
  throw new RequestRefused('validation-failed', '这些项不符合要求:action。', {
    errors: [{ field: 'action', message, fix: `可选:${Object.keys(record).join('、')}` }],
  });
}

/** Describes a body that is one of several shapes, told apart by `action`. */
export function BodyByAction(shapes: Shapes): MethodDecorator {
  const bodies = Object.values(shapes).map(({ body }) => body);
  const mapping = Object.fromEntries(
    Object.entries(shapes).map(([action, { body }]) => [action, getSchemaPath(body)]),
  );
  return applyDecorators(
    ApiExtraModels(...bodies),
    ApiBody({
      schema: {
        oneOf: bodies.map((body) => ({ $ref: getSchemaPath(body) })),
        discriminator: { propertyName: 'action', mapping },
      },
    }),
  );
}
