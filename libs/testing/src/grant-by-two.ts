import * as casework from '@duixian/casework';
import { valueOf, type Office } from './office';

/**
 * Gives somebody a role as the administrators of the demo do: one proposes it, the other confirms.
 *
 * @returns the first password that the second one hands over; null where the person had such a role before
 */
export async function grantByTwo(
  office: Office,
  granted: { personId: string; role: casework.Role; regionCode: string },
): Promise<string | null> {
  const by = async (username: string) => ({ actor: await office.as(username), idempotencyKey: office.key() });
  const wish = { ...(await by('admin')), ...granted, reason: '岗位调整' };
  const { proposalId } = valueOf(await casework.grantRole(office.db, wish));
  if (proposalId === null) return null;
  const confirmation = { ...(await by('admin-2')), proposalId, action: 'confirm' as const };
  return valueOf(await casework.decideAccess(office.db, confirmation)).initialPassword;
}
