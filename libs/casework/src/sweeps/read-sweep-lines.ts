import {
  findParties,
  pageSweepLines,
  runQuery,
  sampleSweepLines,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type StateReason,
  type SweepLineEntity,
  type Tx,
} from '@duixian/persistence';
import { describeTrace, type Result } from '@duixian/policy';
import type { PersonActor, SweepDisposition } from '@duixian/workflow';
import { refuseAsUnknown } from '../ground/authorise';
import { seenSweep, type Answer } from './read-sweeps';
import { resultsOfLines } from './replay-lines';

/** A finding as it is shown. */
export interface SweepLineView {
  id: string;
  applicant: { id: string; registeredName: string; creditCode: string | null };
  countyCode: string;
  clause: string;
  subject: string | null;
  status: string;
  disposition: SweepDisposition;
  reason: StateReason | null;
  amountFen: number | null;
  splitFen: Partial<Record<'province' | 'city' | 'county', number>> | null;
  callId: string | null;
  /** The contract's result with its trace. */
  result: Result;
  /** The same in words; null without a trace. */
  explanation: string | null;
}

export interface SweepResultsFilter {
  clauseId?: string;
  countyCode?: string;
  disposition?: SweepDisposition;
  partyId?: string;
  reason?: string;
}

/** What a sweep found, line by line, newest first, with count and sum over the filter. */
export async function readSweepResults(
  db: Database,
  actor: PersonActor,
  { id, ...filter }: SweepResultsFilter & { id: string },
  page: PageRequest,
): Promise<Answer<PageWithTotals<SweepLineView>>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id);
    if (!sweep) return refuseAsUnknown();
    const found = await pageSweepLines(tx, { sweepId: sweep.id, ...filter }, page);
    return { ok: true as const, value: { ...found, items: await lineViews(tx, found.items) } };
  });
}

/**
 * Some lines of the list, for a person to check by hand before it is approved. Drawn by the sweep's own id: whoever looks
 * sees the same ones, and nobody chooses them.
 */
export async function readSweepSample(
  db: Database,
  actor: PersonActor,
  { id, size }: { id: string; size: number },
): Promise<Answer<{ items: SweepLineView[] }>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id);
    if (!sweep) return refuseAsUnknown();
    return {
      ok: true as const,
      value: { items: await lineViews(tx, await sampleSweepLines(tx, sweep.id, size)) },
    };
  });
}

async function lineViews(tx: Tx, lines: readonly SweepLineEntity[]): Promise<SweepLineView[]> {
  const parties = await findParties(tx, [...new Set(lines.map((line) => line.partyId))]);
  const byId = new Map(parties.map((party) => [party.id, party]));
  const results = await resultsOfLines(tx, lines);
  return lines.flatMap((line) => {
    const result = results.get(line.id);
    return result ? [lineView(line, byId.get(line.partyId), result)] : [];
  });
}

function lineView(
  line: SweepLineEntity,
  party: { registeredName: string; creditCode: string | null } | undefined,
  result: Result,
): SweepLineView {
  return {
    id: line.id,
    applicant: {
      id: line.partyId,
      registeredName: party?.registeredName ?? '',
      creditCode: party?.creditCode ?? null,
    },
    countyCode: line.countyCode,
    clause: line.clauseId,
    subject: line.subject || null,
    status: line.status,
    disposition: line.disposition,
    reason: line.reason,
    amountFen: line.amountFen,
    splitFen: line.splitFen,
    callId: line.callId,
    result,
    explanation: result.trace ? describeTrace(result.trace) : null,
  };
}
