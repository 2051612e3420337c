import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOMS = resolve(__dirname, '../..');

/** What decides how a prepared database looks: migrations, and the use case that runs them. */
const SCHEMA = ['persistence/src', 'casework/src'];
/** What else decides what the demo seed puts into one. */
const SEED = ['policy', 'workflow/src', 'ledger/src', 'calendar/src', 'money/src'];

const known = new Map<string, string>();

/** Hash (hex, 16 digits) of the sources that make a prepared database; any change of them makes a new template. */
export const schemaHash = (): string => hashOf(SCHEMA);

/** The same for a database with the demo seed in it. */
export const seedHash = (): string => hashOf([...SCHEMA, ...SEED]);

function hashOf(folders: readonly string[]): string {
  const key = folders.join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const files = folders.flatMap((folder) => filesBelow(join(ROOMS, folder)));
  const found = shortHash(...files.map((file) => readFileSync(file)));
  known.set(key, found);
  return found;
}

/** 16 hex digits over its parts, one after the other. */
export function shortHash(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/dist/') && !file.includes('/node_modules/'))
    .sort();
}
