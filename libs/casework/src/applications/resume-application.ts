import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** 恢复: the reviewer whose turn it is goes on with a case that was on hold, where it stopped. */
export async function resumeApplication(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'resumeApplication',
    action: 'resume',
    input: { reason: command.reason },
  });
}
