import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of a public notice (公示): it stands for its working days, then it closes by itself. */
export const NOTICE_STATES = ['published', 'closed'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];
export type NoticeAction = 'close';
export type NoticeTransition = Transition<NoticeState, NoticeAction, 'system'>;

/** Recorded when the notice is published, before every row of the table. */
export const NOTICE_CREATED_EVENT = 'notice.published';

/** Recorded in a case whose notice an officer of the city is to build. It changes nothing. */
export const NOTICE_AWAITED_EVENT = 'application.notice_awaited';

export const NOTICE_TRANSITIONS: readonly NoticeTransition[] = [
  { from: 'published', action: 'close', to: 'closed', by: 'system', event: 'notice.closed' },
];

/** Decides a move of one notice. When the period has passed is for the caller to know, who has the business date. */
export function moveNotice(state: NoticeState, action: NoticeAction): Move<NoticeTransition> {
  return move(NOTICE_TRANSITIONS, state, action);
}

/** The actions that `moveNotice` accepts from a state. */
export function allowedNoticeActions(state: NoticeState): NoticeAction[] {
  return allowedActions(NOTICE_TRANSITIONS, state);
}
