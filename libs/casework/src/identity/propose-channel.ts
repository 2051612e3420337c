import {
  insertChannelProposal,
  lockPaymentChannel,
  runCommand,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { CHANNEL_CREATED_EVENT, type PaymentChannel, type PersonActor } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { findDeciders } from './propose-access';

const ONE_WAITS: Refusal = {
  code: 'action-not-allowed',
  message: '该地区已有一项付款方式变更待确认,请先办结。',
};

/** Asks for another way for a treasury to pay. Nothing changes before a second administrator of the region confirms. */
export async function proposeChannel(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    code: string;
    toChannel: PaymentChannel;
    reason: string;
  },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, code, toChannel, reason } = command;
  const input = { code, toChannel, reason };
  return runCommand(
    db,
    {
      name: 'proposeChannel',
      ...{ actor, idempotencyKey, input, conflicts: { channel_proposal_one_open: ONE_WAITS } },
    },
    async (tx): Promise<CaseOutcome<{ id: string }>> => {
      if (!tx.regions.find(code)) return refuseAsUnknown();
      const forbidden = refuseUnlessPermitted(actor, 'region.proposeChannel', regionResource(tx, code));
      if (forbidden) return forbidden;
      const fromChannel = await lockPaymentChannel(tx, code);
      if (fromChannel === toChannel)
        return refuse('action-not-allowed', '该地区财政目前就按这种方式付款,无需变更。');
      const found = await findDeciders(tx, [code], [actor.userId]);
      if (!found.ok) return found;
      const id = tx.newId();
      const wish = { id, regionCode: code, fromChannel, toChannel, reason };
      await insertChannelProposal(tx, { ...wish, proposedBy: actor.userId, proposedAt: tx.now });
      const data = { proposalId: id, code, fromChannel, toChannel, reason, deciders: found.deciders };
      await tx.record({ caseId: id, regionCode: code, type: CHANNEL_CREATED_EVENT, data });
      return done({ id });
    },
  );
}
