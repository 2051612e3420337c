import { type paths } from '@duixian/api-client';
import { type RowResult } from '../pieces/batch-results';
import { useCommand } from '../pieces/use-command';
import { api, valueOf } from '../shell/api';
import { type Task } from './task-columns';

/** What became of a batch: what was done, and each row's answer. */
export interface Told {
  readonly done: string;
  readonly results: readonly RowResult[];
}

/** What is sent about the chosen cases, without the cases. */
type Body = paths['/api/v1/tasks/batch']['post']['requestBody']['content']['application/json'];
type WithoutItems<T> = T extends unknown ? Omit<T, 'items'> : never;

export interface TaskBatch {
  readonly tasks: readonly Task[];
  readonly decision: WithoutItems<Body>;
}

/** Whether a task of the queue is a review's, not of a parked case, a termination or an objection. */
export const isInReview = ({ kind }: Task): boolean => !['parked', 'terminating', 'objection'].includes(kind);

/** One decision on several cases of the queue, each answered by itself. */
export const useTaskBatch = (onDone: (results: readonly RowResult[]) => void) =>
  useCommand(async (key: string, { tasks, decision }: TaskBatch) => {
    const items = tasks.map(({ application: { id, version } }) => ({ applicationId: id, version }));
    const { results } = await valueOf(
      api.POST('/api/v1/tasks/batch', {
        params: { header: { 'Idempotency-Key': key } },
        body: { ...decision, items } as Body,
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
