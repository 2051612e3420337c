import { isMap, isSeq, type Node } from 'yaml';
import type { Clause, ClauseKind, Condition, PolicyDocument, Treatment } from '../ast';
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

/**
 * Whether a condition may hold for applicants of whom nothing is known: as a trigger it would leave nobody out. A
 * reading may be followed either way.
 */
function holdsOfAnybody(condition: Condition, wanted = true): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const every = (condition.kind === 'all') === wanted;
      return every
        ? condition.of.every((part) => holdsOfAnybody(part, wanted))
        : condition.of.some((part) => holdsOfAnybody(part, wanted));
    }
    case 'not':
      return holdsOfAnybody(condition.of, !wanted);
    case 'known':
      return condition.expected !== wanted;
    case 'none-paid':
      return wanted;
    case 'paid-earlier-year':
    case 'decision-on':
      return !wanted;
    case 'reading':
      return true;
    default:
      return false;
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
  if (holdsOfAnybody(clause.trigger)) {
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

type ById = ReadonlyMap<string, Clause>;

/** The clauses reached from one by following a reference, until there is none or it comes back. */
function comesBack(clause: Clause, byId: ById, next: (clause: Clause) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [...next(clause)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === clause.id) return true;
    const found = seen.has(id) ? undefined : byId.get(id);
    seen.add(id);
    if (found) open.push(...next(found));
  }
  return false;
}

const baseOf = (clause: Clause): readonly string[] =>
  clause.form === 'computed' && clause.addsTo !== null ? [clause.addsTo] : [];
const repeatsOf = (clause: Clause): readonly string[] =>
  clause.form === 'computed' ? clause.repeatedBy : [];

/** Clauses that lean on each other in a circle, or on the very award that stands instead of them. */
function refuseCircles(sheet: Sheet, node: Node, clause: Clause, byId: ById): void {
  const circle = (code: string, message: string, fix: string): void =>
    report(sheet, node, code, message, fix);
  if (comesBack(clause, byId, baseOf)) {
    circle('circle', `${clause.id} tops up itself in the end`, 'addsTo names the clause that stands alone');
  }
  if (comesBack(clause, byId, repeatsOf)) {
    circle('circle', `${clause.id} is repeated by itself in the end`, 'only the original has repeatedBy');
  }
  const [base] = baseOf(clause).flatMap((id) => byId.get(id) ?? []);
  if (base && base.stackingGroup !== null && base.stackingGroup === clause.stackingGroup) {
    const message = `${clause.id} tops up ${base.id} and gives way to it at once`;
    circle('adds-to', message, 'a clause that tops up another is not in its stacking group');
  }
}

/** What only the whole list of clauses shows: ids that come twice, references that lead nowhere or in a circle. */
export function validateClauses(
  sheet: Sheet,
  list: Node,
  { clauses, fundingRules }: Pick<PolicyDocument, 'clauses' | 'fundingRules'>,
): void {
  // References to a clause that failed to parse would only repeat the first problem.
  if (sheet.problems.length > 0) return;
  const byId: ById = new Map(clauses.map((clause) => [clause.id, clause]));
  const ids = new Set(byId.keys());
  const seen = new Set<string>();
  clauses.forEach((clause, index) => {
    const node = clauseNode(list, index);
    if (seen.has(clause.id))
      report(sheet, node, 'duplicate-clause', `clause ${clause.id} comes twice`, 'rename one');
    seen.add(clause.id);
    validateClause(sheet, node, clause, ids);
    refuseCircles(sheet, node, clause, byId);
  });
  for (const { id, branches } of fundingRules) {
    for (const { clause } of branches) {
      if (clause === null || ids.has(clause)) continue;
      const message = `funding rule "${id}" cites no clause of this document: ${clause}`;
      report(sheet, list, 'unknown-clause', message, 'add it');
    }
  }
}
