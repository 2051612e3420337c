import type { PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { truthOf } from './check';
import { determine } from './determine';
import type { Result } from './result';

export interface EvaluateOptions {
  /** Adds traces, and clauses that do not apply with their reasons. */
  readonly explain?: boolean;
  /** Only these clauses, by id. */
  readonly clauses?: readonly string[];
  /** Options of readings that replace the documents' presets, by reading id. */
  readonly readings?: Readonly<Record<string, string>>;
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
  const results: Result[] = [];
  for (const document of documents) {
    for (const clause of document.clauses) {
      if (clause.form === 'stated' || (clauses && !clauses.includes(clause.id))) continue;
      if (!explain && truthOf(clause.trigger, facts) !== 'true') continue;
      if (!explain && truthOf(clause.jurisdiction, facts) !== 'true') continue;
      const result = determine({ document, clause, facts, readings }, explain);
      if (explain || result.status !== 'not-eligible') results.push(result);
    }
  }
  return results;
}
