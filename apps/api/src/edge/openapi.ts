import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { permitSomewhere } from '@duixian/casework';
import { SESSION_COOKIE } from './http';
import { PROBLEMS } from './problem.table';
import { type DeclaredRoute, type RouteTable } from './route-table';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const text: Schema = { type: 'string' };

const PROBLEM_SCHEMA: Schema = {
  type: 'object',
  description: 'Problem details (RFC 9457). Particulars depend on the code.',
  required: ['type', 'title', 'titleZh', 'status', 'detail', 'code', 'instance', 'requestId'],
  additionalProperties: true,
  properties: {
    type: { type: 'string', format: 'uri' },
    title: text,
    titleZh: text,
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do about it.' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'Stable.' },
    instance: { type: 'string', description: 'Path of the request.' },
    requestId: { type: 'string', description: 'For the operator, who finds it in the log.' },
    errors: {
      type: 'array',
      description: 'With validation-failed: every field that does not fit.',
      items: {
        type: 'object',
        required: ['field', 'message', 'fix'],
        properties: { field: text, message: text, fix: text },
      },
    },
    state: { type: 'string', description: 'With action-not-allowed: the present state.' },
    allowedActions: {
      type: 'array',
      items: text,
      description: 'With action-not-allowed: what is possible instead.',
    },
  },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One per intended change; the same one again repeats the answer, not the change.',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
} as const;

/** The OpenAPI document, complete: what the declarations say is added to every route. */
export function describeApi(app: NestFastifyApplication, routes: RouteTable): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Duixian 兑现')
    .setDescription(
      'Public award money, from the policy document to the account it is owed to. Amounts are integer fen; lists page by cursor; every change takes an Idempotency-Key, every change of a case its version.',
    )
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'Token of POST /api/v1/sessions.' },
      'bearer',
    )
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, 'cookie')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  for (const route of routes.routes) {
    const operation = operationAt(document, route);
    if (operation) complete(operation, route);
  }
  return document;
}

/** Serves the document at /api/openapi.json and pages to read and try it at /api/docs. */
export function serveOpenApi(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'] });
}

/** What the document says about a route; undefined when it says nothing. */
export function operationAt(
  document: OpenAPIObject,
  route: { method: string; path: string },
): Operation | undefined {
  const path = route.path.replace(/:(\w+)/g, '{$1}');
  return document.paths[path]?.[route.method.toLowerCase() as 'get'];
}

function complete(operation: Operation, { declaration }: DeclaredRoute): void {
  operation.responses['default'] = {
    description: 'A problem.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const isPublic =
    declaration.kind === 'technical' ||
    declaration.operations.some((each) => permitSomewhere({ kind: 'anonymous' }, each));
  operation.security = isPublic ? [] : [{ bearer: [] }, { cookie: [] }];
  if (declaration.kind !== 'operations' || !declaration.needsKey) return;
  operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  for (const status of ['200', '201']) {
    const response = operation.responses[status];
    if (!response || '$ref' in response) continue;
    response.headers = {
      ...response.headers,
      'Idempotency-Replayed': {
        description: 'true when this answer was given before.',
        schema: { type: 'string', enum: ['true'] },
      },
    };
  }
}
