import { readCountiesOfCases, type PaymentEntity, type Tx } from '@duixian/persistence';

export interface PaymentEvent {
  payment: PaymentEntity;
  type: string;
  data: Record<string, unknown>;
}

/** Events about payments go on the trails of their cases, where applicants and auditors look for them. */
export async function recordOnPayments(tx: Tx, events: readonly PaymentEvent[]): Promise<void> {
  const ids = [...new Set(events.map(({ payment }) => payment.applicationId))];
  const counties = await readCountiesOfCases(tx, ids);
  await tx.recordAll(
    events.map(({ payment, type, data }) => {
      const countyCode = counties.get(payment.applicationId);
      if (countyCode === undefined) throw new Error(`payment ${payment.id} has no case in reach`);
      return {
        caseId: payment.applicationId,
        regionCode: countyCode,
        partyId: payment.partyId,
        type,
        data: { paymentId: payment.id, treasury: payment.regionCode, amountFen: payment.amountFen, ...data },
      };
    }),
  );
}

/** As `recordOnPayments`, for one. */
export const recordOnPayment = (
  tx: Tx,
  payment: PaymentEntity,
  type: string,
  data: Record<string, unknown>,
): Promise<void> => recordOnPayments(tx, [{ payment, type, data }]);
