import { findSignedInUser, runQuery, type Database } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';
import { tokenHashOf } from './token-hash';

/** A session token becomes the person behind it with today's roles and parties; null when it is not live. */
export async function authenticate(
  db: Database,
  token: string,
): Promise<{ actor: PersonActor; sessionId: string; mustChangePassword: boolean } | null> {
  const user = await runQuery(db, { kind: 'system', name: 'authenticate' }, (tx) =>
    findSignedInUser(tx, tokenHashOf(token)),
  );
  if (!user) return null;
  const { sessionId, mustChangePassword, ...person } = user;
  return { actor: { kind: 'person', ...person }, sessionId, mustChangePassword };
}
