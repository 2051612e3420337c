import {
  findSweepBySystem,
  readNightlySweptCities,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import type { SweepCause } from '@duixian/workflow';
import { done, type CaseOutcome, type Refusal } from '../ground/refusal';
import { DEFAULT_REGISTER_RULES, type RegisterRules } from '../facts/register-rules';
import { registerStandings } from '../facts/register-standings';
import { policiesOfCity } from '../policies/policies-of-city';
import { beginSweep } from './begin-sweep';
import type { SweepAnswer } from './order-sweep';
import { planSweep } from './plan-sweep';

const SWEEPER = { kind: 'system', name: 'order-sweep' } as const;
/** Hour of the day in China from which the sweep of the night is due: imports of the evening are through by then. */
const NIGHTLY_FROM_HOUR = 2;
const CHINA_AHEAD_MS = 8 * 3_600_000;
/** So long a sweep waits for one of the same city that runs. */
const POSTPONED_SECONDS = 60;
const UNDER_WAY: Refusal = {
  code: 'sweep-under-way',
  message: '本市由系统自动发起的比对正在进行,完成后会再试。',
};

/** Causes after which the system looks by itself, as the configuration has them. */
export type SweepTriggers = ReadonlySet<Exclude<SweepCause, 'person'>>;

export interface WantedSweep {
  cityCode: string;
  cause: 'import' | 'publication';
  causeId: string;
  /** Business time of the cause. */
  since: string;
}

/** Leaves the wish for a sweep of every city that something of this region concerns. */
export async function wantSweeps(
  tx: Tx,
  regionCode: string,
  cause: WantedSweep['cause'],
  causeId: string,
): Promise<void> {
  const cities = tx.regions.covered(regionCode).filter((code) => tx.regions.get(code).level === 'city');
  const above = cities.length > 0 ? cities : [tx.regions.ancestorAt(regionCode, 'city').code];
  await tx.enqueueAll(
    'sweep.wanted',
    above.map((cityCode) => ({ cityCode, cause, causeId, since: tx.nowText })),
  );
}

/**
 * A dry run of a whole city after its cause; what it finds, an officer orders and a second one approves. One that began after
 * the cause has seen it already; while another runs this one waits.
 * @returns null where the configuration leaves this cause out
 */
export async function sweepForCause(
  db: Database,
  triggers: SweepTriggers,
  { outboxId, ...wanted }: WantedSweep & { outboxId: string },
  rules: RegisterRules = DEFAULT_REGISTER_RULES,
): Promise<CommandOutcome<{ sweepId: string | null }, Refusal> | null> {
  if (!triggers.has(wanted.cause)) return null;
  const idempotencyKey = `outbox:${outboxId}/sweep-for-cause`;
  const conflicts = { sweep_one_by_system: UNDER_WAY };
  const request = { name: 'sweepForCause', actor: SWEEPER, idempotencyKey, input: wanted, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<{ sweepId: string | null }>> => {
    const { cityCode, cause, causeId, since } = wanted;
    const last = await findSweepBySystem(tx, cityCode);
    const record = (type: string): Promise<void> =>
      tx.record({ caseId: causeId, regionCode: cityCode, type, data: { cause, sweepId: last?.id ?? null } });
    if (last && last.state !== 'cancelled' && last.orderedAt >= new Date(since)) {
      await record('sweep.spared');
      return done({ sweepId: null });
    }
    if (last?.state === 'running') {
      await tx.enqueue('sweep.wanted', wanted, POSTPONED_SECONDS);
      await record('sweep.postponed');
      return done({ sweepId: null });
    }
    const begun = await beginOfCity(tx, cityCode, { cause, causeId, rules });
    if (!begun) await record('sweep.spared');
    return done({ sweepId: begun?.id ?? null });
  });
}

/**
 * Once a night and city, as of the day that begins. Called again and again; does nothing before its hour, and waits while another
 * sweep of the city by the system runs.
 * @returns the sweeps that were begun
 */
export async function sweepNightly(
  db: Database,
  triggers: SweepTriggers,
  rules: RegisterRules = DEFAULT_REGISTER_RULES,
): Promise<SweepAnswer[]> {
  if (!triggers.has('nightly')) return [];
  const { today, cities } = await runQuery(db, SWEEPER, async (tx) => {
    const hour = new Date(tx.now.getTime() + CHINA_AHEAD_MS).getUTCHours();
    const swept = await readNightlySweptCities(tx, tx.today);
    const codes = tx.regions.regions.filter(({ level }) => level === 'city').map(({ code }) => code);
    return {
      today: tx.today,
      cities: hour < NIGHTLY_FROM_HOUR ? [] : codes.filter((code) => !swept.has(code)),
    };
  });
  const begun: SweepAnswer[] = [];
  for (const cityCode of cities) {
    const idempotencyKey = `nightly-sweep:${cityCode}:${today}`;
    const conflicts = { sweep_one_by_system: UNDER_WAY, sweep_one_a_night: UNDER_WAY };
    const request = { name: 'sweepNightly', actor: SWEEPER, idempotencyKey, input: { cityCode }, conflicts };
    const outcome = await runCommand(db, request, async (tx): Promise<CaseOutcome<SweepAnswer>> => {
      const last = await findSweepBySystem(tx, cityCode);
      const sweep =
        last?.state === 'running'
          ? null
          : await beginOfCity(tx, cityCode, { cause: 'nightly', causeId: null, rules });
      if (!sweep) return { ok: false, refusal: UNDER_WAY };
      return done({ id: sweep.id, state: sweep.state, version: sweep.version });
    });
    if (outcome.ok && !outcome.replayed) begun.push(outcome.value);
  }
  return begun;
}

/** Every county of the city and every clause that is computed there, today. Null where no document is in force. */
async function beginOfCity(
  tx: Tx,
  cityCode: string,
  { cause, causeId, rules }: { cause: SweepCause; causeId: string | null; rules: RegisterRules },
) {
  if ((await policiesOfCity(tx, cityCode)).length === 0) return null;
  const plan = await planSweep(tx, { cityCode, asOf: tx.today });
  const regionCodes = tx.regions
    .covered(cityCode)
    .filter((code) => tx.regions.get(code).level === 'county')
    .sort();
  if (plan.clauseIds.length === 0 || regionCodes.length === 0) return null;
  return beginSweep(tx, {
    ...{ cityCode, regionCodes, asOf: tx.today, dryRun: true, cause, causeId },
    ...{ clauseIds: plan.clauseIds, plan: plan.parts },
    registers: await registerStandings(tx, cityCode, tx.today, plan.parts, rules),
  });
}
