import { ZERO_FEN, type Fen } from '@duixian/money';
import type { Award, ComputedClause, PolicyDocument, Reading } from '../ast';
import type { Facts } from '../facts/fact-definition';
import { answerQuestion, chosenReading, type Readings } from './answer-question';
import { check, decisiveTests, factsBehind, missingFacts, type Check } from './check';
import { describeTest } from './describe-check';
import { wasPaid } from './earlier-records';
import type { Reason, Result, ResultOption, Split, TraceStep } from './result';
import { splitFunding } from './split-funding';

/** What every step may look at. */
interface Case {
  readonly document: PolicyDocument;
  readonly clause: ComputedClause;
  readonly facts: Facts;
  readonly readings: Readings;
}

/** What earlier steps found out. */
interface Findings {
  readonly missing: readonly string[];
  readonly amountFen: Fen;
  readonly splitFen: Split | null;
  readonly readings: Readings;
}

type Outcome = Omit<Result, 'clause' | 'factsUsed' | 'trace'>;

/** What one step adds; `outcome` ends the determination. */
interface StepResult {
  readonly trace: readonly TraceStep[];
  readonly factsUsed: readonly string[];
  readonly findings?: Partial<Findings>;
  readonly outcome?: Outcome;
}

const NOTHING: StepResult = { trace: [], factsUsed: [] };

type Step = (subject: Case, findings: Findings) => StepResult;

function reasonsOf(step: Reason['step'], found: Check): readonly Reason[] {
  if (found.outcome === 'true') return [];
  return decisiveTests(found).map((test) => ({
    step,
    article: test.article,
    facts: test.otherFact === null ? [test.fact] : [test.fact, test.otherFact],
    text: describeTest(test),
  }));
}

/** Does the clause concern the applicant at all? Unknown counts as no: nobody is asked for evidence out of the blue. */
const testConcern: Step = ({ clause, facts }) => {
  const jurisdiction = check(clause.jurisdiction, facts);
  const trigger = check(clause.trigger, facts);
  const concerns = jurisdiction.outcome === 'true' && trigger.outcome === 'true';
  return {
    trace: [
      { step: 'jurisdiction', outcome: jurisdiction.outcome, check: jurisdiction },
      { step: 'trigger', outcome: trigger.outcome, check: trigger },
    ],
    factsUsed: [...factsBehind(jurisdiction, facts), ...factsBehind(trigger, facts)],
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

/** One clause is paid once, ever. */
const testEarlierPayment: Step = ({ clause, facts }) => {
  const paid = wasPaid(facts, clause.id);
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

function amountOf(award: Award): Fen {
  switch (award.kind) {
    case 'fixed':
      return award.amountFen;
  }
}

const computeAmount: Step = ({ clause }) => {
  const amountFen = amountOf(clause.award);
  const { article } = clause.award;
  return {
    trace: [{ step: 'amount', amountFen, article, addsTo: clause.addsTo }],
    factsUsed: [],
    findings: { amountFen },
  };
};

function optionsOf(
  reading: Reading,
  effects: Readonly<Record<string, string>>,
  amount: Fen,
): readonly ResultOption[] {
  return reading.options.map(({ key, meaning }) => {
    const amountFen = effects[key] === 'full' ? amount : ZERO_FEN;
    return { key, amountFen, reading: reading.id, meaning };
  });
}

/** An open reading that the case meets is answered by a decision or by the policy; otherwise a person is asked. */
const answerQuestions: Step = ({ clause, document, facts, readings }, findings) => {
  const trace: TraceStep[] = [];
  const factsUsed: string[] = [];
  let followed = findings.readings;
  for (const question of clause.questions) {
    const reading = document.readings.find(({ id }) => id === question.reading);
    if (!reading) continue; // parsePolicyDocument admits no question without its reading
    const met = check(question.when, facts);
    factsUsed.push(...factsBehind(met, facts));
    const answer = met.outcome === 'true' ? answerQuestion(question, reading, clause, facts, readings) : null;
    const answered = answer?.kind === 'answered' ? answer : null;
    const meaning = reading.options.find(({ key }) => key === answered?.option)?.meaning ?? null;
    trace.push({
      step: 'question',
      reading: reading.id,
      article: reading.article,
      question: reading.question,
      met: met.outcome,
      check: met,
      answeredBy: answered?.by ?? null,
      option: answered?.option ?? null,
      meaning,
      effect: answered?.effect ?? null,
    });
    if (answer === null) continue;
    if (answered?.by === 'decision' || answer.kind === 'refused') factsUsed.push('decisions');
    if (answer.kind === 'refused') {
      return { trace, factsUsed, outcome: { status: 'refused', problem: answer.problem } };
    }
    if (answer.kind === 'open') {
      const options = optionsOf(reading, question.effects, findings.amountFen);
      return { trace, factsUsed, outcome: { status: 'needs-decision', options } };
    }
    followed = { ...followed, [reading.id]: answer.option };
    if (answer.effect === 'nothing') {
      const text = `对“${reading.question}”的处理:${meaning ?? answer.option}`;
      const reasons = [{ step: 'question' as const, article: reading.article, facts: [], text }];
      return {
        trace,
        factsUsed,
        findings: { readings: followed },
        outcome: { status: 'not-eligible', reasons },
      };
    }
  }
  return { trace, factsUsed, findings: { readings: followed } };
};

/** Where the document fixes no payer, or the deciding fact is unknown, the split stays absent. */
const fund: Step = ({ clause, document, facts, readings }, findings) => {
  const rule = clause.funding;
  const funding = rule && splitFunding(rule, findings.amountFen, facts);
  const followed: Record<string, string> = { ...findings.readings };
  for (const id of rule?.readings ?? []) {
    const reading = document.readings.find((candidate) => candidate.id === id);
    const option = reading && chosenReading(reading, facts, readings);
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
    factsUsed: rule && funding?.value ? [rule.by] : [],
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
  collectEvidence,
  computeAmount,
  answerQuestions,
  fund,
  settle,
];

/** Applies one clause to one applicant's facts. Total: every set of facts has a result. */
export function determine(subject: Case, explain: boolean): Result {
  const { document, clause } = subject;
  let findings: Findings = { missing: [], amountFen: ZERO_FEN, splitFen: null, readings: {} };
  const steps: TraceStep[] = [];
  const factsUsed: string[] = [];
  let outcome: Outcome = { status: 'not-triggered' };
  for (const step of STEPS) {
    const made = step(subject, findings);
    steps.push(...made.trace);
    for (const fact of made.factsUsed) if (!factsUsed.includes(fact)) factsUsed.push(fact);
    if (made.findings) findings = { ...findings, ...made.findings };
    if (made.outcome) {
      outcome = made.outcome;
      break;
    }
  }
  const result: Result = { clause: clause.id, ...outcome, factsUsed };
  if (!explain) return result;
  const { status } = outcome;
  const { id, article, title } = clause;
  const cited = { document: document.id, number: document.number, clause: id, article, title };
  const trace = { semantics: document.semantics, ...cited, status, steps, readings: findings.readings };
  return { ...result, trace: { ...trace, missing: findings.missing } };
}
