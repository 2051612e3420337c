import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  /** SHA-256 in lower-case hex: the file's name in the store. */
  contentHash: string;
  sizeBytes: number;
}

const HASH = /^[0-9a-f]{64}$/;

/** Null where a file is not there; anything else is thrown on. */
function whereMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(whereMissing)) ?? [];

const cameBefore = async (path: string, moment: Date): Promise<boolean> => {
  const found = await stat(path).catch(whereMissing);
  return found !== null && found.mtimeMs < moment.getTime();
};

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
    const arriving = join(this.arriving, randomUUID());
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

  /** True when the file is there. */
  async has(contentHash: string): Promise<boolean> {
    return (await stat(this.pathOf(contentHash)).catch(whereMissing)) !== null;
  }

  /**
   * Names of files in one of the 256 folders that came before a moment, `atMost` of them. What was taken half away, and what
   * never arrived in full, is seen to first.
   */
  async listOlder(folder: number, before: Date, atMost: number): Promise<string[]> {
    await this.putBack();
    for (const name of await namesIn(this.arriving)) {
      const path = join(this.arriving, name);
      if (await cameBefore(path, before)) await rm(path, { force: true });
    }
    const parent = join(this.folder, folder.toString(16).padStart(2, '0'));
    const found: string[] = [];
    for (const name of await namesIn(parent)) {
      if (found.length >= atMost) break;
      if (HASH.test(name) && (await cameBefore(join(parent, name), before))) found.push(name);
    }
    return found;
  }

  /**
   * Takes a file away that came before a moment. One that came again meanwhile stays: it is set aside, looked at there, and put back.
   * @returns whether it went
   */
  async removeOlder(contentHash: string, before: Date): Promise<boolean> {
    const aside = join(this.leaving, contentHash);
    await mkdir(this.leaving, { recursive: true });
    try {
      await rename(this.pathOf(contentHash), aside);
    } catch (error) {
      whereMissing(error);
      return false;
    }
    const goes = await cameBefore(aside, before);
    if (!goes) await this.putBack();
    await rm(aside, { force: true });
    return goes;
  }

  /** What was set aside comes back, unless the same content came again. */
  private async putBack(): Promise<void> {
    for (const name of await namesIn(this.leaving)) {
      if (!HASH.test(name)) continue;
      const aside = join(this.leaving, name);
      await link(aside, this.pathOf(name)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') whereMissing(error);
      });
      await rm(aside, { force: true });
    }
  }

  private get arriving(): string {
    return join(this.folder, 'arriving');
  }

  /** Beside the folders, on the same disk. */
  private get leaving(): string {
    return join(this.folder, 'leaving');
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
    if (!HASH.test(contentHash)) throw new Error('not a content hash');
    return join(this.folder, contentHash.slice(0, 2), contentHash);
  }
}
