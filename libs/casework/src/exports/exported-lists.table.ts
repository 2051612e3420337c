import type { ApplicationFilter } from '@duixian/persistence';
import { APPLICATION_STATE_LABELS, BATCH_STATE_LABELS, PAYMENT_STATE_LABELS } from '@duixian/workflow';
import { pageThroughApplications, type ApplicationSummary } from '../applications/list-applications';
import { listTasks, type TaskListFilter, type TaskView } from '../applications/list-tasks';
import {
  listAwards,
  listBatches,
  listPayments,
  listRefunds,
  type AwardView,
  type BatchView,
  type PaymentView,
} from '../funds/read-funds';
import { clausesInWords, given, moment, yuan, type ExportedList } from './exported-list';
import { AUDIT_LISTS } from './audit-lists.table';
import { FOUND_LISTS } from './found-lists.table';
import { OFFICE_LISTS } from './office-lists.table';
import { POLICY_LISTS } from './policy-lists.table';
import { TREASURY_LISTS } from './treasury-lists.table';

const applications: ExportedList<ApplicationSummary> = {
  title: '申报总览',
  page: async (db, actor, { state, ...asked }, page) => {
    const { callId, partyId, clause, countyCode, submittedFrom, submittedTo, search } = asked;
    const filter = given<ApplicationFilter>({
      ...{ state, callId, partyId, clause, countyCode, submittedFrom, submittedTo, search },
    });
    return { ok: true, value: await pageThroughApplications(db, actor, filter, page) };
  },
  columns: [
    { name: '业务编号', width: 22, of: (row) => row.caseNumber },
    { name: '企业名称', width: 36, of: (row) => row.applicantName },
    { name: '统一社会信用代码', width: 22, of: (row) => row.creditCode ?? '' },
    { name: '县区', width: 14, of: (row) => row.county },
    { name: '条款', width: 40, of: clausesInWords },
    { name: '核定金额(元)', width: 16, of: (row) => yuan(row.amountFen) },
    {
      name: '状态',
      width: 14,
      of: ({ state }) => APPLICATION_STATE_LABELS[state as keyof typeof APPLICATION_STATE_LABELS],
    },
    { name: '提交时间', width: 18, of: (row) => moment(row.submittedAt) },
  ],
};

const TASK_KINDS: Readonly<Record<string, string>> = {
  county_review: '区县初审',
  county_second: '区县复核',
  city_review: '市级复审',
  city_second: '市级复核',
  third_party_audit: '第三方审计',
  audit_second: '审计复核',
  parked: '核定待处理',
  terminating: '终止待复核',
  objection: '异议处理',
};

const tasks: ExportedList<TaskView> = {
  title: '待办已办',
  page: (
    db,
    actor,
    { kind, countyCode, callId, clause, search, light, holder, done = false, mine = false },
    page,
  ) => {
    const filter = given<TaskListFilter>({
      ...{ done, mine, holder, kind, countyCode, callId, clause, search, light },
    });
    return listTasks(db, actor, filter, page);
  },
  columns: [
    { name: '业务编号', width: 22, of: ({ application }) => application.caseNumber },
    { name: '企业名称', width: 36, of: ({ application }) => application.applicantName },
    { name: '统一社会信用代码', width: 22, of: ({ application }) => application.creditCode ?? '' },
    { name: '县区', width: 14, of: ({ application }) => application.county },
    { name: '条款', width: 40, of: ({ application }) => clausesInWords(application) },
    { name: '核定金额(元)', width: 16, of: ({ application }) => yuan(application.amountFen) },
    { name: '环节', width: 14, of: ({ kind }) => TASK_KINDS[kind] ?? kind },
    { name: '到达时间', width: 18, of: ({ openedAt }) => moment(openedAt) },
    { name: '办理时限', width: 14, of: ({ deadline }) => deadline ?? '' },
    { name: '承办人', width: 12, of: ({ assignee }) => assignee?.name ?? '' },
    { name: '催办次数', width: 10, of: ({ reminders }) => (reminders === 0 ? '' : String(reminders)) },
    { name: '暂停计时自', width: 14, of: ({ pausedOn }) => pausedOn ?? '' },
    { name: '办理时间', width: 18, of: ({ doneAt }) => moment(doneAt) },
  ],
};

const payments: ExportedList<PaymentView> = {
  title: '付款',
  page: (db, actor, { state, regionCode, applicationId, batchId, partyId }, page) => {
    const filter = {
      ...(state && { state }),
      ...(regionCode && { regionCode }),
      ...(applicationId && { applicationId }),
      ...(batchId && { batchId }),
      ...(partyId && { partyId }),
    };
    return listPayments(db, actor, filter as Parameters<typeof listPayments>[2], page);
  },
  columns: [
    { name: '收款人', width: 36, of: ({ payee }) => payee.accountName },
    { name: '收款账户', width: 18, of: ({ payee }) => payee.maskedNumber },
    { name: '开户行', width: 24, of: ({ payee }) => payee.bankName },
    { name: '付款财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    {
      name: '状态',
      width: 12,
      of: ({ state }) => PAYMENT_STATE_LABELS[state as keyof typeof PAYMENT_STATE_LABELS] ?? state,
    },
    { name: '银行参考号', width: 32, of: ({ attempts }) => attempts.at(-1)?.bankReference ?? '' },
    { name: '银行退回或拒付原因', width: 30, of: ({ attempts }) => attempts.at(-1)?.failure ?? '' },
    { name: '到账日期', width: 14, of: ({ settledOn }) => settledOn ?? '' },
  ],
};

const refunds: ExportedList<PaymentView> = {
  title: '先行拨付归还',
  page: (db, actor, { state, regionCode, refundTo }, page) => {
    const filter = given<Parameters<typeof listRefunds>[2]>({ state, regionCode, refundTo });
    return listRefunds(db, actor, filter, page);
  },
  columns: [
    { name: '先行拨付财政', width: 14, of: (row) => row.refundTo ?? '' },
    { name: '归还财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '归还金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    {
      name: '状态',
      width: 14,
      of: ({ state }) => PAYMENT_STATE_LABELS[state as keyof typeof PAYMENT_STATE_LABELS] ?? state,
    },
    { name: '银行参考号', width: 32, of: ({ attempts }) => attempts.at(-1)?.bankReference ?? '' },
    { name: '付出日期', width: 14, of: ({ settledOn }) => settledOn ?? '' },
    { name: '归还入账日期', width: 14, of: ({ refundedOn }) => refundedOn ?? '' },
  ],
};

const batches: ExportedList<BatchView> = {
  title: '拨付批次',
  page: (db, actor, _filter, page) => listBatches(db, actor, page),
  columns: [
    { name: '批次号', width: 26, of: ({ number }) => number },
    { name: '付款财政', width: 12, of: ({ regionCode }) => regionCode },
    { name: '笔数', width: 8, of: ({ paymentCount }) => String(paymentCount) },
    { name: '合计金额(元)', width: 16, of: ({ totalFen }) => yuan(totalFen) },
    {
      name: '状态',
      width: 12,
      of: ({ state }) => BATCH_STATE_LABELS[state as keyof typeof BATCH_STATE_LABELS] ?? state,
    },
    { name: '编制时间', width: 18, of: ({ preparedAt }) => moment(preparedAt) },
    { name: '复核时间', width: 18, of: ({ releasedAt }) => moment(releasedAt) },
  ],
};

const awards: ExportedList<AwardView> = {
  title: '核定奖补',
  page: (db, actor, { partyId }, page) =>
    listAwards(db, actor, given<{ partyId?: string }>({ partyId }), page),
  columns: [
    { name: '企业名称', width: 36, of: ({ applicantName }) => applicantName },
    { name: '县区代码', width: 12, of: ({ countyCode }) => countyCode },
    { name: '条款', width: 30, of: ({ lines }) => lines.map(({ clause }) => clause).join('、') },
    { name: '核定金额(元)', width: 16, of: ({ amountFen }) => yuan(amountFen) },
    {
      name: '资金分担',
      width: 40,
      of: ({ sources }) =>
        sources
          .map(
            ({ regionCode, amountFen, advancedFen }) =>
              `${regionCode} ${yuan(amountFen)}${advancedFen > 0 ? `(先行拨付 ${yuan(advancedFen)})` : ''}`,
          )
          .join('、'),
    },
    { name: '核定日期', width: 14, of: ({ awardedOn }) => awardedOn },
  ],
};

export const EXPORTED_LISTS = {
  applications,
  tasks,
  payments,
  refunds,
  batches,
  awards,
  ...POLICY_LISTS,
  ...FOUND_LISTS,
  ...TREASURY_LISTS,
  ...OFFICE_LISTS,
  ...AUDIT_LISTS,
};
export type ExportedListName = keyof typeof EXPORTED_LISTS;
export const EXPORTED_LIST_NAMES = Object.keys(EXPORTED_LISTS) as ExportedListName[];
