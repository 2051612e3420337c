import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of a call (申报通知): written, approved by a second officer, published, closed. Closed is the end. */
export const CALL_STATES = ['draft', 'approved', 'published', 'closed'] as const;
export type CallState = (typeof CALL_STATES)[number];
/**
 * Who makes the public notices of a call: the system, of what was approved, after each last approval; or an officer of the
 * city, of the approved cases that wait for it.
 */
export const NOTICE_PUBLICATIONS = ['automatic', 'built'] as const;
export type NoticePublication = (typeof NOTICE_PUBLICATIONS)[number];
export type CallAction = 'edit' | 'approve' | 'publish' | 'close';
export type CallTransition = Transition<CallState, CallAction, 'policy-officer' | 'second-policy-officer'>;

/** Recorded when the call is drafted, before every row of the table. */
export const CALL_CREATED_EVENT = 'call.drafted';

// prettier-ignore
export const CALL_TRANSITIONS: readonly CallTransition[] = [
  { from: 'draft',     action: 'edit',    to: 'draft',     by: 'policy-officer',        event: 'call.edited' },
  { from: 'draft',     action: 'approve', to: 'approved',  by: 'second-policy-officer', event: 'call.approved' },
  { from: 'approved',  action: 'publish', to: 'published', by: 'policy-officer',        event: 'call.published' },
  { from: 'published', action: 'close',   to: 'closed',    by: 'policy-officer',        event: 'call.closed' },
];

/** Decides a move of one call. That whoever approves wrote nothing of it is for `mayApproveCall` to say. */
export function moveCall(state: CallState, action: CallAction): Move<CallTransition> {
  return move(CALL_TRANSITIONS, state, action);
}

/** The actions that `moveCall` accepts from a state. */
export function allowedCallActions(state: CallState): CallAction[] {
  return allowedActions(CALL_TRANSITIONS, state);
}

/** Separation of duties: nobody who drafted or edited a call approves it. */
export const mayApproveCall = (authorIds: readonly string[], userId: string): boolean =>
  !authorIds.includes(userId);

/** Everybody who is signed in sees a call from its publication on; before that it is the city's own paper. */
export const isPublicCall = (state: CallState): boolean => state === 'published' || state === 'closed';

/** Which level pays for all that bear an award (先行拨付). */
export const ADVANCED_BY_LABELS: Record<'province' | 'city' | 'county', string> = {
  county: '区县先行拨付',
  city: '市级先行拨付',
  province: '省级先行拨付',
};
