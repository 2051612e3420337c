import type { BudgetBalance, FinanceTaskKind } from '@duixian/persistence';
import { readBudgetBalance, type BudgetBalanceSheet } from '../funds/read-budget-balance';
import { listBudgets } from '../funds/read-funds';
import { listFinanceTasks, listTreasuryDays, type FinanceTaskView } from '../funds/read-reconciliation';
import type { TreasuryDayView } from '../funds/close-treasury-day';
import { moment, wholeList, yuan, type ExportedList } from './exported-list';

const budgets: ExportedList<BudgetBalance> = {
  title: '预算指标',
  page: async (db, actor) => {
    const found = await listBudgets(db, actor);
    return found.ok ? wholeList(found.value.items) : found;
  },
  columns: [
    { name: '财政代码', width: 12, of: ({ regionCode }) => regionCode },
    { name: '年度', width: 8, of: ({ year }) => String(year) },
    { name: '资金科目', width: 30, of: ({ subject }) => subject },
    { name: '指标文号', width: 30, of: ({ documentNumber }) => documentNumber },
    { name: '下达(元)', width: 18, of: ({ allottedFen }) => yuan(allottedFen) },
    { name: '可用(元)', width: 18, of: ({ availableFen }) => yuan(availableFen) },
    { name: '已预留(元)', width: 18, of: ({ reservedFen }) => yuan(reservedFen) },
    { name: '在途(元)', width: 18, of: ({ inFlightFen }) => yuan(inFlightFen) },
    { name: '已支出(元)', width: 18, of: ({ spentFen }) => yuan(spentFen) },
  ],
};

const STANDING_COLUMNS: readonly [keyof BudgetBalanceSheet['total'], string][] = [
  ['allottedFen', '下达(元)'],
  ['adjustedFen', '调整(元)'],
  ['carriedFen', '结转(元)'],
  ['freeFen', '可用(元)'],
  ['reservedFen', '已预留(元)'],
  ['releasedFen', '在途(元)'],
  ['spentFen', '已支出(元)'],
];

/** A line of the balance sheet of a treasury and a year, or its sums at the end. */
type StandingRow = BudgetBalanceSheet['total'] & { subject: string; documentNumber: string };

const budgetBalance: ExportedList<StandingRow> = {
  title: '指标余额表',
  page: async (db, actor, { regionCode = '', year = 0, asOf }) => {
    const query = { region: regionCode, year, ...(asOf === undefined ? {} : { asOf }) };
    const found = await readBudgetBalance(db, actor, query);
    if (!found.ok) return found;
    const { lines, total } = found.value;
    return wholeList<StandingRow>([...lines, { subject: '合计', documentNumber: '', ...total }]);
  },
  columns: [
    { name: '资金科目', width: 30, of: ({ subject }) => subject },
    { name: '指标文号', width: 30, of: ({ documentNumber }) => documentNumber },
    ...STANDING_COLUMNS.map(([key, name]) => ({ name, width: 18, of: (row: StandingRow) => yuan(row[key]) })),
  ],
};

const TASK_KINDS: Readonly<Record<FinanceTaskKind, string>> = {
  payment_failed: '付款失败',
  payment_returned: '退票',
  payment_unknown: '结果不明',
  statement_exception: '对账差异',
};

const OUTCOMES: Readonly<Record<string, string>> = {
  'not-sent': '认定银行未付出',
  'was-paid': '认定该笔扣款就是这笔付款',
  explained: '说明差异,不涉及本系统付款',
  'queued-again': '已重新列入',
  settled: '已到账',
  accepted: '已知悉',
  'reversed-by-bank': '银行已冲回',
};

const financeTasks: ExportedList<FinanceTaskView> = {
  title: '资金事项',
  page: (db, actor, { done = false, kind, regionCode }, page) => {
    const filter = { ...(kind && { kind: kind as FinanceTaskKind }), ...(regionCode && { regionCode }) };
    return listFinanceTasks(db, actor, { done, ...filter }, page);
  },
  columns: [
    { name: '事项', width: 12, of: ({ kind }) => TASK_KINDS[kind] },
    {
      name: '收款人',
      width: 36,
      of: ({ payment, line }) => payment?.payeeName ?? line?.counterpartyName ?? '',
    },
    {
      name: '金额(元)',
      width: 16,
      of: ({ payment, line }) => yuan(payment?.amountFen ?? line?.amountFen ?? null),
    },
    {
      name: '银行参考号',
      width: 32,
      of: ({ payment, line }) => payment?.bankReference ?? line?.reference ?? '',
    },
    { name: '付款财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '发现时间', width: 18, of: ({ openedAt }) => moment(openedAt) },
    {
      name: '办理结果',
      width: 30,
      of: ({ outcome }) => (outcome === null ? '' : (OUTCOMES[outcome] ?? outcome)),
    },
    { name: '办结时间', width: 18, of: ({ doneAt }) => moment(doneAt) },
  ],
};

const treasuryDays: ExportedList<TreasuryDayView> = {
  title: '已关账日',
  page: async (db, actor, { regionCode }) => {
    const found = await listTreasuryDays(db, actor, regionCode === undefined ? {} : { regionCode });
    return found.ok ? wholeList(found.value.items) : found;
  },
  columns: [
    { name: '日期', width: 14, of: ({ day }) => day },
    { name: '付款财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '笔数', width: 8, of: ({ lineCount }) => String(lineCount) },
    { name: '支出(元)', width: 18, of: ({ debitFen }) => yuan(debitFen) },
    { name: '退回(元)', width: 18, of: ({ creditFen }) => yuan(creditFen) },
    { name: '关账时间', width: 18, of: ({ closedAt }) => moment(closedAt) },
  ],
};

/** The lists of a treasury that can be taken away. */
export const TREASURY_LISTS = { budgets, budgetBalance, financeTasks, treasuryDays };
