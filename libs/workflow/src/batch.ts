import { allowedActions, move, type Move, type Transition } from './transition-table';

/** Life of a disbursement batch (拨付批次) of one treasury. Released and cancelled are ends. */
export const BATCH_STATES = ['prepared', 'released', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];
export type BatchAction = 'release' | 'cancel';
export type BatchTransition = Transition<BatchState, BatchAction, 'checker' | 'maker-or-checker'>;

/** Recorded when the maker prepares the batch, before every row of the table. */
export const BATCH_CREATED_EVENT = 'batch.prepared';

// prettier-ignore
export const BATCH_TRANSITIONS: readonly BatchTransition[] = [
  { from: 'prepared', action: 'release', to: 'released',  by: 'checker',          event: 'batch.released' },
  { from: 'prepared', action: 'cancel',  to: 'cancelled', by: 'maker-or-checker', event: 'batch.cancelled' },
];

/** Decides a move of one batch. That maker and checker differ is for `mayActInStage` to say. */
export function moveBatch(state: BatchState, action: BatchAction): Move<BatchTransition> {
  return move(BATCH_TRANSITIONS, state, action);
}

/** The actions that `moveBatch` accepts from a state. */
export function allowedBatchActions(state: BatchState): BatchAction[] {
  return allowedActions(BATCH_TRANSITIONS, state);
}
