import {
  pageScaleWarnings,
  runQuery,
  seeingEverything,
  type Database,
  type Page,
  type PageRequest,
  type ScaleWarning,
  type ScaleWarningState,
  type Totals,
} from '@duixian/persistence';
import { aboveScaleStandardOn } from '@duixian/policy';
import type { PersonActor } from '@duixian/workflow';
import { reachFor, refuseUnlessPermitted } from '../ground/authorise';
import { refuse, type Refused } from '../ground/refusal';

export { SCALE_WARNING_STATES, type ScaleWarning, type ScaleWarningState } from '@duixian/persistence';

/** Statistics report by month or quarter: what is older than a quarter and its report says nothing of today. */
const FRESH_DAYS = 110;

export interface WarningQuery {
  countyCode?: string;
  state?: ScaleWarningState;
  partyId?: string;
}

/**
 * 退规预警: enterprises above scale whose revenue of the running year is below the part of the standard that falls to the
 * days until then, or less than a tenth above it; and those of which nothing fresh is known, which need evidence.
 */
export async function listScaleWarnings(
  db: Database,
  actor: PersonActor,
  { countyCode, state, partyId }: WarningQuery,
  page: PageRequest,
): Promise<{ ok: true; value: Page<ScaleWarning> & { totals: Totals } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'scaleWarning.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const { everything, regionCodes } = reachFor(tx, 'scaleWarning.list');
    const standard = aboveScaleStandardOn(tx.today);
    if (!standard) return refuse('not-found', '没有当日的规模以上标准。');
    const countyCodes = tx.regions.regions
      .filter(({ level, code }) => level === 'county' && (everything || regionCodes.includes(code)))
      .map(({ code }) => code)
      .filter((code) => (countyCode ?? code) === code);
    const cityCodes = [...new Set(countyCodes.map((code) => tx.regions.ancestorAt(code, 'city').code))];
    const filter = {
      ...{ cityCodes, countyCodes, standardYuan: standard.yuan, freshDays: FRESH_DAYS },
      ...(state && { state }),
      ...(partyId && { partyId }),
    };
    const value = await seeingEverything(tx, () => pageScaleWarnings(tx, filter, page));
    return { ok: true as const, value };
  });
}
