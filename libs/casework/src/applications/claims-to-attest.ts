import { findFact } from '@duixian/policy';
import type { ApplicationEntity, DeterminationEntity } from '@duixian/persistence';
import { resultOf } from '../policies/determine-case';

/** A claim that a reviewer has to look into before anything is approved on it. */
export interface ClaimToAttest {
  fact: string;
  /** What it is called in Chinese. */
  label: string;
  /** As the applicant claimed it. */
  value: unknown;
  unit: string | null;
  /** Register or document that the vocabulary of the law expects it from. */
  expectedSource: string;
  /** The clause lines that rest on it. */
  lines: { clause: string; subject: string | null }[];
}

/** What a reviewer needs to know about each claimed fact, in the order of their names. */
export function claimsToAttest(
  application: Pick<ApplicationEntity, 'claims'>,
  facts: readonly string[],
  determinations: readonly DeterminationEntity[],
): ClaimToAttest[] {
  const used = determinations.map((line) => ({ line, facts: new Set(resultOf(line).factsUsed) }));
  return facts.map((fact) => {
    const definition = findFact(fact);
    return {
      fact,
      label: definition?.meaning ?? fact,
      value: application.claims[fact] ?? null,
      unit: definition?.unit ?? null,
      expectedSource: definition?.source ?? '',
      lines: used
        .filter((each) => each.facts.has(fact))
        .map(({ line }) => ({ clause: line.clauseId, subject: line.subject })),
    };
  });
}
