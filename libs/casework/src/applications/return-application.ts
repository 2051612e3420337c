import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** 退回补正: the reviewer whose turn it is sends the case back to the applicant, saying what to mend. */
export async function returnApplication(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'returnApplication',
    action: 'return',
    input: { reason: command.reason },
    reason: { code: 'returned-for-correction', text: command.reason },
  });
}
