import { findApplication, type PaymentEntity, type Tx } from '@duixian/persistence';

/** An event about a payment goes on the trail of its case, where applicant and auditors look for it. */
export async function recordOnPayment(
  tx: Tx,
  payment: PaymentEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  const application = await findApplication(tx, payment.applicationId);
  if (!application) throw new Error(`payment ${payment.id} has no case in reach`);
  await tx.record({
    caseId: payment.applicationId,
    regionCode: application.countyCode,
    partyId: payment.partyId,
    type,
    data: { paymentId: payment.id, treasury: payment.regionCode, amountFen: payment.amountFen, ...data },
  });
}
