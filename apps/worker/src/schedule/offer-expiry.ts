import { Injectable } from '@nestjs/common';
import { expireOffers } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 5_000;

/** Ends offers whose last day is over. Several workers may do so: each offer ends once. */
@Injectable()
export class OfferExpiry {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        await expireOffers(this.ground.db);
        return EVERY_MS;
      },
      (error) => logProblem('ending offers', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
