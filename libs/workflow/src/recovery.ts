import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a demand to pay back (追回) what one treasury paid wrongly: its maker proposes, a different checker confirms,
 * and it is closed once all of it was repaid, set off or written off. Only the last three are ends; it is opened again where the
 * bank takes a repayment back.
 */
export const RECOVERY_STATES = ['proposed', 'demanded', 'closed', 'refused', 'withdrawn'] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];
export type RecoveryAction = 'confirm' | 'refuse' | 'withdraw' | 'close' | 'reopen';
export type RecoveryTransition = Transition<RecoveryState, RecoveryAction, 'maker' | 'checker' | 'system'>;

/** Recorded when it is proposed, before every row of the table. */
export const RECOVERY_CREATED_EVENT = 'recovery.proposed';

// prettier-ignore
export const RECOVERY_TRANSITIONS: readonly RecoveryTransition[] = [
  { from: 'proposed', action: 'confirm',  to: 'demanded',  by: 'checker', event: 'recovery.demanded' },
  { from: 'proposed', action: 'refuse',   to: 'refused',   by: 'checker', event: 'recovery.refused' },
  { from: 'proposed', action: 'withdraw', to: 'withdrawn', by: 'maker',   event: 'recovery.withdrawn' },
  { from: 'demanded', action: 'close',    to: 'closed',    by: 'system',  event: 'recovery.closed' },
  { from: 'closed',   action: 'reopen',   to: 'demanded',  by: 'system',  event: 'recovery.reopened' },
];

/** Decides a move of one demand. That maker and checker differ is for its use case and the database to say. */
export function moveRecovery(state: RecoveryState, action: RecoveryAction): Move<RecoveryTransition> {
  return move(RECOVERY_TRANSITIONS, state, action);
}

/** What becomes of a demand, in parts: repaid, set off against a later award, given up. */
export const RECOVERY_ENTRY_KINDS = ['repayment', 'offset', 'write_off'] as const;
export type RecoveryEntryKind = (typeof RECOVERY_ENTRY_KINDS)[number];

/** Life of one such part. Nothing is booked before `booked`; an offset passes the enterprise's consent first. */
export const RECOVERY_ENTRY_STATES = [
  'proposed',
  'consented',
  'booked',
  'refused',
  'withdrawn',
  'reversed',
] as const;
export type RecoveryEntryState = (typeof RECOVERY_ENTRY_STATES)[number];
export type RecoveryEntryAction = 'consent' | 'decline' | 'book' | 'refuse' | 'withdraw' | 'reverse';
export interface RecoveryEntryTransition extends Transition<
  RecoveryEntryState,
  RecoveryEntryAction,
  'maker' | 'checker' | 'enterprise'
> {
  /** The kinds that take this row; absent: all. */
  readonly of?: readonly RecoveryEntryKind[];
  /** The same for a reader of the table. */
  readonly when?: string;
}

/** Recorded when a part is proposed, before every row of the table. */
export const RECOVERY_ENTRY_CREATED_EVENT = 'recovery_entry.proposed';

const OFFSET = { of: ['offset'], when: 'offset' } as const;
const REPAYMENT = { of: ['repayment'], when: 'repayment that the bank took back' } as const;
const OTHERS = { of: ['repayment', 'write_off'], when: 'repayment or write-off' } as const;

// prettier-ignore
export const RECOVERY_ENTRY_TRANSITIONS: readonly RecoveryEntryTransition[] = [
  { from: 'proposed',  action: 'consent',  to: 'consented', by: 'enterprise', event: 'recovery_entry.consented', ...OFFSET },
  { from: 'proposed',  action: 'decline',  to: 'refused',   by: 'enterprise', event: 'recovery_entry.declined',  ...OFFSET },
  { from: 'proposed',  action: 'book',     to: 'booked',    by: 'checker',    event: 'recovery_entry.booked',    ...OTHERS },
  { from: 'proposed',  action: 'refuse',   to: 'refused',   by: 'checker',    event: 'recovery_entry.refused' },
  { from: 'proposed',  action: 'withdraw', to: 'withdrawn', by: 'maker',      event: 'recovery_entry.withdrawn' },
  { from: 'consented', action: 'book',     to: 'booked',    by: 'checker',    event: 'recovery_entry.booked',    ...OFFSET },
  { from: 'consented', action: 'refuse',   to: 'refused',   by: 'checker',    event: 'recovery_entry.refused',   ...OFFSET },
  { from: 'consented', action: 'withdraw', to: 'withdrawn', by: 'maker',      event: 'recovery_entry.withdrawn', ...OFFSET },
  { from: 'booked',    action: 'reverse',  to: 'reversed',  by: 'checker',    event: 'recovery_entry.reversed',  ...REPAYMENT },
];

const rowsOf = (kind: RecoveryEntryKind): readonly RecoveryEntryTransition[] =>
  RECOVERY_ENTRY_TRANSITIONS.filter((row) => row.of === undefined || row.of.includes(kind));

/** Decides a move of one part of a demand, by its kind. */
export function moveRecoveryEntry(
  { kind, state }: { kind: RecoveryEntryKind; state: RecoveryEntryState },
  action: RecoveryEntryAction,
): Move<RecoveryEntryTransition> {
  return move(rowsOf(kind), state, action);
}

/** The actions that `moveRecoveryEntry` accepts. */
export function allowedRecoveryEntryActions(entry: {
  kind: RecoveryEntryKind;
  state: RecoveryEntryState;
}): RecoveryEntryAction[] {
  return allowedActions(rowsOf(entry.kind), entry.state);
}

/**
 * Life of the proposal that a booked repayment is undone, because the bank took its money back: a maker names the debit that shows
 * it, a different checker confirms.
 */
export const REVERSAL_STATES = ['proposed', 'confirmed', 'refused', 'withdrawn'] as const;
export type ReversalState = (typeof REVERSAL_STATES)[number];
export type ReversalAction = 'confirm' | 'refuse' | 'withdraw';
export type ReversalTransition = Transition<ReversalState, ReversalAction, 'maker' | 'checker'>;

/** Recorded when it is proposed, before every row of the table. */
export const REVERSAL_CREATED_EVENT = 'repayment_reversal.proposed';

// prettier-ignore
export const REVERSAL_TRANSITIONS: readonly ReversalTransition[] = [
  { from: 'proposed', action: 'confirm',  to: 'confirmed', by: 'checker', event: 'repayment_reversal.confirmed' },
  { from: 'proposed', action: 'refuse',   to: 'refused',   by: 'checker', event: 'repayment_reversal.refused' },
  { from: 'proposed', action: 'withdraw', to: 'withdrawn', by: 'maker',   event: 'repayment_reversal.withdrawn' },
];

/** Decides a move of one such proposal. */
export function moveReversal(state: ReversalState, action: ReversalAction): Move<ReversalTransition> {
  return move(REVERSAL_TRANSITIONS, state, action);
}

/**
 * Whether a person may propose or book that a demand is given up: nobody who had a hand in the case of the award, from
 * its review to its release, writes off what came of it.
 * @param hands who acted in any stage of that case
 */
export function mayWriteOff(hands: readonly { userId: string }[], userId: string): boolean {
  return hands.every((hand) => hand.userId !== userId);
}
