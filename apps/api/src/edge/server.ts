import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type HttpReply, type HttpRequest, pathOf } from './http';
import { readJson, textOf } from './json-body';
import { problemOf, RequestRefused } from './problem';

/** What a route may say about its body, by `@RouteConfig`. */
export interface BodyConfig {
  readonly body: {
    /** The handler gets JSON as the text that came, and XML as a stream, whose bytes it counts. */
    readonly asText: boolean;
    readonly mostBytes: number;
  };
}

/** What a route says that takes a form with a file, by `@RouteConfig`; every other route refuses forms. */
export interface UploadConfig {
  readonly takesFile: true;
}

const MOST_BODY_BYTES = 1024 * 1024;
/** What is being answered when the server ends has so long. */
const LAST_ANSWERS_WITHIN_MS = 5_000;
const REQUEST_WITHIN_MS = 60_000;
const SANE_REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

export interface ServerOptions {
  readonly log: boolean;
  /** Proxies whose X-Forwarded-* headers are believed; false: nobody's. */
  readonly trustProxy: boolean | string;
}

/** Fastify's own type, by way of Nest: nothing else here depends on Fastify directly. */
type Instance = ReturnType<FastifyAdapter['get']>;

type Logger = Instance['log'];
type PlainReply = {
  status(code: number): PlainReply;
  type(contentType: string): PlainReply;
  send(body: object): unknown;
};

/** The HTTP server without any route: limits, request ids, body parser. */
export function createServer({ log, trustProxy }: ServerOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY_BYTES,
    requestTimeout: REQUEST_WITHIN_MS,
    trustProxy,
    genReqId: requestIdOf,
    // Fastify's own lines about each request hold its address with the query string: only warnings pass.
    childLoggerFactory: (logger: Logger, bindings: object, more: object) =>
      logger.child(bindings, { ...more, level: 'warn' }),
    forceCloseConnections: 'idle',
    logger: log && {
      level: 'info',
      base: { app: 'api' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp,
    },
    frameworkErrors: (error: { code: string }, request: Pick<HttpRequest, 'id' | 'url'>, reply: unknown) => {
      const known = error.code === 'FST_ERR_BAD_URL';
      const problem = known
        ? problemOf('malformed-address', 'The path holds an escape sequence that is not valid.')
        : problemOf('bad-request', 'The request cannot be understood.');
      (reply as PlainReply)
        .status(problem.status)
        .type('application/problem+json')
        .send({ ...problem, instance: encodeURI(pathOf(request)), requestId: request.id });
    },
  });
  const server = adapter.getInstance<Instance>();
  server.addHook('preClose', (done) => {
    // A connection that never asked anything is no idle one to Node: it would keep a server that ends for over a minute.
    setTimeout(() => server.server.closeAllConnections(), LAST_ANSWERS_WITHIN_MS).unref();
    done();
  });
  server.decorateRequest('caller', null);
  readBodies(server);
  return adapter;
}

const timestamp = (): string => `,"time":"${new Date().toISOString()}"`;

/** The caller's own id when it is a harmless token, so that a request can be followed across systems. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
}

/**
 * JSON (XML for the one route that reads it), and files for the routes that take one, as a form or as a plain stream: a form of another site can send neither
 * JSON nor a stream, and with a form a browser's change needs a header that only our own pages send. Whoever reads a
 * stream counts its bytes.
 */
function readBodies(server: Instance): void {
  server.addHook('onRequest', (request, _, done) => {
    const { takesFile } = (request.routeOptions.config ?? {}) as Partial<UploadConfig>;
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    done(isForm && !takesFile ? Object.assign(new Error('no form here'), { statusCode: 415 }) : undefined);
  });
  server.addHook('onRoute', (route) => {
    const { body } = (route.config ?? {}) as Partial<BodyConfig>;
    if (body) route.bodyLimit = body.mostBytes;
  });
  const parse = server.getDefaultJsonParser('error', 'error') as Parameters<typeof readJson>[0];
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/octet-stream', (_request, stream, done) => done(null, stream));
  // XML is a stream for the route that reads it itself, and nothing anywhere else.
  server.addContentTypeParser('application/xml', (request, stream, done) => {
    const { body: wanted } = request.routeOptions.config as Partial<BodyConfig>;
    if (wanted?.asText) done(null, stream);
    else done(new RequestRefused('unsupported-media-type', 'Send application/json.'));
  });
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const { body: wanted } = request.routeOptions.config as Partial<BodyConfig>;
      const bytes = body as Buffer;
      done(null, wanted?.asText ? textOf(bytes) : readJson(parse, request, bytes));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** What every request passes: its id in the answer, no caching of what may be personal, one line in the log. */
export function watchRequests(
  adapter: FastifyAdapter,
  finished: (request: HttpRequest, reply: HttpReply) => void,
): void {
  const server = adapter.getInstance<Instance>();
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    if (request.url.startsWith('/api/v1')) reply.header('Cache-Control', 'no-store');
    done();
  });
  server.addHook('onResponse', (rawRequest, rawReply, done) => {
    const [request, reply] = [rawRequest as unknown as HttpRequest, rawReply as unknown as HttpReply];
    finished(request, reply);
    const { id: requestId, method } = request;
    const route = request.is404 ? null : (request.routeOptions.url ?? null);
    const milliseconds = Math.round(reply.elapsedTime);
    server.log.info({ requestId, method, route, status: reply.statusCode, milliseconds }, 'request');
    done();
  });
}
