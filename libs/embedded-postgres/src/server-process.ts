import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries } from './binaries';
import { LauncherError } from './launcher-error';
import { livePostmaster, readPostmasterFile } from './postmaster-file';
import { commandOfProcess } from './process-command';
import { type ServerUser } from './server-user';

export interface ServerCommand {
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
}

export type StartOutcome =
  { ready: true; pid: number } | { ready: false; cause: 'port-taken' | 'not-yet' | 'failed'; line: string };

/** A crash leaves recovery to do; a large one may take its time. */
const READY_WITHIN_MS = 60_000;

/**
 * Starts the server in a process group of its own (a Ctrl-C at the terminal reaches us, not it) and waits until it
 * takes connections.
 */
export async function startServerProcess(
  command: ServerCommand,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<StartOutcome> {
  disownStalePostmasterFile(command.folder);
  const log = openSync(command.logFile, 'a', 0o600);
  const logStart = fstatSync(log).size;
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...command.settings };
  const server = spawn(
    binaries.postgres,
    [
      '-D',
      command.folder,
      '-p',
      String(command.port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...(user ?? {}),
      cwd: command.folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    },
  );
  closeSync(log);
  let ended = false;
  server.once('error', () => (ended = true));
  server.once('exit', () => (ended = true));
  server.unref();

  const deadline = performance.now() + READY_WITHIN_MS;
  while (!ended && performance.now() < deadline) {
    const written = readPostmasterFile(command.folder);
    if (server.pid !== undefined && written?.pid === server.pid && written.status === 'ready')
      return { ready: true, pid: server.pid };
    await sleep(25);
  }
  if (!ended) server.kill('SIGQUIT');
  return explainFailure(readFileSync(command.logFile, 'utf8').slice(logStart));
}

/**
 * PostgreSQL respects any live pid in the file: also one that now belongs to an unrelated program, as happens in a
 * restarted container, and a dead one that nobody has collected yet. Where its process is certainly not this server,
 * our own pid takes its place: PostgreSQL disregards the pid of its parent, yet still reads from the file which shared
 * memory to look for, and so never starts beside surviving children of the old server. Removing the file would.
 */
function disownStalePostmasterFile(folder: string): void {
  const written = readPostmasterFile(folder);
  if (written === null || livePostmaster(folder) !== null) return;
  const file = join(folder, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
}

function explainFailure(log: string): StartOutcome {
  const line =
    log
      .split('\n')
      .findLast((text) => /FATAL|PANIC/.test(text))
      ?.replace(/^.*?(?:FATAL|PANIC):\s*/, '') ?? '';
  if (/could not create any TCP\/IP sockets|Address already in use/.test(log))
    return { ready: false, cause: 'port-taken', line };
  // Children of a killed server hold its shared memory for a moment longer.
  if (/pre-existing shared memory block|lock file .* already exists/.test(log))
    return { ready: false, cause: 'not-yet', line };
  return { ready: false, cause: 'failed', line };
}

/**
 * Ends the live server of a data folder: fast shutdown (running transactions roll back, everything is written), and
 * only if that takes longer than `patienceMs`, at once (the next start recovers).
 */
export async function stopServerProcess(folder: string, patienceMs = 30_000): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    const server = livePostmaster(folder);
    if (server === null) return;
    signalProcess(server.pid, signal, folder);
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline) {
      if (commandOfProcess(server.pid) === null) return;
      await sleep(20);
    }
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals, folder: string): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') {
      throw new LauncherError(
        `The PostgreSQL server of ${folder} (pid ${pid}) belongs to another account: stop it from that account.`,
      );
    }
  }
}
