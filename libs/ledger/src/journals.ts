import { type Fen, fen } from '@duixian/money';
import { type LedgerAccountKind } from './accounts';

/** One side of a journal; positive into the account, negative out of it. */
export interface Posting {
  budgetLineId: string;
  account: LedgerAccountKind;
  amountFen: Fen;
}

export type JournalKind =
  | 'allot'
  | 'increase'
  | 'decrease'
  | 'transfer_out'
  | 'transfer_in'
  | 'carry_out'
  | 'carry_in'
  | 'reserve'
  | 'unreserve'
  | 'release'
  | 'settle'
  | 'bounce'
  | 'return'
  | 'demand'
  | 'recover'
  | 'recover_undone'
  | 'surrender'
  | 'surrender_undone'
  | 'write_off'
  | 'set_off'
  | 'advance'
  | 'advance_undone'
  | 'refund'
  | 'refund_late'
  | 'refund_undone';

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
  increase: { from: 'allotment', to: 'available', when: 'the line was given more (追加)' },
  decrease: { from: 'available', to: 'allotment', when: 'free money was taken off the line (调减)' },
  transfer_out: { from: 'available', to: 'allotment', when: 'free money went to another line (调出)' },
  transfer_in: { from: 'allotment', to: 'available', when: 'it arrived from another line (调入)' },
  carry_out: {
    from: 'available',
    to: 'allotment',
    when: 'the unspent remainder left for the next year (结转)',
  },
  carry_in: { from: 'allotment', to: 'available', when: 'the remainder of the year before arrived' },
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
  demand: { from: 'spent', to: 'receivable', when: 'what was paid wrongly is demanded back (追回)' },
  recover: { from: 'receivable', to: 'available', when: 'it was paid back in the year of the line' },
  recover_undone: {
    from: 'available',
    to: 'receivable',
    when: 'the bank took such a repayment back in the year of the line',
  },
  surrender: {
    from: 'receivable',
    to: 'allotment',
    when: 'it was paid back after that year was over, and left the line for the treasury',
  },
  surrender_undone: {
    from: 'allotment',
    to: 'receivable',
    when: 'the bank took a repayment back after that year was over: owed again, and what it had made free stays as it is',
  },
  write_off: { from: 'receivable', to: 'spent', when: 'two people gave the demand up (核销)' },
  set_off: {
    from: 'reserved',
    to: 'spent',
    when: 'a later award was paid by what its applicant owed (抵扣)',
  },
  advance: {
    from: 'spent',
    to: 'receivable',
    when: 'a payment that this line advanced arrived: what another level bears of it is owed by that level (先行拨付)',
  },
  advance_undone: {
    from: 'receivable',
    to: 'spent',
    when: 'that payment came back before the other level did anything about it',
  },
  refund: {
    from: 'receivable',
    to: 'available',
    when: 'the other level refunded it in the year of the line',
  },
  refund_late: {
    from: 'receivable',
    to: 'allotment',
    when: 'it was refunded after that year was over, or for a second time after it had come back',
  },
  refund_undone: {
    from: 'allotment',
    to: 'receivable',
    when: 'the refund came back to the other level: owed again, and what it had made free stays as it is',
  },
};

/** available ← allotment. @throws RangeError unless the amount (fen) is positive. */
export function allot(budgetLineId: string, amount: Fen): Journal {
  return journal('allot', budgetLineId, amount);
}

/** allotment → available (追加). @throws RangeError unless the amount (fen) is positive. */
export function increase(budgetLineId: string, amount: Fen): Journal {
  return journal('increase', budgetLineId, amount);
}

/** available → allotment (调减). @throws RangeError unless the amount (fen) is positive. */
export function decrease(budgetLineId: string, amount: Fen): Journal {
  return journal('decrease', budgetLineId, amount);
}

/** available → allotment, the half of a transfer that leaves. @throws RangeError unless the amount (fen) is positive. */
export function transferOut(budgetLineId: string, amount: Fen): Journal {
  return journal('transfer_out', budgetLineId, amount);
}

/** allotment → available, the half that arrives. @throws RangeError unless the amount (fen) is positive. */
export function transferIn(budgetLineId: string, amount: Fen): Journal {
  return journal('transfer_in', budgetLineId, amount);
}

/** available → allotment, out of the old year. @throws RangeError unless the amount (fen) is positive. */
export function carryOut(budgetLineId: string, amount: Fen): Journal {
  return journal('carry_out', budgetLineId, amount);
}

/** allotment → available, into the new year. @throws RangeError unless the amount (fen) is positive. */
export function carryIn(budgetLineId: string, amount: Fen): Journal {
  return journal('carry_in', budgetLineId, amount);
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

/** spent → receivable, when a demand is confirmed. @throws RangeError unless the amount (fen) is positive. */
export function demand(budgetLineId: string, amount: Fen): Journal {
  return journal('demand', budgetLineId, amount);
}

/** receivable → available: free again on the line it came from. @throws RangeError unless the amount (fen) is positive. */
export function recover(budgetLineId: string, amount: Fen): Journal {
  return journal('recover', budgetLineId, amount);
}

/** receivable → allotment: the line's year is over. @throws RangeError unless the amount (fen) is positive. */
export function surrender(budgetLineId: string, amount: Fen): Journal {
  return journal('surrender', budgetLineId, amount);
}

/** available → receivable: owed again. @throws RangeError unless the amount (fen) is positive. */
export function undoRecover(budgetLineId: string, amount: Fen): Journal {
  return journal('recover_undone', budgetLineId, amount);
}

/** allotment → receivable: the line's year is over, and it is owed again. @throws RangeError unless the amount (fen) is positive. */
export function undoSurrender(budgetLineId: string, amount: Fen): Journal {
  return journal('surrender_undone', budgetLineId, amount);
}

/** receivable → spent: it stays paid. @throws RangeError unless the amount (fen) is positive. */
export function writeOff(budgetLineId: string, amount: Fen): Journal {
  return journal('write_off', budgetLineId, amount);
}

/** reserved → spent without a transfer. @throws RangeError unless the amount (fen) is positive. */
export function setOff(budgetLineId: string, amount: Fen): Journal {
  return journal('set_off', budgetLineId, amount);
}

/** spent → receivable (先行拨付), when the advanced payment arrived. @throws RangeError unless the amount (fen) is positive. */
export function advance(budgetLineId: string, amount: Fen): Journal {
  return journal('advance', budgetLineId, amount);
}

/** receivable → spent: the advanced payment came back. @throws RangeError unless the amount (fen) is positive. */
export function undoAdvance(budgetLineId: string, amount: Fen): Journal {
  return journal('advance_undone', budgetLineId, amount);
}

/** receivable → available: free again on the line that advanced it. @throws RangeError unless the amount (fen) is positive. */
export function refund(budgetLineId: string, amount: Fen): Journal {
  return journal('refund', budgetLineId, amount);
}

/** receivable → allotment: the line gives out nothing more of it. @throws RangeError unless the amount (fen) is positive. */
export function refundLate(budgetLineId: string, amount: Fen): Journal {
  return journal('refund_late', budgetLineId, amount);
}

/** allotment → receivable: the refund came back. @throws RangeError unless the amount (fen) is positive. */
export function undoRefund(budgetLineId: string, amount: Fen): Journal {
  return journal('refund_undone', budgetLineId, amount);
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
