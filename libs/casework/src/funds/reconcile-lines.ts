import { giveBack, settle, type Journal } from '@duixian/ledger';
import { fen } from '@duixian/money';
import type { StatementLine } from '@duixian/payment-rail';
import type { OpenException, PaymentAttemptEntity, PaymentEntity } from '@duixian/persistence';
import { movePayment, type PaymentState, type StatementClassification } from '@duixian/workflow';
import type { PlacedLine } from './statement-spool';

/** What the office knows before it reads a statement. Payments and attempts are changed as lines move them. */
export interface KnownToOffice {
  regionCode: string;
  /** Serial and direction (`serial/direction`) of lines that an earlier statement of the same day brought. */
  serials: ReadonlySet<string>;
  attemptsByReference: ReadonlyMap<string, PaymentAttemptEntity>;
  paymentsById: ReadonlyMap<string, PaymentEntity>;
  /** Debits that were one too many, as `readOpenExceptions` says. */
  openExceptions: readonly OpenException[];
  /**
   * Settled payments of which something is demanded back, or which others have begun to refund: money that comes for them is for
   * people to look at.
   */
  spokenFor: ReadonlySet<string>;
}

export interface ClassifiedLine extends PlacedLine {
  classification: StatementClassification;
  attemptId: string | null;
  paymentId: string | null;
}

/** A payment that a line moved, with the journal that goes with it. */
export interface LineMove {
  action: 'settle' | 'return';
  from: PaymentState;
  event: string;
  line: StatementLine;
  payment: PaymentEntity;
  attempt: PaymentAttemptEntity;
  journal: Journal;
  cause: string;
}

export interface Reconciliation {
  lines: ClassifiedLine[];
  moves: LineMove[];
  /** Exceptions that a line of this statement took back. */
  reversed: OpenException[];
}

/** Lines that post nothing and wait for nobody. */
const SETTLED_KINDS: readonly StatementClassification[] = [
  'matched',
  'already-read',
  'fee',
  'reversed',
  'refund',
];
export const needsPerson = (classification: StatementClassification): boolean =>
  !SETTLED_KINDS.includes(classification) && classification !== 'returned';

/** What a line is known by among those of its account and day. */
export const keyOf = ({ bankSerial, direction }: StatementLine): string => `${bankSerial}/${direction}`;

/** What Chinese banks call their own charges on a statement. */
const FEE_NAME = /手续费|工本费|管理费|汇划费|电子汇划/;

/**
 * Classifies lines of a statement, in the order given, and says what follows from it. Only an exact match (reference, treasury,
 * amount, payee account, a state that may be settled) moves a payment; everything else posts nothing. Pure but for the
 * payments and attempts handed in, which stand after it as the statement leaves them.
 */
export function reconcileLines(
  statementId: string,
  lines: readonly PlacedLine[],
  known: KnownToOffice,
): Reconciliation {
  const seen = new Set(known.serials);
  const open = [...known.openExceptions];
  const result: Reconciliation = { lines: [], moves: [], reversed: [] };
  for (const { position, line } of lines) {
    const key = keyOf(line);
    const attempt = known.attemptsByReference.get(line.reference);
    const payment = attempt && known.paymentsById.get(attempt.paymentId);
    // Another treasury's payment cannot be settled by this treasury's account.
    const own = attempt && payment?.regionCode === known.regionCode ? { attempt, payment } : null;
    const classification = seen.has(key)
      ? 'already-read'
      : isRefundTo(known.regionCode, line, payment)
        ? 'refund'
        : classify(line, own, open, known, result);
    seen.add(key);
    const mine = classification === 'already-read' ? null : own;
    result.lines.push({
      position,
      line,
      classification,
      attemptId: mine?.attempt.id ?? null,
      paymentId: mine?.payment.id ?? null,
    });
    if (mine && line.direction === 'debit' && needsPerson(classification))
      open.push({ statementId, position, attemptId: mine.attempt.id, amountFen: fen(line.amountFen) });
  }
  return result;
}

/** Money that another treasury refunds: its own statement settles the payment, here it is known and moves nothing. */
const isRefundTo = (regionCode: string, line: StatementLine, payment: PaymentEntity | undefined): boolean =>
  line.direction === 'credit' && payment?.refundTo === regionCode && payment.amountFen === line.amountFen;

interface Own {
  attempt: PaymentAttemptEntity;
  payment: PaymentEntity;
}

function classify(
  line: StatementLine,
  own: Own | null,
  open: OpenException[],
  { spokenFor }: Pick<KnownToOffice, 'spokenFor'>,
  result: Reconciliation,
): StatementClassification {
  if (!own)
    return line.direction === 'debit' && FEE_NAME.test(line.counterpartyName) ? 'fee' : 'unknown-reference';
  const { attempt, payment } = own;
  if (line.direction === 'credit') {
    const undone = open.findIndex(
      (each) => each.attemptId === attempt.id && each.amountFen === line.amountFen,
    );
    const [exception] = undone < 0 ? [] : open.splice(undone, 1);
    if (exception) {
      result.reversed.push(exception);
      return 'reversed';
    }
  }
  if (line.amountFen !== payment.amountFen) return 'wrong-amount';
  if (line.counterpartyAccount !== accountPaid(attempt)) return 'wrong-payee';
  if (line.direction === 'debit') return settleBy(line, own, result);
  return spokenFor.has(payment.id) ? 'unexpected-return' : returnBy(line, own, result);
}

/** The account that this attempt named, whatever the payment names by now. */
const accountPaid = (attempt: PaymentAttemptEntity): string =>
  (JSON.parse(attempt.payload) as { payeeAccount: string }).payeeAccount;

function settleBy(line: StatementLine, own: Own, result: Reconciliation): StatementClassification {
  const { attempt, payment } = own;
  if (attempt.state === 'settled' || attempt.state === 'returned') return 'duplicate-debit';
  const move = movePayment(payment.state, 'settle');
  if (payment.state !== attempt.state || !move.ok) return 'unexpected-debit';
  const journal = settle(payment.budgetLineId, payment.amountFen);
  result.moves.push(moved(line, own, { action: 'settle', event: move.event, journal }));
  payment.settledOn = line.bookedOn;
  stand(line, own, 'settled');
  return 'matched';
}

/** The bank may have it, and no statement has shown that it left. */
const NOT_SEEN_LEAVING: readonly PaymentState[] = ['sending', 'accepted', 'unknown'];

/**
 * 退票: money that came back. The obligation stands; a maker queues it again with a right account. Before its debit is known it may
 * as well be a second debit that the bank took back, whose payee has the money: then it waits.
 */
function returnBy(line: StatementLine, own: Own, result: Reconciliation): StatementClassification {
  const { attempt, payment } = own;
  if (payment.state === attempt.state && NOT_SEEN_LEAVING.includes(payment.state)) return 'awaits-debit';
  const move = movePayment(payment.state, 'return');
  if (payment.state !== attempt.state || !move.ok) return 'unexpected-return';
  const journal = giveBack(payment.budgetLineId, payment.amountFen);
  result.moves.push(moved(line, own, { action: 'return', event: move.event, journal }));
  payment.settledOn = null;
  stand(line, own, 'returned');
  return 'returned';
}

const moved = (
  line: StatementLine,
  { attempt, payment }: Own,
  by: Pick<LineMove, 'action' | 'event' | 'journal'>,
): LineMove => ({
  ...by,
  from: payment.state,
  line,
  payment,
  attempt,
  cause: `attempt:${attempt.id}/${by.action}`,
});

function stand(line: StatementLine, { attempt, payment }: Own, state: 'settled' | 'returned'): void {
  payment.state = state;
  attempt.state = state;
  attempt.bankSerial = line.bankSerial;
}
