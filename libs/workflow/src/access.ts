import { type AccountAction } from './account';
import { type Role } from './actors';
import { allowedActions, move, type Move, type Transition } from './transition-table';

interface RoleGiving {
  /** How many administrators it takes until somebody has the role. */
  readonly administrators: 1 | 2;
  readonly because: string;
}

/**
 * Who gives a role. Whatever decides about public money is in two hands from its beginning: with these roles in one hand, one
 * administrator would be both people of every decision. A role that is not decided here does not compile.
 */
// prettier-ignore
export const ROLE_GIVING: Readonly<Record<Role, RoleGiving>> = {
  reviewer:        { administrators: 2, because: 'attests facts and approves what is paid: two invented reviewers are both stages of a case' },
  finance_maker:   { administrators: 2, because: 'prepares batches, budgets and demands, and says where a treasury pays from' },
  finance_checker: { administrators: 2, because: 'releases public money' },
  policy_officer:  { administrators: 2, because: 'writes and approves law, calls and lists of sweeps: what is owed to whom' },
  auditor:         { administrators: 1, because: 'reads, keeps officials off a case, and decides about nothing' },
  administrator:   { administrators: 2, because: 'gives every other role' },
};

export const takesTwoAdministrators = (role: Role): boolean => ROLE_GIVING[role].administrators === 2;

/** What lets somebody act as they could not before: a role, or the account of who has one. */
export const ACCESS_ACTIONS = [
  'grant_role',
  'reset_password',
  'reset_second_factor',
  'resume',
] as const satisfies readonly AccountAction[];
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/**
 * Whether a second administrator has to confirm it. Whoever hands out a password, takes away an authenticator or opens an account
 * again could act as its person: that is as much as giving the roles which that person holds.
 * @param held roles that the person has or will have, wherever
 */
export function accessTakesTwo(
  action: AccessAction,
  { role, held }: { role?: Role; held: readonly Role[] },
): boolean {
  return action === 'grant_role'
    ? role === undefined || takesTwoAdministrators(role)
    : held.some(takesTwoAdministrators);
}

/** Life of what one administrator proposed. */
export const ACCESS_STATES = ['proposed', 'confirmed', 'refused', 'withdrawn'] as const;
export type AccessState = (typeof ACCESS_STATES)[number];
export const ACCESS_DECISIONS = ['confirm', 'refuse', 'withdraw'] as const;
export type AccessDecision = (typeof ACCESS_DECISIONS)[number];
export const ACCESS_DECISION_LABELS: Record<AccessDecision, string> = {
  confirm: '确认',
  refuse: '不同意',
  withdraw: '撤回',
};

export type AccessTransition = Transition<AccessState, AccessDecision, 'second-administrator' | 'proposer'>;

/** Recorded when it is proposed, before every row of the table. */
export const ACCESS_CREATED_EVENT = 'person.access_proposed';

// prettier-ignore
export const ACCESS_TRANSITIONS: readonly AccessTransition[] = [
  { from: 'proposed', action: 'confirm',  to: 'confirmed', by: 'second-administrator', event: 'person.access_confirmed' },
  { from: 'proposed', action: 'refuse',   to: 'refused',   by: 'second-administrator', event: 'person.access_refused' },
  { from: 'proposed', action: 'withdraw', to: 'withdrawn', by: 'proposer',             event: 'person.access_withdrawn' },
];

/** Decides a move of one proposal. Whose hands it lies in is for `accessDecisionsOf` to say. */
export const moveAccess = (state: AccessState, action: AccessDecision): Move<AccessTransition> =>
  move(ACCESS_TRANSITIONS, state, action);

/**
 * What somebody may do with a proposal as far as hands are concerned: who proposed it takes it back and does nothing else, whom it
 * is about keeps off, any other administrator decides.
 */
export function accessDecisionsOf(
  { state, proposedBy, personId }: { state: AccessState; proposedBy: string; personId: string },
  userId: string,
): AccessDecision[] {
  const hand =
    userId === proposedBy ? 'proposer' : userId === personId ? null : ('second-administrator' as const);
  return allowedActions(ACCESS_TRANSITIONS, state, ({ by }) => by === hand);
}
