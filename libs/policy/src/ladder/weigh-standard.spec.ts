import { isHeld, weighStandard } from './weigh-standard';

const DAY = '2023-06-30';

// prettier-ignore
test.each([
  ['without dates', {}, DAY, true],
  ['granted on the day', { granted_on: DAY }, DAY, true],
  ['granted the day after', { granted_on: '2023-07-01' }, DAY, false],
  ['on its last day', { valid_to: DAY }, DAY, true],
  ['run out the day before', { valid_to: '2023-06-29' }, DAY, false],
  ['granted and run out', { granted_on: '2020-01-01', valid_to: '2023-01-01' }, DAY, false],
  ['on no day, whatever its dates', { granted_on: '2023-07-01', valid_to: '2020-01-01' }, undefined, true],
])('a title %s counts, or does not', (_, record, on, held) => {
  expect(isHeld(record, on)).toBe(held);
});

const stateOf = (facts: object, begins: string, code = 'PROV_ZJTX') => {
  const found = weighStandard(code, { evaluation_date: DAY, ...facts })?.conditions.find(({ text }) =>
    text.startsWith(begins),
  );
  return found && [found.state, found.known];
};

// prettier-ignore
test.each([
  ['nobody knows but the department', {}, '从事特定', ['unknown', null]],
  ['a fact that is not there', {}, '境内登记', ['unknown', null]],
  ['one of the values', { 'applicant.kind': 'enterprise' }, '境内登记', ['met', '主体类型:企业']],
  ['another value', { 'applicant.kind': 'person' }, '境内登记', ['unmet', '主体类型:个人']],
  ['an amount that is reached', { 'revenue.operating_yuan': '10000000' }, '上年度营业', ['met', '营业收入:10,000,000.00元']],
  ['an amount a fen short, with another way left', { 'revenue.operating_yuan': '9999999.99' }, '上年度营业', ['unknown', '营业收入:9,999,999.99元']],
  ['what is no amount', { 'revenue.operating_yuan': '很多' }, '上年度营业', ['unknown', '营业收入:很多']],
  ['titles that are not known', {}, '已公告为创新型', ['unknown', null]],
  ['no titles', { titles: [] }, '已公告为创新型', ['unmet', '认定名单中没有有效记录']],
  ['another title', { titles: [{ code: 'PROV_ZJTX' }] }, '已公告为创新型', ['unmet', '认定名单中没有有效记录']],
  ['a title that ran out', { titles: [{ code: 'INNOVATIVE_SME', valid_to: '2023-06-29' }] }, '已公告为创新型', ['unmet', '认定名单中没有有效记录']],
  ['a title without dates', { titles: [{ code: 'INNOVATIVE_SME' }] }, '已公告为创新型', ['met', '已认定']],
  ['a title with its day', { titles: [{ code: 'INNOVATIVE_SME', granted_on: '2022-05-01' }] }, '已公告为创新型', ['met', '2022-05-01 认定']],
  ['a title with its last day', { titles: [{ code: 'INNOVATIVE_SME', granted_on: '2022-05-01', valid_to: DAY }] }, '已公告为创新型', ['met', `2022-05-01 认定,有效期至 ${DAY}`]],
])('%s', (_, facts, begins, expected) => {
  expect(stateOf(facts, begins)).toEqual(expected);
});

test('a standard says whose rules they are; a title without one has none', () => {
  expect(weighStandard('PROV_ZJTX', {})).toMatchObject({
    ...{ number: '工信部企业〔2022〕63号', document: '优质中小企业梯度培育管理暂行办法', article: '附件2' },
    ...{ recogniser: '省级中小企业主管部门', validYears: 3 },
  });
  expect(weighStandard('PROV_ZJTX', {})).not.toHaveProperty('code');
  expect(weighStandard('FAMOUS_TRADEMARK', {})).toBeNull();
});
