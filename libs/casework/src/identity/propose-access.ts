import { insertAccessProposal, readAdministrators, seeingEverything, type Tx } from '@duixian/persistence';
import { accessTakesTwo, ACCESS_CREATED_EVENT, type AccessAction, type Role } from '@duixian/workflow';
import { refuse, type Refused } from '../ground/refusal';
import type { Applied, OpenAccount } from './open-account';

interface Wish {
  action: AccessAction;
  /** Of the role, or where the account is kept. */
  regionCode: string;
  role?: Role;
  validTo?: string | null;
  reason: string;
}

/** The roles that somebody has, wherever; a party is none. */
export const rolesOf = ({ held }: Pick<OpenAccount, 'held'>): Role[] =>
  held.flatMap(({ role }) => (role === null ? [] : [role]));

/**
 * What one administrator may not do alone is left for a second one: nothing changes before they confirm. Null where it takes one only.
 */
export async function proposeWhereItTakesTwo(
  tx: Tx,
  open: OpenAccount,
  by: string,
  wish: Wish,
): Promise<Applied | Refused | null> {
  const { action, regionCode, role, validTo = null, reason } = wish;
  const takesTwo = accessTakesTwo(action, { ...(role ? { role } : {}), held: rolesOf(open) });
  if (!takesTwo) return null;
  const { account } = open;
  const places = placesOf(open, wish);
  const found = await findDeciders(tx, places, [by, account.id]);
  if (!found.ok) return found;
  const { deciders } = found;
  const proposalId = tx.newId();
  await insertAccessProposal(tx, {
    ...{ id: proposalId, action, userId: account.id, regionCode, places },
    ...{ role: role ?? null, validTo, reason, proposedBy: by, proposedAt: tx.now },
  });
  return {
    ...{ ok: true, regionCode, event: ACCESS_CREATED_EVENT, proposalId },
    data: { proposalId, action, ...(role ? { role, regionCode, validTo } : {}), reason, deciders },
  };
}

/** Every place that whoever decides has to keep: the account's own and the role's; of an account that is opened, all where it acts. */
function placesOf({ account, held }: OpenAccount, { action, regionCode }: Wish): string[] {
  const acting = action === 'grant_role' ? [] : held.map((each) => each.regionCode);
  return [...new Set([account.regionCode, regionCode, ...acting])];
}

/** Whoever else could confirm what concerns these places: an administrator of all of them who is none of those. */
export async function findDeciders(
  tx: Tx,
  places: readonly string[],
  apart: readonly string[],
): Promise<{ ok: true; deciders: string[] } | Refused> {
  const deciders = (await administratorsOf(tx, places)).filter((id) => !apart.includes(id));
  if (deciders.length > 0) return { ok: true, deciders };
  return refuse(
    'second-administrator-missing',
    '此事须由另一名系统管理员确认,而目前没有第二名管辖相关地区的系统管理员。请先让另一人成为系统管理员;只剩一名管理员的,请联系系统运维人员增设。',
    { places },
  );
}

/** Who can sign in and keeps all of these places as an administrator today. */
export async function administratorsOf(tx: Tx, places: readonly string[]): Promise<string[]> {
  const all = await seeingEverything(tx, () => readAdministrators(tx));
  const keeps = (userId: string, place: string): boolean =>
    all.some((one) => one.userId === userId && tx.regions.path(place).includes(one.regionCode));
  return [...new Set(all.map(({ userId }) => userId))].filter((id) =>
    places.every((place) => keeps(id, place)),
  );
}
