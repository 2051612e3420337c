import type { DataImportEntity, ImportOutcome, Tx } from '@duixian/persistence';
import {
  allowedImportActions,
  importOperation,
  permit,
  type ImportAction,
  type ImportKind,
  type ImportState,
} from '@duixian/workflow';
import { regionResource } from '../ground/authorise';

/** An import as it is shown. */
export interface ImportView {
  id: string;
  version: number;
  kind: ImportKind;
  state: ImportState;
  regionCode: string;
  source: string;
  documentNumber: string;
  documentDate: string;
  completeTo: string | null;
  fileName: string;
  format: string;
  encoding: string;
  byteSize: number;
  contentHash: string;
  columns: string[];
  /** What was passed over on purpose: hidden sheets, further sheets. */
  notes: string[];
  /** What it speaks of, e.g. `title/PROV_ZJTX`; with `completeTo` these are known completely once it is committed. */
  registers: string[];
  /** `good` are the rows that say something else than what stands: new, changed and outdated ones. A commit keeps `known` ones as well. */
  counts: { rows: number; good: number } & Record<ImportOutcome, number>;
  /** Rows applied so far, of all rows. */
  progress: { applied: number; total: number };
  importedAt: string;
  importedBy: string;
  committedAt: string | null;
  endedAt: string | null;
  endReason: string | null;
  allowedActions: ImportAction[];
}

export function viewOf(tx: Tx, entity: DataImportEntity): ImportView {
  const { id, version, kind, state, regionCode, source, documentNumber, documentDate, completeTo } = entity;
  const { fileName, format, encoding, byteSize, contentHash, columns, notes, registers, endReason } = entity;
  const counts = countsOf(entity);
  const may = permit(tx.actor, importOperation(kind), regionResource(tx, regionCode)).allowed;
  return {
    ...{ id, version, kind, state, regionCode, source, documentNumber, documentDate, completeTo },
    ...{ fileName, format, encoding, byteSize, contentHash, columns, notes, registers },
    counts,
    progress: { applied: entity.appliedTo, total: counts.rows },
    importedAt: entity.createdAt.toISOString(),
    importedBy: entity.createdByName,
    committedAt: entity.committedAt?.toISOString() ?? null,
    endedAt: entity.endedAt?.toISOString() ?? null,
    endReason,
    allowedActions: may ? allowedImportActions(state) : [],
  };
}

export function countsOf({ counts }: Pick<DataImportEntity, 'counts'>): ImportView['counts'] {
  const { new: fresh = 0, changed = 0, outdated = 0, known = 0, rejected = 0 } = counts;
  const good = fresh + changed + outdated;
  return { rows: good + known + rejected, good, new: fresh, changed, outdated, known, rejected };
}
