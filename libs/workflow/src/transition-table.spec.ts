import { allowedActions, move, takeTransition, type Transition } from './transition-table';

const row = (to: string): Transition<string, string, string> => ({
  from: 'open',
  action: 'go',
  to,
  by: 'me',
  event: `went.${to}`,
});

test('the first row whose guard holds is taken', () => {
  const table = [row('left'), row('right')];
  expect(takeTransition(table, 'open', 'go', (each) => each.to === 'right')).toEqual({
    ok: true,
    row: row('right'),
  });
  expect(move(table, 'open', 'go')).toEqual({ ok: true, to: 'left', event: 'went.left', by: 'me' });
});

test('an action with several rows is allowed once', () => {
  expect(allowedActions([row('left'), row('right')], 'open')).toEqual(['go']);
});

test('an action none of whose guards holds is refused and not offered', () => {
  expect(takeTransition([row('left')], 'open', 'go', () => false)).toEqual({
    ok: false,
    refusal: { code: 'action-not-allowed', state: 'open', action: 'go', allowed: [] },
  });
});
