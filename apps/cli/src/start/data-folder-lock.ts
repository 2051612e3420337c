import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writeJson } from './data-folder';
import { StartRefusal } from './start-refusal';

const WAIT_MS = 1_000;
const WAIT_FOR_STOPPING_MS = 60_000;

/**
 * Lets one supervisor at a time work on a data folder. The lock is a listening local socket: the kernel gives it to one
 * process and takes it back however that process ends, which no pid file can promise.
 *
 * @returns releases the lock
 * @throws StartRefusal when another supervisor holds it
 */
export async function lockDataFolder(folder: string): Promise<() => void> {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 24);
  // Linux has names without a file, which vanish with their process; elsewhere a dead socket file is recognised by calling it.
  const address = process.platform === 'linux' ? `\0duixian-${key}` : join(tmpdir(), `duixian-${key}.sock`);
  const server = await listenPatiently(address, folder);
  if (server === null) {
    const holder = readHolder(folder);
    throw new StartRefusal(
      `Duixian already runs on ${folder}${holder?.pid === undefined ? '' : ` (pid ${holder.pid})`}: use that one, stop it first, or set DATA_DIR and PORT for a second one.`,
    );
  }
  writeHolder(folder, { pid: process.pid, stopping: false });
  return () => void server.close();
}

/** Tells a supervisor that is waiting for the folder that waiting is worth it. */
export const announceStop = (folder: string): void =>
  writeHolder(folder, { pid: process.pid, stopping: true });

interface Holder {
  readonly pid: number;
  readonly stopping: boolean;
}

const readHolder = (folder: string): Holder | null => readJson(folder, 'supervisor') as Holder | null;
const writeHolder = (folder: string, holder: Holder): void => writeJson(folder, 'supervisor', holder);

/** A holder whose npm was killed a moment ago needs that moment to notice. */
async function listenPatiently(address: string, folder: string): Promise<Server | null> {
  const begun = performance.now();
  for (;;) {
    const server = (await listen(address)) ?? (await listenAfterTheDead(address));
    const waitedMs = performance.now() - begun;
    if (server !== null || waitedMs > (readHolder(folder)?.stopping ? WAIT_FOR_STOPPING_MS : WAIT_MS))
      return server;
    await sleep(50);
  }
}

function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((visitor) => visitor.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function listenAfterTheDead(address: string): Promise<Server | null> {
  if (address.startsWith('\0') || (await answers(address))) return null;
  rmSync(address, { force: true });
  return listen(address);
}

const answers = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const call = connect(address, () => resolve(true)).once('error', () => resolve(false));
    call.once('connect', () => call.destroy());
  });
