/** What a customer asks the bank to do. Amounts in fen, days as YYYY-MM-DD. */
export interface Instruction {
  readonly reference: string;
  readonly payerAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly payeeBankCode: string;
  readonly amountFen: number;
  readonly currency: string;
  readonly purpose: string;
  readonly requestedOn: string;
}

/** Money that left the payer's account on `bookedOn`. */
export interface Payment extends Instruction {
  readonly kind: 'payment';
  readonly bankSerial: string;
  readonly bookedOn: string;
  readonly receivedAt: string;
}

/** An instruction that was received and refused: no money moved. */
export interface Rejection extends Instruction {
  readonly kind: 'rejection';
  readonly code: string;
  readonly reason: string;
  readonly receivedAt: string;
}

/** A payment whose money came back to the payer's account on `bookedOn` (退票). */
export interface Return {
  readonly kind: 'return';
  readonly bankSerial: string;
  readonly returnedSerial: string;
  readonly reference: string;
  readonly payerAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly amountFen: number;
  readonly bookedOn: string;
  /** 退票原因; ledgers of before have none. */
  readonly remark?: string;
}

/** A statement that was given out; it grew when the same day is issued again with more lines. */
export interface IssuedStatement {
  readonly kind: 'statement';
  readonly statementId: string;
  readonly account: string;
  readonly date: string;
  readonly lineCount: number;
}

export type LedgerEntry = Payment | Rejection | Return | IssuedStatement;
