import { findCall, readCalls, runQuery, type CallEntity, type Database, type Tx } from '@duixian/persistence';
import {
  allowedCallActions,
  isPublicCall,
  mayApproveCall,
  permit,
  type Actor,
  type CallAction,
} from '@duixian/workflow';
import { refuseAsUnknown, regionResource } from '../ground/authorise';
import type { Refused } from '../ground/refusal';
import { contentOf } from './call-content';

/** A call as it is shown: without the officials who wrote and approved it, whom the trail names. */
export type CallView = Omit<
  CallEntity,
  'authorIds' | 'approvedBy' | 'draftedAt' | 'approvedAt' | 'publishedAt' | 'closedAt'
> & {
  publishedAt: string | null;
  closedAt: string | null;
  /** Whether it takes applications today. */
  open: boolean;
  /** What whoever asks may do with it now. */
  allowedActions: CallAction[];
};

/** The calls that the actor may see, newest year first. */
export async function listCalls(db: Database, actor: Actor): Promise<CallView[]> {
  return runQuery(db, actor, async (tx) =>
    (await readCalls(tx)).filter((call) => maySeeCall(tx, call)).map((call) => viewOf(tx, call)),
  );
}

export async function readCall(
  db: Database,
  actor: Actor,
  id: string,
): Promise<{ ok: true; value: CallView } | Refused> {
  return runQuery(db, actor, async (tx) => {
    const call = await findCall(tx, id);
    if (!call || !maySeeCall(tx, call)) return refuseAsUnknown();
    return { ok: true as const, value: viewOf(tx, call) };
  });
}

/** Published calls are everybody's; one in the making is seen by the city's policy officers and its auditors. */
export const maySeeCall = (tx: Tx, call: CallEntity): boolean =>
  isPublicCall(call.state) || permit(tx.actor, 'call.readDraft', regionResource(tx, call.cityCode)).allowed;

/** True on the days from opening to closing, both included, while the call is published. */
export const isOpen = (call: CallEntity, today: string): boolean =>
  call.state === 'published' && call.opensOn <= today && today <= call.closesOn;

function viewOf(tx: Tx, call: CallEntity): CallView {
  const { id, version, cityCode, policyVersionId, state, parameters, route } = call;
  return {
    ...contentOf(call),
    ...{ id, version, cityCode, policyVersionId, state, parameters, route },
    publishedAt: call.publishedAt?.toISOString() ?? null,
    closedAt: call.closedAt?.toISOString() ?? null,
    open: isOpen(call, tx.today),
    allowedActions: actionsOf(tx, call),
  };
}

function actionsOf(tx: Tx, call: CallEntity): CallAction[] {
  const { actor } = tx;
  if (actor.kind !== 'person') return [];
  const resource = regionResource(tx, call.cityCode);
  return allowedCallActions(call.state).filter(
    (action) =>
      permit(actor, `call.${action}`, resource).allowed &&
      (action !== 'approve' || mayApproveCall(call.authorIds, actor.userId)),
  );
}
