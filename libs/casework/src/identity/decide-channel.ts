import {
  decideChannelProposal,
  findChannelProposal,
  lockChannelProposal,
  lockPaymentChannel,
  runCommand,
  savePaymentChannel,
  type ChannelProposalEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import {
  channelDecisionsOf,
  moveChannel,
  permit,
  type AccessDecision,
  type AccessState,
  type Operation,
  type PaymentChannel,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { administratorsOf } from './propose-access';

export interface DecidedChannel {
  id: string;
  state: AccessState;
}

interface Deciding {
  actor: PersonActor;
  idempotencyKey: string;
  proposalId: string;
  action: AccessDecision;
  /** Why not; a refusal says so. */
  reason?: string;
}

const OPERATION: Readonly<Record<AccessDecision, Operation>> = {
  confirm: 'channelProposal.decide',
  refuse: 'channelProposal.decide',
  withdraw: 'channelProposal.withdraw',
};

/**
 * A second administrator of the region confirms or refuses; who proposed it may take it back. What is confirmed counts for every batch
 * that is prepared from then on; batches that are prepared keep their way.
 */
export async function decideChannel(
  db: Database,
  command: Deciding,
): Promise<CommandOutcome<DecidedChannel, Refusal>> {
  const { actor, idempotencyKey, proposalId, action, reason = null } = command;
  const input = { proposalId, action, reason };
  const outcome = await runCommand(
    db,
    { name: 'decideChannel', actor, idempotencyKey, input },
    async (tx): Promise<CaseOutcome<DecidedChannel>> => {
      const opened = await openProposal(tx, command);
      if (!opened.ok) return opened;
      const { proposal, channel, to, event } = opened;
      const unfit = action === 'confirm' ? await refuseUnfit(tx, proposal, channel) : null;
      if (unfit) return unfit;
      await decideChannelProposal(tx, proposal, { state: to, by: actor.userId, reason });
      const { id, regionCode, fromChannel, toChannel, proposedBy } = proposal;
      if (action === 'confirm') await savePaymentChannel(tx, regionCode, toChannel);
      const about = { proposalId: id, code: regionCode, fromChannel, toChannel, assigneeId: proposedBy };
      const data = { ...about, ...(reason ? { reason } : {}) };
      await tx.record({ caseId: id, regionCode, type: event, data });
      return done({ id, state: to });
    },
  );
  if (outcome.ok) db.forgetRegions();
  return outcome;
}

interface Opened {
  ok: true;
  proposal: ChannelProposalEntity;
  /** How the treasury pays now. */
  channel: PaymentChannel;
  to: AccessState;
  event: string;
}

/** Seen, permitted, locked behind its region, waiting, and in the right hands. */
async function openProposal(tx: Tx, { actor, proposalId, action }: Deciding): Promise<Opened | Refused> {
  const found = await findChannelProposal(tx, proposalId);
  if (!found || !maySeeChannel(tx, actor, found)) return refuseAsUnknown();
  if (found.proposedBy !== actor.userId) {
    const forbidden = refuseUnlessPermitted(actor, OPERATION[action], regionResource(tx, found.regionCode));
    if (forbidden) return forbidden;
  }
  const channel = await lockPaymentChannel(tx, found.regionCode);
  const proposal = await lockChannelProposal(tx, proposalId);
  if (!proposal) return refuseAsUnknown();
  const { state } = proposal;
  const move = moveChannel(state, action);
  if (!move.ok) return refuse('action-not-allowed', '这项付款方式变更已经办结,请刷新查看。', { state });
  if (!channelDecisionsOf(proposal, actor.userId).includes(action)) {
    const rule =
      action === 'withdraw'
        ? '只有提出人可以撤回;其他管理员请用“不同意”。'
        : '这项付款方式变更由您提出,须由另一名系统管理员确认。';
    return refuse('separation-of-duties', rule);
  }
  return { ok: true, proposal, channel, to: move.to, event: move.event };
}

/** Whoever covers the region, and who proposed it. */
export const maySeeChannel = (
  tx: Tx,
  actor: PersonActor,
  { regionCode, proposedBy }: Pick<ChannelProposalEntity, 'regionCode' | 'proposedBy'>,
): boolean =>
  proposedBy === actor.userId ||
  permit(actor, 'channelProposal.list', regionResource(tx, regionCode)).allowed;

/** What was right when it was proposed may not be any more: who proposed it is no administrator now, or the treasury pays another way. */
async function refuseUnfit(
  tx: Tx,
  { regionCode, proposedBy, fromChannel }: ChannelProposalEntity,
  channel: PaymentChannel,
): Promise<Refused | null> {
  const instead = '这项变更不能再确认。请选“不同意”,需要的另行提出。';
  if (!(await administratorsOf(tx, [regionCode])).includes(proposedBy))
    return refuse('action-not-allowed', `提出人已不是管辖该地区的系统管理员,${instead}`);
  if (channel !== fromChannel)
    return refuse('action-not-allowed', `提出之后该地区财政的付款方式已经变化,${instead}`);
  return null;
}
