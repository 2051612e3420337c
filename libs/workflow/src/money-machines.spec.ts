import fc from 'fast-check';
import { allowedBatchActions, BATCH_STATES, BATCH_TRANSITIONS, moveBatch } from './batch';
import { allowedNoticeActions, moveNotice, NOTICE_STATES, NOTICE_TRANSITIONS } from './notice';
import {
  allowedRecoveryEntryActions,
  mayWriteOff,
  moveRecovery,
  moveRecoveryEntry,
  moveReversal,
  REVERSAL_STATES,
  RECOVERY_ENTRY_KINDS,
  RECOVERY_ENTRY_STATES,
  RECOVERY_STATES,
  type RecoveryAction,
  type RecoveryEntryAction,
  type RecoveryEntryKind,
  type RecoveryEntryState,
  type RecoveryState,
  type ReversalAction,
  type ReversalState,
} from './recovery';
import {
  allowedPaymentActions,
  movePayment,
  PAYMENT_STATES,
  PAYMENT_TRANSITIONS,
  type PaymentAction,
  type PaymentState,
} from './payment';

/** Written by hand from the rules; "." = refused. */
const PAYMENT_CELLS = `
state     batch    unbatch  release   send     accept    reject    lose_answer  settle   return    declare_not_sent  acknowledge  requeue  miss           set_off  fall_due  postpone  cancel
waiting   .        .        .         .        .         .         .            .        .         .                 .            .        .              .        planned   .  cancelled
planned   batched  .        .         .        .         .         .            .        .         .                 settled      .      .                offset        .         waiting  cancelled
batched   .        planned  released  .        .         .         .            .        .         .                 .            .      .                .        .         .  .
released  .        .        .         sending  .         .         .            .        .         .                 .            .      .                .        .         .  .
sending   .        .        .         .        accepted  rejected  unknown      settled  .         .                 .            .      .                .        .         .  .
accepted  .        .        .         .        .         .         .            settled  returned  .                 .            .      unknown          .        .         .  .
unknown   .        .        .         .        accepted  rejected  .            settled  returned  not_sent          .            .      .                .        .         .  .
settled   .        .        .         .        .         .         .            .        returned  .                 .            .      .                .        .         .  .
rejected  .        .        .         .        .         .         .            .        .         .                 settled      planned      .          .        .         .  .
returned  .        .        .         .        .         .         .            .        .         .                 .            planned      .          .        .         .  .
not_sent  .        .        .         .        .         .         .            .        .         .                 settled      planned      .          .        .         .  .
offset    .  .  .  .  .  .  .  .  .  .  .  .  .  .        .         .  .
cancelled   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
`;
const [header, ...rows] = PAYMENT_CELLS.trim()
  .split('\n')
  .map((line) => line.split(/ +/));
const ACTIONS = (header ?? []).slice(1) as PaymentAction[];
const cells = rows.flatMap(([state, ...expected]) =>
  expected.map((to, index) => ({ state: state as PaymentState, action: ACTIONS[index] ?? 'send', to })),
);

describe('payment', () => {
  test('the grid has every state and every action of the table', () => {
    expect(rows.map(([state]) => state)).toEqual([...PAYMENT_STATES]);
    expect(new Set(ACTIONS)).toEqual(new Set(PAYMENT_TRANSITIONS.map((row) => row.action)));
  });

  test.each(cells)('$state + $action → $to', ({ state, action, to }) => {
    const move = movePayment(state, action);
    expect(move.ok ? move.to : '.').toBe(to);
    expect(allowedPaymentActions(state).includes(action)).toBe(move.ok);
  });

  test('a lost answer leaves only the query, the statement, and two people', () => {
    const fromUnknown = PAYMENT_TRANSITIONS.filter((row) => row.from === 'unknown');
    expect(new Set(fromUnknown.map((row) => row.by))).toEqual(
      new Set(['bank-query', 'bank-statement', 'maker-and-checker']),
    );
    expect(fromUnknown.map((row) => row.to)).not.toContain('planned');
  });

  test('a statement settles, or two people on its evidence, and only a release by the checker leads to the bank', () => {
    const by = (to: PaymentState) => PAYMENT_TRANSITIONS.filter((row) => row.to === to).map((row) => row.by);
    expect(new Set(by('settled'))).toEqual(new Set(['bank-statement', 'maker-and-checker']));
    expect(by('released')).toEqual(['checker']);
    expect(PAYMENT_TRANSITIONS.filter((row) => row.to === 'sending').map((row) => row.from)).toEqual([
      'released',
    ]);
  });

  test('random lives: sent again only after the bank rejected it, the money came back, or two people declared it not sent', () => {
    const MAYBE_PAID: PaymentState[] = ['sending', 'accepted', 'unknown', 'settled'];
    let sentTwice = 0;
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 8, maxLength: 80 }), (choices) => {
        let state: PaymentState = 'planned';
        let moneyMayBeOut = false;
        let sent = 0;
        for (const choice of choices) {
          const allowed = allowedPaymentActions(state);
          const action = allowed[choice % allowed.length];
          if (!action && (state === 'offset' || state === 'cancelled')) break;
          if (!action) throw new Error(`no way out of ${state}`);
          const move = movePayment(state, action);
          if (!move.ok) throw new Error(`refused what it allows: ${action} in ${state}`);
          if (move.to === 'sending') {
            expect(moneyMayBeOut).toBe(false);
            expect(MAYBE_PAID).not.toContain(state);
            sent += 1;
          }
          if (MAYBE_PAID.includes(move.to)) moneyMayBeOut = true;
          if (['rejected', 'returned', 'not_sent'].includes(move.to)) moneyMayBeOut = false;
          state = move.to;
        }
        if (sent > 1) sentTwice += 1;
      }),
      { numRuns: 4000, seed: 20260102 },
    );
    expect(sentTwice).toBeGreaterThan(50); // the property met what it is about
  });

  test('random words never throw and never move', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PAYMENT_STATES), fc.string(), (state, word) => {
        fc.pre(!ACTIONS.includes(word as PaymentAction));
        expect(movePayment(state, word as PaymentAction)).toEqual({
          ok: false,
          refusal: {
            code: 'action-not-allowed',
            state,
            action: word,
            allowed: allowedPaymentActions(state),
          },
        });
      }),
    );
  });
});

describe('batch and notice', () => {
  test('a prepared batch is released or cancelled, and that is its end', () => {
    expect(moveBatch('prepared', 'release')).toEqual({
      ok: true,
      to: 'released',
      event: 'batch.released',
      by: 'checker',
    });
    expect(moveBatch('prepared', 'cancel')).toMatchObject({ ok: true, to: 'cancelled' });
    expect(BATCH_STATES.filter((state) => allowedBatchActions(state).length === 0)).toEqual([
      'released',
      'cancelled',
    ]);
    expect(moveBatch('cancelled', 'release')).toMatchObject({ ok: false, refusal: { allowed: [] } });
  });

  test('a notice closes once', () => {
    expect(moveNotice('published', 'close')).toMatchObject({ ok: true, to: 'closed', by: 'system' });
    expect(moveNotice('closed', 'close')).toMatchObject({ ok: false, refusal: { state: 'closed' } });
    expect(NOTICE_STATES.map((state) => allowedNoticeActions(state))).toEqual([['close'], []]);
  });
});

describe.each([
  { name: 'payment', start: 'waiting', states: PAYMENT_STATES, table: PAYMENT_TRANSITIONS },
  { name: 'batch', start: 'prepared', states: BATCH_STATES, table: BATCH_TRANSITIONS },
  { name: 'notice', start: 'published', states: NOTICE_STATES, table: NOTICE_TRANSITIONS },
])('the table of $name', ({ start, states, table }) => {
  const rowsOfTable: readonly { from: string; action: string; to: string; event: string }[] = table;

  test('reaches every state from the first', () => {
    const seen = new Set<string>([start]);
    for (const state of seen) for (const row of rowsOfTable) if (row.from === state) seen.add(row.to);
    expect(seen).toEqual(new Set(states));
  });

  test('has one row per state and action, and one per state and event', () => {
    for (const key of ['action', 'event'] as const) {
      const names = rowsOfTable.map((row) => `${row.from} ${row[key]}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

/** Written by hand; "." = refused. */
const grid = (text: string): { state: string; action: string; to: string }[] => {
  const [first = '', ...lines] = text.trim().split('\n');
  const actions = first.trim().split(/ +/).slice(1);
  return lines.flatMap((line) => {
    const [state = '', ...to] = line.trim().split(/ +/);
    return actions.map((action, index) => ({ state, action, to: to[index] ?? '' }));
  });
};
const RECOVERY_CELLS = grid(`
  state      confirm   refuse   withdraw   close   reopen
  proposed   demanded  refused  withdrawn  .       .
  demanded   .         .        .          closed  .
  closed     .         .        .          .       demanded
  refused    .         .        .          .       .
  withdrawn  .         .        .          .       .
`);
const OFFSET_CELLS = grid(`
  state      consent    decline  book    refuse   withdraw
  proposed   consented  refused  .       refused  withdrawn
  consented  .          .        booked  refused  withdrawn
  booked     .          .        .       .        .
  refused    .          .        .       .        .
  withdrawn  .          .        .       .        .
  reversed   .          .        .       .        .
`);
const WRITE_OFF_CELLS = grid(`
  state      consent    decline  book    refuse   withdraw
  proposed   .          .        booked  refused  withdrawn
  consented  .          .        .       .        .
  booked     .          .        .       .        .
  refused    .          .        .       .        .
  withdrawn  .          .        .       .        .
  reversed   .          .        .       .        .
`);
const REPAYMENT_CELLS = grid(`
  state      consent    decline  book    refuse   withdraw   reverse
  proposed   .          .        booked  refused  withdrawn  .
  consented  .          .        .       .        .          .
  booked     .          .        .       .        .          reversed
  refused    .          .        .       .        .          .
  withdrawn  .          .        .       .        .          .
  reversed   .          .        .       .        .          .
`);
const REVERSAL_CELLS = grid(`
  state      confirm    refuse   withdraw
  proposed   confirmed  refused  withdrawn
  confirmed  .          .        .
  refused    .          .        .
  withdrawn  .          .        .
`);
const CELLS_OF = { repayment: REPAYMENT_CELLS, offset: OFFSET_CELLS, write_off: WRITE_OFF_CELLS } as const;

describe('recovery', () => {
  test('the grids have every state', () => {
    expect([...new Set(RECOVERY_CELLS.map(({ state }) => state))]).toEqual([...RECOVERY_STATES]);
    expect([...new Set(REVERSAL_CELLS.map(({ state }) => state))]).toEqual([...REVERSAL_STATES]);
    for (const cells of Object.values(CELLS_OF))
      expect([...new Set(cells.map(({ state }) => state))]).toEqual([...RECOVERY_ENTRY_STATES]);
  });

  test.each(RECOVERY_CELLS)('a demand: $state + $action → $to', ({ state, action, to }) => {
    const move = moveRecovery(state as RecoveryState, action as RecoveryAction);
    expect(move.ok ? move.to : '.').toBe(to);
  });

  test.each(RECOVERY_ENTRY_KINDS.flatMap((kind) => CELLS_OF[kind].map((cell) => ({ kind, ...cell }))))(
    '$kind: $state + $action → $to',
    ({ kind, state, action, to }) => {
      const entry = { kind: kind as RecoveryEntryKind, state: state as RecoveryEntryState };
      const move = moveRecoveryEntry(entry, action as RecoveryEntryAction);
      expect(move.ok ? move.to : '.').toBe(to);
      expect(allowedRecoveryEntryActions(entry).includes(action as RecoveryEntryAction)).toBe(move.ok);
    },
  );

  test.each(REVERSAL_CELLS)('a reversal: $state + $action → $to', ({ state, action, to }) => {
    const move = moveReversal(state as ReversalState, action as ReversalAction);
    expect(move.ok ? move.to : '.').toBe(to);
  });

  test('who had a hand in the case gives nothing of it up', () => {
    const hands = [{ userId: 'maker' }, { userId: 'checker' }];
    expect(hands.map(({ userId }) => mayWriteOff(hands, userId))).toEqual([false, false]);
    expect(mayWriteOff(hands, 'other')).toBe(true);
    expect(mayWriteOff([], 'maker')).toBe(true);
  });
});
