import { reachOf, type Reach, type Tx } from '@duixian/persistence';
import { permit, scopeOf, type Actor, type Operation, type Resource } from '@duixian/workflow';
import { refuse, type Refused } from './refusal';

/** Null when the actor may; otherwise the refusal that names the rule (or hides that the thing exists). */
export function refuseUnlessPermitted(
  actor: Actor,
  operation: Operation,
  resource?: Resource,
): Refused | null {
  const permission = permit(actor, operation, resource);
  if (permission.allowed) return null;
  switch (permission.as) {
    case 'unauthenticated':
      return refuse('unauthenticated', '请先登录。', { rule: permission.rule });
    case 'not-found':
      return refuseAsUnknown();
    case 'forbidden':
      return refuse('forbidden', permission.rule);
  }
}

/** One answer for what does not exist and for what is out of reach, so that nobody learns which. */
export const refuseAsUnknown = (): Refused =>
  refuse('not-found', '该内容不存在,或者不在您的管辖范围内。请从列表重新进入。');

/** The resource of a region's own business: its treasury, its queue. */
export const regionResource = (tx: Tx, regionCode: string): Resource => ({
  regionPath: tx.regions.path(regionCode),
});

export const refuseStale = (given: number, current: number): Refused =>
  refuse('stale-version', '其他人刚刚更新了这条数据。请刷新,看清变化后再办理。', {
    givenVersion: given,
    currentVersion: current,
  });

/** What a list may contain for this actor, out of the same table of operations that `permit` reads. */
export const reachFor = (tx: Tx, operation: Operation): Reach =>
  reachOf(tx.regions, scopeOf(tx.actor, operation));
