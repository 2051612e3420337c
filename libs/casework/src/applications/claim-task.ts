import { assignTask, type CommandOutcome, type Database } from '@duixian/persistence';
import { claimantOf } from '@duixian/workflow';
import { refuse, type Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';
import { findTaskHolder, fitColleague } from './task-holder';

/**
 * 认领: a reviewer of the stage whose turn it is makes its task their own while it is nobody's in particular. From then on only
 * they decide, as after a transfer, until they put it back or hand it on. Claiming decides nothing, so it puts nobody into a
 * stage of the case; but whoever could not decide it does not claim it.
 */
export async function claimTask(
  db: Database,
  command: CaseCommand,
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  return takeAction(db, command, {
    name: 'claimTask',
    action: 'claim',
    reason: 'as-it-was',
    apply: async (tx, { application }) => {
      const holder = await findTaskHolder(tx, application);
      if (!holder) throw new Error(`application ${application.id} is in no stage`);
      const { stage, regionCode } = holder;
      const claimant = await fitColleague(tx, application, stage, claimantOf(command.actor));
      if (!claimant)
        return refuse('forbidden', '您现在不是轮到办理的单位的审核人员,不能认领此件。请刷新后再试。');
      await assignTask(tx, application.id, stage.key, claimant);
      return { ok: true, eventData: { assigneeId: claimant.id, turn: regionCode } };
    },
  });
}
