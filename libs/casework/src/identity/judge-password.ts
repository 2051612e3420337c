import { verify } from '@node-rs/argon2';
import {
  countFailedSignIn,
  countFailureOfBrowser,
  findHomeRegion,
  isLocked,
  isSessionTrusted,
  type Tx,
  type UserAccountEntity,
} from '@duixian/persistence';
import { refuse, type Refused } from '../ground/refusal';

export const FAILURES_BEFORE_LOCK = 10;
export const LOCK_SECONDS = 5 * 60;

export type JudgedPassword = 'right' | 'wrong' | 'locked';

/**
 * Looks at the password of somebody who is signed in, behind the lock of their account. A wrong one counts as at sign-in: ten for the
 * session that asks, the next ones for the account. The command must not be refused afterwards, or the count would be lost.
 */
export async function judgePassword(
  tx: Tx,
  account: UserAccountEntity,
  sessionId: string,
  password: string,
): Promise<JudgedPassword> {
  const trusted = await isSessionTrusted(tx, sessionId, FAILURES_BEFORE_LOCK);
  const locked = !trusted && (await isLocked(tx, account.id));
  if (!locked && (await verify(account.passwordHash, password))) return 'right';
  if (trusted) await countFailureOfBrowser(tx, sessionId);
  else if (!locked) await countFailedSignIn(tx, account.id, FAILURES_BEFORE_LOCK, LOCK_SECONDS);
  const regionCode = (await findHomeRegion(tx, account.id)) ?? account.regionCode;
  await tx.record({ caseId: account.id, regionCode, type: 'person.password_refused', data: {} });
  return locked ? 'locked' : 'wrong';
}

export const refuseJudged = (judged: Exclude<JudgedPassword, 'right'>): Refused =>
  judged === 'locked'
    ? refuse('account-locked', '密码连续输错次数过多,请五分钟后再试,或联系系统管理员。')
    : refuse('wrong-credentials', '当前密码不正确,请重新输入。');
