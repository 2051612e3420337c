import { hash } from '@node-rs/argon2';
import {
  hasAdministrator as someoneIsAdministrator,
  insertRoleGrant,
  insertUser,
  newId,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import type { NewPerson } from './create-person';
import { newPassword } from './password';

const OPERATOR = { kind: 'system', name: 'first-administrator' } as const;

/** True when somebody who can sign in is an administrator today. */
export const hasAdministrator = (db: Database): Promise<boolean> =>
  runQuery(db, OPERATOR, someoneIsAdministrator);

/**
 * The first account of a system that has no administrator who can sign in, made by whoever runs its servers. All other
 * accounts come from this one. Its password is answered once and must be changed when it is first used.
 */
export async function makeFirstAdministrator(
  db: Database,
  person: NewPerson,
): Promise<CommandOutcome<{ id: string; initialPassword: string }, Refusal>> {
  const initialPassword = newPassword();
  const passwordHash = await hash(initialPassword);
  const taken: Refusal = { code: 'username-taken', message: 'Another account has this user name.' };
  const conflicts = { user_account_username_key: taken };
  const outcome = await runCommand<{ id: string }, Refusal>(
    db,
    { name: 'makeFirstAdministrator', actor: OPERATOR, idempotencyKey: newId(), input: person, conflicts },
    async (tx): Promise<CaseOutcome<{ id: string }>> => {
      const { regionCode } = person;
      if (!tx.regions.find(regionCode))
        return refuse('not-found', `没有代码为 ${regionCode} 的地区,请从列表中选择。`);
      if (await someoneIsAdministrator(tx)) {
        const rule = 'There is an administrator who can sign in: they make all other accounts.';
        return refuse('action-not-allowed', rule);
      }
      const id = tx.newId();
      await insertUser(tx, {
        ...{ ...person, id, passwordHash, status: 'active', createdAt: tx.now },
        mustChangePassword: true,
      });
      await insertRoleGrant(tx, {
        ...{ id: tx.newId(), userId: id, role: 'administrator', regionCode },
        ...{ validFrom: tx.today, validTo: null },
      });
      await tx.record({ caseId: id, regionCode, type: 'person.first_administrator', data: { regionCode } });
      return done({ id });
    },
  );
  if (!outcome.ok) return outcome;
  return { ok: true, value: { ...outcome.value, initialPassword }, replayed: false };
}
