/** What is to be done, in words. */
export const TASK_LABELS: Readonly<Record<string, string>> = {
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
