import { addDays } from '@duixian/calendar';
import {
  endRoleGrant,
  hasBeenAnotherAdministrator,
  insertRoleGrant,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { mayHoldTogether, type PersonActor, type Role } from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import {
  changePerson,
  type Applied,
  type OpenAccount,
  type PersonAnswer,
  type PersonCommand,
} from './open-account';
import { proposeWhereItTakesTwo, rolesOf } from './propose-access';

/** A role at a region, from the day on which it is given. */
export interface WantedRole {
  role: Role;
  regionCode: string;
  /** Last day; null: until somebody ends it. */
  validTo: string | null;
}

/**
 * Gives a person a role at a region, or proposes it to a second administrator where it decides about money. Nobody gives anything to
 * themselves, and an administrator holds no other role: whoever keeps the accounts decides nothing in a case and touches no money.
 */
export async function grantRole(
  db: Database,
  command: PersonCommand & { role: Role; regionCode: string; validTo?: string; reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, role, regionCode, validTo = null, reason } = command;
  return changePerson(db, command, {
    name: 'grantRole',
    operation: 'person.grantRole',
    event: 'person.role_granted',
    input: { role, regionCode, validTo, reason },
    apply: async (tx, open) => {
      if (!tx.regions.find(regionCode))
        return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
      const forbidden = refuseUnlessPermitted(actor, 'person.grantRole', regionResource(tx, regionCode));
      if (forbidden) return forbidden;
      const wanted = { role, regionCode, validTo };
      const unfit = refuseUnfitRole(tx, open, wanted);
      if (unfit) return unfit;
      if (await mayMakeSecondAlone(tx, actor, wanted))
        return grantAlone(tx, open, actor, { ...wanted, reason });
      const proposed = await proposeWhereItTakesTwo(tx, open, actor.userId, {
        ...{ action: 'grant_role', ...wanted, reason },
      });
      if (proposed) return proposed;
      await insertRoleGrant(
        tx,
        { id: tx.newId(), userId: open.account.id, ...wanted, validFrom: tx.today },
        { basis: 'one', grantedBy: actor.userId },
      );
      return { ok: true, regionCode, data: { ...wanted, validFrom: tx.today, reason } };
    },
  });
}

/** Why somebody cannot have this role now, as they stand. */
export function refuseUnfitRole(
  tx: Tx,
  { held }: Pick<OpenAccount, 'held'>,
  { role, regionCode, validTo }: WantedRole,
): Refused | null {
  if (validTo !== null && validTo < tx.today) {
    return refuse('person-invalid', '角色的终止日期已过,请选择今天或更晚的日期。', {
      problems: [
        { field: 'validTo', message: `终止日期早于今天(${tx.today})`, fix: '请选择今天或更晚的日期' },
      ],
    });
  }
  const roles = rolesOf({ held });
  const clash =
    !mayHoldTogether(roles, role) || (role === 'administrator' && held.some((each) => each.partyId));
  if (clash) {
    const rule = '管理员不得兼任其他角色,也不得代表企业。请先终止此人现有的角色或关联,或另选人员。';
    return refuse('separation-of-duties', rule, { held: roles });
  }
  if (held.some((grant) => grant.role === role && grant.regionCode === regionCode))
    return refuse('action-not-allowed', '此人在该地区已有这一角色,不必重复授予。');
  return null;
}

/**
 * Whoever is and always was the only administrator of the system makes the second one alone, at the region of their own: there is
 * nobody who could confirm. Once another one was made, this way is closed for ever, whatever becomes of them.
 */
async function mayMakeSecondAlone(
  tx: Tx,
  actor: PersonActor,
  { role, regionCode }: WantedRole,
): Promise<boolean> {
  if (
    role !== 'administrator' ||
    !actor.grants.some((own) => own.role === 'administrator' && own.regionCode === regionCode)
  )
    return false;
  return !(await seeingEverything(tx, () => hasBeenAnotherAdministrator(tx, actor.userId)));
}

async function grantAlone(
  tx: Tx,
  { account }: OpenAccount,
  { userId }: PersonActor,
  { reason, ...wanted }: WantedRole & { reason: string },
): Promise<Applied> {
  const grant = { id: tx.newId(), userId: account.id, ...wanted, validFrom: tx.today };
  await insertRoleGrant(tx, grant, { basis: 'alone', grantedBy: userId });
  const { regionCode } = wanted;
  return { ok: true, regionCode, data: { ...wanted, validFrom: tx.today, reason, alone: true } };
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
