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
  if (!region)
    return refuse('import-invalid', `There is no region ${regionCode}. GET /api/v1/regions lists them.`);
  const forbidden = refuseUnlessPermitted(actor, importOperation(kind), regionResource(tx, regionCode));
  if (forbidden) return forbidden;
  const problems: [boolean, string, string, string][] = [
    [region.level === 'county', 'regionCode', 'is a county', 'a city or a province imports: give its code'],
    [documentDate > tx.today, 'documentDate', `is after today, ${tx.today}`, 'give the day of the document'],
    [
      completeTo !== null && completeTo > tx.today,
      'completeTo',
      `is after today, ${tx.today}`,
      'a register is complete to a day that has been',
    ],
    [
      completeTo !== null && kind === 'earlier_payments',
      'completeTo',
      'is not for ledgers of earlier payments',
      'leave it out; record the mark at POST /api/v1/earlier-payments/coverage, where a second officer confirms it',
    ],
  ];
  const found = problems
    .filter(([broken]) => broken)
    .map(([, field, message, fix]) => ({ field, message, fix }));
  if (found.length === 0) return null;
  const fields = found.map(({ field }) => field).join(', ');
  return refuse('import-invalid', `The import does not hold together: ${fields}.`, { problems: found });
}

async function refuseRepeated(tx: Tx, about: ImportAbout, table: ImportTable): Promise<Refused | null> {
  const { kind, regionCode } = about;
  const earlier = await findImportByHash(tx, { kind, regionCode, contentHash: table.contentHash });
  return earlier && { ok: false, refusal: alreadyRead(earlier) };
}

function alreadyRead(earlier: DataImportEntity | null): Refusal {
  const when = earlier ? ` on ${earlier.createdAt.toISOString()} by ${earlier.createdByName}` : '';
  const details = earlier && {
    importId: earlier.id,
    importedAt: earlier.createdAt.toISOString(),
    importedBy: earlier.createdByName,
    state: earlier.state,
  };
  return {
    code: 'import-already-read',
    message: `The same content was imported${when}. Look at that import; discard or undo it if it has to be read anew.`,
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
        `The columns of ${table.fileName} are not those of the template: ${matched.problems.map((each) => each.column).join(', ')}. Get the template at GET /api/v1/imports/templates/${about.kind}.`,
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
      return refuse('import-file-unreadable', `${table.fileName} has a header and no row below it.`, {
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
  return refuse(
    'import-file-unreadable',
    `${table.fileName} cannot be read; nothing was imported. ${error.message}`,
    {
      problems: [problem],
    },
  );
}
