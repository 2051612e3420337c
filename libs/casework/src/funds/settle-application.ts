import {
  lockApplication,
  lockPayment,
  readPaymentsOfApplication,
  runCommand,
  saveApplication,
  type ApplicationEntity,
  type CommandOutcome,
  type Database,
  type PaymentEntity,
  type Tx,
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
 * Where nothing is left to be paid to the applicant, the case is paid; what was given up of it is not asked for.
 * @returns what to record then, else null
 */
export async function settleIfMet(
  tx: Tx,
  application: ApplicationEntity,
): Promise<{ event: string; data: Record<string, unknown> } | null> {
  const payments = await readPaymentsToApplicant(tx, application.id);
  const move = moveApplication(positionOf(application), 'settle');
  if (!move.ok || payments.length === 0 || !payments.every(isMet)) return null;
  application.state = move.to;
  await saveApplication(tx, application);
  const to = { state: application.state, stageIndex: null };
  return { event: move.event, data: { to, version: application.version } };
}

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
    const settled = await settleIfMet(tx, application);
    await tx.record({
      caseId: application.id,
      regionCode: application.countyCode,
      partyId: application.partyId,
      type: settled?.event ?? 'application.settlement_noted',
      data: settled?.data ?? (await countMet(tx, application.id)),
    });
    return done({ paid: settled !== null });
  });
}

async function countMet(tx: Tx, applicationId: string): Promise<{ settled: number; payments: number }> {
  const payments = await readPaymentsToApplicant(tx, applicationId);
  return { settled: payments.filter(isMet).length, payments: payments.length };
}

/** What goes to the applicant, without what was given up of it. */
const readPaymentsToApplicant = async (tx: Tx, applicationId: string): Promise<PaymentEntity[]> =>
  (await readPaymentsOfApplication(tx, applicationId)).filter(
    ({ refundTo, state }) => refundTo === null && state !== 'cancelled',
  );
