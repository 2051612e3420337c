import { type Payment, type Return } from './ledger-entry';

export type Booking = Payment | Return;

/** One day of one account, in fen. `debit` leaves the account, `credit` comes into it. */
export interface Statement {
  statementId: string;
  account: string;
  date: string;
  lines: StatementLine[];
  totals: { count: number; debitFen: number; creditFen: number };
}

export interface StatementLine {
  bankSerial: string;
  reference: string;
  direction: 'debit' | 'credit';
  amountFen: number;
  counterpartyName: string;
  counterpartyAccount: string;
  bookedOn: string;
  /** 摘要 of what came back: why. */
  remark?: string;
}

/** One booking as the holder of the paying account sees it: a payment is a debit, its return a credit. */
export function lineOf(booking: Booking): StatementLine {
  return {
    bankSerial: booking.bankSerial,
    reference: booking.reference,
    direction: booking.kind === 'payment' ? 'debit' : 'credit',
    amountFen: booking.amountFen,
    counterpartyName: booking.payeeName,
    counterpartyAccount: booking.payeeAccount,
    bookedOn: booking.bookedOn,
    ...(booking.kind === 'return' && booking.remark !== undefined ? { remark: booking.remark } : {}),
  };
}

/** The bookings of one account and day as a statement; its id changes exactly when a line is added. */
export function statementOf(account: string, date: string, bookings: readonly Booking[]): Statement {
  const lines = bookings.map(lineOf);
  const sumFen = (direction: StatementLine['direction']): number =>
    lines.filter((line) => line.direction === direction).reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    statementId: `${date}-${account}-${lines.length}`,
    account,
    date,
    lines,
    totals: { count: lines.length, debitFen: sumFen('debit'), creditFen: sumFen('credit') },
  };
}
