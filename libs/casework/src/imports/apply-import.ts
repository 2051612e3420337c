import {
  countImportOutcomes,
  findImport,
  insertImportedCoverage,
  insertImportedCreditRecords,
  insertImportedFacts,
  insertImportedParties,
  insertImportedPayments,
  insertImportedStandards,
  insertImportedStatuses,
  insertImportedTitles,
  lockImport,
  readOvertakenRows,
  rejectImportRows,
  runCommand,
  runQuery,
  saveImport,
  updateImportedParties,
  type DataImportEntity,
  type Database,
  type ImportStamp,
  type RowRange,
  type Tx,
} from '@duixian/persistence';
import { moveImport, type ImportKind } from '@duixian/workflow';
import { done, type CaseOutcome, type Refusal } from '../ground/refusal';
import { wantSweeps } from '../sweeps/sweep-by-system';
import { countsOf } from './import-view';
import { columnOf } from './match-columns';
import { refuseElsewhere, refuseRenamed } from './place-party';

/** Rows that are applied in one transaction. */
const ROWS_AT_A_TIME = 5_000;
const SYSTEM = { kind: 'system', name: 'apply-import' } as const;

/** Brings the records of a range of rows, with the profiles and the dirty queue of their parties. */
const APPLY: Readonly<Record<ImportKind, (tx: Tx, range: RowRange, stamp: ImportStamp) => Promise<void>>> = {
  title_list: insertImportedTitles,
  earlier_payments: insertImportedPayments,
  facts: insertImportedFacts,
  credit_records: insertImportedCreditRecords,
  standards: insertImportedStandards,
  registration: async (tx, range, stamp) => {
    await updateImportedParties(tx, range, stamp.documentDate);
    await insertImportedStatuses(tx, range, stamp);
  },
};

/**
 * Applies a committed import in chunks, each in its own transaction and once only: a run that dies goes on behind the
 * last row that was applied. Two runs at once share the work; neither repeats the other's.
 * @param rowsAtATime for tests
 */
export async function applyImport(
  db: Database,
  job: { outboxId: string; importId: string },
  rowsAtATime = ROWS_AT_A_TIME,
): Promise<
  { ok: true } | { ok: false; refusal: Refusal | { code: 'idempotency-key-reused'; message: string } }
> {
  for (;;) {
    const entity = await runQuery(db, SYSTEM, (tx) => findImport(tx, job.importId));
    if (!entity) throw new Error(`there is no import ${job.importId}`);
    if (entity.state !== 'committing') return { ok: true };
    const from = entity.appliedTo;
    const request = {
      name: 'applyImport',
      actor: SYSTEM,
      idempotencyKey: `outbox:${job.outboxId}/apply-import/${from}`,
      input: { importId: job.importId, from },
    };
    const outcome = await runCommand(db, request, (tx) => applyChunk(tx, job.importId, from, rowsAtATime));
    if (!outcome.ok) return outcome;
  }
}

async function applyChunk(
  tx: Tx,
  importId: string,
  from: number,
  rowsAtATime: number,
): Promise<CaseOutcome<{ appliedTo: number }>> {
  const entity = await lockImport(tx, importId);
  if (!entity) throw new Error(`there is no import ${importId}`);
  const { regionCode } = entity;
  if (entity.state !== 'committing' || entity.appliedTo !== from) {
    const data = { reason: 'another run applied these rows', from };
    await tx.record({ caseId: importId, regionCode, type: 'import.rows_skipped', data });
    return done({ appliedTo: entity.appliedTo });
  }
  const total = countsOf(entity).rows;
  const to = Math.min(from + rowsAtATime, total);
  const range = { importId, from, to };
  await rejectOvertaken(tx, entity, range);
  await insertImportedParties(tx, range);
  await APPLY[entity.kind](tx, range, entity);
  entity.appliedTo = to;
  if (to === total) await finish(tx, entity);
  else await tx.record({ caseId: importId, regionCode, type: 'import.rows_applied', data: { from, to } });
  await saveImport(tx, entity);
  return done({ appliedTo: to });
}

/** What became of an enterprise since the preview: another city registered it, or another list made it by another name. */
async function rejectOvertaken(tx: Tx, entity: DataImportEntity, range: RowRange): Promise<void> {
  const { id, kind, regionCode } = entity;
  const columns = new Map(entity.columns.map((name) => [columnOf(kind, name)?.key, name]));
  const covered = tx.regions.covered(regionCode);
  const rejected = (await readOvertakenRows(tx, range, covered)).flatMap((row) => {
    const { position, countyCode, registeredName, named } = row;
    const refused =
      refuseElsewhere(tx, new Set(covered), countyCode) ?? refuseRenamed(kind, named, registeredName);
    if (!refused) return [];
    const { key, ...said } = refused;
    return [{ position, problem: { column: columns.get(key) ?? null, ...said } }];
  });
  if (rejected.length === 0) return;
  await rejectImportRows(tx, id, rejected);
  entity.counts = await countImportOutcomes(tx, id);
}

async function finish(tx: Tx, entity: DataImportEntity): Promise<void> {
  const { id, regionCode, registers, completeTo, state } = entity;
  const move = moveImport(state, 'finish');
  if (!move.ok) throw new Error(`import ${id}: finish from ${state}`);
  // Rejected rows are missing in what was applied: nothing can be called complete then.
  const complete = completeTo !== null && countsOf(entity).rejected === 0;
  if (complete) await insertImportedCoverage(tx, { importId: id, registers, regionCode, completeTo });
  entity.state = move.to;
  await wantSweeps(tx, regionCode, 'import', id);
  await tx.record({
    caseId: id,
    regionCode,
    type: move.event,
    data: {
      from: { state },
      to: { state: move.to },
      counts: countsOf(entity),
      completeTo: complete ? completeTo : null,
    },
  });
}
