import type { CommandOutcome, Database } from '@duixian/persistence';
import type { Stage } from '@duixian/workflow';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';

/**
 * 退回前序环节: the reviewer whose turn it is sends the case back to an earlier stage that decides, the nearest unless another is
 * named (`backTo`), saying what to look at again. From there it passes the stages again. A parked case goes back to the last review that it passed, or to the
 * one that is named: what is in the way of its award is looked at again, and what is approved then is noticed again.
 */
export async function remandApplication(
  db: Database,
  command: CaseCommand & { reason: string; backTo?: Stage['key'] },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { reason, backTo } = command;
  return takeAction(db, command, {
    name: 'remandApplication',
    action: 'remand',
    ...(backTo ? { backTo } : {}),
    input: { reason, ...(backTo ? { backTo } : {}) },
    reason: { code: 'remanded', text: reason },
  });
}
