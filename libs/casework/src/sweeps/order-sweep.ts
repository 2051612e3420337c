import {
  runCommand,
  type CommandOutcome,
  type Database,
  type RegisterStanding,
  type Tx,
} from '@duixian/persistence';
import type { PersonActor, SweepState } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { DEFAULT_REGISTER_RULES, type RegisterRules } from '../facts/register-rules';
import { registerStandings } from '../facts/register-standings';
import { beginSweep } from './begin-sweep';
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
  /** What to make of registers whose mark of completeness is old. */
  registerRules?: RegisterRules;
}

/** What every change of a sweep answers. */
export interface SweepAnswer {
  id: string;
  state: SweepState;
  version: number;
}

const UNDER_WAY: Refusal = {
  code: 'sweep-under-way',
  message: '本市有一次正式比对尚未办结。请先审定其清单或取消它;在此期间可以试比对。',
};

/** Orders a sweep over the applicants of a city, or of some of its counties. The worker runs it. */
export async function orderSweep(
  db: Database,
  command: OrderSweep,
): Promise<CommandOutcome<SweepAnswer, Refusal>> {
  const { actor, idempotencyKey, registerRules: rules = DEFAULT_REGISTER_RULES, ...wish } = command;
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
      const fix = `最晚选择 ${tx.today}:之后的情况还无从知道`;
      return invalid([{ field: 'asOf', message: `比对日期晚于今天(${tx.today})`, fix }]);
    }
    const plan = await planSweep(tx, {
      cityCode,
      asOf,
      ...(callIds ? { callIds } : {}),
      ...(clauses ? { clauseIds: clauses } : {}),
    });
    if (plan.problems.length > 0) return invalid(plan.problems);
    const registers = await registerStandings(tx, cityCode, asOf, plan.parts, rules);
    const stale = registers.filter(({ state }) => state === 'stale');
    if (rules.stale === 'refuse' && !wish.dryRun && stale.length > 0) return tooStale(stale);
    const sweep = await beginSweep(tx, {
      ...{ cityCode, regionCodes, asOf, dryRun: wish.dryRun, cause: 'person', causeId: null },
      ...{ clauseIds: plan.clauseIds, plan: plan.parts, registers },
    });
    return done({ id: sweep.id, state: sweep.state, version: 1 });
  });
}

const invalid = (problems: FieldProblem[]): Refused => {
  return refuse('sweep-invalid', `比对范围不符合要求:${problems.map(({ message }) => message).join(';')}。`, {
    problems,
  });
};

function tooStale(stale: readonly RegisterStanding[]): Refused {
  const said = stale.slice(0, 10).map(({ name, completeTo }) => `${name}(完整至 ${completeTo})`);
  const message = `${stale.length} 项登记数据已过时,不能正式比对:${said.join('、')}。请先导入较新的数据并注明完整到哪一天,或改为试比对。`;
  return refuse('sweep-registers-stale', message, { registers: stale.map(({ register }) => register) });
}

type Place = { ok: true; cityCode: string; regionCodes: string[] } | Refused;

/** The city and the counties that a scope means. */
function placeOf(tx: Tx, actor: PersonActor, scope: readonly string[] | undefined): Place {
  const own = actor.grants
    .filter((grant) => grant.role === 'policy_officer')
    .map((grant) => grant.regionCode);
  const asked = scope ?? own.filter((code) => tx.regions.find(code)?.level === 'city');
  const unknown = asked.filter((code) => !tx.regions.find(code) || tx.regions.get(code).level === 'province');
  const fix = '请选择一个市,或同一市的若干县区';
  if (asked.length === 0 || unknown.length > 0) {
    const message =
      asked.length === 0 ? '请选择比对地区:您不是市级政策人员' : `不能比对这些地区:${unknown.join('、')}`;
    return invalid([{ field: 'scope', message, fix }]);
  }
  const cities = [...new Set(asked.map((code) => tx.regions.ancestorAt(code, 'city').code))];
  const [cityCode] = cities;
  if (!cityCode || cities.length > 1)
    return invalid([{ field: 'scope', message: `所选县区属于不同的市:${cities.join('、')}`, fix }]);
  const counties = asked
    .flatMap((code) => tx.regions.covered(code))
    .filter((code) => tx.regions.get(code).level === 'county');
  return { ok: true, cityCode, regionCodes: [...new Set(counties)].sort() };
}
