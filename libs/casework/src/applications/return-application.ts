import type { CommandOutcome, Database } from '@duixian/persistence';
import type { ResubmitTarget } from '@duixian/workflow';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/**
 * 退回补正: the reviewer whose turn it is sends the case back to the applicant, saying what to mend. Corrected, it comes
 * straight back to this stage, or passes all stages again where the reviewer says so.
 */
export async function returnApplication(
  db: Database,
  command: CaseCommand & { reason: string; resubmitTo?: ResubmitTarget },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const resubmitTo = command.resubmitTo ?? 'returning_stage';
  return takeAction(db, command, {
    name: 'returnApplication',
    action: 'return',
    resubmitTo,
    input: { reason: command.reason, resubmitTo },
    reason: { code: 'returned-for-correction', text: command.reason },
  });
}
