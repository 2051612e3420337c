import {
  findCurrentPayeeAccount,
  isContested,
  lockPayment,
  runCommand,
  savePayment,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { payeeSnapshotOf } from './payee-snapshot';
import { recordOnPayment } from './record-payment';
import type { PaymentAnswer } from './requeue-payment';

/**
 * The maker puts a payment that waits on the account that its payee is paid on now. Once it is in a batch its account is
 * what maker and checker look at, and once it is released the bank may have it: then nothing changes it any more.
 */
export async function usePresentAccount(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; paymentId: string; version: number },
): Promise<CommandOutcome<PaymentAnswer, Refusal>> {
  const { actor, idempotencyKey, paymentId, version } = command;
  const request = { name: 'usePresentAccount', actor, idempotencyKey, input: { paymentId, version } };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<PaymentAnswer>> => {
    const payment = await lockPayment(tx, paymentId);
    if (!payment) return refuseAsUnknown();
    const resource = { regionPath: tx.regions.path(payment.regionCode), partyId: payment.partyId };
    if (refuseUnlessPermitted(actor, 'payment.list', resource)) return refuseAsUnknown();
    if (payment.version !== version) return refuseStale(version, payment.version);
    const forbidden = refuseUnlessPermitted(actor, 'payment.useAccount', resource);
    if (forbidden) return forbidden;
    const { state } = payment;
    if (state === 'batched') {
      return refuse(
        'payee-fixed',
        'The payment is in a batch: cancel the batch, change the account, prepare the batch again.',
        { state },
      );
    }
    if (state !== 'planned') {
      return refuse(
        'payee-fixed',
        'The payment was released: its account stays. If the bank rejects or returns it, queue it again, and it takes the account of that day.',
        { state },
      );
    }
    if (await isContested(tx, payment.id)) {
      return refuse(
        'payment-contested',
        'A bank statement shows a debit for this payment that is not explained. Clear that up with the bank first.',
      );
    }
    const account = await findCurrentPayeeAccount(tx, payment.partyId);
    if (!account || account.id === payment.payee.accountId)
      return refuse('payee-account-unusable', 'The payee has no other account that counts today.');
    const before = payment.payee.accountVersion;
    payment.payee = payeeSnapshotOf(account);
    await savePayment(tx, payment);
    const data = { accountVersionBefore: before, accountVersion: account.version };
    await recordOnPayment(tx, payment, 'payment.account_changed', data);
    return done({ id: payment.id, state: payment.state, version: payment.version });
  });
}
