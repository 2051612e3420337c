import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { removeStrayFiles } from '@duixian/persistence';
import { Ground } from '../ground';
import { type Loop, startLoop } from '../loop';
import { logProblem } from '../problem';

/** One folder of 256 at a time, so that each is looked at about once a day. */
const FOLDERS = 256;
const EVERY_MS = 300_000;
/** While there is more in the same folder. */
const SOON_MS = 1_000;
const AT_ONCE = 1_000;

/** Takes away files that no row names and that came long ago. Several workers may do so. */
@Injectable()
export class FileCleaning {
  private loop: Loop | undefined;
  private folder = randomInt(FOLDERS);

  constructor(private readonly ground: Ground) {}

  start(): void {
    this.loop ??= startLoop(
      async () => {
        const { db, files } = this.ground;
        if (!files) return EVERY_MS;
        const gone = await removeStrayFiles(db, files, this.folder, AT_ONCE);
        if (gone === AT_ONCE) return SOON_MS;
        this.folder = (this.folder + 1) % FOLDERS;
        return EVERY_MS;
      },
      (error) => logProblem('file cleaning', error),
    );
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }
}
