import { spawnSync } from 'node:child_process';

/** The operating-system account that the server runs as when it is not the caller's own. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY = process.platform === 'darwin' ? -2 : 65534;

/**
 * PostgreSQL refuses to run as root. Root therefore starts it as `nobody`, an account that exists everywhere:
 * initdb needs a passwd entry, so an invented uid would not do.
 *
 * @returns null when the server can run as the caller
 */
export function serverUser(): ServerUser | null {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : null;
}

/** Whether the server's account can pass through a folder; asked of the kernel, which knows ACLs and mount options. */
export function canPass(user: ServerUser | null, folder: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], {
    ...(user ?? {}),
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}
