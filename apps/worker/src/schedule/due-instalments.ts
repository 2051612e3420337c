import { Injectable } from '@nestjs/common';
import { releaseDueInstalments } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 10_000;

/** Lets instalments fall due on their day. Several workers may do so: each falls due once. */
@Injectable()
export class DueInstalments {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        await releaseDueInstalments(this.ground.db);
        return EVERY_MS;
      },
      (error) => logProblem('letting instalments fall due', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
