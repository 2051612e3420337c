import { Injectable } from '@nestjs/common';
import { closeEndedNotices } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 2_000;

/** Closes notices whose last day is over. Several workers may do so: each notice closes once. */
@Injectable()
export class NoticeClosing {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        await closeEndedNotices(this.ground.db);
        return EVERY_MS;
      },
      (error) => logProblem('closing notices', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
