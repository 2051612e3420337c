import {
  addFen,
  fen,
  formatYuan,
  parseRatio,
  splitFen,
  subtractFen,
  sumFen,
  ZERO_FEN,
  type Fen,
} from '@duixian/money';
import {
  lockBudgetLines,
  readNeedsBefore,
  type ApplicationEntity,
  type AwardSourceEntity,
  type CallEntity,
  type DeterminationEntity,
  type FundingQueue,
  type RegionLevel,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { FUNDING_LEVELS } from '../calls/call-content';
import { resultOf } from '../policies/determine-case';
import { putAside } from './put-aside';

export type FundingSource = Pick<
  AwardSourceEntity,
  'level' | 'regionCode' | 'budgetLineId' | 'amountFen' | 'advancedFen'
>;

/** What an award needs of a treasury, and how many wait there before it. */
export type FundingNeed = FundingQueue & { level: RegionLevel; neededFen: Fen; waitingBefore: number };

export type FundingPlan =
  | { ok: true; sources: FundingSource[] }
  | {
      ok: false;
      reason: StateReason;
      /** Of treasuries that do not have it free, or have it and owe it to somebody who waits longer. */
      short: FundingNeed[];
      /** Of treasuries that have it free: where it waits already, it is put aside for it. */
      there: FundingNeed[];
    };

/**
 * Who bears what: adds up the split of every line per level and finds, for each level, a budget line of that
 * treasury, subject and year with enough free money, locked until commit. Treasuries are locked in the order of
 * their codes. First come, first served: what awards need that wait longer for the same money is put aside first. Where the law
 * names no level, the call's arrangement does; without either, or without money, the reason to park. Where the call says that
 * one level advances, that level needs money for all of it, and the others for what they refund.
 */
export async function planFunding(
  tx: Tx,
  application: ApplicationEntity,
  call: CallEntity,
  lines: readonly DeterminationEntity[],
): Promise<FundingPlan> {
  const shares = sharesOf(lines, call);
  if (!shares.ok) return { ...shares, short: [], there: [] };
  const wanted = FUNDING_LEVELS.map((level) => ({
    level,
    amountFen: shares.byLevel[level],
    advancedFen: level === call.advancedBy ? borneByOthers(shares.byLevel, level) : ZERO_FEN,
    regionCode: tx.regions.ancestorAt(application.countyCode, level).code,
  }))
    .filter(({ amountFen, advancedFen }) => amountFen > 0 || advancedFen > 0)
    .sort((a, b) => (a.regionCode < b.regionCode ? -1 : 1));
  const sources: FundingSource[] = [];
  const short: FundingNeed[] = [];
  const there: FundingNeed[] = [];
  for (const { level, amountFen, advancedFen, regionCode } of wanted) {
    const neededFen = addFen(amountFen, advancedFen);
    const queue = { regionCode, subject: call.budgetSubject, year: call.year };
    const lineage = await lockBudgetLines(tx, regionCode, queue.subject, queue.year);
    const before = await readNeedsBefore(tx, queue, application.id);
    const left = putAside(
      lineage.map(({ availableFen }) => availableFen),
      before,
    );
    const line = left && lineage.find((_, index) => (left[index] ?? ZERO_FEN) >= neededFen);
    if (line) sources.push({ level, regionCode, budgetLineId: line.id, amountFen, advancedFen });
    (line ? there : short).push({ ...queue, level, neededFen, waitingBefore: before.length });
  }
  return short.length === 0
    ? { ok: true, sources }
    : { ok: false, reason: reasonToWait(tx, call, short), short, there };
}

const borneByOthers = (byLevel: Record<RegionLevel, Fen>, level: RegionLevel): Fen =>
  subtractFen(sumFen(FUNDING_LEVELS.map((each) => byLevel[each])), byLevel[level]);

function reasonToWait(tx: Tx, call: CallEntity, short: FundingNeed[]): StateReason {
  const places = short.map(({ regionCode, neededFen, waitingBefore }) => {
    const before = waitingBefore > 0 ? `(前面还有 ${waitingBefore} 件在排队)` : '';
    return `${tx.regions.get(regionCode).name}需 ${formatYuan(neededFen)} 元${before}`;
  });
  return {
    code: 'insufficient-budget',
    text: `${call.year} 年“${call.budgetSubject}”预算指标余额不足:${places.join(';')}。已按先后顺序排队,资金到位后自动预留。`,
    details: { short },
  };
}

function sharesOf(
  lines: readonly DeterminationEntity[],
  call: CallEntity,
): { ok: true; byLevel: Record<RegionLevel, Fen> } | { ok: false; reason: StateReason } {
  const byLevel: Record<RegionLevel, Fen> = { province: ZERO_FEN, city: ZERO_FEN, county: ZERO_FEN };
  for (const line of lines) {
    const split = resultOf(line).splitFen ?? splitByCall(line, call);
    if (!split) {
      return {
        ok: false,
        reason: {
          code: 'no-funding-arrangement',
          text: `文件和申报通知都没有写明 ${line.clauseId} 由哪一级财政负担。请在申报通知中补充资金分担。`,
          details: { clause: line.clauseId },
        },
      };
    }
    for (const level of FUNDING_LEVELS) byLevel[level] = addFen(byLevel[level], fen(split[level] ?? 0));
  }
  return { ok: true, byLevel };
}

/** The amount of a line by the arrangement of its call, odd fen to the higher level; null where the call has none. */
export function splitByCall(
  { amountFen }: { amountFen: Fen | null },
  { fundingShares }: CallEntity,
): Partial<Record<RegionLevel, number>> | null {
  if (!fundingShares) return null;
  const shares = FUNDING_LEVELS.flatMap((key) => {
    const ratio = parseRatio(fundingShares[key] ?? '');
    return ratio ? [{ key, ratio }] : [];
  });
  return splitFen(amountFen ?? ZERO_FEN, shares);
}
