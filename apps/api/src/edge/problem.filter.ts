import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import { frameworkProblem } from './framework-problem';
import { type HttpReply, type HttpRequest, pathOf } from './http';
import { problemOf, RequestRefused } from './problem';
import { RouteTable } from './route-table';

/** The one place that turns whatever was thrown into problem details (RFC 9457). */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const reply = host.switchToHttp().getResponse<HttpReply>();
    const refused = this.refusalOf(error, request);
    if (refused.code === 'internal-error') logBug(request, error);
    const problem = problemOf(refused.code, refused.message, refused.details);
    for (const [name, value] of Object.entries(refused.headers)) reply.header(name, value);
    if (problem.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="duixian"');
    reply
      .status(problem.status)
      .type('application/problem+json')
      .send({ ...problem, instance: pathOf(request), requestId: request.id });
  }

  private refusalOf(error: unknown, request: HttpRequest): RequestRefused {
    if (error instanceof RequestRefused) return error;
    if (error instanceof NotFoundException && request.is404) return this.unknownRoute(request);
    return (
      frameworkProblem(error) ??
      new RequestRefused(
        'internal-error',
        'Something failed on our side. Repeat the request with the same Idempotency-Key; if it stays so, tell the operator the requestId.',
      )
    );
  }

  private unknownRoute(request: HttpRequest): RequestRefused {
    const methods = this.routes.methodsAt(pathOf(request));
    if (methods.length === 0) {
      return new RequestRefused(
        'route-not-found',
        'There is no such address. GET /api/openapi.json lists all of them.',
      );
    }
    return new RequestRefused(
      'method-not-allowed',
      `This address takes ${methods.join(', ')}.`,
      { allowedMethods: methods },
      {
        Allow: methods.join(', '),
      },
    );
  }
}

/** Name, code and stack only: no body, no header, no parameter. */
function logBug(request: HttpRequest, error: unknown): void {
  const { name, code, stack } =
    error instanceof Error
      ? (error as Error & { code?: unknown })
      : { name: typeof error, code: undefined, stack: '' };
  request.log.error(
    {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      error: { name, code, stack },
    },
    'request failed',
  );
}
