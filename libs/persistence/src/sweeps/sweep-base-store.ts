import { IsNull, LessThan, Not } from 'typeorm';
import { LAY_DOWN_ROLE, TAKE_SEARCH_ROLE } from '../ground/search-role';
import { managerOf, type Tx } from '../ground/transaction';
import { SweepEntity } from './sweep-entities';

/** Applicants whose findings are carried over together. */
const CARRIED_AT_ONCE = 2_000;

/** The last sweep of a city by the system that took the dirty queue, whatever became of it; null for none. */
export async function findLastCollected(tx: Tx, sweep: SweepEntity): Promise<SweepEntity | null> {
  return managerOf(tx).findOne(SweepEntity, {
    where: {
      cityCode: sweep.cityCode,
      cause: Not('person'),
      candidateCount: Not(IsNull()),
      id: LessThan(sweep.id),
    },
    order: { id: 'DESC' },
  });
}

/** Takes the parties of some counties out of the dirty queue; they are the caller's to look at, or come back with a rollback. */
export async function takeDirtyParties(tx: Tx, countyCodes: readonly string[]): Promise<string[]> {
  const [rows] = await managerOf(tx).query<[{ id: string }[], number]>(
    `DELETE FROM dirty_party d USING party p WHERE p.id = d.party_id AND p.county_code = ANY ($1::text[]) RETURNING d.party_id AS id`,
    [countyCodes],
  );
  return rows.map((row) => row.id);
}

/** Empties the dirty queue of some counties, for whoever looks at everybody. */
export async function forgetDirtyParties(tx: Tx, countyCodes: readonly string[]): Promise<void> {
  await managerOf(tx).query(
    'DELETE FROM dirty_party d USING party p WHERE p.id = d.party_id AND p.county_code = ANY ($1::text[])',
    [countyCodes],
  );
}

/**
 * Of the applicants that a sweep looked at: those whose result can have changed by itself up to a day, and those who have an
 * offer, a case or an award, whose findings change with these.
 */
export async function readDueApplicants(tx: Tx, sweepId: string, day: string): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `WITH looked AS (SELECT f.party_id, f.due FROM sweep_chunk c, unnest(c.party_ids, c.next_change_on) AS f(party_id, due)
       WHERE c.sweep_id = $1)
     SELECT l.party_id AS id FROM looked l WHERE l.due <= $2
       OR EXISTS (SELECT FROM offer o WHERE o.party_id = l.party_id)
       OR EXISTS (SELECT FROM application a WHERE a.party_id = l.party_id)
       OR EXISTS (SELECT FROM award_line w WHERE w.party_id = l.party_id)`,
    [sweepId, day],
  );
  return rows.map((row) => row.id);
}

/**
 * Everybody of some counties whom a filter selects on one day and not on another, or the other way round, by today's profiles.
 * @param shifts the same filter as it reads on both days, by candidateSql
 */
export async function readShiftedParties(
  tx: Tx,
  countyCodes: readonly string[],
  shifts: readonly (readonly [before: string, now: string])[],
): Promise<string[]> {
  if (shifts.length === 0) return [];
  const manager = managerOf(tx);
  const shifted = shifts.map(([before, now]) => `((${before}) IS TRUE) <> ((${now}) IS TRUE)`).join(' OR ');
  await manager.query(TAKE_SEARCH_ROLE);
  const rows = await manager.query<{ id: string }[]>(
    `SELECT party_id AS id FROM party_profile WHERE county_code = ANY ($1::text[]) AND (${shifted})`,
    [countyCodes],
  );
  await manager.query(LAY_DOWN_ROLE);
  return rows.map((row) => row.id);
}

/**
 * Carries over what an earlier sweep found of everybody whom this one does not look at and who is still in its counties, with
 * the facts behind it.
 * @returns how many applicants
 */
export async function carryFindings(
  tx: Tx,
  sweep: SweepEntity,
  baseId: string,
  { looked, firstPosition }: { looked: readonly string[]; firstPosition: number },
): Promise<number> {
  const manager = managerOf(tx);
  const chunks = await manager.query<{ id: string; applicants: number }[]>(
    `WITH kept AS (
       SELECT f.party_id, f.facts, f.due, (row_number() OVER (ORDER BY f.party_id) - 1) / $6::int AS part
       FROM sweep_chunk c, unnest(c.party_ids, c.facts, c.next_change_on) AS f(party_id, facts, due)
         JOIN party_profile p ON p.party_id = f.party_id AND p.county_code = ANY ($4::text[])
       WHERE c.sweep_id = $2 AND NOT EXISTS (SELECT FROM unnest($3::uuid[]) AS l(id) WHERE l.id = f.party_id))
     INSERT INTO sweep_chunk (id, sweep_id, position, party_ids, facts, next_change_on, state, evaluated_at)
     SELECT gen_random_uuid(), $1, $5 + part, array_agg(party_id ORDER BY party_id), array_agg(facts ORDER BY party_id),
       array_agg(due ORDER BY party_id), 'evaluated', $7
     FROM kept GROUP BY part RETURNING id, cardinality(party_ids) AS applicants`,
    [sweep.id, baseId, looked, sweep.regionCodes, firstPosition, CARRIED_AT_ONCE, tx.nowText],
  );
  await manager.query(
    `INSERT INTO sweep_line (id, sweep_id, chunk_id, party_id, county_code, clause_id, subject, call_id, policy_version_id, status,
       disposition, reason, amount_fen, split_fen, facts_hash)
     SELECT gen_random_uuid(), $1, c.id, l.party_id, l.county_code, l.clause_id, l.subject, l.call_id, l.policy_version_id, l.status,
       l.disposition, l.reason, l.amount_fen, l.split_fen, l.facts_hash
     FROM sweep_chunk c, unnest(c.party_ids) AS kept(party_id) JOIN sweep_line l ON l.party_id = kept.party_id AND l.sweep_id = $2
     WHERE c.id = ANY ($3::uuid[])`,
    [sweep.id, baseId, chunks.map(({ id }) => id)],
  );
  return chunks.reduce((sum, { applicants }) => sum + applicants, 0);
}
