import { fen, type Fen } from '@duixian/money';
import type { ComputedClause, PolicyDocument, StackingGroup } from '../ast';
import { answerStacking } from './answer-question';
import { deductionFor } from './deduct';
import { isAbout, paidFen, paymentsUnder } from './earlier-records';
import { planOf } from './plan';
import type { FactRecord } from './records';
import type { Result, TraceStep } from './result';
import type { Case } from './case';
import { use, useGiven, type Findings, type Outcome, type Step } from './step';

/** The clauses of a stacking group. */
export const membersOf = (document: PolicyDocument, group: string): readonly ComputedClause[] =>
  planOf(document).members.get(group) ?? [];

type StackingStep = Extract<TraceStep, { step: 'stacking' }>;

const NOBODY: readonly never[] = [];
const UNANSWERED = {
  step: 'stacking',
  together: NOBODY,
  reading: null,
  answeredBy: null,
  meaning: null,
  options: NOBODY,
} as const;

const DECISIONS = ['decisions'];
const NOTHING_PAID: PaidBefore = { all: 0, level: 0, short: 0 };

/** Whether an earlier payment may be one that an award of the group is weighed against. */
function counts(group: StackingGroup, payment: FactRecord, { clause, subject }: Case): boolean {
  // What was paid under the clause itself for the same subject was dealt with before; under a cap it does not end it.
  if (group.rule === 'open' && payment['clause'] === clause.id) return false;
  return group.per === 'applicant' || isAbout(payment, subject);
}

interface PaidBefore {
  readonly all: number;
  /** Where the highest award stood. */
  readonly level: number;
  /** By how much fixed awards were paid short of what they are. */
  readonly short: number;
}

/** What was paid in the group; null when not known. */
function paidIn(group: StackingGroup, given: Case): PaidBefore | null {
  let [all, level, short] = [0, 0, 0];
  for (const { id, repeatedBy, award } of membersOf(given.document, group.id)) {
    const payments = paymentsUnder(given.facts, id, repeatedBy).filter((payment) =>
      counts(group, payment, given),
    );
    if (payments.length === 0) continue;
    const full = award.kind === 'fixed' ? award.amountFen : 0;
    // A payment whose amount is not recorded was paid in full.
    const paid = paidFen(payments) ?? (full > 0 ? full * payments.length : null);
    if (paid === null) return null;
    all += paid;
    level = Math.max(level, full, paid);
    short += Math.max(0, full - paid);
  }
  return { all, level, short };
}

/** What an award comes to beside the others, by what they are taken to mean; `before`: payments that it is reduced by. */
const amountsBeside = (full: Fen, { all, short }: PaidBefore, before: number) =>
  ({
    difference: fen(Math.max(0, full - all - before)),
    full: fen(Math.max(0, full - Math.max(0, before - short))),
    nothing: fen(0),
  }) as const;

/** Whether an award is for a title that does not say which product, equipment or mark it belongs to. */
export function isUnnamed({ clause, facts }: Case): boolean {
  return clause.subject?.kind === 'title' && facts['titles[].subject_id'] === undefined;
}

function needs(fact: string, findings: Findings): Outcome {
  const missing = [fact];
  findings.missing = missing;
  return { status: 'needs-evidence', missing };
}

/**
 * An award against what was paid in its group before. 从高不重复: the same or a higher award leaves nothing, a lower one
 * is an open reading. Where the text does not say whether awards add up, every other one is: `difference`, `full` or
 * `nothing`, as the reading or a decision has it.
 */
export const stackOnPayments: Step = (given, findings) => {
  const { document, clause, facts, readings } = given;
  const { groups, readingsById } = planOf(document);
  const group = groups.get(clause.stackingGroup ?? '');
  if (!group) return null;
  useGiven(findings, given, 'awards_paid');
  // Weighed per subject, an award has to say which one it is, once there is another to weigh it against.
  if (group.per === 'subject' && isUnnamed(given)) {
    const others = membersOf(document, group.id).filter(({ id }) => id !== clause.id);
    if (others.some(({ id, repeatedBy }) => paymentsUnder(facts, id, repeatedBy).length > 0))
      return needs('titles[].subject_id', findings);
  }
  const paid = facts['awards_paid'] === undefined ? NOTHING_PAID : paidIn(group, given);
  if (paid === null) return needs('awards_paid[].amount_yuan', findings);
  const deduction = deductionFor(group, given, paid.short);
  if (deduction === 'unknown') return needs('awards_paid[].amount_yuan', findings);
  const { id, article, rule } = group;
  const reading = readingsById.get(group.reading ?? '');
  const step: StackingStep = {
    step: 'stacking',
    together: NOBODY,
    reading: null,
    answeredBy: null,
    meaning: null,
    options: NOBODY,
    group: id,
    article,
    by: null,
    paidFen: paid.all,
    ...(deduction && { deduction }),
  };
  const at = findings.trace.push(step) - 1;
  if (deduction?.reading && deduction.option)
    findings.readings = { ...findings.readings, [deduction.reading]: deduction.option };
  const full = findings.amountFen;
  const before = deduction ? deduction.borneFen + deduction.leftFen : 0;
  const amounts: Readonly<Record<string, Fen>> = amountsBeside(full, paid, before);
  if (paid.all === 0) return before === 0 ? null : leave(fen(Math.max(0, full - before)), findings);
  if ((rule === 'highest' && paid.level >= full) || !reading) {
    return { status: 'already-paid' };
  }
  const answer = answerStacking(reading, given, readings);
  if (answer.kind === 'refused') {
    use(findings, DECISIONS);
    return { status: 'refused', problem: answer.problem };
  }
  if (answer.kind === 'open') {
    const options = reading.options.map(({ key, meaning }) => ({
      key,
      amountFen: amounts[key] ?? 0,
      reading: reading.id,
      meaning,
    }));
    findings.trace[at] = { ...step, reading: reading.id, options };
    return { status: 'needs-decision', options };
  }
  if (answer.by === 'decision') use(findings, DECISIONS);
  findings.readings = { ...findings.readings, [reading.id]: answer.option };
  const amountFen = amounts[answer.option] ?? fen(0);
  const meaning = reading.options.find(({ key }) => key === answer.option)?.meaning ?? answer.option;
  findings.trace[at] = { ...step, reading: reading.id, answeredBy: answer.by, meaning };
  return leave(amountFen, findings);
};

/** Whether what was paid in the group leaves nothing of a fixed award, whatever else is still to be known of it. */
export function isUsedUp(given: Case, findings: Findings): boolean {
  const { award, stackingGroup } = given.clause;
  if (award.kind !== 'fixed' || stackingGroup === null) return false;
  const ahead: Findings = { ...findings, amountFen: award.amountFen, trace: [], missing: [] };
  if (stackOnPayments(given, ahead)?.status !== 'already-paid') return false;
  findings.trace.push(...ahead.trace);
  findings.readings = ahead.readings;
  findings.missing = [];
  return true;
}

/** What the others leave of an award. */
function leave(amountFen: Fen, findings: Findings): Outcome | null {
  if (amountFen === 0) return { status: 'already-paid' };
  findings.amountFen = amountFen;
  return null;
}

/** The result of an award that gives way to another one of its group. */
export function supersede(result: Result, by: string, step: TraceStep): Result {
  const { clause, subject, factsUsed, trace } = result;
  const head = { clause, ...(subject !== undefined && { subject }), status: 'superseded' as const, by };
  if (!trace) return { ...head, factsUsed };
  const steps = [...trace.steps, step];
  return { ...head, factsUsed, trace: { ...trace, status: 'superseded', amountFen: null, steps } };
}

const amountOf = ({ amountFen }: Result): number => amountFen ?? 0;

/** Awards of one group that are determined at once, and those outside it that it may deduct. */
export interface Contest {
  readonly group: StackingGroup;
  readonly awards: readonly Result[];
  readonly deducted: readonly Result[];
}

/** The groups of a rule of which awards are determined that are weighed against each other, or against deducted ones. */
export function contested(
  document: PolicyDocument,
  rule: StackingGroup['rule'],
  results: readonly Result[],
): readonly Contest[] {
  const { groupOf, deductedBy, groups } = planOf(document);
  const grouped = results.filter(
    ({ status, clause }) => status === 'determined' && (groupOf.has(clause) || deductedBy.has(clause)),
  );
  if (grouped.length < 2) return [];
  const standing = new Map<string, { awards: Result[]; deducted: Result[] }>();
  for (const result of grouped) {
    const own = groupOf.get(result.clause);
    const id = own ?? deductedBy.get(result.clause) ?? '';
    const others = standing.get(id) ?? { awards: [], deducted: [] };
    (own === undefined ? others.deducted : others.awards).push(result);
    standing.set(id, others);
  }
  return [...standing].flatMap(([id, { awards, deducted }]) => {
    const group = groups.get(id);
    const isContested = awards.length > 1 || (awards.length === 1 && deducted.length > 0);
    return group?.rule === rule && isContested ? [{ group, awards, deducted }] : [];
  });
}

/** Of the determined awards of a group 从高不重复 only the highest stands; of equal ones the first. */
export function keepHighest(document: PolicyDocument, results: readonly Result[]): readonly Result[] {
  let kept = results;
  for (const { group, awards: standing } of contested(document, 'highest', results)) {
    const { id, article, per } = group;
    const highest = [...standing].sort((a, b) => amountOf(b) - amountOf(a));
    kept = kept.map((result) => {
      if (!standing.includes(result)) return result;
      const best = highest.find(({ subject }) => per === 'applicant' || subject === result.subject);
      if (!best || best === result) return result;
      const by = best.clause;
      return supersede(result, by, { ...UNANSWERED, group: id, article, by, paidFen: 0 });
    });
  }
  return kept;
}

const RANK = ['determined', 'needs-decision', 'refused', 'already-paid', 'needs-evidence', 'not-eligible'];

/** What a clause says of one claim, with the case that it was made of. */
export type Claimed = readonly [Result, Case];

/** Of one clause: two records of one subject are one claim, the one that gets furthest. */
export function oncePerSubject(made: readonly Claimed[]): readonly Claimed[] {
  if (made.length < 2) return made;
  const best = new Map<string, Claimed>();
  const rank = ([{ status }]: Claimed): number =>
    RANK.includes(status) ? RANK.indexOf(status) : RANK.length;
  for (const each of made) {
    const key = each[0].subject ?? '';
    const other = best.get(key);
    if (other && rank(each) >= rank(other)) continue;
    best.delete(key); // it stands where the one that got furthest stands, explained or not
    best.set(key, each);
  }
  return [...best.values()];
}
