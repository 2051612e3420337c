import {
  allowedPolicyActions,
  mayApprovePolicy,
  movePolicy,
  POLICY_STATES,
  POLICY_TRANSITIONS,
  type PolicyState,
  type PolicyTransition,
} from './policy-version';

/** Written by hand from the rules; "." = refused. */
const CELLS = `
state      edit   validate   try        record_trial  approve   publish    withdraw
draft      draft  validated  .          .             .         .          withdrawn
validated  draft  .          validated  tried         .         .          withdrawn
tried      draft  .          tried      tried         approved  .          withdrawn
approved   .      .          .          .             .         published  withdrawn
published  .      .          .          .             .         .          .
withdrawn  .      .          .          .             .         .          .
`;
const [header, ...rows] = CELLS.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const ACTIONS = (header ?? []).slice(1) as PolicyTransition['action'][];
const cells = rows.flatMap(([state, ...expected]) =>
  expected.map((to, index) => ({ state: state as PolicyState, action: ACTIONS[index] ?? 'edit', to })),
);

test('the grid has every state and every action of the table', () => {
  expect(rows.map(([state]) => state)).toEqual([...POLICY_STATES]);
  expect(new Set(ACTIONS)).toEqual(new Set(POLICY_TRANSITIONS.map((row) => row.action)));
});

test.each(cells)('$state + $action → $to', ({ state, action, to }) => {
  const move = movePolicy(state, action);
  expect(move.ok ? move.to : '.').toBe(to);
  if (action !== 'record_trial') expect(allowedPolicyActions(state).includes(action)).toBe(move.ok);
});

test('only what a second officer approved after a trial is published', () => {
  expect(POLICY_TRANSITIONS.filter((row) => row.to === 'published').map((row) => row.from)).toEqual([
    'approved',
  ]);
  const into = POLICY_TRANSITIONS.filter((row) => row.to === 'approved');
  expect(into).toEqual([expect.objectContaining({ from: 'tried', by: 'second-policy-officer' })]);
});

test('nobody approves what they wrote, be it all or a part', () => {
  expect(mayApprovePolicy(['drafter', 'editor'], 'drafter')).toBe(false);
  expect(mayApprovePolicy(['drafter', 'editor'], 'editor')).toBe(false);
  expect(mayApprovePolicy(['drafter', 'editor'], 'second')).toBe(true);
});
