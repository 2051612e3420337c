import type { ComputedClause, OptionEffect, PolicyDocument, Question, Reading } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { ASK } from '../syntax/parse-readings';
import { decisionsOn } from './earlier-records';

export type Readings = Readonly<Record<string, string>>;

/** The case that a question is asked about. */
interface Asked {
  readonly document: PolicyDocument;
  readonly clause: ComputedClause;
  readonly subject: string | null;
  readonly facts: Facts;
}

interface Answered {
  readonly kind: 'answered';
  readonly by: 'decision' | 'reading';
  readonly option: string;
}
interface Unanswered {
  readonly kind: 'open';
}
interface Refused {
  readonly kind: 'refused';
  readonly problem: string;
}

/** How an open question of a clause is answered for one applicant. */
export type Answer = (Answered & { readonly effect: OptionEffect }) | Unanswered | Refused;

/**
 * Option that the policy's switches choose: the caller's, then the fact `reading.<id>`, then the document's preset.
 * Null: a person decides each case, by the preset or because the caller says `ask`. `fact` spares putting its name
 * together.
 */
export function chosenReading(
  reading: Reading,
  facts: Facts,
  readings: Readings,
  fact = `reading.${reading.id}`,
): string | null {
  const given = readings[reading.id];
  if (given !== undefined) return given === ASK ? null : given;
  const asFact = facts[fact];
  return typeof asFact === 'string' ? asFact : reading.preset;
}

/**
 * The options that decisions pick for a reading; null for a decision that says nothing at all. A decision that names the reading
 * it answers says nothing of another one; one that names none answers whatever is asked.
 */
function pickedOptions({ clause, subject, facts }: Asked, id: string): ReadonlySet<string | null> {
  const decisions = decisionsOn(facts, clause.id, subject).filter(
    ({ option, reading }) => option === undefined || reading === undefined || reading === id,
  );
  const setsAmount = clause.award.kind === 'decided-amount' || clause.award.kind === 'decided-ratio';
  const says = decisions.flatMap(({ option, approved_amount_yuan, approved_ratio }) => {
    if (typeof option === 'string') return [option];
    const hasValue = approved_amount_yuan !== undefined || approved_ratio !== undefined;
    return setsAmount && hasValue ? [] : [null];
  });
  return new Set(says);
}

function groupReading({ document, clause }: Asked): Reading | undefined {
  const group = document.stackingGroups.find(({ id }) => id === clause.stackingGroup);
  return document.readings.find(({ id }) => id === group?.reading);
}

function offers(reading: Reading | undefined, key: string | null): boolean {
  return reading?.options.some((option) => option.key === key) ?? false;
}

/** Deciding by how much an earlier payment counts implies that the award is given. */
const givenBy = (option: string): Answer => ({ kind: 'answered', by: 'decision', option, effect: 'full' });

/**
 * A recorded decision goes before the policy's reading. A decision that picks no option, an unknown one, or two
 * different ones is refused, never guessed.
 */
export function answerQuestion(
  question: Question,
  reading: Reading,
  asked: Asked,
  readings: Readings,
): Answer {
  const picked = pickedOptions(asked, reading.id);
  const [option] = picked;
  if (picked.size > 1) return { kind: 'refused', problem: 'decisions-conflict' };
  const group = groupReading(asked);
  const { effects } = question;
  const knows = (key: string): boolean => Object.hasOwn(effects, key);
  if (option !== undefined && (option === null || !knows(option))) {
    if (offers(group, option) && option !== null) return givenBy(option);
    return { kind: 'refused', problem: 'decision-option-unknown' };
  }
  const [implied] = option === undefined && group ? pickedOptions(asked, group.id) : [];
  if (implied && offers(group, implied)) return givenBy(implied);
  const key = option ?? chosenReading(reading, asked.facts, readings);
  if (key === null) return { kind: 'open' };
  const effect = knows(key) ? effects[key] : undefined;
  if (effect === undefined) return { kind: 'refused', problem: 'reading-option-unknown' };
  return { kind: 'answered', by: option === undefined ? 'reading' : 'decision', option: key, effect };
}

/** Answers what an earlier, lower payment of the stacking group means; the effect is the option itself. */
export function answerStacking(
  reading: Reading,
  asked: Asked,
  readings: Readings,
): Answered | Unanswered | Refused {
  const picked = pickedOptions(asked, reading.id);
  const [option] = picked;
  if (picked.size > 1) return { kind: 'refused', problem: 'decisions-conflict' };
  if (option !== undefined) {
    return option !== null && offers(reading, option)
      ? { kind: 'answered', by: 'decision', option }
      : { kind: 'refused', problem: 'decision-option-unknown' };
  }
  const key = chosenReading(reading, asked.facts, readings);
  if (key === null) return { kind: 'open' };
  return offers(reading, key)
    ? { kind: 'answered', by: 'reading', option: key }
    : { kind: 'refused', problem: 'reading-option-unknown' };
}
