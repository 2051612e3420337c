/** What an official may be. Every role is granted for one region code. */
export const ROLES = [
  'reviewer',
  'finance_maker',
  'finance_checker',
  'policy_officer',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export interface RoleGrant {
  role: Role;
  /** Region code (GB/T 2260 or a functional area's own), e.g. 410422. */
  regionCode: string;
}

/** A signed-in person: an official by `grants`, somebody who acts for parties by `partyIds`, or both. */
export interface PersonActor {
  kind: 'person';
  userId: string;
  username: string;
  displayName: string;
  grants: readonly RoleGrant[];
  partyIds: readonly string[];
  /** In whose name they act (代理), where it is not their own; the grants are then that person's. */
  onBehalfOf?: {
    delegationId: string;
    userId: string;
    displayName: string;
    /** Parties that either of the two acts for. */
    partyIds: readonly string[];
  };
}

export type Actor = PersonActor | { kind: 'system'; name: string } | { kind: 'anonymous' };

/** What an operation is about, as far as permission is concerned. */
export interface Resource {
  /** The resource's own region code first, then its parents up to the root, e.g. 410422, 410400, 410000. */
  regionPath?: readonly string[];
  partyId?: string;
  /** Region whose turn it is, where that is not the own region: the city's in a city review or for a parked case. */
  stageRegionCode?: string;
}
