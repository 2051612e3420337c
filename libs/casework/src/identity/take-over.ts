import { hash } from '@node-rs/argon2';
import {
  clearSecondFactor,
  closeSessionsOf,
  saveAccount,
  unlockAccount,
  type Tx,
  type UserAccountEntity,
} from '@duixian/persistence';
import { newPassword } from './password';

/** A first password, made outside of the command: what a command answers is kept under its key, and a password is kept nowhere. */
export interface FirstPassword {
  text: string;
  hash: string;
}

export async function makeFirstPassword(): Promise<FirstPassword> {
  const text = newPassword();
  return { text, hash: await hash(text) };
}

/** In place of the password there is: all sessions end, and a lock after wrong passwords too. */
export async function putFirstPassword(
  tx: Tx,
  account: UserAccountEntity,
  passwordHash: string,
): Promise<void> {
  Object.assign(account, { passwordHash, mustChangePassword: true });
  await saveAccount(tx, account);
  await unlockAccount(tx, account.id);
  await closeSessionsOf(tx, account.id, null);
}

/** Whoever had the account so far has it no more: neither by its password nor by its authenticator. */
export async function takeOver(tx: Tx, account: UserAccountEntity, passwordHash: string): Promise<void> {
  await putFirstPassword(tx, account, passwordHash);
  await clearSecondFactor(tx, account.id);
}
