import {
  allowedSweepActions,
  mayApproveSweep,
  moveSweep,
  SWEEP_STATES,
  SWEEP_TRANSITIONS,
  type SweepAction,
  type SweepState,
} from './sweep';
import {
  allowedOfferActions,
  moveOffer,
  OFFER_STATES,
  OFFER_TRANSITIONS,
  type OfferAction,
  type OfferState,
} from './offer';

/** Written by hand from the rules; "." = refused. */
const SWEEP = `
state      present   conclude   approve   cancel     complete
running    prepared  completed  .         cancelled  .
prepared   .         .          approved  cancelled  .
approved   .         .          .         .          completed
completed  .         .          .         .          .
cancelled  .         .          .         .          .
`;
const OFFER = `
state      confirm    decline   expire   withdraw
open       confirmed  declined  expired  withdrawn
confirmed  .          .         .        .
declined   .          .         .        .
expired    .          .         .        .
withdrawn  .          .         .        .
`;

function cellsOf(grid: string): { state: string; action: string; to: string }[] {
  const [header = [], ...rows] = grid
    .trim()
    .split('\n')
    .map((line) => line.split(/ +/));
  return rows.flatMap(([state = '', ...expected]) =>
    expected.map((to, index) => ({ state, action: header[index + 1] ?? '', to })),
  );
}

test('the grids have every state and every action of the tables', () => {
  const [sweep, offer] = [cellsOf(SWEEP), cellsOf(OFFER)];
  const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();
  expect(distinct(sweep.map((cell) => cell.state))).toEqual(distinct(SWEEP_STATES));
  expect(distinct(sweep.map((cell) => cell.action))).toEqual(
    distinct(SWEEP_TRANSITIONS.map((row) => row.action)),
  );
  expect(distinct(offer.map((cell) => cell.state))).toEqual(distinct(OFFER_STATES));
  expect(distinct(offer.map((cell) => cell.action))).toEqual(
    distinct(OFFER_TRANSITIONS.map((row) => row.action)),
  );
});

test.each(cellsOf(SWEEP))('sweep: $state + $action → $to', ({ state, action, to }) => {
  const move = moveSweep(state as SweepState, action as SweepAction);
  expect(move.ok ? move.to : '.').toBe(to);
});

test.each(cellsOf(OFFER))('offer: $state + $action → $to', ({ state, action, to }) => {
  const move = moveOffer(state as OfferState, action as OfferAction);
  expect(move.ok ? move.to : '.').toBe(to);
});

test('people are shown what people may do', () => {
  expect(allowedSweepActions('running')).toEqual(['cancel']);
  expect(allowedSweepActions('prepared')).toEqual(['approve', 'cancel']);
  expect(allowedSweepActions('approved')).toEqual([]);
  expect(allowedOfferActions('open')).toEqual(['confirm', 'decline']);
  expect(allowedOfferActions('expired')).toEqual([]);
});

test('nobody approves the list of their own sweep', () => {
  expect([mayApproveSweep('a', 'a'), mayApproveSweep('a', 'b'), mayApproveSweep(null, 'b')]).toEqual([
    false,
    true,
    true,
  ]);
});
