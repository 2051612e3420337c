import { formatYuan } from '@duixian/money';
import {
  findExceptionTask,
  findRecoveryEntry,
  insertReversal,
  lockFinanceTask,
  readOutgoingLines,
  runCommand,
  type CommandOutcome,
  type Database,
  type RecoveryEntity,
  type RepaymentReversalEntity,
  type Tx,
} from '@duixian/persistence';
import { moveRecoveryEntry, REVERSAL_CREATED_EVENT, type ReversalState } from '@duixian/workflow';
import { refuseAsUnknown, refuseStale } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { openRecovery, recordOnRecovery, type RecoveryCommand } from './open-recovery';

export interface ReversalAnswer {
  id: string;
  state: ReversalState;
  version: number;
}

const PROPOSED: Refusal = {
  code: 'recovery-invalid',
  message: '这项退缴已有一项冲回待复核。请先撤回或由复核人员办理那一项。',
};

/**
 * The bank took a booked repayment back: the maker names the debit of a statement that shows it. A different checker confirms before
 * anything moves.
 */
export async function proposeReversal(
  db: Database,
  command: RecoveryCommand & {
    entryId: string;
    /** An outgoing line of the treasury's statement, of no payment, that nobody has explained. */
    line: { statementId: string; position: number };
    note: string;
  },
): Promise<CommandOutcome<ReversalAnswer, Refusal>> {
  const { actor, idempotencyKey, ...input } = command;
  const conflicts = { repayment_reversal_once: PROPOSED };
  const request = { name: 'proposeReversal', actor, idempotencyKey, input, conflicts };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<ReversalAnswer>> => {
    const opened = await openRecovery(tx, command, 'recovery.proposeReversal');
    if (!opened.ok) return opened;
    const { recovery } = opened;
    const entry = await findRecoveryEntry(tx, input.entryId);
    if (entry?.recoveryId !== recovery.id) return refuseAsUnknown();
    if (entry.version !== input.version) return refuseStale(input.version, entry.version);
    if (!moveRecoveryEntry(entry, 'reverse').ok)
      return refuse('action-not-allowed', '只有已入账的退缴可以冲回。', { state: entry.state });
    const task = await findExceptionTask(tx, input.line.statementId, input.line.position);
    if (task) await lockFinanceTask(tx, task.id);
    const [line] = await readOutgoingLines(tx, recovery.regionCode, input.line);
    if (!line)
      return refuse(
        'recovery-invalid',
        '没有这笔尚未说明的扣款,或已用于冲回。请先导入银行退回该款的对账单,再从列表中选择。',
      );
    if (line.amountFen < entry.amountFen)
      return refuse(
        'recovery-invalid',
        `这笔扣款可用于冲回的金额为 ${formatYuan(line.amountFen)} 元,不足退缴的 ${formatYuan(entry.amountFen)} 元;退缴只能整笔冲回。`,
      );
    const reversal: RepaymentReversalEntity = {
      ...{ id: tx.newId(), entryId: entry.id, recoveryId: recovery.id, regionCode: recovery.regionCode },
      ...{ amountFen: entry.amountFen, note: input.note, state: 'proposed', version: 1 },
      ...{ statementId: line.statementId, statementPosition: line.position },
      ...{ proposedBy: actor.userId, proposedAt: tx.now },
      ...{ decidedBy: null, decidedAt: null, decisionNote: null },
    };
    await insertReversal(tx, reversal);
    await recordOnReversal(tx, recovery, reversal, REVERSAL_CREATED_EVENT);
    const { id, state, version } = reversal;
    return done({ id, state, version });
  });
}

export const recordOnReversal = (
  tx: Tx,
  recovery: RecoveryEntity,
  reversal: RepaymentReversalEntity,
  type: string,
): Promise<void> => {
  const { id: reversalId, entryId, amountFen, statementId, statementPosition, note, decisionNote } = reversal;
  return recordOnRecovery(tx, recovery, type, {
    ...{ reversalId, entryId, amountFen, statementId, statementPosition, note, decisionNote },
  });
};
