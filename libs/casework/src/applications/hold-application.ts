import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/** 挂起: the reviewer whose turn it is stops a case until something is cleared up. Nothing is decided meanwhile; the applicant may
 * still withdraw. */
export async function holdApplication(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'holdApplication',
    action: 'hold',
    input: { reason: command.reason },
    reason: { code: 'held', text: command.reason },
  });
}
