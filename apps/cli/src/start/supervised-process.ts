import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type RecordedProcess, startTimeOf } from './process-record';

export interface ProcessPlan {
  readonly name: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

export interface ProcessWatcher {
  /** The set of processes changed: record it. */
  changed(): void;
  note(line: string): void;
  /** It died too often; `reason` is a sentence. */
  gaveUp(reason: string): void;
}

export interface SupervisedProcess {
  readonly name: string;
  /** The process that runs now; null between a death and the next try. */
  current(): RecordedProcess | null;
  /** TERM, then KILL after `patienceMs`; it is not started again. */
  stop(patienceMs: number): Promise<void>;
}

const DEATHS_ALLOWED = 5;
const WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 8_000;
const LOG_KEPT_BYTES = 20 * 1024 * 1024;

/**
 * Keeps one program running: a death is followed by a new start after a growing pause; five deaths within a minute
 * end the trying. It has a process group of its own, so that a Ctrl-C reaches only the supervisor, which stops
 * everything in order.
 */
export function superviseProcess(plan: ProcessPlan, watcher: ProcessWatcher): SupervisedProcess {
  let child: ChildProcess | null = null;
  let record: RecordedProcess | null = null;
  let pause: NodeJS.Timeout | undefined;
  let stopping = false;
  let deaths: number[] = [];

  const launch = (): void => {
    child = spawnLogged(plan);
    record = describe(plan, child);
    watcher.changed();
    child.once('error', (error) => died(error.message));
    child.once('exit', (code, signal) => died(signal ?? `exit code ${code}`));
  };
  const died = (how: string): void => {
    if (child === null) return;
    child = record = null;
    watcher.changed();
    if (stopping) return;
    const now = performance.now();
    deaths = [...deaths.filter((at) => now - at < WITHIN_MS), now];
    if (deaths.length >= DEATHS_ALLOWED) {
      watcher.gaveUp(
        `${plan.name} ended ${deaths.length} times within a minute (${how}; last words: ${lastWords(plan.logFile)}): see ${plan.logFile}.`,
      );
      return;
    }
    const pauseMs = Math.min(250 * 2 ** deaths.length, LONGEST_PAUSE_MS);
    watcher.note(
      `${plan.name} ended (${how}); starting it again in ${pauseMs / 1000} s. Its log: ${plan.logFile}`,
    );
    pause = setTimeout(launch, pauseMs);
  };
  launch();

  return {
    name: plan.name,
    current: () => record,
    stop: async (patienceMs) => {
      stopping = true;
      clearTimeout(pause);
      const last = child;
      if (last === null) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const kill = setTimeout(() => last.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(kill);
    },
  };
}

function spawnLogged(plan: ProcessPlan): ChildProcess {
  mkdirSync(dirname(plan.logFile), { recursive: true, mode: 0o755 });
  if ((statSync(plan.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_KEPT_BYTES)
    renameSync(plan.logFile, `${plan.logFile}.1`);
  const log = openSync(plan.logFile, 'a', 0o600);
  try {
    return spawn(process.execPath, [plan.script], {
      env: plan.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

function describe({ name, script }: ProcessPlan, { pid }: ChildProcess): RecordedProcess | null {
  const startedAt = pid === undefined ? null : startTimeOf(pid);
  return pid === undefined || startedAt === null ? null : { name, pid, startedAt, script };
}

function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8')
    .slice(-4_000)
    .split('\n')
    .map((line) => line.trim());
  return (
    lines.findLast((line) => /error|cannot|fail|refus/i.test(line)) ??
    lines.findLast((line) => line !== '') ??
    'none'
  );
}
