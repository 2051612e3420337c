import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOfProcess } from '@duixian/embedded-postgres';
import { readJson, writeJson } from './data-folder';
import { StartRefusal } from './start-refusal';

/** A process that the supervisor started, recorded so that the next one can find it. */
export interface RecordedProcess {
  readonly name: string;
  readonly pid: number;
  /** When it started, as the kernel counts it: a pid is reused, a pid with this time is not. */
  readonly startedAt: string;
  readonly script: string;
}

const FILE = 'processes';
/** They may be in the middle of something; the worker takes up to 20 s for that. */
const PATIENCE_MS = 25_000;

/** Remembers the processes that run now, in place of those remembered before. */
export function recordProcesses(folder: string, processes: readonly RecordedProcess[]): void {
  writeJson(folder, FILE, processes);
}

/** Start time of a live process; null when there is none. */
export function startTimeOf(pid: number): string | null {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    }
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The second field, the program's name, may hold spaces and brackets; the start time is the 20th after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[19] === undefined ? null : `${boot}/${fields[19]}`;
  } catch {
    return null;
  }
}

/**
 * Ends what a supervisor that was killed left running. Only processes that are certainly the recorded ones are touched.
 *
 * @throws StartRefusal when they belong to another account
 */
export async function endLeftovers(folder: string, note: (line: string) => void): Promise<void> {
  const recorded = (readJson(folder, FILE) ?? []) as readonly RecordedProcess[];
  const alive = recorded.filter(isStillThat);
  if (alive.length > 0)
    note(
      `Ending what the last run left: ${alive.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')}.`,
    );
  await Promise.all(alive.map(end));
  recordProcesses(folder, []);
}

const isStillThat = ({ pid, startedAt, script }: RecordedProcess): boolean =>
  startTimeOf(pid) === startedAt && (commandOfProcess(pid)?.includes(script) ?? false);

async function end(recorded: RecordedProcess): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(recorded.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') return;
      throw new StartRefusal(
        `${recorded.name} (pid ${recorded.pid}) still runs from the last start under another account: start from that account.`,
      );
    }
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      if (!isStillThat(recorded)) return;
      await sleep(25);
    }
  }
}
