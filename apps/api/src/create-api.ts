import 'reflect-metadata';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { type LoggerService, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  DEFAULT_CREDIT_RULES,
  DEFAULT_REGISTER_RULES,
  FileStore,
  PAYEE_COOLING_WORKING_DAYS,
  type Configuration,
  type Database,
} from '@duixian/casework';
import { ApiModule } from './api.module';
import { serveConsole } from './edge/console';
import { type RequestLog } from './edge/http';
import { Metrics } from './edge/metrics';
import { describeApi, serveOpenApi } from './edge/openapi';
import { RouteTable } from './edge/route-table';
import { createServer, watchRequests } from './edge/server';
import { MOST_UPLOAD_BYTES } from './imports/upload';

export interface ApiOptions {
  readonly db: Database;
  readonly configuration: Pick<Configuration, 'mode'> &
    Partial<
      Pick<
        Configuration,
        | 'payeeCoolingWorkingDays'
        | 'creditRules'
        | 'registerRules'
        | 'publicUrl'
        | 'secondFactor'
        | 'mail'
        | 'bankUrl'
      >
    >;
  /** Where attached files are kept; a folder of the system's for temporary files unless said otherwise (tests). */
  readonly filesFolder?: string;
  /** Sign-ins per minute and address; 30, in demo mode 600, unless said otherwise; null switches the limit off (tests). */
  readonly signInsPerMinute?: number | null;
  /** JSON lines on stdout; off unless said otherwise. */
  readonly log?: boolean;
  /** Proxies whose X-Forwarded-* headers are believed; nobody's unless said otherwise. */
  readonly trustProxy?: boolean | string;
  /** Folder of the built console; it is served only where given. */
  readonly consoleFolder?: string | null;
  /** Routes of a deployment's own; they declare their operation like all others. */
  readonly controllers?: readonly Type[];
}

/**
 * The API over a connected database, with every route registered, ready to listen or to be asked by supertest. The
 * database stays the caller's: close it after the API.
 * @throws UndeclaredRoute when a route does not say which operation it is
 */
export async function createApi(options: ApiOptions): Promise<NestFastifyApplication> {
  const {
    db,
    configuration,
    signInsPerMinute = configuration.mode === 'demo' ? 600 : 30,
    log = false,
    trustProxy = false,
    controllers = [],
    consoleFolder = null,
    filesFolder = join(tmpdir(), `duixian-files-${process.pid}`),
  } = options;
  const adapter = createServer({ log, trustProxy });
  const module = ApiModule.over(
    { db, files: new FileStore(filesFolder) },
    {
      mode: configuration.mode,
      signInsPerMinute,
      ...(configuration.publicUrl ? { publicUrl: configuration.publicUrl } : {}),
      ...(configuration.bankUrl ? { bankUrl: configuration.bankUrl } : {}),
      ...(configuration.secondFactor ? { secondFactor: configuration.secondFactor } : {}),
      mailAvailable: configuration.mail !== undefined,
      creditRules: configuration.creditRules ?? DEFAULT_CREDIT_RULES,
      registerRules: configuration.registerRules ?? DEFAULT_REGISTER_RULES,
      payeeCoolingWorkingDays: configuration.payeeCoolingWorkingDays ?? PAYEE_COOLING_WORKING_DAYS,
    },
    controllers,
  );
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(adapter.getInstance().log),
    abortOnError: false,
    bodyParser: false,
  });
  try {
    await assemble(app, adapter, consoleFolder);
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/**
 * Only what we serve ourselves. Styles may stand in the page: antd writes them while it runs. No
 * upgrade-insecure-requests: on plain http in a local network it would break the pages.
 */
const CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'", 'data:'],
    imgSrc: ["'self'", 'data:'],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

async function assemble(
  app: NestFastifyApplication,
  adapter: FastifyAdapter,
  consoleFolder: string | null,
): Promise<void> {
  const [routes, metrics] = [app.get(RouteTable), app.get(Metrics)];
  adapter.getInstance().addHook('onRoute', ({ method, url }) => routes.note(method, url));
  watchRequests(adapter, (request, reply) => metrics.observe(request, reply));
  await app.register(fastifyHelmet, { contentSecurityPolicy: CONTENT_SECURITY_POLICY });
  await app.register(fastifyCookie);
  if (consoleFolder !== null) serveConsole(app, consoleFolder);
  const limits = { fileSize: MOST_UPLOAD_BYTES, files: 2, fields: 20, fieldSize: 2_000 };
  await app.register(fastifyMultipart, { limits });
  serveOpenApi(app, describeApi(app, routes));
  await app.init();
  await adapter.getInstance().ready();
  routes.refuseUndeclared();
}

/** What Nest itself has to say goes the same way as our lines; its start-up chatter is left out. */
function nestLog(log: RequestLog): LoggerService {
  const line =
    (level: 'warn' | 'error') =>
    (message: unknown, ...more: unknown[]) => {
      log[level]({ nest: more.filter((each) => typeof each === 'string') }, String(message));
    };
  return { log: () => undefined, warn: line('warn'), error: line('error'), fatal: line('error') };
}
