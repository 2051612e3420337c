import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from '@duixian/embedded-postgres';
import { type HeldPort, holdPort } from './free-port-check';
import { StartRefusal } from './start-refusal';

/**
 * Makes sure that the data folder exists and can be read and written.
 *
 * @throws StartRefusal otherwise
 */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    writeJson(folder, 'writable', {});
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartRefusal(
      `Cannot write to the data folder ${folder} (${REASONS[code ?? ''] ?? code}): correct that, or set DATA_DIR to another folder.`,
    );
  }
}

/** One level at a time: Node's own recursion does not end where a file system refuses new folders by ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o755 });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'it is on a read-only file system',
  ENOENT: 'this file system has no place for it',
  ENOTDIR: 'it, or something above it, is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'the disk is full',
};

/** Password of the application's database role, made at the first start. */
export function rolePassword(folder: string): string {
  const known = readJson(folder, 'database-role');
  if (typeof known === 'string') return known;
  const password = randomBytes(24).toString('base64url');
  writeJson(folder, 'database-role', password);
  return password;
}

const USUAL_BANK_PORT = 3900;

/** Port of the simulated bank, held for it: that of the last start, else the usual one, else any that is free. */
export async function holdBankPort(folder: string): Promise<HeldPort> {
  for (const port of [readJson(folder, 'bank-port'), USUAL_BANK_PORT, await freePort()]) {
    const held = typeof port === 'number' ? await holdPort(port) : null;
    if (held === null) continue;
    writeJson(folder, 'bank-port', held.port);
    return held;
  }
  throw new StartRefusal('No free port was found for the simulated bank: choose one with BANK_PORT.');
}

/** A JSON file of the data folder, null when it is not there or was cut short. */
export function readJson(folder: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
}

/** Replaces the file in one step; readable by this account only. */
export function writeJson(folder: string, name: string, value: unknown): void {
  const file = join(folder, `${name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
