import { hash } from '@node-rs/argon2';
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
import { type JudgedPassword, judgePassword, refuseJudged } from './judge-password';
import { passwordProblem } from './password';

interface Judged {
  judged: JudgedPassword;
}

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
  const outcome = await runCommand(
    db,
    { name: 'changePassword', actor, idempotencyKey: newId(), input: {} },
    async (tx): Promise<CaseOutcome<Judged>> => {
      const account = await lockAccount(tx, actor.userId);
      if (!account) return refuseAsUnknown();
      const judged = await judgePassword(tx, account, sessionId, currentPassword);
      if (judged !== 'right') return done({ judged });
      if (newPassword === currentPassword) {
        return refuse('password-unusable', '新密码与当前密码相同,请换一个。', {
          problems: [{ field: 'newPassword', message: '与当前密码相同', fix: '请换一个' }],
        });
      }
      Object.assign(account, { passwordHash, mustChangePassword: false });
      await saveAccount(tx, account);
      await closeSessionsOf(tx, actor.userId, sessionId);
      const regionCode = (await findHomeRegion(tx, actor.userId)) ?? account.regionCode;
      await tx.record({ caseId: actor.userId, regionCode, type: 'person.password_changed', data: {} });
      return done({ judged });
    },
  );
  if (!outcome.ok) return outcome;
  const { judged } = outcome.value;
  return judged === 'right' ? { ...outcome, value: { changed: true } } : refuseJudged(judged);
}
