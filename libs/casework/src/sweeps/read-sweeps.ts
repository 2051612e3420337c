import {
  countSweepFailures,
  findCall,
  findParties,
  findPreviousSweep,
  findSweep,
  pageSweepLines,
  pageSweeps,
  readBudgetBalances,
  readSweepDifferences,
  readSweepFailures,
  readSweepNeeds,
  readSweepTotals,
  runQuery,
  sampleSweepLines,
  type Database,
  type PageRequest,
  type PageWithTotals,
  type SweepDifference,
  type SweepEntity,
  type SweepFilter,
  type SweepLineEntity,
  type SweepTotal,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import {
  allowedSweepActions,
  mayApproveSweep,
  permit,
  type Actor,
  type PersonActor,
  type SweepPersonAction,
  type SweepDisposition,
  type SweepState,
} from '@duixian/workflow';
import { describeTrace, type Result } from '@duixian/policy';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

type Answer<T> = { ok: true; value: T } | Refused;

/** How many differences and failures a reading shows; the counts are of all. */
const SHOWN = 100;

export interface SweepView {
  id: string;
  version: number;
  state: SweepState;
  cityCode: string;
  asOf: string;
  dryRun: boolean;
  regionCodes: string[];
  clauseIds: string[];
  /** Which call each clause is looked at under; null: none, and its findings are held. */
  plan: { callId: string | null; clauseIds: string[] }[];
  orderedAt: string;
  /** A list is approved by somebody else than who ordered it. */
  orderedByYou: boolean;
  finishedAt: string | null;
  approvedAt: string | null;
  endedAt: string | null;
  progress: {
    /** Null until they are found. */
    candidates: number | null;
    evaluated: number;
    perSecond: number | null;
    secondsLeft: number | null;
  };
  /** The list to be approved, once everybody was looked at. */
  offers: { count: number; amountFen: number; hash: string } | null;
  allowedActions: SweepPersonAction[];
}

/** Money that would go out, by who bears it, against what that budget has free. */
export interface SweepSource {
  level: 'province' | 'city' | 'county' | null;
  regionCode: string | null;
  callId: string;
  subject: string;
  year: number;
  neededFen: number;
  /** Null where no budget line of that treasury is in the reader's reach. */
  freeFen: number | null;
}

export interface SweepDetail extends SweepView {
  totals: SweepTotal[];
  sources: SweepSource[];
  failures: { count: number; first: { partyId: string; registeredName: string; problem: string }[] };
  /** Against the last finished run over the same counties and clauses; null for the first. */
  difference: {
    previousId: string;
    counts: Record<SweepDifference['change'], number>;
    first: (SweepDifference & { registeredName: string })[];
  } | null;
}

/** Sweeps in reach, newest first. */
export async function listSweeps(
  db: Database,
  actor: PersonActor,
  filter: SweepFilter,
  page: PageRequest,
): Promise<Answer<PageWithTotals<SweepView>>> {
  const forbidden = refuseUnlessPermitted(actor, 'sweep.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await pageSweeps(tx, reachFor(tx, 'sweep.list'), filter, page);
    return { ok: true as const, value: { ...found, items: found.items.map((sweep) => viewOf(tx, sweep)) } };
  });
}

/** One sweep with what it found, added up. */
export async function readSweep(db: Database, actor: Actor, id: string): Promise<Answer<SweepDetail>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id);
    if (!sweep) return refuseAsUnknown();
    const failures = await readSweepFailures(tx, sweep.id, SHOWN);
    const previousId = await findPreviousSweep(tx, sweep);
    const difference =
      previousId === null ? null : await readSweepDifferences(tx, previousId, sweep.id, SHOWN);
    const concerned = [...failures, ...(difference ? difference.first : [])].map((each) => each.partyId);
    const parties = await findParties(tx, [...new Set(concerned)]);
    const names = new Map(parties.map((party) => [party.id, party.registeredName]));
    const value: SweepDetail = {
      ...viewOf(tx, sweep),
      totals: await readSweepTotals(tx, sweep.id),
      sources: await sourcesOf(tx, sweep),
      failures: {
        count: await countSweepFailures(tx, sweep.id),
        first: failures.map(({ partyId, problem }) => ({
          partyId,
          registeredName: names.get(partyId) ?? '',
          problem,
        })),
      },
      difference: difference && {
        previousId: previousId ?? '',
        counts: difference.counts,
        first: difference.first.map((each) => ({
          ...each,
          registeredName: names.get(each.partyId) ?? '',
        })),
      },
    };
    return { ok: true as const, value };
  });
}

async function seenSweep(tx: Tx, id: string): Promise<SweepEntity | null> {
  const sweep = await findSweep(tx, id);
  if (!sweep) return null;
  const resource = regionResource(tx, sweep.cityCode);
  return permit(tx.actor, 'sweep.read', resource).allowed ? sweep : null;
}

function viewOf(tx: Tx, sweep: SweepEntity): SweepView {
  const { id, version, state, cityCode, asOf, dryRun, regionCodes, clauseIds } = sweep;
  const { actor } = tx;
  const resource = regionResource(tx, cityCode);
  return {
    ...{ id, version, state, cityCode, asOf, dryRun, regionCodes, clauseIds },
    plan: sweep.plan.map(({ callId, clauseIds: clauses }) => ({ callId, clauseIds: clauses })),
    orderedAt: sweep.orderedAt.toISOString(),
    orderedByYou: actor.kind === 'person' && sweep.orderedBy === actor.userId,
    finishedAt: sweep.finishedAt?.toISOString() ?? null,
    approvedAt: sweep.approvedAt?.toISOString() ?? null,
    endedAt: sweep.endedAt?.toISOString() ?? null,
    progress: progressOf(tx, sweep),
    offers:
      sweep.offerHash === null
        ? null
        : { count: sweep.offerCount ?? 0, amountFen: sweep.offerFen ?? 0, hash: sweep.offerHash },
    allowedActions: allowedSweepActions(state).filter(
      (action) =>
        actor.kind === 'person' &&
        permit(actor, `sweep.${action}`, resource).allowed &&
        (action !== 'approve' || mayApproveSweep(sweep.orderedBy, actor.userId)),
    ),
  };
}

function progressOf(tx: Tx, sweep: SweepEntity): SweepView['progress'] {
  const { candidateCount: candidates, evaluatedCount: evaluated } = sweep;
  const until = (sweep.finishedAt ?? tx.now).getTime();
  const seconds = (until - sweep.orderedAt.getTime()) / 1000;
  const perSecond = evaluated > 0 && seconds > 0 ? Math.round((evaluated / seconds) * 10) / 10 : null;
  const left = sweep.state === 'running' && candidates !== null ? candidates - evaluated : 0;
  return { candidates, evaluated, perSecond, secondsLeft: perSecond ? Math.ceil(left / perSecond) : null };
}

async function sourcesOf(tx: Tx, sweep: SweepEntity): Promise<SweepSource[]> {
  const needs = await readSweepNeeds(tx, sweep.id);
  const budgets = await readBudgetBalances(tx);
  const sources = new Map<string, SweepSource>();
  for (const { callId, countyCode, level, neededFen } of needs) {
    const call = await findCall(tx, callId);
    if (!call) continue;
    const regionCode = level && tx.regions.ancestorAt(countyCode, level).code;
    const { budgetSubject: subject, year } = call;
    const lines = budgets.filter(
      (line) => line.regionCode === regionCode && line.subject === subject && line.year === year,
    );
    const freeFen = lines.length === 0 ? null : lines.reduce((sum, line) => sum + line.availableFen, 0);
    const key = `${callId} ${level ?? ''} ${regionCode ?? ''}`;
    const known = sources.get(key)?.neededFen ?? 0;
    sources.set(key, { level, regionCode, callId, subject, year, neededFen: known + neededFen, freeFen });
  }
  return [...sources.values()];
}

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
  /** The contract's result, with its trace where it pays or needs something. */
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
  return lines.map((line) => lineView(line, byId.get(line.partyId)));
}

function lineView(
  line: SweepLineEntity,
  party: { registeredName: string; creditCode: string | null } | undefined,
): SweepLineView {
  const result = line.result as unknown as Result;
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
