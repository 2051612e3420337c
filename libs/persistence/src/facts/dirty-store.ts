import { managerOf, type Tx } from '../ground/transaction';

/**
 * Puts parties into the queue of those whose entitlements have to be looked at again, in the order of their ids, so
 * that two transactions with many of the same wait for each other and never deadlock.
 */
export async function markDirty(tx: Tx, partyIds: readonly string[], reason: string): Promise<void> {
  await managerOf(tx).query(
    `INSERT INTO dirty_party (party_id, reason) SELECT id, $2 FROM unnest($1::uuid[]) AS id GROUP BY id ORDER BY id
     ON CONFLICT (party_id) DO UPDATE SET reason = EXCLUDED.reason, since = clock_timestamp()`,
    [partyIds, reason],
  );
}
