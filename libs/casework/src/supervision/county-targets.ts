import {
  insertCountyTargets,
  readCountyTargets,
  readTargetActuals,
  readTargetYears,
  runCommand,
  runQuery,
  seeingEverything,
  type CommandOutcome,
  type CountyTarget,
  type Database,
  type TargetKind,
} from '@duixian/persistence';
import { TITLE_CODES } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';

/** What a target may count, with its words. */
export const TARGET_KIND_WORDS: Readonly<Record<string, string>> = {
  'scale.first_entry': '新增规模以上企业',
  ...Object.fromEntries(Object.entries(TITLE_CODES).map(([code, words]) => [`title/${code}`, words])),
};

export interface CountyTargetView extends CountyTarget {
  kindZh: string;
  /** Counted in the registers on the day it is asked. */
  actual: number;
}

export interface CountyTargets {
  year: number;
  /** Years with targets, the last first. */
  years: number[];
  targets: CountyTargetView[];
  /** Where the person may set them. */
  maySetAt: string[];
}

/**
 * Targets of a year against what the registers say: enterprises that first entered the statistics above scale in that year, titles that
 * were newly granted in it. Whoever reads them sees the places of their reach.
 */
export async function readTargets(
  db: Database,
  actor: PersonActor,
  query: { year?: number },
): Promise<{ ok: true; value: CountyTargets } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'target.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { everything, regionCodes: reached } = reachFor(tx, 'target.list');
    const regionCodes = tx.regions.regions
      .map(({ code }) => code)
      .filter((code) => everything || reached.includes(code));
    const years = await readTargetYears(tx, regionCodes);
    const year = query.year ?? years[0] ?? Number(tx.today.slice(0, 4));
    const targets = await readCountyTargets(tx, { regionCodes, year });
    // Of the places in reach only, and added up: row by row it would ask for every title whether its party is in reach.
    const actuals = await seeingEverything(tx, () => readTargetActuals(tx, year, regionCodes));
    return {
      ok: true as const,
      value: {
        ...{ year, years },
        targets: targets.map((one) => ({
          ...one,
          kindZh: TARGET_KIND_WORDS[one.kind] ?? one.kind,
          actual: tx.regions
            .covered(one.regionCode)
            .reduce((sum, code) => sum + (actuals.get(`${one.kind} ${code}`) ?? 0), 0),
        })),
        maySetAt: regionCodes.filter(
          (code) => refuseUnlessPermitted(actor, 'target.set', regionResource(tx, code)) === null,
        ),
      },
    };
  });
}

/** Sets the target of a place, or takes it back; the one before stays on record. */
export async function setTarget(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    target: Omit<CountyTarget, 'target' | 'kind'> & { kind: string; target: number | null };
  },
): Promise<CommandOutcome<{ regionCode: string; year: number }, Refusal>> {
  const { actor, idempotencyKey, target } = command;
  const request = { name: 'setTarget', actor, idempotencyKey, input: target };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<{ regionCode: string; year: number }>> => {
    const { regionCode, year, kind } = target;
    if (!tx.regions.find(regionCode)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'target.set', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    if (!(kind in TARGET_KIND_WORDS))
      return refuse('target-invalid', '没有这一类目标,请从列表中选择。', {
        problems: [{ field: 'kind', message: `不认识 ${kind}`, fix: '请从列表中选择' }],
      });
    await insertCountyTargets(tx, [{ ...target, kind: kind as TargetKind, setBy: actor.userId }]);
    await tx.record({ caseId: tx.newId(), regionCode, type: 'target.recorded', data: { ...target } });
    return done({ regionCode, year });
  });
}
