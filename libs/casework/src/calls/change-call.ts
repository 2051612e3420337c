import {
  lockCall,
  runCommand,
  saveCall,
  type CallEntity,
  type CommandOutcome,
  type Database,
  type Tx,
} from '@duixian/persistence';
import {
  describeRefusal,
  mayApproveCall,
  moveCall,
  type CallAction,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type CaseOutcome, type Refusal, type Refused } from '../ground/refusal';
import { checkCallContent, contentOf, type CallContent } from './call-content';
import { CALL_CONFLICTS, type CallAnswer } from './draft-call';
import { maySeeCall } from './list-calls';

/** What every verb on a call takes. */
export interface CallCommand {
  actor: PersonActor;
  idempotencyKey: string;
  callId: string;
  version: number;
}

/** Replaces what a draft says. Whoever edits becomes one of its authors. */
export async function editCall(
  db: Database,
  command: CallCommand & { content: CallContent },
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  const { content, actor } = command;
  return changeCall(db, command, {
    name: 'editCall',
    action: 'edit',
    input: { content },
    apply: async (tx, call) => {
      const checked = await checkCallContent(tx, call.cityCode, content);
      if (!checked.ok) return checked;
      Object.assign(call, checked.stored, { authorIds: [...new Set([...call.authorIds, actor.userId])] });
      return null;
    },
  });
}

/** A second officer approves, never one who wrote at it. The content is final from here on. */
export async function approveCall(
  db: Database,
  command: CallCommand,
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  const { actor } = command;
  return changeCall(db, command, {
    name: 'approveCall',
    action: 'approve',
    apply: (tx, call) => {
      if (!mayApproveCall(call.authorIds, actor.userId)) {
        const rule = '您起草或修改过这份通知,须由本市另一名政策人员审定。';
        return Promise.resolve(refuse('separation-of-duties', rule));
      }
      call.approvedBy = actor.userId;
      call.approvedAt = tx.now;
      return refuseOutdated(tx, call);
    },
  });
}

/** From now on everybody sees it, and it takes applications on the days of its window. */
export async function publishCall(
  db: Database,
  command: CallCommand,
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  return changeCall(db, command, {
    name: 'publishCall',
    action: 'publish',
    apply: (tx, call) => {
      call.publishedAt = tx.now;
      return refuseOutdated(tx, call);
    },
  });
}

/** No more applications, whatever its window says. Cases that were submitted go on. */
export async function closeCall(
  db: Database,
  command: CallCommand,
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  return changeCall(db, command, {
    name: 'closeCall',
    action: 'close',
    apply: (tx, call) => {
      call.closedAt = tx.now;
      return Promise.resolve(null);
    },
  });
}

/** Time passed since it was written: the law must still be in force and the window not over. */
async function refuseOutdated(tx: Tx, call: CallEntity): Promise<Refused | null> {
  if (call.closesOn < tx.today) {
    const problem = {
      field: 'closesOn',
      message: `申报截止日早于今天(${tx.today})`,
      fix: '请另行起草新的通知',
    };
    return refuse('call-invalid', `${call.number} 的申报期已经结束,请另行起草新的通知。`, {
      problems: [problem],
    });
  }
  const checked = await checkCallContent(tx, call.cityCode, contentOf(call));
  return checked.ok ? null : checked;
}

interface CallVerb {
  name: string;
  action: CallAction;
  /** Everything besides call and version that decides the effect. */
  input?: Record<string, unknown>;
  /** The verb's own checks and changes, before the call moves. */
  apply: (tx: Tx, call: CallEntity) => Promise<Refused | null>;
}

/** Locked, seen, current, permitted, possible; then the verb's own part, the new state, the event. */
async function changeCall(
  db: Database,
  { actor, idempotencyKey, callId, version }: CallCommand,
  verb: CallVerb,
): Promise<CommandOutcome<CallAnswer, Refusal>> {
  const input = { callId, version, ...verb.input };
  return runCommand(
    db,
    { name: verb.name, actor, idempotencyKey, input, conflicts: CALL_CONFLICTS },
    async (tx): Promise<CaseOutcome<CallAnswer>> => {
      const call = await lockCall(tx, callId);
      if (!call || !maySeeCall(tx, call)) return refuseAsUnknown();
      if (call.version !== version) return refuseStale(version, call.version);
      const forbidden = refuseUnlessPermitted(
        actor,
        `call.${verb.action}`,
        regionResource(tx, call.cityCode),
      );
      if (forbidden) return forbidden;
      const from = call.state;
      const move = moveCall(from, verb.action);
      if (!move.ok) {
        const { allowed } = move.refusal;
        const details = { state: from, allowedActions: allowed };
        return refuse('action-not-allowed', describeRefusal(move.refusal), details);
      }
      const refused = await verb.apply(tx, call);
      if (refused) return refused;
      call.state = move.to;
      await saveCall(tx, call);
      const { id, number, state } = call;
      await tx.record({
        caseId: id,
        regionCode: call.cityCode,
        type: move.event,
        data: { from: { state: from }, to: { state }, version: call.version, ...verb.input },
      });
      return done({ id, number, state, version: call.version });
    },
  );
}
