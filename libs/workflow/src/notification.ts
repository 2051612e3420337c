import { type Role } from './actors';

/** What a message is about, for whoever sorts their inbox. */
export const NOTIFICATION_CATEGORIES = ['progress', 'task', 'reminder', 'money'] as const;
export type NotificationCategory = (typeof NOTIFICATION_CATEGORIES)[number];

export const NOTIFICATION_CATEGORY_LABELS: Record<NotificationCategory, string> = {
  progress: '办理进度',
  task: '新的待办',
  reminder: '催办与督办',
  money: '资金',
};

/**
 * Who is told: everybody who acts for the party; everybody with a role at the region of the stage that is open, of the city,
 * or of the region that the event itself names (a treasury, or whose turn it is), or of the one above that.
 */
export type Told =
  | { readonly who: 'party' }
  /** Everybody who speaks for one of the departments that the event names. */
  | { readonly who: 'departments' }
  /** Whoever the event names as the holder of the task. */
  | { readonly who: 'assignee' }
  /** Every administrator whom the event names as somebody who may decide. */
  | { readonly who: 'deciders' }
  /** The holder of the task; where it is nobody's in particular, everybody who reviews where the event says the turn is. */
  | { readonly who: 'holder' }
  | { readonly who: 'role'; readonly role: Role; readonly at: 'stage' | 'city' | 'named-region' | 'above' };

/** What is known of an event when its message is written; null where the event has none. Plain texts, no personal data. */
export interface NotificationAbout {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly applicantName: string;
  readonly callTitle: string;
  /** In yuan, with its unit. */
  readonly amount: string | null;
  /** What an official wrote, or why the system did it, in Chinese. */
  readonly reason: string | null;
  /** The last day of what is running, YYYY-MM-DD. */
  readonly lastDay: string | null;
  /** Number of a notice or batch. */
  readonly number: string | null;
  /** The account with all but its last digits masked. */
  readonly account: string | null;
  /** Working days until the last day; negative when it is over. */
  readonly remaining: number | null;
  /** How many tasks are overdue here, and in the places below. */
  readonly overdue: { readonly own: number; readonly below: number } | null;
  /** The thing that the event is about, where it is not the case. */
  readonly subjectId: string;
}

export interface NotificationRule {
  readonly event: string;
  readonly told: Told;
  readonly category: NotificationCategory;
  /** Also whoever did it, as their receipt. */
  readonly alsoActor?: true;
  readonly title: string;
  readonly text: (about: NotificationAbout) => string;
  /** Path in the console. */
  readonly link: (about: NotificationAbout) => string;
}

const party: Told = { who: 'party' };
const ofStage: Told = { who: 'role', role: 'reviewer', at: 'stage' };
const ofCity: Told = { who: 'role', role: 'reviewer', at: 'city' };
const treasury = (role: Role): Told => ({ who: 'role', role, at: 'named-region' });
const holder: Told = { who: 'holder' };
const turn: Told = { who: 'role', role: 'reviewer', at: 'named-region' };
const superior: Told = { who: 'role', role: 'reviewer', at: 'above' };
const supervisor: Told = { who: 'role', role: 'auditor', at: 'city' };

const mine = ({ caseId }: NotificationAbout): string => `/applications/${caseId}`;
const theCase = ({ caseId }: NotificationAbout): string => `/cases/${caseId}`;
const theOffer = ({ subjectId }: NotificationAbout): string => `/pushed-offers/${subjectId}`;
const at =
  (path: string): NotificationRule['link'] =>
  () =>
    path;

const called = ({ caseNumber, callTitle }: NotificationAbout): string => `${caseNumber}(${callTitle})`;
const ofWhom = (about: NotificationAbout): string => `${about.applicantName} ${called(about)}`;
const because = (about: NotificationAbout, before: string): string =>
  about.reason === null ? '' : `${before}:${about.reason}`;
const until = ({ lastDay }: NotificationAbout, before: string): string =>
  lastDay === null ? '' : `,${before} ${lastDay}`;

/** Of what is overdue. */
const late = ({ remaining }: NotificationAbout): string =>
  remaining === null ? '已超过办理时限' : `已超期 ${-remaining} 个工作日`;

/** What was overdue before anybody was reminded, in one message. */
const backlog = ({ overdue }: NotificationAbout): string =>
  `系统开始按时限提醒和督办。此前已超期的事项:本级 ${overdue?.own ?? 0} 件,下级 ${overdue?.below ?? 0} 件,请在督办看板查看并尽快办理;今后超期的逐件提醒。`;

/** Which event tells whom, and in which words: one row each. An event without a row tells nobody. */
// prettier-ignore
export const NOTIFICATION_RULES: readonly NotificationRule[] = [
  { event: 'application.submitted',       told: party, category: 'progress', alsoActor: true, title: '申报已提交', link: mine, text: (a) => `${called(a)} 已提交,系统核定后进入审核。` },
  { event: 'application.resubmitted',     told: party, category: 'progress', alsoActor: true, title: '补正已提交', link: mine, text: (a) => `${called(a)} 补正后已重新提交。` },
  { event: 'application.stage_approved',  told: party, category: 'progress', title: '一个审核环节已通过', link: mine, text: (a) => `${called(a)} 已通过当前环节,进入下一环节审核。` },
  { event: 'application.returned',        told: party, category: 'progress', title: '请补正后重新提交', link: mine, text: (a) => `${called(a)} 被退回补正${because(a, ',需要补正')}` },
  { event: 'application.returned_to_first_stage', told: party, category: 'progress', title: '请补正后重新提交', link: mine, text: (a) => `${called(a)} 被退回补正,提交后从第一个环节重新审核${because(a, '。需要补正')}` },
  { event: 'application.approved',        told: party, category: 'progress', title: '审核通过', link: mine, text: (a) => `${called(a)} 审核通过,接下来公示。` },
  { event: 'application.approved_without_notice', told: party, category: 'progress', title: '审核通过', link: mine, text: (a) => `${called(a)} 审核通过,接下来核定奖补。` },
  { event: 'application.rejected',        told: party, category: 'progress', title: '不予支持', link: mine, text: (a) => `${called(a)} 不予支持${because(a, ',理由')}` },
  { event: 'application.rejected_on_objection', told: party, category: 'progress', title: '异议成立,不予支持', link: mine, text: (a) => `${called(a)} 公示期间的异议成立,不予支持${because(a, ',理由')}` },
  { event: 'application.held',            told: party, category: 'progress', title: '申报已挂起', link: mine, text: (a) => `${called(a)} 已挂起${because(a, ',原因')}` },
  { event: 'application.resumed',         told: party, category: 'progress', title: '申报恢复办理', link: mine, text: (a) => `${called(a)} 已恢复办理。` },
  { event: 'application.award_terminated', told: party, category: 'progress', title: '奖补已终止', link: mine, text: (a) => `${called(a)} 已核定的奖补已终止,不再拨付。` },
  { event: 'application.terminated',      told: party, category: 'progress', title: '申报已终止', link: mine, text: (a) => `${called(a)} 已终止${because(a, ',理由')}` },
  { event: 'application.notice_published', told: party, category: 'progress', title: '已公示', link: mine, text: (a) => `${called(a)} 已在 ${a.number ?? '公示'} 中公示${until(a, '公示截至')}。` },
  { event: 'application.notice_built',    told: party, category: 'progress', title: '已公示', link: mine, text: (a) => `${called(a)} 已在 ${a.number ?? '公示'} 中公示${until(a, '公示截至')}。` },
  { event: 'application.contested',       told: party, category: 'progress', title: '公示期间收到异议', link: mine, text: (a) => `有人对 ${called(a)} 的公示内容提出异议,处理完之前不继续办理。` },
  { event: 'application.notice_resumed',  told: party, category: 'progress', title: '异议不成立', link: mine, text: (a) => `${called(a)} 的异议不成立,继续公示。` },
  { event: 'application.sent_back_to_review', told: party, category: 'progress', title: '退回重新审核', link: mine, text: (a) => `${called(a)} 已退回重新审核。` },
  { event: 'application.review_reopened', told: party, category: 'progress', title: '异议成立,重新审核', link: mine, text: (a) => `${called(a)} 的异议成立,退回重新审核。` },
  { event: 'application.awarded',         told: party, category: 'money', title: '奖补已核定', link: mine, text: (a) => `${called(a)} 已核定奖补${a.amount === null ? '' : ` ${a.amount}`},等待拨付。` },
  { event: 'application.instalment_released', told: party, category: 'money', title: '一期奖补资金可以拨付', link: mine, text: (a) => `${called(a)} 有一期奖补资金已到拨付时间或符合拨付条件,等待财政拨付。` },
  { event: 'application.instalment_forfeited', told: party, category: 'money', title: '一期奖补资金不予拨付', link: mine, text: (a) => `${called(a)} 有一期奖补资金不予拨付${because(a, ',理由')}` },
  { event: 'payment.settled',             told: party, category: 'money', title: '奖补资金已到账', link: mine, text: (a) => `${called(a)} 的一笔奖补资金${a.amount === null ? '' : ` ${a.amount}`}已付到收款账户${a.account === null ? '' : ` ${a.account}`},请核对。` },
  { event: 'payment.returned',            told: party, category: 'money', title: '一笔付款被银行退回', link: at('/party'), text: (a) => `${called(a)} 的一笔付款${a.amount === null ? '' : ` ${a.amount}`}被银行退回${because(a, ',原因')},请核对收款账户${a.account === null ? '' : ` ${a.account}`};有误的,请提出变更。` },
  { event: 'recovery.demanded',           told: party, category: 'money', title: '有款项须退缴', link: at('/recoveries'), text: (a) => `${called(a)} 的奖补资金${a.amount === null ? '' : ` ${a.amount} `}须退缴${because(a, ',原因')}${until(a, '退缴期限')}。详见“追回”。` },
  { event: 'recovery.closed',             told: party, category: 'money', title: '追回已了结', link: at('/recoveries'), text: (a) => `${called(a)} 的追回${a.number === null ? '' : ` ${a.number} `}已了结。` },
  { event: 'recovery_entry.reversed',     told: party, category: 'money', title: '退缴款被银行退回,须重新退缴', link: at('/recoveries'), text: (a) => `${called(a)} 的一笔退缴款${a.amount === null ? '' : ` ${a.amount} `}被银行退回,不再计入追回${a.number === null ? '' : ` ${a.number} `},请再次退缴。详见“追回”。` },
  { event: 'offer.made',                  told: party, category: 'progress', title: '免申即享:可一键确认', link: at('/offers'), text: (a) => `系统核定贵企业符合“${a.callTitle}”${a.amount === null ? '' : `,金额 ${a.amount}`}${until(a, '请确认,期限')}。` },
  { event: 'offer.expiring',              told: party, category: 'reminder', title: '免申即享即将到期', link: at('/offers'), text: (a) => `“${a.callTitle}”的推送${a.amount === null ? '' : `(${a.amount})`}还没有确认,剩余 ${a.remaining ?? 0} 个工作日${until(a, '最后一天')},逾期自动关闭。` },
  { event: 'offer.expired',               told: party, category: 'progress', title: '免申即享逾期关闭', link: at('/offers'), text: (a) => `“${a.callTitle}”的推送逾期未确认,已关闭;符合条件的,下次比对会再次推送。` },
  { event: 'offer.withdrawn',             told: party, category: 'progress', title: '免申即享已撤销', link: at('/offers'), text: (a) => `“${a.callTitle}”的推送重新核定后已撤销${because(a, ',原因')}` },
  { event: 'offer.answered',              told: party, category: 'progress', title: '您的询问已答复', link: at('/offers'), text: (a) => `关于“${a.callTitle}”推送的询问已经答复${until(a, '确认期限顺延至')}。` },
  { event: 'payee_account.proposed',      told: party, category: 'task', title: '请确认收款账户', link: at('/party'), text: (a) => `同事提出收款账户${a.account === null ? '变更' : `变更为 ${a.account}`},请核对后确认。` },
  { event: 'payee_account.confirmed',     told: party, category: 'money', title: '收款账户已确认', link: at('/party'), text: (a) => `收款账户${a.account === null ? '' : ` ${a.account} `}已确认,过冷静期后启用。不是贵企业办理的,请立即在“企业与账户”中停止启用,或联系财政部门。` },
  { event: 'payee_account.refused',       told: party, category: 'money', title: '收款账户未通过', link: at('/party'), text: (a) => `收款账户${a.account === null ? '' : ` ${a.account} `}未通过确认${because(a, ',原因')}` },
  { event: 'payee_account.stopped',       told: party, category: 'money', title: '新收款账户已停止启用', link: at('/party'), text: (a) => `新的收款账户${a.account === null ? '' : ` ${a.account} `}已停止启用,仍按原账户付款${because(a, ',原因')}` },

  { event: 'application.assessed',        told: ofStage, category: 'task', title: '新的待办', link: theCase, text: (a) => `${ofWhom(a)} 等待审核${until(a, '办理时限')}。` },
  { event: 'application.assessed_again',  told: ofStage, category: 'task', title: '补正后的待办', link: theCase, text: (a) => `${ofWhom(a)} 补正后重新提交,等待审核${until(a, '办理时限')}。` },
  { event: 'application.stage_approved',  told: ofStage, category: 'task', title: '新的待办', link: theCase, text: (a) => `${ofWhom(a)} 已通过上一环节,等待审核${until(a, '办理时限')}。` },
  { event: 'application.remanded',        told: ofStage, category: 'task', title: '被退回的待办', link: theCase, text: (a) => `${ofWhom(a)} 被后一环节退回${because(a, ',原因')}` },
  { event: 'application.sent_back_to_review', told: ofStage, category: 'task', title: '退回重新审核', link: theCase, text: (a) => `${ofWhom(a)} 核定奖补未成,退回重新审核${because(a, ',原因')}` },
  { event: 'application.review_reopened', told: ofStage, category: 'task', title: '异议成立,重新审核', link: theCase, text: (a) => `${ofWhom(a)} 的异议成立,请重新审核。` },
  { event: 'application.consulted',       told: { who: 'departments' }, category: 'task', title: '征求部门意见', link: theCase, text: (a) => `${ofWhom(a)} 的审核人征求本部门意见,请答复。` },
  { event: 'application.opinion_given',   told: ofStage, category: 'task', title: '部门已答复意见', link: theCase, text: (a) => `${ofWhom(a)} 征求的部门意见有了答复。` },
  { event: 'application.transferred',     told: { who: 'assignee' }, category: 'task', title: '转办给您的待办', link: theCase, text: (a) => `${ofWhom(a)} 已转由您办理${until(a, '办理时限')}${because(a, ',说明')}` },
  { event: 'application.recusal_recorded', told: { who: 'assignee' }, category: 'task', title: '已登记您须回避', link: theCase, text: (a) => `已登记您与 ${a.applicantName} 有关系,不得再办理该企业的申报。` },
  { event: 'application.termination_proposed', told: ofCity, category: 'task', title: '终止待复核', link: theCase, text: (a) => `${ofWhom(a)} 已核定的奖补拟终止,请由另一名复审人员复核${because(a, ',理由')}` },
  { event: 'application.instalment_proposed', told: ofCity, category: 'task', title: '分期办理待复核', link: theCase, text: (a) => `${ofWhom(a)} 的一期奖补资金有办理意见,请由另一名复审人员复核${because(a, ',理由')}` },
  { event: 'application.parked',          told: ofCity,  category: 'task', title: '核定待处理', link: theCase, text: (a) => `${ofWhom(a)} 核定时不能继续${because(a, ',原因')}` },
  { event: 'application.notice_awaited',  told: ofCity,  category: 'task', title: '等待编制公示', link: at('/notices/new'), text: (a) => `${ofWhom(a)} 审核通过,等待编制并发布公示。` },
  { event: 'objection.filed',             told: ofCity,  category: 'task', title: '新的公示异议', link: ({ subjectId }) => `/objections/${subjectId}`, text: (a) => `${ofWhom(a)} 的公示收到异议,请处理。` },

  { event: 'offer.asked',                 told: turn, category: 'task', title: '企业询问推送', link: theOffer, text: (a) => `${a.applicantName} 就“${a.callTitle}”的免申即享推送提出询问${until(a, '请答复,期限')}。` },
  { event: 'offer.question_overdue',      told: turn, category: 'reminder', title: '企业询问超期未答复', link: theOffer, text: (a) => `${a.applicantName} 关于“${a.callTitle}”推送的询问${late(a)},已报上级督办,请立即答复。` },
  { event: 'offer.question_overdue',      told: superior, category: 'reminder', title: '下级未答复企业询问,请督办', link: theOffer, text: (a) => `${a.applicantName} 关于“${a.callTitle}”推送的询问${late(a)},请督办。` },
  { event: 'offer.question_overdue',      told: supervisor, category: 'reminder', title: '超期督办', link: theOffer, text: (a) => `${a.applicantName} 关于“${a.callTitle}”推送的询问${late(a)}。` },
  { event: 'application.reminded',        told: holder, category: 'reminder', title: '催办', link: theCase, text: (a) => `${ofWhom(a)} 被催办,请尽快办理${until(a, '办理时限')}。` },
  { event: 'application.due_soon',        told: holder, category: 'reminder', title: '即将到期', link: theCase, text: (a) => `${ofWhom(a)} 即将到期${a.remaining === null ? '' : `,剩余 ${a.remaining} 个工作日`}${until(a, '办理时限')}。` },
  { event: 'application.escalated',       told: holder, category: 'reminder', title: '已超期', link: theCase, text: (a) => `${ofWhom(a)} ${late(a)},已报上级督办,请立即办理。` },
  { event: 'application.escalated',       told: superior, category: 'reminder', title: '下级超期,请督办', link: theCase, text: (a) => `${ofWhom(a)} ${late(a)},请督办。` },
  { event: 'application.escalated',       told: supervisor, category: 'reminder', title: '超期督办', link: theCase, text: (a) => `${ofWhom(a)} ${late(a)}。` },

  { event: 'supervision.backlog',         told: holder, category: 'reminder', title: '启用超期督办', link: at('/supervision'), text: backlog },
  { event: 'supervision.backlog',         told: { who: 'role', role: 'auditor', at: 'named-region' }, category: 'reminder', title: '启用超期督办', link: at('/supervision'), text: backlog },
  { event: 'delegation.given',            told: { who: 'assignee' }, category: 'task', title: '委托您代理', link: at('/delegations'), text: (a) => `同事委托您代理审核${because(a, ',事由')}` },
  { event: 'delegation.revoked',          told: { who: 'assignee' }, category: 'task', title: '代理已撤销', link: at('/delegations'), text: () => '一项与您有关的代理委托已撤销。' },
  { event: 'person.access_proposed',      told: { who: 'deciders' }, category: 'task', title: '权限变更待确认', link: at('/people'), text: (a) => `另一名系统管理员提出一项权限变更,须由您或其他系统管理员核实后确认${because(a, '。理由')}` },
  { event: 'person.access_confirmed',     told: { who: 'assignee' }, category: 'progress', title: '权限变更已确认', link: at('/people'), text: () => '您提出的权限变更已由另一名系统管理员确认,即时生效。' },
  { event: 'person.access_refused',       told: { who: 'assignee' }, category: 'progress', title: '权限变更未获同意', link: at('/people'), text: (a) => `您提出的权限变更未获同意${because(a, ',理由')}` },
  { event: 'region.channel_proposed',     told: { who: 'deciders' }, category: 'task', title: '付款方式变更待确认', link: at('/people'), text: (a) => `另一名系统管理员提出变更一个地区财政的付款方式,须由您或其他系统管理员核实后确认${because(a, '。理由')}` },
  { event: 'region.channel_confirmed',    told: { who: 'assignee' }, category: 'progress', title: '付款方式变更已确认', link: at('/regions'), text: () => '您提出的付款方式变更已由另一名系统管理员确认,之后编制的批次按新方式付款。' },
  { event: 'region.channel_refused',      told: { who: 'assignee' }, category: 'progress', title: '付款方式变更未获同意', link: at('/regions'), text: (a) => `您提出的付款方式变更未获同意${because(a, ',理由')}` },

  { event: 'batch.prepared',              told: treasury('finance_checker'), category: 'task', title: '拨付批次待复核', link: ({ subjectId }) => `/batches/${subjectId}`, text: (a) => `批次 ${a.number ?? ''} 共 ${a.amount ?? ''},等待复核放行。` },
  { event: 'finance_task.proposed',       told: treasury('finance_checker'), category: 'task', title: '资金待办有处理意见', link: at('/finance-tasks'), text: () => '经办人提出了资金待办的处理意见,请复核。' },
  { event: 'budget.proposed',             told: treasury('finance_checker'), category: 'task', title: '预算指标变动待复核', link: at('/budgets'), text: () => '经办人提出了预算指标的下达或调整,请复核。' },
  { event: 'recovery.proposed',           told: treasury('finance_checker'), category: 'task', title: '追回待复核', link: at('/recoveries'), text: (a) => `经办人提出追回 ${ofWhom(a)}${a.amount === null ? '' : ` ${a.amount}`},请复核。` },
  { event: 'payment.rejected',            told: treasury('finance_maker'), category: 'task', title: '银行拒付', link: at('/finance-tasks'), text: (a) => `${ofWhom(a)} 的一笔付款${a.amount === null ? '' : ` ${a.amount}`}被银行拒付,请处理。` },
  { event: 'payment.returned',            told: treasury('finance_maker'), category: 'task', title: '退票', link: at('/finance-tasks'), text: (a) => `${ofWhom(a)} 的一笔付款${a.amount === null ? '' : ` ${a.amount}`}被银行退回${because(a, ',原因')},请处理。` },
  { event: 'payment.due',                 told: treasury('finance_maker'), category: 'task', title: '有分期资金到拨付时间', link: at('/payments'), text: (a) => `${ofWhom(a)} 的一期奖补资金${a.amount === null ? '' : ` ${a.amount} `}可以拨付,请编批。` },
  { event: 'refund.due',                  told: treasury('finance_maker'), category: 'task', title: '有先行拨付须归还', link: at('/refunds'), text: (a) => `${ofWhom(a)} 的奖补已由其他级次先行拨付,本级承担的${a.amount === null ? '部分' : ` ${a.amount} `}请编批归还。` },
  { event: 'refund.rejected',             told: treasury('finance_maker'), category: 'task', title: '银行拒付归还款', link: at('/finance-tasks'), text: (a) => `${ofWhom(a)} 的归还款${a.amount === null ? '' : ` ${a.amount} `}被银行拒付,请处理。` },
  { event: 'refund.returned',             told: treasury('finance_maker'), category: 'task', title: '归还款退票', link: at('/finance-tasks'), text: (a) => `${ofWhom(a)} 的归还款${a.amount === null ? '' : ` ${a.amount} `}被银行退回${because(a, ',原因')},请处理。` },
  { event: 'sweep.presented',             told: { who: 'role', role: 'policy_officer', at: 'city' }, category: 'task', title: '比对结果待审定', link: ({ subjectId }) => `/sweeps/${subjectId}`, text: () => '一次批量比对已完成,请审定推送名单。' },
];

const EVENTS: ReadonlySet<string> = new Set(NOTIFICATION_RULES.map(({ event }) => event));

/** Whether anybody is told of events of this type. */
export const isNotified = (event: string): boolean => EVENTS.has(event);

export const notificationRulesOf = (event: string): readonly NotificationRule[] =>
  NOTIFICATION_RULES.filter((rule) => rule.event === event);
