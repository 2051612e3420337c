import { type RowResult } from '../pieces/batch-results';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type RejectionGround } from './review-actions';
import { type Task } from './task-columns';

/** What became of a batch: what was done, and each row's answer. */
export interface Told {
  readonly done: string;
  readonly results: readonly RowResult[];
}

export interface TaskBatch {
  readonly tasks: readonly Task[];
  readonly decision:
    | { readonly action: 'approve' }
    | { readonly action: 'remand' | 'return' | 'hold' | 'resume'; readonly reason: string }
    | { readonly action: 'reject'; readonly reasonCode: RejectionGround; readonly reason: string }
    | { readonly action: 'transfer'; readonly to: string; readonly reason: string };
}

/** One decision on several cases of the queue, each answered by itself. */
export const useTaskBatch = (onDone: (results: readonly RowResult[]) => void) =>
  useCommand(async (key: string, { tasks, decision }: TaskBatch) => {
    const items = tasks.map(({ application: { id, version } }) => ({ applicationId: id, version }));
    const { results } = await valueOf(
      api.POST('/api/v1/tasks/batch', {
        params: { header: { 'Idempotency-Key': key } },
        body: { ...decision, items },
      }),
    );
    return results.map(({ applicationId, problem }) => ({
      key: applicationId,
      name:
        tasks.find(({ application }) => application.id === applicationId)?.application.caseNumber ??
        applicationId,
      problem,
    }));
  }, onDone);
