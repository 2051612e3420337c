import { ZERO_FEN, type Fen } from '@duixian/money';
import type { Question, Reading } from '../ast';
import { answerQuestion } from './answer-question';
import type { Case } from './case';
import { check, useFactsBehind } from './check';
import { readingOf } from './plan';
import type { ResultOption, TraceStep } from './result';
import { stackOnPayments } from './stacking';
import { use, type Findings, type Outcome, type Step } from './step';

const DECISIONS = ['decisions'];

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

/** An open question as a person is asked it, with what was paid in the group before. */
interface Posed {
  readonly own: readonly ResultOption[];
  readonly steps: readonly TraceStep[];
  readonly outcome: Outcome;
}

/**
 * One decision answers the question and what an earlier payment of the group means, so a person is shown what a pick comes
 * to in the end; where nothing is left of the award, or that cannot be told yet, the question is not put.
 */
function pose({ effects }: Question, reading: Reading, given: Case, findings: Findings): Posed {
  const ahead: Findings = { ...findings, trace: [] };
  const outcome = stackOnPayments(given, ahead);
  const own = optionsOf(reading, effects, ahead.amountFen);
  const isWeighed = ahead.trace.some(
    (step) => step.step === 'stacking' && (step.paidFen > 0 || step.deduction),
  );
  const steps = isWeighed ? ahead.trace : [];
  findings.readings = ahead.readings;
  if (outcome === null) return { own, steps, outcome: { status: 'needs-decision', options: own } };
  findings.missing = ahead.missing;
  if (outcome.status !== 'needs-decision') return { own: [], steps, outcome };
  const refusing = own.filter(({ key }) => effects[key] === 'nothing');
  const giving = (outcome.options ?? []).filter(({ key }) => refusing.every((each) => each.key !== key));
  return { own: refusing, steps, outcome: { status: 'needs-decision', options: [...giving, ...refusing] } };
}

/** An open reading that the case meets is answered by a decision or by the policy; otherwise a person is asked. */
export const answerQuestions: Step = (given, findings) => {
  const { clause, document, facts, readings } = given;
  const { trace, factsUsed } = findings;
  for (const question of clause.questions) {
    const reading = readingOf(document, question.reading);
    const met = check(question.when, facts);
    useFactsBehind(met, facts, factsUsed);
    const answer = met.outcome === 'true' ? answerQuestion(question, reading, given, readings) : null;
    const answered = answer?.kind === 'answered' ? answer : null;
    const posed = answer?.kind === 'open' ? pose(question, reading, given, findings) : null;
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
      options: posed?.own ?? [],
    });
    if (posed) {
      trace.push(...posed.steps);
      return posed.outcome;
    }
    if (answer === null || answer.kind === 'open') continue;
    if (answered?.by === 'decision' || answer.kind === 'refused') use(findings, DECISIONS);
    if (answer.kind === 'refused') {
      return { status: 'refused', problem: answer.problem };
    }
    findings.readings = { ...findings.readings, [reading.id]: answer.option };
    if (answer.effect === 'nothing') {
      const text = `对“${reading.question}”的处理:${meaning ?? answer.option}`;
      const reasons = [{ step: 'question' as const, article: reading.article, facts: [], text }];
      return { status: 'not-eligible', reasons };
    }
  }
  return null;
};
