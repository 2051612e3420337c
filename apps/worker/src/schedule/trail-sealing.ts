import { Injectable } from '@nestjs/common';
import { sealTrail } from '@duixian/casework';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

const EVERY_MS = 600_000;

/** Seals what happened and keeps the seals outside. Several workers may do so: a chain has one seal after the other. */
@Injectable()
export class TrailSealing {
  private loop: Loop | undefined;

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        const { mismatches } = await sealTrail(this.ground.db, this.ground.anchors);
        for (const mismatch of mismatches) logProblem('sealing the trail', new Error(mismatch));
        return EVERY_MS;
      },
      (error) => logProblem('sealing the trail', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
