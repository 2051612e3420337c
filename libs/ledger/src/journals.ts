import { type Fen, fen } from '@duixian/money';
import { type LedgerAccountKind } from './accounts';

/** One side of a journal; positive into the account, negative out of it. */
export interface Posting {
  budgetLineId: string;
  account: LedgerAccountKind;
  amountFen: Fen;
}

export type JournalKind = 'allot' | 'reserve' | 'unreserve' | 'release' | 'settle' | 'bounce' | 'return';

/** One movement of money inside the books. It is never changed; undoing it is another journal. */
export interface Journal {
  kind: JournalKind;
  postings: readonly Posting[];
}

/** From which account to which a kind of journal moves money, and what happened in the world. */
export const JOURNAL_MOVES: Readonly<
  Record<JournalKind, { from: LedgerAccountKind; to: LedgerAccountKind; when: string }>
> = {
  allot: { from: 'allotment', to: 'available', when: 'the budget line was given money' },
  reserve: { from: 'available', to: 'reserved', when: 'an award was made' },
  unreserve: { from: 'reserved', to: 'available', when: 'an award was taken back before it was paid' },
  release: { from: 'reserved', to: 'in_flight', when: 'the checker released the batch' },
  settle: { from: 'in_flight', to: 'spent', when: 'the bank statement shows the debit' },
  bounce: {
    from: 'in_flight',
    to: 'reserved',
    when: 'the payment failed before a statement showed its debit',
  },
  return: { from: 'spent', to: 'reserved', when: 'the money came back after its debit was booked (退票)' },
};

/** available ← allotment. @throws RangeError unless the amount (fen) is positive. */
export function allot(budgetLineId: string, amount: Fen): Journal {
  return journal('allot', budgetLineId, amount);
}

/** available → reserved, when an award is made. @throws RangeError unless the amount (fen) is positive. */
export function reserve(budgetLineId: string, amount: Fen): Journal {
  return journal('reserve', budgetLineId, amount);
}

/** reserved → available. @throws RangeError unless the amount (fen) is positive. */
export function unreserve(budgetLineId: string, amount: Fen): Journal {
  return journal('unreserve', budgetLineId, amount);
}

/** reserved → in_flight, when a batch is released. @throws RangeError unless the amount (fen) is positive. */
export function release(budgetLineId: string, amount: Fen): Journal {
  return journal('release', budgetLineId, amount);
}

/** in_flight → spent, when a statement proves it. @throws RangeError unless the amount (fen) is positive. */
export function settle(budgetLineId: string, amount: Fen): Journal {
  return journal('settle', budgetLineId, amount);
}

/**
 * in_flight → reserved: the bank rejected the payment, or an accepted one came back before it was settled.
 * @throws RangeError unless the amount (fen) is positive
 */
export function bounce(budgetLineId: string, amount: Fen): Journal {
  return journal('bounce', budgetLineId, amount);
}

/**
 * spent → reserved, kind `return` (退票 after settlement): the award stands, its money waits to be sent again.
 * @throws RangeError unless the amount (fen) is positive
 */
export function giveBack(budgetLineId: string, amount: Fen): Journal {
  return journal('return', budgetLineId, amount);
}

function journal(kind: JournalKind, budgetLineId: string, amount: Fen): Journal {
  if (amount <= 0) throw new RangeError(`a journal moves a positive amount of fen, not ${amount}`);
  const { from, to } = JOURNAL_MOVES[kind];
  return {
    kind,
    postings: [
      { budgetLineId, account: from, amountFen: fen(-amount) },
      { budgetLineId, account: to, amountFen: amount },
    ],
  };
}
