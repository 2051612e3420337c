import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../ground/ids';
import type { AuditSealEntity } from './seal-entity';
import type { SealContent } from './seal-store';

/** A seal as it is kept outside of the database. */
export interface SealAnchor {
  number: number;
  hash: string;
}

/** What stands in the file of one chain. */
export interface AnchorFile {
  cityCode: string;
  anchors: SealAnchor[];
  /** Lines that are no seals. */
  problems: string[];
}

const SUFFIX = '.seals';

/**
 * The seals of every chain in a folder that the database does not reach: a file per chain, a line per seal, its hash and the
 * bytes that were hashed (`sha256sum` proves each by itself). Only ever appended to. A crash may leave half a line; the whole one
 * then follows it.
 */
export class SealAnchors {
  constructor(private readonly folder: string) {}

  /** Cities that anything was kept of. */
  async cities(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  }

  async read(cityCode: string): Promise<AnchorFile> {
    const text = await readFile(this.pathOf(cityCode), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    });
    const file: AnchorFile = { cityCode, anchors: [], problems: [] };
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      const anchor = anchorOf(cityCode, line);
      if (anchor) file.anchors.push(anchor);
      else if (!lines[index + 1]?.startsWith(line) && index + 1 < lines.length)
        file.problems.push(`line ${index + 1} of ${cityCode}${SUFFIX} is no seal of ${cityCode}`);
    }
    return file;
  }

  /** On the disk for good when it returns. */
  async append(cityCode: string, seals: readonly Pick<AuditSealEntity, 'bytes' | 'hash'>[]): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = await open(this.pathOf(cityCode), 'a+', 0o640);
    try {
      const { size } = await file.stat();
      const end = Buffer.alloc(1, '\n');
      if (size > 0) await file.read(end, 0, 1, size - 1);
      const after = end.toString() === '\n' ? '' : '\n';
      await file.appendFile(after + seals.map(({ hash, bytes }) => `${hash} ${bytes}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private pathOf(cityCode: string): string {
    return join(this.folder, `${cityCode}${SUFFIX}`);
  }
}

/** Null for what is no whole line of this chain. */
function anchorOf(cityCode: string, line: string): SealAnchor | null {
  const [hash, bytes] = [line.slice(0, 64), line.slice(65)];
  if (sha256(bytes) !== hash) return null;
  const { cityCode: said, number } = JSON.parse(bytes) as SealContent;
  return said === cityCode ? { number, hash } : null;
}
