import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Command line of a live process, null when there is none (or only a zombie).
 * A pid alone proves nothing: after a restart of a container it soon belongs to somebody else.
 */
export function commandOfProcess(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
    } catch {
      return null;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
