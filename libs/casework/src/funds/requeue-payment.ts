import {
  endPaymentTask,
  findCurrentPayeeAccount,
  findTreasury,
  isContested,
  lockPayment,
  noteCaseActor,
  runCommand,
  savePayment,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type PayeeSnapshot,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { describeRefusal, movePayment, type PersonActor } from '@duixian/workflow';
import { refuseUnfit } from '../applications/open-case';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { payeeSnapshotOf, treasurySnapshotOf } from './payee-snapshot';
import { recordOnPayment } from './record-payment';

export interface PaymentAnswer {
  id: string;
  state: string;
  version: number;
}

/**
 * The maker puts a rejected, returned or not sent payment back in the line, which ends its finance task: the same obligation, the payee's verified account
 * as it stands now, a new attempt once a new batch is released.
 */
export async function requeuePayment(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; paymentId: string; version: number },
): Promise<CommandOutcome<PaymentAnswer, Refusal>> {
  const { actor, idempotencyKey, paymentId, version } = command;
  return runCommand(
    db,
    { name: 'requeuePayment', actor, idempotencyKey, input: { paymentId, version } },
    async (tx): Promise<CaseOutcome<PaymentAnswer>> => {
      const payment = await lockPayment(tx, paymentId);
      if (!payment) return refuseAsUnknown();
      const resource = { regionPath: tx.regions.path(payment.regionCode), partyId: payment.partyId };
      if (refuseUnlessPermitted(actor, 'payment.list', resource)) return refuseAsUnknown();
      if (payment.version !== version) return refuseStale(version, payment.version);
      const forbidden = refuseUnlessPermitted(actor, 'payment.requeue', resource);
      if (forbidden) return forbidden;
      const unfit = await refuseUnfit(tx, payment.applicationId, 'batch_preparation');
      if (unfit) return unfit;
      const move = movePayment(payment.state, 'requeue');
      if (!move.ok) {
        return refuse('action-not-allowed', describeRefusal(move.refusal), {
          state: payment.state,
          allowedActions: move.refusal.allowed,
        });
      }
      if (await isContested(tx, payment.id)) {
        return refuse(
          'payment-contested',
          '对账单上有一笔疑似本付款的扣款尚未处理。请先与银行核实,并在“资金待办”中处理。',
        );
      }
      const payee = await payeeNow(tx, payment);
      if (!payee)
        return refuse('payee-account-unusable', '收款人目前没有已核验的账户,请先由企业更正账户并核验。');
      payment.state = move.to;
      payment.batchId = null;
      payment.payee = payee;
      await savePayment(tx, payment);
      await noteCaseActor(tx, payment.applicationId, actor.userId, 'batch_preparation');
      for (const kind of ['payment_failed', 'payment_returned'] as const)
        await endPaymentTask(tx, [payment.id], kind, { by: actor.userId, outcome: 'queued-again' });
      await recordOnPayment(tx, payment, move.event, { accountVersion: payee.accountVersion });
      return done({ id: payment.id, state: payment.state, version: payment.version });
    },
  );
}

/** On which account the payee is paid today: of a refund, the treasury that advanced it, wherever it is. */
export async function payeeNow(tx: Tx, { partyId, refundTo }: PaymentEntity): Promise<PayeeSnapshot | null> {
  if (refundTo === null) {
    const account = await findCurrentPayeeAccount(tx, partyId);
    return account?.verifiedAt ? payeeSnapshotOf(account) : null;
  }
  const treasury = await seeingEverything(tx, () => findTreasury(tx, refundTo));
  return treasury?.bankCode ? treasurySnapshotOf(treasury) : null;
}
