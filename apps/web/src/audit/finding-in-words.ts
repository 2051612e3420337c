import { type Shape } from '@duixian/api-client';
import { fen, formatYuanGrouped } from '@duixian/money';
import {
  APPLICATION_STATE_LABELS,
  HOLD_KIND_LABELS,
  PAYMENT_CHANNEL_LABELS,
  PAYMENT_STATE_LABELS,
  RECOVERY_ENTRY_KIND_LABELS,
  RECOVERY_STATE_LABELS,
  ROLE_LABELS,
} from '@duixian/workflow';
import { FINDING_WORDS } from './finding-words.table';

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  payment: PAYMENT_STATE_LABELS,
  case: APPLICATION_STATE_LABELS,
  recovery: RECOVERY_STATE_LABELS,
  entry: RECOVERY_ENTRY_KIND_LABELS,
  hold: HOLD_KIND_LABELS,
  role: ROLE_LABELS,
  channel: PAYMENT_CHANNEL_LABELS,
  account: {
    ...{ allotment: '下达', available: '可用', reserved: '已预留' },
    ...{ in_flight: '在途', spent: '已支出', receivable: '应收' },
  },
  decision: { confirmed: '已同意', refused: '不同意', withdrawn: '已撤回', pending: '待复核' },
  paper: {
    ...{ 'batch-list': '拨付清单', voucher: '付款凭证', receipt: '到账回单' },
    ...{ statement: '年度兑现清单', demand: '追缴通知书' },
  },
};

/** What breaks a promise, with its figures as the console writes them. */
export function findingInWords(
  { kind, figures }: Shape<'FindingShape'>,
  regionName: (code: string) => string,
): string {
  return FINDING_WORDS[kind].replace(/\{(\d+)(?::([a-z]+))?\}/g, (_, at: string, as: string | undefined) => {
    const figure = figures[Number(at)] ?? '';
    if (as === undefined || figure === '') return figure || '无';
    if (as === 'yuan') return `${formatYuanGrouped(fen(Number(figure)))} 元`;
    return as === 'region' ? regionName(figure) : (WORDS[as]?.[figure] ?? figure);
  });
}
