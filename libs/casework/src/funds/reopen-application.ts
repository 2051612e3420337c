import {
  lockApplication,
  lockPayment,
  runCommand,
  saveApplication,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { moveApplication } from '@duixian/workflow';
import { positionOf } from '../applications/open-case';
import { done, type Refusal } from '../ground/refusal';
import { uncreditRefund } from './advance';
import { recordOnPayment } from './record-payment';

const REOPENER = { kind: 'system', name: 'reopen-application' } as const;

/**
 * After a return (退票): a case that was paid is awarded again, until its money has arrived once more. A refund between treasuries
 * that came back is owed again instead.
 */
export async function reopenApplication(
  db: Database,
  job: { outboxId: string; paymentId: string },
): Promise<CommandOutcome<{ reopened: boolean }, Refusal>> {
  const idempotencyKey = `outbox:${job.outboxId}/reopen-application`;
  const input = { paymentId: job.paymentId };
  return runCommand(db, { name: 'reopenApplication', actor: REOPENER, idempotencyKey, input }, async (tx) => {
    const payment = await lockPayment(tx, job.paymentId);
    const application = payment && (await lockApplication(tx, payment.applicationId));
    if (!application) throw new Error(`payment ${job.paymentId} has no case`);
    if (payment.refundTo !== null) {
      if (!(await uncreditRefund(tx, payment))) await recordOnPayment(tx, payment, 'payment.noted', {});
      return done({ reopened: false });
    }
    const move = moveApplication(positionOf(application), 'reopen');
    // Queued again, sent and settled before this ran: nothing is missing any more.
    const reopened = move.ok && payment.state !== 'settled';
    if (reopened) {
      application.state = move.to;
      await saveApplication(tx, application);
    }
    await tx.record({
      caseId: application.id,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: reopened ? move.event : 'application.return_noted',
      data: reopened
        ? {
            to: { state: application.state, stageIndex: null },
            version: application.version,
            paymentId: payment.id,
          }
        : { paymentId: payment.id, state: application.state },
    });
    return done({ reopened });
  });
}
