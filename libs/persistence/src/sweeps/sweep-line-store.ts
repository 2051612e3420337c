import type { SweepDisposition } from '@duixian/workflow';
import { In, Raw, type FindOptionsWhere } from 'typeorm';
import type { StateReason } from '../applications/application-entities';
import { newId } from '../ground/ids';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { SweepLineEntity, type SweepChunkEntity } from './sweep-entities';

/** A finding before it has a row; everything else is its chunk's. */
export type NewSweepLine = Pick<
  SweepLineEntity,
  | 'partyId'
  | 'countyCode'
  | 'clauseId'
  | 'subject'
  | 'callId'
  | 'policyVersionId'
  | 'status'
  | 'disposition'
  | 'amountFen'
  | 'splitFen'
  | 'factsHash'
> & { reason: StateReason | null };

/**
 * Adds the findings of one chunk in one statement. Many lines say the same, so each clause, place, reason and split goes over once and a line names
 * it by number.
 */
export async function insertSweepLines(
  tx: Tx,
  chunk: Pick<SweepChunkEntity, 'id' | 'sweepId'>,
  lines: readonly NewSweepLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const [kinds, kindAt] = numbered(lines, (line) => ({
    county_code: line.countyCode,
    clause_id: line.clauseId,
    call_id: line.callId,
    policy_version_id: line.policyVersionId,
    status: line.status,
    disposition: line.disposition,
    reason: line.reason,
    split_fen: line.splitFen,
  }));
  const [applicants, applicantAt] = numbered(lines, (line) => [line.partyId, line.factsHash]);
  const column = (values: readonly unknown[]): string => `{${values.join(',')}}`;
  await managerOf(tx).query(
    `INSERT INTO sweep_line (id, sweep_id, chunk_id, party_id, county_code, clause_id, subject, call_id, policy_version_id,
       status, disposition, reason, amount_fen, split_fen, facts_hash)
     SELECT l.id, $1, $2, a.party_id, k.county_code, k.clause_id, l.subject, k.call_id, k.policy_version_id, k.status, k.disposition,
       k.reason, l.amount_fen, k.split_fen, a.facts_hash
     FROM unnest($3::uuid[], $4::int[], $5::int[], $6::text[], $7::bigint[]) AS l(id, applicant, kind, subject, amount_fen)
     JOIN unnest($8::uuid[], $9::text[]) WITH ORDINALITY AS a(party_id, facts_hash, at) ON a.at = l.applicant + 1
     JOIN ROWS FROM (jsonb_to_recordset($10::jsonb) AS (county_code text, clause_id text, call_id uuid, policy_version_id uuid,
       status text, disposition text, reason jsonb, split_fen jsonb)) WITH ORDINALITY AS k ON k.ordinality = l.kind + 1`,
    [
      chunk.sweepId,
      chunk.id,
      column(lines.map(newId)),
      column(applicantAt),
      column(kindAt),
      lines.map((line) => line.subject),
      column(lines.map((line) => line.amountFen ?? 'NULL')),
      column(applicants.map(([partyId]) => partyId)),
      column(applicants.map(([, factsHash]) => factsHash)),
      JSON.stringify(kinds),
    ],
  );
}

/** What is distinct, and for each item its place among it. */
function numbered<T, K>(items: readonly T[], keyOf: (item: T) => K): [distinct: K[], at: number[]] {
  const places = new Map<string, number>();
  const distinct: K[] = [];
  const at = items.map((item) => {
    const key = keyOf(item);
    const text = JSON.stringify(key);
    let place = places.get(text);
    if (place === undefined) {
      place = distinct.push(key) - 1;
      places.set(text, place);
    }
    return place;
  });
  return [distinct, at];
}

/** Stores what the applicants of a chunk were looked at with, once and for ever, and when a result can change by itself. */
export async function keepChunkFacts(
  tx: Tx,
  chunkId: string,
  facts: readonly (string | null)[],
  nextChangeOn: readonly (string | null)[],
): Promise<void> {
  await managerOf(tx).query(
    'UPDATE sweep_chunk SET facts = $2::text[], next_change_on = $3::date[] WHERE id = $1',
    [chunkId, facts, nextChangeOn],
  );
}

/** The facts that some applicants of a chunk were looked at with, as canonical JSON by their ids. */
export async function readChunkFacts(
  tx: Tx,
  chunkId: string,
  partyIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await managerOf(tx).query<{ partyId: string; facts: string }[]>(
    `SELECT f.party_id AS "partyId", f.facts FROM sweep_chunk c, unnest(c.party_ids, c.facts) AS f(party_id, facts)
     WHERE c.id = $1 AND f.party_id = ANY ($2::uuid[]) AND f.facts IS NOT NULL`,
    [chunkId, partyIds],
  );
  return new Map(rows.map((row) => [row.partyId, row.facts]));
}

/** What a chunk would offer, by applicant, call, clause and subject. */
export async function readLinesToOffer(tx: Tx, chunkId: string): Promise<SweepLineEntity[]> {
  return managerOf(tx).find(SweepLineEntity, {
    where: { chunkId, disposition: 'offer' },
    order: { partyId: 'ASC', callId: 'ASC', clauseId: 'ASC', subject: 'ASC' },
  });
}

export interface SweepLineFilter {
  sweepId: string;
  clauseId?: string;
  countyCode?: string;
  disposition?: SweepDisposition;
  partyId?: string;
  /** Code of the reason why it does not go out. */
  reason?: string;
}

/** Newest first, with count and sum over the filter. */
export async function pageSweepLines(
  tx: Tx,
  { reason, ...asked }: SweepLineFilter,
  page: PageRequest,
): Promise<PageWithTotals<SweepLineEntity>> {
  const filter: FindOptionsWhere<SweepLineEntity> = {
    ...asked,
    ...(reason === undefined
      ? {}
      : { reason: Raw((column) => `${column} ->> 'code' = :reason`, { reason }) }),
  };
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, SweepLineEntity, [filter], page)),
    totals: await totalsOf(manager, SweepLineEntity, [filter], 'one.amount_fen'),
  };
}

/** So many of the lines that would go out, drawn by the ids of sweep and line: the same ones every time. */
export async function sampleSweepLines(tx: Tx, sweepId: string, size: number): Promise<SweepLineEntity[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM sweep_line WHERE sweep_id = $1 AND disposition = 'offer'
     ORDER BY sha256((sweep_id::text || id::text)::bytea) LIMIT $2`,
    [sweepId, size],
  );
  return findSweepLines(
    tx,
    rows.map((row) => row.id),
  );
}

export async function findSweepLines(tx: Tx, ids: readonly string[]): Promise<SweepLineEntity[]> {
  return managerOf(tx).findBy(SweepLineEntity, { id: In([...ids]) });
}
