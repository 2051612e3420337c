import {
  allowedReadingActions,
  mayConfirmReading,
  moveReadingChoice,
  READING_CHOICE_STATES,
  READING_CHOICE_TRANSITIONS,
} from './reading-choice';

/** Written by hand from the rules; "." = refused. */
const CELLS = [
  ['proposed', 'confirm', 'confirmed'],
  ['proposed', 'withdraw', 'withdrawn'],
  ['confirmed', 'confirm', '.'],
  ['confirmed', 'withdraw', '.'],
  ['withdrawn', 'confirm', '.'],
  ['withdrawn', 'withdraw', '.'],
] as const;

test('every state and action of the table is in the grid', () => {
  expect(new Set(CELLS.map(([state]) => state))).toEqual(new Set(READING_CHOICE_STATES));
  const actions = new Set(READING_CHOICE_TRANSITIONS.map((row) => row.action));
  expect(new Set(CELLS.map(([, action]) => action))).toEqual(actions);
});

test.each(CELLS)('%s + %s → %s', (state, action, to) => {
  const move = moveReadingChoice(state, action);
  expect(move.ok ? move.to : '.').toBe(to);
  expect(allowedReadingActions(state).includes(action)).toBe(move.ok);
});

test('nobody confirms what they proposed', () => {
  expect(mayConfirmReading('first', 'first')).toBe(false);
  expect(mayConfirmReading('first', 'second')).toBe(true);
});
