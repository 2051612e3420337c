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

/** A case of a shipped document. */
export interface ShippedCase {
  readonly document: PolicyDocument;
  readonly name: string;
  readonly facts: Facts;
  readonly readings: Readonly<Record<string, string>>;
}

/** A case in which a clause is determined, and what comes out. */
export interface DeterminedCase extends ShippedCase {
  readonly result: Result;
}

/** Every shipped document with its cases. */
export function shippedLaw(): readonly {
  readonly document: PolicyDocument;
  readonly cases: readonly ShippedCase[];
}[] {
  return readdirSync(FOLDER)
    .filter((name) => /^[^.]+\.yaml$/.test(name))
    .map((file) => {
      const parsed = parsePolicyDocument(readFileSync(join(FOLDER, file), 'utf8'), file);
      const casesFile = file.replace('.yaml', '.cases.yaml');
      const table = parsePolicyCases(readFileSync(join(FOLDER, casesFile), 'utf8'), casesFile);
      if (!parsed.ok || !table.ok) throw new Error(file);
      const { document } = parsed;
      const cases = table.cases.cases.map(({ name, facts, readings }) => ({
        document,
        name,
        facts,
        readings,
      }));
      return { document, cases };
    });
}

/** Every determined result of every case of the shipped documents. */
export function determinedCases(): readonly DeterminedCase[] {
  return shippedLaw().flatMap(({ document, cases }) =>
    cases.flatMap((each) =>
      evaluate([document], each.facts, { readings: each.readings })
        .filter(({ status }) => status === 'determined')
        .map((result): DeterminedCase => ({ ...each, result })),
    ),
  );
}

/** One determined case per clause: the first of its table. */
export function firstOfEachClause(cases: readonly DeterminedCase[]): readonly DeterminedCase[] {
  return [
    ...new Map(
      [...cases].reverse().map((each) => [`${each.document.id} ${each.result.clause}`, each]),
    ).values(),
  ].reverse();
}
