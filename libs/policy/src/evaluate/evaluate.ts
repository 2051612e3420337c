import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { chosenReading, type Readings } from './answer-question';
import { truthOf } from './check';
import { determine } from './determine';
import type { Result } from './result';
import { keepHighest, oncePerSubject } from './stacking';
import type { Case } from './step';
import { layered } from './records';
import { claimsOf, claimWithoutRecord, goesThroughRecords } from './subjects';
import { planOf, wantedOf } from './plan';
import { weighTogether } from './weigh-together';

export interface EvaluateOptions {
  /** Adds traces, and clauses that do not apply with their reasons. */
  readonly explain?: boolean;
  /** Adds traces to what shows up, and nothing else. */
  readonly trace?: boolean;
  /** Only these clauses, by id. Pass the same list again for many applicants: what it asks for is worked out once. */
  readonly clauses?: readonly string[];
  /** Options of readings that replace the documents' presets, by reading id. */
  readonly readings?: Readonly<Record<string, string>>;
}

/** The policy's readings as facts, laid over the applicant's: conditions may test what it follows. */
function readingFacts(document: PolicyDocument, facts: Facts, readings: Readings): Facts {
  const { readings: named } = planOf(document);
  if (named.length === 0) return facts;
  const chosen: Record<string, string> = {};
  for (const reading of named) {
    const option = chosenReading(reading, facts, readings);
    if (option !== null) chosen[`reading.${reading.id}`] = option;
  }
  return layered(facts, chosen);
}

/** A reading that the policy chose is no fact about the applicant. */
function onlyGiven(result: Result, facts: Facts): Result {
  if (!result.factsUsed.some((name) => name.startsWith('reading.'))) return result;
  return { ...result, factsUsed: result.factsUsed.filter((name) => facts[name] !== undefined) };
}

function claimResults(
  document: PolicyDocument,
  clause: ComputedClause,
  facts: Facts,
  { explain, trace, readings }: { explain: boolean; trace: boolean; readings: Readings },
): readonly (readonly [Result, Case])[] {
  const isPerRecord = goesThroughRecords(clause);
  // What does not show up is left before anything is written down about it.
  if (!explain && !isPerRecord && truthOf(clause.trigger, facts) !== 'true') return [];
  const claims = claimsOf(clause, facts);
  const shown = explain && claims.length === 0 ? [claimWithoutRecord(clause, facts)] : claims;
  const made: (readonly [Result, Case])[] = [];
  for (const claim of shown) {
    if (!explain && isPerRecord && truthOf(clause.trigger, claim.facts) !== 'true') continue;
    if (!explain && truthOf(clause.conditions, claim.facts) === 'false') continue;
    const given: Case = { document, clause, ...claim, readings };
    const result = determine(given, explain || trace);
    if (explain || result.status !== 'not-eligible') made.push([result, given]);
  }
  return made;
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
  const { explain = false, trace = false, clauses, readings = {} } = options;
  const results: Result[] = [];
  for (const document of documents) {
    const plan = planOf(document);
    if (!explain && plan.jurisdiction && truthOf(plan.jurisdiction, facts) !== 'true') continue;
    const asked = readingFacts(document, facts, readings);
    const made = wantedOf(plan, clauses).flatMap((clause) =>
      explain || plan.jurisdiction || truthOf(clause.jurisdiction, asked) === 'true'
        ? claimResults(document, clause, asked, { explain, trace, readings })
        : [],
    );
    if (made.length === 0) continue;
    const claimed = oncePerSubject(made.map(([result]) => result));
    const weighed = weighTogether(document, keepHighest(document, claimed), new Map(made), explain || trace);
    for (const result of weighed)
      if (!clauses || clauses.includes(result.clause)) results.push(onlyGiven(result, facts));
  }
  return results;
}
