import { findParties, readPeople, runQuery, type Database } from '@duixian/persistence';
import { permit, type PersonActor, type RoleGrant } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export interface PersonView {
  id: string;
  username: string;
  displayName: string;
  status: string;
  /** Roles in force today that lie in the actor's reach. */
  grants: RoleGrant[];
  /** Registered names of the parties this person acts for today, as far as they lie in the actor's reach. */
  actsFor: string[];
}

/** The people of the regions that an administrator or auditor covers: officials by their roles, clerks by their parties. */
export async function listPeople(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: PersonView[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'person.list');
  if (forbidden) return forbidden;
  // Accounts are nobody's own rows: the system reads them, the permission function decides which are shown.
  return runQuery(db, { kind: 'system', name: 'list-people' }, async (tx) => {
    const people = await readPeople(tx);
    const parties = new Map(
      (await findParties(tx, [...new Set(people.flatMap(({ partyIds }) => partyIds))])).map((party) => [
        party.id,
        party,
      ]),
    );
    const inReach = (regionCode: string): boolean =>
      permit(actor, 'person.list', regionResource(tx, regionCode)).allowed;
    const items = people.flatMap(({ partyIds, grants, ...person }) => {
      const seen = grants.filter(({ regionCode }) => inReach(regionCode));
      const actsFor = partyIds.flatMap((id) => {
        const party = parties.get(id);
        return party && inReach(party.countyCode) ? [party.registeredName] : [];
      });
      return seen.length + actsFor.length > 0 ? [{ ...person, grants: seen, actsFor }] : [];
    });
    return { ok: true as const, value: { items } };
  });
}
