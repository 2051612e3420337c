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
      if (!tx.regions.find(regionCode))
        return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
      const forbidden = refuseUnlessPermitted(actor, 'person.grantRole', regionResource(tx, regionCode));
      if (forbidden) return forbidden;
      if (validTo !== null && validTo < tx.today) {
        return refuse('person-invalid', '角色的终止日期已过,请选择今天或更晚的日期。', {
          problems: [
            { field: 'validTo', message: `终止日期早于今天(${tx.today})`, fix: '请选择今天或更晚的日期' },
          ],
        });
      }
      const roles = held.flatMap((grant) => (grant.role === null ? [] : [grant.role]));
      const clash =
        !mayHoldTogether(roles, role) || (role === 'administrator' && held.some((each) => each.partyId));
      if (clash) {
        const rule = '管理员不得兼任其他角色,也不得代表企业。请先终止此人现有的角色或关联,或另选人员。';
        return refuse('separation-of-duties', rule, { held: roles });
      }
      if (held.some((grant) => grant.role === role && grant.regionCode === regionCode)) {
        return refuse('action-not-allowed', '此人在该地区已有这一角色,不必重复授予。');
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
