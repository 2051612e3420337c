import type { DelegableRole } from '@duixian/workflow';
import type { Colleague } from '../applications/holder-store';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import { managerOf, type Tx } from '../ground/transaction';
import { DelegationEntity } from './delegation-entity';

export async function insertDelegation(
  tx: Tx,
  delegation: Omit<DelegationEntity, 'revokedAt'>,
): Promise<void> {
  await managerOf(tx).insert(DelegationEntity, { ...delegation, revokedAt: null });
}

export async function findDelegation(tx: Tx, id: string): Promise<DelegationEntity | null> {
  return managerOf(tx).findOneBy(DelegationEntity, { id });
}

export async function revokeDelegationRow(tx: Tx, id: string): Promise<void> {
  await managerOf(tx).update(DelegationEntity, { id }, { revokedAt: tx.now });
}

/** Revokes what somebody gave and was given, as far as it has not ended; answers what that was. */
export async function revokeDelegationsOf(tx: Tx, userId: string): Promise<DelegationEntity[]> {
  const standing = { revokedAt: IsNull(), toOn: MoreThanOrEqual(tx.today) };
  const found = await managerOf(tx).find(DelegationEntity, {
    where: [
      { delegatorId: userId, ...standing },
      { delegateId: userId, ...standing },
    ],
    order: { id: 'ASC' },
  });
  for (const { id } of found) await revokeDelegationRow(tx, id);
  return found;
}

/** What somebody gave and was given, newest first; the last hundred. */
export async function readDelegationsOf(tx: Tx, userId: string): Promise<DelegationEntity[]> {
  return managerOf(tx).find(DelegationEntity, {
    where: [{ delegatorId: userId }, { delegateId: userId }],
    order: { id: 'DESC' },
    take: 100,
  });
}

/** In whose name somebody may act today. */
export interface RunningDelegation {
  delegationId: string;
  userId: string;
  displayName: string;
  partyIds: string[];
  role: DelegableRole;
  regionCode: string;
}

/** Whether somebody is an official of a place on a day, whatever their role, but not as its administrator. */
const isOfficialAt = (userId: string, regionCode: string, day: string): string =>
  `EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = ${userId} AND g.region_code = ${regionCode}
     AND g.role <> 'administrator' AND g.valid_from <= ${day} AND (g.valid_to IS NULL OR g.valid_to >= ${day}))`;

/**
 * A delegation to this person that runs today: not revoked, and only as long as the delegator is active and holds the role
 * there themselves, and the delegate is an official there, as when it was given.
 */
export async function findRunningDelegation(
  tx: Tx,
  id: string,
  delegateId: string,
): Promise<RunningDelegation | null> {
  const [found] = await managerOf(tx).query<RunningDelegation[]>(
    `SELECT d.id AS "delegationId", d.delegator_id AS "userId", u.display_name AS "displayName", d.role,
       d.region_code AS "regionCode",
       (SELECT coalesce(jsonb_agg(DISTINCT p.party_id), '[]') FROM party_grant p WHERE p.user_id = u.id
          AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to >= $3)) AS "partyIds"
     FROM delegation d JOIN user_account u ON u.id = d.delegator_id AND u.status = 'active'
     WHERE d.id = $1 AND d.delegate_id = $2 AND d.revoked_at IS NULL AND $3 BETWEEN d.from_on AND d.to_on
       AND EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role = d.role AND g.region_code = d.region_code
         AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to >= $3))
       AND ${isOfficialAt('d.delegate_id', 'd.region_code', '$3')}`,
    [id, delegateId, tx.today],
  );
  return found ?? null;
}

/** Officials of a region today, whatever their role, without its administrators; by name. */
export async function readOfficialsOf(tx: Tx, regionCode: string): Promise<Colleague[]> {
  return managerOf(tx).query<Colleague[]>(
    `SELECT u.id, u.display_name AS "displayName" FROM user_account u
     WHERE u.status = 'active' AND ${isOfficialAt('u.id', '$1', '$2')}
     ORDER BY u.display_name, u.id`,
    [regionCode, tx.today],
  );
}
