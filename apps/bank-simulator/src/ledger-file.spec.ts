import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LedgerEntry } from './ledger-entry';
import { LedgerFile } from './ledger-file';

const entry = (lineCount: number): LedgerEntry => ({
  kind: 'statement',
  statementId: `S${lineCount}中`,
  account: 'A',
  date: '2026-03-02',
  lineCount,
});

describe('the ledger file', () => {
  let dataDir: string;
  let path: string;
  let open: LedgerFile[] = [];
  const openLedger = (): LedgerFile => {
    const file = new LedgerFile(dataDir);
    open.push(file);
    return file;
  };

  beforeEach(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'bank-ledger-')), 'not', 'yet', 'there');
    path = join(dataDir, 'ledger.ndjson');
  });
  afterEach(() => {
    for (const file of open) file.close();
    open = [];
    rmSync(join(dataDir, '..', '..', '..'), { recursive: true });
  });

  it('gives back what was appended, in order', () => {
    const first = openLedger();
    first.append(entry(1));
    first.append(entry(2));
    expect(openLedger().entriesAtStart).toEqual([entry(1), entry(2)]);
  });

  it('forgets a last line torn at any byte, and appends cleanly behind it', () => {
    openLedger().append(entry(1));
    const firstLine = readFileSync(path);
    const secondLine = Buffer.from(`${JSON.stringify(entry(2))}\n`);
    for (let kept = 0; kept < secondLine.length; kept++) {
      writeFileSync(path, Buffer.concat([firstLine, secondLine.subarray(0, kept)]));
      const torn = openLedger();
      expect(torn.entriesAtStart).toEqual([entry(1)]);
      torn.append(entry(3));
      expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(entry(1))}\n${JSON.stringify(entry(3))}\n`);
    }
  });

  it('does not touch a torn line by opening alone', () => {
    openLedger().append(entry(1));
    appendFileSync(path, '{"kind":"pay');
    const before = readFileSync(path);
    openLedger();
    expect(readFileSync(path)).toEqual(before);
  });

  it.each(['not json', '{}', '{"kind":"gift"}', 'null', '[]', ''])(
    'refuses to open over a damaged line %j',
    (line) => {
      openLedger().append(entry(1));
      appendFileSync(path, `${line}\n`);
      appendFileSync(path, `${JSON.stringify(entry(2))}\n`);
      expect(() => openLedger()).toThrow('is damaged in line 2.');
    },
  );

  it('writes nothing after it was closed', () => {
    const file = new LedgerFile(dataDir);
    file.close();
    expect(() => file.append(entry(1))).toThrow('closed');
  });

  it('opens an empty file as an empty ledger', () => {
    openLedger().append(entry(1));
    truncateSync(path, 0);
    expect(openLedger().entriesAtStart).toEqual([]);
  });
});
