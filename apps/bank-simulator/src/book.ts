import {
  type Instruction,
  type IssuedStatement,
  type LedgerEntry,
  type Payment,
  type Rejection,
  type Return,
} from './ledger-entry';
import { type LedgerFile } from './ledger-file';
import { lineOf, statementOf, type Booking, type Statement } from './statement';

export type ReturnRefusal = 'no-such-payment' | 'already-returned' | 'before-payment';

/** What the bank knows of one reference. `settled`: a statement that shows the payment was given out. */
export type PaymentStatus =
  | { status: 'accepted' | 'settled' | 'returned'; bankSerial: string; reference: string }
  | { status: 'rejected'; code: string; reason: string; reference: string };

/** Everything that ever happened at this bank: what a test compares with what our side believes. */
export interface LedgerContents {
  received: (Payment | Rejection)[];
  returns: Return[];
  statements: IssuedStatement[];
  paidMoreThanOnce: { reference: string; times: number }[];
  totals: {
    receivedCount: number;
    paidCount: number;
    paidFen: number;
    rejectedCount: number;
    returnedCount: number;
    returnedFen: number;
  };
}

/**
 * The accounts of a naive bank: it books what it is told, on the day it is told, as often as it is told. The same
 * reference twice is paid twice; this is what makes it an oracle for whoever promises not to send twice.
 */
export class Book {
  private readonly entries: LedgerEntry[] = [];
  private readonly receivedByReference = new Map<string, (Payment | Rejection)[]>();
  private readonly returnedSerials = new Set<string>();
  private readonly bookingsByDay = new Map<string, Booking[]>();
  private readonly issuedLineCountByDay = new Map<string, number>();

  constructor(private readonly file: LedgerFile) {
    for (const entry of file.entriesAtStart) this.remember(entry);
  }

  get entryCount(): number {
    return this.entries.length;
  }

  /** Books the payment on its requested day. Throws only when the ledger file cannot be written; then nothing happened. */
  pay(instruction: Instruction): Payment {
    const payment: Payment = {
      kind: 'payment',
      bankSerial: this.nextSerial(),
      ...fieldsOf(instruction),
      bookedOn: instruction.requestedOn,
      receivedAt: new Date().toISOString(),
    };
    this.write(payment);
    return payment;
  }

  /** Notes that the instruction came and was refused. */
  reject(instruction: Instruction, code: string, reason: string): Rejection {
    const receivedAt = new Date().toISOString();
    const rejection: Rejection = { kind: 'rejection', ...fieldsOf(instruction), code, reason, receivedAt };
    this.write(rejection);
    return rejection;
  }

  /** Books the money of the first payment with this reference that has not come back, as a credit on `onDate`. */
  giveBack(reference: string, onDate: string, remark: string): Return | ReturnRefusal {
    const payments = this.paymentsOf(reference);
    const payment = payments.find(({ bankSerial }) => !this.returnedSerials.has(bankSerial));
    if (!payment) return payments.length === 0 ? 'no-such-payment' : 'already-returned';
    if (onDate < payment.bookedOn) return 'before-payment';
    const { payerAccount, payeeName, payeeAccount, amountFen } = payment;
    const entry: Return = {
      kind: 'return',
      bankSerial: this.nextSerial(),
      returnedSerial: payment.bankSerial,
      reference,
      payerAccount,
      payeeName,
      payeeAccount,
      amountFen,
      bookedOn: onDate,
      remark,
    };
    this.write(entry);
    return entry;
  }

  /** Null: the bank never heard of the reference. Of several instructions with one reference, the first paid one. */
  statusOf(reference: string): PaymentStatus | null {
    const payment = this.paymentsOf(reference)[0];
    if (payment) return { status: this.paymentStatus(payment), bankSerial: payment.bankSerial, reference };
    const rejection = this.receivedByReference.get(reference)?.find((entry) => entry.kind === 'rejection');
    if (!rejection) return null;
    return { status: 'rejected', code: rejection.code, reason: rejection.reason, reference };
  }

  /** The day's statement so far. Its id stays the same until the day gets another line. */
  issueStatement(account: string, date: string): Statement {
    const day = dayKey(account, date);
    const statement = statementOf(account, date, this.bookingsByDay.get(day) ?? []);
    const lineCount = statement.lines.length;
    if (lineCount > (this.issuedLineCountByDay.get(day) ?? 0)) {
      this.write({ kind: 'statement', statementId: statement.statementId, account, date, lineCount });
    }
    return statement;
  }

  contents(): LedgerContents {
    const payments = this.entries.filter((entry) => entry.kind === 'payment');
    const rejections = this.entries.filter((entry) => entry.kind === 'rejection');
    const returns = this.entries.filter((entry) => entry.kind === 'return');
    const references = [...this.receivedByReference.keys()];
    return {
      received: this.entries.filter((entry) => entry.kind === 'payment' || entry.kind === 'rejection'),
      returns,
      statements: this.entries.filter((entry) => entry.kind === 'statement'),
      paidMoreThanOnce: references
        .map((reference) => ({ reference, times: this.paymentsOf(reference).length }))
        .filter(({ times }) => times > 1),
      totals: {
        receivedCount: payments.length + rejections.length,
        paidCount: payments.length,
        paidFen: sumFen(payments),
        rejectedCount: rejections.length,
        returnedCount: returns.length,
        returnedFen: sumFen(returns),
      },
    };
  }

  private write(entry: LedgerEntry): void {
    this.file.append(entry);
    this.remember(entry);
  }

  private remember(entry: LedgerEntry): void {
    this.entries.push(entry);
    switch (entry.kind) {
      case 'payment':
        listIn(this.receivedByReference, entry.reference).push(entry);
        listIn(this.bookingsByDay, dayKey(entry.payerAccount, entry.bookedOn)).push(entry);
        break;
      case 'rejection':
        listIn(this.receivedByReference, entry.reference).push(entry);
        break;
      case 'return':
        this.returnedSerials.add(entry.returnedSerial);
        listIn(this.bookingsByDay, dayKey(entry.payerAccount, entry.bookedOn)).push(entry);
        break;
      case 'statement':
        this.issuedLineCountByDay.set(dayKey(entry.account, entry.date), entry.lineCount);
        break;
    }
  }

  private paymentsOf(reference: string): Payment[] {
    return (this.receivedByReference.get(reference) ?? []).filter((entry) => entry.kind === 'payment');
  }

  private paymentStatus(payment: Payment): 'accepted' | 'settled' | 'returned' {
    if (this.returnedSerials.has(payment.bankSerial)) return 'returned';
    const day = dayKey(payment.payerAccount, payment.bookedOn);
    const issuedLineCount = this.issuedLineCountByDay.get(day) ?? 0;
    const lines = (this.bookingsByDay.get(day) ?? []).slice(0, issuedLineCount).map(lineOf);
    return lines.some(({ bankSerial }) => bankSerial === payment.bankSerial) ? 'settled' : 'accepted';
  }

  /** Entries are only ever added, one at a time, so their number is a serial that survives a restart. */
  private nextSerial(): string {
    return `BK${String(this.entries.length + 1).padStart(10, '0')}`;
  }
}

function fieldsOf(instruction: Instruction): Instruction {
  const { reference, payerAccount, payeeName, payeeAccount, payeeBankCode } = instruction;
  const { amountFen, currency, purpose, requestedOn } = instruction;
  return {
    reference,
    payerAccount,
    payeeName,
    payeeAccount,
    payeeBankCode,
    amountFen,
    currency,
    purpose,
    requestedOn,
  };
}

function sumFen(entries: readonly { amountFen: number }[]): number {
  return entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function dayKey(account: string, date: string): string {
  return `${account} ${date}`;
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
