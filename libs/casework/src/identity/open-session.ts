import { verify } from '@node-rs/argon2';
import {
  countFailedSignIn,
  findHomeRegion,
  findUserByUsername,
  isLocked,
  newId,
  newToken,
  openSessionRow,
  runCommand,
  type CommandOutcome,
  type Database,
  type KeyReused,
} from '@duixian/persistence';
import { done, refuse, type Refusal } from '../ground/refusal';
import { tokenHashOf } from './token-hash';

const SESSION_SECONDS = 12 * 60 * 60;
const FAILURES_BEFORE_LOCK = 10;
const LOCK_SECONDS = 5 * 60;
/** Verified against when there is no such user, so that the time taken does not tell. Hash of a random secret. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$xiDq1VwB4/n+cRmM2pdfNQ$cSZoYS/mQfYyZKkvHCC0++6UNLjGA0tLaotzyxaGdgc';

const SIGN_IN = { kind: 'system', name: 'sign-in' } as const;

export interface OpenedSession {
  token: string;
  user: { id: string; username: string; displayName: string };
}

type SignIn = { user: OpenedSession['user'] } | { user: null; locked: boolean };

/**
 * Signs in with argon2id (RFC 9106): an opaque token of 256 random bits, of which only the hash is stored. Wrong
 * passwords are counted; ten in a row lock the account for five minutes.
 */
export async function openSession(
  db: Database,
  credentials: { username: string; password: string },
): Promise<CommandOutcome<OpenedSession, Refusal>> {
  // Made outside: what a command answers is kept under its key, and a token is kept nowhere.
  const token = newToken();
  const outcome = await runCommand<SignIn, Refusal | KeyReused>(
    db,
    {
      name: 'openSession',
      actor: SIGN_IN,
      idempotencyKey: newId(),
      input: { username: credentials.username },
    },
    async (tx) => {
      const user = await findUserByUsername(tx, credentials.username);
      const locked = user !== null && (await isLocked(tx, user.id));
      const matches = await verify(user?.passwordHash ?? NOBODY, credentials.password);
      const region = (user && (await findHomeRegion(tx, user.id))) ?? tx.regions.regions[0]?.code ?? '';
      const record = (type: string, caseId: string): Promise<void> =>
        tx.record({ caseId, regionCode: region, type, data: {} });
      if (!user || !matches || locked || user.status !== 'active') {
        if (user && !locked) await countFailedSignIn(tx, user.id, FAILURES_BEFORE_LOCK, LOCK_SECONDS);
        await record('session.refused', user?.id ?? tx.newId());
        return done({ user: null, locked });
      }
      await openSessionRow(
        tx,
        { id: tx.newId(), tokenHash: tokenHashOf(token), userId: user.id },
        SESSION_SECONDS,
      );
      await record('session.opened', user.id);
      return done({ user: { id: user.id, username: user.username, displayName: user.displayName } });
    },
  );
  if (!outcome.ok) return outcome;
  if (outcome.value.user) return { ok: true, value: { token, user: outcome.value.user }, replayed: false };
  return outcome.value.locked
    ? refuse('account-locked', '密码连续输错次数过多,请五分钟后再试,或联系系统管理员。')
    : refuse('wrong-credentials', '用户名或密码不正确。');
}
