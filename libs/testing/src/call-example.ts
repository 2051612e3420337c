/** A call as it is sent over HTTP; it rests on a clause of the demo and is open for many years. */
export const CALL_EXAMPLE = {
  cityCode: '410400',
  number: '平工信〔2026〕12号',
  title: '申报通知',
  clauseIds: ['PDS-A2-4-3-1'],
  year: 2026,
  opensOn: '2026-01-01',
  closesOn: '2099-12-31',
  testedFrom: '2026-01-01',
  testedTo: '2026-12-31',
  parameters: { 'equipment.calc_window_from': '2026-01-01' },
  materials: [{ key: 'proof', title: '入库证明', required: true }],
  route: ['county_review', 'city_review'],
  noticeWorkingDays: 5,
  deadlines: { county_review: 10 },
  fundingShares: { city: '50%', county: '1/2' },
  budgetSubject: '小升规奖励资金',
};
