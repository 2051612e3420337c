import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedServer } from '@duixian/embedded-postgres';

const SETTINGS = { max_connections: '300', shared_buffers: '64MB', max_wal_size: '512MB', autovacuum: 'off' };
const START_WITHIN_MS = 90_000;

/**
 * The server that tests run on: TEST_DATABASE_URL (superuser of an existing server) where set, else one embedded
 * PostgreSQL per run, started by whichever worker needs it first and ended by Jest's global teardown.
 *
 * @returns `postgresql://…` of a superuser
 */
export async function startTestServer(): Promise<string> {
  const existing = process.env['TEST_DATABASE_URL'];
  if (existing) return existing;
  const home = process.env['DUIXIAN_TEST_SERVER'];
  if (!home)
    throw new Error(
      'No test server: run through Jest with the configuration of this repository, or set TEST_DATABASE_URL.',
    );
  const address = join(home, 'address');
  const deadline = performance.now() + START_WITHIN_MS;
  while (performance.now() < deadline) {
    const url = readOrNull(address);
    if (url !== null) return url;
    if (takeTurn(home)) return start(home, address);
    await sleep(50);
  }
  throw new Error(`The test server in ${home} did not start within ${START_WITHIN_MS / 1000} s.`);
}

async function start(home: string, address: string): Promise<string> {
  try {
    const url = readOrNull(address);
    if (url !== null) return url;
    const server = await startEmbeddedServer({ home, durable: false, settings: SETTINGS });
    writeFileSync(address, server.url('postgres'), { mode: 0o600 });
    return server.url('postgres');
  } finally {
    rmdirSync(join(home, 'starting'));
  }
}

/** Making a folder succeeds for one worker only. */
function takeTurn(home: string): boolean {
  try {
    mkdirSync(join(home, 'starting'));
    return true;
  } catch {
    return false;
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8') || null;
  } catch {
    return null;
  }
}
