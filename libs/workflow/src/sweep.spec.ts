import { addDays, holidayTable, localDate, workingDaysBetween, type LocalDate } from '@duixian/calendar';
import fc from 'fast-check';
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
  lastDayAfterAnswer,
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
state      confirm    decline   expire   withdraw   ask   answer
open       confirmed  declined  expired  withdrawn  open  open
confirmed  .          .         .        .          .     .
declined   .          .         .        .          .     .
expired    .          .         .        .          .     .
withdrawn  .          .         .        .          .     .
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
  expect(allowedOfferActions('open', false)).toEqual(['confirm', 'decline', 'ask']);
  expect(allowedOfferActions('open', true)).toEqual(['confirm', 'decline', 'answer']);
  expect([allowedOfferActions('expired', false), allowedOfferActions('confirmed', false)]).toEqual([[], []]);
});

test('nobody approves the list of their own sweep', () => {
  expect([mayApproveSweep('a', 'a'), mayApproveSweep('a', 'b'), mayApproveSweep(null, 'b')]).toEqual([
    false,
    true,
    true,
  ]);
});

const WORKDAYS_ONLY = holidayTable([]);
const FAR = localDate('2026-01-01');

test.each([
  // Asked on Monday with two working days left, answered on Friday: two working days from there, over a week end.
  ['2026-06-03', '2026-06-01', '2026-06-05', '2026-06-09'],
  // Answered on the same day: nothing moved.
  ['2026-06-03', '2026-06-01', '2026-06-01', '2026-06-03'],
  // Asked on the last day: one working day is left to make use of the answer.
  ['2026-06-03', '2026-06-03', '2026-06-03', '2026-06-04'],
  ['2026-06-03', '2026-06-03', '2026-06-10', '2026-06-11'],
])(
  'an offer until %s, asked about on %s and answered on %s, lasts until %s',
  (last, asked, answered, until) => {
    const days = { askedOn: localDate(asked), answeredOn: localDate(answered) };
    expect(lastDayAfterAnswer(localDate(last), days, WORKDAYS_ONLY)).toBe(until);
  },
);

test('however it is asked and answered, as many working days are left afterwards as before, and never none', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays(FAR, days));
  fc.assert(
    fc.property(fc.tuple(day, day, day), (three) => {
      const [askedOn, last, answeredOn] = [...three].sort() as [LocalDate, LocalDate, LocalDate];
      for (const [lastDay, answer] of [
        [last, answeredOn],
        [answeredOn, last],
      ] as const) {
        const moved = lastDayAfterAnswer(lastDay, { askedOn, answeredOn: answer }, WORKDAYS_ONLY);
        const left = workingDaysBetween(askedOn, lastDay, WORKDAYS_ONLY).days;
        const after = answer < moved ? workingDaysBetween(answer, moved, WORKDAYS_ONLY).days : 0;
        expect(moved >= lastDay && after >= Math.max(left, 1)).toBe(true);
      }
    }),
  );
});
