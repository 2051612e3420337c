/** Kinds of benefits, in words. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  fixed: '定额奖励',
  tiered: '分档奖励',
  per_head: '按人数补贴',
  ratio: '按比例奖补',
  ratio_with_cap: '按比例奖补(有上限)',
  milestone: '达标奖励',
  matching: '配套奖补',
  threshold_addon: '达标加奖',
  discretionary: '一事一议',
  rent_relief: '房租减免',
  fee_cut: '降费',
  tax_threshold: '税收优惠',
  restatement: '重申其他文件',
  loan: '融资支持',
  deferral: '缓缴',
  'upstream-only': '由上级办理',
  qualitative: '定性支持',
  rule: '管理规定',
};

/** How a clause is dealt with. */
export const TREATMENT_WORDS: Readonly<Record<string, string>> = {
  award: '兑付资金',
  discretionary: '一事一议,由决定确定金额',
  relief: '减免,不发放资金',
  restatement: '以原条款为准',
  information: '告知事项',
  rule: '管理规定',
};
