import { fen, type Fen } from '@duixian/money';
import type { ComputedClause, PolicyDocument } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { answerStacking } from './answer-question';
import { paidFen, paymentsUnder } from './earlier-records';
import type { Result, TraceStep } from './result';
import type { Step, StepResult } from './step';

function membersOf(document: PolicyDocument, group: string): readonly ComputedClause[] {
  return document.clauses.flatMap((clause) =>
    clause.form === 'computed' && clause.stackingGroup === group ? [clause] : [],
  );
}

/** What was paid in the group: in all, and at which level the highest award stood; null when not known. */
function paidIn(members: readonly ComputedClause[], facts: Facts): { all: number; level: number } | null {
  let [all, level] = [0, 0];
  for (const { id, repeatedBy, award } of members) {
    const payments = paymentsUnder(facts, [id, ...repeatedBy]);
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

/**
 * 从高不重复 against what was paid before: the same or a higher award of the group leaves nothing; a lower one is an
 * open reading with the options difference, full and nothing.
 */
export const stackOnPayments: Step = (given, findings): StepResult => {
  const { document, clause, facts, readings } = given;
  const group = document.stackingGroups.find(({ id }) => id === clause.stackingGroup);
  const reading = group && document.readings.find(({ id }) => id === group.reading);
  if (!group) return { trace: [], factsUsed: [] };
  const paid = paidIn(membersOf(document, group.id), facts);
  const factsUsed = facts['awards_paid'] === undefined ? [] : ['awards_paid'];
  if (paid === null) {
    const missing = ['awards_paid[].amount_yuan'];
    return { trace: [], factsUsed, findings: { missing }, outcome: { status: 'needs-evidence', missing } };
  }
  const { id, article } = group;
  const trace: TraceStep[] = [{ step: 'stacking', group: id, article, by: null, paidFen: paid.all }];
  if (paid.all === 0) return { trace, factsUsed };
  const full = findings.amountFen;
  if (paid.level >= full || !reading) return { trace, factsUsed, outcome: { status: 'already-paid' } };
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
    return { trace, factsUsed, outcome: { status: 'needs-decision', options } };
  }
  const used = answer.by === 'decision' ? [...factsUsed, 'decisions'] : factsUsed;
  const followed = { ...findings.readings, [reading.id]: answer.option };
  const amountFen = amounts[answer.option] ?? fen(0);
  if (amountFen > 0) return { trace, factsUsed: used, findings: { amountFen, readings: followed } };
  return { trace, factsUsed: used, findings: { readings: followed }, outcome: { status: 'already-paid' } };
};

function supersede(result: Result, by: string, step: TraceStep): Result {
  const { clause, subject, factsUsed, trace } = result;
  const head = { clause, ...(subject !== undefined && { subject }), status: 'superseded' as const, by };
  if (!trace) return { ...head, factsUsed };
  return { ...head, factsUsed, trace: { ...trace, status: 'superseded', steps: [...trace.steps, step] } };
}

/** Of the determined awards of one group only the highest stands; of equal ones the first. */
export function keepHighest(document: PolicyDocument, results: readonly Result[]): readonly Result[] {
  let kept = results;
  for (const { id, article } of document.stackingGroups) {
    const members = new Set(membersOf(document, id).map((clause) => clause.id));
    const standing = kept.filter(({ clause, status }) => members.has(clause) && status === 'determined');
    const [highest] = [...standing].sort((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0));
    if (!highest || standing.length < 2) continue;
    const step: TraceStep = { step: 'stacking', group: id, article, by: highest.clause, paidFen: 0 };
    kept = kept.map((result) =>
      result !== highest && standing.includes(result) ? supersede(result, highest.clause, step) : result,
    );
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
