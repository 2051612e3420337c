import { type Shape } from '@duixian/api-client';
import { parseYuan } from '@duixian/money';

export type BudgetLine = Shape<'BudgetShape'>;
export type BudgetChange = Shape<'BudgetChangeShape'>;

export const BUDGET_CHANGE_LABELS: Readonly<Record<BudgetChange['kind'], string>> = {
  allot: '下达',
  increase: '追加',
  decrease: '调减',
  transfer: '调剂',
  carry_over: '结转',
};

export const BUDGET_CHANGE_STATE_LABELS: Readonly<Record<BudgetChange['state'], string>> = {
  pending: '待复核',
  confirmed: '已生效',
  refused: '未同意',
  withdrawn: '已撤回',
};

/** What a journal did, as a treasury says it. */
export const JOURNAL_LABELS: Readonly<Record<string, string>> = {
  allot: '下达',
  increase: '追加',
  decrease: '调减',
  transfer_out: '调剂转出',
  transfer_in: '调剂转入',
  carry_out: '结转下年',
  carry_in: '上年结转',
  reserve: '核定奖补预留',
  unreserve: '释放预留',
  release: '放行拨付',
  settle: '银行支付',
  bounce: '付款未成,退回预留',
  return: '退票,退回预留',
  demand: '追回,转应收',
  recover: '追回款退缴入账',
  surrender: '年度终了后退缴,收回财政',
  write_off: '追回核销',
  set_off: '抵扣支付',
};

/** What a person typed in 元, in fen; null for what is no positive amount. */
export function fenTyped(text: string | undefined): number | null {
  const amount = parseYuan((text ?? '').trim());
  return amount !== null && amount > 0 ? amount : null;
}

/** A field for an amount in 元, to the fen. */
export const amountRules = [
  {
    required: true,
    validator: (_: unknown, text?: string): Promise<void> =>
      fenTyped(text) === null
        ? Promise.reject(new Error('请填写大于零的金额(元),最多两位小数'))
        : Promise.resolve(),
  },
];

/** Year, subject and document of a line, as one text. */
export const lineInWords = ({
  year,
  subject,
  documentNumber,
}: Pick<BudgetLine, 'year' | 'subject' | 'documentNumber'>): string =>
  `${year} 年 ${subject} · ${documentNumber}`;
