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
      problems: [{ field: 'newPassword', message: problem, fix: '请换一个更长的密码,例如四个词' }],
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
        return refuse('wrong-credentials', '当前密码不正确,请重新输入。');
      }
      if (await verify(account.passwordHash, newPassword)) {
        return refuse('password-unusable', '新密码与当前密码相同,请换一个。', {
          problems: [{ field: 'newPassword', message: '与当前密码相同', fix: '请换一个' }],
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
