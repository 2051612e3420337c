import { connectDatabase, readConfiguration, type Configuration, type Database } from '@duixian/casework';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from './create-api';
import { builtConsole } from './edge/console';

const POOL_SIZE = 10;
const STOP_WITHIN_MS = 12_000;

/** Why the API did not start, in one sentence for the operator. */
class StartRefused extends Error {}

async function main(): Promise<void> {
  const configuration = readSettings();
  const db = await openDatabase(configuration);
  const filesFolder = join(configuration.dataDirectory, 'files');
  const consoleFolder = builtConsole();
  const app = await createApi({ db, configuration, log: true, filesFolder, consoleFolder });
  stopOnSignals(app, db);
  const { host, port } = configuration;
  try {
    // Fastify's own listen: Nest's would print the error with its stack before we can say it in a sentence.
    const address = await app.getHttpAdapter().getInstance().listen({ host, port });
    app.getHttpAdapter().getInstance().log.info({ address, mode: configuration.mode }, 'listening');
  } catch (error) {
    await app.close();
    await db.close();
    throw new StartRefused(whyNotListening(error, configuration));
  }
}

function readSettings(): Configuration & { databaseUrl: string } {
  const settings = readConfiguration(process.env);
  if (!settings.ok) throw new StartRefused(settings.problems.join('\n'));
  const { databaseUrl } = settings.configuration;
  if (databaseUrl === undefined) {
    throw new StartRefused(
      'DATABASE_URL is missing: name the database with the application role, or use npm start.',
    );
  }
  return { ...settings.configuration, databaseUrl };
}

async function openDatabase({ databaseUrl }: { databaseUrl: string }): Promise<Database> {
  try {
    return await connectDatabase(databaseUrl, { poolSize: POOL_SIZE, applicationName: 'duixian-api' });
  } catch (error) {
    const { hostname, port, pathname } = new URL(databaseUrl);
    throw new StartRefused(
      `The database at ${hostname}:${port || '5432'}${pathname} cannot be used (${(error as Error).message}): correct DATABASE_URL.`,
    );
  }
}

function whyNotListening(error: unknown, { host, port }: Configuration): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE'
    ? `Port ${port} is taken by another program: set PORT to a free one.`
    : `The API cannot listen on ${host}:${port}: ${String(error)}.`;
}

/** No new requests, the running ones to their end, then the database; twice the signal ends it at once. */
function stopOnSignals(app: NestFastifyApplication, db: Database): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    app
      .close()
      .then(() => db.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        process.stderr.write(`The API did not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof StartRefused ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
});
