import { verify } from '@node-rs/argon2';
import {
  countFailedSignIn,
  countFailureOfBrowser,
  findHomeRegion,
  findSessionOfBrowser,
  findUserByUsername,
  isLocked,
  lockAccount,
  newId,
  newToken,
  openSessionRow,
  runCommand,
  runQuery,
  type CommandOutcome,
  type Database,
  type KeyReused,
  type Tx,
  type UserAccountEntity,
} from '@duixian/persistence';
import { done, refuse, type Refusal } from '../ground/refusal';
import { FAILURES_BEFORE_LOCK, LOCK_SECONDS } from './judge-password';
import { tokenHashOf } from './token-hash';

const SESSION_SECONDS = 12 * 60 * 60;
/** Verified against when there is no such user, so that the time taken does not tell. Hash of a random secret. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$xiDq1VwB4/n+cRmM2pdfNQ$cSZoYS/mQfYyZKkvHCC0++6UNLjGA0tLaotzyxaGdgc';

const SIGN_IN = { kind: 'system', name: 'sign-in' } as const;

export interface OpenedSession {
  token: string;
  /** For the browser to keep, and to give when it signs in again. */
  browser: string;
  user: { id: string; username: string; displayName: string };
}

type SignIn = { user: OpenedSession['user'] } | { user: null; locked: boolean };

/**
 * Signs in with argon2id (RFC 9106): an opaque token of 256 random bits, of which only the hash is stored. Wrong
 * passwords are counted; ten in a row lock the account for five minutes, and then they are counted anew. A password is looked at before
 * the account is locked, and judged behind that lock: what changes or closes the account, and other guesses, come before or after.
 * A browser from which this person signed in before has a count of its own: whoever guesses elsewhere locks nobody out of theirs.
 */
export async function openSession(
  db: Database,
  credentials: { username: string; password: string; browser?: string | undefined },
): Promise<CommandOutcome<OpenedSession, Refusal>> {
  const { username, password, browser } = credentials;
  const found = await runQuery(db, SIGN_IN, (tx) => findUserByUsername(tx, username));
  const matched = await verify(found?.passwordHash ?? NOBODY, password);
  // Made outside: what a command answers is kept under its key, and a token is kept nowhere.
  const given = { token: newToken(), browser: newToken() };
  const outcome = await runCommand<SignIn, Refusal | KeyReused>(
    db,
    { name: 'openSession', actor: SIGN_IN, idempotencyKey: newId(), input: { username } },
    async (tx) => {
      const user = found && (await lockAccount(tx, found.id));
      const matches =
        user?.passwordHash === found?.passwordHash
          ? matched
          : await verify(user?.passwordHash ?? NOBODY, password);
      return done(await decide(tx, user, { matches, browser }, given));
    },
  );
  if (!outcome.ok) return outcome;
  if (outcome.value.user) return { ok: true, value: { ...given, user: outcome.value.user }, replayed: false };
  return outcome.value.locked
    ? refuse('account-locked', '密码连续输错次数过多,请五分钟后再试,或联系系统管理员。')
    : refuse('wrong-credentials', '用户名或密码不正确。');
}

async function decide(
  tx: Tx,
  user: UserAccountEntity | null,
  shown: { matches: boolean; browser: string | undefined },
  given: Pick<OpenedSession, 'token' | 'browser'>,
): Promise<SignIn> {
  const known = user && (await knownBrowser(tx, user.id, shown.browser));
  const locked = user !== null && known === null && (await isLocked(tx, user.id));
  const regionCode = (user && (await findHomeRegion(tx, user.id))) ?? tx.regions.regions[0]?.code ?? '';
  if (!user || !shown.matches || locked || user.status !== 'active') {
    if (known) await countFailureOfBrowser(tx, known);
    else if (user && !locked) await countFailedSignIn(tx, user.id, FAILURES_BEFORE_LOCK, LOCK_SECONDS);
    await tx.record({ caseId: user?.id ?? tx.newId(), regionCode, type: 'session.refused', data: {} });
    return { user: null, locked };
  }
  const { id, username, displayName } = user;
  const hashes = { tokenHash: tokenHashOf(given.token), browserHash: tokenHashOf(given.browser) };
  await openSessionRow(tx, { id: tx.newId(), userId: id, ...hashes }, SESSION_SECONDS);
  await tx.record({ caseId: id, regionCode, type: 'session.opened', data: {} });
  return { user: { id, username, displayName } };
}

const knownBrowser = async (tx: Tx, userId: string, browser: string | undefined): Promise<string | null> =>
  browser === undefined ? null : findSessionOfBrowser(tx, userId, tokenHashOf(browser), FAILURES_BEFORE_LOCK);
