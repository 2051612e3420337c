import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { diffDocuments, parsePolicyDocument, type PolicyDocument, type Problem } from '@duixian/policy';

/** One version out of its file; problems where it cannot be read. */
async function readVersion(file: string): Promise<PolicyDocument | readonly Problem[]> {
  const parsed = parsePolicyDocument(await readFile(file, 'utf8'), file);
  return parsed.ok ? parsed.document : parsed.problems;
}

const isDocument = (read: PolicyDocument | readonly Problem[]): read is PolicyDocument => 'clauses' in read;

/**
 * Writes in what the second version of a document differs from the first: a sentence a line, or the same as JSON.
 *
 * @returns what keeps either version from being read; empty when they were compared
 */
export async function compareDocuments(
  files: readonly [before: string, after: string],
  output: Writable,
  json: boolean,
): Promise<readonly Problem[]> {
  const [before, after] = await Promise.all([readVersion(files[0]), readVersion(files[1])]);
  if (!isDocument(before) || !isDocument(after))
    return [before, after].flatMap((read) => (isDocument(read) ? [] : read));
  const changes = diffDocuments(before, after);
  if (json) output.write(`${JSON.stringify(changes, null, 2)}\n`);
  else
    output.write(
      changes.length === 0 ? '两个版本没有差别。\n' : changes.map(({ text }) => `${text}\n`).join(''),
    );
  return [];
}
