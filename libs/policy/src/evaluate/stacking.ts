import { fen, type Fen } from '@duixian/money';
import type { ComputedClause, PolicyDocument, StackingGroup } from '../ast';
import { answerStacking } from './answer-question';
import { isAbout, paidFen, paymentsUnder } from './earlier-records';
import { planOf } from './plan';
import type { FactRecord } from './records';
import type { Result, TraceStep } from './result';
import type { Case, Step, StepResult } from './step';

/** The clauses of a stacking group. */
export const membersOf = (document: PolicyDocument, group: string): readonly ComputedClause[] =>
  planOf(document).members.get(group) ?? [];

const UNANSWERED = {
  step: 'stacking',
  together: [],
  reading: null,
  answeredBy: null,
  meaning: null,
  options: [],
} as const;

/** Whether an earlier payment may be one that an award of the group is weighed against. */
function counts(group: StackingGroup, payment: FactRecord, { clause, subject }: Case): boolean {
  // What was paid under the clause itself for the same subject was dealt with before; under a cap it does not end it.
  if (group.rule === 'open' && payment['clause'] === clause.id) return false;
  return group.per === 'applicant' || isAbout(payment, subject);
}

/** What was paid in the group: in all, and at which level the highest award stood; null when not known. */
function paidIn(group: StackingGroup, given: Case): { all: number; level: number } | null {
  let [all, level] = [0, 0];
  for (const { id, repeatedBy, award } of membersOf(given.document, group.id)) {
    const payments = paymentsUnder(given.facts, [id, ...repeatedBy]).filter((payment) =>
      counts(group, payment, given),
    );
    if (payments.length === 0) continue;
    const full = award.kind === 'fixed' ? award.amountFen : 0;
    // A payment whose amount is not recorded was paid in full.
    const paid = paidFen(payments) ?? (full > 0 ? full * payments.length : null);
    if (paid === null) return null;
    all += paid;
    level = Math.max(level, full, paid);
  }
  return { all, level };
}

/** Whether an award is for a title that does not say which product, equipment or mark it belongs to. */
export function isUnnamed({ clause, facts }: Case): boolean {
  return clause.subject?.kind === 'title' && facts['titles[].subject_id'] === undefined;
}

function needs(fact: string, factsUsed: readonly string[]): StepResult {
  const missing = [fact];
  return { trace: [], factsUsed, findings: { missing }, outcome: { status: 'needs-evidence', missing } };
}

/**
 * An award against what was paid in its group before. 从高不重复: the same or a higher award leaves nothing, a lower one
 * is an open reading. Where the text does not say whether awards add up, every other one is: `difference`, `full` or
 * `nothing`, as the reading or a decision has it.
 */
export const stackOnPayments: Step = (given, findings): StepResult => {
  const { document, clause, facts, readings } = given;
  const group = document.stackingGroups.find(({ id }) => id === clause.stackingGroup);
  const reading = group && document.readings.find(({ id }) => id === group.reading);
  if (!group) return { trace: [], factsUsed: [] };
  const others = membersOf(document, group.id).filter(({ id }) => id !== clause.id);
  const hasOthers = others.some(({ id, repeatedBy }) => paymentsUnder(facts, [id, ...repeatedBy]).length > 0);
  const factsUsed = facts['awards_paid'] === undefined ? [] : ['awards_paid'];
  // Weighed per subject, an award has to say which one it is, once there is another to weigh it against.
  if (hasOthers && group.per === 'subject' && isUnnamed(given)) {
    return needs('titles[].subject_id', factsUsed);
  }
  const paid = paidIn(group, given);
  if (paid === null) return needs('awards_paid[].amount_yuan', factsUsed);
  const { id, article, rule } = group;
  const step = { ...UNANSWERED, group: id, article, by: null, paidFen: paid.all };
  const trace: TraceStep[] = [step];
  if (paid.all === 0) return { trace, factsUsed };
  const full = findings.amountFen;
  if ((rule === 'highest' && paid.level >= full) || !reading) {
    return { trace, factsUsed, outcome: { status: 'already-paid' } };
  }
  const amounts: Readonly<Record<string, Fen>> = {
    difference: fen(Math.max(0, full - paid.all)),
    full,
    nothing: fen(0),
  };
  const answer = answerStacking(reading, given, readings);
  if (answer.kind === 'refused') {
    return {
      trace,
      factsUsed: [...factsUsed, 'decisions'],
      outcome: { status: 'refused', problem: answer.problem },
    };
  }
  if (answer.kind === 'open') {
    const options = reading.options.map(({ key, meaning }) => ({
      key,
      amountFen: amounts[key] ?? 0,
      reading: reading.id,
      meaning,
    }));
    const asked = [{ ...step, reading: reading.id, options }];
    return { trace: asked, factsUsed, outcome: { status: 'needs-decision', options } };
  }
  const used = answer.by === 'decision' ? [...factsUsed, 'decisions'] : factsUsed;
  const followed = { ...findings.readings, [reading.id]: answer.option };
  const amountFen = amounts[answer.option] ?? fen(0);
  const meaning = reading.options.find(({ key }) => key === answer.option)?.meaning ?? answer.option;
  const told = [{ ...step, reading: reading.id, answeredBy: answer.by, meaning }];
  if (amountFen > 0) return { trace: told, factsUsed: used, findings: { amountFen, readings: followed } };
  return {
    trace: told,
    factsUsed: used,
    findings: { readings: followed },
    outcome: { status: 'already-paid' },
  };
};

/** The result of an award that gives way to another one of its group. */
export function supersede(result: Result, by: string, step: TraceStep): Result {
  const { clause, subject, factsUsed, trace } = result;
  const head = { clause, ...(subject !== undefined && { subject }), status: 'superseded' as const, by };
  if (!trace) return { ...head, factsUsed };
  const steps = [...trace.steps, step];
  return { ...head, factsUsed, trace: { ...trace, status: 'superseded', amountFen: null, steps } };
}

const amountOf = ({ amountFen }: Result): number => amountFen ?? 0;

/** Of the determined awards of a group 从高不重复 only the highest stands; of equal ones the first. */
export function keepHighest(document: PolicyDocument, results: readonly Result[]): readonly Result[] {
  if (results.length < 2) return results;
  let kept = results;
  for (const { id, article, per, rule } of document.stackingGroups) {
    const members = new Set(membersOf(document, id).map((clause) => clause.id));
    const standing = kept.filter(({ clause, status }) => members.has(clause) && status === 'determined');
    if (rule !== 'highest' || standing.length < 2) continue;
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

/** Two records of one subject are one claim: the one that gets furthest. */
export function oncePerSubject(results: readonly Result[]): readonly Result[] {
  const best = new Map<string, Result>();
  const rank = ({ status }: Result): number => (RANK.includes(status) ? RANK.indexOf(status) : RANK.length);
  for (const result of results) {
    const key = `${result.clause} ${result.subject ?? ''}`;
    const other = best.get(key);
    if (other && rank(result) >= rank(other)) continue;
    best.delete(key); // it stands where the one that got furthest stands, explained or not
    best.set(key, result);
  }
  return [...best.values()];
}
