import { managerOf, type Tx } from '../ground/transaction';
import type { StoredFactValue } from './fact-entities';
import { placesOf, profilesAsOf } from './profile-store';

/** What a party states on a day: registration and the best record of each fact, claims left out. */
export interface FactsOfDay {
  partyId: string;
  countyCode: string;
  facts: Record<string, StoredFactValue>;
}

/**
 * The facts of any number of parties on a day. Profiles that hold on that day are read as they lie; only the others are made
 * from the records.
 */
export async function readFactsOfDay(
  tx: Tx,
  partyIds: readonly string[],
  day: string,
): Promise<FactsOfDay[]> {
  const manager = managerOf(tx);
  const lying = await manager.query<FactsOfDay[]>(
    `SELECT party_id AS "partyId", county_code AS "countyCode", facts FROM party_profile
     WHERE party_id = ANY ($1::uuid[]) AND as_of <= $2 AND (next_change_on IS NULL OR next_change_on > $2)`,
    [partyIds, day],
  );
  if (lying.length === partyIds.length) return lying;
  const known = new Set(lying.map((row) => row.partyId));
  const made = await manager.query<FactsOfDay[]>(
    `SELECT party_id AS "partyId", county_code AS "countyCode", facts
     FROM (${profilesAsOf('p.id = ANY ($4::uuid[])')}) AS profile`,
    [placesOf(tx.regions), day, tx.nowText, partyIds.filter((id) => !known.has(id))],
  );
  return [...lying, ...made];
}
