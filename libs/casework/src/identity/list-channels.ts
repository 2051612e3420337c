import {
  readWaitingChannels,
  runQuery,
  type Database,
  type Tx,
  type WaitingChannel,
} from '@duixian/persistence';
import {
  channelDecisionsOf,
  permit,
  type AccessDecision,
  type PaymentChannel,
  type PersonActor,
} from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { maySeeChannel } from './decide-channel';

export interface ChannelProposalView {
  id: string;
  regionCode: string;
  fromChannel: PaymentChannel;
  toChannel: PaymentChannel;
  reason: string;
  proposedBy: string;
  proposedByYou: boolean;
  proposedAt: string;
  allowedActions: AccessDecision[];
}

/** Ways to pay that wait for a second administrator, for whoever decides about them or oversees them; the longest first. */
export async function listChannelProposals(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: ChannelProposalView[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'channelProposal.list');
  if (forbidden) return forbidden;
  // As of people: the system reads them, the permission function decides which are shown.
  return runQuery(db, { kind: 'system', name: 'list-channels' }, async (tx) => {
    const waiting = (await readWaitingChannels(tx)).filter((one) => maySeeChannel(tx, actor, one));
    return { ok: true as const, value: { items: waiting.map((one) => viewOf(tx, actor, one)) } };
  });
}

function viewOf(tx: Tx, actor: PersonActor, one: WaitingChannel): ChannelProposalView {
  const { id, regionCode, fromChannel, toChannel, reason, proposedBy } = one;
  const own = proposedBy === actor.userId;
  const keeps = own || permit(actor, 'channelProposal.decide', regionResource(tx, regionCode)).allowed;
  return {
    ...{ id, regionCode, fromChannel, toChannel, reason },
    ...{ proposedBy: one.proposerName, proposedByYou: own, proposedAt: one.proposedAt.toISOString() },
    allowedActions: keeps ? channelDecisionsOf(one, actor.userId) : [],
  };
}
