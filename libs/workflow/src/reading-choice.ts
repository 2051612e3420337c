import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a reading choice: how a city or province understands an open text. Proposed by one officer, confirmed by
 * another; it counts from its day of validity on. A later choice stands in its place, it is never changed.
 */
export const READING_CHOICE_STATES = ['proposed', 'confirmed', 'withdrawn'] as const;
export type ReadingChoiceState = (typeof READING_CHOICE_STATES)[number];
export type ReadingChoiceAction = 'confirm' | 'withdraw';
export type ReadingChoiceTransition = Transition<
  ReadingChoiceState,
  ReadingChoiceAction,
  'policy-officer' | 'second-policy-officer'
>;

/** Recorded when a choice is proposed, before every row of the table. */
export const READING_CHOICE_CREATED_EVENT = 'reading.proposed';

// prettier-ignore
export const READING_CHOICE_TRANSITIONS: readonly ReadingChoiceTransition[] = [
  { from: 'proposed', action: 'confirm',  to: 'confirmed', by: 'second-policy-officer', event: 'reading.confirmed' },
  { from: 'proposed', action: 'withdraw', to: 'withdrawn', by: 'policy-officer',        event: 'reading.withdrawn' },
];

/** Decides a move of one choice. That whoever confirms is not who proposed is for `mayConfirmReading` to say. */
export function moveReadingChoice(
  state: ReadingChoiceState,
  action: ReadingChoiceAction,
): Move<ReadingChoiceTransition> {
  return move(READING_CHOICE_TRANSITIONS, state, action);
}

/** The actions that `moveReadingChoice` accepts from a state. */
export function allowedReadingActions(state: ReadingChoiceState): ReadingChoiceAction[] {
  return allowedActions(READING_CHOICE_TRANSITIONS, state);
}

/** Separation of duties: nobody confirms what they proposed. */
export const mayConfirmReading = (proposedBy: string, userId: string): boolean => proposedBy !== userId;
