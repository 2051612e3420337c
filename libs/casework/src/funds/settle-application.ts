import {
  lockApplication,
  lockPayment,
  readPaymentsOfApplication,
  runCommand,
  saveApplication,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
} from '@duixian/persistence';
import { moveApplication } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { done, type Refusal } from '../ground/refusal';
import { creditRefund, oweRefunds } from './advance';
import { recordOnPayment } from './record-payment';

const SETTLER = { kind: 'system', name: 'settle-application' } as const;

/** Paid, or set off against what its payee owed. */
const isMet = ({ state }: PaymentEntity): boolean => state === 'settled' || state === 'offset';

/**
 * After a settlement: when every payment to the applicant is settled, the case is paid. What was advanced for other levels is owed by
 * them from now on; a refund of it goes to the line that advanced it, and is no business of the case.
 */
export async function settleApplication(
  db: Database,
  job: { outboxId: string; paymentId: string },
): Promise<CommandOutcome<{ paid: boolean }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/settle-application`;
  const input = { paymentId: job.paymentId };
  return runCommand(db, { name: 'settleApplication', actor: SETTLER, idempotencyKey, input }, async (tx) => {
    const payment = await lockPayment(tx, job.paymentId);
    const application = payment && (await lockApplication(tx, payment.applicationId));
    if (!application) throw new Error(`payment ${job.paymentId} has no case`);
    if (payment.refundTo !== null) {
      if (!(await creditRefund(tx, payment))) await recordOnPayment(tx, payment, 'payment.noted', {});
      return done({ paid: false });
    }
    await oweRefunds(tx, payment);
    const payments = (await readPaymentsOfApplication(tx, application.id)).filter(
      ({ refundTo }) => refundTo === null,
    );
    const move = moveApplication(positionOf(application), 'settle');
    const paid = move.ok && payments.every(isMet);
    if (paid) {
      application.state = move.to;
      await saveApplication(tx, application);
    }
    await tx.record({
      caseId: application.id,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: paid ? move.event : 'application.settlement_noted',
      data: paid
        ? { to: { state: application.state, stageIndex: null }, version: application.version }
        : { settled: payments.filter(isMet).length, payments: payments.length },
    });
    return done({ paid });
  });
}
