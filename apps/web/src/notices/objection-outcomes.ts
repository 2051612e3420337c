/** How an objection ends. */
export const OUTCOME_LABELS: Readonly<Record<string, string>> = {
  review_again: '异议成立,退回重新审核',
  rejected: '异议成立,不予支持该申报',
  dismissed: '异议不成立,继续公示',
};
