import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import type { Readings } from './answer-question';

/** What every step may look at. */
export interface Case {
  readonly document: PolicyDocument;
  readonly clause: ComputedClause;
  readonly subject: string | null;
  readonly facts: Facts;
  readonly readings: Readings;
}
