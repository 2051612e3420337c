import {
  findParties,
  readPeople,
  runQuery,
  type Database,
  type KnownGrant,
  type KnownPerson,
} from '@duixian/persistence';
import { ACCOUNT_ACTIONS, permit, type AccountAction, type PersonActor } from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';

export interface PersonView {
  id: string;
  username: string;
  displayName: string;
  status: string;
  /** The region whose administrators keep the account. */
  regionCode: string;
  /** True while the password is one that an administrator handed out. */
  mustChangePassword: boolean;
  /** Roles that have not ended and lie in the actor's reach. */
  grants: KnownGrant[];
  /** Parties this person acts for, as far as they lie in the actor's reach. */
  actsFor: { grantId: string; name: string; capacity: string; validFrom: string; validTo: string | null }[];
  /** What the actor may change here. */
  allowedActions: AccountAction[];
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
      (await findParties(tx, [...new Set(people.flatMap(partyIdsOf))])).map((party) => [party.id, party]),
    );
    const inReach = (regionCode: string): boolean =>
      permit(actor, 'person.list', regionResource(tx, regionCode)).allowed;
    const items = people.flatMap((known) => {
      const { partyGrants, grants, ...person } = known;
      const seen = grants.filter(({ regionCode }) => inReach(regionCode));
      const actsFor = partyGrants.flatMap(({ id, partyId, capacity, validFrom, validTo }) => {
        const party = parties.get(partyId);
        if (!party || !inReach(party.countyCode)) return [];
        return [{ grantId: id, name: party.registeredName, capacity, validFrom, validTo }];
      });
      if (seen.length + actsFor.length === 0 && !inReach(person.regionCode)) return [];
      const kept =
        person.id !== actor.userId &&
        permit(actor, 'person.grantRole', regionResource(tx, person.regionCode)).allowed;
      // Whoever locks somebody out or takes over their account has to keep every place where they act.
      const whole =
        seen.length === grants.length && actsFor.length === partyGrants.length && inReach(person.regionCode);
      const allowedActions = ACCOUNT_ACTIONS.filter(
        (action) => kept && fits(action, known) && (whole || !TAKES_ALL.includes(action)),
      );
      return [{ ...person, grants: seen, actsFor, allowedActions }];
    });
    return { ok: true as const, value: { items } };
  });
}

const partyIdsOf = ({ partyGrants }: KnownPerson): string[] => partyGrants.map(({ partyId }) => partyId);

const TAKES_ALL: readonly AccountAction[] = ['suspend', 'resume', 'reset_password', 'reset_second_factor'];

/** What the state of an account leaves to do with it. */
function fits(action: AccountAction, { status, grants, partyGrants }: KnownPerson): boolean {
  switch (action) {
    case 'suspend':
      return status === 'active';
    case 'resume':
      return status === 'suspended';
    case 'end_role':
      return grants.length > 0;
    case 'unlink_party':
      return partyGrants.length > 0;
    case 'link_party':
      return !grants.some(({ role }) => role === 'administrator');
    case 'reset_password':
    case 'reset_second_factor':
    case 'grant_role':
      return true;
  }
}
