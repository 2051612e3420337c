import { yearOf } from '@duixian/calendar';
import { undoRecover, undoSurrender } from '@duixian/ledger';
import { formatYuan, ZERO_FEN } from '@duixian/money';
import {
  findRecoveryEntry,
  findReversal,
  lockBudgetSubjects,
  markDirty,
  postJournal,
  readAvailable,
  readReversedByLine,
  runCommand,
  saveRecovery,
  saveRecoveryEntry,
  saveReversal,
  type CommandOutcome,
  type Database,
  type RecoveryEntity,
  type RepaymentReversalEntity,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  moveRecovery,
  moveRecoveryEntry,
  moveReversal,
  type Operation,
  type ReversalAction,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { explainLine } from './explain-line';
import { lineOfRecovery, openRecovery, recordOnRecovery, type RecoveryCommand } from './open-recovery';
import { recordOnReversal, type ReversalAnswer } from './propose-reversal';
import { recordOnEntry } from './record-recovery-entry';

export const REVERSAL_OPERATIONS = {
  confirm: 'recovery.confirmReversal',
  refuse: 'recovery.refuseReversal',
  withdraw: 'recovery.withdrawReversal',
} as const satisfies Record<ReversalAction, Operation>;

/**
 * A checker, never the one who proposed, confirms that the bank took a repayment back, or refuses; the proposer may withdraw. Confirming
 * makes it owed again at once: the money leaves what was free on the line, and a demand that was closed is open.
 */
export async function decideReversal(
  db: Database,
  command: RecoveryCommand & { reversalId: string; action: ReversalAction; note?: string },
): Promise<CommandOutcome<ReversalAnswer, Refusal>> {
  const { actor, idempotencyKey, recoveryId, reversalId, version, action, note = null } = command;
  const input = { recoveryId, reversalId, version, action, note };
  const request = { name: 'decideReversal', actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<ReversalAnswer>> => {
    const found = await findReversal(tx, reversalId);
    if (found?.recoveryId !== recoveryId) return refuseAsUnknown();
    const opened = await openRecovery(tx, command, REVERSAL_OPERATIONS[action], async (recovery) => {
      const line = await lineOfRecovery(tx, recovery);
      await lockBudgetSubjects(tx, line.regionCode, [line.subject]);
    });
    if (!opened.ok) return opened;
    const { recovery } = opened;
    const reversal = await findReversal(tx, reversalId);
    if (!reversal) return refuseAsUnknown();
    if (reversal.version !== version) return refuseStale(version, reversal.version);
    const move = moveReversal(reversal.state, action);
    if (!move.ok)
      return refuse('action-not-allowed', describeRefusal(move.refusal), { state: reversal.state });
    const own = reversal.proposedBy === actor.userId;
    if (own !== (action === 'withdraw'))
      return refuse(
        'separation-of-duties',
        own ? '这项冲回由您提出,须由另一名复核人员办理。' : '只有提出人可以撤回;复核人员请用“不同意冲回”。',
      );
    Object.assign(reversal, { decidedBy: actor.userId, decidedAt: tx.now, decisionNote: note });
    reversal.state = move.to;
    await saveReversal(tx, reversal);
    await recordOnReversal(tx, recovery, reversal, move.event);
    const refused = action === 'confirm' ? await undo(tx, recovery, reversal) : null;
    return refused ?? done({ id: reversal.id, state: reversal.state, version: reversal.version });
  });
}

/**
 * The repayment counts no more. While the year of the line runs, its money was free on it and has to be there still; after it the
 * line gives out nothing more, and what the money had made free stays as it is.
 */
async function undo(
  tx: Tx,
  recovery: RecoveryEntity,
  reversal: RepaymentReversalEntity,
): Promise<Refused | null> {
  const { amountFen } = reversal;
  const line = await lineOfRecovery(tx, recovery);
  const ended = yearOf(tx.today) > line.year;
  const freeFen = (await readAvailable(tx, [line.id])).get(line.id) ?? ZERO_FEN;
  if (!ended && freeFen < amountFen)
    return refuse(
      'recovery-invalid',
      `原预算指标的可用余额为 ${formatYuan(freeFen)} 元,不足冲回的 ${formatYuan(amountFen)} 元:退缴的款项已另作安排。请先追加或调入指标,再同意冲回。`,
      { freeFen },
    );
  const entry = await findRecoveryEntry(tx, reversal.entryId);
  const move = entry && moveRecoveryEntry(entry, 'reverse');
  if (!entry || !move?.ok)
    throw new Error(`repayment ${reversal.entryId} cannot be undone from ${entry?.state}`);
  entry.state = move.to;
  await saveRecoveryEntry(tx, entry);
  await recordOnEntry(tx, recovery, entry, move.event);
  const journal = (ended ? undoSurrender : undoRecover)(line.id, amountFen);
  await postJournal(tx, journal, `recovery-entry:${entry.id}/${journal.kind}`);
  // What it kept of this award is more again: what other clauses leave it has to be looked at again.
  await markDirty(tx, [recovery.partyId], 'recovery');
  await reopen(tx, recovery, reversal);
  const { statementId, statementPosition: position, decidedBy: doneBy } = reversal;
  const reversedFen = () => readReversedByLine(tx, statementId, position);
  return explainLine(tx, { statementId, position }, reversedFen, {
    ...{ doneBy, outcome: 'repayment-reversed' },
    otherwise: '这笔扣款已在“资金待办”中作其他说明,不能再用于冲回。请不同意本次冲回。',
  });
}

async function reopen(
  tx: Tx,
  recovery: RecoveryEntity,
  { amountFen }: RepaymentReversalEntity,
): Promise<void> {
  const move = moveRecovery(recovery.state, 'reopen');
  if (!move.ok) return;
  recovery.state = move.to;
  await saveRecovery(tx, recovery);
  await recordOnRecovery(tx, recovery, move.event, { amountFen });
}
