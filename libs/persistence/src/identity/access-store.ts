import type { AccessState } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';
import { AccessProposalEntity } from './access-entity';

export type NewAccessProposal = Omit<
  AccessProposalEntity,
  'state' | 'decidedBy' | 'decidedAt' | 'decisionReason' | 'decidedIn'
>;

export async function insertAccessProposal(tx: Tx, proposal: NewAccessProposal): Promise<void> {
  await managerOf(tx).insert(AccessProposalEntity, { ...proposal, state: 'proposed' });
}

export async function findAccessProposal(tx: Tx, id: string): Promise<AccessProposalEntity | null> {
  return managerOf(tx).findOneBy(AccessProposalEntity, { id });
}

export async function lockAccessProposal(tx: Tx, id: string): Promise<AccessProposalEntity | null> {
  return managerOf(tx).findOne(AccessProposalEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Writes the decision of a locked proposal. What it lets happen must happen in this transaction. */
export async function decideAccessProposal(
  tx: Tx,
  { id }: AccessProposalEntity,
  decided: { state: AccessState; by: string; reason: string | null },
): Promise<void> {
  const { state, by, reason } = decided;
  const written = { state, decidedBy: by, decidedAt: tx.now, decisionReason: reason };
  const done = await managerOf(tx).update(AccessProposalEntity, { id, state: 'proposed' }, written);
  if (done.affected !== 1) throw new Error(`proposal ${id} changed under its lock`);
}

export interface WaitingAccess extends AccessProposalEntity {
  username: string;
  displayName: string;
  proposerName: string;
}

/** Everything that waits for a second administrator, the longest first; whole only with the system's sight. */
export async function readWaitingAccess(tx: Tx): Promise<WaitingAccess[]> {
  const waiting = await managerOf(tx).find(AccessProposalEntity, {
    where: { state: 'proposed' },
    order: { id: 'ASC' },
  });
  const names = await managerOf(tx).query<{ id: string; username: string; displayName: string }[]>(
    'SELECT id, username, display_name AS "displayName" FROM user_account WHERE id = ANY ($1)',
    [waiting.flatMap(({ userId, proposedBy }) => [userId, proposedBy])],
  );
  const known = new Map(names.map((name) => [name.id, name]));
  return waiting.map((one) => ({
    ...one,
    username: known.get(one.userId)?.username ?? '',
    displayName: known.get(one.userId)?.displayName ?? '',
    proposerName: known.get(one.proposedBy)?.displayName ?? '',
  }));
}

/** Somebody who can sign in and is an administrator at a region today. */
export interface PlacedAdministrator {
  userId: string;
  username: string;
  regionCode: string;
}

/** Every administrator who can sign in, once per region of theirs; whole only with the system's sight. */
export async function readAdministrators(tx: Tx): Promise<PlacedAdministrator[]> {
  return managerOf(tx).query<PlacedAdministrator[]>(
    `SELECT DISTINCT u.id AS "userId", u.username, g.region_code AS "regionCode"
     FROM role_grant g JOIN user_account u ON u.id = g.user_id WHERE u.status = 'active'
       AND g.role = 'administrator' AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to >= $1)`,
    [tx.today],
  );
}

/** Whether anybody but this person was ever made an administrator, anywhere; whole only with the system's sight. */
export async function hasBeenAnotherAdministrator(tx: Tx, userId: string): Promise<boolean> {
  const rows = await managerOf(tx).query<unknown[]>(
    `SELECT 1 FROM role_grant WHERE role = 'administrator' AND user_id <> $1 LIMIT 1`,
    [userId],
  );
  return rows.length > 0;
}
