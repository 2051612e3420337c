import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { refuseBomb, type Limits } from '../limits';
import { UnreadableSheet } from '../unreadable';

const MOST_ENTRIES = 5_000;

/** An opened zip file: what its directory lists is held to the limits before a byte is unpacked. */
export class Zip {
  private constructor(
    private readonly file: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws UnreadableSheet when it is damaged, or would grow beyond the limits */
  static async open(path: string, limits: Limits): Promise<Zip> {
    // The reader holds every entry to the size that the directory says, so the sum below is no empty promise.
    const file = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch(refuseDamaged);
    try {
      const entries = new Map<string, Entry>();
      let packed = 0;
      let unpacked = 0;
      for await (const entry of eachEntry(file)) {
        entries.set(entry.fileName, entry);
        packed += entry.compressedSize;
        unpacked += entry.uncompressedSize;
        refuseBomb(entry.compressedSize, entry.uncompressedSize, limits);
        refuseBomb(packed, unpacked, limits);
        if (entries.size > MOST_ENTRIES) refuseDamaged(new Error('too many entries'));
      }
      return new Zip(file, entries);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  sizeOf(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  /** The bytes of one entry; nothing when there is none of the name. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    let stream: Readable | undefined;
    try {
      stream = await this.file.openReadStreamPromise(entry);
      for await (const bytes of stream) yield bytes as Buffer;
    } catch (error) {
      if (error instanceof UnreadableSheet) throw error;
      refuseDamaged(error);
    } finally {
      stream?.destroy();
    }
  }

  close(): void {
    this.file.close();
  }
}

async function* eachEntry(file: ZipFile): AsyncGenerator<Entry> {
  try {
    for await (const entry of file.eachEntry()) yield entry;
  } catch (error) {
    refuseDamaged(error);
  }
}

function refuseDamaged(error: unknown): never {
  throw new UnreadableSheet(
    'damaged',
    `Excel 文件已损坏或不完整(${error instanceof Error ? error.message : 'unknown'})`,
    '重新下载或用 Excel、WPS 打开后另存为新文件',
  );
}
