import { runQuery, type Database } from '@duixian/persistence';
import type { PersonActor } from '@duixian/workflow';

export interface SessionView {
  user: { id: string; username: string; displayName: string };
  grants: PersonActor['grants'];
  partyIds: readonly string[];
  /** In whose name they act; null in their own. */
  onBehalfOf: { delegationId: string; displayName: string } | null;
  /** Business date in China, by which deadlines count. */
  today: string;
}

/** Who is signed in, with roles and parties of today. */
export async function readSession(db: Database, actor: PersonActor): Promise<SessionView> {
  const { userId: id, username, displayName, grants, partyIds } = actor;
  const { delegationId = '', displayName: whose = '' } = actor.onBehalfOf ?? {};
  const onBehalfOf = actor.onBehalfOf ? { delegationId, displayName: whose } : null;
  return runQuery(db, actor, ({ today }) =>
    Promise.resolve({ user: { id, username, displayName }, grants, partyIds, onBehalfOf, today }),
  );
}
