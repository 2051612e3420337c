import { ArrayContains, In, type FindOptionsWhere } from 'typeorm';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { managerOf, type Tx } from '../ground/transaction';
import { markDirty } from './dirty-store';
import { EarlierPaymentCoverageEntity, EarlierPaymentEntity } from './earlier-payment-entities';

/** Appends lines of a ledger of earlier years, any number, and puts their parties into the dirty queue. */
export async function insertEarlierPayments(tx: Tx, rows: readonly EarlierPaymentEntity[]): Promise<void> {
  if (rows.length === 0) return;
  await managerOf(tx).query(
    `INSERT INTO earlier_payment (id, party_id, clause_id, subject, amount_fen, paid_on, document_number, source,
       import_id, recorded_at, recorded_by)
     SELECT id, "partyId", "clauseId", subject, "amountFen", "paidOn", "documentNumber", source, "importId",
       "recordedAt", "recordedBy"
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "partyId" uuid, "clauseId" text, subject text, "amountFen" bigint,
       "paidOn" date, "documentNumber" text, source text, "importId" uuid, "recordedAt" timestamptz, "recordedBy" text)`,
    [JSON.stringify(rows)],
  );
  await markDirty(
    tx,
    rows.map((row) => row.partyId),
    'earlier-payment',
  );
}

/** What was paid to some parties before this system paid, oldest first; without what an import brought that was undone. */
export async function readEarlierPayments(
  tx: Tx,
  partyIds: readonly string[],
): Promise<EarlierPaymentEntity[]> {
  if (partyIds.length === 0) return [];
  const ids = await managerOf(tx).query<{ id: string }[]>(
    'SELECT id FROM standing_earlier_payment WHERE party_id = ANY ($1::uuid[])',
    [partyIds],
  );
  if (ids.length === 0) return [];
  return managerOf(tx).find(EarlierPaymentEntity, {
    where: { id: In(ids.map((row) => row.id)) },
    order: { paidOn: 'ASC', clauseId: 'ASC', id: 'ASC' },
  });
}

/** Records what cities state about their ledgers; a mark counts from its confirmation by somebody else on. */
export async function insertEarlierPaymentCoverage(
  tx: Tx,
  rows: readonly EarlierPaymentCoverageEntity[],
): Promise<void> {
  if (rows.length > 0) await managerOf(tx).insert(EarlierPaymentCoverageEntity, [...rows]);
}

/** The clauses whose earlier payments in a city are known completely as of today. */
export async function readCoveredClauses(tx: Tx, cityCode: string): Promise<Set<string>> {
  const rows = await managerOf(tx).query<{ clause: string }[]>(
    `SELECT DISTINCT unnest(clause_ids) AS clause FROM earlier_payment_coverage
     WHERE city_code = $1 AND state = 'confirmed' AND paid_here_from <= $2`,
    [cityCode, tx.today],
  );
  return new Set(rows.map((row) => row.clause));
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockEarlierPaymentCoverage(
  tx: Tx,
  id: string,
): Promise<EarlierPaymentCoverageEntity | null> {
  return managerOf(tx).findOne(EarlierPaymentCoverageEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
}

/**
 * Writes a locked mark back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveEarlierPaymentCoverage(tx: Tx, mark: EarlierPaymentCoverageEntity): Promise<void> {
  const { id, version, ...columns } = mark;
  const done = await managerOf(tx).update(
    EarlierPaymentCoverageEntity,
    { id, version },
    { ...columns, version: version + 1 },
  );
  if (done.affected !== 1) throw new Error(`mark ${id} changed under its lock`);
  mark.version = version + 1;
}

export interface CoverageFilter {
  state?: EarlierPaymentCoverageEntity['state'];
  cityCode?: string;
  clauseId?: string;
}

/** Newest first, with their number. */
export async function pageEarlierPaymentCoverage(
  tx: Tx,
  reach: Reach,
  { clauseId, ...asked }: CoverageFilter,
  page: PageRequest,
): Promise<PageWithTotals<EarlierPaymentCoverageEntity>> {
  const filter: FindOptionsWhere<EarlierPaymentCoverageEntity> = {
    ...asked,
    ...(clauseId === undefined ? {} : { clauseIds: ArrayContains([clauseId]) }),
  };
  const where = whereWithin<EarlierPaymentCoverageEntity>(reach, filter, { region: 'cityCode' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, EarlierPaymentCoverageEntity, where, page)),
    totals: await totalsOf(manager, EarlierPaymentCoverageEntity, where),
  };
}

/** Every mark of a city that was not withdrawn, newest first. */
export async function readStandingMarks(tx: Tx, cityCode: string): Promise<EarlierPaymentCoverageEntity[]> {
  return managerOf(tx).find(EarlierPaymentCoverageEntity, {
    where: { cityCode, state: In(['recorded', 'confirmed']) },
    order: { id: 'DESC' },
  });
}
