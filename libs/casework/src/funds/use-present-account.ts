import {
  isContested,
  lockPayment,
  noteCaseActor,
  runCommand,
  savePayment,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseUnfit } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { recordOnPayment } from './record-payment';
import { payeeNow, type PaymentAnswer } from './requeue-payment';

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
    const unfit = await refuseUnfit(tx, payment.applicationId, 'batch_preparation');
    if (unfit) return unfit;
    const { state } = payment;
    if (state === 'batched') {
      return refuse('payee-fixed', '该笔付款已编入批次,请先取消批次、改用新账户,再重新编批。', { state });
    }
    if (state !== 'planned') {
      return refuse(
        'payee-fixed',
        '该笔付款已放款,收款账户不能再改。银行拒绝或退票后重新列入,即按当日有效账户付款。',
        { state },
      );
    }
    if (await isContested(tx, payment.id)) {
      return refuse('payment-contested', '对账单中有一笔未说明的扣款与该付款有关,请先与银行核实。');
    }
    const payee = await payeeNow(tx, payment);
    const before = payment.payee;
    if (!payee || (payee.accountId === before.accountId && payee.accountVersion === before.accountVersion))
      return refuse(
        'payee-account-unusable',
        payment.refundTo === null
          ? '收款人没有其他今天有效的账户,请等企业的新账户确认并过冷静期。'
          : '先行拨付的财政没有启用其他账户。',
      );
    payment.payee = payee;
    await savePayment(tx, payment);
    await noteCaseActor(tx, payment.applicationId, actor.userId, 'batch_preparation');
    const data = { accountVersionBefore: before.accountVersion, accountVersion: payee.accountVersion };
    await recordOnPayment(tx, payment, 'payment.account_changed', data);
    return done({ id: payment.id, state: payment.state, version: payment.version });
  });
}
