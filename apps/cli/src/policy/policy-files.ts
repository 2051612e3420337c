import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { parsePolicyDocument, type PolicyDocument, type Problem } from '@duixian/policy';

/** Where the policy documents lie in a checkout; the same from src and from dist. */
export const DOCUMENTS_FOLDER = resolve(__dirname, '../../../../libs/policy/documents');

const CASES = '.cases.yaml';

export interface PolicyFile {
  readonly document: PolicyDocument | null;
  /** Path as problems print it, relative to where the command runs. */
  readonly file: string;
  readonly cases: { readonly file: string; readonly text: string } | null;
  readonly problems: readonly Problem[];
}

/** A file or folder that is there and is not what it should be; the message is for a person. */
export class FileProblem extends Error {}

/** How a path is printed: relative to the working directory where that is shorter to read. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

/** Reads every policy document of a folder with its case table, in the order of the file names. */
export async function readPolicyFiles(folder: string): Promise<readonly PolicyFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const documents = names.filter((name) => !name.endsWith(CASES));
  return Promise.all(
    documents.map(async (name) => {
      const file = shown(join(folder, name));
      const parsed = parsePolicyDocument(await readFile(join(folder, name), 'utf8'), file);
      const casesName = basename(name, '.yaml') + CASES;
      const casesPath = join(folder, casesName);
      const cases = names.includes(casesName)
        ? { file: shown(casesPath), text: await readFile(casesPath, 'utf8') }
        : null;
      if (!parsed.ok) return { document: null, file, cases, problems: parsed.problems };
      return { document: parsed.document, file, cases, problems: [] };
    }),
  );
}
