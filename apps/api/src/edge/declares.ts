import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { OPERATIONS, type Operation, type OperationRule } from '@duixian/casework';

const DECLARATION = 'duixian:declaration';
const LOCATION = 'duixian:location';

/** What a route is for: operations that the permission function knows, or something outside of them. */
export type Declaration =
  | {
      readonly kind: 'operations';
      readonly operations: readonly Operation[];
      /** True where a repeated request must not have its effect twice, so that an Idempotency-Key is due. */
      readonly needsKey: boolean;
    }
  | { readonly kind: 'technical'; readonly why: string };

interface DeclaredRoute {
  summary: string;
  /** Needed where a route stands for several operations. */
  operationId?: string;
  /** False where a repetition does no harm or answers something secret. */
  idempotencyKey?: false;
}

const ruleOf = (operation: Operation): OperationRule => OPERATIONS[operation];

/** True for operations that change something. */
export const changesState = (operations: readonly Operation[]): boolean =>
  operations.some((operation) => ruleOf(operation).kind === 'write');

/** Every route says by this which operation it is; the session guard asks the permission function about it. */
export function Declares(declared: Operation | readonly Operation[], route: DeclaredRoute): MethodDecorator {
  const operations = typeof declared === 'string' ? [declared] : declared;
  const declaration: Declaration = {
    kind: 'operations',
    operations,
    needsKey: changesState(operations) && route.idempotencyKey !== false,
  };
  const operationId = route.operationId ?? operations[0] ?? '';
  return applyDecorators(
    SetMetadata(DECLARATION, declaration),
    ApiOperation({ operationId, summary: route.summary }),
  );
}

/** For the few routes that no person's permission is about: probes and measurements. */
export function DeclaresTechnical(operationId: string, why: string): MethodDecorator {
  const declaration: Declaration = { kind: 'technical', why };
  return applyDecorators(SetMetadata(DECLARATION, declaration), ApiOperation({ operationId, summary: why }));
}

/** The declaration of a handler, null when it has none. */
export const declarationOf = (handler: object): Declaration | null =>
  (Reflect.getMetadata(DECLARATION, handler) as Declaration | undefined) ?? null;

/** Answers 200 with this shape. */
export function Answers(shape: Type, description = 'Done.'): MethodDecorator {
  return applyDecorators(HttpCode(200), ApiResponse({ status: 200, description, type: shape }));
}

const TOTALS = {
  type: 'object' as const,
  required: ['count', 'amountFen'],
  description: 'Over everything that passes the filter, not over the page.',
  properties: {
    count: { type: 'integer' as const },
    amountFen: {
      type: 'integer' as const,
      format: 'int64',
      nullable: true,
      description: 'In fen; null where the rows have no amount.',
    },
  },
};

/** Answers 200 with a page of this shape; `totals`: with count and sum over the filter. */
export function AnswersPageOf(shape: Type, { totals = false } = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiExtraModels(shape),
    ApiResponse({
      status: 200,
      description: 'A page; pass nextCursor as cursor for the next one.',
      schema: {
        type: 'object',
        required: ['items', 'nextCursor', ...(totals ? ['totals'] : [])],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(shape) } },
          nextCursor: { type: 'string', nullable: true, description: 'Null at the end.' },
          ...(totals ? { totals: TOTALS } : {}),
        },
      },
    }),
  );
}

/** Answers 201 with this shape and its address; `{id}` in the address is the answer's id. */
export function Creates(shape: Type, location: string): MethodDecorator {
  return applyDecorators(
    HttpCode(201),
    SetMetadata(LOCATION, location),
    ApiResponse({
      status: 201,
      description: 'Made.',
      type: shape,
      headers: { Location: { description: 'Its address.', schema: { type: 'string' } } },
    }),
  );
}

/** Where the thing that a handler made can be read; null for handlers that make nothing. */
export function locationOf(handler: object, answer: unknown): string | null {
  const template = Reflect.getMetadata(LOCATION, handler) as string | undefined;
  if (template === undefined) return null;
  const { id } = answer as { id?: unknown };
  return template.replace('{id}', encodeURIComponent(String(id)));
}
