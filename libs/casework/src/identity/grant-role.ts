import { addDays } from '@duixian/calendar';
import { endRoleGrant, insertRoleGrant, type CommandOutcome, type Database } from '@duixian/persistence';
import { mayHoldTogether, type Role } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { refuse, type Refusal } from '../ground/refusal';
import { changePerson, type PersonAnswer, type PersonCommand } from './open-account';

/**
 * Gives a person a role at a region, from today on. Nobody gives anything to themselves, and an administrator holds no
 * other role: whoever keeps the accounts decides nothing in a case and touches no money.
 */
export async function grantRole(
  db: Database,
  command: PersonCommand & { role: Role; regionCode: string; validTo?: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, personId, role, regionCode, validTo = null } = command;
  return changePerson(db, command, {
    name: 'grantRole',
    operation: 'person.grantRole',
    event: 'person.role_granted',
    input: { role, regionCode, validTo },
    apply: async (tx, { held }) => {
      if (!tx.regions.find(regionCode)) return refuse('not-found', `There is no region ${regionCode}.`);
      const forbidden = refuseUnlessPermitted(actor, 'person.grantRole', regionResource(tx, regionCode));
      if (forbidden) return forbidden;
      if (validTo !== null && validTo < tx.today) {
        return refuse('person-invalid', 'The last day of the role is over already.', {
          problems: [{ field: 'validTo', message: `is before today, ${tx.today}`, fix: 'name a later day' }],
        });
      }
      const roles = held.flatMap((grant) => (grant.role === null ? [] : [grant.role]));
      const clash =
        !mayHoldTogether(roles, role) || (role === 'administrator' && held.some((each) => each.partyId));
      if (clash) {
        const rule =
          'An administrator holds no other role and acts for no enterprise. End what this person has, or choose another person.';
        return refuse('separation-of-duties', rule, { held: roles });
      }
      if (held.some((grant) => grant.role === role && grant.regionCode === regionCode)) {
        return refuse('action-not-allowed', 'The person has this role at this region already.');
      }
      await insertRoleGrant(tx, {
        ...{ id: tx.newId(), userId: personId, role, regionCode },
        ...{ validFrom: tx.today, validTo, grantedBy: actor.userId },
      });
      return { ok: true, regionCode, data: { role, regionCode, validFrom: tx.today, validTo } };
    },
  });
}

/** Ends a role at once: its last day was yesterday. */
export async function endRole(
  db: Database,
  command: PersonCommand & { grantId: string; reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, grantId, reason } = command;
  return changePerson(db, command, {
    name: 'endRole',
    operation: 'person.endRole',
    event: 'person.role_ended',
    input: { grantId, reason },
    apply: async (tx, { held }) => {
      const grant = held.find(({ id, role }) => id === grantId && role !== null);
      if (!grant) return refuseAsUnknown();
      const { role, regionCode } = grant;
      const forbidden = refuseUnlessPermitted(actor, 'person.endRole', regionResource(tx, regionCode));
      if (forbidden) return forbidden;
      await endRoleGrant(tx, grantId, actor.userId, addDays(tx.today, -1));
      return { ok: true, regionCode, data: { role, regionCode, reason } };
    },
  });
}
