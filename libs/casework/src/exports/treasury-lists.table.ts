import type { BudgetBalance, FinanceTaskKind } from '@duixian/persistence';
import {
  HOLD_KIND_LABELS,
  HOLD_STATE_LABELS,
  PAYEE_ACCOUNT_STATE_LABELS,
  RECOVERY_STATE_LABELS,
  STATEMENT_CLASSIFICATION_LABELS,
  type StatementClassification,
  type HoldState,
} from '@duixian/workflow';
import { readBudgetBalance, type BudgetBalanceSheet } from '../funds/read-budget-balance';
import { listBudgets } from '../funds/read-funds';
import {
  listFinanceTasks,
  listStatementLines,
  listStatements,
  listTreasuryDays,
  type FinanceTaskView,
  type LineOfStatementView,
  type StatementView,
} from '../funds/read-reconciliation';
import type { TreasuryDayView } from '../funds/close-treasury-day';
import { listHolds, type ListedHoldView } from '../holds/list-holds';
import { listWaitingAccounts, type WaitingAccountView } from '../parties/read-accounts';
import { listTreasuryAccounts, type TreasuryAccountView } from '../funds/read-treasury-accounts';
import { maskAccountNumber } from '../ground/mask';
import { listRecoveries, type RecoveryView } from '../funds/read-recoveries';
import { given, moment, wholeList, yuan, type ExportedList } from './exported-list';

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
    { name: '应收款(元)', width: 18, of: ({ receivableFen }) => yuan(receivableFen) },
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
  ['receivableFen', '应收款(元)'],
  ['advancedFen', '其中:待归还先行拨付(元)'],
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
  'came-back': '认定该笔来款就是这笔付款的退回',
  explained: '说明差异,不涉及本系统付款',
  'queued-again': '已重新列入',
  settled: '已到账',
  accepted: '已知悉',
  returned: '退票',
  'reversed-by-bank': '银行已冲回',
  'repayment-reversed': '退缴被银行退回,已冲回',
  repayment: '追回款退缴',
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
      name: '对账结果',
      width: 20,
      of: ({ line }) => (line ? STATEMENT_CLASSIFICATION_LABELS[line.classification] : ''),
    },
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

const TREASURY_ACCOUNT_STATES = {
  ...{ pending: '待复核', confirmed: '已停用', refused: '不同意', withdrawn: '已撤回' },
} as const;

const treasuryAccounts: ExportedList<TreasuryAccountView> = {
  title: '财政账户',
  page: (db, actor, { regionCode }, page) =>
    listTreasuryAccounts(db, actor, regionCode === undefined ? {} : { regionCode }, page),
  columns: [
    { name: '财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '版本', width: 8, of: ({ version }) => String(version) },
    {
      name: '状态',
      width: 12,
      of: ({ state, present }) => (present ? '现用' : TREASURY_ACCOUNT_STATES[state]),
    },
    { name: '户名', width: 30, of: ({ accountName }) => accountName },
    { name: '账号', width: 24, of: ({ accountNumber }) => maskAccountNumber(accountNumber) },
    { name: '开户行', width: 30, of: ({ bankName }) => bankName ?? '' },
    { name: '联行号', width: 16, of: ({ bankCode }) => bankCode ?? '' },
    { name: '依据文号', width: 22, of: ({ documentNumber }) => documentNumber },
    { name: '理由', width: 30, of: ({ note }) => note },
    { name: '提出时间', width: 22, of: ({ proposedAt }) => moment(proposedAt) },
    { name: '办结时间', width: 22, of: ({ decidedAt }) => moment(decidedAt) },
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

const statements: ExportedList<StatementView> = {
  title: '银行对账单',
  page: (db, actor, { regionCode, statementDate }, page) =>
    listStatements(
      db,
      actor,
      given<{ regionCode?: string; statementDate?: string }>({ regionCode, statementDate }),
      page,
    ),
  columns: [
    { name: '日期', width: 14, of: ({ statementDate }) => statementDate },
    { name: '付款财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '对账单号', width: 34, of: ({ statementNumber }) => statementNumber },
    { name: '导入时间', width: 18, of: ({ importedAt }) => moment(importedAt) },
    { name: '校验码(SHA-256)', width: 68, of: ({ contentHash }) => contentHash },
  ],
};

/** The lines of one statement, by their positions. */
const statementLines: ExportedList<LineOfStatementView> = {
  title: '对账单明细',
  page: (db, actor, { statementId = '', classification }, page) => {
    const taken = given<{ classification?: StatementClassification }>({ classification });
    return listStatementLines(db, actor, statementId, { ...page, ...taken });
  },
  columns: [
    { name: '行号', width: 8, of: ({ position }) => String(position) },
    { name: '记账日期', width: 14, of: ({ bookedOn }) => bookedOn },
    { name: '银行流水号', width: 26, of: ({ bankSerial }) => bankSerial },
    { name: '参考号', width: 30, of: ({ reference }) => reference },
    {
      name: '支出(元)',
      width: 16,
      of: ({ direction, amountFen }) => (direction === 'debit' ? yuan(amountFen) : ''),
    },
    {
      name: '收入(元)',
      width: 16,
      of: ({ direction, amountFen }) => (direction === 'credit' ? yuan(amountFen) : ''),
    },
    { name: '对方户名', width: 36, of: ({ counterpartyName }) => counterpartyName },
    { name: '对方账号', width: 22, of: ({ maskedAccount }) => maskedAccount },
    {
      name: '对账结果',
      width: 20,
      of: ({ classification }) => STATEMENT_CLASSIFICATION_LABELS[classification],
    },
  ],
};

const holds: ExportedList<ListedHoldView> = {
  title: '暂停事项',
  page: (db, actor, { state, partyId }, page) =>
    listHolds(db, actor, given<{ state?: HoldState; partyId?: string }>({ state, partyId }), page),
  columns: [
    { name: '业务编号', width: 22, of: ({ caseNumber }) => caseNumber },
    { name: '企业名称', width: 36, of: ({ applicantName }) => applicantName },
    { name: '类别', width: 16, of: ({ kind }) => HOLD_KIND_LABELS[kind] },
    { name: '原因', width: 60, of: ({ words }) => words },
    { name: '付款金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    { name: '地区代码', width: 12, of: ({ regionCode }) => regionCode },
    { name: '状态', width: 12, of: ({ state }) => HOLD_STATE_LABELS[state] },
    { name: '暂停时间', width: 18, of: ({ raisedAt }) => moment(raisedAt) },
    { name: '解除时间', width: 18, of: ({ liftedAt }) => moment(liftedAt) },
    { name: '解除理由', width: 40, of: ({ liftReason }) => liftReason ?? '' },
  ],
};

const recoveries: ExportedList<RecoveryView> = {
  title: '追回',
  page: (db, actor, { state, regionCode, partyId, overdue, reversing }, page) =>
    listRecoveries(
      db,
      actor,
      given<Parameters<typeof listRecoveries>[2]>({ state, regionCode, partyId, overdue, reversing }),
      page,
    ),
  columns: [
    { name: '追回编号', width: 24, of: ({ number }) => number },
    { name: '企业名称', width: 36, of: ({ applicantName }) => applicantName },
    { name: '业务编号', width: 22, of: ({ caseNumber }) => caseNumber },
    { name: '条款', width: 16, of: ({ clause }) => clause },
    { name: '财政代码', width: 12, of: ({ regionCode }) => regionCode },
    { name: '追回金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    { name: '已退缴(元)', width: 16, of: ({ repaidFen }) => yuan(repaidFen) },
    { name: '已抵扣(元)', width: 16, of: ({ offsetFen }) => yuan(offsetFen) },
    { name: '已核销(元)', width: 16, of: ({ writtenOffFen }) => yuan(writtenOffFen) },
    { name: '尚欠(元)', width: 16, of: ({ openFen }) => yuan(openFen) },
    { name: '期限', width: 14, of: ({ dueOn }) => dueOn ?? '' },
    {
      name: '状态',
      width: 12,
      of: ({ state, overdue }) => (overdue ? '已逾期' : RECOVERY_STATE_LABELS[state]),
    },
    { name: '原因', width: 40, of: ({ reason }) => reason },
    { name: '文号', width: 24, of: ({ documentNumber }) => documentNumber },
  ],
};

const waitingAccounts: ExportedList<WaitingAccountView> = {
  title: '未启用的收款账户',
  page: (db, actor, _filter, page) => listWaitingAccounts(db, actor, page),
  columns: [
    { name: '企业名称', width: 36, of: ({ registeredName }) => registeredName },
    { name: '统一社会信用代码', width: 22, of: ({ creditCode }) => creditCode ?? '' },
    { name: '县区代码', width: 12, of: ({ countyCode }) => countyCode },
    { name: '户名', width: 36, of: ({ accountName }) => accountName },
    { name: '账号', width: 18, of: ({ maskedNumber }) => maskedNumber },
    { name: '开户行', width: 30, of: ({ bankName }) => bankName },
    { name: '联行号', width: 16, of: ({ bankCode }) => bankCode },
    { name: '状态', width: 16, of: ({ state }) => PAYEE_ACCOUNT_STATE_LABELS[state] },
    { name: '启用日期', width: 14, of: ({ effectiveOn }) => effectiveOn ?? '' },
  ],
};

/** The lists of a treasury that can be taken away. */
export const TREASURY_LISTS = {
  ...{ budgets, budgetBalance, financeTasks, treasuryDays, treasuryAccounts },
  ...{ holds, waitingAccounts, recoveries, statements, statementLines },
};
