import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { Ground } from '../ground';
import { logProblem } from '../problem';
import { type OutboxJob, QUEUE_NAME } from '../queue/queue-connection';
import { consumeRow } from './consume-row';
import { CONSUMERS } from './consumers';

export const CONCURRENCY = 4;

/** Short, so that what a killed worker held is taken over within seconds. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5_000;

/** Takes jobs from the queue. A job never fails there: what went wrong is kept on its outbox row. */
@Processor(QUEUE_NAME, {
  concurrency: CONCURRENCY,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  // Started when the queue answers: before that BullMQ tries without a pause, and nothing else in the process gets a turn.
  autorun: false,
})
export class OutboxProcessor extends WorkerHost {
  constructor(private readonly ground: Ground) {
    super();
  }

  start(): void {
    this.worker.run().catch((error: unknown) => logProblem('queue', error));
  }

  async process(job: Job<OutboxJob>): Promise<void> {
    await consumeRow(this.ground, CONSUMERS, job.data.outboxId).catch((error) =>
      logProblem(`${job.name} ${job.data.outboxId}`, error),
    );
  }

  @OnWorkerEvent('error')
  noteError(error: unknown): void {
    logProblem('queue', error);
  }
}
