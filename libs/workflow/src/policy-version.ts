import { type Operation } from './operations';
import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a version of a policy document. What is in force on a day, and what was superseded, follows from the effective
 * dates of published versions; it is no state.
 */
export const POLICY_STATES = ['draft', 'validated', 'tried', 'approved', 'published', 'withdrawn'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];
export type PolicyAction = 'edit' | 'validate' | 'try' | 'approve' | 'publish' | 'withdraw';
export type PolicyTransition = Transition<
  PolicyState,
  PolicyAction | 'record_trial',
  'policy-officer' | 'second-policy-officer' | 'system'
>;

/** Recorded when a version is drafted, before every row of the table. */
export const POLICY_CREATED_EVENT = 'policy.drafted';

// prettier-ignore
export const POLICY_TRANSITIONS: readonly PolicyTransition[] = [
  { from: 'draft',     action: 'edit',         to: 'draft',     by: 'policy-officer',        event: 'policy.edited' },
  { from: 'draft',     action: 'validate',     to: 'validated', by: 'policy-officer',        event: 'policy.validated' },
  { from: 'draft',     action: 'withdraw',     to: 'withdrawn', by: 'policy-officer',        event: 'policy.withdrawn' },

  { from: 'validated', action: 'edit',         to: 'draft',     by: 'policy-officer',        event: 'policy.edited' },
  { from: 'validated', action: 'try',          to: 'validated', by: 'policy-officer',        event: 'policy.trial_requested' },
  { from: 'validated', action: 'record_trial', to: 'tried',     by: 'system',                event: 'policy.tried' },
  { from: 'validated', action: 'withdraw',     to: 'withdrawn', by: 'policy-officer',        event: 'policy.withdrawn' },

  { from: 'tried',     action: 'edit',         to: 'draft',     by: 'policy-officer',        event: 'policy.edited' },
  { from: 'tried',     action: 'try',          to: 'tried',     by: 'policy-officer',        event: 'policy.trial_requested' },
  { from: 'tried',     action: 'record_trial', to: 'tried',     by: 'system',                event: 'policy.tried' },
  { from: 'tried',     action: 'approve',      to: 'approved',  by: 'second-policy-officer', event: 'policy.approved' },
  { from: 'tried',     action: 'withdraw',     to: 'withdrawn', by: 'policy-officer',        event: 'policy.withdrawn' },

  { from: 'approved',  action: 'publish',      to: 'published', by: 'policy-officer',        event: 'policy.published' },
  { from: 'approved',  action: 'withdraw',     to: 'withdrawn', by: 'policy-officer',        event: 'policy.withdrawn' },
];

/** Decides a move of one version. That whoever approves wrote nothing of it is for `mayApprovePolicy` to say. */
export function movePolicy(state: PolicyState, action: PolicyTransition['action']): Move<PolicyTransition> {
  return move(POLICY_TRANSITIONS, state, action);
}

/** The actions of a person that `movePolicy` accepts from a state. */
export function allowedPolicyActions(state: PolicyState): PolicyAction[] {
  return allowedActions(POLICY_TRANSITIONS, state).filter((action) => action !== 'record_trial');
}

/** Separation of duties: nobody who drafted or edited a version approves it. */
export const mayApprovePolicy = (authorIds: readonly string[], userId: string): boolean =>
  !authorIds.includes(userId);

/** What to ask `permit` before an action. */
export const policyOperation = (action: PolicyAction): Operation => `policy.${action}`;
