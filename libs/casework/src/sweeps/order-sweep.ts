import {
  insertSweep,
  runCommand,
  type CommandOutcome,
  type Database,
  type SweepEntity,
  type Tx,
} from '@duixian/persistence';
import { SWEEP_CREATED_EVENT, type PersonActor, type SweepState } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { planSweep, type FieldProblem } from './plan-sweep';

export interface OrderSweep {
  actor: PersonActor;
  idempotencyKey: string;
  /** The day as of which everything is determined, today at the latest. */
  asOf: string;
  /** Looks and counts, and can never offer anything. */
  dryRun: boolean;
  callIds?: string[];
  clauses?: string[];
  /** Region codes of one city: the city itself, or counties of it. Absent: the city whose policy officer this is. */
  scope?: string[];
}

/** What every change of a sweep answers. */
export interface SweepAnswer {
  id: string;
  state: SweepState;
  version: number;
}

const UNDER_WAY: Refusal = {
  code: 'sweep-under-way',
  message:
    'A sweep of this city that can make offers is under way. Have its list approved, or cancel it, before the next one; a dry run is possible meanwhile.',
};

/** Orders a sweep over the applicants of a city, or of some of its counties. The worker runs it. */
export async function orderSweep(
  db: Database,
  command: OrderSweep,
): Promise<CommandOutcome<SweepAnswer, Refusal>> {
  const { actor, idempotencyKey, ...wish } = command;
  const conflicts = { sweep_one_real: UNDER_WAY };
  const request = { name: 'orderSweep', actor, idempotencyKey, input: wish, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<SweepAnswer>> => {
    const place = placeOf(tx, actor, wish.scope);
    if (!place.ok) return place;
    const { cityCode, regionCodes } = place;
    const forbidden = refuseUnlessPermitted(actor, 'sweep.order', regionResource(tx, cityCode));
    if (forbidden) return forbidden;
    const { asOf, callIds, clauses } = wish;
    if (asOf > tx.today) {
      const fix = `take ${tx.today} at the latest: nobody knows yet what is so on a later day`;
      return invalid([{ field: 'asOf', message: `is after today, ${tx.today}`, fix }]);
    }
    const plan = await planSweep(tx, {
      cityCode,
      asOf,
      ...(callIds ? { callIds } : {}),
      ...(clauses ? { clauseIds: clauses } : {}),
    });
    if (plan.problems.length > 0) return invalid(plan.problems);
    const sweep: SweepEntity = {
      id: tx.newId(),
      ...{ cityCode, asOf, dryRun: wish.dryRun, regionCodes },
      clauseIds: plan.clauseIds,
      plan: plan.parts,
      state: 'running',
      version: 1,
      orderedBy: actor.userId,
      orderedAt: tx.now,
      candidateCount: null,
      evaluatedCount: 0,
      ...{ offerCount: null, offerFen: null, offerHash: null },
      ...{ finishedAt: null, approvedBy: null, approvedAt: null, endedAt: null },
    };
    await insertSweep(tx, sweep);
    await tx.record({
      caseId: sweep.id,
      regionCode: cityCode,
      type: SWEEP_CREATED_EVENT,
      data: {
        asOf,
        dryRun: wish.dryRun,
        regionCodes,
        clauseIds: plan.clauseIds,
        to: { state: 'running' },
        version: 1,
      },
    });
    await tx.enqueue('sweep.ordered', { sweepId: sweep.id });
    return done({ id: sweep.id, state: sweep.state, version: 1 });
  });
}

const invalid = (problems: FieldProblem[]): Refused => {
  const fields = [...new Set(problems.map(({ field }) => field))].join(', ');
  return refuse('sweep-invalid', `The sweep cannot be run like this: ${fields}.`, { problems });
};

type Place = { ok: true; cityCode: string; regionCodes: string[] } | Refused;

/** The city and the counties that a scope means. */
function placeOf(tx: Tx, actor: PersonActor, scope: readonly string[] | undefined): Place {
  const own = actor.grants
    .filter((grant) => grant.role === 'policy_officer')
    .map((grant) => grant.regionCode);
  const asked = scope ?? own.filter((code) => tx.regions.find(code)?.level === 'city');
  const unknown = asked.filter((code) => !tx.regions.find(code) || tx.regions.get(code).level === 'province');
  const fix = 'name one city, or counties of one city; GET /api/v1/regions lists them';
  if (asked.length === 0 || unknown.length > 0) {
    const message =
      asked.length === 0
        ? 'is needed: you are not the policy officer of a city'
        : `does not fit: ${unknown.join(', ')}`;
    return invalid([{ field: 'scope', message, fix }]);
  }
  const cities = [...new Set(asked.map((code) => tx.regions.ancestorAt(code, 'city').code))];
  const [cityCode] = cities;
  if (!cityCode || cities.length > 1)
    return invalid([{ field: 'scope', message: `lies in several cities: ${cities.join(', ')}`, fix }]);
  const counties = asked
    .flatMap((code) => tx.regions.covered(code))
    .filter((code) => tx.regions.get(code).level === 'county');
  return { ok: true, cityCode, regionCodes: [...new Set(counties)].sort() };
}
