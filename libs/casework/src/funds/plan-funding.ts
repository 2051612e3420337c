import { addFen, fen, formatYuan, parseRatio, splitFen, ZERO_FEN, type Fen } from '@duixian/money';
import {
  lockBudgetLines,
  type ApplicationEntity,
  type AwardSourceEntity,
  type CallEntity,
  type DeterminationEntity,
  type RegionLevel,
  type StateReason,
  type Tx,
} from '@duixian/persistence';
import { FUNDING_LEVELS } from '../calls/call-content';
import { resultOf } from '../policies/determine-case';

export type FundingSource = Pick<AwardSourceEntity, 'level' | 'regionCode' | 'budgetLineId' | 'amountFen'>;

/**
 * Who bears what: adds up the split of every line per level and finds, for each level, a budget line of that
 * treasury, subject and year with enough free money, locked until commit. Treasuries are locked in the order of
 * their codes. Where the law names no level, the call's arrangement does; without either, or without money, the reason
 * to park.
 */
export async function planFunding(
  tx: Tx,
  application: ApplicationEntity,
  call: CallEntity,
  lines: readonly DeterminationEntity[],
): Promise<{ ok: true; sources: FundingSource[] } | { ok: false; reason: StateReason }> {
  const shares = sharesOf(lines, call);
  if (!shares.ok) return shares;
  const wanted = FUNDING_LEVELS.filter((level) => shares.byLevel[level] > 0)
    .map((level) => ({
      level,
      amountFen: shares.byLevel[level],
      regionCode: tx.regions.ancestorAt(application.countyCode, level).code,
    }))
    .sort((a, b) => (a.regionCode < b.regionCode ? -1 : 1));
  const sources: FundingSource[] = [];
  const short: Record<string, unknown>[] = [];
  for (const { level, amountFen, regionCode } of wanted) {
    const lineage = await lockBudgetLines(tx, regionCode, call.budgetSubject, call.year);
    const line = lineage.find((each) => each.availableFen >= amountFen);
    if (line) sources.push({ level, regionCode, budgetLineId: line.id, amountFen });
    else
      short.push({
        level,
        regionCode,
        neededFen: amountFen,
        freeFen: lineage.map((each) => each.availableFen),
      });
  }
  if (short.length === 0) return { ok: true, sources };
  const places = short.map(
    (each) =>
      `${tx.regions.get(String(each['regionCode'])).name}需 ${formatYuan(each['neededFen'] as Fen)} 元`,
  );
  return {
    ok: false,
    reason: {
      code: 'insufficient-budget',
      text: `${call.year} 年“${call.budgetSubject}”预算指标余额不足:${places.join(';')}。请追加或调整指标后再核定。`,
      details: { short },
    },
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
