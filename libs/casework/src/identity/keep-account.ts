import {
  closeSessionsOf,
  revokeDelegationsOf,
  saveAccount,
  seeingEverything,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import { refuse, type Refusal, type Refused } from '../ground/refusal';
import {
  changePerson,
  refuseUnlessAllKept,
  type OpenAccount,
  type PersonAnswer,
  type PersonCommand,
} from './open-account';
import { proposeWhereItTakesTwo } from './propose-access';
import { makeFirstPassword, putFirstPassword } from './take-over';

/** The account can no longer sign in; its sessions and delegations end, its roles stay for the day it is wanted again. */
export async function suspendPerson(
  db: Database,
  command: PersonCommand & { reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  return changePerson(db, command, {
    name: 'suspendPerson',
    operation: 'person.suspend',
    event: 'person.suspended',
    input: { reason: command.reason },
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, command.actor, 'person.suspend', open);
      if (refused) return refused;
      const { account } = open;
      if (account.status === 'suspended') return alreadySo('suspended');
      account.status = 'suspended';
      await saveAccount(tx, account);
      await closeSessionsOf(tx, account.id, null);
      await endDelegations(tx, account.id);
      return { ok: true, data: { reason: command.reason } };
    },
  });
}

/** What somebody let others do in their name, or does in others’, does not come back with their account. */
async function endDelegations(tx: Tx, userId: string): Promise<void> {
  for (const ended of await seeingEverything(tx, () => revokeDelegationsOf(tx, userId))) {
    const { id, regionCode, delegatorId, delegateId } = ended;
    await tx.record({
      ...{ caseId: id, regionCode, type: 'delegation.revoked' },
      data: { delegationId: id, assigneeId: delegatorId === userId ? delegateId : delegatorId },
    });
  }
}

/** The account can sign in again with the password that it had; where its person decides about money, once a second administrator confirms. */
export async function resumePerson(
  db: Database,
  command: PersonCommand & { reason: string },
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  const { actor, reason } = command;
  return changePerson(db, command, {
    name: 'resumePerson',
    operation: 'person.resume',
    event: 'person.resumed',
    input: { reason },
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, actor, 'person.resume', open) ?? refuseUnlessSuspended(open);
      if (refused) return refused;
      const { account } = open;
      const proposed = await proposeWhereItTakesTwo(tx, open, actor.userId, {
        ...{ action: 'resume', regionCode: account.regionCode, reason },
      });
      if (proposed) return proposed;
      account.status = 'active';
      await saveAccount(tx, account);
      return { ok: true, data: { reason } };
    },
  });
}

export interface ResetPassword extends PersonAnswer {
  /** Shown this one time and kept nowhere; null when the same request was answered before, or when it waits for a second administrator. */
  initialPassword: string | null;
}

/**
 * A new first password in place of a forgotten one. Of who decides about money it is proposed here, and handed out by the second
 * administrator who confirms: whoever asked for it never knows it.
 */
export async function resetPassword(
  db: Database,
  command: PersonCommand & { reason: string },
): Promise<CommandOutcome<ResetPassword, Refusal>> {
  const { actor, reason } = command;
  const first = await makeFirstPassword();
  const outcome = await changePerson(db, command, {
    name: 'resetPassword',
    operation: 'person.resetPassword',
    event: 'person.password_reset',
    input: { reason },
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, actor, 'person.resetPassword', open);
      if (refused) return refused;
      const { account } = open;
      const proposed = await proposeWhereItTakesTwo(tx, open, actor.userId, {
        ...{ action: 'reset_password', regionCode: account.regionCode, reason },
      });
      if (proposed) return proposed;
      await putFirstPassword(tx, account, first.hash);
      return { ok: true, data: { reason } };
    },
  });
  if (!outcome.ok) return outcome;
  const { value, replayed } = outcome;
  const shown = !replayed && value.proposalId === null;
  return { ok: true, value: { ...value, initialPassword: shown ? first.text : null }, replayed };
}

/** Null for an account that is to be opened again. */
export const refuseUnlessSuspended = ({ account }: OpenAccount): Refused | null =>
  account.status === 'suspended' ? null : alreadySo(account.status);

const alreadySo = (state: string) =>
  refuse('action-not-allowed', `该账号已处于此状态,请刷新查看。`, { state });
