import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  evaluate,
  parsePolicyCases,
  parsePolicyDocument,
  type Facts,
  type PolicyDocument,
  type Result,
} from '@duixian/policy';

const FOLDER = join(__dirname, '../../libs/policy/documents');

/** A case of a shipped document in which a clause is determined, and what comes out. */
export interface DeterminedCase {
  readonly document: PolicyDocument;
  readonly name: string;
  readonly facts: Facts;
  readonly readings: Readonly<Record<string, string>>;
  readonly result: Result;
}

/** Every determined result of every case of the shipped documents. */
export function determinedCases(): readonly DeterminedCase[] {
  return readdirSync(FOLDER)
    .filter((name) => /^[^.]+\.yaml$/.test(name))
    .flatMap((file) => {
      const parsed = parsePolicyDocument(readFileSync(join(FOLDER, file), 'utf8'), file);
      const casesFile = file.replace('.yaml', '.cases.yaml');
      const table = parsePolicyCases(readFileSync(join(FOLDER, casesFile), 'utf8'), casesFile);
      if (!parsed.ok || !table.ok) throw new Error(file);
      const { document } = parsed;
      return table.cases.cases.flatMap(({ name, facts, readings }) =>
        evaluate([document], facts, { readings })
          .filter(({ status }) => status === 'determined')
          .map((result): DeterminedCase => ({ document, name, facts, readings, result })),
      );
    });
}

/** One determined case per clause: the first of its table. */
export function firstOfEachClause(cases: readonly DeterminedCase[]): readonly DeterminedCase[] {
  return [
    ...new Map(
      [...cases].reverse().map((each) => [`${each.document.id} ${each.result.clause}`, each]),
    ).values(),
  ].reverse();
}
