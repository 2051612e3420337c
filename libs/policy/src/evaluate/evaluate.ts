import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { chosenReading, type Readings } from './answer-question';
import { truthOf } from './check';
import { determine } from './determine';
import type { Result } from './result';
import { keepHighest, oncePerSubject } from './stacking';
import type { Case } from './step';
import { claimsOf, claimWithoutRecord } from './subjects';
import { weighTogether } from './weigh-together';

export interface EvaluateOptions {
  /** Adds traces, and clauses that do not apply with their reasons. */
  readonly explain?: boolean;
  /** Only these clauses, by id. */
  readonly clauses?: readonly string[];
  /** Options of readings that replace the documents' presets, by reading id. */
  readonly readings?: Readonly<Record<string, string>>;
}

/** The policy's readings as facts: conditions may test what it follows. */
function readingFacts(document: PolicyDocument, facts: Facts, readings: Readings): Facts {
  if (document.readings.length === 0) return facts;
  const chosen = document.readings.flatMap((reading) => {
    const option = chosenReading(reading, facts, readings);
    return option === null ? [] : [[`reading.${reading.id}`, option] as const];
  });
  return { ...facts, ...Object.fromEntries(chosen) };
}

/** A reading that the policy chose is no fact about the applicant. */
function onlyGiven(result: Result, facts: Facts): Result {
  if (!result.factsUsed.some((name) => name.startsWith('reading.'))) return result;
  return { ...result, factsUsed: result.factsUsed.filter((name) => facts[name] !== undefined) };
}

/** A clause of a stacking group is measured against the others, whichever of them was asked for. */
function isWanted(document: PolicyDocument, clause: ComputedClause, ids?: readonly string[]): boolean {
  if (!ids || ids.includes(clause.id)) return true;
  const { stackingGroup } = clause;
  return (
    stackingGroup !== null &&
    document.clauses.some((other) => other.stackingGroup === stackingGroup && ids.includes(other.id))
  );
}

function claimResults(
  document: PolicyDocument,
  clause: ComputedClause,
  facts: Facts,
  { explain, readings }: { explain: boolean; readings: Readings },
): readonly (readonly [Result, Case])[] {
  if (!explain && truthOf(clause.jurisdiction, facts) !== 'true') return [];
  const claims = claimsOf(clause, facts);
  const shown = explain && claims.length === 0 ? [claimWithoutRecord(clause, facts)] : claims;
  return shown.flatMap((claim) => {
    if (!explain && truthOf(clause.trigger, claim.facts) !== 'true') return [];
    const given: Case = { document, clause, ...claim, readings };
    const result = determine(given, explain);
    return explain || result.status !== 'not-eligible' ? [[result, given] as const] : [];
  });
}

/**
 * Applies every clause of the documents to one applicant's facts (as parseFacts returns them), in document order.
 * Never throws: what is not known is a status. A clause that does not concern the applicant is left out, and so is
 * one that a known false condition rules out, unless `explain` asks for them.
 */
export function evaluate(
  documents: readonly PolicyDocument[],
  facts: Facts,
  options: EvaluateOptions = {},
): Result[] {
  const { explain = false, clauses, readings = {} } = options;
  return documents.flatMap((document) => {
    const asked = readingFacts(document, facts, readings);
    const made = document.clauses.flatMap((clause) =>
      clause.form === 'computed' && isWanted(document, clause, clauses)
        ? claimResults(document, clause, asked, { explain, readings })
        : [],
    );
    const claimed = oncePerSubject(made.map(([result]) => result));
    const weighed = weighTogether(document, keepHighest(document, claimed), new Map(made), explain);
    const kept = weighed.map((result) => onlyGiven(result, facts));
    return clauses ? kept.filter(({ clause }) => clauses.includes(clause)) : kept;
  });
}
