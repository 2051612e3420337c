import { APPLICATION_TRANSITIONS, type ApplicationAction } from './application-table';
import type { PersonActor } from './actors';
import { handsOf } from './delegation';

/** The verbs of a stage: once its task is somebody's, nobody else of the stage takes them. */
export const HOLDERS_VERBS: readonly ApplicationAction[] = [
  ...new Set(APPLICATION_TRANSITIONS.filter(({ by }) => by === 'stage-reviewer').map(({ action }) => action)),
];

/**
 * Who may hand on (转办) the task of a stage: whoever holds it, anybody of the stage while it is nobody's in particular,
 * and a reviewer above the place whose turn it is.
 * @param turnPath region whose turn it is, then its parents
 * @param holderId who holds the task; null for everybody of the stage
 */
export function mayTransfer(
  person: Pick<PersonActor, 'userId' | 'grants' | 'onBehalfOf'>,
  turnPath: readonly string[],
  holderId: string | null,
): 'yes' | 'not-theirs' | 'held-by-another' {
  const [turn, ...above] = turnPath;
  const reviews = (codes: readonly (string | undefined)[]): boolean =>
    person.grants.some(({ role, regionCode }) => role === 'reviewer' && codes.includes(regionCode));
  if (reviews(above)) return 'yes';
  if (!reviews([turn])) return 'not-theirs';
  return holderId === null || handsOf(person).includes(holderId) ? 'yes' : 'held-by-another';
}

/** The verbs that only say whose a task is: they decide nothing, so they put nobody into a stage of the case. */
export const HANDLING_VERBS: readonly ApplicationAction[] = ['transfer', 'claim', 'unclaim'];

/**
 * Whether somebody of a stage may make its task their own (认领): while it is nobody's in particular.
 * @param holderId who holds the task; null for everybody of the stage
 */
export function mayClaim(
  person: Pick<PersonActor, 'userId' | 'onBehalfOf'>,
  holderId: string | null,
): 'yes' | 'holds-it' | 'held-by-another' {
  if (holderId === null) return 'yes';
  return handsOf(person).includes(holderId) ? 'holds-it' : 'held-by-another';
}

/**
 * Whether somebody may put a task back for everybody of its stage (放回): whoever holds it, claimed or handed to them.
 * @param holderId who holds the task; null for everybody of the stage
 */
export function mayUnclaim(
  person: Pick<PersonActor, 'userId' | 'onBehalfOf'>,
  holderId: string | null,
): 'yes' | 'nobodys' | 'held-by-another' {
  if (holderId === null) return 'nobodys';
  return handsOf(person).includes(holderId) ? 'yes' : 'held-by-another';
}

/** Whose a task becomes that somebody claims: what is done in a colleague's name is that colleague's. */
export const claimantOf = ({ userId, onBehalfOf }: Pick<PersonActor, 'userId' | 'onBehalfOf'>): string =>
  onBehalfOf?.userId ?? userId;
