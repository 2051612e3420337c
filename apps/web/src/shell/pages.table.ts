import { type Operation, ROLES } from '@duixian/workflow';
import { type ComponentType } from 'react';
import { type Audience } from './audiences';
import { OFFICIALS } from './officials';

export interface PageRow {
  /** Path as react-router has it. */
  readonly path: string;
  readonly title: string;
  /** Whose menu it is in, and who may open it. */
  readonly for: readonly Audience[];
  /** Absent: reached from another page. */
  readonly menu?: string;
  /** Operations without which the page makes no sense; a test holds each audience against the permission table. */
  readonly asks: readonly Operation[];
  /** Loaded when first opened. */
  readonly load: () => Promise<{ default: ComponentType }>;
}

const FINANCE = ['finance_maker', 'finance_checker'] as const;
const MONEY = [...FINANCE, 'auditor'] as const;

/** Every page of the console. One file per page, named after it, in the folder of its capability. */
// prettier-ignore
export const PAGES: readonly PageRow[] = [
  { path: '/',                  title: '工作台',       for: ['enterprise', ...ROLES], menu: '工作台',   asks: ['desk.read'],                 load: () => import('../desk/desk-page') },
  { path: '/offers',            title: '免申即享',     for: ['enterprise'], menu: '免申即享',   asks: ['offer.list', 'offer.confirm'], load: () => import('../sweeps/my-offers-page') },
  { path: '/applications',      title: '我的申报',     for: ['enterprise'], menu: '我的申报',   asks: ['application.list'],          load: () => import('../applications/my-applications-page') },
  { path: '/applications/new',  title: '填写申报',     for: ['enterprise'],                     asks: ['application.create', 'party.readFacts'], load: () => import('../applications/new-application-page') },
  { path: '/applications/:id',  title: '申报',         for: ['enterprise'],                     asks: ['application.read'],          load: () => import('../applications/my-application-page') },
  { path: '/party',             title: '企业信息',     for: ['enterprise'], menu: '企业与账户', asks: ['party.listMine', 'party.readFacts', 'party.readLadder', 'yearlyStatement.read', 'payeeAccount.propose'], load: () => import('../parties/my-party-page') },

  { path: '/tasks',             title: '待办',         for: ['reviewer'],   menu: '待办',       asks: ['task.list', 'task.batch'],   load: () => import('../applications/tasks-page') },
  { path: '/tasks/done',        title: '已办',         for: ['reviewer'],   menu: '已办',       asks: ['task.list'],                 load: () => import('../applications/done-tasks-page') },
  { path: '/objections',        title: '公示异议',     for: ['reviewer', 'auditor'], menu: '公示异议', asks: ['objection.list'],          load: () => import('../notices/objections-page') },
  { path: '/objections/:id',    title: '公示异议',     for: ['reviewer', 'auditor'],             asks: ['objection.read'],            load: () => import('../notices/objection-page') },

  { path: '/batches',           title: '拨付批次',     for: MONEY,          menu: '拨付批次',   asks: ['batch.list'],                load: () => import('../funds/batches-page') },
  { path: '/batches/new',       title: '编制拨付批次', for: ['finance_maker'],                  asks: ['batch.prepare', 'payment.list'], load: () => import('../funds/new-batch-page') },
  { path: '/batches/:id',       title: '拨付批次',     for: MONEY,                              asks: ['batch.read'],                load: () => import('../funds/batch-page') },
  { path: '/payments',          title: '付款',         for: ['enterprise', ...MONEY], menu: '付款与到账', asks: ['payment.list'],    load: () => import('../funds/payments-page') },
  { path: '/refunds',           title: '先行拨付归还', for: MONEY,          menu: '先行拨付归还', asks: ['refund.list'],               load: () => import('../funds/refunds-page') },
  { path: '/holds',             title: '暂停事项',     for: ['reviewer', ...MONEY], menu: '暂停事项', asks: ['hold.list', 'hold.read'],   load: () => import('../holds/holds-page') },
  { path: '/payee-accounts',    title: '收款账户确认', for: MONEY,          menu: '收款账户确认', asks: ['payeeAccount.list', 'payeeAccount.read'], load: () => import('../parties/waiting-accounts-page') },
  { path: '/recoveries',        title: '追回',         for: ['enterprise', ...MONEY], menu: '追回',   asks: ['recovery.list'],             load: () => import('../funds/recoveries-page') },
  { path: '/recoveries/new',    title: '提出追回',     for: ['finance_maker'],                  asks: ['recovery.propose', 'award.list'], load: () => import('../funds/new-recovery-page') },
  { path: '/recoveries/:id',    title: '追回',         for: ['enterprise', ...MONEY],           asks: ['recovery.read'],             load: () => import('../funds/recovery-page') },
  { path: '/statements',        title: '银行对账单',   for: MONEY,          menu: '银行对账单', asks: ['statement.list'],            load: () => import('../funds/statements-page') },
  { path: '/statements/:id',    title: '银行对账单',   for: MONEY,                              asks: ['statement.read'],            load: () => import('../funds/statement-page') },
  { path: '/finance-tasks',     title: '资金待办',     for: MONEY,          menu: '资金待办',   asks: ['financeTask.list'],          load: () => import('../funds/finance-tasks-page') },
  { path: '/treasury-days',     title: '日终关账',     for: MONEY,          menu: '日终关账',   asks: ['treasuryDay.list', 'statement.list'], load: () => import('../funds/treasury-days-page') },
  { path: '/treasury-accounts', title: '财政账户',    for: MONEY,          menu: '财政账户',   asks: ['treasuryAccount.list'], load: () => import('../funds/treasury-accounts-page') },
  { path: '/awards',            title: '核定奖补',     for: ['reviewer', ...MONEY], menu: '核定奖补', asks: ['award.list'],          load: () => import('../funds/awards-page') },
  { path: '/budgets',           title: '预算指标',     for: MONEY,          menu: '预算指标',   asks: ['budget.list', 'budget.changes', 'budget.waiting'], load: () => import('../funds/budgets-page') },
  { path: '/budgets/balance',   title: '指标余额表',   for: MONEY,                              asks: ['budget.balance', 'budget.list'], load: () => import('../funds/budget-balance-page') },
  { path: '/budgets/:id',       title: '指标明细',     for: MONEY,                              asks: ['budget.list', 'budget.history'], load: () => import('../funds/budget-line-page') },

  { path: '/parties',           title: '企业档案',     for: OFFICIALS,      menu: '企业档案',   asks: ['party.list'],                load: () => import('../parties/parties-page') },
  { path: '/parties/:id',       title: '企业档案',     for: OFFICIALS,                          asks: ['party.read'],                load: () => import('../parties/party-file-page') },
  { path: '/supervision',       title: '督办看板',     for: ['reviewer', 'policy_officer', 'auditor'], menu: '督办看板', asks: ['supervision.read', 'target.list', 'target.kinds'], load: () => import('../supervision/board-page') },
  { path: '/missed',            title: '应享未享',     for: ['enterprise', 'reviewer', 'policy_officer', 'auditor'], menu: '应享未享', asks: ['missed.list', 'missed.report'], load: () => import('../entitlements/missed-page') },
  { path: '/cultivation',       title: '小升规培育库', for: ['reviewer', 'policy_officer', 'auditor'], menu: '小升规培育库', asks: ['pool.list', 'pool.report'], load: () => import('../cultivation/pool-page') },
  { path: '/scale-warnings',    title: '退规预警',     for: ['reviewer', 'policy_officer', 'auditor'], menu: '退规预警', asks: ['scaleWarning.list'], load: () => import('../cultivation/warnings-page') },
  { path: '/white-listed',      title: '白名单企业',   for: ['reviewer'],   menu: '白名单企业', asks: ['whiteList.listed'],          load: () => import('../cultivation/white-listed-page') },
  { path: '/white-lists',       title: '白名单',       for: ['policy_officer', 'auditor'], menu: '白名单', asks: ['whiteList.list'], load: () => import('../cultivation/white-lists-page') },
  { path: '/white-lists/:id',   title: '白名单',       for: ['policy_officer', 'auditor'],      asks: ['whiteList.read'],            load: () => import('../cultivation/white-list-page') },
  { path: '/cases',             title: '申报总览',     for: OFFICIALS,      menu: '申报总览',   asks: ['application.list'],          load: () => import('../applications/cases-page') },
  { path: '/cases/:id',         title: '申报',         for: OFFICIALS,                          asks: ['application.read'],          load: () => import('../applications/case-page') },
  { path: '/opinions',          title: '部门意见',     for: ['reviewer', ...FINANCE, 'policy_officer'], menu: '部门意见', asks: ['consultation.list', 'consultation.answer'], load: () => import('../applications/opinions-page') },
  { path: '/opinion-templates', title: '意见模板',     for: ['reviewer', 'finance_maker', 'finance_checker', 'policy_officer'], menu: '意见模板', asks: ['opinionTemplate.list'], load: () => import('../applications/opinion-templates-page') },
  { path: '/calls',             title: '申报通知',     for: ['enterprise', ...OFFICIALS], menu: '申报通知', asks: ['call.list'],   load: () => import('../calls/calls-page') },
  { path: '/calls/new',         title: '起草申报通知', for: ['policy_officer'],                 asks: ['call.draft', 'call.edit'],   load: () => import('../calls/call-form-page') },
  { path: '/calls/:id',         title: '申报通知',     for: ['enterprise', ...OFFICIALS], asks: ['call.read'],                     load: () => import('../calls/call-page') },

  { path: '/imports',           title: '数据导入',     for: ['policy_officer', 'finance_maker', 'auditor'], menu: '数据导入', asks: ['import.list'], load: () => import('../imports/imports-page') },
  { path: '/imports/new',       title: '导入文件',     for: ['policy_officer', 'finance_maker'],   asks: ['import.columns', 'import.template'], load: () => import('../imports/new-import-page') },
  { path: '/imports/:id',       title: '数据导入',     for: ['policy_officer', 'finance_maker', 'auditor'], asks: ['import.read', 'import.rows', 'import.rejected'], load: () => import('../imports/import-page') },
  { path: '/marks',             title: '台账完整性',   for: ['policy_officer', ...MONEY], menu: '台账完整性', asks: ['coverage.list'], load: () => import('../facts/marks-page') },
  { path: '/sweeps',            title: '批量比对',     for: ['policy_officer', 'auditor'], menu: '批量比对', asks: ['sweep.list'], load: () => import('../sweeps/sweeps-page') },
  { path: '/sweeps/new',        title: '发起比对',     for: ['policy_officer'],                 asks: ['sweep.order', 'call.list'],  load: () => import('../sweeps/new-sweep-page') },
  { path: '/sweeps/:id',        title: '批量比对',     for: ['policy_officer', 'auditor'],      asks: ['sweep.read', 'sweep.results', 'sweep.sample'], load: () => import('../sweeps/sweep-page') },
  { path: '/pushed-offers',     title: '免申即享推送', for: OFFICIALS,      menu: '免申即享推送', asks: ['offer.list'],              load: () => import('../sweeps/pushed-offers-page') },
  { path: '/pushed-offers/:id', title: '免申即享推送', for: OFFICIALS,                          asks: ['offer.read'],                load: () => import('../sweeps/pushed-offer-page') },

  { path: '/events',            title: '操作留痕',     for: ['auditor'],    menu: '操作留痕',   asks: ['audit.list'],                load: () => import('../audit/events-page') },
  { path: '/verification',      title: '留痕核验',     for: ['auditor'],    menu: '留痕核验',   asks: ['audit.verify', 'seal.list'],  load: () => import('../audit/verification-page') },

  { path: '/people',            title: '人员与角色',   for: ['administrator', 'auditor'], menu: '人员与角色', asks: ['person.list', 'accessProposal.list', 'channelProposal.list'], load: () => import('../identity/people-page') },
  { path: '/regions',           title: '行政区划',     for: ['administrator'], menu: '行政区划', asks: ['region.list', 'region.add', 'region.edit', 'region.proposeChannel', 'channelProposal.list'], load: () => import('../identity/regions-page') },
  { path: '/bank-codes',        title: '联行号表',     for: ['administrator'], menu: '联行号表', asks: ['bankCode.list', 'bankCode.import'],                    load: () => import('../parties/bank-codes-page') },
  { path: '/calendar',          title: '工作日历',     for: ['administrator', 'policy_officer', 'reviewer'], menu: '工作日历', asks: ['calendar.read'], load: () => import('../calendar/calendar-page') },
  { path: '/calendar/new',      title: '公布新年度',   for: ['administrator'],                  asks: ['calendar.preview', 'calendar.readText', 'calendar.publish'], load: () => import('../calendar/new-year-page') },
  { path: '/delegations',       title: '代理',         for: OFFICIALS,      menu: '代理',       asks: ['delegation.list', 'delegation.revoke'], load: () => import('../identity/delegations-page') },
  { path: '/messages',          title: '消息',         for: ['signed-in'],  menu: '消息',       asks: ['notification.list', 'notification.markRead'], load: () => import('../notifications/messages-page') },
  { path: '/mail',              title: '邮件提醒',     for: ['signed-in'],  menu: '邮件提醒',   asks: ['notification.readMail', 'notification.setMail', 'notification.proposeAddress', 'notification.confirmAddress', 'notification.removeAddress'], load: () => import('../notifications/mail-page') },
  { path: '/password',          title: '修改密码',     for: ['signed-in'],  menu: '修改密码',   asks: ['session.changePassword'],    load: () => import('../identity/password-page') },
  { path: '/second-factor',     title: '动态口令',     for: ['enterprise', ...FINANCE, 'administrator'], menu: '动态口令',   asks: ['session.readSecondFactor', 'session.beginSecondFactor', 'session.confirmSecondFactor'], load: () => import('../identity/second-factor-page') },
  { path: '/readings',          title: '条款口径',     for: ['policy_officer', 'auditor'], menu: '条款口径', asks: ['reading.list'],          load: () => import('../policies/readings-page') },
  { path: '/versions',          title: '政策版本',     for: ['policy_officer', 'auditor'], menu: '政策版本', asks: ['policy.list'],           load: () => import('../policies/versions-page') },
  { path: '/versions/new',      title: '起草政策版本', for: ['policy_officer'],                 asks: ['policy.draft', 'policy.check'], load: () => import('../policies/law-editor-page') },
  { path: '/versions/:id/edit', title: '修改政策版本', for: ['policy_officer'],                 asks: ['policy.edit', 'policy.check'], load: () => import('../policies/law-editor-page') },
  { path: '/versions/:id',      title: '政策版本',     for: ['policy_officer', 'auditor'],       asks: ['policy.read', 'policy.diff'], load: () => import('../policies/version-page') },

  { path: '/verify/:code',      title: '文书核验',     for: ['anyone'],                         asks: ['document.verify'],           load: () => import('../documents/verify-page') },
  { path: '/policies',          title: '政策超市',     for: ['anyone'],     menu: '政策超市',   asks: ['clause.list'],               load: () => import('../policies/market-page') },
  { path: '/documents/:id',     title: '政策文件',     for: ['anyone'],                         asks: ['clause.list', 'policy.list'], load: () => import('../policies/document-page') },
  { path: '/clauses/:id',       title: '政策条款',     for: ['anyone'],                         asks: ['clause.read', 'calculator.run', 'reading.list'], load: () => import('../policies/clause-page') },
  { path: '/calculator',        title: '政策计算器',   for: ['anyone'],     menu: '政策计算器', asks: ['calculator.run', 'fact.vocabulary'], load: () => import('../policies/calculator-page') },
  { path: '/notices',           title: '公示公告',     for: ['anyone'],     menu: '公示公告',   asks: ['notice.list'],               load: () => import('../notices/notices-page') },
  { path: '/notices/new',       title: '编制公示',     for: ['reviewer'],                       asks: ['notice.waiting', 'notice.preview', 'notice.publish'], load: () => import('../notices/new-notice-page') },
  { path: '/notices/:id',       title: '公示',         for: ['anyone'],                         asks: ['notice.read'],               load: () => import('../notices/notice-page') },
];
