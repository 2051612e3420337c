import { type Shape } from '@duixian/api-client';

export type FinanceTask = Shape<'FinanceTaskShape'>;
export type FinanceTaskKind =
  'payment_failed' | 'payment_returned' | 'payment_unknown' | 'statement_exception';
export type FinanceResolution = Shape<'ProposeResolutionBody'>['resolution'];

export const FINANCE_TASK_LABELS: Readonly<Record<FinanceTaskKind, string>> = {
  payment_failed: '付款失败',
  payment_returned: '退票',
  payment_unknown: '结果不明',
  statement_exception: '对账差异',
};

export const RESOLUTION_LABELS: Readonly<Record<FinanceResolution, string>> = {
  'not-sent': '认定银行未付出',
  'was-paid': '认定该笔扣款就是这笔付款',
  'came-back': '认定该笔来款就是这笔付款的退回',
  explained: '说明差异,不涉及本系统付款',
};

export const RESOLUTION_HINTS: Readonly<Record<FinanceResolution, string>> = {
  'not-sent': '须以该日关账所用的对账单为据。确认后,该笔付款可以重新列入待编批。',
  'was-paid': '确认后,该笔付款记为已到账。',
  'came-back': '须付款当日已关账而没有扣款。确认后,该笔付款记为退票,可以重新列入待编批。',
  explained: '确认后,差异视为已知悉,不影响任何付款。',
};

const OTHER_OUTCOMES: Readonly<Record<string, string>> = {
  'queued-again': '已重新列入',
  settled: '已到账',
  accepted: '已知悉',
  returned: '退票',
  'reversed-by-bank': '银行已冲回',
  'repayment-reversed': '退缴被银行退回,已冲回',
  repayment: '追回款退缴',
};

/** How a task ended. */
export const outcomeInWords = (outcome: string): string =>
  RESOLUTION_LABELS[outcome as FinanceResolution] ?? OTHER_OUTCOMES[outcome] ?? outcome;
