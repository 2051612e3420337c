import {
  endExceptions,
  endPaymentTask,
  findPayments,
  openExceptionTasks,
  openPaymentTask,
  postJournals,
  readAttemptsByReferences,
  readAwaitedCredits,
  readOpenExceptions,
  readRefunding,
  readStandingRecoveries,
  saveMovedAttempts,
  saveMovedPayments,
  type Tx,
} from '@duixian/persistence';
import type { StatementClassification } from '@duixian/workflow';
import { forgoRefunds } from './advance';
import { needsPerson, reconcileLines, type KnownToOffice, type Reconciliation } from './reconcile-lines';
import { recordOnPayments } from './record-payment';
import type { PlacedLine } from './statement-spool';

/** Everything that some lines may be about; their payments are locked. */
export async function knownFor(
  tx: Tx,
  regionCode: string,
  lines: readonly PlacedLine[],
): Promise<Omit<KnownToOffice, 'serials'>> {
  const references = [...new Set(lines.map(({ line }) => line.reference))];
  const attempts = await readAttemptsByReferences(tx, references);
  const paymentIds = [...new Set(attempts.map(({ paymentId }) => paymentId))];
  const payments = await findPayments(tx, paymentIds);
  return {
    regionCode,
    attemptsByReference: new Map(attempts.map((attempt) => [attempt.bankReference, attempt])),
    paymentsById: new Map(payments.map((payment) => [payment.id, payment])),
    spokenFor: new Set([
      ...(await readStandingRecoveries(tx, paymentIds)).map(({ paymentId }) => paymentId),
      ...(await readRefunding(tx, paymentIds)),
    ]),
    openExceptions: await readOpenExceptions(
      tx,
      attempts.map((attempt) => attempt.id),
    ),
  };
}

/** Payments, attempts, journals, tasks, events and messages that follow from the lines. */
export async function follow(
  tx: Tx,
  statementId: string,
  regionCode: string,
  { lines, moves, reversed }: Reconciliation,
): Promise<void> {
  const payments = [...new Map(moves.map(({ payment }) => [payment.id, payment])).values()];
  const attempts = [...new Map(moves.map(({ attempt }) => [attempt.id, attempt])).values()];
  await forgoRefunds(
    tx,
    moves
      .filter(
        ({ action, from, payment }) => action === 'return' && from === 'settled' && payment.refundTo === null,
      )
      .map(({ payment }) => payment),
  );
  await saveMovedPayments(tx, payments);
  await saveMovedAttempts(tx, attempts);
  await postJournals(tx, moves);
  await openExceptionTasks(
    tx,
    regionCode,
    lines
      .filter((each) => needsPerson(each.classification))
      .map(({ position, paymentId }) => ({ statementId, position, paymentId })),
  );
  await endExceptions(tx, reversed, 'reversed-by-bank');
  const ids = (action: 'settle' | 'return'): string[] =>
    moves.filter((each) => each.action === action).map((each) => each.payment.id);
  await endPaymentTask(tx, ids('settle'), 'payment_unknown', { by: null, outcome: 'settled' });
  for (const payment of payments)
    if (payment.state === 'returned') await openPaymentTask(tx, payment, 'payment_returned');
  await recordOnPayments(
    tx,
    moves.map(({ action, payment, attempt, line, event }) => ({
      payment,
      type: event,
      data: {
        bankReference: attempt.bankReference,
        bookedOn: line.bookedOn,
        ...(action === 'return' && line.remark ? { reason: line.remark } : {}),
      },
    })),
  );
  await tx.enqueueAll(
    'payment.settled',
    ids('settle').map((paymentId) => ({ paymentId })),
  );
  await tx.enqueueAll(
    'payment.returned',
    ids('return').map((paymentId) => ({ paymentId })),
  );
}

/**
 * Credits of other statements that waited for the debits of this one: what each is can be said now, as if it had come after them. Its
 * line stays as it was read; its task says what came of it.
 */
export async function takeAwaited(tx: Tx, statementId: string, regionCode: string): Promise<void> {
  for (const credit of await readAwaitedCredits(tx, statementId)) {
    const placed = { position: credit.position, line: credit };
    const known = await knownFor(tx, regionCode, [placed]);
    const { lines, ...found } = reconcileLines(credit.statementId, [placed], {
      ...known,
      serials: new Set(),
    });
    const outcome = lines[0] && AWAITED_OUTCOMES[lines[0].classification];
    if (!outcome) continue;
    await follow(tx, statementId, regionCode, { lines: [], ...found });
    await endExceptions(tx, [credit], outcome);
  }
}

const AWAITED_OUTCOMES: Partial<Record<StatementClassification, string>> = {
  returned: 'returned',
  reversed: 'reversed-by-bank',
};
