import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of an objection (异议) to one line of a public notice: filed under a real name, resolved once, with a reply. */
export const OBJECTION_STATES = ['filed', 'upheld', 'dismissed'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];
export type ObjectionAction = 'uphold' | 'dismiss';
export type ObjectionTransition = Transition<ObjectionState, ObjectionAction, 'objection-handler'>;

/** Recorded when the objection is filed, before every row of the table. */
export const OBJECTION_CREATED_EVENT = 'objection.filed';

export const OBJECTION_TRANSITIONS: readonly ObjectionTransition[] = [
  { from: 'filed', action: 'uphold', to: 'upheld', by: 'objection-handler', event: 'objection.upheld' },
  {
    from: 'filed',
    action: 'dismiss',
    to: 'dismissed',
    by: 'objection-handler',
    event: 'objection.dismissed',
  },
];

/** Decides a move of one objection. */
export function moveObjection(state: ObjectionState, action: ObjectionAction): Move<ObjectionTransition> {
  return move(OBJECTION_TRANSITIONS, state, action);
}

/** The actions that `moveObjection` accepts from a state. */
export function allowedObjectionActions(state: ObjectionState): ObjectionAction[] {
  return allowedActions(OBJECTION_TRANSITIONS, state);
}
