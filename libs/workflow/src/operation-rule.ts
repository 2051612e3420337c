import { type Role } from './actors';

/** `exactly`: granted at the very region concerned; `covering`: there or above it; `anywhere`: at any region. */
export type RoleReach = 'exactly' | 'covering' | 'anywhere';

/** One way to be allowed an operation; a rule lists several, any of which is enough. */
export type Who =
  | { readonly who: 'anyone' }
  | { readonly who: 'signed-in' }
  /** Somebody who acts for the party of the resource. */
  | { readonly who: 'party' }
  | {
      readonly who: 'role';
      readonly roles: readonly Role[];
      readonly reach: RoleReach;
    }
  | { readonly who: 'system' };

/** The operations that decide whether a resource may be seen at all. */
export type SeeingOperation =
  | 'application.read'
  | 'policy.read'
  | 'policy.readDraft'
  | 'reading.list'
  | 'call.read'
  | 'call.readDraft'
  | 'coverage.list'
  | 'import.read'
  | 'sweep.read'
  | 'offer.read'
  | 'whiteList.read'
  | 'batch.read'
  | 'payment.list'
  | 'budget.list'
  | 'payeeAccount.read'
  | 'recovery.read'
  | 'hold.read'
  | 'objection.read'
  | 'person.list'
  | 'region.list';

export interface OperationRule {
  /** Completes the sentence "Only … may …". */
  readonly does: string;
  /** The system reads everything, but writes only through system.* operations. */
  readonly kind: 'read' | 'write';
  /**
   * `nothing`: concerns no resource. `one`: the resource must be given; without it every rule about regions or
   * parties says no. `list`: a resource narrows the question; without one it is enough to hold the role or to act
   * for a party at all, because the answer is limited by `scopeOf`.
   */
  readonly on: 'nothing' | 'one' | 'list';
  /** Who may not do this operation must not learn that the resource exists. Absent: the rule itself decides that. */
  readonly seenBy?: SeeingOperation;
  readonly may: readonly Who[];
}

export const anyone: Who = { who: 'anyone' };
export const signedIn: Who = { who: 'signed-in' };
export const party: Who = { who: 'party' };
export const system: Who = { who: 'system' };
export const exactly = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'exactly' });
export const covering = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'covering' });
export const anywhere = (...roles: Role[]): Who => ({ who: 'role', roles, reach: 'anywhere' });

export const open = (does: string, ...may: Who[]): OperationRule => ({
  does,
  kind: 'read',
  on: 'nothing',
  may,
});
export const read = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'read', on: 'one', may });
export const list = (does: string, ...may: Who[]): OperationRule => ({ does, kind: 'read', on: 'list', may });
/** A list whose rows are narrowed by another operation's rule. */
export const listBy = (does: string, seenBy: SeeingOperation, ...may: Who[]): OperationRule => {
  return { does, kind: 'read', on: 'list', seenBy, may };
};
export const act = (does: string, seenBy: SeeingOperation, ...may: Who[]): OperationRule => {
  return { does, kind: 'write', on: 'one', seenBy, may };
};
export const general = (does: string, ...may: Who[]): OperationRule => ({
  does,
  kind: 'write',
  on: 'nothing',
  may,
});
export const work = (does: string): OperationRule => general(does, system);
