import { fen, formatYuanGrouped } from '@duixian/money';
import { LEVELS } from '../ast';
import { factName } from '../evaluate/describe-check';
import { LEVEL_NAMES } from '../evaluate/describe-trace';
import type { Result, ResultStatus, Split } from '../evaluate/result';
import type { Expectation } from './parse-cases';

const STATUS_NAMES: Readonly<Record<ResultStatus, string>> = {
  determined: '核定',
  'needs-evidence': '还缺数据',
  'needs-decision': '须人工决定',
  superseded: '被更高奖励覆盖',
  'already-paid': '此前已兑付',
  refused: '决定不予采用',
  'not-triggered': '不涉及',
  'not-eligible': '不符合条件',
};

/** What a row expects of a clause, or what came out; null parts are not spoken of. */
interface Said {
  readonly status: ResultStatus;
  readonly amountFen: number | null;
  readonly splitFen: Split;
  readonly payable: boolean | null;
  readonly missing: readonly string[] | null;
  readonly options: Readonly<Record<string, number>> | null;
  readonly ceilingFen: number | null;
  readonly range: { readonly fromFen: number; readonly toFen: number } | null;
  readonly problem: string | null;
  readonly by: string | null;
}

const yuan = (amountFen: number): string => `${formatYuanGrouped(fen(amountFen))}元`;

function inWords(said: Said): string {
  const split = LEVELS.flatMap((level) => {
    const share = said.splitFen[level];
    return share === undefined ? [] : [`${LEVEL_NAMES[level]}${yuan(share)}`];
  });
  const options = Object.entries(said.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    STATUS_NAMES[said.status],
    said.amountFen === null ? '' : yuan(said.amountFen),
    split.join('、'),
    said.payable === null ? '' : said.payable ? '可兑付' : '不直接兑付',
    said.missing === null ? '' : `缺少${[...said.missing].sort().map(factName).join('、') || '(无)'}`,
    options.length === 0
      ? ''
      : `可选${options.map(([key, amountFen]) => `${key} ${yuan(amountFen)}`).join('、')}`,
    said.ceilingFen === null ? '' : `最高${yuan(said.ceilingFen)}`,
    said.range === null ? '' : `${yuan(said.range.fromFen)}至${yuan(said.range.toFen)}`,
    said.problem ?? '',
    said.by === null ? '' : `覆盖它的是${said.by}`,
  ]
    .filter((part) => part !== '')
    .join(',');
}

/** What a row of a case table expects, in Chinese. */
export const describeExpectation = (expected: Expectation): string => inWords(expected);

/** What came out, in Chinese; only what the row speaks of as well, and what it should have spoken of. */
export function describeOutcome(result: Result, expected: Expectation | null): string {
  const { status, amountFen, splitFen, payable, missing, options, ceilingFen, range, problem, by } = result;
  return inWords({
    status,
    amountFen: amountFen ?? null,
    splitFen: splitFen ?? {},
    payable: expected === null || expected.payable === null ? null : (payable ?? null),
    missing: missing ?? null,
    options: options ? Object.fromEntries(options.map((option) => [option.key, option.amountFen])) : null,
    ceilingFen: ceilingFen ?? null,
    range: range ?? null,
    problem: problem ?? null,
    by: expected === null || expected.by === null ? null : (by ?? null),
  });
}
