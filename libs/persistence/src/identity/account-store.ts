import { managerOf, type Tx } from '../ground/transaction';
import { PartyGrantEntity } from '../parties/party-entities';
import { RegionEntity, RoleGrantEntity, UserAccountEntity } from './identity-entities';

/** The account locked until commit; null when it does not exist or other administrators keep it. */
export async function lockAccount(tx: Tx, id: string): Promise<UserAccountEntity | null> {
  return managerOf(tx).findOne(UserAccountEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes what may change of an account. */
export async function saveAccount(
  tx: Tx,
  { id, status, passwordHash, mustChangePassword }: UserAccountEntity,
): Promise<void> {
  await managerOf(tx).update(UserAccountEntity, { id }, { status, passwordHash, mustChangePassword });
}

/** Forgets wrong passwords, so that who was locked out may sign in at once. */
export async function unlockAccount(tx: Tx, id: string): Promise<void> {
  await managerOf(tx).update(UserAccountEntity, { id }, { failedSignIns: 0, lockedUntil: null });
}

/** Ends every session of a person but one. */
export async function closeSessionsOf(tx: Tx, userId: string, except: string | null): Promise<void> {
  await managerOf(tx).query(
    `UPDATE session SET closed_at = clock_timestamp()
     WHERE user_id = $1 AND closed_at IS NULL AND id IS DISTINCT FROM $2`,
    [userId, except],
  );
}

/** A role or a party that somebody has, with the region that it lies in. */
export interface HeldGrant {
  id: string;
  /** Null for a party. */
  role: RoleGrantEntity['role'] | null;
  /** Null for a role. */
  partyId: string | null;
  regionCode: string;
}

/** What a person has that has not ended on the business date; whole only when read with the system's sight. */
export async function readHeldGrants(tx: Tx, userId: string): Promise<HeldGrant[]> {
  return managerOf(tx).query<HeldGrant[]>(
    `SELECT id, role, NULL::uuid AS "partyId", region_code AS "regionCode" FROM role_grant
      WHERE user_id = $1 AND (valid_to IS NULL OR valid_to >= greatest($2, valid_from))
     UNION ALL SELECT g.id, NULL, g.party_id, p.county_code FROM party_grant g JOIN party p ON p.id = g.party_id
      WHERE g.user_id = $1 AND (g.valid_to IS NULL OR g.valid_to >= greatest($2, g.valid_from))`,
    [userId, tx.today],
  );
}

export async function endRoleGrant(tx: Tx, id: string, endedBy: string, lastDay: string): Promise<void> {
  await managerOf(tx).update(RoleGrantEntity, { id }, { endedBy, validTo: lastDay });
}

export async function endPartyGrant(tx: Tx, id: string, endedBy: string, lastDay: string): Promise<void> {
  await managerOf(tx).update(PartyGrantEntity, { id }, { endedBy, validTo: lastDay });
}

/** Writes what one administrator may change of a region; its code, its place and what the law calls it never do. */
export async function saveRegion(
  tx: Tx,
  { code, name, financeOfficeName, validTo }: RegionEntity,
): Promise<void> {
  await managerOf(tx).update(RegionEntity, { code }, { name, financeOfficeName, validTo });
}
