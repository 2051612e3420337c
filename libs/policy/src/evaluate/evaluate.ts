import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { chosenReading, type Readings } from './answer-question';
import { holds, truthOf } from './check';
import { determine, determineAtOnce } from './determine';
import type { Result } from './result';
import { keepHighest, oncePerSubject, type Claimed } from './stacking';
import type { Case } from './case';
import { indexed } from './records';
import { claimsOf, claimWithoutRecord, goesThroughRecords, type BoundTitles } from './subjects';
import { planOf, wantedOf, type DocumentPlan } from './plan';
import { weighTogether } from './weigh-together';

export interface EvaluateOptions {
  /** Adds traces, and clauses that do not apply with their reasons. */
  readonly explain?: boolean;
  /** Adds traces to what shows up, and nothing else. */
  readonly trace?: boolean;
  /** Only what is said of each claim: the facts behind it are left out where that is faster. Not with traces. */
  readonly verdicts?: boolean;
  /** Only these clauses, by id. Pass the same list again for many applicants: what it asks for is worked out once. */
  readonly clauses?: readonly string[];
  /** Options of readings that replace the documents' presets, by reading id. */
  readonly readings?: Readonly<Record<string, string>>;
}

/** The facts, with the policy's readings laid over them: conditions may test what it follows. */
function withReadings({ tested }: DocumentPlan, facts: Facts, readings: Readings): Facts {
  const table = indexed(facts);
  for (const { fact, reading } of tested) {
    const option = chosenReading(reading, table, readings, fact);
    if (option !== null) table[fact] = option;
  }
  return table;
}

/** A reading that the policy chose is no fact about the applicant. */
function onlyGiven(result: Result, facts: Facts): Result {
  if (!result.factsUsed.some((name) => name.startsWith('reading.'))) return result;
  return { ...result, factsUsed: result.factsUsed.filter((name) => facts[name] !== undefined) };
}

/** What the clauses of a document say, each result with the case that it was made of. */
interface Made {
  readonly results: Result[];
  readonly cases: Case[];
  readonly bound: BoundTitles;
}

interface Wanted {
  readonly explain: boolean;
  readonly trace: boolean;
  readonly verdicts: boolean;
  readonly readings: Readings;
}

function addClaims(
  made: Made,
  document: PolicyDocument,
  clause: ComputedClause,
  facts: Facts,
  { explain, trace, verdicts, readings }: Wanted,
): void {
  const isPerRecord = goesThroughRecords(clause);
  // What does not show up is left before anything is written down about it.
  if (!explain && !isPerRecord && !holds(clause.trigger, facts)) return;
  const claims = claimsOf(clause, facts, made.bound);
  const shown = explain && claims.length === 0 ? [claimWithoutRecord(clause, facts)] : claims;
  const own: Claimed[] = [];
  for (const { subject, facts: claimed } of shown) {
    if (!explain && isPerRecord && !holds(clause.trigger, claimed)) continue;
    if (!explain && truthOf(clause.conditions, claimed) === 'false') continue;
    const given: Case = { document, clause, subject, facts: claimed, readings };
    const result = (verdicts && determineAtOnce(given)) || determine(given, explain || trace);
    if (explain || result.status !== 'not-eligible') own.push([result, given]);
  }
  for (const [result, given] of oncePerSubject(own)) {
    made.results.push(result);
    made.cases.push(given);
  }
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
  const verdicts = options.verdicts === true && !explain && !trace;
  const results: Result[] = [];
  for (const document of documents) {
    const plan = planOf(document);
    if (!plan.jurisdiction || !(explain || holds(plan.jurisdiction, facts))) continue;
    const asked = withReadings(plan, facts, readings);
    const made: Made = { results: [], cases: [], bound: new Map() };
    for (const clause of wantedOf(plan, clauses))
      addClaims(made, document, clause, asked, { explain, trace, verdicts, readings });
    if (made.results.length === 0) continue;
    const standing = keepHighest(document, made.results);
    for (const result of weighTogether(document, standing, made, explain || trace))
      if (!clauses || clauses.includes(result.clause)) results.push(onlyGiven(result, facts));
  }
  return results;
}
