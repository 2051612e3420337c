import { assignTask, type CommandOutcome, type Database } from '@duixian/persistence';
import { handsOf } from '@duixian/workflow';
import { refuse, type Refusal } from '../ground/refusal';
import type { CaseAnswer, CaseCommand } from './command';
import { takeAction } from './take-action';
import { findTaskHolder, fitColleague } from './task-holder';

const TO_ONESELF = refuse(
  'transfer-invalid',
  '不能转办给自己。没有承办人的,请认领;已由他人承办的,请承办人放回后再认领。',
  { problem: 'oneself' },
);

/**
 * 转办: whoever holds a review task, or a reviewer above, hands it to one colleague of the stage. From then on only that
 * colleague decides, until it is handed on or put back. Handing on decides nothing, so it puts nobody into a stage of the
 * case. Nobody hands it to themselves: what is nobody's is claimed.
 */
export async function transferTask(
  db: Database,
  command: CaseCommand & { to: string; reason: string },
): Promise<CommandOutcome<CaseAnswer, Refusal>> {
  const { to, reason } = command;
  return takeAction(db, command, {
    name: 'transferTask',
    action: 'transfer',
    input: { assigneeId: to, reason },
    reason: 'as-it-was',
    apply: async (tx, { application }) => {
      const holder = await findTaskHolder(tx, application);
      if (!holder) throw new Error(`application ${application.id} is in no stage`);
      if (holder.person?.id === to)
        return refuse('transfer-invalid', '此件已由这位同事办理,不必再转办。', { problem: 'holds-it' });
      if (handsOf(command.actor).includes(to)) return TO_ONESELF;
      const colleague = await fitColleague(tx, application, holder.stage, to);
      if (!colleague)
        return refuse(
          'transfer-invalid',
          '这位同事不能办理此件:不是本环节的审核人员、须回避,或已办理过此件的其他环节。',
          { problem: 'unfit' },
        );
      await assignTask(tx, application.id, holder.stage.key, colleague);
      return { ok: true, eventData: { fromHolderId: holder.person?.id ?? null, turn: holder.regionCode } };
    },
  });
}
