import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What decides how a prepared database looks: migrations, and the use case that runs them. */
const SOURCES = ['persistence', 'casework'].map((room) => resolve(__dirname, '../..', room, 'src'));

let known: string | undefined;

/** Hash (hex, 16 digits) of the sources that make a prepared database; any change of them makes a new template. */
export function schemaHash(): string {
  known ??= hashOf(SOURCES.flatMap(filesBelow));
  return known;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}
