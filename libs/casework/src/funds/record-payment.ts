import { readCountiesOfCases, type NewPayment, type Tx } from '@duixian/persistence';

export interface PaymentEvent {
  payment: Pick<NewPayment, 'id' | 'applicationId' | 'partyId' | 'regionCode' | 'amountFen' | 'refundTo'>;
  type: string;
  data: Record<string, unknown>;
}

/**
 * Events about payments go on the trails of their cases, where applicants and auditors look for them. Those about refunds are
 * called so, and are the treasuries' own business.
 */
export async function recordOnPayments(tx: Tx, events: readonly PaymentEvent[]): Promise<void> {
  const ids = [...new Set(events.map(({ payment }) => payment.applicationId))];
  const counties = await readCountiesOfCases(tx, ids);
  await tx.recordAll(
    events.map(({ payment, type, data }) => {
      const countyCode = counties.get(payment.applicationId);
      const refundTo = payment.refundTo ?? null;
      if (countyCode === undefined) throw new Error(`payment ${payment.id} has no case in reach`);
      return {
        caseId: payment.applicationId,
        regionCode: countyCode,
        ...(refundTo === null ? { partyId: payment.partyId } : {}),
        type: refundTo === null ? type : type.replace(/^payment\./, 'refund.'),
        data: {
          paymentId: payment.id,
          ...{ treasury: payment.regionCode, amountFen: payment.amountFen },
          ...(refundTo === null ? {} : { refundTo }),
          ...data,
        },
      };
    }),
  );
}

/** As `recordOnPayments`, for one. */
export const recordOnPayment = (
  tx: Tx,
  payment: PaymentEvent['payment'],
  type: string,
  data: Record<string, unknown>,
): Promise<void> => recordOnPayments(tx, [{ payment, type, data }]);
