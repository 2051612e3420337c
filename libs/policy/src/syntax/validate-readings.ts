import type { Node } from 'yaml';
import type { PolicyDocument, StackingGroup, Under } from '../ast';
import { conditionsOf, leavesOf } from '../leaves';
import { deductionOf } from '../weighed-with';
import { report, type Sheet } from './sheet';

const underOf = (group: StackingGroup): Under | null => deductionOf(group)?.under ?? null;

/** The readings that the engine follows: those that questions, conditions, caps, groups, lists and funding rules name. */
function followedReadings({
  clauses,
  stackingGroups,
  lists,
  fundingRules,
}: PolicyDocument): ReadonlySet<string> {
  const computed = clauses.flatMap((clause) => (clause.form === 'computed' ? [clause] : []));
  const tested = computed.flatMap(conditionsOf).flatMap(leavesOf);
  const names = [
    ...computed.flatMap(({ questions }) => questions.map(({ reading }) => reading)),
    ...tested.flatMap((leaf) => {
      if (leaf.kind === 'reading') return [leaf.reading];
      return leaf.kind === 'equals' && leaf.fact.startsWith('reading.') ? [leaf.fact.slice(8)] : [];
    }),
    ...stackingGroups.flatMap((group) => [group.reading ?? [], underOf(group)?.reading ?? []].flat()),
    ...computed.flatMap(({ caps }) => caps.flatMap(({ under }) => under?.reading ?? [])),
    ...lists.flatMap(({ reading }) => reading ?? []),
    ...fundingRules.flatMap(({ readings }) => readings),
  ];
  return new Set(names);
}

/**
 * A reading is either followed by the engine, or written into clauses that exist: a switch that moves nothing would
 * mislead whoever turns it.
 */
export function validateReadings(sheet: Sheet, node: Node, document: PolicyDocument): void {
  if (sheet.problems.length > 0) return;
  const followed = followedReadings(document);
  const ids = new Set(document.clauses.map(({ id }) => id));
  for (const { id, writtenInto, preset } of document.readings) {
    const isFollowed = followed.has(id);
    if (writtenInto === null && !isFollowed) {
      const fix = 'use it in a question, condition or group, or say what it is writtenInto';
      report(sheet, node, 'unused-reading', `nothing follows reading "${id}"`, fix);
    }
    if (writtenInto === null) continue;
    if (isFollowed || preset === null) {
      const message = `reading "${id}" is followed by the engine or asked, so it is not written into clauses`;
      report(sheet, node, 'reading-twice', message, 'remove writtenInto');
    }
    const unknown = writtenInto === 'all' ? [] : writtenInto.filter((clause) => !ids.has(clause));
    for (const clause of unknown) {
      const message = `reading "${id}" is written into a clause that is not there: ${clause}`;
      report(sheet, node, 'unknown-clause', message, 'check the id');
    }
  }
}
