import { Not } from 'typeorm';
import { insertMany } from '../ground/insert-many';
import { pageAfter, totalsOf, type PageRequest, type PageWithTotals } from '../ground/page';
import { whereWithin, type Reach } from '../ground/reach';
import { row } from '../ground/row';
import { LAY_DOWN_ROLE, TAKE_SEARCH_ROLE } from '../ground/search-role';
import { managerOf, type Tx } from '../ground/transaction';
import { placesOf, profilesAsOf } from '../facts/profile-store';
import { SweepChunkEntity, SweepEntity, SweepFailureEntity, type ChunkState } from './sweep-entities';

export async function insertSweep(tx: Tx, sweep: SweepEntity): Promise<void> {
  await managerOf(tx).insert(SweepEntity, row(sweep));
}

export async function findSweep(tx: Tx, id: string): Promise<SweepEntity | null> {
  return managerOf(tx).findOneBy(SweepEntity, { id });
}

/** The row locked until commit, or null when it does not exist or is out of the actor's reach. */
export async function lockSweep(tx: Tx, id: string): Promise<SweepEntity | null> {
  return managerOf(tx).findOne(SweepEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/**
 * Writes a locked sweep back and raises its version.
 * @throws when the version is not the one read: the row was not locked, which is a bug
 */
export async function saveSweep(tx: Tx, sweep: SweepEntity): Promise<void> {
  const { id, version, ...columns } = sweep;
  const done = await managerOf(tx).update(
    SweepEntity,
    { id, version },
    row<Partial<SweepEntity>>({ ...columns, version: version + 1 }),
  );
  if (done.affected !== 1) throw new Error(`sweep ${id} changed under its lock`);
  sweep.version = version + 1;
}

/** The last sweep of a city that the system began; null for none. */
export async function findSweepBySystem(tx: Tx, cityCode: string): Promise<SweepEntity | null> {
  return managerOf(tx).findOne(SweepEntity, {
    where: { cityCode, cause: Not('person') },
    order: { orderedAt: 'DESC', id: 'DESC' },
  });
}

/** Cities that have their sweep of the night of a day, whatever became of it. */
export async function readNightlySweptCities(tx: Tx, day: string): Promise<Set<string>> {
  const sweeps = await managerOf(tx).find(SweepEntity, {
    select: { id: true, cityCode: true },
    where: { cause: 'nightly', asOf: day },
  });
  return new Set(sweeps.map((sweep) => sweep.cityCode));
}

export interface SweepFilter {
  state?: SweepEntity['state'];
  dryRun?: boolean;
}

/** Newest first, with their number. */
export async function pageSweeps(
  tx: Tx,
  reach: Reach,
  filter: SweepFilter,
  page: PageRequest,
): Promise<PageWithTotals<SweepEntity>> {
  const where = whereWithin<SweepEntity>(reach, filter, { region: 'cityCode' });
  const manager = managerOf(tx);
  return {
    ...(await pageAfter(manager, SweepEntity, where, page)),
    totals: await totalsOf(manager, SweepEntity, where),
  };
}

/**
 * Finds everybody whom one of the filters selects as of the sweep's day, and cuts them into chunks. Today's profiles are
 * asked as they lie; for another day they are made for the counties of the sweep.
 * @param filters predicates over a profile row, by candidateSql
 * @param among only these, as of today; null: everybody
 * @throws Error unless the system asks: only it sees everybody
 */
export async function insertChunks(
  tx: Tx,
  sweep: SweepEntity,
  filters: readonly string[],
  chunkSizeFor: (candidates: number) => number,
  among: readonly string[] | null,
): Promise<{ candidates: number; chunkIds: string[] }> {
  if (tx.actor.kind !== 'system') throw new Error('only the system searches among all applicants');
  if (filters.length === 0) return { candidates: 0, chunkIds: [] };
  const candidates =
    among === null ? await findCandidates(tx, sweep, filters) : await selectAmong(tx, sweep, filters, among);
  const rows = await managerOf(tx).query<{ id: string }[]>(
    `WITH numbered AS (SELECT party_id, (position - 1) / $3::int AS position
       FROM unnest($1::uuid[]) WITH ORDINALITY AS candidate (party_id, position))
     INSERT INTO sweep_chunk (id, sweep_id, position, party_ids, state)
     SELECT chunk_of_sweep_line(gen_random_uuid()), $2::uuid, position, array_agg(party_id ORDER BY party_id), 'waiting' FROM numbered
     GROUP BY position ORDER BY position RETURNING id`,
    [candidates, sweep.id, chunkSizeFor(candidates.length)],
  );
  return { candidates: candidates.length, chunkIds: rows.map((chunk) => chunk.id) };
}

/** Ids, in order. One arm per distinct filter: each is answered by the index that fits it. */
async function findCandidates(tx: Tx, sweep: SweepEntity, filters: readonly string[]): Promise<string[]> {
  const manager = managerOf(tx);
  const union = (profiles: string, counties: string): string =>
    [...new Set(filters)]
      .map(
        (filter) =>
          `SELECT party_id FROM ${profiles} WHERE county_code = ANY (${counties}::text[]) AND ${filter}`,
      )
      .join(' UNION ');
  if (sweep.asOf !== tx.today) {
    const rows = await manager.query<{ party_id: string }[]>(
      `WITH profiles_as_of AS (${profilesAsOf('p.county_code = ANY ($4::text[])')})
       SELECT party_id FROM (${union('profiles_as_of', '$4')}) AS candidate ORDER BY party_id`,
      [placesOf(tx.regions), sweep.asOf, tx.nowText, sweep.regionCodes],
    );
    return rows.map((row) => row.party_id);
  }
  await manager.query(TAKE_SEARCH_ROLE);
  const rows = await manager.query<{ party_id: string }[]>(
    `SELECT party_id FROM (${union('party_profile', '$1')}) AS candidate ORDER BY party_id`,
    [sweep.regionCodes],
  );
  await manager.query(LAY_DOWN_ROLE);
  return rows.map((row) => row.party_id);
}

/** Of more than so many, asking the indexes for everybody takes less time than trying every filter on each. */
const MOST_TRIED = 1_000;

/** Which of these parties one of the filters selects. */
async function selectAmong(
  tx: Tx,
  sweep: SweepEntity,
  filters: readonly string[],
  among: readonly string[],
): Promise<string[]> {
  if (among.length === 0) return [];
  if (among.length > MOST_TRIED) {
    const asked = new Set(among);
    return (await findCandidates(tx, sweep, filters)).filter((id) => asked.has(id));
  }
  const rows = await managerOf(tx).query<{ party_id: string }[]>(
    `SELECT party_id FROM party_profile WHERE party_id = ANY ($1::uuid[]) AND county_code = ANY ($2::text[])
       AND (${[...new Set(filters)].join(' OR ')}) ORDER BY party_id`,
    [among, sweep.regionCodes],
  );
  return rows.map((row) => row.party_id);
}

export async function lockChunk(tx: Tx, id: string): Promise<SweepChunkEntity | null> {
  return managerOf(tx).findOne(SweepChunkEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

export async function moveChunk(tx: Tx, id: string, state: ChunkState): Promise<void> {
  const evaluated = state === 'evaluated' ? { evaluatedAt: tx.now } : {};
  await managerOf(tx).update(SweepChunkEntity, { id }, { state, ...evaluated });
}

/** How many chunks of a sweep stand in a state. */
export async function countChunks(tx: Tx, sweepId: string, state: ChunkState): Promise<number> {
  return managerOf(tx).countBy(SweepChunkEntity, { sweepId, state });
}

export async function readChunkIds(tx: Tx, sweepId: string): Promise<string[]> {
  const chunks = await managerOf(tx).find(SweepChunkEntity, {
    select: { id: true },
    where: { sweepId },
    order: { position: 'ASC' },
  });
  return chunks.map((chunk) => chunk.id);
}

export async function insertSweepFailures(tx: Tx, failures: readonly SweepFailureEntity[]): Promise<void> {
  await insertMany(tx, SweepFailureEntity, failures);
}

/** What is put before the second officer: how many lines, how much, and the hash of all of it. */
export async function sumLinesToOffer(
  tx: Tx,
  sweepId: string,
): Promise<{ count: number; amountFen: bigint; hash: string }> {
  const [found] = await managerOf(tx).query<{ count: number; amount: string; hash: string }[]>(
    `WITH lines AS MATERIALIZED (SELECT * FROM sweep_line WHERE sweep_id = $1 AND disposition = 'offer'),
     known AS (SELECT c.id AS chunk_id, f.party_id, encode(sha256(convert_to(f.facts, 'UTF8')), 'hex') AS hash
       FROM sweep_chunk c CROSS JOIN LATERAL unnest(c.party_ids, c.facts) AS f(party_id, facts) WHERE c.id IN (SELECT chunk_id FROM lines))
     SELECT count(*)::int AS count, coalesce(sum(amount_fen), 0)::text AS amount,
       encode(sha256(coalesce(string_agg(concat_ws('|', party_id, call_id, clause_id, subject, amount_fen, coalesce(l.facts_hash, known.hash)), E'\\n'
         ORDER BY party_id, clause_id COLLATE "C", subject COLLATE "C"), '')::bytea), 'hex') AS hash
     FROM lines l LEFT JOIN known USING (chunk_id, party_id)`,
    [sweepId],
  );
  return { count: found?.count ?? 0, amountFen: BigInt(found?.amount ?? 0), hash: found?.hash ?? '' };
}

export async function readSweepFailures(
  tx: Tx,
  sweepId: string,
  most: number,
  skipped = 0,
): Promise<SweepFailureEntity[]> {
  return managerOf(tx).find(SweepFailureEntity, {
    where: { sweepId },
    order: { partyId: 'ASC' },
    take: most,
    skip: skipped,
  });
}

export async function countSweepFailures(tx: Tx, sweepId: string): Promise<number> {
  return managerOf(tx).countBy(SweepFailureEntity, { sweepId });
}
