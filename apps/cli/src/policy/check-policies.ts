import { clausesWithoutCase, parsePolicyCases, runPolicyCases, type Problem } from '@duixian/policy';
import { readPolicyFiles, type PolicyFile } from './policy-files';

export interface CheckReport {
  readonly documents: number;
  readonly clauses: number;
  readonly cases: number;
  readonly problems: readonly Problem[];
}

function problemIn(file: string, code: string, message: string, fix: string): Problem {
  return { file, line: 1, column: 1, code, message, fix };
}

/** What a clause is repeated by is a clause of some document. */
function checkRepeats(files: readonly PolicyFile[]): readonly Problem[] {
  const ids = new Set(files.flatMap(({ document }) => (document?.clauses ?? []).map(({ id }) => id)));
  return files.flatMap(({ file, document }) =>
    (document?.clauses ?? []).flatMap((clause) =>
      (clause.form === 'computed' ? clause.repeatedBy : [])
        .filter((id) => !ids.has(id))
        .map((id) => {
          const message = `${clause.id} is repeated by ${id}, which no document has`;
          return { ...problemIn(file, 'unknown-clause', message, 'check the id'), line: clause.line };
        }),
    ),
  );
}

function checkCases({ file, document, cases }: PolicyFile): { count: number; problems: readonly Problem[] } {
  if (!cases) {
    const fix = `write ${file.replace(/\.yaml$/, '.cases.yaml')}`;
    return { count: 0, problems: [problemIn(file, 'no-cases', 'the document has no case table', fix)] };
  }
  const parsed = parsePolicyCases(cases.text, cases.file);
  if (!parsed.ok) return { count: 0, problems: parsed.problems };
  const count = parsed.cases.cases.length;
  if (!document) return { count, problems: [] };
  if (parsed.cases.document !== document.id) {
    const message = `the cases are for "${parsed.cases.document}", the document is "${document.id}"`;
    return { count, problems: [problemIn(cases.file, 'other-document', message, 'make them agree')] };
  }
  return {
    count,
    problems: [
      ...runPolicyCases(document, parsed.cases),
      ...clausesWithoutCase(document, parsed.cases, file),
    ],
  };
}

/** Ids must be unique over all documents: results and earlier payments name clauses without their document. */
function checkUnique(files: readonly PolicyFile[]): readonly Problem[] {
  const owners = new Map<string, string>();
  return files.flatMap(({ file, document }) =>
    (document?.clauses ?? []).flatMap(({ id, line }) => {
      const owner = owners.get(id);
      owners.set(id, owner ?? file);
      const message = `clause ${id} is also in ${owner ?? ''}`;
      return owner === undefined
        ? []
        : [{ ...problemIn(file, 'duplicate-clause', message, 'rename one'), line }];
    }),
  );
}

/** Validates all documents of a folder and runs their case tables. */
export async function checkPolicies(folder: string): Promise<CheckReport> {
  const files = await readPolicyFiles(folder);
  const cases = files.map(checkCases);
  return {
    documents: files.length,
    clauses: files.reduce((sum, { document }) => sum + (document?.clauses.length ?? 0), 0),
    cases: cases.reduce((sum, { count }) => sum + count, 0),
    problems: [
      ...files.flatMap(({ problems }) => problems),
      ...checkUnique(files),
      ...checkRepeats(files),
      ...cases.flatMap(({ problems }) => problems),
    ],
  };
}
