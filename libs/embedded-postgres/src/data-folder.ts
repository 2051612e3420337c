import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Binaries } from './binaries';
import { LauncherError } from './launcher-error';
import { type ServerUser } from './server-user';

export const SUPERUSER = 'postgres';

export interface Cluster {
  readonly folder: string;
  /** Password of the superuser; stored by the caller before the cluster is created, so that it cannot be lost. */
  readonly password: string;
  /** false: nothing is forced to disk. Only for data that may be lost, such as that of tests. */
  readonly durable: boolean;
}

/**
 * Makes sure that `folder` holds a database cluster that this account may run and these programs can read.
 *
 * @throws LauncherError for a folder of another account, of another major version, or with foreign content
 */
export function ensureCluster(cluster: Cluster, binaries: Binaries, user: ServerUser | null): void {
  if (holdsFiles(cluster.folder)) {
    refuseForeignOwner(cluster.folder, user);
    refuseOtherVersion(cluster.folder, binaries);
  } else {
    createCluster(cluster, binaries, user);
  }
}

export const holdsFiles = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/** Refuses to touch the data of another account: changing its owner would break it for both. */
export function refuseForeignOwner(folder: string, user: ServerUser | null): void {
  const owner = statSync(folder).uid;
  const mine = user === null ? process.getuid?.() : user.uid >>> 0;
  if (mine === undefined || owner === mine) return;
  const advice =
    user === null ? `start as the account that created it` : `start as uid ${owner} instead of root`;
  throw new LauncherError(
    `The database in ${folder} belongs to uid ${owner}, and PostgreSQL would run as uid ${mine}: ${advice}, or set DATA_DIR to another folder.`,
  );
}

function refuseOtherVersion(folder: string, binaries: Binaries): void {
  const versionFile = join(folder, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new LauncherError(
      `${folder} holds files but no PostgreSQL database: move them away, or set DATA_DIR to another folder.`,
    );
  }
  const found = Number(readFileSync(versionFile, 'utf8').trim());
  if (found !== binaries.majorVersion) {
    throw new LauncherError(
      `The database in ${folder} was made by PostgreSQL ${found}, this installation has ${binaries.majorVersion}: dump it with the old version, or set DATA_DIR to another folder.`,
    );
  }
}

/** By way of a temporary name, so that an interrupted initdb is never taken for data. */
function createCluster(
  { folder, password, durable }: Cluster,
  binaries: Binaries,
  user: ServerUser | null,
): void {
  const half = `${folder}.initdb`;
  const passwordFile = `${folder}.password`;
  try {
    for (const leftover of [half, passwordFile]) rmSync(leftover, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user !== null) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
    runInitdb(half, [`--pwfile=${passwordFile}`, ...(durable ? [] : ['--no-sync'])], binaries, user);
    rmSync(folder, { recursive: true, force: true });
    renameSync(half, folder);
  } finally {
    for (const leftover of [half, passwordFile]) rmSync(leftover, { recursive: true, force: true });
  }
}

function runInitdb(folder: string, options: string[], binaries: Binaries, user: ServerUser | null): void {
  const run = spawnSync(
    binaries.initdb,
    [
      ...['-D', folder, '-U', SUPERUSER, '--auth=scram-sha-256', '--no-instructions', ...options],
      // The same order of strings and the same case rules on every machine, whatever its locale.
      ...['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
    ],
    {
      ...(user ?? {}),
      cwd: dirname(folder),
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    },
  );
  if (run.status === 0) return;
  const reason = (run.stderr ?? run.error?.message ?? '')
    .split('\n')
    .filter((line) => /error|fatal|could not/i.test(line));
  throw new LauncherError(
    `PostgreSQL could not create its database in ${folder}: ${reason.at(-1)?.trim() ?? `initdb ended with ${run.status ?? run.signal}`}.`,
  );
}

/** Makes a folder that the server's account can pass through; whoever else may not list it. */
export function makePassable(folder: string, user: ServerUser | null): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, user === null ? 0o700 : 0o711);
}
