import { Injectable } from '@nestjs/common';
import { remindByClock, remindOfOffers, remindOfQuestions } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 60_000;

/** Reminds of reviews that are due soon or overdue, of offers that end soon, and of questions about them that nobody answered. Several workers may do so: each is reminded of once. */
@Injectable()
export class ClockReminders {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        await remindByClock(this.ground.db);
        await remindOfOffers(this.ground.db);
        await remindOfQuestions(this.ground.db);
        return EVERY_MS;
      },
      (error) => logProblem('reminding by the clock', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
