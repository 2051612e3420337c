import { addWorkingDays } from '@duixian/calendar';
import { demand } from '@duixian/ledger';
import {
  postJournal,
  runCommand,
  saveRecovery,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { describeRefusal, moveRecovery, type RecoveryAction } from '@duixian/workflow';
import { readHolidays } from '../calendar/read-holidays';
import { refuseStale } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { openRecovery, recordOnRecovery, type RecoveryCommand } from './open-recovery';
import type { RecoveryAnswer } from './propose-recovery';

/** Closing and opening again follow from what is booked and undone; nobody asks for them. */
export type RecoveryVerb = Exclude<RecoveryAction, 'close' | 'reopen'>;

/**
 * A checker, never the one who proposed, confirms or refuses a demand; the proposer may withdraw it. Confirming makes it a claim of the
 * treasury and fixes the last day to pay back, counted in working days from the day after.
 */
export async function decideRecovery(
  db: Database,
  command: RecoveryCommand & { action: RecoveryVerb; note?: string },
): Promise<CommandOutcome<RecoveryAnswer, Refusal>> {
  const { actor, idempotencyKey, recoveryId, version, action, note = null } = command;
  const input = { recoveryId, version, action, note };
  const request = { name: 'decideRecovery', actor, idempotencyKey, input };
  return runCommand(db, request, async (tx): Promise<CaseOutcome<RecoveryAnswer>> => {
    const opened = await openRecovery(tx, command, `recovery.${action}`);
    if (!opened.ok) return opened;
    const { recovery } = opened;
    if (recovery.version !== version) return refuseStale(version, recovery.version);
    const move = moveRecovery(recovery.state, action);
    if (!move.ok)
      return refuse('action-not-allowed', describeRefusal(move.refusal), { state: recovery.state });
    const own = recovery.proposedBy === actor.userId;
    if (own !== (action === 'withdraw'))
      return refuse(
        'separation-of-duties',
        own ? '这项追回由您提出,须由另一名复核人员办理。' : '只有提出人可以撤回;复核人员请用“不同意”。',
      );
    Object.assign(recovery, { decidedBy: actor.userId, decidedAt: tx.now, decisionNote: note });
    recovery.state = move.to;
    if (action === 'confirm')
      recovery.dueOn = addWorkingDays(tx.today, recovery.workingDays, await readHolidays(tx)).date;
    await saveRecovery(tx, recovery);
    if (action === 'confirm')
      await postJournal(
        tx,
        demand(recovery.budgetLineId, recovery.amountFen),
        `recovery:${recovery.id}/demand`,
      );
    await recordOnRecovery(tx, recovery, move.event, {
      note,
      reason: recovery.reason,
      dueOn: recovery.dueOn,
    });
    const { id, number, state } = recovery;
    return done({ id, number, state, version: recovery.version });
  });
}
