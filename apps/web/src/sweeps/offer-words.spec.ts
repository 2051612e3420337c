import { OFFER_STATES } from '@duixian/workflow';
import { daysLeftInWords, endInWords, isOver } from './offer-words';

it.each([
  [-12, '已过期限 12 天'],
  [-1, '已过期限 1 天'],
  [0, '今日到期'],
  [1, '剩 1 天'],
  [28, '剩 28 天'],
])('%i days left: %s', (daysLeft, words) => {
  expect(daysLeftInWords(daysLeft)).toBe(words);
});

it('only an open offer whose last day is over waits to be closed', () => {
  const over = OFFER_STATES.flatMap((state) =>
    [-1, 0, 1]
      .filter((daysLeft) => isOver({ state, daysLeft, pausedOn: null }))
      .map((daysLeft) => [state, daysLeft]),
  );
  expect(over).toEqual([['open', -1]]);
  expect(isOver({ state: 'open', daysLeft: -1, pausedOn: '2026-03-02' })).toBe(false);
});

it('says why an offer ended, and nothing of one that did not', () => {
  expect(endInWords({ stateReason: null, caseReason: null })).toBe('');
  expect(
    endInWords({ stateReason: { code: 'declined', text: '企业已另行申报' }, caseReason: null }),
  ).toContain('企业已另行申报');
  expect(
    endInWords({ stateReason: { code: 'expired', text: 'Nobody answered it.' }, caseReason: null }),
  ).not.toContain('Nobody');
});

it('says why a confirmed offer brings nothing after all', () => {
  const changed = { code: 'determination-changed', text: 'changed at the award' };
  expect(endInWords({ stateReason: null, caseReason: changed })).toMatch(/^确认后未能兑付:.*核定/);
});
