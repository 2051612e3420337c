import { canonicalInstruction } from '@duixian/payment-rail';
import {
  sha256,
  type PaymentAttemptEntity,
  type PaymentEntity,
  type TreasuryAccountEntity,
  type Tx,
} from '@duixian/persistence';

/** What bank and papers say that a payment is for. */
export const purposeOf = ({ refundTo }: Pick<PaymentEntity, 'refundTo'>, caseNumber: string): string =>
  `${refundTo === null ? '奖补资金' : '归还先行拨付'} ${caseNumber}`;

/** A try to send a payment, with the exact bytes that the bank is told; not stored yet. */
export function attemptOfPayment(
  tx: Tx,
  payment: PaymentEntity,
  about: { attemptNumber: number; treasury: TreasuryAccountEntity; caseNumber: string },
): PaymentAttemptEntity {
  const id = tx.newId();
  const bankReference = `DX${BigInt(`0x${id.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase()}`;
  const payload = canonicalInstruction({
    reference: bankReference,
    payerAccount: about.treasury.accountNumber,
    payeeName: payment.payee.accountName,
    payeeAccount: payment.payee.accountNumber,
    payeeBankCode: payment.payee.bankCode,
    amountFen: payment.amountFen,
    currency: 'CNY',
    purpose: purposeOf(payment, about.caseNumber),
    requestedOn: tx.today,
  });
  return {
    id,
    paymentId: payment.id,
    attemptNumber: about.attemptNumber,
    bankReference,
    payload,
    payloadHash: sha256(payload),
    state: 'sending',
    bankSerial: null,
    startedAt: tx.now,
    fileId: null,
    fileLine: null,
  };
}
