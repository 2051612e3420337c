import {
  insertChunks,
  lockSweep,
  refreshDueProfiles,
  runCommand,
  saveSweep,
  standOnBase,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { done, type Refusal } from '../ground/refusal';
import { candidateFilters, isPossible } from './candidate-filters';
import { finishSweep } from './finish-sweep';
import { restOnBase } from './rest-on-base';

const SWEEPER = { kind: 'system', name: 'run-sweep' } as const;
/** Applicants of one job at least: enough that a job is mostly work. */
export const SMALLEST_CHUNK = 200;
/** And at most: few enough that a crash repeats less than a second. */
const LARGEST_CHUNK = 2_000;

/**
 * First step of a sweep, as the system (it must see every applicant: "absent" has to mean none): finds everybody whom a
 * clause can concern at all, and leaves one message per chunk of them. One by the system may rest on the one before it.
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
    const isToday = sweep.asOf === tx.today;
    const refreshed = isToday ? await refreshDueProfiles(tx, sweep.regionCodes) : 0;
    const resting = isToday && sweep.cause !== 'person' ? await restOnBase(tx, sweep) : null;
    const filters = await candidateFilters(tx, sweep, sweep.asOf);
    const among = resting?.looked ?? null;
    const { candidates, chunkIds } = await insertChunks(
      tx,
      sweep,
      filters.filter(isPossible),
      chunkSizeFor,
      among,
    );
    if (resting) sweep.carriedCount = await standOnBase(tx, sweep, resting.base, resting.looked);
    sweep.candidateCount = candidates;
    await saveSweep(tx, sweep);
    await record('sweep.candidates_collected', {
      ...{ candidates, chunks: chunkIds.length, refreshed },
      ...{ baseId: sweep.baseId, carried: sweep.carriedCount },
    });
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
