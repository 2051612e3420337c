import { Injectable } from '@nestjs/common';
import { pruneOnce } from '@duixian/persistence';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 3_600_000;
/** While there is more, others get their turn in between. */
const SOON_MS = 1_000;
const AT_ONCE = 5_000;

/** Takes away messages, keys and sessions that were over long ago. Several workers may do so: each takes other rows. */
@Injectable()
export class Pruning {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        const pruned = await pruneOnce(this.ground.db, AT_ONCE);
        return Object.values(pruned).includes(AT_ONCE) ? SOON_MS : EVERY_MS;
      },
      (error) => logProblem('pruning', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
