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
