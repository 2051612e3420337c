import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  /** SHA-256 in lower-case hex: the file's name in the store. */
  contentHash: string;
  sizeBytes: number;
}

/** The file is larger than allowed; nothing of it is kept. */
export class FileTooLarge extends Error {}

/**
 * Files by the hash of their content, on the local disk: the same content is kept once, and a kept file is never
 * written again. Which file belongs to what is for the database to know.
 */
export class FileStore {
  constructor(private readonly folder: string) {}

  /**
   * Takes a stream in, at most `mostBytes` of it, without holding it in memory.
   * @throws FileTooLarge when more comes
   */
  async receive(content: Readable, mostBytes: number): Promise<StoredFile> {
    const arriving = join(this.folder, 'arriving', randomUUID());
    await mkdir(dirname(arriving), { recursive: true });
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length;
        hash.update(chunk);
        done(sizeBytes > mostBytes ? new FileTooLarge(`more than ${mostBytes} bytes`) : null, chunk);
      },
    });
    try {
      await pipeline(content, counted, createWriteStream(arriving, { flags: 'wx' }));
      const contentHash = hash.digest('hex');
      await this.keep(arriving, contentHash);
      return { contentHash, sizeBytes };
    } finally {
      await rm(arriving, { force: true });
    }
  }

  /** @throws Error when the file is not there: the database knows a file that the disk lost */
  async read(contentHash: string): Promise<Readable> {
    const path = this.pathOf(contentHash);
    await stat(path);
    return createReadStream(path);
  }

  /** The whole content; for files that are small by rule. */
  async readWhole(contentHash: string): Promise<Buffer> {
    const handle = await open(this.pathOf(contentHash), 'r');
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  /** On the disk for good before anybody is told so; a file that is there already is the same one. */
  private async keep(arriving: string, contentHash: string): Promise<void> {
    const handle = await open(arriving, 'r+');
    await handle.sync();
    await handle.close();
    const path = this.pathOf(contentHash);
    await mkdir(dirname(path), { recursive: true });
    await rename(arriving, path);
  }

  private pathOf(contentHash: string): string {
    if (!/^[0-9a-f]{64}$/.test(contentHash)) throw new Error('not a content hash');
    return join(this.folder, contentHash.slice(0, 2), contentHash);
  }
}
