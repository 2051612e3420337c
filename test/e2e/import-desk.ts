import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { valueOf, type Office } from '@duixian/testing';

type Outcome = Awaited<ReturnType<typeof casework.receiveImport>>;

/** An officer with files: imports tables that a test writes as lines of CSV, commits, undoes, and looks. */
export class ImportDesk {
  private readonly folder = mkdtempSync(join(tmpdir(), 'import-desk-'));

  constructor(
    private readonly office: Office,
    private readonly officer = 'policy-officer',
  ) {}

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Reads a file; `content` is CSV in lines, or bytes. */
  async receive(
    about: Partial<casework.ImportAbout> & Pick<casework.ImportAbout, 'kind'>,
    content: string | Buffer,
    fileName = '名单.csv',
  ): Promise<Outcome> {
    const path = join(this.folder, this.office.key());
    writeFileSync(path, Buffer.from(content));
    return this.receiveFile(about, path, fileName);
  }

  /** Reads a file that lies somewhere. */
  async receiveFile(
    about: Partial<casework.ImportAbout> & Pick<casework.ImportAbout, 'kind'>,
    path: string,
    fileName = '名单.csv',
  ): Promise<Outcome> {
    const bytes = readFileSync(path);
    const upload = {
      path,
      fileName,
      byteSize: bytes.length,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
    };
    return casework.receiveImport(this.office.db, {
      ...(await this.by()),
      about: {
        regionCode: '410400',
        source: '市工业和信息化局',
        documentNumber: '平工信〔2022〕8号',
        documentDate: '2022-04-01',
        completeTo: null,
        ...about,
      },
      table: casework.tableOfUpload(about.kind, upload),
    });
  }

  /** Reads, commits and applies; answers the import as it then stands. */
  async bring(
    about: Partial<casework.ImportAbout> & Pick<casework.ImportAbout, 'kind'>,
    content: string,
  ): Promise<casework.ImportView> {
    const { id, version } = valueOf(await this.receive(about, content));
    return this.commit(id, version);
  }

  async commit(importId: string, version: number): Promise<casework.ImportView> {
    valueOf(await casework.commitImport(this.office.db, { ...(await this.by()), importId, version }));
    await this.office.drain();
    return this.look(importId);
  }

  async undo(importId: string): Promise<Awaited<ReturnType<typeof casework.undoImport>>> {
    const { version } = await this.look(importId);
    return casework.undoImport(this.office.db, {
      ...(await this.by()),
      importId,
      version,
      reason: '名单有误',
    });
  }

  async look(importId: string): Promise<casework.ImportView> {
    return valueOf(await casework.readImport(this.office.db, await this.office.as(this.officer), importId));
  }

  /** Lines with their outcome and what is wrong, as `line outcome column:message`. */
  async rows(importId: string): Promise<string[]> {
    const actor = await this.office.as(this.officer);
    const asked = { after: 0, limit: 200 };
    const { items } = valueOf(await casework.readRowsOfImport(this.office.db, actor, importId, asked));
    return items.map(({ line, outcome, problems }) =>
      [line, outcome, ...problems.map((each) => `${each.column ?? ''}:${each.message}`)].join(' '),
    );
  }

  private async by(): Promise<{ actor: casework.PersonActor; idempotencyKey: string }> {
    return { actor: await this.office.as(this.officer), idempotencyKey: this.office.key() };
  }
}
