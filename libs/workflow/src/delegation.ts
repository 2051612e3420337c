import { addDays, type LocalDate } from '@duixian/calendar';
import type { PersonActor, Role } from './actors';

/**
 * What may be done in a colleague's name (代理): reviewing. Decisions about money and law stay with whom the role was granted
 * to, since their two people are told apart by account.
 */
export const DELEGABLE_ROLES = ['reviewer'] as const satisfies readonly Role[];
export type DelegableRole = (typeof DELEGABLE_ROLES)[number];

/** About half a year: whoever is away longer gives the role back. */
export const LONGEST_DELEGATION_DAYS = 184;

export interface DelegationDays {
  fromOn: string;
  /** Last day. */
  toOn: string;
  revoked: boolean;
}

export const DELEGATION_STATES = ['coming', 'running', 'ended', 'revoked'] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

export const DELEGATION_STATE_LABELS: Record<DelegationState, string> = {
  coming: '未开始',
  running: '进行中',
  ended: '已到期',
  revoked: '已撤销',
};

/** How it stands on a day; it ends by itself. */
export function delegationState({ fromOn, toOn, revoked }: DelegationDays, today: string): DelegationState {
  if (revoked) return 'revoked';
  if (today > toOn) return 'ended';
  return today < fromOn ? 'coming' : 'running';
}

export const DELEGATION_PROBLEMS = [
  'in-their-name',
  'self',
  'not-held',
  'past',
  'backwards',
  'too-long',
] as const;
export type DelegationProblem = (typeof DELEGATION_PROBLEMS)[number];

/**
 * Why a person may not delegate this; null when they may. Only what they hold themselves, at exactly that region: what one does
 * in somebody's name is not handed further.
 */
export function delegationProblem(
  person: Pick<PersonActor, 'userId' | 'grants' | 'onBehalfOf'>,
  wanted: { delegateId: string; role: DelegableRole; regionCode: string; fromOn: string; toOn: string },
  today: string,
): DelegationProblem | null {
  const { delegateId, role, regionCode, fromOn, toOn } = wanted;
  if (person.onBehalfOf) return 'in-their-name';
  if (delegateId === person.userId) return 'self';
  if (!person.grants.some((grant) => grant.role === role && grant.regionCode === regionCode))
    return 'not-held';
  if (fromOn < today) return 'past';
  if (toOn < fromOn) return 'backwards';
  return toOn > addDays(fromOn as LocalDate, LONGEST_DELEGATION_DAYS) ? 'too-long' : null;
}

/** Somebody who acts in a colleague's name: with that one role of theirs, and nothing of their own. */
export function inNameOf(
  person: PersonActor,
  of: {
    delegationId: string;
    userId: string;
    displayName: string;
    partyIds: readonly string[];
    role: DelegableRole;
    regionCode: string;
  },
): PersonActor {
  const { role, regionCode, delegationId, userId, displayName } = of;
  const partyIds = [...new Set([...person.partyIds, ...of.partyIds])];
  return {
    ...person,
    grants: [{ role, regionCode }],
    partyIds: [],
    onBehalfOf: { delegationId, userId, displayName, partyIds },
  };
}

/** Everybody in whose hands an act lies: whoever acts, and in whose name. */
export const handsOf = ({
  userId,
  onBehalfOf,
}: Pick<PersonActor, 'userId' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf ? [userId, onBehalfOf.userId] : [userId];

/** Every party that one of them acts for: reason enough to keep off its cases. */
export const partiesOf = ({
  partyIds,
  onBehalfOf,
}: Pick<PersonActor, 'partyIds' | 'onBehalfOf'>): readonly string[] =>
  onBehalfOf ? [...partyIds, ...onBehalfOf.partyIds] : partyIds;
