import { unreserve } from '@duixian/ledger';
import {
  findAwardOfApplication,
  lockApplication,
  lockPayments,
  postJournals,
  readPaymentsOfApplication,
  runCommand,
  saveMovedPayments,
  takeBackAwardLines,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { movePayment } from '@duixian/workflow';
import { done, type Refusal } from '../ground/refusal';
import { recordOnPayments } from './record-payment';

const TAKER = { kind: 'system', name: 'take-back-award' } as const;

/**
 * After two people of the city terminated an award, as the system, which reaches every treasury that bears a part of it: each payment is
 * cancelled, what was reserved for it goes back to its budget line, and the lines of the award count no more. Whoever waits
 * for money of these lines is served.
 */
export async function takeBackAward(
  db: Database,
  job: { outboxId: string; applicationId: string },
): Promise<CommandOutcome<{ cancelled: number }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/take-back-award`;
  const input = { applicationId: job.applicationId };
  return runCommand(db, { name: 'takeBackAward', actor: TAKER, idempotencyKey, input }, async (tx) => {
    const found = await readPaymentsOfApplication(tx, job.applicationId);
    const payments = await lockPayments(
      tx,
      // What two people gave up of it before is cancelled already, and its money was given back.
      found.filter(({ state }) => state !== 'cancelled').map(({ id }) => id),
    );
    const application = await lockApplication(tx, job.applicationId);
    const award = await findAwardOfApplication(tx, job.applicationId);
    if (application?.state !== 'terminated' || !award)
      throw new Error(`case ${job.applicationId} has no terminated award`);
    const events = payments.map((payment) => {
      const move = movePayment(payment.state, 'cancel');
      if (!move.ok) throw new Error(`payment ${payment.id} is ${payment.state} of a terminated award`);
      payment.state = move.to;
      return { payment, type: move.event, data: {} };
    });
    await saveMovedPayments(tx, payments);
    await postJournals(
      tx,
      payments.map(({ id, budgetLineId, amountFen }) => ({
        journal: unreserve(budgetLineId, amountFen),
        cause: `payment:${id}/unreserve`,
      })),
    );
    await takeBackAwardLines(tx, award.id);
    await recordOnPayments(tx, events);
    const lines = [...new Set(payments.map(({ budgetLineId }) => budgetLineId))];
    await tx.enqueueAll(
      'budget.freed',
      lines.map((budgetLineId) => ({ budgetLineId })),
    );
    return done({ cancelled: payments.length });
  });
}
