import {
  pagePool,
  readCountyTargets,
  readPoolCounties,
  runQuery,
  seeingEverything,
  type Database,
  type Page,
  type PageRequest,
  type PoolCounty,
  type PoolFilter,
  type PoolMember,
  type PoolState,
  type Totals,
  type Tx,
} from '@duixian/persistence';
import { aboveScaleStandardOn, CULTIVATION_RULES, poolGoal, type CultivationRule } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';

type Answer<T> = { ok: true; value: T } | Refused;
export { POOL_STATES, type PoolMember, type PoolState } from '@duixian/persistence';

export interface PoolQuery {
  /** Absent: the only city in reach that has a rule, or the first. */
  cityCode?: string;
  countyCode?: string;
  state?: PoolState;
  partyId?: string;
  /** Percent of the standard from which it counts; a county whose pool is too small may go lower (附件2 三(一)). */
  sharePct?: number;
  /** Year of the targets; absent: the last one that has any. */
  year?: number;
}

export interface PoolCountyView extends PoolCounty {
  /** Null where no target is set. */
  target: number | null;
  /** 1.2 times of it. */
  goal: number | null;
  /** Enterprises that the pool lacks. */
  gap: number | null;
}

export interface PoolReport {
  cityCode: string;
  asOf: string;
  sharePct: number;
  standardFen: number;
  standardSource: string;
  number: string;
  article: string;
  /** Year of the targets; null where none is set. */
  year: number | null;
  targetSource: string | null;
  counties: PoolCountyView[];
}

interface Prepared {
  cityCode: string;
  rule: CultivationRule;
  filter: PoolFilter;
  standardSource: string;
}

/** 小升规培育库: industrial enterprises that reach a share of the above-scale standard, the nearest first. */
export async function listPool(
  db: Database,
  actor: PersonActor,
  query: PoolQuery,
  page: PageRequest,
): Promise<Answer<Page<PoolMember> & { totals: Totals }>> {
  return reading(db, actor, 'pool.list', query, (tx, { filter }) => pagePool(tx, filter, page));
}

/** Each county’s pool against 1.2 times of its target, and what entered the statistics in the year. */
export async function readPoolReport(
  db: Database,
  actor: PersonActor,
  query: PoolQuery,
): Promise<Answer<PoolReport>> {
  return reading(db, actor, 'pool.report', query, async (tx, { cityCode, rule, filter, standardSource }) => {
    const { countyCodes: regionCodes } = filter;
    const all = await readCountyTargets(tx, { regionCodes, kind: 'scale.first_entry' });
    const year = query.year ?? all.map((each) => each.year).sort((a, b) => b - a)[0] ?? null;
    const targets = new Map(all.filter((each) => each.year === year).map((each) => [each.regionCode, each]));
    const counted = await readPoolCounties(tx, filter, year ?? Number(tx.today.slice(0, 4)));
    const counties = counted.map((county): PoolCountyView => {
      const target = targets.get(county.countyCode)?.target ?? null;
      const goal = target === null ? null : poolGoal(rule, target);
      return { ...county, target, goal, gap: goal === null ? null : Math.max(0, goal - county.pool) };
    });
    return {
      ...{ cityCode, asOf: tx.today, sharePct: filter.sharePct, year, counties, standardSource },
      standardFen: Number(filter.standardYuan) * 100,
      ...{ number: rule.number, article: rule.article },
      targetSource: [...targets.values()][0]?.sourceDocument ?? null,
    };
  });
}

/** As the system: whether somebody is above scale must not depend on who asks; the counties are those of the reach. */
async function reading<T>(
  db: Database,
  actor: PersonActor,
  operation: 'pool.list' | 'pool.report',
  query: PoolQuery,
  read: (tx: Tx, prepared: Prepared) => Promise<T>,
): Promise<Answer<T>> {
  const forbidden = refuseUnlessPermitted(actor, operation);
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx): Promise<Answer<T>> => {
    const { everything, regionCodes } = reachFor(tx, operation);
    const inReach = (code: string): boolean => everything || regionCodes.includes(code);
    const counties = tx.regions.regions.filter(({ level, code }) => level === 'county' && inReach(code));
    const ruled = [...new Set(counties.map(({ code }) => tx.regions.ancestorAt(code, 'city').code))].flatMap(
      (cityCode) => {
        const { factName } = tx.regions.get(cityCode);
        const rule = CULTIVATION_RULES.find(({ city }) => city === factName);
        return rule && (query.cityCode ?? cityCode) === cityCode ? [{ cityCode, rule }] : [];
      },
    );
    const [place] = ruled;
    const standard = aboveScaleStandardOn(tx.today);
    if (!place || !standard) return refuse('not-found', '管辖范围内没有城市的政策文件规定小升规培育库。');
    const countyCodes = counties
      .map(({ code }) => code)
      .filter((code) => tx.regions.ancestorAt(code, 'city').code === place.cityCode)
      .filter((code) => (query.countyCode ?? code) === code);
    const filter: PoolFilter = {
      ...{ cityCode: place.cityCode, countyCodes, standardYuan: standard.yuan },
      sharePct: query.sharePct ?? place.rule.sharePct,
      ...(query.state && { state: query.state }),
      ...(query.partyId && { partyId: query.partyId }),
    };
    const prepared = { ...place, filter, standardSource: standard.source };
    return { ok: true, value: await seeingEverything(tx, () => read(tx, prepared)) };
  });
}
