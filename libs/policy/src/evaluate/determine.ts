import { ZERO_FEN, type Fen } from '@duixian/money';
import type { Award, SubjectRule } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { computeAmount, floorFen } from './amount';
import { computeAward, missingForAmount } from './amount-step';
import { capOf, roomUnder } from './cap';
import { check, missingFacts, truthOf, useFactsBehind } from './check';
import { isAbout, paymentsUnder } from './earlier-records';
import { followedOption } from './follow';
import { answerQuestions } from './question-step';
import type { Result } from './result';
import { splitFunding } from './split-funding';
import { isUsedUp, stackOnPayments } from './stacking';
import type { Case } from './case';
import { reasonsOf, use, useGiven, type Findings, type Outcome, type Step } from './step';

const NO_FACTS: readonly string[] = [];

/** The facts that name what a clause is paid for. */
function subjectFacts(subject: SubjectRule | null): readonly string[] {
  if (subject?.kind === 'calendar') return [...subject.facts, subject.fact];
  return subject?.kind === 'facts' ? subject.facts : NO_FACTS;
}

/** Does the clause concern the applicant at all? Unknown counts as no: nobody is asked for evidence out of the blue. */
const testConcern: Step = ({ clause, facts }, findings) => {
  const jurisdiction = check(clause.jurisdiction, facts);
  const trigger = check(clause.trigger, facts);
  findings.trace.push(
    { step: 'jurisdiction', outcome: jurisdiction.outcome, check: jurisdiction },
    { step: 'trigger', outcome: trigger.outcome, check: trigger },
  );
  useFactsBehind(jurisdiction, facts, findings.factsUsed);
  useFactsBehind(trigger, facts, findings.factsUsed);
  const named = subjectFacts(clause.subject);
  if (named.length > 0)
    use(
      findings,
      named.filter((name) => facts[name] !== undefined),
    );
  if (jurisdiction.outcome === 'true' && trigger.outcome === 'true') return null;
  return {
    status: 'not-triggered',
    reasons: [...reasonsOf('jurisdiction', jurisdiction), ...reasonsOf('trigger', trigger)],
  };
};

/** A condition known to be false rules the clause out whatever else is unknown. */
const testConditions: Step = ({ clause, facts }, findings) => {
  const found = check(clause.conditions, facts);
  findings.trace.push({ step: 'conditions', outcome: found.outcome, check: found });
  useFactsBehind(found, facts, findings.factsUsed);
  findings.missing = missingFacts(found, facts);
  if (found.outcome !== 'false') return null;
  return { status: 'not-eligible', reasons: reasonsOf('conditions', found) };
};

/**
 * One clause is paid once for one subject; a payment without a subject may have been for this one. Under a cap that
 * runs on, such a payment only uses up the cap.
 */
const testEarlierPayment: Step = (given, findings) => {
  const { clause, facts, subject } = given;
  const payments = paymentsUnder(facts, clause.id, clause.repeatedBy);
  const cap = capOf(given);
  const paid =
    cap === null || cap.per === 'award'
      ? payments.some((payment) => isAbout(payment, subject))
      : cap.per !== 'subject' && payments.some((payment) => payment['subject'] === subject);
  findings.trace.push({ step: 'earlier-payment', paid });
  useGiven(findings, given, 'awards_paid');
  return paid ? { status: 'already-paid' } : null;
};

/**
 * Everything that conditions and open questions still have to know is asked for at once; nothing is where the group has
 * nothing left, whatever the answers would be.
 */
const collectEvidence: Step = (given, findings) => {
  const { clause, facts } = given;
  let { missing } = findings;
  for (const { when } of clause.questions)
    if (truthOf(when, facts) === 'unknown')
      missing = [...missing, ...missingFacts(check(when, facts), facts)];
  if (missing.length === 0) return null;
  if (isUsedUp(given, findings)) return { status: 'already-paid' };
  findings.missing = missing = [...new Set(missing)];
  return { status: 'needs-evidence', missing };
};

/** Where the document fixes no payer, or the deciding fact is unknown, the split stays absent. */
const fund: Step = (given, findings) => {
  const { clause, facts } = given;
  const rule = clause.funding;
  const chosen = (id: string): string | null => followedOption(given, id);
  const funding = rule && splitFunding(rule, findings.amountFen, facts, chosen);
  for (const id of rule?.readings ?? NO_FACTS) {
    const option = chosen(id);
    if (option) findings.readings = { ...findings.readings, [id]: option };
  }
  findings.trace.push({
    step: 'funding',
    rule: rule?.id ?? null,
    clause: funding?.branch?.clause ?? null,
    article: funding?.branch?.article ?? null,
    fact: rule?.by ?? null,
    value: funding?.value ?? null,
    list: funding?.branch?.list ?? null,
    splitFen: funding?.split ?? null,
  });
  if (rule?.by && funding?.value) use(findings, [rule.by]);
  findings.splitFen = funding?.split ?? null;
  return null;
};

const settle = ({ clause: { payable } }: Case, { amountFen, splitFen }: Findings): Outcome =>
  splitFen
    ? { status: 'determined', amountFen, payable, splitFen }
    : { status: 'determined', amountFen, payable };

/**
 * The order is the meaning: a clause is ruled out before it asks for evidence, and asks before it is decided. Written out
 * rather than as a loop, so that the engine can make one function of all steps.
 */
const takeSteps = (given: Case, findings: Findings): Outcome =>
  testConcern(given, findings) ??
  testConditions(given, findings) ??
  testEarlierPayment(given, findings) ??
  missingForAmount(given, findings) ??
  collectEvidence(given, findings) ??
  computeAward(given, findings) ??
  answerQuestions(given, findings) ??
  stackOnPayments(given, findings) ??
  fund(given, findings) ??
  settle(given, findings);

const NO_READINGS = {};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function write(result: Writable<Result>, outcome: Outcome): void {
  if (outcome.status !== 'determined') {
    Object.assign(result, outcome);
    return;
  }
  const { status, amountFen, payable, splitFen } = outcome;
  result.status = status;
  if (amountFen !== undefined) result.amountFen = amountFen;
  if (payable !== undefined) result.payable = payable;
  if (splitFen !== undefined) result.splitFen = splitFen;
}

/** Facts that a verdict rests on are not asked for where only verdicts are. */
const NOT_ASKED: readonly string[] = [];

/**
 * What the steps would say of a claim that meets everything and of whose applicant nothing was paid before, without a word about
 * why: most of what a sweep finds. Null for every other claim: then the steps are taken. Jurisdiction and trigger hold already.
 */
export function determineAtOnce(given: Case): Result | null {
  const { clause, facts, subject } = given;
  const { award, payable } = clause;
  const paid = facts['awards_paid'];
  if (paid !== undefined && !(Array.isArray(paid) && paid.length === 0)) return null;
  if (truthOf(clause.conditions, facts) !== 'true') return null;
  for (const { when } of clause.questions) if (truthOf(when, facts) !== 'false') return null;
  const cap = capOf(given);
  const room = cap && roomUnder(cap, given);
  if (room && (room.missing.length > 0 || room.left === 0)) return null;
  const made = amountAtOnce(award, facts);
  if (made === null || made === 0) return null;
  const amountFen = room && made > room.left ? room.left : made;
  const chosen = (id: string): string | null => followedOption(given, id);
  const splitFen = clause.funding && splitFunding(clause.funding, amountFen, facts, chosen).split;
  const result: Writable<Result> = { clause: clause.id } as Writable<Result>;
  if (subject !== null) result.subject = subject;
  result.status = 'determined';
  result.amountFen = amountFen;
  result.payable = payable;
  if (splitFen) result.splitFen = splitFen;
  result.factsUsed = NOT_ASKED;
  return result;
}

/** Null where something is missing, or a person decides. */
function amountAtOnce(award: Award, facts: Facts): Fen | null {
  if (award.kind === 'fixed') return award.amountFen;
  if (award.kind !== 'computed') return null;
  const { value, missing } = computeAmount(award.amount, facts);
  return value === null || missing.length > 0 ? null : floorFen(value);
}

/** Applies one clause to one applicant's facts. Total: every set of facts has a result. */
export function determine(given: Case, explain: boolean): Result {
  const { document, clause, subject } = given;
  const findings: Findings = {
    trace: [],
    factsUsed: [],
    missing: NO_FACTS,
    amountFen: ZERO_FEN,
    splitFen: null,
    readings: NO_READINGS,
    computed: null,
    room: null,
  };
  const outcome = takeSteps(given, findings);
  const { status, amountFen = null } = outcome;
  const { factsUsed, readings, missing, trace: steps } = findings;
  const { id, article, title } = clause;
  // Put together key by key: spreads take longer than everything before.
  const result: Writable<Result> = { clause: id } as Writable<Result>;
  if (subject !== null && status !== 'not-triggered') result.subject = subject;
  write(result, outcome);
  result.factsUsed = factsUsed;
  if (!explain) return result;
  const { semantics, id: document_, number } = document;
  result.trace = {
    semantics,
    document: document_,
    number,
    clause: id,
    article,
    title,
    status,
    amountFen,
    steps,
    readings,
    missing,
  };
  return result;
}
