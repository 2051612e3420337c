import {
  canonicalJson,
  findLastCollected,
  forgetDirtyParties,
  readDueApplicants,
  readShiftedParties,
  sha256,
  takeDirtyParties,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import { readCoveredLedgers } from '../facts/earlier-ledgers';
import { candidateFilters } from './candidate-filters';

/** So many rest on each other at most: then everybody is looked at once, and what is read lies in one place again. */
const LONGEST_CHAIN = 30;

/** What the state of registers makes of the findings: another state lets nothing rest. */
const staleFor = ({ registers }: SweepEntity): string[] =>
  registers.flatMap(({ register, state, decisiveFor }) =>
    state === 'stale' ? decisiveFor.map((clause) => `${clause} ${register}`) : [],
  );

/**
 * Decides whether a sweep by the system, as of today, may rest on the one before it, and whom it then has to look at: whose facts
 * changed, whose result can have changed by the day, who has an offer, case or award, and whom a filter selects on one of the two
 * days only. Only the last one that took the dirty queue can be rested on, once it is through, and only by the same plan, the
 * same ledger marks and the same stale registers; otherwise everybody is looked at: so new law, readings, calls and marks reach everybody they concern. Either
 * way the queue is taken, and what changes from now on is for the next one.
 */
export async function restOnBase(
  tx: Tx,
  sweep: SweepEntity,
): Promise<{ base: SweepEntity; looked: string[] } | null> {
  const [county = ''] = sweep.regionCodes;
  const { clauses } = await readCoveredLedgers(tx, county);
  sweep.basisHash = sha256(
    canonicalJson({ plan: sweep.plan, covered: [...clauses].sort(), stale: staleFor(sweep) }),
  );
  const base = await findLastCollected(tx, sweep);
  const fits =
    base?.state === 'completed' &&
    base.basisHash === sweep.basisHash &&
    base.chain.length < LONGEST_CHAIN &&
    base.asOf <= sweep.asOf &&
    base.regionCodes.join() === sweep.regionCodes.join();
  if (!base || !fits) {
    await forgetDirtyParties(tx, sweep.regionCodes);
    return null;
  }
  const [before, now] = [
    await candidateFilters(tx, sweep, base.asOf),
    await candidateFilters(tx, sweep, sweep.asOf),
  ];
  const shifts = now.flatMap((filter, at) => {
    const was = before[at] ?? 'false';
    return was === filter ? [] : [[was, filter] as const];
  });
  const looked = new Set([
    ...(await takeDirtyParties(tx, sweep.regionCodes)),
    ...(await readDueApplicants(tx, base.id, sweep.asOf)),
    ...(await readShiftedParties(tx, sweep.regionCodes, shifts)),
  ]);
  return { base, looked: [...looked] };
}
