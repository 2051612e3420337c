import type { ComputedClause, OptionEffect, Question, Reading } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { decisionsOn } from './earlier-records';

export type Readings = Readonly<Record<string, string>>;

/** How an open question of a clause is answered for one applicant. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly by: 'decision' | 'reading';
      readonly option: string;
      readonly effect: OptionEffect;
    }
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly problem: string };

/** Option that the policy's switches choose: the caller's, then the fact `reading.<id>`, then the document's preset. */
export function chosenReading(reading: Reading, facts: Facts, readings: Readings): string | null {
  const asFact = facts[`reading.${reading.id}`];
  return readings[reading.id] ?? (typeof asFact === 'string' ? asFact : reading.preset);
}

/**
 * A recorded decision goes before the policy's reading. A decision that picks no option, an unknown one, or two
 * different ones is refused, never guessed.
 */
export function answerQuestion(
  question: Question,
  reading: Reading,
  clause: ComputedClause,
  facts: Facts,
  readings: Readings,
): Answer {
  const decisions = decisionsOn(facts, clause.id);
  const picked = new Set(decisions.map((decision) => decision['option'] ?? null));
  const [option] = picked;
  if (picked.size > 1) return { kind: 'refused', problem: 'decisions-conflict' };
  const decided = decisions.length > 0;
  const key = decided ? option : chosenReading(reading, facts, readings);
  if (!decided && (key === null || key === undefined)) return { kind: 'open' };
  const effect =
    typeof key === 'string' && Object.hasOwn(question.effects, key) ? question.effects[key] : undefined;
  if (typeof key !== 'string' || effect === undefined) {
    return { kind: 'refused', problem: decided ? 'decision-option-unknown' : 'reading-option-unknown' };
  }
  return { kind: 'answered', by: decided ? 'decision' : 'reading', option: key, effect };
}
