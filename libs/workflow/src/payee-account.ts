import { allowedActions, move, type Move, type Transition } from './transition-table';

/**
 * Life of a version of the account that an enterprise is paid on (收款账户): proposed by one person, confirmed or refused
 * by a second one. A confirmed version is used from the day on that was fixed with it, unless somebody who found it wrong stopped
 * it before.
 */
export const PAYEE_ACCOUNT_STATES = ['proposed', 'confirmed', 'refused', 'withdrawn', 'stopped'] as const;
export type PayeeAccountState = (typeof PAYEE_ACCOUNT_STATES)[number];
export type PayeeAccountAction = 'confirm' | 'refuse' | 'withdraw' | 'stop';
export type PayeeAccountTransition = Transition<
  PayeeAccountState,
  PayeeAccountAction,
  'second-person' | 'enterprise' | 'enterprise-or-treasury'
>;

/** Recorded when the version is proposed, before every row of the table. */
export const PAYEE_ACCOUNT_CREATED_EVENT = 'payee_account.proposed';

// prettier-ignore
export const PAYEE_ACCOUNT_TRANSITIONS: readonly PayeeAccountTransition[] = [
  { from: 'proposed',  action: 'confirm',  to: 'confirmed', by: 'second-person',          event: 'payee_account.confirmed' },
  { from: 'proposed',  action: 'refuse',   to: 'refused',   by: 'second-person',          event: 'payee_account.refused' },
  { from: 'proposed',  action: 'withdraw', to: 'withdrawn', by: 'enterprise',             event: 'payee_account.withdrawn' },
  { from: 'confirmed', action: 'stop',     to: 'stopped',   by: 'enterprise-or-treasury', event: 'payee_account.stopped' },
];

/** Decides a move of one version. Who the second person may be is for `maySecondAccount` to say. */
export function movePayeeAccount(
  state: PayeeAccountState,
  action: PayeeAccountAction,
): Move<PayeeAccountTransition> {
  return move(PAYEE_ACCOUNT_TRANSITIONS, state, action);
}

/** The actions that `movePayeeAccount` accepts from a state. */
export function allowedPayeeAccountActions(state: PayeeAccountState): PayeeAccountAction[] {
  return allowedActions(PAYEE_ACCOUNT_TRANSITIONS, state);
}

/** As what somebody confirms: one of the enterprise's own people, or the treasury of its county. */
export const ACCOUNT_SECONDS = ['enterprise', 'treasury'] as const;
export type AccountSecond = (typeof ACCOUNT_SECONDS)[number];

/**
 * Who may confirm or refuse a proposed account: another person of the enterprise; its county's finance maker only where
 * nobody else acts for it. Never who proposed it.
 * @param proposedBy null where nobody in particular did (it was recorded before accounts had proposers)
 * @param acting ids of the people who act for the enterprise today
 */
export function maySecondAccount(
  userId: string,
  proposedBy: string | null,
  acting: readonly string[],
):
  | { allowed: true; as: AccountSecond }
  | { allowed: false; because: 'proposed-it' | 'enterprise-has-others' } {
  if (userId === proposedBy) return { allowed: false, because: 'proposed-it' };
  if (acting.includes(userId)) return { allowed: true, as: 'enterprise' };
  const others = acting.filter((id) => id !== proposedBy);
  return proposedBy !== null && others.length > 0
    ? { allowed: false, because: 'enterprise-has-others' }
    : { allowed: true, as: 'treasury' };
}
