/** Why something waits, was held or ended without being paid: every code that is stored beside a state. */
export const STATE_REASON_CODES = [
  'earlier-payments-incomplete',
  'register-stale',
  'no-call',
  'period-over',
  'case-under-way',
  'offer-open',
  'offer-confirmed',
  'offer-declined',
  'determination-changed',
  'already-awarded',
  'insufficient-budget',
  'treasury-account-incomplete',
  'no-funding-arrangement',
  'check-holds',
  'declined',
  'expired',
  'remanded',
  'returned-for-correction',
  'withdrawn-by-applicant',
  'objection-upheld',
  'not-eligible',
  'false-statement',
  'duplicate-funding',
  'held',
  'applicant-dissolved',
  'policy-ended',
  'ordered-by-authority',
  'other',
] as const;
export type StateReasonCode = (typeof STATE_REASON_CODES)[number];

interface GivenReason {
  readonly code: string;
  /** For people's own codes the words they wrote; otherwise English, for whoever reads the API. */
  readonly text: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

interface Words {
  /** A few words, for a table or a filter. */
  readonly short: string;
  /** What is the matter and what to do about it. */
  readonly full: (reason: GivenReason) => string;
}

const detail = ({ details }: GivenReason, name: string): string => {
  const value = details?.[name];
  return typeof value === 'string' ? value : '';
};
const listed = ({ details }: GivenReason, name: string): string => {
  const value = details?.[name];
  return Array.isArray(value) ? value.slice(0, 10).map(String).join('、') : '';
};
const inBrackets = (words: string): string => (words === '' ? '' : `(${words})`);
const said =
  (before: string): Words['full'] =>
  ({ text }) =>
    text.trim() === '' ? `${before}。` : `${before}:${text}`;

/** Each code in plain Chinese. */
export const STATE_REASON_WORDS: Readonly<Record<StateReasonCode, Words>> = {
  'earlier-payments-incomplete': {
    short: '既往台账未标记完整',
    full: (reason) =>
      `所在市的既往兑付台账还没有标记为完整${inBrackets(listed(reason, 'clauses'))},不能确定以前是否兑付过。请导入台账并登记、确认完整性标记。`,
  },
  'register-stale': {
    short: '登记数据已过时',
    full: (reason) =>
      `该条款要看企业有没有其他认定,而有关名单${inBrackets(listed(reason, 'registers'))}已过时,不能确定。请导入较新的名单并注明完整到哪一天,再比对。`,
  },
  'no-call': {
    short: '没有可用的申报通知',
    full: () => '没有已发布的申报通知包含该条款且受理期间覆盖比对日期。请先发布申报通知,再重新比对。',
  },
  'period-over': {
    short: '条款所属期间已过',
    full: (reason) => {
      const endedOn = detail(reason, 'endedOn');
      return `条款针对的期间${endedOn === '' ? '' : `已于 ${endedOn} 结束,`}早于申报通知的考核期间,不再推送。`;
    },
  },
  'case-under-way': {
    short: '已有在办申报',
    full: (reason) =>
      `该企业有在办申报${inBrackets(detail(reason, 'caseNumber'))},可能兑付同一事项。办结后再次比对。`,
  },
  'offer-open': { short: '已推送,待企业确认', full: () => '同一事项已经推送,正等待企业确认。' },
  'offer-confirmed': { short: '企业已确认', full: () => '同一事项已经推送并由企业确认,不再重复推送。' },
  'offer-declined': { short: '企业已放弃', full: () => '企业已经放弃这一事项,不再推送;企业仍可自行申报。' },
  'determination-changed': {
    short: '核定结果已变化',
    full: () => '按现有数据重新核定,结果与此前推送或审定的不一致,因此没有继续办理。请核对数据变化。',
  },
  'already-awarded': {
    short: '同一事项已核定',
    full: (reason) =>
      `同一事项已由该企业的其他申报核定奖补${inBrackets(listed(reason, 'words'))},不能重复兑付。请核对两件申报后,对本件不予支持。`,
  },
  'insufficient-budget': {
    short: '预算指标不足',
    full: () =>
      '承担资金的财政没有足够的可用预算指标,已按先后顺序排队等待资金。下达、追加、调剂或结转指标后,系统依次自动预留,不需要再办理。',
  },
  'treasury-account-incomplete': {
    short: '财政账户缺少开户行行号',
    full: () =>
      '申报通知规定由一级财政先行拨付,而该财政的账户没有登记开户银行和行号,其他级次无法归还。账户登记并复核后,系统自动继续核定。',
  },
  'no-funding-arrangement': {
    short: '资金分担未明确',
    full: (reason) =>
      `政策文件和申报通知都没有写明${detail(reason, 'clause') || '该条款'}由哪一级财政承担。请在申报通知中明确分担比例。`,
  },
  'check-holds': {
    short: '核查后暂停',
    full: (reason) =>
      `核定前核查有问题${inBrackets(listed(reason, 'words'))},已暂停。请市级审核人员在“暂停事项”核实解除后重新核定,或不予支持。`,
  },
  declined: { short: '企业放弃', full: said('企业放弃了这笔推送') },
  expired: {
    short: '逾期未确认',
    full: () => '在确认期限内没有确认,推送已自动关闭。仍然符合条件的,下次比对会再次推送,也可以自行申报。',
  },
  remanded: { short: '退回前序环节', full: said('退回前序环节') },
  'returned-for-correction': { short: '退回补正', full: said('退回补正') },
  'withdrawn-by-applicant': { short: '企业撤回', full: said('企业撤回了申报') },
  'objection-upheld': { short: '公示异议成立', full: () => '公示期间的异议经核实成立,不予支持。' },
  'not-eligible': { short: '不符合条件', full: said('不符合条件') },
  'false-statement': { short: '申报内容不实', full: said('申报内容不实') },
  'duplicate-funding': { short: '重复享受', full: said('重复享受') },
  held: { short: '挂起', full: said('挂起') },
  'applicant-dissolved': { short: '申报主体注销', full: said('申报主体已注销或灭失') },
  'policy-ended': { short: '政策停止执行', full: said('政策停止执行') },
  'ordered-by-authority': { short: '依有权机关要求', full: said('依司法、纪检监察、审计等机关要求') },
  other: { short: '其他', full: said('其他原因') },
};

const isKnown = (code: string): code is StateReasonCode => code in STATE_REASON_WORDS;

/** A stored reason in plain Chinese: what is the matter and what to do; its own text for a code of later days. */
export const stateReasonInWords = (reason: GivenReason): string =>
  isKnown(reason.code) ? STATE_REASON_WORDS[reason.code].full(reason) : reason.text;

/** The same in a few words, by the code alone. */
export const stateReasonLabel = (code: string): string =>
  isKnown(code) ? STATE_REASON_WORDS[code].short : code;
