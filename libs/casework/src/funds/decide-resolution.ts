import { bounce, release, settle } from '@duixian/ledger';
import {
  decideProposal,
  endPaymentTask,
  findBatch,
  openPaymentTask,
  postJournals,
  readProposals,
  runCommand,
  saveAttempt,
  saveFinanceTask,
  savePayment,
  type CommandOutcome,
  type Database,
  type FinanceProposalEntity,
  type FinanceTaskEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { movePayment, type PaymentAction } from '@duixian/workflow';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { proveCameBack, proveNotSent, proveWasPaid, refuseWhileAwaited } from './finance-task-evidence';
import { openFinanceTask, recordOnTask, type FinanceTaskAnswer, type TaskCommand } from './open-finance-task';
import { recordOnPayment } from './record-payment';

/**
 * A checker, never the one who proposed, confirms or refuses. Confirming has its effect at once, and proves the evidence
 * again: what changed since the proposal is not overlooked. Refusing leaves the task open.
 */
export async function decideResolution(
  db: Database,
  command: TaskCommand & { decision: 'confirm' | 'refuse'; note?: string },
): Promise<CommandOutcome<FinanceTaskAnswer, Refusal>> {
  const { actor, idempotencyKey, taskId, version, decision, note = null } = command;
  const input = { taskId, version, decision, note };
  return runCommand(
    db,
    { name: 'decideResolution', actor, idempotencyKey, input },
    async (tx): Promise<CaseOutcome<FinanceTaskAnswer>> => {
      const opened = await openFinanceTask(tx, command, 'financeTask.decide');
      if (!opened.ok) return opened;
      const { task, payment } = opened;
      const proposal = (await readProposals(tx, [taskId])).find((each) => each.decision === null);
      if (!proposal) return refuse('action-not-allowed', '还没有人提出处理意见,请先由经办人员提出。');
      if (proposal.proposedBy === actor.userId)
        return refuse('separation-of-duties', '处理意见由您提出,须由另一名复核人员确认。');
      const confirmed = decision === 'confirm';
      await decideProposal(tx, proposal.id, {
        decision: confirmed ? 'confirmed' : 'refused',
        by: actor.userId,
        note,
      });
      if (confirmed) {
        const refused = await EFFECTS[proposal.resolution](tx, task, payment, proposal);
        if (refused) return refused;
        Object.assign(task, { doneAt: tx.now, doneBy: actor.userId, outcome: proposal.resolution });
      }
      await saveFinanceTask(tx, task);
      const type = confirmed ? 'finance_task.confirmed' : 'finance_task.refused';
      await recordOnTask(tx, { task, payment }, type, { ...proposal, note: note ?? '' });
      return done({ id: task.id, version: task.version, outcome: task.outcome });
    },
  );
}

type Effect = (
  tx: Tx,
  task: FinanceTaskEntity,
  payment: PaymentEntity | null,
  proposal: FinanceProposalEntity,
) => Promise<Refused | null>;

const EFFECTS: Readonly<Record<FinanceProposalEntity['resolution'], Effect>> = {
  /** The money goes back to the reserve; the same obligation may be queued again, as a new attempt. */
  'not-sent': async (tx, task, payment, proposal) => {
    if (!payment) throw new Error(`finance task ${task.id} has no payment`);
    const proof = await proveNotSent(tx, payment, proposal.statementId);
    if (!proof.ok) return proof;
    const attempt = proof.evidence;
    await saveAttempt(tx, { id: attempt.id, state: 'not_sent', bankSerial: attempt.bankSerial });
    const journal = bounce(payment.budgetLineId, payment.amountFen);
    await postJournals(tx, [{ journal, cause: `attempt:${attempt.id}/bounce` }]);
    await movePaymentBy(tx, payment, 'declare_not_sent', {
      bankReference: attempt.bankReference,
      statementId: proposal.statementId,
    });
    await openPaymentTask(tx, payment, 'payment_failed');
    return null;
  },
  /** The debit is this payment's own: it counts as released and settled, and the case may be paid by it. */
  'was-paid': async (tx, task, payment) => {
    const proof = await proveWasPaid(tx, task, payment);
    if (!proof.ok) return proof;
    if (!payment) throw new Error(`finance task ${task.id} has no payment`);
    const { line, attempt } = proof.evidence;
    await saveAttempt(tx, { id: attempt.id, state: 'settled', bankSerial: line.bankSerial });
    const { budgetLineId, amountFen } = payment;
    await postJournals(tx, [
      { journal: release(budgetLineId, amountFen), cause: `attempt:${attempt.id}/acknowledge` },
      { journal: settle(budgetLineId, amountFen), cause: `attempt:${attempt.id}/settle` },
    ]);
    payment.settledOn = line.bookedOn;
    await movePaymentBy(tx, payment, 'acknowledge', {
      bankReference: attempt.bankReference,
      bookedOn: line.bookedOn,
    });
    await endPaymentTask(tx, [payment.id], 'payment_failed', { by: null, outcome: 'was-paid' });
    await tx.enqueue('payment.settled', { paymentId: payment.id });
    return null;
  },
  /** No statement shows that it left: what was in flight is reserved again, and the same obligation waits for its maker. */
  'came-back': async (tx, task, payment) => {
    const proof = await proveCameBack(tx, task, payment);
    if (!proof.ok) return proof;
    if (!payment) throw new Error(`finance task ${task.id} has no payment`);
    const { line, attempt } = proof.evidence;
    await saveAttempt(tx, { id: attempt.id, state: 'returned', bankSerial: line.bankSerial });
    const journal = bounce(payment.budgetLineId, payment.amountFen);
    await postJournals(tx, [{ journal, cause: `attempt:${attempt.id}/return` }]);
    await movePaymentBy(tx, payment, 'return', {
      ...{ bankReference: attempt.bankReference, bookedOn: line.bookedOn },
      ...(line.remark ? { reason: line.remark } : {}),
    });
    await endPaymentTask(tx, [payment.id], 'payment_unknown', { by: null, outcome: 'came-back' });
    await openPaymentTask(tx, payment, 'payment_returned');
    await tx.enqueue('payment.returned', { paymentId: payment.id });
    return null;
  },
  /** No payment of ours moves; one that was held back because of the line goes on. */
  explained: async (tx, task, payment) => {
    const awaited = await refuseWhileAwaited(tx, task, payment);
    if (awaited) return awaited;
    // By file, its maker writes the file once nothing contests it.
    const batch = payment?.state === 'released' ? await findBatch(tx, payment.batchId ?? '') : null;
    if (payment && batch?.channel === 'bank') await tx.enqueue('payment.released', { paymentId: payment.id });
    return null;
  },
};

async function movePaymentBy(
  tx: Tx,
  payment: PaymentEntity,
  action: PaymentAction,
  data: Record<string, unknown>,
): Promise<void> {
  const move = movePayment(payment.state, action);
  if (!move.ok) throw new Error(`payment ${payment.id}: ${action} from ${payment.state}`);
  payment.state = move.to;
  await savePayment(tx, payment);
  await recordOnPayment(tx, payment, move.event, data);
}
