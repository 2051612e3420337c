import type { ImportKind, ImportState } from '@duixian/workflow';
import { In, Not } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { row } from '../ground/row';
import { managerOf, type Tx } from '../ground/transaction';
import {
  DataImportEntity,
  ImportRetractionEntity,
  type ImportCounts,
  type ImportOutcome,
  type ImportRowEntity,
  type RowProblem,
} from './import-entities';

export async function insertImport(tx: Tx, entity: DataImportEntity): Promise<void> {
  await managerOf(tx).insert(DataImportEntity, row(entity));
}

export async function findImport(tx: Tx, id: string): Promise<DataImportEntity | null> {
  return managerOf(tx).findOneBy(DataImportEntity, { id });
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockImport(tx: Tx, id: string): Promise<DataImportEntity | null> {
  return managerOf(tx).findOne(DataImportEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** The import of the same content that counts, if there is one. */
export async function findImportByHash(
  tx: Tx,
  same: { kind: ImportKind; regionCode: string; contentHash: string },
): Promise<DataImportEntity | null> {
  const live = Not(In<ImportState>(['discarded', 'undone']));
  return managerOf(tx).findOneBy(DataImportEntity, { ...same, state: live });
}

/**
 * Writes a locked import back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveImport(tx: Tx, entity: DataImportEntity): Promise<void> {
  const { id, version, ...columns } = entity;
  const done = await managerOf(tx).update(
    DataImportEntity,
    { id, version },
    row<Partial<DataImportEntity>>({ ...columns, version: version + 1 }),
  );
  if (done.affected !== 1) throw new Error(`import ${id} changed under its lock`);
  entity.version = version + 1;
}

export async function pageImports(
  tx: Tx,
  reach: Reach,
  filter: { kind?: ImportKind; state?: ImportState; regionCode?: string },
  page: PageRequest,
): Promise<PageWithTotals<DataImportEntity>> {
  const where = whereWithin<DataImportEntity>(reach, filter, { region: 'regionCode' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, DataImportEntity, where, page)),
    totals: await totalsOf(manager, DataImportEntity, where),
  };
}

/**
 * Appends rows of an import that is being read, any number in one statement. Column by column: the server takes arrays apart
 * several times as fast as a JSON text of all rows with more JSON in it.
 */
export async function insertImportRows(
  tx: Tx,
  importId: string,
  rows: readonly Omit<ImportRowEntity, 'importId'>[],
): Promise<void> {
  if (rows.length === 0) return;
  const plain = (column: 'position' | 'line' | 'outcome' | 'identity' | 'creditCode'): unknown[] =>
    rows.map((each) => each[column]);
  const json = (column: 'newParty' | 'record' | 'was' | 'cells' | 'problems'): (string | null)[] =>
    rows.map((each) => (each[column] === null ? null : JSON.stringify(each[column])));
  await managerOf(tx).query(
    `INSERT INTO import_row (import_id, position, line, outcome, identity, credit_code, new_party, record, was, cells, problems)
     SELECT $1, r.* FROM unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[], $9::jsonb[],
       $10::jsonb[], $11::jsonb[]) AS r`,
    [
      importId,
      ...[plain('position'), plain('line'), plain('outcome'), plain('identity'), plain('creditCode')],
      ...[json('newParty'), json('record'), json('was'), json('cells'), json('problems')],
    ],
  );
}

/** Rows that say again what an earlier row of the file is about: its line is in `first`. */
export async function readRepeatedRows(
  tx: Tx,
  importId: string,
): Promise<{ position: number; first: number }[]> {
  return managerOf(tx).query(
    `SELECT position, first FROM (
       SELECT position, row_number() OVER same AS nth, first_value(line) OVER same AS first
       FROM import_row WHERE import_id = $1 AND outcome <> 'rejected'
       WINDOW same AS (PARTITION BY identity ORDER BY position)) numbered
     WHERE nth > 1 ORDER BY position`,
    [importId],
  );
}

/** Rows that name a new enterprise otherwise than an earlier row of the file does. */
export async function readContradictingRows(
  tx: Tx,
  importId: string,
): Promise<{ position: number; first: number; name: string }[]> {
  return managerOf(tx).query(
    `SELECT position, first, name FROM (
       SELECT position, first_value(line) OVER same AS first, first_value(new_party->>'registeredName') OVER same AS name,
         (new_party->>'registeredName', new_party->>'countyCode') IS DISTINCT FROM
           (first_value(new_party->>'registeredName') OVER same, first_value(new_party->>'countyCode') OVER same) AS differs
       FROM import_row WHERE import_id = $1 AND outcome <> 'rejected' AND new_party IS NOT NULL
       WINDOW same AS (PARTITION BY credit_code ORDER BY position)) compared
     WHERE differs ORDER BY position`,
    [importId],
  );
}

/**
 * Rows of a list of titles that say that a title was newly recognised, of which an earlier row of the file says the same of
 * another day.
 */
export async function readRowsNewTwice(
  tx: Tx,
  importId: string,
): Promise<{ position: number; first: number; grantedOn: string }[]> {
  return managerOf(tx).query(
    `SELECT position, first, "grantedOn" FROM (
       SELECT position, record->>'grantedOn' AS own, first_value(line) OVER same AS first, first_value(record->>'grantedOn') OVER same AS "grantedOn"
       FROM import_row WHERE import_id = $1 AND outcome <> 'rejected' AND record ? 'firstEver'
         AND (record->>'acquisition' = 'new' OR (record->>'acquisition' IS NULL AND record->>'firstEver' = 'true'))
       WINDOW same AS (PARTITION BY credit_code, record->>'code', regexp_replace(normalize(record->>'subjectId', NFKC), '[[:space:]]', '', 'g')
         ORDER BY position)) compared
     WHERE own <> "grantedOn" ORDER BY position`,
    [importId],
  );
}

/** Rows of a range whose enterprise is registered outside of some counties by now, or by another name than a row made it with. */
export async function readOvertakenRows(
  tx: Tx,
  range: { importId: string; from: number; to: number },
  countyCodes: readonly string[],
): Promise<{ position: number; countyCode: string; registeredName: string; named: string | null }[]> {
  return managerOf(tx).query(
    `SELECT r.position, p.county_code AS "countyCode", p.registered_name AS "registeredName", r.new_party->>'registeredName' AS named
     FROM import_row r JOIN party p ON p.credit_code = r.credit_code
     WHERE r.import_id = $1 AND r.position > $2 AND r.position <= $3 AND r.outcome <> 'rejected'
       AND (p.county_code <> ALL ($4::text[]) OR p.registered_name <> r.new_party->>'registeredName')
     ORDER BY r.position`,
    [range.importId, range.from, range.to, countyCodes],
  );
}

/** Rejects rows that were taken at first, each with its problem. */
export async function rejectImportRows(
  tx: Tx,
  importId: string,
  rejected: readonly { position: number; problem: RowProblem }[],
): Promise<void> {
  if (rejected.length === 0) return;
  await managerOf(tx).query(
    `UPDATE import_row SET outcome = 'rejected', problems = jsonb_build_array(r.problem), new_party = NULL
     FROM json_to_recordset($2::json) AS r(position int, problem jsonb)
     WHERE import_row.import_id = $1 AND import_row.position = r.position`,
    [importId, JSON.stringify(rejected)],
  );
}

export async function countImportOutcomes(tx: Tx, importId: string): Promise<ImportCounts> {
  const rows = await managerOf(tx).query<{ outcome: ImportOutcome; n: number }[]>(
    'SELECT outcome, count(*)::int AS n FROM import_row WHERE import_id = $1 GROUP BY outcome',
    [importId],
  );
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

/** Rows in the order of the file, after a position; only those with an outcome where one is asked for. */
export async function readImportRows(
  tx: Tx,
  importId: string,
  asked: { outcome?: ImportOutcome; after: number; limit: number },
): Promise<ImportRowEntity[]> {
  const { outcome, after, limit } = asked;
  return managerOf(tx).query(
    `SELECT import_id AS "importId", position, line, outcome, identity, credit_code AS "creditCode",
       new_party AS "newParty", record, was, cells, problems
     FROM import_row WHERE import_id = $1 AND position > $2 ${outcome === undefined ? '' : 'AND outcome = $4'}
     ORDER BY position LIMIT $3`,
    [importId, after, limit, ...(outcome === undefined ? [] : [outcome])],
  );
}

/** Takes back what an import brought: from now on no reader sees it. */
export async function insertImportRetraction(tx: Tx, retraction: ImportRetractionEntity): Promise<void> {
  await managerOf(tx).insert(ImportRetractionEntity, retraction);
}
