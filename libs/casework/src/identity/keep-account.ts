import { hash } from '@node-rs/argon2';
import {
  closeSessionsOf,
  saveAccount,
  unlockAccount,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { refuse, type Refusal } from '../ground/refusal';
import { changePerson, refuseUnlessAllKept, type PersonAnswer, type PersonCommand } from './open-account';
import { newPassword } from './password';

/** The account can no longer sign in and its sessions end; its roles stay for the day it is wanted again. */
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
      return { ok: true, data: { reason: command.reason } };
    },
  });
}

/** The account can sign in again with the password that it had. */
export async function resumePerson(
  db: Database,
  command: PersonCommand,
): Promise<CommandOutcome<PersonAnswer, Refusal>> {
  return changePerson(db, command, {
    name: 'resumePerson',
    operation: 'person.resume',
    event: 'person.resumed',
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, command.actor, 'person.resume', open);
      if (refused) return refused;
      const { account } = open;
      if (account.status === 'active') return alreadySo('active');
      account.status = 'active';
      await saveAccount(tx, account);
      return { ok: true, data: {} };
    },
  });
}

export interface ResetPassword extends PersonAnswer {
  /** Shown this one time and kept nowhere; null when the same request was answered before. */
  initialPassword: string | null;
}

/** A new first password in place of a forgotten one; all sessions end, and a lock after wrong passwords too. */
export async function resetPassword(
  db: Database,
  command: PersonCommand,
): Promise<CommandOutcome<ResetPassword, Refusal>> {
  const initialPassword = newPassword();
  const passwordHash = await hash(initialPassword);
  const outcome = await changePerson(db, command, {
    name: 'resetPassword',
    operation: 'person.resetPassword',
    event: 'person.password_reset',
    apply: async (tx, open) => {
      const refused = refuseUnlessAllKept(tx, command.actor, 'person.resetPassword', open);
      if (refused) return refused;
      const { account } = open;
      Object.assign(account, { passwordHash, mustChangePassword: true });
      await saveAccount(tx, account);
      await unlockAccount(tx, account.id);
      await closeSessionsOf(tx, account.id, null);
      return { ok: true, data: {} };
    },
  });
  if (!outcome.ok) return outcome;
  const { value, replayed } = outcome;
  return { ok: true, value: { ...value, initialPassword: replayed ? null : initialPassword }, replayed };
}

const alreadySo = (state: string) =>
  refuse('action-not-allowed', `该账号已处于此状态,请刷新查看。`, { state });
