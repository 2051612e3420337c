import { fillOpinion, OPINION_PLACEHOLDERS, unknownPlaceholders } from './opinion-template';

const VALUES = {
  ...{ 企业名称: '示例企业', 申报编号: '410402-2026-0001', 申报通知: '2026年示例申报' },
  ...{ 核定金额: '80,000.00 元', 环节: '区县初审', 今天: '2026-03-05' },
};

it('every placeholder is filled in, in braces of either width, wherever it stands', () => {
  const body = OPINION_PLACEHOLDERS.map((each) => `{${each}}`).join(',');
  expect(fillOpinion(body, VALUES)).toBe(OPINION_PLACEHOLDERS.map((each) => VALUES[each]).join(','));
  expect(fillOpinion('经审核,｛企业名称｝符合条件。', VALUES)).toBe('经审核,示例企业符合条件。');
});

it.each([
  ['同意。', []],
  ['{企业名称}符合条件。', []],
  ['{企业}符合{条款}。', ['{企业}', '{条款}']],
  ['{企业名称符合条件。', ['{']],
  ['{}', ['{}']],
  ['{toString}{constructor}', ['{toString}', '{constructor}']],
])('%s leaves %j unknown', (body, unknown) => {
  expect(unknownPlaceholders(body)).toEqual(unknown);
});
