import {
  allowedWhiteListActions,
  mayApproveWhiteList,
  moveWhiteList,
  WHITE_LIST_STATES,
  type WhiteListAction,
} from './white-list';

test.each([
  ['prepared', 'approve', 'approved'],
  ['prepared', 'discard', 'discarded'],
  ['approved', 'approve', '.'],
  ['approved', 'discard', '.'],
  ['discarded', 'approve', '.'],
  ['discarded', 'discard', '.'],
] as const)('white list: %s + %s → %s', (state, action: WhiteListAction, to) => {
  const moved = moveWhiteList(state, action);
  expect(moved.ok ? moved.to : '.').toBe(to);
});

test('nothing is left to do with a list that is approved or given up, and nobody approves their own', () => {
  expect(WHITE_LIST_STATES.map((state) => allowedWhiteListActions(state))).toEqual([
    ['approve', 'discard'],
    [],
    [],
  ]);
  expect([mayApproveWhiteList('a', 'a'), mayApproveWhiteList('a', 'b')]).toEqual([false, true]);
});
