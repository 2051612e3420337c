import type { KnownRecusal } from '@duixian/workflow';
import { managerOf, type Tx } from '../ground/transaction';
import { RecusalEntity } from './recusal-entity';

/** Declares for good; the same declaration a second time is refused (`recusal_once`). */
export async function insertRecusal(tx: Tx, recusal: RecusalEntity): Promise<void> {
  await managerOf(tx).insert(RecusalEntity, recusal);
}

/** Of each of some cases in reach its party, and what a person declared about the case and about its party. */
export async function readRecusalScopesOf(
  tx: Tx,
  applicationIds: readonly string[],
  userIds: readonly string[],
): Promise<{ applicationId: string; partyId: string; declared: KnownRecusal[] }[]> {
  return managerOf(tx).query(
    `SELECT a.id AS "applicationId", a.party_id AS "partyId", array_remove(array_agg(CASE WHEN r.id IS NULL THEN NULL
       WHEN r.recorded_by IS NOT NULL THEN 'recorded' WHEN r.application_id IS NULL THEN 'party' ELSE 'case' END), NULL) AS declared
     FROM application a LEFT JOIN recusal r ON r.user_id = ANY ($2) AND r.party_id = a.party_id
       AND (r.application_id IS NULL OR r.application_id = a.id)
     WHERE a.id = ANY ($1) GROUP BY a.id, a.party_id ORDER BY a.id`,
    [applicationIds, userIds],
  );
}

/** Which relations to a party were declared by or recorded of some people, about all of its cases. */
export async function readPartyRecusals(
  tx: Tx,
  partyId: string,
  userIds: readonly string[],
): Promise<KnownRecusal[]> {
  const rows = await managerOf(tx).query<{ ground: KnownRecusal }[]>(
    `SELECT CASE WHEN recorded_by IS NOT NULL THEN 'recorded' ELSE 'party' END AS ground FROM recusal
     WHERE party_id = $1 AND user_id = ANY ($2) AND application_id IS NULL`,
    [partyId, userIds],
  );
  return rows.map(({ ground }) => ground);
}

/** As `readRecusalScopesOf`, of one case; null when it is out of sight. */
export async function readRecusalScopes(
  tx: Tx,
  applicationId: string,
  userIds: readonly string[],
): Promise<{ partyId: string; declared: KnownRecusal[] } | null> {
  const [row] = await readRecusalScopesOf(tx, [applicationId], userIds);
  return row ?? null;
}
