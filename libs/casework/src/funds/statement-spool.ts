import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { readStatementPieces, type StatementHead, type StatementLine } from '@duixian/payment-rail';
import { FileTooLarge, type FileStore } from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';

/** A statement as it was handed in: its text, or a file of the file store that holds it. */
export type StatementContent = string | { contentHash: string; files: FileStore };

const MOST_BYTES = 500 * 1024 * 1024;

/** Puts a statement that arrives as a stream into the file store. What is refused later stays there, and belongs to nothing. */
export async function keepStatementFile(
  files: FileStore,
  content: Readable,
): Promise<{ ok: true; value: StatementContent } | Refused> {
  try {
    const { contentHash } = await files.receive(content, MOST_BYTES);
    return { ok: true, value: { contentHash, files } };
  } catch (error) {
    if (!(error instanceof FileTooLarge)) throw error;
    return refuse('statement-invalid', '对账单超过 500 MB,请让银行分日或分户提供。');
  }
}

/** Lines that are kept in memory; the rest of a longer statement waits on the disk. */
const AT_ONCE = 1_000;

export type SpooledStatement =
  { ok: true; head: StatementHead; lines: LineSpool } | { ok: false; problems: string[] };

/** Reads a statement once, from its first byte to its last; only then are its lines there to be gone through. */
export async function spoolStatement(content: StatementContent, lines: LineSpool): Promise<SpooledStatement> {
  const pieces =
    typeof content === 'string'
      ? Readable.from([Buffer.from(content)])
      : await content.files.read(content.contentHash);
  const read = await readStatementPieces(pieces as AsyncIterable<Uint8Array>, (some) => lines.add(some));
  return read.ok ? { ok: true, head: read.head, lines } : read;
}

/** A line with its place in the statement, from 1. */
export interface PlacedLine {
  position: number;
  line: StatementLine;
}

/**
 * The lines of a statement, some at a time, as often as wanted; drop it when it is no longer needed. Money that left comes before
 * money that came in, in whichever order the bank lists them: what was given back left before.
 */
export class LineSpool {
  readonly references = new Set<string>();
  private count = 0;
  private readonly piles = { debit: new Pile(), credit: new Pile() };

  async add(lines: readonly StatementLine[]): Promise<void> {
    for (const line of lines) {
      if (line.reference !== '') this.references.add(line.reference);
      this.count += 1;
      this.piles[line.direction].hold({ position: this.count, line });
    }
    for (const pile of Object.values(this.piles)) await pile.putAway();
  }

  async *chunks(): AsyncGenerator<PlacedLine[]> {
    yield* this.piles.debit.chunks();
    yield* this.piles.credit.chunks();
  }

  async drop(): Promise<void> {
    for (const pile of Object.values(this.piles)) await pile.drop();
  }
}

class Pile {
  private held: PlacedLine[] = [];
  private file: WriteStream | null = null;
  private readonly path = join(tmpdir(), `duixian-statement-${randomUUID()}`);

  hold(line: PlacedLine): void {
    this.held.push(line);
  }

  /** Keeps what is held on the disk, once it is much. */
  async putAway(): Promise<void> {
    if (this.held.length > AT_ONCE) await this.put();
  }

  private async put(): Promise<void> {
    this.file ??= createWriteStream(this.path, { flags: 'wx', mode: 0o600 });
    const text = this.held.map((line) => `${JSON.stringify(line)}\n`).join('');
    this.held = [];
    if (!this.file.write(text)) await once(this.file, 'drain');
  }

  async *chunks(): AsyncGenerator<PlacedLine[]> {
    if (this.file && this.held.length > 0) await this.put();
    if (!this.file) {
      if (this.held.length > 0) yield this.held;
      return;
    }
    if (!this.file.writableEnded) await finished(this.file.end());
    let some: PlacedLine[] = [];
    let rest = '';
    for await (const piece of createReadStream(this.path, 'utf8') as AsyncIterable<string>) {
      const texts = (rest + piece).split('\n');
      rest = texts.pop() ?? '';
      for (const text of texts) some.push(JSON.parse(text) as PlacedLine);
      if (some.length < AT_ONCE) continue;
      yield some;
      some = [];
    }
    if (some.length > 0) yield some;
  }

  async drop(): Promise<void> {
    this.file?.destroy();
    await rm(this.path, { force: true });
  }
}
