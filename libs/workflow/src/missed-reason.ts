/** Why somebody who was owed an award did not get it (应享未享), as far as this system knows. */
export const MISSED_REASONS = [
  'offer-open',
  'no-account',
  'offer-expired',
  'offer-declined',
  'offer-withdrawn',
  'budget-queue',
  'case-under-way',
  'case-rejected',
  'case-withdrawn',
  'case-terminated',
  'left-out',
  'draft-not-submitted',
  'claimed-too-late',
  'needs-application',
  'no-call',
  'earlier-payments-incomplete',
  'register-stale',
  'period-over',
  'not-pushed',
] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

interface Words {
  /** A few words, for a table or a filter. */
  readonly short: string;
  /** What happened and what is to be done. */
  readonly full: string;
  /** It can still come without anything starting from the beginning. */
  readonly open: boolean;
}

// prettier-ignore
export const MISSED_REASON_WORDS: Readonly<Record<MissedReason, Words>> = {
  'offer-open':                  { short: '已推送,待企业确认', open: true,  full: '已经推送给企业,正等待企业一键确认。' },
  'no-account':                  { short: '没有可用收款账户', open: false, full: '已经推送,但企业没有经第二人确认的收款账户,不能确认领取。请联系企业登记并确认账户。' },
  'offer-expired':               { short: '推送逾期未确认', open: false, full: '已经推送,企业在期限内没有确认,推送已关闭。仍符合条件的,下次比对会再次推送。' },
  'offer-declined':              { short: '企业放弃', open: false, full: '企业放弃了这笔推送。' },
  'offer-withdrawn':             { short: '推送已撤销', open: false, full: '确认或核定时重新计算,与推送时不一致,推送已撤销。' },
  'budget-queue':                { short: '排队等待资金', open: true,  full: '已经审定,预算指标不足,正在排队等待资金。' },
  'case-under-way':              { short: '正在办理', open: true,  full: '企业的申报正在办理。' },
  'case-rejected':               { short: '申报不予支持', open: false, full: '企业的申报经审核不予支持。' },
  'case-withdrawn':              { short: '企业撤回申报', open: false, full: '企业撤回了申报。' },
  'case-terminated':             { short: '申报终止', open: false, full: '申报已终止办理。' },
  'left-out':                    { short: '核定时未列入', open: false, full: '申报已经兑付,但核定奖补时没有列入这一条款。' },
  'draft-not-submitted':         { short: '已起草未提交', open: true,  full: '企业已经起草申报,还没有提交,受理期未满。' },
  'claimed-too-late':            { short: '错过受理期', open: false, full: '企业起草了申报,在受理期内没有提交。' },
  'needs-application':           { short: '须申报,企业未申报', open: false, full: '这一条款的金额须由部门决定,要企业申报才能办理,企业没有申报。' },
  'no-call':                     { short: '没有申报通知', open: false, full: '当时没有包含该条款、考核期包含比对日期的已发布申报通知,系统不能推送。' },
  'earlier-payments-incomplete': { short: '既往台账未标记完整', open: false, full: '所在市的既往兑付台账没有标记为完整,不能确定以前是否兑付过,因此没有推送。' },
  'register-stale':              { short: '登记数据过时', open: false, full: '须核对的认定名单已经过时,不能确定,因此没有推送。' },
  'period-over':                 { short: '条款所属期间已过', open: false, full: '条款针对的期间早于申报通知的考核期,因此没有推送。' },
  'not-pushed':                  { short: '比对发现,未推送', open: false, full: '比对发现企业应享,但名单没有经审定推送(试比对、名单待审定或已取消)。' },
};
