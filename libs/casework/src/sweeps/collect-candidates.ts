import { candidateFilter } from '@duixian/policy';
import {
  candidateSql,
  findCall,
  findPolicyVersion,
  insertChunks,
  lockSweep,
  refreshDueProfiles,
  runCommand,
  saveSweep,
  type CommandOutcome,
  type Database,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { documentOf } from '../policies/policy-in-force';
import { finishSweep } from './finish-sweep';

const SWEEPER = { kind: 'system', name: 'run-sweep' } as const;
/** Applicants of one job at least: enough that a job is mostly work. */
export const SMALLEST_CHUNK = 200;
/** And at most: few enough that a crash repeats less than a second. */
const LARGEST_CHUNK = 2_000;

/**
 * First step of a sweep, as the system (it must see every applicant: "absent" has to mean none): finds everybody whom a
 * clause can concern at all, and leaves one message per chunk of them.
 */
export async function collectCandidates(
  db: Database,
  job: { outboxId: string; sweepId: string },
): Promise<CommandOutcome<{ candidates: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/collect-candidates`;
  const request = {
    name: 'collectCandidates',
    actor: SWEEPER,
    idempotencyKey,
    input: { sweepId: job.sweepId },
  };
  return runCommand<{ candidates: number }, Refusal>(db, request, async (tx) => {
    const sweep = await lockSweep(tx, job.sweepId);
    if (!sweep) throw new Error(`sweep ${job.sweepId} is gone`);
    const record = (type: string, data: Record<string, unknown>): Promise<void> =>
      tx.record({ caseId: sweep.id, regionCode: sweep.cityCode, type, data });
    if (sweep.state !== 'running' || sweep.candidateCount !== null) {
      await record('sweep.collection_skipped', { state: sweep.state });
      return done({ candidates: 0 });
    }
    const refreshed = sweep.asOf === tx.today ? await refreshDueProfiles(tx, sweep.regionCodes) : 0;
    const filters = await filtersOf(tx, sweep);
    const { candidates, chunkIds } = await insertChunks(tx, sweep, filters, chunkSizeFor);
    sweep.candidateCount = candidates;
    await saveSweep(tx, sweep);
    await record('sweep.candidates_collected', { candidates, chunks: chunkIds.length, refreshed });
    await tx.enqueueAll(
      'sweep.chunk',
      chunkIds.map((chunkId) => ({ chunkId })),
    );
    if (chunkIds.length === 0) await finishSweep(tx, sweep);
    return done({ candidates });
  });
}

/** Applicants per job: a third of them all, within bounds, so that further workers have something to do. */
export const chunkSizeFor = (candidates: number): number =>
  Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, Math.ceil(candidates / 3)));

/** One predicate per clause. What is the same for everybody is answered beforehand: the day, the place, the call. */
async function filtersOf(tx: Tx, sweep: SweepEntity): Promise<string[]> {
  const filters: string[] = [];
  const place = {
    'applicant.city': tx.regions.get(sweep.cityCode).factName,
    'applicant.province': tx.regions.ancestorAt(sweep.cityCode, 'province').factName,
  };
  for (const part of sweep.plan) {
    const version = await findPolicyVersion(tx, part.policyVersionId);
    const call = part.callId === null ? null : await findCall(tx, part.callId);
    if (!version) throw new Error(`policy version ${part.policyVersionId} is gone`);
    const constants = { evaluation_date: sweep.asOf, ...place, ...call?.parameters };
    const clauses = documentOf(version).clauses.filter((clause) => part.clauseIds.includes(clause.id));
    for (const clause of clauses)
      filters.push(candidateSql(candidateFilter(clause, { decisions: 'none' }), constants));
  }
  return filters.filter((filter) => filter !== 'false');
}
