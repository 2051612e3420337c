import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of a white list (白名单): computed as of a day, then approved by a second officer or given up. */
export const WHITE_LIST_STATES = ['prepared', 'approved', 'discarded'] as const;
export type WhiteListState = (typeof WHITE_LIST_STATES)[number];
export type WhiteListAction = 'approve' | 'discard';
export type WhiteListTransition = Transition<
  WhiteListState,
  WhiteListAction,
  'policy-officer' | 'second-policy-officer'
>;

/** Recorded when the list is computed, before every row of the table. */
export const WHITE_LIST_CREATED_EVENT = 'white_list.prepared';

// prettier-ignore
export const WHITE_LIST_TRANSITIONS: readonly WhiteListTransition[] = [
  { from: 'prepared', action: 'approve', to: 'approved',  by: 'second-policy-officer', event: 'white_list.approved' },
  { from: 'prepared', action: 'discard', to: 'discarded', by: 'policy-officer',        event: 'white_list.discarded' },
];

export const WHITE_LIST_STATE_LABELS: Record<WhiteListState, string> = {
  prepared: '待审定',
  approved: '已审定',
  discarded: '已作废',
};

/** Decides a move of one list. That whoever approves did not prepare it is for `mayApproveWhiteList` to say. */
export function moveWhiteList(state: WhiteListState, action: WhiteListAction): Move<WhiteListTransition> {
  return move(WHITE_LIST_TRANSITIONS, state, action);
}

/** The actions that `moveWhiteList` accepts from a state. */
export const allowedWhiteListActions = (state: WhiteListState): WhiteListAction[] =>
  allowedActions(WHITE_LIST_TRANSITIONS, state);

/** Separation of duties: nobody approves a list that they prepared. */
export const mayApproveWhiteList = (preparedBy: string, userId: string): boolean => preparedBy !== userId;
