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

const SETTLER = { kind: 'system', name: 'settle-application' } as const;

/** Paid, or set off against what its payee owed. */
const isMet = ({ state }: PaymentEntity): boolean => state === 'settled' || state === 'offset';

/** After a settlement: when every payment of the award is settled, the case is paid. */
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
    const payments = await readPaymentsOfApplication(tx, application.id);
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
