import { findParty, insertPartyGrant, insertRoleGrant, insertUser, type Tx } from '@duixian/persistence';
import type { DemoAccount } from './demo-people.table';

const FROM = '2020-01-01';

/**
 * Accounts with their roles and the parties they act for.
 * @param parties id by what `actsFor` names
 * @returns user id by username
 */
export async function seedPeople(
  tx: Tx,
  accounts: readonly DemoAccount[],
  passwordHash: string,
  parties: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const account of accounts)
    ids.set(account.username, await seedAccount(tx, account, passwordHash, parties));
  return ids;
}

async function seedAccount(
  tx: Tx,
  { username, displayName, grants, actsFor }: DemoAccount,
  passwordHash: string,
  parties: ReadonlyMap<string, string>,
): Promise<string> {
  const userId = tx.newId();
  const partyId = actsFor && parties.get(actsFor);
  const regionCode =
    grants[0]?.regionCode ?? (partyId ? await findParty(tx, partyId) : null)?.countyCode ?? '410000';
  await insertUser(tx, {
    ...{ id: userId, username, displayName, passwordHash, regionCode },
    ...{ status: 'active', createdAt: tx.now },
  });
  for (const grant of grants)
    await insertRoleGrant(tx, { id: tx.newId(), userId, ...grant, validFrom: FROM, validTo: null });
  if (partyId) {
    const validity = { validFrom: FROM, validTo: null };
    await insertPartyGrant(tx, { id: tx.newId(), partyId, userId, capacity: 'clerk', ...validity });
  }
  return userId;
}
