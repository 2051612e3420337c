import {
  insertProposal,
  runCommand,
  saveFinanceTask,
  type CommandOutcome,
  type Database,
  type FinanceProposalEntity,
  type FinanceResolution,
  type FinanceTaskEntity,
  type PaymentEntity,
  type Tx,
} from '@duixian/persistence';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import {
  lineOf,
  proveCameBack,
  proveNotSent,
  proveWasPaid,
  refuseWhileAwaited,
  resolutionsOf,
} from './finance-task-evidence';
import { openFinanceTask, recordOnTask, type FinanceTaskAnswer, type TaskCommand } from './open-finance-task';

const PENDING: Refusal = {
  code: 'action-not-allowed',
  message: '该事项已有待复核的处理意见,请先由复核人员确认或退回。',
};

/** The maker proposes how a task ends, with the evidence that it needs; a different checker decides. */
export async function proposeResolution(
  db: Database,
  command: TaskCommand & { resolution: FinanceResolution; statementId?: string; note: string },
): Promise<CommandOutcome<FinanceTaskAnswer, Refusal>> {
  const { actor, idempotencyKey, taskId, version, resolution, statementId = null, note } = command;
  const request = {
    name: 'proposeResolution',
    actor,
    idempotencyKey,
    input: { taskId, version, resolution, statementId, note },
    conflicts: { finance_proposal_one_open: PENDING },
  };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<FinanceTaskAnswer>> => {
    const opened = await openFinanceTask(tx, command, 'financeTask.propose');
    if (!opened.ok) return opened;
    const { task, payment } = opened;
    const possible = resolutionsOf(task, task.kind === 'statement_exception' ? await lineOf(tx, task) : null);
    if (!possible.includes(resolution)) {
      const instead = possible.length > 0 ? '请刷新后选择所列的处理方式' : '请在“付款”中重新列入';
      return refuse('action-not-allowed', `该事项不能这样处理:${instead}。`, {
        kind: task.kind,
        resolutions: possible,
      });
    }
    const unproven = await refuseUnproven(tx, { task, payment }, resolution, statementId);
    if (unproven) return unproven;
    const proposal: FinanceProposalEntity = {
      id: tx.newId(),
      taskId,
      resolution,
      statementId: resolution === 'not-sent' ? statementId : null,
      note,
      proposedBy: actor.userId,
      proposedAt: tx.now,
      decision: null,
      decidedBy: null,
      decidedAt: null,
      decisionNote: null,
    };
    await insertProposal(tx, proposal);
    await saveFinanceTask(tx, task);
    await recordOnTask(tx, { task, payment }, 'finance_task.proposed', proposal);
    return done({ id: task.id, version: task.version, outcome: task.outcome });
  });
}

async function refuseUnproven(
  tx: Tx,
  { task, payment }: { task: FinanceTaskEntity; payment: PaymentEntity | null },
  resolution: FinanceResolution,
  statementId: string | null,
): Promise<Refused | null> {
  if (resolution === 'explained') return refuseWhileAwaited(tx, task, payment);
  if (resolution === 'not-sent' && !payment) return null;
  const proof =
    resolution === 'not-sent' && payment
      ? await proveNotSent(tx, payment, statementId)
      : await (resolution === 'came-back' ? proveCameBack : proveWasPaid)(tx, task, payment);
  return proof.ok ? null : proof;
}
