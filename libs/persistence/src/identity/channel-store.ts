import type { AccessState, PaymentChannel } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';
import { ChannelProposalEntity } from './channel-entity';
import { RegionEntity } from './identity-entities';

export type NewChannelProposal = Omit<
  ChannelProposalEntity,
  'state' | 'decidedBy' | 'decidedAt' | 'decisionReason' | 'decidedIn'
>;

/** How the treasury of a region pays at this moment, which the regions that a process remembers may not know yet. */
export async function readPaymentChannel(tx: Tx, regionCode: string): Promise<PaymentChannel> {
  return channelOf(tx, regionCode, '');
}

/** The same, locked until commit: what is proposed and decided about one region goes one after the other. */
export async function lockPaymentChannel(tx: Tx, regionCode: string): Promise<PaymentChannel> {
  return channelOf(tx, regionCode, 'FOR NO KEY UPDATE');
}

async function channelOf(tx: Tx, regionCode: string, lock: string): Promise<PaymentChannel> {
  const [row] = await managerOf(tx).query<{ channel: PaymentChannel }[]>(
    `SELECT payment_channel AS channel FROM region WHERE code = $1 ${lock}`,
    [regionCode],
  );
  if (!row) throw new Error(`there is no region ${regionCode}`);
  return row.channel;
}

/** Lets a treasury pay another way; only in the transaction that confirmed it. */
export async function savePaymentChannel(
  tx: Tx,
  regionCode: string,
  paymentChannel: PaymentChannel,
): Promise<void> {
  await managerOf(tx).update(RegionEntity, { code: regionCode }, { paymentChannel });
}

export async function insertChannelProposal(tx: Tx, proposal: NewChannelProposal): Promise<void> {
  await managerOf(tx).insert(ChannelProposalEntity, { ...proposal, state: 'proposed' });
}

export async function findChannelProposal(tx: Tx, id: string): Promise<ChannelProposalEntity | null> {
  return managerOf(tx).findOneBy(ChannelProposalEntity, { id });
}

export async function lockChannelProposal(tx: Tx, id: string): Promise<ChannelProposalEntity | null> {
  return managerOf(tx).findOne(ChannelProposalEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes the decision of a locked proposal. What it lets happen must happen in this transaction. */
export async function decideChannelProposal(
  tx: Tx,
  { id }: ChannelProposalEntity,
  decided: { state: AccessState; by: string; reason: string | null },
): Promise<void> {
  const { state, by, reason } = decided;
  const written = { state, decidedBy: by, decidedAt: tx.now, decisionReason: reason };
  const done = await managerOf(tx).update(ChannelProposalEntity, { id, state: 'proposed' }, written);
  if (done.affected !== 1) throw new Error(`proposal ${id} changed under its lock`);
}

export interface WaitingChannel extends ChannelProposalEntity {
  proposerName: string;
}

/** Everything that waits for a second administrator, the longest first; whole only with the system's sight. */
export async function readWaitingChannels(tx: Tx): Promise<WaitingChannel[]> {
  const waiting = await managerOf(tx).find(ChannelProposalEntity, {
    where: { state: 'proposed' },
    order: { id: 'ASC' },
  });
  const names = await managerOf(tx).query<{ id: string; name: string }[]>(
    'SELECT id, display_name AS name FROM user_account WHERE id = ANY ($1)',
    [waiting.map(({ proposedBy }) => proposedBy)],
  );
  const known = new Map(names.map(({ id, name }) => [id, name]));
  return waiting.map((one) => ({ ...one, proposerName: known.get(one.proposedBy) ?? '' }));
}
