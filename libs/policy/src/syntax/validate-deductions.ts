import type { Node } from 'yaml';
import type { Clause, PolicyDocument } from '../ast';
import { deductionOf } from '../weighed-with';
import { report, type Sheet } from './sheet';

type Law = Pick<PolicyDocument, 'clauses' | 'stackingGroups'>;

/** Why a group cannot deduct a clause, and what to do about it; null: it can. */
function whyNotDeducted(
  id: string,
  clause: Clause | undefined,
  deductedBefore: ReadonlySet<string>,
): readonly [code: string, message: string, fix: string] | null {
  if (clause?.form !== 'computed')
    return ['unknown-clause', `there is no clause "${id}" that pays in this document`, 'check the id'];
  if (clause.stackingGroup !== null)
    return [
      'deducts',
      `clause ${id} is weighed in the group "${clause.stackingGroup}" itself`,
      'in one place only',
    ];
  if (deductedBefore.has(id)) return ['deducts', `clause ${id} is deducted twice`, 'name it once'];
  if (clause.award.kind !== 'fixed' || clause.subject !== null)
    return ['deducts', `clause ${id} is not one fixed award`, 'fixedYuan, without a subject'];
  return null;
}

/**
 * What a group deducts is paid by clauses of the document that stand in no group, once each and fixed. So are the awards of
 * the group: only of those can be told what they fell short of. None of them is less than what is deducted, since of an award
 * that leaves nothing no payment would be on record, and the next one would bear the same again.
 */
export function validateDeductions(sheet: Sheet, node: Node, { clauses, stackingGroups }: Law): void {
  if (sheet.problems.length > 0) return;
  const seen = new Set<string>();
  for (const group of stackingGroups) {
    const deducts = deductionOf(group);
    if (!deducts) continue;
    const refuse = (code: string, message: string, fix: string): void =>
      report(sheet, node, code, `group "${group.id}" deducts: ${message}`, fix);
    let deductedFen = 0;
    for (const id of deducts.clauses) {
      const clause = clauses.find((each) => each.id === id);
      const why = whyNotDeducted(id, clause, seen);
      if (why) refuse(...why);
      else deductedFen += fixedFen(clause);
      seen.add(id);
    }
    for (const member of clauses.filter(({ stackingGroup }) => stackingGroup === group.id)) {
      if (fixedFen(member) >= Math.max(1, deductedFen)) continue;
      const message = `the award of ${member.id} is not fixed, or less than what is deducted`;
      refuse('deducts', message, 'fixedYuan, at least as much as the deducted clauses give together');
    }
  }
}

/** Zero for any other award. */
const fixedFen = (clause: Clause | undefined): number =>
  clause?.form === 'computed' && clause.award.kind === 'fixed' ? clause.award.amountFen : 0;
