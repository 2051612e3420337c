import {
  allowedCallActions,
  CALL_STATES,
  CALL_TRANSITIONS,
  isPublicCall,
  mayApproveCall,
  moveCall,
  type CallAction,
  type CallState,
} from './call';

/** Written by hand from the rules; "." = refused. */
const CELLS = `
state      edit   approve   publish    close
draft      draft  approved  .          .
approved   .      .         published  .
published  .      .         .          closed
closed     .      .         .          .
`;
const [header, ...rows] = CELLS.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const ACTIONS = (header ?? []).slice(1) as CallAction[];
const cells = rows.flatMap(([state, ...expected]) =>
  expected.map((to, index) => ({ state: state as CallState, action: ACTIONS[index] ?? 'edit', to })),
);

test('the grid has every state and every action of the table', () => {
  expect(rows.map(([state]) => state)).toEqual([...CALL_STATES]);
  expect(new Set(ACTIONS)).toEqual(new Set(CALL_TRANSITIONS.map((row) => row.action)));
});

test.each(cells)('$state + $action → $to', ({ state, action, to }) => {
  const move = moveCall(state, action);
  expect(move.ok ? move.to : '.').toBe(to);
  expect(allowedCallActions(state).includes(action)).toBe(move.ok);
});

test('only a second officer leads out of the draft, and only what was approved is published', () => {
  expect(CALL_TRANSITIONS.filter((row) => row.from === 'draft' && row.to !== 'draft')).toEqual([
    expect.objectContaining({ action: 'approve', by: 'second-policy-officer' }),
  ]);
  expect(CALL_TRANSITIONS.filter((row) => row.to === 'published').map((row) => row.from)).toEqual([
    'approved',
  ]);
});

test('nobody approves what they wrote, be it all or a part', () => {
  expect(mayApproveCall(['drafter', 'editor'], 'drafter')).toBe(false);
  expect(mayApproveCall(['drafter', 'editor'], 'editor')).toBe(false);
  expect(mayApproveCall(['drafter', 'editor'], 'second')).toBe(true);
});

test('applicants see a call from its publication on', () => {
  expect(CALL_STATES.filter(isPublicCall)).toEqual(['published', 'closed']);
});
