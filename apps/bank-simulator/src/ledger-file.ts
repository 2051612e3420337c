import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerEntry } from './ledger-entry';
import { BankStartError } from './settings';

const NEWLINE = 0x0a;
const KINDS: readonly unknown[] = ['payment', 'rejection', 'return', 'statement'];

/**
 * The bank's memory: one JSON entry per line, appended and fsynced before anyone hears of it, so that `kill -9` at any
 * moment loses nothing that was answered.
 *
 * A process that dies while it writes leaves a last line without its newline. Such an entry was never answered; it is
 * left out at the next start and cut off before the next append (not at start: a second bank that was started by
 * mistake on the same folder must not touch what the first is writing).
 */
export class LedgerFile {
  readonly path: string;
  readonly entriesAtStart: readonly LedgerEntry[];
  private readonly descriptor: number;
  private goodByteCount: number;
  private tailIsTorn: boolean;
  private closed = false;

  /** @throws BankStartError when the folder cannot be used, or a line other than the torn last one is damaged. */
  constructor(dataDir: string) {
    this.path = join(dataDir, 'ledger.ndjson');
    this.descriptor = openForAppend(dataDir, this.path);
    const bytes = readFileSync(this.path);
    this.goodByteCount = bytes.lastIndexOf(NEWLINE) + 1;
    this.tailIsTorn = this.goodByteCount < bytes.length;
    this.entriesAtStart = parseLines(bytes.subarray(0, this.goodByteCount).toString('utf8'), this.path);
  }

  /** Returns when the entry is on disk. After a failure (disk full …) the entry does not exist and the file still reads. */
  append(entry: LedgerEntry): void {
    // The system may have given the descriptor's number to another file by now.
    if (this.closed) throw new Error('The ledger is closed.');
    if (this.tailIsTorn) {
      ftruncateSync(this.descriptor, this.goodByteCount);
      this.tailIsTorn = false;
    }
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8');
    this.tailIsTorn = true;
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.descriptor, bytes, written);
    }
    fsyncSync(this.descriptor);
    this.goodByteCount += bytes.length;
    this.tailIsTorn = false;
  }

  close(): void {
    this.closed = true;
    closeSync(this.descriptor);
  }
}

function openForAppend(dataDir: string, path: string): number {
  try {
    mkdirSync(dataDir, { recursive: true });
    const descriptor = openSync(path, 'a+');
    const folder = openSync(dataDir, 'r');
    fsyncSync(folder);
    closeSync(folder);
    return descriptor;
  } catch (error) {
    throw new BankStartError(`The bank's ledger ${path} cannot be opened: ${String(error)}.`);
  }
}

function parseLines(text: string, path: string): LedgerEntry[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    const entry = parseLine(line);
    if (!entry) throw new BankStartError(`The bank's ledger ${path} is damaged in line ${index + 1}.`);
    return entry;
  });
}

/** The file is written by this program alone: a line that is JSON of a known kind is one of ours. */
function parseLine(line: string): LedgerEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    const ours = typeof value === 'object' && value !== null && 'kind' in value && KINDS.includes(value.kind);
    return ours ? (value as LedgerEntry) : null;
  } catch {
    return null;
  }
}
