import { isMap, isSeq, type Node } from 'yaml';
import type { Clause, ClauseKind, Condition, FundingRule, Treatment } from '../ast';
import { conditionsOf, leavesOf } from '../leaves';
import { report, type Sheet } from './sheet';

/** Which treatments a kind of clause can have. */
const TREATMENTS_OF_KIND: Readonly<Record<ClauseKind, readonly Treatment[]>> = {
  fixed: ['award'],
  tiered: ['award'],
  per_head: ['award'],
  ratio: ['award', 'discretionary'],
  ratio_with_cap: ['award', 'discretionary'],
  milestone: ['award', 'discretionary'],
  matching: ['award', 'discretionary'],
  threshold_addon: ['award'],
  discretionary: ['discretionary', 'relief'],
  rent_relief: ['relief'],
  fee_cut: ['relief'],
  tax_threshold: ['relief'],
  restatement: ['restatement'],
  loan: ['information'],
  deferral: ['information'],
  'upstream-only': ['information'],
  qualitative: ['information'],
  rule: ['rule'],
};

function clauseNode(list: Node, index: number): Node {
  const item = isSeq(list) ? list.items[index] : null;
  return isMap(item) ? item : list;
}

/** The clauses that a condition names. */
function namedClauses(condition: Condition): readonly string[] {
  return leavesOf(condition).flatMap((leaf) => {
    if (leaf.kind === 'none-paid') return leaf.clauses;
    return leaf.kind === 'paid-earlier-year' || leaf.kind === 'decision-on' ? [leaf.clause] : [];
  });
}

/** Tests that always answer cannot make a clause concern an applicant: nobody would be left out. */
function canBeUnknown(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.some(canBeUnknown);
    case 'any':
      return condition.of.every(canBeUnknown);
    case 'not':
      return canBeUnknown(condition.of);
    case 'known':
      return condition.expected;
    case 'none-paid':
    case 'paid-earlier-year':
    case 'reading':
      return false;
    default:
      return true;
  }
}

function validateClause(sheet: Sheet, node: Node, clause: Clause, ids: ReadonlySet<string>): void {
  const allowed = TREATMENTS_OF_KIND[clause.kind];
  if (!allowed.includes(clause.treatment)) {
    const message = `a clause of kind ${clause.kind} cannot be treated as ${clause.treatment}`;
    report(sheet, node, 'kind-treatment', message, `one of: ${allowed.join(', ')}`);
  }
  if (clause.form === 'stated') {
    for (const id of clause.governs.filter((name) => !ids.has(name) || name === clause.id)) {
      const message = `the rule governs no other clause "${id}" of this document`;
      report(sheet, node, 'unknown-clause', message, 'check the id');
    }
    return;
  }
  if (!canBeUnknown(clause.trigger)) {
    const message = 'the trigger holds for applicants of whom nothing is known';
    report(sheet, node, 'open-trigger', message, 'name the fact that makes the clause concern an applicant');
  }
  const needsBase = clause.kind === 'threshold_addon';
  if (needsBase !== (clause.addsTo !== null)) {
    report(
      sheet,
      node,
      'adds-to',
      'addsTo belongs to threshold_addon, and it needs one',
      'name the clause it tops up',
    );
  }
  const named = [
    ...(clause.addsTo === null ? [] : [clause.addsTo]),
    ...conditionsOf(clause).flatMap(namedClauses),
  ];
  for (const id of named.filter((name) => !ids.has(name) || (name === clause.addsTo && name === clause.id))) {
    report(
      sheet,
      node,
      'unknown-clause',
      `there is no other clause "${id}" in this document`,
      'check the id',
    );
  }
  const isDecided = clause.award.kind === 'decided-amount' || clause.award.kind === 'decided-ratio';
  if (isDecided ? clause.treatment === 'award' : clause.treatment === 'discretionary') {
    const message = 'an award that a decision sets is discretionary, and only such a one';
    report(
      sheet,
      node,
      'award-treatment',
      message,
      'treatment: discretionary with decidedYuan or decidedRatio',
    );
  }
  if (clause.payable && clause.treatment === 'relief') {
    report(sheet, node, 'payable-relief', 'relief is not paid out', 'remove payable or change the treatment');
  }
}

/** What only the whole list of clauses shows: ids that come twice, references that lead nowhere. */
export function validateClauses(
  sheet: Sheet,
  list: Node,
  clauses: readonly Clause[],
  fundingRules: readonly FundingRule[],
): void {
  // References to a clause that failed to parse would only repeat the first problem.
  if (sheet.problems.length > 0) return;
  const ids = new Set(clauses.map(({ id }) => id));
  const seen = new Set<string>();
  clauses.forEach((clause, index) => {
    const node = clauseNode(list, index);
    if (seen.has(clause.id))
      report(sheet, node, 'duplicate-clause', `clause ${clause.id} comes twice`, 'rename one');
    seen.add(clause.id);
    validateClause(sheet, node, clause, ids);
  });
  for (const { id, branches } of fundingRules) {
    for (const { clause } of branches) {
      if (clause === null || ids.has(clause)) continue;
      report(
        sheet,
        list,
        'unknown-clause',
        `funding rule "${id}" cites no clause of this document: ${clause}`,
        'add it',
      );
    }
  }
}
