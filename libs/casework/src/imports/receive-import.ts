import {
  actorId,
  countImportOutcomes,
  findImportByHash,
  insertImport,
  runCommand,
  saveImport,
  type CommandOutcome,
  type DataImportEntity,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { UnreadableSheet, type SheetRow } from '@duixian/spreadsheet';
import { IMPORT_CREATED_EVENT, importOperation, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import type { ImportAbout } from './import-about';
import { viewOf, type ImportView } from './import-view';
import { matchColumns } from './match-columns';
import { previewRows } from './preview-rows';
import { readerFor } from './readers';

/** A table, wherever it comes from. */
export interface ImportTable {
  fileName: string;
  byteSize: number;
  /** SHA-256 of the content. */
  contentHash: string;
  /** Opens it; its rows are read once. @throws UnreadableSheet */
  open: () => Promise<OpenTable>;
}

export interface OpenTable {
  format: 'xlsx' | 'csv' | 'json';
  encoding: string;
  notes: readonly string[];
  header: { line: number; names: readonly string[] };
  rows: () => AsyncIterable<readonly SheetRow[]>;
  close: () => Promise<void>;
}

/**
 * Reads a table and keeps what it says, row by row, with what each row would come to. Nothing has an effect before it is
 * committed. All or nothing: a table that cannot be read to its end leaves no trace.
 */
export async function receiveImport(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; about: ImportAbout; table: ImportTable },
): Promise<CommandOutcome<ImportView, Refusal>> {
  const { actor, idempotencyKey, about, table } = command;
  const request = {
    name: 'receiveImport',
    actor,
    idempotencyKey,
    input: { ...about, contentHash: table.contentHash },
    conflicts: { data_import_once: alreadyRead(null) },
  };
  try {
    return await runCommand(db, request, async (tx): Promise<CaseOutcome<ImportView>> => {
      const refused = refuseInvalid(tx, actor, about) ?? (await refuseRepeated(tx, about, table));
      return refused ?? (await readTable(tx, about, table));
    });
  } catch (error) {
    if (error instanceof UnreadableSheet) return refuseUnreadable(table, error);
    throw error;
  }
}

function refuseInvalid(tx: Tx, actor: PersonActor, about: ImportAbout): Refused | null {
  const { kind, regionCode, documentDate, completeTo } = about;
  const region = tx.regions.find(regionCode);
  if (!region) return refuse('import-invalid', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
  const forbidden = refuseUnlessPermitted(actor, importOperation(kind), regionResource(tx, regionCode));
  if (forbidden) return forbidden;
  const problems: [boolean, string, string, string][] = [
    [region.level === 'county', 'regionCode', '所选地区是县区', '数据由市或省导入,请选择市或省'],
    [documentDate > tx.today, 'documentDate', `文件日期晚于今天(${tx.today})`, '请填写文件印发的日期'],
    [
      completeTo !== null && completeTo > tx.today,
      'completeTo',
      `“数据完整至”晚于今天(${tx.today})`,
      '请选择今天或更早的日期',
    ],
    [
      completeTo !== null && kind === 'earlier_payments',
      'completeTo',
      '既往兑付台账不在这里声明完整',
      '请留空,导入后到“台账完整性”登记,由另一名人员确认',
    ],
  ];
  const found = problems
    .filter(([broken]) => broken)
    .map(([, field, message, fix]) => ({ field, message, fix }));
  if (found.length === 0) return null;
  return refuse('import-invalid', `导入信息不符合要求:${found.map(({ message }) => message).join(';')}。`, {
    problems: found,
  });
}

async function refuseRepeated(tx: Tx, about: ImportAbout, table: ImportTable): Promise<Refused | null> {
  const { kind, regionCode } = about;
  const earlier = await findImportByHash(tx, { kind, regionCode, contentHash: table.contentHash });
  return earlier && { ok: false, refusal: alreadyRead(earlier) };
}

function alreadyRead(earlier: DataImportEntity | null): Refusal {
  const by = earlier ? `由${earlier.createdByName}` : '';
  const details = earlier && {
    importId: earlier.id,
    importedAt: earlier.createdAt.toISOString(),
    importedBy: earlier.createdByName,
    state: earlier.state,
  };
  return {
    code: 'import-already-read',
    message: `相同内容已${by}导入过。请查看原来的导入;确需重新导入的,先放弃或撤销它。`,
    ...(details ? { details } : {}),
  };
}

async function readTable(tx: Tx, about: ImportAbout, table: ImportTable): Promise<CaseOutcome<ImportView>> {
  const sheet = await table.open();
  try {
    const matched = matchColumns(about.kind, sheet.header.names);
    if (!matched.ok) {
      return refuse(
        'import-columns-wrong',
        `${table.fileName} 的表头与模板不符:${matched.problems.map((each) => each.column).join('、')}。请下载模板对照修改。`,
        { problems: matched.problems.map((each) => ({ line: sheet.header.line, ...each })) },
      );
    }
    const entity = entityOf(tx, about, table, sheet);
    await insertImport(tx, entity);
    const reader = await readerFor(tx, about, matched.columns);
    const read = await previewRows(
      tx,
      {
        importId: entity.id,
        kind: about.kind,
        regionCode: about.regionCode,
        columns: matched.columns,
        reader,
      },
      sheet.rows(),
    );
    if (read.rows === 0) {
      return refuse('import-file-unreadable', `${table.fileName} 只有表头,没有数据。`, {
        problems: [{ line: sheet.header.line, message: '表头下面没有数据', fix: '填写数据后再导入' }],
      });
    }
    entity.registers = read.registers;
    entity.counts = await countImportOutcomes(tx, entity.id);
    await saveImport(tx, entity);
    const view = viewOf(tx, entity);
    await tx.record({
      caseId: entity.id,
      regionCode: about.regionCode,
      type: IMPORT_CREATED_EVENT,
      data: { ...about, contentHash: table.contentHash, counts: view.counts, to: { state: entity.state } },
    });
    return done(view);
  } finally {
    await sheet.close();
  }
}

function entityOf(tx: Tx, about: ImportAbout, table: ImportTable, sheet: OpenTable): DataImportEntity {
  const { fileName, byteSize, contentHash } = table;
  return {
    id: tx.newId(),
    ...about,
    ...{ fileName, byteSize, contentHash },
    format: sheet.format,
    encoding: sheet.encoding,
    columns: [...sheet.header.names],
    notes: [...sheet.notes],
    registers: [],
    counts: {},
    state: 'previewed',
    version: 1,
    appliedTo: 0,
    createdAt: tx.now,
    createdBy: actorId(tx.actor),
    createdByName: tx.actor.kind === 'person' ? tx.actor.displayName : 'system',
    committedAt: null,
    committedBy: null,
    endedAt: null,
    endedBy: null,
    endReason: null,
  };
}

function refuseUnreadable(table: ImportTable, error: UnreadableSheet): Refused {
  const problem = { line: error.line, reason: error.code, message: error.message, fix: error.fix };
  return refuse('import-file-unreadable', `${table.fileName} 无法读取,没有导入任何数据。${error.message}`, {
    problems: [problem],
  });
}
