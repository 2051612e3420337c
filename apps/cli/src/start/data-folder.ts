import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@duixian/embedded-postgres';
import { StartRefusal } from './start-refusal';

/**
 * Makes sure that the data folder exists and can be read and written.
 *
 * @throws StartRefusal otherwise
 */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
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

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'it is on a read-only file system',
  ENOTDIR: 'it, or something above it, is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'the disk is full',
};

/** Value kept in the data folder across starts, made by `make` at the first. */
export async function kept<T>(folder: string, name: string, make: () => T | Promise<T>): Promise<T> {
  const existing = readJson(folder, name);
  if (existing !== null) return existing as T;
  const value = await make();
  writeJson(folder, name, value);
  return value;
}

/** Password of the application's database role. */
export const rolePassword = (folder: string): Promise<string> =>
  kept(folder, 'database-role', () => randomBytes(24).toString('base64url'));

/** Port of the simulated bank, the same at every start. */
export const keptBankPort = (folder: string): Promise<number> => kept(folder, 'bank-port', freePort);

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
