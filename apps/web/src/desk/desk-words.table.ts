import { type Shape } from '@duixian/api-client';

export type DeskKey = Shape<'DeskItemShape'>['key'];

interface Words {
  readonly group: DeskGroup;
  readonly label: string;
  /** The list that it counts, narrowed to it. */
  readonly to: string;
  /** How it stands out when there is some. */
  readonly light?: 'red' | 'orange';
}

/** The parts of the desk, in their order. */
export const DESK_GROUPS = ['企业事项', '审核', '资金', '政策', '人员', '关注'] as const;
export type DeskGroup = (typeof DESK_GROUPS)[number];

// prettier-ignore
export const DESK_WORDS: Readonly<Record<DeskKey, Words>> = {
  openOffers:        { group: '企业事项', label: '免申即享待确认', to: '/offers' },
  corrections:       { group: '企业事项', label: '待补正的申报', to: '/applications', light: 'orange' },
  drafts:            { group: '企业事项', label: '未提交的草稿', to: '/applications' },
  casesUnderWay:     { group: '企业事项', label: '办理中的申报', to: '/applications' },
  settledPayments:   { group: '企业事项', label: '已到账', to: '/payments?state=settled' },
  recoveriesDue:     { group: '企业事项', label: '应退缴的追回款', to: '/recoveries?state=demanded', light: 'red' },
  ownAccounts:       { group: '企业事项', label: '待您确认的收款账户', to: '/party', light: 'orange' },
  tasks:             { group: '审核', label: '待办', to: '/tasks' },
  redTasks:          { group: '审核', label: '红灯:已超期或今日到期', to: '/tasks?light=red', light: 'red' },
  yellowTasks:       { group: '审核', label: '黄灯:临期', to: '/tasks?light=yellow', light: 'orange' },
  opinions:          { group: '审核', label: '待您部门答复的意见', to: '/opinions?state=waiting', light: 'orange' },
  offerQuestions:    { group: '审核', label: '企业对推送的询问,待答复', to: '/pushed-offers?asked=true', light: 'orange' },
  objections:        { group: '审核', label: '待处理的公示异议', to: '/objections?state=filed', light: 'orange' },
  waitingForNotice:  { group: '审核', label: '待编制公示', to: '/notices/new' },
  heldCases:         { group: '审核', label: '暂停待核实的申报', to: '/holds?state=open', light: 'orange' },
  heldPayments:      { group: '资金', label: '暂停待核实的付款', to: '/holds?state=open', light: 'orange' },
  liftsToConfirm:    { group: '资金', label: '待您复核解除的暂停', to: '/holds?state=proposed', light: 'orange' },
  accountsToConfirm: { group: '资金', label: '待确认的收款账户', to: '/payee-accounts', light: 'orange' },
  plannedPayments:   { group: '资金', label: '待编入批次的付款', to: '/batches/new' },
  batchesToRelease:  { group: '资金', label: '待复核的批次', to: '/batches' },
  unknownPayments:   { group: '资金', label: '结果不明的付款', to: '/payments?state=unknown', light: 'red' },
  returnedPayments:  { group: '资金', label: '退票、失败的付款', to: '/finance-tasks', light: 'orange' },
  unmatchedLines:    { group: '资金', label: '未匹配的对账单明细', to: '/finance-tasks?kind=statement_exception', light: 'orange' },
  financeTasks:      { group: '资金', label: '资金待办', to: '/finance-tasks' },
  overdueRecoveries: { group: '资金', label: '逾期未退缴的追回', to: '/recoveries?overdue=true', light: 'red' },
  recoveriesToConfirm: { group: '资金', label: '待您复核的追回', to: '/recoveries?state=proposed' },
  recoveryEntriesToBook: { group: '资金', label: '待入账的退缴、抵扣或核销', to: '/recoveries?state=demanded' },
  reversalsToConfirm: { group: '资金', label: '待您复核的退缴冲回', to: '/recoveries?reversing=true' },
  versionsToApprove: { group: '政策', label: '待您审定的政策版本', to: '/versions' },
  versionsToPublish: { group: '政策', label: '待发布的政策版本', to: '/versions' },
  callsToApprove:    { group: '政策', label: '待您审定的申报通知', to: '/calls' },
  sweepsToApprove:   { group: '政策', label: '待您审定的比对名单', to: '/sweeps?state=prepared' },
  readingsToConfirm: { group: '政策', label: '待您确认的条款口径', to: '/readings' },
  previewedImports:  { group: '政策', label: '待确认的数据导入', to: '/imports?state=previewed' },
  accessToConfirm:   { group: '人员', label: '待您确认的权限变更', to: '/people', light: 'orange' },
  channelsToConfirm: { group: '人员', label: '待您确认的付款方式变更', to: '/people', light: 'orange' },
  newAccounts:       { group: '人员', label: '尚未修改初始密码的账号', to: '/people' },
  suspendedAccounts: { group: '人员', label: '已停用的账号', to: '/people' },
  parkedCases:       { group: '关注', label: '核定待处理的申报', to: '/cases?state=parked', light: 'orange' },
};

/** To look up, nothing to do: an empty desk may hold some of it. */
export const FOR_INFORMATION: readonly DeskKey[] = ['casesUnderWay', 'settledPayments', 'suspendedAccounts'];
