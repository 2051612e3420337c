import { hash, verify } from '@node-rs/argon2';
import {
  closeSessionsOf,
  findHomeRegion,
  lockAccount,
  newId,
  runCommand,
  saveAccount,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { refuseAsUnknown } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal } from '../ground/refusal';
import { passwordProblem } from './password';

/** Somebody takes a password of their own. Their other sessions end; the one that asks goes on. */
export async function changePassword(
  db: Database,
  command: { actor: PersonActor; sessionId: string; currentPassword: string; newPassword: string },
): Promise<CommandOutcome<{ changed: true }, Refusal>> {
  const { actor, sessionId, currentPassword, newPassword } = command;
  const problem = passwordProblem(newPassword, actor.username);
  if (problem !== null) {
    return refuse('password-unusable', problem, {
      problems: [{ field: 'newPassword', message: problem, fix: 'choose a longer one, e.g. four words' }],
    });
  }
  const passwordHash = await hash(newPassword);
  return runCommand(
    db,
    { name: 'changePassword', actor, idempotencyKey: newId(), input: {} },
    async (tx): Promise<CaseOutcome<{ changed: true }>> => {
      const account = await lockAccount(tx, actor.userId);
      if (!account) return refuseAsUnknown();
      if (!(await verify(account.passwordHash, currentPassword))) {
        return refuse('wrong-credentials', 'The current password is wrong.');
      }
      if (await verify(account.passwordHash, newPassword)) {
        return refuse('password-unusable', 'The new password is the current one.', {
          problems: [{ field: 'newPassword', message: 'is the current one', fix: 'choose another one' }],
        });
      }
      Object.assign(account, { passwordHash, mustChangePassword: false });
      await saveAccount(tx, account);
      await closeSessionsOf(tx, actor.userId, sessionId);
      const regionCode = (await findHomeRegion(tx, actor.userId)) ?? account.regionCode;
      await tx.record({ caseId: actor.userId, regionCode, type: 'person.password_changed', data: {} });
      return done({ changed: true as const });
    },
  );
}
