import type { StateReason } from '../applications/application-entities';
import { managerOf, type Tx } from '../ground/transaction';
import type { SweepEntity } from './sweep-entities';

export interface SweepTotal {
  clauseId: string;
  countyCode: string;
  disposition: string;
  reason: string | null;
  lines: number;
  parties: number;
  amountFen: number;
}

/** What a sweep found, added up by clause, county, disposition and reason. */
export async function readSweepTotals(tx: Tx, sweepId: string): Promise<SweepTotal[]> {
  const rows = await managerOf(tx).query<(Omit<SweepTotal, 'amountFen'> & { amountFen: string })[]>(
    `SELECT clause_id AS "clauseId", county_code AS "countyCode", disposition, reason ->> 'code' AS reason,
       count(*)::int AS lines, count(DISTINCT party_id)::int AS parties, coalesce(sum(amount_fen), 0)::text AS "amountFen"
     FROM sweep_line WHERE sweep_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    [sweepId],
  );
  return rows.map((total) => ({ ...total, amountFen: Number(total.amountFen) }));
}

export interface SweepNeed {
  callId: string;
  countyCode: string;
  /** Null: neither law nor call says who bears these lines. */
  level: 'province' | 'city' | 'county' | null;
  neededFen: number;
}

/** What would go out, by call, county and level of government that bears it. */
export async function readSweepNeeds(tx: Tx, sweepId: string): Promise<SweepNeed[]> {
  const rows = await managerOf(tx).query<(Omit<SweepNeed, 'neededFen'> & { neededFen: string })[]>(
    `SELECT l.call_id AS "callId", l.county_code AS "countyCode", s.level,
       sum(coalesce(s.share::bigint, l.amount_fen))::text AS "neededFen"
     FROM sweep_line l LEFT JOIN LATERAL jsonb_each_text(l.split_fen) AS s(level, share) ON true
     WHERE l.sweep_id = $1 AND l.disposition = 'offer' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [sweepId],
  );
  return rows.map((need) => ({ ...need, neededFen: Number(need.neededFen) })).filter((n) => n.neededFen > 0);
}

/** The last finished run over the same counties and clauses before this one; null for the first. */
export async function findPreviousSweep(tx: Tx, sweep: SweepEntity): Promise<string | null> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT id FROM sweep WHERE city_code = $1 AND region_codes = $2 AND clause_ids = $3 AND id < $4
       AND finished_at IS NOT NULL ORDER BY id DESC LIMIT 1`,
    [sweep.cityCode, sweep.regionCodes, sweep.clauseIds, sweep.id],
  );
  return rows[0]?.id ?? null;
}

/** What a run says of one line, as far as it is compared. */
export interface ComparedLine {
  id: string;
  disposition: string;
  status: string;
  amountFen: number | null;
  reason: StateReason | null;
}

export interface SweepDifference {
  change: 'new' | 'gone' | 'changed';
  partyId: string;
  clauseId: string;
  subject: string;
  before: ComparedLine | null;
  now: ComparedLine | null;
}

/** What two runs say differently: lines that are new, gone, or have another disposition, reason or amount. */
export async function readSweepDifferences(
  tx: Tx,
  earlierId: string,
  laterId: string,
  most: number,
  skipped = 0,
): Promise<{ counts: Record<SweepDifference['change'], number>; first: SweepDifference[] }> {
  const line = (of: string): string =>
    `CASE WHEN ${of}.id IS NOT NULL THEN jsonb_build_object('id', ${of}.id, 'disposition', ${of}.disposition, 'status', ${of}.status,
       'amountFen', ${of}.amount_fen, 'reason', ${of}.reason) END`;
  const sql = `WITH both_runs AS (
      SELECT coalesce(b.party_id, n.party_id) AS "partyId", coalesce(b.clause_id, n.clause_id) AS "clauseId",
        coalesce(b.subject, n.subject) AS subject,
        CASE WHEN b.id IS NULL THEN 'new' WHEN n.id IS NULL THEN 'gone' ELSE 'changed' END AS change,
        ${line('b')} AS before, ${line('n')} AS now
      FROM (SELECT * FROM sweep_line WHERE sweep_id = $1) b
      FULL JOIN (SELECT * FROM sweep_line WHERE sweep_id = $2) n
        ON n.party_id = b.party_id AND n.clause_id = b.clause_id AND n.subject = b.subject
      WHERE b.id IS NULL OR n.id IS NULL
        OR (b.disposition, b.amount_fen, b.reason ->> 'code') IS DISTINCT FROM (n.disposition, n.amount_fen, n.reason ->> 'code'))`;
  const manager = managerOf(tx);
  const counts = await manager.query<{ change: SweepDifference['change']; lines: number }[]>(
    `${sql} SELECT change, count(*)::int AS lines FROM both_runs GROUP BY change`,
    [earlierId, laterId],
  );
  const first = await manager.query<SweepDifference[]>(
    `${sql} SELECT * FROM both_runs ORDER BY "clauseId", "partyId", subject LIMIT $3 OFFSET $4`,
    [earlierId, laterId, most, skipped],
  );
  const linesOf = (change: string): number => counts.find((row) => row.change === change)?.lines ?? 0;
  return { counts: { new: linesOf('new'), gone: linesOf('gone'), changed: linesOf('changed') }, first };
}
