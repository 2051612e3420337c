import {
  insertSweep,
  type RegisterStanding,
  type SweepEntity,
  type SweepPlanPart,
  type Tx,
} from '@duixian/persistence';
import { SWEEP_CREATED_EVENT, type SweepCause } from '@duixian/workflow';

/** What is fixed when a sweep begins. */
export interface SweepBeginning {
  cityCode: string;
  regionCodes: string[];
  asOf: string;
  dryRun: boolean;
  clauseIds: string[];
  plan: SweepPlanPart[];
  /** How the registers stand that the plan asks. */
  registers: RegisterStanding[];
  cause: SweepCause;
  /** The import, law version or reading choice behind it; null for a person and for the night. */
  causeId: string | null;
}

/** Stores it and hands it on: the worker runs it. */
export async function beginSweep(tx: Tx, beginning: SweepBeginning): Promise<SweepEntity> {
  const { actor } = tx;
  const id = tx.newId();
  const sweep: SweepEntity = {
    id,
    ...beginning,
    state: 'running',
    version: 1,
    orderedBy: actor.kind === 'person' ? actor.userId : null,
    orderedByName: actor.kind === 'person' ? actor.displayName : null,
    orderedAt: tx.now,
    candidateCount: null,
    evaluatedCount: 0,
    ...{ baseId: null, basisHash: null, chain: [id], carriedCount: 0 },
    ...{ offerCount: null, offerFen: null, offerHash: null },
    ...{ finishedAt: null, approvedBy: null, approvedAt: null, endedAt: null },
  };
  await insertSweep(tx, sweep);
  const { asOf, dryRun, regionCodes, clauseIds, cause, causeId, registers } = beginning;
  const stale = registers.filter(({ state }) => state === 'stale').map(({ register }) => register);
  await tx.record({
    caseId: sweep.id,
    regionCode: sweep.cityCode,
    type: SWEEP_CREATED_EVENT,
    data: {
      asOf,
      dryRun,
      regionCodes,
      clauseIds,
      cause,
      causeId,
      staleRegisters: stale,
      to: { state: 'running' },
      version: 1,
    },
  });
  await tx.enqueue('sweep.ordered', { sweepId: sweep.id });
  return sweep;
}
