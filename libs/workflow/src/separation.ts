import type { PersonActor, Role } from './actors';
import { partiesOf } from './delegation';

/** The stages of one case that must be in different hands. */
export const CASE_STAGES = [
  'filing',
  'sweep_preparation',
  'sweep_approval',
  'county_review',
  'county_second',
  'city_review',
  'city_second',
  'third_party_audit',
  'audit_second',
  'consultation',
  'notice_publication',
  'objection_handling',
  'batch_preparation',
  'batch_release',
] as const;
export type CaseStage = (typeof CASE_STAGES)[number];

/**
 * Separation of duties: nobody acts in two different stages of one case, whatever roles they hold. Acting again in
 * the same stage is fine (a corrected case comes back to the reviewer who returned it).
 * @param history who acted in which stage of this case so far, in any order
 * @returns on refusal, the earliest entry of the history in which the person acted in another stage
 */
export function mayActInStage(
  history: readonly { userId: string; stage: CaseStage }[],
  userId: string,
  stage: CaseStage,
): { allowed: true } | { allowed: false; actedAs: CaseStage } {
  const other = history.find((act) => act.userId === userId && act.stage !== stage);
  return other ? { allowed: false, actedAs: other.stage } : { allowed: true };
}

/**
 * Roles that may be in one hand: an administrator's is alone, since whoever keeps the accounts decides nothing in a
 * case and touches no money.
 * @param held what the person has already
 */
export function mayHoldTogether(held: readonly Role[], wanted: Role): boolean {
  return held.every((role) => role === wanted || (role !== 'administrator' && wanted !== 'administrator'));
}

/** Why an official must keep their hands off a case (回避). */
export const RECUSAL_GROUNDS = [
  'acts-for-party',
  'recorded-for-party',
  'declared-for-case',
  'declared-for-party',
] as const;
export type RecusalGround = (typeof RECUSAL_GROUNDS)[number];

/** How far a declaration reaches: this case, or every case of its party. */
export const RECUSAL_SCOPES = ['case', 'party'] as const;
export type RecusalScope = (typeof RECUSAL_SCOPES)[number];

/** What is known of a person's relation to a case: their own declarations, and `recorded` by who oversees the office. */
export type KnownRecusal = RecusalScope | 'recorded';

/**
 * Whether a person is recused (回避) from deciding anything in a case: they act for its party, it was
 * recorded of them, or they declared so. Filing
 * is the party's own business and never asked here.
 * @param known declarations and records about this case and its party
 */
export function recusalOf(
  person: Pick<PersonActor, 'partyIds' | 'onBehalfOf'>,
  partyId: string,
  known: readonly KnownRecusal[],
): RecusalGround | null {
  if (partiesOf(person).includes(partyId)) return 'acts-for-party';
  if (known.includes('recorded')) return 'recorded-for-party';
  if (known.includes('party')) return 'declared-for-party';
  return known.includes('case') ? 'declared-for-case' : null;
}
