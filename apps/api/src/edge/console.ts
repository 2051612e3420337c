import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type HttpRequest, pathOf } from './http';

/** Addresses that are never pages of the console: what is unknown below them stays a problem in JSON. */
const NOT_A_PAGE = /^\/(api|health|metrics|assets)(\/|$)/;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** What of the console is served as files; `refuseUndeclared` need not ask for their operations. */
export const CONSOLE_FILES = /^\/(assets\/|icon\.svg$)/;

/**
 * Serves the built console: files whose names hold the hash of their content, cached for ever, and index.html for every
 * address that a browser opens and no route takes, so that a page can be sent as a link.
 *
 * @param folder where index.html and assets/ lie
 */
export function serveConsole(app: NestFastifyApplication, folder: string): void {
  const index = asItStands(join(folder, 'index.html'));
  app.useStaticAssets({
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: YEAR_SECONDS * 1000,
  });
  const server = app.getHttpAdapter().getInstance();
  server.get('/icon.svg', (_request, reply) => {
    void reply
      .header('Cache-Control', 'public, max-age=86400')
      .type('image/svg+xml')
      .send(readFileSync(join(folder, 'icon.svg')));
  });
  server.addHook('onRequest', (request, reply, done) => {
    if (!isPage(request as unknown as HttpRequest)) return done();
    void reply.header('Cache-Control', 'no-cache').type('text/html; charset=utf-8').send(index());
  });
}

/** The text of a file as it stands: it may be built anew under a running server, and is missing for a moment then. */
function asItStands(path: string): () => string {
  let text = readFileSync(path, 'utf8');
  return () => {
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      // What was there last.
    }
    return text;
  };
}

const isPage = (request: HttpRequest): boolean =>
  request.is404 &&
  (request.method === 'GET' || request.method === 'HEAD') &&
  String(request.headers['accept'] ?? '').includes('text/html') &&
  !NOT_A_PAGE.test(pathOf(request));

/** The console next to the built API, null when it was not built. */
export function builtConsole(): string | null {
  const folder = join(__dirname, '../../../web/dist');
  return existsSync(join(folder, 'index.html')) ? folder : null;
}
