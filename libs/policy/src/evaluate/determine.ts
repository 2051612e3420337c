import { ZERO_FEN } from '@duixian/money';
import type { SubjectRule } from '../ast';
import { computeAward, missingForAmount } from './amount-step';
import { chosenReading } from './answer-question';
import { check, factsBehind, missingFacts } from './check';
import { isAbout, paymentsUnder } from './earlier-records';
import { answerQuestions } from './question-step';
import type { Result, TraceStep } from './result';
import { splitFunding } from './split-funding';
import { stackOnPayments } from './stacking';
import { NOTHING, reasonsOf, type Case, type Findings, type Outcome, type Step } from './step';

/** The facts that name what a clause is paid for. */
function subjectFacts(subject: SubjectRule | null): readonly string[] {
  if (subject?.kind === 'calendar') return [...subject.facts, subject.fact];
  return subject?.kind === 'facts' ? subject.facts : [];
}

/** Does the clause concern the applicant at all? Unknown counts as no: nobody is asked for evidence out of the blue. */
const testConcern: Step = ({ clause, facts }) => {
  const named = clause.subject;
  const jurisdiction = check(clause.jurisdiction, facts);
  const trigger = check(clause.trigger, facts);
  const concerns = jurisdiction.outcome === 'true' && trigger.outcome === 'true';
  return {
    trace: [
      { step: 'jurisdiction', outcome: jurisdiction.outcome, check: jurisdiction },
      { step: 'trigger', outcome: trigger.outcome, check: trigger },
    ],
    factsUsed: [
      ...factsBehind(jurisdiction, facts),
      ...factsBehind(trigger, facts),
      ...subjectFacts(named).filter((name) => facts[name] !== undefined),
    ],
    ...(!concerns && {
      outcome: {
        status: 'not-triggered',
        reasons: [...reasonsOf('jurisdiction', jurisdiction), ...reasonsOf('trigger', trigger)],
      },
    }),
  };
};

/** A condition known to be false rules the clause out whatever else is unknown. */
const testConditions: Step = ({ clause, facts }) => {
  const found = check(clause.conditions, facts);
  return {
    trace: [{ step: 'conditions', outcome: found.outcome, check: found }],
    factsUsed: factsBehind(found, facts),
    findings: { missing: missingFacts(found, facts) },
    ...(found.outcome === 'false' && {
      outcome: { status: 'not-eligible', reasons: reasonsOf('conditions', found) },
    }),
  };
};

/**
 * One clause is paid once for one subject; a payment without a subject may have been for this one. Under a cap that
 * runs on, such a payment only uses up the cap.
 */
const testEarlierPayment: Step = ({ clause, facts, subject }) => {
  const payments = paymentsUnder(facts, [clause.id, ...clause.repeatedBy]);
  const paid =
    clause.cap === null || clause.cap.per === 'award'
      ? payments.some((payment) => isAbout(payment, subject))
      : clause.cap.per !== 'subject' &&
        payments.some((payment) => subject !== null && payment['subject'] === subject);
  return {
    trace: [{ step: 'earlier-payment', paid }],
    factsUsed: facts['awards_paid'] === undefined ? [] : ['awards_paid'],
    ...(paid && { outcome: { status: 'already-paid' } }),
  };
};

/** Everything that conditions and open questions still have to know is asked for at once. */
const collectEvidence: Step = ({ clause, facts }, { missing }) => {
  if (missing.length === 0 && clause.questions.length === 0) return NOTHING;
  const questions = clause.questions.flatMap(({ when }) => missingFacts(check(when, facts), facts));
  const all = [...new Set([...missing, ...questions])];
  return {
    trace: [],
    factsUsed: [],
    findings: { missing: all },
    ...(all.length > 0 && { outcome: { status: 'needs-evidence', missing: all } }),
  };
};

/** Where the document fixes no payer, or the deciding fact is unknown, the split stays absent. */
const fund: Step = ({ clause, document, facts, readings }, findings) => {
  const rule = clause.funding;
  const chosen = (id: string): string | null => {
    const reading = document.readings.find((candidate) => candidate.id === id);
    return reading ? chosenReading(reading, facts, readings) : null;
  };
  const funding = rule && splitFunding(rule, findings.amountFen, facts, chosen);
  const followed: Record<string, string> = { ...findings.readings };
  for (const id of rule?.readings ?? []) {
    const option = chosen(id);
    if (option) followed[id] = option;
  }
  return {
    trace: [
      {
        step: 'funding',
        rule: rule?.id ?? null,
        clause: funding?.branch?.clause ?? null,
        article: funding?.branch?.article ?? null,
        fact: rule?.by ?? null,
        value: funding?.value ?? null,
        list: funding?.branch?.list ?? null,
        splitFen: funding?.split ?? null,
      },
    ],
    factsUsed: rule?.by && funding?.value ? [rule.by] : [],
    findings: { splitFen: funding?.split ?? null, readings: followed },
  };
};

const settle: Step = ({ clause }, { amountFen, splitFen }) => ({
  trace: [],
  factsUsed: [],
  outcome: {
    status: 'determined',
    amountFen,
    payable: clause.payable,
    ...(splitFen && { splitFen }),
  },
});

/** The order is the meaning: a clause is ruled out before it asks for evidence, and asks before it is decided. */
const STEPS: readonly Step[] = [
  testConcern,
  testConditions,
  testEarlierPayment,
  missingForAmount,
  collectEvidence,
  computeAward,
  answerQuestions,
  stackOnPayments,
  fund,
  settle,
];

/** Applies one clause to one applicant's facts. Total: every set of facts has a result. */
export function determine(given: Case, explain: boolean): Result {
  const { document, clause, subject } = given;
  let findings: Findings = { missing: [], amountFen: ZERO_FEN, splitFen: null, readings: {} };
  const steps: TraceStep[] = [];
  const factsUsed: string[] = [];
  let outcome: Outcome = { status: 'not-triggered' };
  for (const step of STEPS) {
    const made = step(given, findings);
    steps.push(...made.trace);
    for (const fact of made.factsUsed) if (!factsUsed.includes(fact)) factsUsed.push(fact);
    if (made.findings) findings = { ...findings, ...made.findings };
    if (made.outcome) {
      outcome = made.outcome;
      break;
    }
  }
  const named = subject !== null && outcome.status !== 'not-triggered' ? { subject } : {};
  const result: Result = { clause: clause.id, ...named, ...outcome, factsUsed };
  if (!explain) return result;
  const { status } = outcome;
  const { id, article, title } = clause;
  const cited = { document: document.id, number: document.number, clause: id, article, title };
  const trace = {
    semantics: document.semantics,
    ...cited,
    status,
    amountFen: outcome.amountFen ?? null,
    steps,
    readings: findings.readings,
  };
  return { ...result, trace: { ...trace, missing: findings.missing } };
}
