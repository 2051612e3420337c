import {
  findImport,
  pageImports,
  readImportRows,
  runQuery,
  type DataImportEntity,
  type Database,
  type ImportOutcome,
  type ImportRowEntity,
  type PageRequest,
  type PageWithTotals,
  type RowProblem,
  type Tx,
} from '@duixian/persistence';
import type { Actor, ImportKind, ImportState } from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { viewOf, type ImportView } from './import-view';

export interface ImportFilter {
  kind?: ImportKind;
  state?: ImportState;
  regionCode?: string;
}

/** One row as it stood in the file and what it comes to. */
export interface ImportRowView {
  position: number;
  line: number;
  outcome: ImportOutcome;
  creditCode: string | null;
  /** The cells in the order of the import's columns. */
  cells: string[];
  /** What was understood; null for rejected rows that could not be read. */
  record: Record<string, unknown> | null;
  /** With `changed` and `outdated`: what another document says, and which one. */
  was: Record<string, unknown> | null;
  /** The county in which an enterprise is made that was not known. */
  newEnterpriseIn: string | null;
  problems: RowProblem[];
}

/** The imports in reach, newest first, with their number. */
export async function listImports(
  db: Database,
  actor: Actor,
  filter: ImportFilter,
  page: PageRequest,
): Promise<{ ok: true; value: PageWithTotals<ImportView> } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'import.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageImports(tx, reachFor(tx, 'import.list'), filter, page);
    const items = found.items.map((entity) => viewOf(tx, entity));
    return { ok: true as const, value: { ...found, items } };
  });
}

/** One import as this actor may see it. */
export async function readImport(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: ImportView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const entity = await findVisible(tx, id);
    return entity ? { ok: true as const, value: viewOf(tx, entity) } : refuseAsUnknown();
  });
}

/** Rows of an import in the order of the file; the cursor is the position of the last one seen. */
export async function readRowsOfImport(
  db: Database,
  actor: Actor,
  id: string,
  asked: { outcome?: ImportOutcome; after: number; limit: number },
): Promise<{ ok: true; value: { items: ImportRowView[]; nextCursor: string | null } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    if (!(await findVisible(tx, id))) return refuseAsUnknown();
    const rows = await readImportRows(tx, id, { ...asked, limit: asked.limit + 1 });
    const items = rows.slice(0, asked.limit).map(rowView);
    const nextCursor = rows.length > asked.limit ? String(items.at(-1)?.position) : null;
    return { ok: true as const, value: { items, nextCursor } };
  });
}

/** The import if the actor may read it, otherwise null: whether it exists is not said. */
export async function findVisible(tx: Tx, id: string): Promise<DataImportEntity | null> {
  const entity = await findImport(tx, id);
  const hidden =
    !entity || refuseUnlessPermitted(tx.actor, 'import.read', regionResource(tx, entity.regionCode));
  return hidden ? null : entity;
}

function rowView(row: ImportRowEntity): ImportRowView {
  const { position, line, outcome, creditCode, cells, record, was, newParty, problems } = row;
  return {
    ...{ position, line, outcome, creditCode, cells, record, was },
    newEnterpriseIn: newParty?.countyCode ?? null,
    problems: problems ?? [],
  };
}
