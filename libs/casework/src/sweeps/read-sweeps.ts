import {
  countSweepFailures,
  findCall,
  findParties,
  findPreviousSweep,
  findSweep,
  pageSweeps,
  readBudgetBalances,
  readSweepDifferences,
  readSweepFailures,
  readSweepNeeds,
  readSweepTotals,
  runQuery,
  type Database,
  type Page,
  type PageRequest,
  type PageWithTotals,
  type RegisterStanding,
  type SweepDifference,
  type SweepEntity,
  type SweepFilter,
  type SweepTotal,
  type Tx,
} from '@duixian/persistence';
import {
  allowedSweepActions,
  mayApproveSweep,
  permit,
  type Actor,
  type PersonActor,
  type SweepCause,
  type SweepPersonAction,
  type SweepState,
} from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { explainDifferences, type ExplainedDifference } from './explain-differences';

export type Answer<T> = { ok: true; value: T } | Refused;

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
  /** Why it was begun; other causes than a person's order are the system's, and always dry runs. */
  cause: SweepCause;
  /** Who ordered it; null for the system. */
  orderedByName: string | null;
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
  /** How the registers stood that it asks, when it began. */
  registers: RegisterStanding[];
  totals: SweepTotal[];
  sources: SweepSource[];
  failures: { count: number; first: { partyId: string; registeredName: string; problem: string }[] };
  /** Against the last finished run over the same counties and clauses; null for the first. */
  difference: {
    previousId: string;
    counts: Record<SweepDifference['change'], number>;
    first: ExplainedDifference[];
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

/** How far a sweep is, for whoever watches it. */
export interface SweepProgress extends Pick<SweepView, 'id' | 'state' | 'version' | 'progress'> {
  /** False once nothing more comes by itself: it waits for a person, or is over. */
  goesOn: boolean;
}

/** Nothing but its own row is looked at. */
export async function readSweepProgress(
  db: Database,
  actor: Actor,
  id: string,
): Promise<Answer<SweepProgress>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id, 'sweep.events');
    if (!sweep) return refuseAsUnknown();
    const { state, version } = sweep;
    const goesOn = state === 'running' || state === 'approved';
    return { ok: true as const, value: { id, state, version, progress: progressOf(tx, sweep), goesOn } };
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
    const value: SweepDetail = {
      ...viewOf(tx, sweep),
      registers: sweep.registers,
      totals: await readSweepTotals(tx, sweep.id),
      sources: await sourcesOf(tx, sweep),
      failures: {
        count: await countSweepFailures(tx, sweep.id),
        first: (await named(tx, failures)).map(({ partyId, registeredName, problem }) => ({
          ...{ partyId, registeredName, problem },
        })),
      },
      difference: difference && {
        previousId: previousId ?? '',
        counts: difference.counts,
        first: await named(tx, await explainDifferences(tx, [previousId ?? '', sweep.id], difference.first)),
      },
    };
    return { ok: true as const, value };
  });
}

/** All that a run says differently from the one before, in pages; the cursor counts what was seen. */
export async function listSweepDifferences(
  db: Database,
  actor: PersonActor,
  { id }: { id: string },
  { limit, cursor }: PageRequest,
): Promise<Answer<Page<ExplainedDifference>>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id);
    if (!sweep) return refuseAsUnknown();
    const previousId = await findPreviousSweep(tx, sweep);
    const skipped = Number(cursor ?? 0);
    const { first } =
      previousId === null
        ? { first: [] }
        : await readSweepDifferences(tx, previousId, sweep.id, limit + 1, skipped);
    return {
      ok: true as const,
      value: cut(
        await named(tx, await explainDifferences(tx, [previousId ?? '', sweep.id], first)),
        limit,
        skipped,
      ),
    };
  });
}

/** All applicants whom a run could not look at, in pages; the cursor counts what was seen. */
export async function listSweepFailures(
  db: Database,
  actor: PersonActor,
  { id }: { id: string },
  { limit, cursor }: PageRequest,
): Promise<Answer<Page<{ partyId: string; registeredName: string; problem: string }>>> {
  return runQuery(db, actor, async (tx) => {
    const sweep = await seenSweep(tx, id);
    if (!sweep) return refuseAsUnknown();
    const skipped = Number(cursor ?? 0);
    const failures = await readSweepFailures(tx, sweep.id, limit + 1, skipped);
    return { ok: true as const, value: cut(await named(tx, failures), limit, skipped) };
  });
}

const cut = <T>(rows: readonly T[], limit: number, skipped: number): Page<T> => ({
  items: rows.slice(0, limit),
  nextCursor: rows.length > limit ? String(skipped + limit) : null,
});

async function named<T extends { partyId: string }>(
  tx: Tx,
  rows: readonly T[],
): Promise<(T & { registeredName: string })[]> {
  const parties = await findParties(tx, [...new Set(rows.map(({ partyId }) => partyId))]);
  const names = new Map(parties.map((party) => [party.id, party.registeredName]));
  return rows.map((row) => ({ ...row, registeredName: names.get(row.partyId) ?? '' }));
}

/** The sweep if the actor may read it; otherwise null, and whether it exists is not said. */
export async function seenSweep(
  tx: Tx,
  id: string,
  operation: 'sweep.read' | 'sweep.events' = 'sweep.read',
): Promise<SweepEntity | null> {
  const sweep = await findSweep(tx, id);
  if (!sweep) return null;
  const resource = regionResource(tx, sweep.cityCode);
  return permit(tx.actor, operation, resource).allowed ? sweep : null;
}

function viewOf(tx: Tx, sweep: SweepEntity): SweepView {
  const { id, version, state, cityCode, asOf, dryRun, regionCodes, clauseIds } = sweep;
  const { actor } = tx;
  const resource = regionResource(tx, cityCode);
  return {
    ...{ id, version, state, cityCode, asOf, dryRun, regionCodes, clauseIds },
    plan: sweep.plan.map(({ callId, clauseIds: clauses }) => ({ callId, clauseIds: clauses })),
    orderedAt: sweep.orderedAt.toISOString(),
    ...{ cause: sweep.cause, orderedByName: sweep.orderedByName },
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
