import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { claimOutbox } from '@duixian/persistence';
import type { Queue } from 'bullmq';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';
import { type OutboxJob, QUEUE_NAME } from '../queue/queue-connection';
import { Ground } from '../ground';

const IDLE_MS = 200;
const REHINT_AFTER_SECONDS = 30;
const AT_ONCE = 100;
/** A backlog waits in the outbox, not in the queue: there it would be hinted again while it still waits. */
const MOST_WAITING = 200;

/**
 * Hands outbox rows to the queue. A job is only a hint: one that gets lost, with the queue or with a worker, is given
 * again after half a minute until the row is done, so several hints for one row do no harm. (A job id would not
 * prevent them: it stops counting as soon as its job is removed.)
 */
@Injectable()
export class OutboxRelay {
  private loop: Loop | undefined;

  constructor(
    private readonly ground: Ground,
    @InjectQueue(QUEUE_NAME) private readonly queue: Pick<Queue<OutboxJob>, 'addBulk' | 'getWaitingCount'>,
  ) {}

  start(): void {
    this.loop ??= startLoop(
      () => this.handOver(),
      (error) => logProblem('relay', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }

  /** One turn; answers how long to wait for the next, in milliseconds. */
  private async handOver(): Promise<number> {
    const room = MOST_WAITING - (await this.queue.getWaitingCount());
    if (room <= 0) return IDLE_MS;
    const rows = await claimOutbox(this.ground.db, Math.min(room, AT_ONCE), REHINT_AFTER_SECONDS);
    if (rows.length === 0) return IDLE_MS;
    const opts = { removeOnComplete: true, removeOnFail: { count: 100 } };
    await this.queue.addBulk(rows.map(({ id, topic }) => ({ name: topic, data: { outboxId: id }, opts })));
    return 0;
  }
}
