import { unassignTask, type CommandOutcome, type Database } from '@duixian/persistence';
import type { Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';
import { findTaskHolder } from './task-holder';

/** 放回: whoever holds a review task, claimed or handed to them, says why and leaves it to everybody of the stage again. */
export async function unclaimTask(
  db: Database,
  command: CaseCommand & { reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { reason } = command;
  return takeAction(db, command, {
    name: 'unclaimTask',
    action: 'unclaim',
    input: { reason },
    reason: 'as-it-was',
    apply: async (tx, { application }) => {
      const holder = await findTaskHolder(tx, application);
      if (!holder?.person) throw new Error(`nobody holds the task of application ${application.id}`);
      await unassignTask(tx, application.id, holder.stage.key);
      return { ok: true, eventData: { fromHolderId: holder.person.id, turn: holder.regionCode } };
    },
  });
}
