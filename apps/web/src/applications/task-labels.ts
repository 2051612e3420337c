/** What is to be done, in words. */
export const TASK_LABELS: Readonly<Record<string, string>> = {
  county_review: '区县初审',
  city_review: '市级复审',
  parked: '核定待处理',
  objection: '异议处理',
};
