import { type AccountAction } from './account';
import { type AuditConclusion } from './third-party-audit';
import { type Role } from './actors';
import { type ApplicationAction, type ApplicationState } from './application-table';
import { type BatchState } from './batch';
import { type PaymentChannel } from './payment-channel';
import { type CallAction, type CallState, type NoticePublication } from './call';
import { type CreditOutcome, type CreditPurpose, type CreditRecordKind } from './credit';
import { type CoverageAction, type CoverageState } from './coverage';
import { type ImportAction, type ImportKind, type ImportState } from './import';
import { type NoticeState } from './notice';
import { type ObjectionState } from './objection';
import { type PayeeAccountAction, type PayeeAccountState } from './payee-account';
import { type PolicyAction, type PolicyState } from './policy-version';
import { type ReadingChoiceState } from './reading-choice';
import { type CaseStage, type RecusalGround } from './separation';
import { type SweepAction, type SweepCause, type SweepDisposition, type SweepState } from './sweep';

/** What officials read. Applicants read `publicStatus` instead. */
export const APPLICATION_STATE_LABELS: Record<ApplicationState, string> = {
  draft: '草稿',
  submitted: '已提交',
  in_review: '审核中',
  on_hold: '已挂起',
  returned: '已退回补正',
  approved: '审核通过',
  on_notice: '公示中',
  contested: '公示有异议',
  noticed: '公示期满',
  parked: '核定待处理',
  awarded: '已核定',
  terminating: '终止待复核',
  paid: '已兑付',
  rejected: '不予支持',
  withdrawn: '已撤回',
  terminated: '已终止',
};

export const APPLICATION_ACTION_LABELS: Record<ApplicationAction, string> = {
  edit: '修改',
  submit: '提交',
  withdraw: '撤回',
  attest: '核实数据',
  decide: '记录决定',
  audit: '登记审计意见',
  approve: '通过',
  remand: '退回前序环节',
  return: '退回补正',
  reject: '不予支持',
  reconsider: '重新核定',
  consult: '征求部门意见',
  transfer: '转办',
  claim: '认领',
  unclaim: '放回',
  hold: '挂起',
  resume: '恢复',
  terminate: '终止',
  confirm: '同意终止',
  refuse: '不同意终止',
  assess: '自动核定',
  publish_notice: '发布公示',
  build_notice: '编制并发布公示',
  close_notice: '公示期满',
  contest: '提出异议',
  resume_notice: '异议不成立',
  review_again: '异议成立,重新复审',
  reject_contested: '异议成立,不予支持',
  award: '核定奖补',
  park: '转待处理',
  fund: '资金或账户到位,继续核定',
  settle: '兑付完成',
  reopen: '退票重办',
  confirm_offer: '确认免申即享',
};

export const PAYEE_ACCOUNT_STATE_LABELS: Record<PayeeAccountState, string> = {
  proposed: '待第二人确认',
  confirmed: '已确认',
  refused: '未通过',
  withdrawn: '已撤回',
  stopped: '已停止启用',
};

export const PAYEE_ACCOUNT_ACTION_LABELS: Record<PayeeAccountAction, string> = {
  confirm: '确认',
  refuse: '不同意',
  withdraw: '撤回',
  stop: '停止启用',
};

export const BATCH_STATE_LABELS: Record<BatchState, string> = {
  prepared: '待复核',
  released: '已复核',
  cancelled: '已取消',
};

export const PAYMENT_CHANNEL_LABELS: Record<PaymentChannel, string> = {
  bank: '银行直连',
  'list-csv': '付款清单文件(CSV)',
  'list-xlsx': '付款清单文件(XLSX)',
  'pain.001': 'ISO 20022 文件(pain.001)',
};

export const NOTICE_STATE_LABELS: Record<NoticeState, string> = { published: '公示中', closed: '已结束' };

export const OBJECTION_STATE_LABELS: Record<ObjectionState, string> = {
  filed: '待处理',
  upheld: '成立',
  dismissed: '不成立',
};

export const NOTICE_PUBLICATION_LABELS: Record<NoticePublication, string> = {
  automatic: '复审通过后自动公示',
  built: '由市级人员编制公示',
};

export const CALL_STATE_LABELS: Record<CallState, string> = {
  draft: '草拟',
  approved: '已审定',
  published: '已发布',
  closed: '已截止',
};

export const CALL_ACTION_LABELS: Record<CallAction, string> = {
  edit: '修改',
  approve: '审定',
  publish: '发布',
  close: '截止',
};

export const COVERAGE_STATE_LABELS: Record<CoverageState, string> = {
  recorded: '待确认',
  confirmed: '已确认',
  withdrawn: '已撤回',
};

export const READING_CHOICE_STATE_LABELS: Record<ReadingChoiceState, string> = {
  proposed: '待确认',
  confirmed: '已确认',
  withdrawn: '已撤回',
};

export const COVERAGE_ACTION_LABELS: Record<CoverageAction, string> = { confirm: '确认', withdraw: '撤回' };

export const IMPORT_KIND_LABELS: Record<ImportKind, string> = {
  title_list: '认定名单',
  earlier_payments: '既往兑付台账',
  registration: '登记信息',
  facts: '涉企数据',
  credit_records: '信用与处罚记录',
  standards: '标准清单',
};

export const CREDIT_RECORD_KIND_LABELS: Record<CreditRecordKind, string> = {
  serious_dishonesty: '严重失信主体',
  dishonest_debtor: '失信被执行人',
  penalty: '行政处罚',
  abnormal_operation: '经营异常',
};

export const CREDIT_OUTCOME_LABELS: Record<CreditOutcome, string> = {
  clear: '无记录',
  listed: '有记录',
  'not-covered': '登记簿未标记完整',
  stale: '登记簿已过期',
};

export const CREDIT_PURPOSE_LABELS: Record<CreditPurpose, string> = {
  submission: '提交申报',
  award: '核定奖补',
  payment: '付款前',
};

export const IMPORT_STATE_LABELS: Record<ImportState, string> = {
  previewed: '待确认',
  committing: '写入中',
  committed: '已导入',
  discarded: '已放弃',
  undone: '已撤销',
};

export const IMPORT_ACTION_LABELS: Record<ImportAction, string> = {
  commit: '确认导入',
  discard: '放弃',
  undo: '撤销导入',
};

export const POLICY_STATE_LABELS: Record<PolicyState, string> = {
  draft: '草拟',
  validated: '已校验',
  tried: '已试算',
  approved: '已审定',
  published: '已发布',
  withdrawn: '已撤回',
};

export const POLICY_ACTION_LABELS: Record<PolicyAction, string> = {
  edit: '修改',
  validate: '校验',
  try: '试算',
  approve: '审定',
  publish: '发布',
  withdraw: '撤回',
};

export const SWEEP_STATE_LABELS: Record<SweepState, string> = {
  running: '比对中',
  prepared: '待审定',
  approved: '推送中',
  completed: '已完成',
  cancelled: '已取消',
};

export const SWEEP_ACTION_LABELS: Record<SweepAction, string> = {
  present: '提交审定',
  conclude: '结束',
  approve: '审定',
  cancel: '取消',
  complete: '推送完成',
};

export const SWEEP_DISPOSITION_LABELS: Record<SweepDisposition, string> = {
  offer: '拟推送',
  held: '暂缓',
  'needs-evidence': '缺少数据',
  'needs-decision': '须人工决定',
  'already-offered': '已推送过',
  'already-paid': '此前已兑付',
  superseded: '从高不重复',
  'not-payable': '无应付金额',
  refused: '决定不合规定',
};

export const ROLE_LABELS: Record<Role, string> = {
  reviewer: '审核人',
  finance_maker: '财政经办',
  finance_checker: '财政复核',
  policy_officer: '政策管理员',
  auditor: '审计人员',
  administrator: '系统管理员',
};

export const ACCOUNT_ACTION_LABELS: Record<AccountAction, string> = {
  suspend: '停用',
  resume: '启用',
  reset_password: '重置密码',
  reset_second_factor: '重置动态口令',
  grant_role: '授予角色',
  end_role: '收回角色',
  link_party: '关联企业',
  unlink_party: '取消关联',
};

/** Why somebody keeps their hands off a case, as they themselves read it. */
export const RECUSAL_GROUND_LABELS: Record<RecusalGround, string> = {
  'acts-for-party': '您同时代表该企业办理申报,不得经办它的任何一件。',
  'declared-for-case': '您已声明对本件回避,请由其他同事办理。',
  'recorded-for-party': '已登记您与该企业有关系,请由其他同事办理。',
  'declared-for-party': '您已声明对该企业的全部申报回避,请由其他同事办理。',
};

/** What began a sweep. */
export const SWEEP_CAUSE_LABELS: Record<SweepCause, string> = {
  person: '人工发起',
  nightly: '系统每晚自动',
  import: '系统在数据导入后自动',
  publication: '系统在政策发布后自动',
};

/** 审计意见类型. */
export const AUDIT_CONCLUSION_LABELS: Record<AuditConclusion, string> = {
  unqualified: '无保留意见',
  qualified: '保留意见',
  adverse: '否定意见',
};

export const CASE_STAGE_LABELS: Record<CaseStage, string> = {
  filing: '申报',
  sweep_preparation: '比对经办',
  sweep_approval: '比对审定',
  county_review: '区县初审',
  county_second: '区县复核',
  city_review: '市级复审',
  city_second: '市级复核',
  third_party_audit: '第三方审计',
  audit_second: '审计复核',
  consultation: '部门意见',
  notice_publication: '公示编制',
  objection_handling: '异议处理',
  batch_preparation: '拨付经办',
  batch_release: '拨付复核',
};
