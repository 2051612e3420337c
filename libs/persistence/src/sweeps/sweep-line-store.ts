import type { SweepDisposition } from '@duixian/workflow';
import { In, Raw, type FindOptionsWhere } from 'typeorm';
import type { StateReason } from '../applications/application-entities';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { managerOf, type Tx } from '../ground/transaction';
import { SweepLineEntity, type SweepChunkEntity } from './sweep-entities';

/** A finding before its chunk keeps it; everything else is its chunk's. */
export type NewSweepLine = Pick<
  SweepLineEntity,
  'partyId' | 'subject' | 'amountFen' | Exclude<keyof FindingKind, 'reason'>
> & { reason: StateReason | null };

/** What findings of many applicants say alike. */
type FindingKind = Pick<
  SweepLineEntity,
  'countyCode' | 'clauseId' | 'callId' | 'policyVersionId' | 'status' | 'disposition' | 'reason' | 'splitFen'
>;

/** What a chunk found, with what it looked with: for each of its applicants, and then each finding. */
export interface ChunkFindings {
  /** JSON in the order of the applicants; null for one who could not be looked at. */
  facts: readonly (string | null)[];
  /** When a result can change by itself. */
  nextChangeOn: readonly (string | null)[];
  lines: readonly NewSweepLine[];
}

/** No text of JSON holds this character unescaped. */
const BETWEEN = '\u001e';

/** Keeps what a waiting chunk found, once and for ever, in one statement. Many findings say the same: that goes over once. */
export async function keepFindings(
  tx: Tx,
  chunk: Pick<SweepChunkEntity, 'id'>,
  { facts, nextChangeOn, lines }: ChunkFindings,
): Promise<void> {
  const [kinds, kindAt] = kindsOf(lines);
  const column = (values: readonly unknown[]): string => `{${values.join(',')}}`;
  await managerOf(tx).query(
    `UPDATE sweep_chunk SET state = 'evaluated', evaluated_at = $2, facts = string_to_array($3, $4, ''), next_change_on = $5::date[],
       kinds = $6::jsonb, line_party = $7::uuid[], line_kind = $8::integer[], line_subject = $9::text[], line_fen = $10::bigint[]
     WHERE id = $1`,
    [
      ...[chunk.id, tx.nowText, facts.map((text) => text ?? '').join(BETWEEN), BETWEEN],
      column(nextChangeOn.map((day) => day ?? 'NULL')),
      JSON.stringify(
        kinds.map((kind) => ({
          county_code: kind.countyCode,
          clause_id: kind.clauseId,
          call_id: kind.callId,
          policy_version_id: kind.policyVersionId,
          status: kind.status,
          disposition: kind.disposition,
          reason: kind.reason,
          split_fen: kind.splitFen,
        })),
      ),
      column(lines.map((line) => line.partyId)),
      column(kindAt.map((at) => at + 1)),
      lines.map((line) => line.subject),
      column(lines.map((line) => line.amountFen ?? 'NULL')),
    ],
  );
}

/** What the findings say alike, each once, and for each finding its place among it. */
function kindsOf(lines: readonly NewSweepLine[]): [kinds: FindingKind[], at: number[]] {
  const places = new Map<string, number>();
  const kinds: FindingKind[] = [];
  // A reason is long, and one object where it is the same for everybody.
  const reasons = new Map<StateReason | null, number>();
  const at = lines.map(
    ({ countyCode, clauseId, callId, policyVersionId, status, disposition, reason, splitFen }) => {
      let named = reasons.get(reason);
      if (named === undefined) reasons.set(reason, (named = reasons.size));
      const text = [
        countyCode,
        clauseId,
        callId,
        policyVersionId,
        status,
        disposition,
        named,
        JSON.stringify(splitFen),
      ].join(' ');
      let place = places.get(text);
      if (place === undefined) {
        place =
          kinds.push({
            countyCode,
            clauseId,
            callId,
            policyVersionId,
            status,
            disposition,
            reason,
            splitFen,
          }) - 1;
        places.set(text, place);
      }
      return place;
    },
  );
  return [kinds, at];
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
export async function readLinesToOffer(
  tx: Tx,
  { id: chunkId, sweepId }: Pick<SweepChunkEntity, 'id' | 'sweepId'>,
): Promise<SweepLineEntity[]> {
  return managerOf(tx).find(SweepLineEntity, {
    where: { sweepId, chunkId, disposition: 'offer' },
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
  const manager = managerOf(tx);
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM sweep_line WHERE sweep_id = $1 AND disposition = 'offer'
     ORDER BY sha256((sweep_id::text || id::text)::bytea) LIMIT $2`,
    [sweepId, size],
  );
  return findSweepLines(
    tx,
    sweepId,
    rows.map((row) => row.id),
  );
}

/** Lines of one sweep by their ids. */
export async function findSweepLines(
  tx: Tx,
  sweepId: string,
  ids: readonly string[],
): Promise<SweepLineEntity[]> {
  if (ids.length === 0) return [];
  return managerOf(tx).findBy(SweepLineEntity, { sweepId, id: In([...ids]) });
}
