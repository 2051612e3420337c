import { allowedActions, move, type Move, type Transition } from './transition-table';

/** What the register of enterprises says about whether one still exists. */
export const REGISTRATION_STATUSES = ['registered', 'deregistered', 'revoked', 'merged'] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** Why a case or a payment waits for people. */
export const HOLD_KINDS = [
  /** Something stands against the applicant in a register of credit and penalties. */
  'credit-listed',
  /** Nobody knows: the register was never imported, or too long ago. */
  'credit-unknown',
  'applicant-renamed',
  'applicant-moved',
  /** Deregistered, revoked or merged into another one. */
  'applicant-ended',
  /** Another case of the applicant claims a part of the same: only one of them is paid for it. */
  'claimed-twice',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/**
 * Life of a hold (暂停): a case is let go on by a reviewer of its city, with a reason; a payment by two people of its
 * treasury, the maker who proposes and a checker who confirms.
 */
export const HOLD_STATES = ['open', 'proposed', 'lifted'] as const;
export type HoldState = (typeof HOLD_STATES)[number];
export type HoldAction = 'lift' | 'propose' | 'confirm' | 'refuse';
export type HoldTransition = Transition<HoldState, HoldAction, 'city-reviewer' | 'maker' | 'checker'>;

/** Recorded when it is raised, before every row of the table. */
export const HOLD_CREATED_EVENT = 'hold.raised';

// prettier-ignore
export const HOLD_TRANSITIONS: readonly HoldTransition[] = [
  { from: 'open',     action: 'lift',    to: 'lifted',   by: 'city-reviewer', event: 'hold.lifted' },
  { from: 'open',     action: 'propose', to: 'proposed', by: 'maker',         event: 'hold.lift_proposed' },
  { from: 'proposed', action: 'confirm', to: 'lifted',   by: 'checker',       event: 'hold.lifted' },
  { from: 'proposed', action: 'refuse',  to: 'open',     by: 'checker',       event: 'hold.lift_refused' },
];

/** Decides a move of one hold. Of a case only `lift` applies, of a payment only the others: see `holdActionsOf`. */
export function moveHold(state: HoldState, action: HoldAction): Move<HoldTransition> {
  return move(HOLD_TRANSITIONS, state, action);
}

/** What applies to a hold: `lift` to one of a case, the two-person course to one of a payment. */
export function holdActionsOf(hold: { state: HoldState; paymentId: string | null }): HoldAction[] {
  return allowedActions(HOLD_TRANSITIONS, hold.state).filter(
    (action) => (action === 'lift') === (hold.paymentId === null),
  );
}
