import { IsNull, LessThan, Not } from 'typeorm';
import { LAY_DOWN_ROLE, TAKE_SEARCH_ROLE } from '../ground/search-role';
import { managerOf, type Tx } from '../ground/transaction';
import { SweepEntity } from './sweep-entities';

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

/**
 * Takes the parties of some counties out of the dirty queue, and those who left these counties; they are the caller's to look at,
 * or come back with a rollback.
 */
export async function takeDirtyParties(tx: Tx, countyCodes: readonly string[]): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `WITH dirty AS (DELETE FROM dirty_party d USING party p WHERE p.id = d.party_id AND p.county_code = ANY ($1::text[]) RETURNING d.party_id),
     gone AS (DELETE FROM moved_party WHERE county_code = ANY ($1::text[]) RETURNING party_id)
     SELECT party_id AS id FROM dirty UNION SELECT party_id FROM gone`,
    [countyCodes],
  );
  return rows.map((row) => row.id);
}

/** Empties the dirty queue of some counties, for whoever looks at everybody. */
export async function forgetDirtyParties(tx: Tx, countyCodes: readonly string[]): Promise<void> {
  const manager = managerOf(tx);
  await manager.query(
    'DELETE FROM dirty_party d USING party p WHERE p.id = d.party_id AND p.county_code = ANY ($1::text[])',
    [countyCodes],
  );
  await manager.query('DELETE FROM moved_party WHERE county_code = ANY ($1::text[])', [countyCodes]);
}

/**
 * Of the applicants of whom a sweep says something: those whose result can have changed by itself up to a day, and those who have
 * an offer, a case or an award, whose findings change with these.
 */
export async function readDueApplicants(tx: Tx, sweepId: string, day: string): Promise<string[]> {
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `SELECT party_id AS id FROM sweep_applicant a WHERE sweep_id = $1 AND (due <= $2
       OR EXISTS (SELECT FROM offer o WHERE o.party_id = a.party_id)
       OR EXISTS (SELECT FROM application c WHERE c.party_id = a.party_id)
       OR EXISTS (SELECT FROM award_line w WHERE w.party_id = a.party_id))`,
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
 * Lets the findings of a base stand in a sweep that rests on it, but for whomever it looks at again.
 * @returns how many applicants of the base are not looked at again
 */
export async function standOnBase(
  tx: Tx,
  sweep: SweepEntity,
  base: SweepEntity,
  looked: readonly string[],
): Promise<number> {
  sweep.baseId = base.id;
  sweep.chain = [...base.chain, sweep.id];
  const [row] = await managerOf(tx).query<{ again: number }[]>(
    `WITH again AS (INSERT INTO sweep_relooked (party_id, sweep_id)
       SELECT party_id, $1 FROM sweep_applicant WHERE sweep_id = $2 AND party_id = ANY ($3::uuid[]) RETURNING 1)
     SELECT count(*)::int AS again FROM again`,
    [sweep.id, base.id, looked],
  );
  return (base.candidateCount ?? 0) + base.carriedCount - (row?.again ?? 0);
}
