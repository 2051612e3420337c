import { findRunningDelegation, findSignedInUser, runQuery, type Database } from '@duixian/persistence';
import { inNameOf, type PersonActor } from '@duixian/workflow';
import { tokenHashOf } from './token-hash';

export interface Authenticated {
  actor: PersonActor;
  sessionId: string;
  mustChangePassword: boolean;
}

/** A session token becomes the person behind it with today's roles and parties; null when it is not live. */
export async function authenticate(db: Database, token: string): Promise<Authenticated | null> {
  const user = await runQuery(db, { kind: 'system', name: 'authenticate' }, (tx) =>
    findSignedInUser(tx, tokenHashOf(token)),
  );
  if (!user) return null;
  const { sessionId, mustChangePassword, ...person } = user;
  return { actor: { kind: 'person', ...person }, sessionId, mustChangePassword };
}

/** The same person in the name of whoever let them; null when that is no delegation to them, or does not run today. */
export async function actInNameOf(
  db: Database,
  person: PersonActor,
  delegationId: string,
): Promise<PersonActor | null> {
  const delegation = await runQuery(db, { kind: 'system', name: 'authenticate' }, (tx) =>
    findRunningDelegation(tx, delegationId, person.userId),
  );
  return delegation && inNameOf(person, delegation);
}
