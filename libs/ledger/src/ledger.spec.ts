import { type Fen, fen, ZERO_FEN } from '@duixian/money';
import fc from 'fast-check';
import { type AccountBalance, LEDGER_ACCOUNTS } from './accounts';
import { balanceOf, bookJournal } from './book';
import { checkBalances, checkJournal } from './checks';
import {
  advance,
  allot,
  bounce,
  carryIn,
  carryOut,
  decrease,
  demand,
  increase,
  transferIn,
  transferOut,
  giveBack,
  type Journal,
  JOURNAL_MOVES,
  recover,
  refund,
  refundLate,
  release,
  reserve,
  setOff,
  settle,
  surrender,
  undoAdvance,
  undoRecover,
  undoRefund,
  undoSurrender,
  unreserve,
  writeOff,
} from './journals';

const MAKERS = {
  ...{ allot, increase, decrease, transfer_out: transferOut, transfer_in: transferIn },
  ...{ carry_out: carryOut, carry_in: carryIn },
  ...{ reserve, unreserve, release, settle, bounce, return: giveBack },
  ...{ demand, recover, surrender, write_off: writeOff, set_off: setOff },
  ...{ recover_undone: undoRecover, surrender_undone: undoSurrender },
  ...{ advance, advance_undone: undoAdvance, refund, refund_late: refundLate, refund_undone: undoRefund },
};

function bookAll(journals: readonly Journal[]): AccountBalance[] {
  return journals.reduce<AccountBalance[]>((balances, journal) => {
    const booked = bookJournal(balances, journal);
    if (!booked.ok) throw new Error(JSON.stringify(booked.refusal));
    return booked.balances;
  }, []);
}

const standing = (balances: readonly AccountBalance[], budgetLineId = 'L1') =>
  LEDGER_ACCOUNTS.map((account) => balanceOf(balances, { budgetLineId, account }));

const paidWrongly = (): Journal[] => [
  reserve('L1', fen(50_000)),
  release('L1', fen(50_000)),
  settle('L1', fen(50_000)),
  demand('L1', fen(20_000)),
];

const advanced = (): Journal[] => [
  reserve('L1', fen(50_000)),
  release('L1', fen(50_000)),
  settle('L1', fen(50_000)),
  advance('L1', fen(30_000)),
];

/** The life of 50,000 yuan, written by hand in yuan: allotment, available, reserved, in_flight, spent, receivable. */
test.each<[string, Journal[], number[]]>([
  ['allotted', [], [-80_000, 80_000, 0, 0, 0, 0]],
  ['awarded', [reserve('L1', fen(50_000))], [-80_000, 30_000, 50_000, 0, 0, 0]],
  [
    'award taken back',
    [reserve('L1', fen(50_000)), unreserve('L1', fen(50_000))],
    [-80_000, 80_000, 0, 0, 0, 0],
  ],
  ['released', [reserve('L1', fen(50_000)), release('L1', fen(50_000))], [-80_000, 30_000, 0, 50_000, 0, 0]],
  [
    'rejected by the bank',
    [reserve('L1', fen(50_000)), release('L1', fen(50_000)), bounce('L1', fen(50_000))],
    [-80_000, 30_000, 50_000, 0, 0, 0],
  ],
  [
    'settled',
    [reserve('L1', fen(50_000)), release('L1', fen(50_000)), settle('L1', fen(50_000))],
    [-80_000, 30_000, 0, 0, 50_000, 0],
  ],
  [
    'returned after settlement (退票)',
    [
      reserve('L1', fen(50_000)),
      release('L1', fen(50_000)),
      settle('L1', fen(50_000)),
      giveBack('L1', fen(50_000)),
    ],
    [-80_000, 30_000, 50_000, 0, 0, 0],
  ],
  ['paid wrongly, demanded back', paidWrongly(), [-80_000, 30_000, 0, 0, 30_000, 20_000]],
  ['repaid in part', [...paidWrongly(), recover('L1', fen(5_000))], [-80_000, 35_000, 0, 0, 30_000, 15_000]],
  [
    'repaid after the year was over',
    [...paidWrongly(), surrender('L1', fen(20_000))],
    [-60_000, 30_000, 0, 0, 30_000, 0],
  ],
  ['given up', [...paidWrongly(), writeOff('L1', fen(20_000))], [-80_000, 30_000, 0, 0, 50_000, 0]],
  [
    'set off against a later award of 8,000',
    [...paidWrongly(), reserve('L1', fen(8_000)), setOff('L1', fen(8_000)), recover('L1', fen(8_000))],
    [-80_000, 30_000, 0, 0, 38_000, 12_000],
  ],
  ['advanced for another level that bears 30,000', advanced(), [-80_000, 30_000, 0, 0, 20_000, 30_000]],
  [
    'advanced, and it came back (退票)',
    [...advanced(), undoAdvance('L1', fen(30_000)), giveBack('L1', fen(50_000))],
    [-80_000, 30_000, 50_000, 0, 0, 0],
  ],
  ['refunded', [...advanced(), refund('L1', fen(30_000))], [-80_000, 60_000, 0, 0, 20_000, 0]],
  [
    'refunded after the year was over',
    [...advanced(), refundLate('L1', fen(30_000))],
    [-50_000, 30_000, 0, 0, 20_000, 0],
  ],
  [
    'refunded, the refund came back when its money was awarded again, and refunded once more',
    [
      ...[...advanced(), refund('L1', fen(30_000)), reserve('L1', fen(60_000))],
      ...[undoRefund('L1', fen(30_000)), refundLate('L1', fen(30_000))],
    ],
    [-80_000, 0, 60_000, 0, 20_000, 0],
  ],
])('%s', (_name, journals, expected) => {
  const balances = bookAll([allot('L1', fen(80_000)), ...journals]);
  expect(standing(balances)).toEqual(expected);
  expect(checkBalances(balances)).toEqual([]);
});

describe('makers', () => {
  test.each(Object.entries(MAKERS))('%s makes a sound journal of its kind', (kind, make) => {
    const journal = make('L1', fen(7));
    const { from, to } = JOURNAL_MOVES[journal.kind];
    expect(journal).toEqual({
      kind,
      postings: [
        { budgetLineId: 'L1', account: from, amountFen: -7 },
        { budgetLineId: 'L1', account: to, amountFen: 7 },
      ],
    });
    expect(checkJournal(journal)).toEqual([]);
  });

  test.each(Object.entries(MAKERS))('%s moves nothing but positive amounts', (_kind, make) => {
    expect(() => make('L1', ZERO_FEN)).toThrow(RangeError);
    expect(() => make('L1', fen(-1))).toThrow(RangeError);
  });
});

describe('checkJournal', () => {
  const out = { budgetLineId: 'L1', account: 'available', amountFen: fen(-5) } as const;
  const into = { budgetLineId: 'L1', account: 'reserved', amountFen: fen(5) } as const;
  const huge = fen(Number.MAX_SAFE_INTEGER);

  test.each<[string, Journal['postings'], string[]]>([
    ['nothing in it', [], ['a journal needs at least 2 postings, this one has 0']],
    [
      'one posting',
      [out],
      [
        'a journal needs at least 2 postings, this one has 1',
        'budget line L1: the postings add up to -5 fen, not 0',
      ],
    ],
    [
      'unequal sides',
      [out, { ...into, amountFen: fen(6) }],
      ['budget line L1: the postings add up to 1 fen, not 0'],
    ],
    [
      'a zero posting',
      [out, into, { ...into, amountFen: ZERO_FEN }],
      ['budget line L1, reserved: a posting of 0 fen says nothing'],
    ],
    [
      'money from one budget line to another',
      [out, { ...into, budgetLineId: 'L2' }],
      [
        'budget line L1: the postings add up to -5 fen, not 0',
        'budget line L2: the postings add up to 5 fen, not 0',
      ],
    ],
    [
      'an account that is none of its kind’s',
      [out, { ...into, account: 'spent' }],
      ['budget line L1, spent: "reserve" moves money from available to reserved, not 5 fen here'],
    ],
    [
      'the wrong direction',
      [
        { ...out, amountFen: fen(5) },
        { ...into, amountFen: fen(-5) },
      ],
      [
        'budget line L1, available: "reserve" moves money from available to reserved, not 5 fen here',
        'budget line L1, reserved: "reserve" moves money from available to reserved, not -5 fen here',
      ],
    ],
    [
      'half a fen',
      [
        { ...out, amountFen: -0.5 as Fen },
        { ...into, amountFen: 0.5 as Fen },
      ],
      [
        'budget line L1, available: -0.5 is not a whole number of fen',
        'budget line L1, reserved: 0.5 is not a whole number of fen',
      ],
    ],
    [
      'a sum beyond the safe integers, which floats would call 0',
      [
        { ...into, amountFen: huge },
        { ...into, amountFen: huge },
        { ...into, amountFen: huge },
        { ...out, amountFen: fen(-huge) },
        { ...out, amountFen: fen(1 - huge) },
        { ...out, amountFen: fen(1 - huge) },
      ],
      ['budget line L1: the postings add up to 2 fen, not 0'],
    ],
  ])('%s', (_name, postings, problems) => {
    expect(checkJournal({ kind: 'reserve', postings })).toEqual(problems);
  });
});

describe('checkBalances', () => {
  const of = (account: AccountBalance['account'], balance: number): AccountBalance => ({
    budgetLineId: 'L1',
    account,
    balanceFen: fen(balance),
  });

  test.each<[string, AccountBalance[], string[]]>([
    ['nothing', [], []],
    ['a sound line', [of('allotment', -9), of('available', 4), of('spent', 5)], []],
    [
      'money from nowhere',
      [of('allotment', -9), of('available', 10)],
      ['budget line L1: the accounts add up to 1 fen, not 0'],
    ],
    [
      'an overdrawn account',
      [of('allotment', -9), of('available', 10), of('reserved', -1)],
      ['budget line L1: reserved is negative (-1 fen)'],
    ],
    [
      'an allotment the wrong way round',
      [of('allotment', 1), of('available', -1)],
      [
        'budget line L1: more was taken out than ever allotted (1 fen)',
        'budget line L1: available is negative (-1 fen)',
      ],
    ],
    [
      'an account twice',
      [of('allotment', -9), of('available', 4), of('available', 5)],
      ['budget line L1: available appears 2 times'],
    ],
  ])('%s', (_name, balances, problems) => {
    expect(checkBalances(balances)).toEqual(problems);
  });

  test('one line’s surplus does not hide another’s hole', () => {
    const other: AccountBalance = { budgetLineId: 'L2', account: 'available', balanceFen: fen(1) };
    expect(checkBalances([of('allotment', -9), of('available', 8), other])).toEqual([
      'budget line L1: the accounts add up to -1 fen, not 0',
      'budget line L2: the accounts add up to 1 fen, not 0',
    ]);
  });
});

describe('bookJournal', () => {
  test('refuses as a whole what an account does not hold, and says how much is there', () => {
    const balances = bookAll([allot('L1', fen(100))]);
    expect(bookJournal(balances, reserve('L1', fen(101)))).toEqual({
      ok: false,
      refusal: {
        code: 'insufficient-balance',
        budgetLineId: 'L1',
        account: 'available',
        balanceFen: 100,
        neededFen: 101,
      },
    });
    expect(standing(balances)).toEqual([-100, 100, 0, 0, 0, 0]);
  });

  test('does not book a broken journal', () => {
    expect(() => bookJournal([], { kind: 'reserve', postings: [] })).toThrow(/at least 2 postings/);
  });

  test('random journals: every line stays sound, nothing is lost, a refusal changes nothing', () => {
    const journals = fc.array(
      fc
        .record({
          kind: fc.constantFrom(...(Object.keys(MAKERS) as (keyof typeof MAKERS)[])),
          line: fc.constantFrom('L1', 'L2'),
          amount: fc.integer({ min: 1, max: 60 }),
        })
        .map(({ kind, line, amount }) => MAKERS[kind](line, fen(amount))),
      { minLength: 20, maxLength: 80 },
    );
    const outcomes = { booked: 0, refused: 0 };
    fc.assert(
      fc.property(journals, (sequence) => {
        let balances: AccountBalance[] = [];
        let allotted = 0;
        for (const journal of [allot('L1', fen(100)), ...sequence]) {
          const before = JSON.stringify(balances);
          const booked = bookJournal(balances, journal);
          expect(JSON.stringify(balances)).toBe(before);
          if (!booked.ok) {
            outcomes.refused += 1;
            expect(booked.refusal.neededFen).toBeGreaterThan(booked.refusal.balanceFen);
            continue;
          }
          outcomes.booked += 1;
          balances = booked.balances;
          for (const { account, amountFen } of journal.postings)
            if (account === 'allotment') allotted -= amountFen;
          expect(checkBalances(balances)).toEqual([]);
        }
        const held = balances.filter((each) => each.account !== 'allotment');
        expect(held.reduce((sum, each) => sum + each.balanceFen, 0)).toBe(allotted);
      }),
      { numRuns: 300, seed: 20260104 },
    );
    expect(outcomes.booked).toBeGreaterThan(1000);
    expect(outcomes.refused).toBeGreaterThan(1000);
  });
});
