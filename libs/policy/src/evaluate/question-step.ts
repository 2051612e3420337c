import { ZERO_FEN, type Fen } from '@duixian/money';
import type { Reading } from '../ast';
import { answerQuestion } from './answer-question';
import { check, useFactsBehind } from './check';
import { readingOf } from './plan';
import type { ResultOption } from './result';
import { use, type Step } from './step';

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
      options: answer?.kind === 'open' ? optionsOf(reading, question.effects, findings.amountFen) : [],
    });
    if (answer === null) continue;
    if (answered?.by === 'decision' || answer.kind === 'refused') use(findings, DECISIONS);
    if (answer.kind === 'refused') {
      return { status: 'refused', problem: answer.problem };
    }
    if (answer.kind === 'open') {
      const options = optionsOf(reading, question.effects, findings.amountFen);
      return { status: 'needs-decision', options };
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
