import { APPLICATION_CREATED_EVENT, APPLICATION_TRANSITIONS } from './application-table';
import { APPLICATION_ACTION_LABELS } from './labels';
import { NOTICE_AWAITED_EVENT } from './notice';

const ACTION_OF: ReadonlyMap<string, string> = new Map(
  APPLICATION_TRANSITIONS.map(({ event, action }) => [event, APPLICATION_ACTION_LABELS[action]]),
);

/** What an event is called: by the verb that led to it. */
export const eventInWords = (type: string): string => OTHERS[type] ?? ACTION_OF.get(type) ?? type;

const OTHERS: Readonly<Record<string, string>> = {
  [APPLICATION_CREATED_EVENT]: '开始填报',
  [NOTICE_AWAITED_EVENT]: '等待市级编制并发布公示',
  'application.opinion_given': '部门答复意见',
  'application.opinion_attached': '部门上传意见附件',
  'application.audit_attached': '上传审计报告',
  'application.decision_attached': '上传决定文件',
  'application.consultation_recalled': '撤回征求意见',
  'application.reminded': '催办',
  'application.due_soon': '即将到期,自动提醒',
  'application.escalated': '超期,自动报上级督办',
  'application.recused': '声明回避',
  'application.recusal_recorded': '登记工作人员回避',
  'application.material_attached': '上传材料',
  'application.material_removed': '删除材料',
  'application.note_written': '写内部备注',
  'application.assessment_skipped': '核定跳过,无需处理',
  'application.notice_skipped': '公示跳过,无需处理',
  'application.award_skipped': '奖补核定跳过,无需处理',
  'application.settlement_noted': '一笔付款到账',
  'application.return_noted': '一笔付款退票',
  'application.termination_proposed': '提出终止',
  'application.instalment_proposed': '提出分期办理意见',
  'application.instalment_confirmed': '复核同意分期办理意见',
  'application.instalment_refused': '不同意分期办理意见',
  'application.instalment_withdrawn': '撤回分期办理意见',
  'application.instalment_released': '一期奖补资金可以拨付',
  'application.instalment_forfeited': '一期奖补资金不予拨付',
};

/** Types of every event that a case may have. */
export const APPLICATION_EVENTS: readonly string[] = [
  ...new Set([...Object.keys(OTHERS), ...ACTION_OF.keys()]),
];
