import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a mark of completeness of earlier payments (既往兑付台账完整性声明): stated by one officer, confirmed by
 * another, withdrawn when it turns out wrong. Only a confirmed one counts.
 */
export const COVERAGE_STATES = ['recorded', 'confirmed', 'withdrawn'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];
export type CoverageAction = 'confirm' | 'withdraw';
export type CoverageTransition = Transition<CoverageState, CoverageAction, 'official' | 'second-official'>;

/** Recorded when the mark is made, before every row of the table. */
export const COVERAGE_CREATED_EVENT = 'earlier_payments.coverage_recorded';

// prettier-ignore
export const COVERAGE_TRANSITIONS: readonly CoverageTransition[] = [
  { from: 'recorded',  action: 'confirm',  to: 'confirmed', by: 'second-official', event: 'earlier_payments.coverage_confirmed' },
  { from: 'recorded',  action: 'withdraw', to: 'withdrawn', by: 'official',        event: 'earlier_payments.coverage_withdrawn' },
  { from: 'confirmed', action: 'withdraw', to: 'withdrawn', by: 'official',        event: 'earlier_payments.coverage_withdrawn' },
];

/** Decides a move of one mark. That whoever confirms did not record it is for the use case to ask. */
export function moveCoverage(state: CoverageState, action: CoverageAction): Move<CoverageTransition> {
  return move(COVERAGE_TRANSITIONS, state, action);
}

/** The actions that `moveCoverage` accepts from a state. */
export function allowedCoverageActions(state: CoverageState): CoverageAction[] {
  return allowedActions(COVERAGE_TRANSITIONS, state);
}
