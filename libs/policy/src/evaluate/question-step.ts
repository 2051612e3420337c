import { ZERO_FEN, type Fen } from '@duixian/money';
import type { Reading } from '../ast';
import { answerQuestion } from './answer-question';
import { check, factsBehind } from './check';
import type { ResultOption, TraceStep } from './result';
import type { Step } from './step';

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
  const trace: TraceStep[] = [];
  const factsUsed: string[] = [];
  let followed = findings.readings;
  for (const question of clause.questions) {
    const reading = document.readings.find(({ id }) => id === question.reading);
    if (!reading) continue; // parsePolicyDocument admits no question without its reading
    const met = check(question.when, facts);
    factsUsed.push(...factsBehind(met, facts));
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
