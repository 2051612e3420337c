import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOfProcess } from './process-command';

/** What a running server says about itself in `postmaster.pid` (line 1 pid, 4 port, 8 status). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number | null;
  readonly status: string;
}

/**
 * The live server of a data folder, null when there is none.
 * Modern servers set their title only for children: the first process keeps its command line, with the data folder in it.
 */
export function livePostmaster(folder: string): Postmaster | null {
  const written = readPostmasterFile(folder);
  if (written === null) return null;
  const command = commandOfProcess(written.pid);
  return command !== null && command.includes('postgres') && command.includes(folder) ? written : null;
}

/** The file as it stands, whether or not its process lives. */
export function readPostmasterFile(folder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]) || null, status: lines[7]?.trim() ?? '' };
}
