import { Injectable } from '@nestjs/common';
import { sweepNightly } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 60_000;

/** Begins the sweep of the night in every city. Several workers may do so: each city has one a night. */
@Injectable()
export class NightlySweep {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        const { db, sweepTriggers, registerRules } = this.ground;
        await sweepNightly(db, sweepTriggers, registerRules);
        return EVERY_MS;
      },
      (error) => logProblem('beginning the sweep of the night', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
