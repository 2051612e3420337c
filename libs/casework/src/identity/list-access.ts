import {
  readWaitingAccess,
  runQuery,
  type Database,
  type Tx,
  type WaitingAccess,
} from '@duixian/persistence';
import {
  accessDecisionsOf,
  permit,
  type AccessAction,
  type AccessDecision,
  type PersonActor,
  type Role,
} from '@duixian/workflow';
import { refuseUnlessPermitted, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { maySee } from './decide-access';

export interface AccessProposalView {
  id: string;
  action: AccessAction;
  person: { id: string; username: string; displayName: string };
  /** Of the role, or where the account is kept. */
  regionCode: string;
  /** Only of a role. */
  role: Role | null;
  validTo: string | null;
  reason: string;
  proposedBy: string;
  proposedByYou: boolean;
  proposedAt: string;
  allowedActions: AccessDecision[];
}

/** What waits for a second administrator, for whoever decides about it or oversees them; the longest first. */
export async function listAccessProposals(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: AccessProposalView[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'accessProposal.list');
  if (forbidden) return forbidden;
  // As of people: the system reads them, the permission function decides which are shown.
  return runQuery(db, { kind: 'system', name: 'list-access' }, async (tx) => {
    const waiting = (await readWaitingAccess(tx)).filter((one) => maySee(tx, actor, one));
    return { ok: true as const, value: { items: waiting.map((one) => viewOf(tx, actor, one)) } };
  });
}

function viewOf(tx: Tx, actor: PersonActor, one: WaitingAccess): AccessProposalView {
  const { id, action, userId, username, displayName, regionCode, role, validTo, reason, proposedBy } = one;
  const own = proposedBy === actor.userId;
  const keeps =
    own ||
    one.places.every((place) => permit(actor, 'accessProposal.decide', regionResource(tx, place)).allowed);
  const hands = accessDecisionsOf({ state: one.state, proposedBy, personId: userId }, actor.userId);
  return {
    ...{ id, action, regionCode, role, validTo, reason },
    person: { id: userId, username, displayName },
    ...{ proposedBy: one.proposerName, proposedByYou: own, proposedAt: one.proposedAt.toISOString() },
    allowedActions: keeps ? hands : [],
  };
}
