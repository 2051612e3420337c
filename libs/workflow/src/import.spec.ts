import {
  allowedImportActions,
  IMPORT_KINDS,
  IMPORT_STATES,
  IMPORT_TRANSITIONS,
  importOperation,
  moveImport,
  type ImportAction,
  type ImportState,
} from './import';

/** Written by hand from the rules; "." = refused. */
const CELLS = `
state       commit      discard    finish     undo
previewed   committing  discarded  .          .
committing  .           .          committed  .
committed   .           .          .          undone
discarded   .           .          .          .
undone      .           .          .          .
`;
const [header, ...rows] = CELLS.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const ACTIONS = (header ?? []).slice(1) as (ImportAction | 'finish')[];
const cells = rows.flatMap(([state, ...expected]) =>
  expected.map((to, index) => ({ state: state as ImportState, action: ACTIONS[index] ?? 'commit', to })),
);

test('the grid has every state and every action of the table', () => {
  expect(rows.map(([state]) => state)).toEqual([...IMPORT_STATES]);
  expect(new Set(ACTIONS)).toEqual(new Set(IMPORT_TRANSITIONS.map((row) => row.action)));
});

test.each(cells)('$state + $action → $to', ({ state, action, to }) => {
  const move = moveImport(state, action);
  expect(move.ok ? move.to : '.').toBe(to);
  if (action !== 'finish') expect(allowedImportActions(state).includes(action)).toBe(move.ok);
});

test('only the system finishes, and no official is offered it', () => {
  expect(IMPORT_TRANSITIONS.filter((row) => row.by === 'system').map((row) => row.action)).toEqual([
    'finish',
  ]);
  expect(IMPORT_STATES.flatMap(allowedImportActions)).not.toContain('finish');
});

test('only ledgers of earlier payments may be imported by a treasury', () => {
  expect(IMPORT_KINDS.filter((kind) => importOperation(kind) === 'import.earlierPayments')).toEqual([
    'earlier_payments',
  ]);
});
