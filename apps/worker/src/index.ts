/** For whoever runs a worker inside another process; the programs are main and prepare-queues. */
export { startWorker, WorkerStartError, type RunningWorker } from './start-worker';
export { type WorkerSettings } from './settings';
export { prepareQueueSchema, type QueuePreparation } from './queue/prepare-queue-schema';
