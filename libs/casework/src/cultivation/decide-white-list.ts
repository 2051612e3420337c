import {
  findLastWhiteList,
  lockWhiteList,
  runCommand,
  saveWhiteList,
  type CommandOutcome,
  type Database,
} from '@duixian/persistence';
import {
  allowedWhiteListActions,
  describeRefusal,
  mayApproveWhiteList,
  moveWhiteList,
  permit,
  type PersonActor,
  type WhiteListAction,
  type WhiteListState,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseStale, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type Refusal } from '../ground/refusal';

export interface WhiteListAnswer {
  id: string;
  state: WhiteListState;
  version: number;
}

/** A second officer approves exactly the list that was computed, or one of the city gives it up. */
export async function decideWhiteList(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    listId: string;
    version: number;
    action: WhiteListAction;
  },
): Promise<CommandOutcome<WhiteListAnswer, Refusal>> {
  const { actor, idempotencyKey, listId, version, action } = command;
  const input = { listId, version, action };
  const request = { name: 'decideWhiteList', actor, idempotencyKey, input };
  return runCommand<WhiteListAnswer, Refusal>(db, request, async (tx) => {
    const list = await lockWhiteList(tx, listId);
    const resource = list && regionResource(tx, list.cityCode);
    if (!list || !resource || !permit(actor, 'whiteList.read', resource).allowed) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, `whiteList.${action}`, resource);
    if (forbidden) return forbidden;
    if (list.version !== version) return refuseStale(version, list.version);
    const move = moveWhiteList(list.state, action);
    if (!move.ok) {
      const allowedActions = allowedWhiteListActions(list.state);
      const message = describeRefusal({ ...move.refusal, allowed: allowedActions });
      return refuse('action-not-allowed', message, { state: list.state, allowedActions });
    }
    if (action === 'approve' && !mayApproveWhiteList(list.preparedBy, actor.userId))
      return refuse('separation-of-duties', '这份白名单由您生成,须由本市另一名政策人员审定。');
    const last = await findLastWhiteList(tx, list.ruleKey, list.cityCode);
    if (action === 'approve' && (last?.id ?? null) !== list.baseId)
      return refuse('white-list-invalid', '生成之后另有一版已审定,新增和移出已不准确。请作废后重新生成。');
    list.state = move.to;
    list.decidedBy = actor.userId;
    list.decidedAt = tx.now;
    await saveWhiteList(tx, list);
    await tx.record({
      ...{ caseId: list.id, regionCode: list.cityCode, type: move.event },
      data: { ruleKey: list.ruleKey, asOf: list.asOf, memberCount: list.memberCount, version: list.version },
    });
    return done({ id: list.id, state: list.state, version: list.version });
  });
}
