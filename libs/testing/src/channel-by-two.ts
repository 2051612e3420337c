import * as casework from '@duixian/casework';
import { valueOf, type Office } from './office';

/** Lets a treasury pay another way, as the administrators of the demo do: one proposes it, the other confirms. */
export async function channelByTwo(
  office: Office,
  code: string,
  toChannel: casework.PaymentChannel,
): Promise<void> {
  const by = async (username: string) => ({ actor: await office.as(username), idempotencyKey: office.key() });
  const wish = { ...(await by('admin')), code, toChannel, reason: '国库集中支付方式调整' };
  const { id: proposalId } = valueOf(await casework.proposeChannel(office.db, wish));
  const confirmation = { ...(await by('admin-2')), proposalId, action: 'confirm' as const };
  valueOf(await casework.decideChannel(office.db, confirmation));
}
