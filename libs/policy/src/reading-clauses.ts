import type { Clause, ComputedClause, PolicyDocument, Reading } from './ast';
import { conditionsOf, leavesOf } from './leaves';
import { deductionOf } from './weighed-with';

/** The readings that the tests of a clause ask: directly, by the fact `reading.<id>`, or through a named list. */
function testedReadings(clause: ComputedClause, { lists }: PolicyDocument): readonly string[] {
  return conditionsOf(clause)
    .flatMap(leavesOf)
    .flatMap((leaf) => {
      switch (leaf.kind) {
        case 'reading':
          return [leaf.reading];
        case 'equals':
          return leaf.fact.startsWith('reading.') ? [leaf.fact.slice(8)] : [];
        case 'one-of':
          return lists.flatMap(({ name, reading }) => (name === leaf.list && reading ? [reading] : []));
        default:
          return [];
      }
    });
}

/** Whether another option of the reading can change what the clause says, or needs it to be written anew. */
export function restsOnReading(
  clause: Clause,
  { id, writtenInto }: Reading,
  document: PolicyDocument,
): boolean {
  if (writtenInto !== null) return writtenInto === 'all' || writtenInto.includes(clause.id);
  if (clause.form !== 'computed') return false;
  const group = document.stackingGroups.find((each) => each.id === clause.stackingGroup);
  return (
    group?.reading === id ||
    (group && deductionOf(group)?.under?.reading) === id ||
    clause.caps.some(({ under }) => under?.reading === id) ||
    clause.questions.some(({ reading }) => reading === id) ||
    (clause.funding?.readings.includes(id) ?? false) ||
    testedReadings(clause, document).includes(id)
  );
}
