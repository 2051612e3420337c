import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a sweep (批量比对): it runs; what a real one would offer is put before a second officer; once approved the
 * offers go out. A dry run, or one that found nothing to offer, ends as soon as it has run.
 */
export const SWEEP_STATES = ['running', 'prepared', 'approved', 'completed', 'cancelled'] as const;
export type SweepState = (typeof SWEEP_STATES)[number];
export type SweepAction = 'present' | 'conclude' | 'approve' | 'cancel' | 'complete';
export type SweepPersonAction = Extract<SweepAction, 'approve' | 'cancel'>;
export type SweepTransition = Transition<
  SweepState,
  SweepAction,
  'policy-officer' | 'second-policy-officer' | 'system'
>;

/** Why a sweep was begun: a person ordered it, or the system looks by itself. */
export const SWEEP_CAUSES = ['person', 'nightly', 'import', 'publication'] as const;
export type SweepCause = (typeof SWEEP_CAUSES)[number];

/** Recorded when the sweep is ordered, before every row of the table. */
export const SWEEP_CREATED_EVENT = 'sweep.ordered';

// prettier-ignore
export const SWEEP_TRANSITIONS: readonly SweepTransition[] = [
  { from: 'running',  action: 'present',  to: 'prepared',  by: 'system',                event: 'sweep.presented' },
  { from: 'running',  action: 'conclude', to: 'completed', by: 'system',                event: 'sweep.concluded' },
  { from: 'running',  action: 'cancel',   to: 'cancelled', by: 'policy-officer',        event: 'sweep.cancelled' },
  { from: 'prepared', action: 'approve',  to: 'approved',  by: 'second-policy-officer', event: 'sweep.approved' },
  { from: 'prepared', action: 'cancel',   to: 'cancelled', by: 'policy-officer',        event: 'sweep.cancelled' },
  { from: 'approved', action: 'complete', to: 'completed', by: 'system',                event: 'sweep.completed' },
];

/** Decides a move of one sweep. That whoever approves did not order it is for `mayApproveSweep` to say. */
export function moveSweep(state: SweepState, action: SweepAction): Move<SweepTransition> {
  return move(SWEEP_TRANSITIONS, state, action);
}

/** What a person could do from a state; the system's own steps are nothing to try. */
export function allowedSweepActions(state: SweepState): SweepPersonAction[] {
  return allowedActions(SWEEP_TRANSITIONS, state).filter(
    (action): action is SweepPersonAction => action === 'approve' || action === 'cancel',
  );
}

/** Separation of duties: nobody approves the list of a sweep that they ordered. */
export const mayApproveSweep = (orderedBy: string | null, userId: string): boolean => orderedBy !== userId;

/** What becomes of a finding. Only `offer` goes out; `held` would pay, and its reason says what stands in the way. */
export const SWEEP_DISPOSITIONS = [
  'offer',
  'held',
  'needs-evidence',
  'needs-decision',
  'already-offered',
  'already-paid',
  'superseded',
  'not-payable',
  'refused',
] as const;
export type SweepDisposition = (typeof SWEEP_DISPOSITIONS)[number];
