import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/**
 * 退回上一环节: the reviewer whose turn it is sends the case back to the stage before, saying what to look at again.
 * Once that stage approves, the case comes straight back. A parked case goes back to the last review that it passed: what is
 * in the way of its award is looked at again, and what is approved then is noticed again.
 */
export async function remandApplication(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'remandApplication',
    action: 'remand',
    input: { reason: command.reason },
    reason: { code: 'remanded', text: command.reason },
  });
}
