import {
  findDelegation,
  insertDelegation,
  readDelegationsOf,
  readOfficialsOf,
  revokeDelegationRow,
  runCommand,
  runQuery,
  seeingEverything,
  type Colleague,
  type CommandOutcome,
  type Database,
  type DelegationEntity,
} from '@duixian/persistence';
import {
  delegationProblem,
  delegationState,
  type DelegableRole,
  type DelegationProblem,
  type DelegationState,
  type PersonActor,
} from '@duixian/workflow';
import { refuseAsUnknown, refuseUnlessPermitted, regionResource } from '../ground/authorise';
import { done, refuse, type Refusal, type Refused } from '../ground/refusal';

export {
  DELEGABLE_ROLES,
  DELEGATION_STATES,
  type DelegableRole,
  type DelegationState,
} from '@duixian/workflow';

const PROBLEMS: Record<DelegationProblem, string> = {
  'in-their-name': '代理他人期间不能再转委托。请先退出代理。',
  self: '不能委托给自己,请选择同事。',
  'not-held': '只能委托您本人在该地区持有的审核职责。',
  past: '开始日期早于今天,请选择今天或更晚的日期。',
  backwards: '结束日期早于开始日期。',
  'too-long': '一次委托最长半年;离岗更久的,请由管理员调整角色。',
};

export interface DelegationView {
  id: string;
  delegator: { id: string; name: string };
  delegate: { id: string; name: string };
  role: DelegableRole;
  regionCode: string;
  fromOn: string;
  toOn: string;
  reason: string;
  state: DelegationState;
  /** Whether this person gave it. */
  mine: boolean;
}

/**
 * 代理: an official names a colleague of the same place who reviews in their name from day to day. It ends by itself, or when
 * its giver revokes it, is suspended, or loses the role.
 */
export async function giveDelegation(
  db: Database,
  command: {
    actor: PersonActor;
    idempotencyKey: string;
    delegateId: string;
    role: DelegableRole;
    regionCode: string;
    fromOn: string;
    toOn: string;
    reason: string;
  },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, ...input } = command;
  const request = { name: 'giveDelegation', actor, idempotencyKey, input };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const { regionCode, delegateId } = input;
    if (!tx.regions.find(regionCode)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'delegation.give', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    const problem = delegationProblem(actor, input, tx.today);
    if (problem) return refuse('delegation-invalid', PROBLEMS[problem], { problem });
    const officials = await seeingEverything(tx, () => readOfficialsOf(tx, regionCode));
    const delegate = officials.find(({ id }) => id === delegateId);
    if (!delegate)
      return refuse('delegation-invalid', '只能委托给同一单位的在岗工作人员。', { problem: 'no-colleague' });
    const id = tx.newId();
    await insertDelegation(tx, {
      ...input,
      ...{ id, delegatorId: actor.userId, delegatorName: actor.displayName },
      ...{ delegateName: delegate.displayName, givenAt: tx.now },
    });
    await tx.record({
      caseId: id,
      regionCode,
      type: 'delegation.given',
      data: { delegationId: id, assigneeId: delegateId, ...input },
    });
    return done({ id });
  });
}

/** Takes back what one gave; at once. */
export async function revokeDelegation(
  db: Database,
  command: { actor: PersonActor; idempotencyKey: string; id: string },
): Promise<CommandOutcome<{ id: string }, Refusal>> {
  const { actor, idempotencyKey, id } = command;
  const request = { name: 'revokeDelegation', actor, idempotencyKey, input: { id } };
  return runCommand<{ id: string }, Refusal>(db, request, async (tx) => {
    const forbidden = refuseUnlessPermitted(actor, 'delegation.revoke');
    if (forbidden) return forbidden;
    const found = await findDelegation(tx, id);
    if (found?.delegatorId !== actor.userId || actor.onBehalfOf) return refuseAsUnknown();
    const state = stateOf(found, tx.today);
    if (state === 'ended' || state === 'revoked')
      return refuse('action-not-allowed', '这项委托已经结束,不必撤销。', { state });
    await revokeDelegationRow(tx, id);
    await tx.record({
      caseId: id,
      regionCode: found.regionCode,
      type: 'delegation.revoked',
      data: { delegationId: id, assigneeId: found.delegateId },
    });
    return done({ id });
  });
}

/** What one gave and was given. */
export async function listDelegations(
  db: Database,
  actor: PersonActor,
): Promise<{ ok: true; value: { items: DelegationView[] } } | Refused> {
  const forbidden = refuseUnlessPermitted(actor, 'delegation.list');
  if (forbidden) return forbidden;
  return runQuery(db, actor, async (tx) => {
    const found = await readDelegationsOf(tx, actor.userId);
    return {
      ok: true as const,
      value: { items: found.map((one) => viewOf(one, tx.today, actor.userId)) },
    };
  });
}

/** The officials of a place by name, one of whom may be asked to act in one's name. */
export async function listDelegates(
  db: Database,
  actor: PersonActor,
  regionCode: string,
): Promise<{ ok: true; value: { items: Colleague[] } } | Refused> {
  return runQuery(db, actor, async (tx) => {
    if (!tx.regions.find(regionCode)) return refuseAsUnknown();
    const forbidden = refuseUnlessPermitted(actor, 'delegation.delegates', regionResource(tx, regionCode));
    if (forbidden) return forbidden;
    const officials = await seeingEverything(tx, () => readOfficialsOf(tx, regionCode));
    return { ok: true as const, value: { items: officials.filter(({ id }) => id !== actor.userId) } };
  });
}

const stateOf = ({ fromOn, toOn, revokedAt }: DelegationEntity, today: string): DelegationState =>
  delegationState({ fromOn, toOn, revoked: revokedAt !== null }, today);

function viewOf(one: DelegationEntity, today: string, userId: string): DelegationView {
  const { id, role, regionCode, fromOn, toOn, reason } = one;
  return {
    ...{ id, role, regionCode, fromOn, toOn, reason },
    delegator: { id: one.delegatorId, name: one.delegatorName },
    delegate: { id: one.delegateId, name: one.delegateName },
    state: stateOf(one, today),
    mine: one.delegatorId === userId,
  };
}
