import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, findBinaries } from './binaries';
import { ensureCluster, holdsFiles, makePassable, refuseForeignOwner, SUPERUSER } from './data-folder';
import { LauncherError } from './launcher-error';
import { livePostmaster } from './postmaster-file';
import { canPass, type ServerUser, serverUser } from './server-user';
import { startServerProcess, stopServerProcess } from './server-process';

export interface ServerOptions {
  /** Folder that holds the data, its address and its log; one caller at a time (the caller sees to that). */
  readonly home: string;
  /** false: nothing is forced to disk. Only for data that may be lost. */
  readonly durable: boolean;
  /** Server settings, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Receives lines for a person: where the data went, what is being waited for. */
  readonly note?: (line: string) => void;
}

export interface EmbeddedServer {
  readonly port: number;
  readonly pid: number;
  /** Where the data really is; below `home` except as root under a closed folder. */
  readonly folder: string;
  /** true: it was running already, left over from a caller that was killed. */
  readonly adopted: boolean;
  /** `postgresql://…` of the superuser for one of its databases. */
  url(database: string): string;
  /** Fast shutdown. */
  stop(): Promise<void>;
}

/** Kept in `home` as postgres.json, readable by its owner only. */
interface SavedServer {
  folder: string;
  password: string;
  port: number;
}

/** Where root puts what `nobody` cannot reach in the chosen place. */
const ELSEWHERE = '/var/lib/duixian';
const TRY_AGAIN_FOR_MS = 30_000;
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, or adopts the one that still runs on the same data.
 *
 * @throws LauncherError with one sentence for a person
 */
export async function startEmbeddedServer(options: ServerOptions): Promise<EmbeddedServer> {
  const note = options.note ?? (() => undefined);
  const user = serverUser();
  makePassable(options.home, user);
  const saved = readSaved(options.home) ?? newServer(options.home, user, note);
  if (existsSync(saved.folder)) refuseForeignOwner(saved.folder, user);

  const adopted = await adopt(saved.folder);
  if (adopted !== null) return describe(saved, adopted.pid, adopted.port, true);

  const binaries = findBinaries(user, ELSEWHERE, note);
  ensureCluster({ ...saved, durable: options.durable }, binaries, user);
  return start(saved, options, binaries, user);
}

/**
 * The server that runs on the data of `home` now, null when none does. Whoever asks only visits: `stop` is not theirs to call.
 *
 * @throws LauncherError when its address may not be read by this account
 */
export function runningServer(home: string): Pick<EmbeddedServer, 'port' | 'pid' | 'url'> | null {
  const saved = readSaved(home);
  const live = saved === null ? null : livePostmaster(saved.folder);
  if (saved === null || live?.status !== 'ready' || live.port === null) return null;
  return describe(saved, live.pid, live.port, true);
}

function newServer(home: string, user: ServerUser | null, note: (line: string) => void): SavedServer {
  const folder = chooseFolder(home, user);
  if (!folder.startsWith(realpathSync(home)))
    note(`The account that runs PostgreSQL cannot reach ${home}; the database is in ${folder}.`);
  if (holdsFiles(folder)) {
    refuseForeignOwner(folder, user);
    throw new LauncherError(
      `${folder} holds a database but ${join(home, 'postgres.json')}, which knows its password, is missing: restore that file, or set DATA_DIR to another folder.`,
    );
  }
  const saved = { folder, password: randomBytes(24).toString('base64url'), port: 0 };
  writeSaved(home, saved);
  return saved;
}

function chooseFolder(home: string, user: ServerUser | null): string {
  const inside = join(realpathSync(home), 'postgres');
  if (user === null) return inside;
  // The data folder itself will belong to the server's account: it must only be able to get there.
  if (canPass(user, realpathSync(home))) return inside;
  const key = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  mkdirSync(join(ELSEWHERE, key), { recursive: true, mode: 0o755 });
  return join(ELSEWHERE, key, 'postgres');
}

async function adopt(folder: string): Promise<{ pid: number; port: number } | null> {
  const deadline = performance.now() + TRY_AGAIN_FOR_MS;
  for (let server = livePostmaster(folder); server !== null; server = livePostmaster(folder)) {
    if (
      server.status === 'ready' &&
      server.port !== null &&
      (await staysAlive(folder, server.pid, server.port))
    ) {
      return { pid: server.pid, port: server.port };
    }
    if (performance.now() > deadline) {
      throw new LauncherError(
        `The PostgreSQL server of ${folder} (pid ${server.pid}) is ${server.status || 'not ready'} and does not go on: end it with \`kill -QUIT ${server.pid}\` and start again.`,
      );
    }
    await sleep(50);
  }
  return null;
}

/** A server that was just killed still looks alive for a moment; one that is worth adopting answers and remains. */
async function staysAlive(folder: string, pid: number, port: number): Promise<boolean> {
  const answers = await new Promise<boolean>((resolve) => {
    const probe = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    probe.setTimeout(2_000, () => resolve(false)).once('connect', () => probe.destroy());
  });
  await sleep(100);
  return answers && livePostmaster(folder)?.pid === pid;
}

async function start(
  saved: SavedServer,
  options: ServerOptions,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<EmbeddedServer> {
  const deadline = performance.now() + TRY_AGAIN_FOR_MS;
  const settings = { ...(options.durable ? {} : NOT_DURABLE), ...options.settings };
  const logFile = join(options.home, 'postgres.log');
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    if (saved.port === 0) saved.port = await freePort();
    const outcome = await startServerProcess(
      { folder: saved.folder, port: saved.port, logFile, settings },
      binaries,
      user,
    );
    if (outcome.ready) {
      writeSaved(options.home, saved);
      return describe(saved, outcome.pid, saved.port, false);
    }
    if (outcome.cause === 'failed' || performance.now() > deadline) {
      throw new LauncherError(
        `PostgreSQL does not start on ${saved.folder}: ${outcome.line || 'it gave no reason'} (details in ${logFile}).`,
      );
    }
    if (outcome.cause === 'port-taken') saved.port = 0;
    else await sleep(pauseMs);
  }
}

const describe = (saved: SavedServer, pid: number, port: number, adopted: boolean): EmbeddedServer => ({
  port,
  pid,
  folder: saved.folder,
  adopted,
  url: (database) =>
    `postgresql://${SUPERUSER}:${saved.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
  stop: () => stopServerProcess(saved.folder),
});

function readSaved(home: string): SavedServer | null {
  try {
    return JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8')) as SavedServer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new LauncherError(
      `Cannot read ${join(home, 'postgres.json')} (${(error as Error).message}): start as the account that created it, or set DATA_DIR to another folder.`,
    );
  }
}

function writeSaved(home: string, saved: SavedServer): void {
  const file = join(home, 'postgres.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** A port that nobody listens on right now; the server keeps it across starts. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
