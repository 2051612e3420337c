import { evaluate } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const READINGS = `readings:
  Z-2: { article: 一, question: 算不算, preset: ask, options: { wide: 算, narrow: 不算 } }
  R-1: { article: 一, question: 较低的已付怎么办, preset: ask, options: { difference: 补差, full: 全额, nothing: 不给 } }
stacking:
  G-1: { article: 一, reading: R-1 }
`;
const QUESTION = 'questions: [{ reading: Z-2, effects: { wide: full, narrow: nothing } }]';
const decided = (id: string, award: string) =>
  clause(id, [TRIGGER, `award: ${award}`, QUESTION], 'discretionary', 'discretionary');
const LAW = documentOf(
  clause('FIXED', [TRIGGER, 'award: { fixedYuan: 100 }', QUESTION]) +
    decided('AMOUNT', '{ decidedYuan: { atMost: 90 } }') +
    decided('RATIO', '{ decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: 50% } }').replace(
      'discretionary',
      'matching',
    ) +
    clause('GROUPED', [TRIGGER, 'award: { fixedYuan: 100 }', 'stackingGroup: G-1', QUESTION]) +
    clause('HIGHER', [
      TRIGGER,
      'award: { fixedYuan: 200 }',
      'stackingGroup: G-1',
      'conditions: { fact: zyec.listed, is: true }',
    ]),
  READINGS,
);

interface Said {
  /** What the policy follows, by the caller. */
  readonly follows?: Readonly<Record<string, string>>;
  /** The same as a fact of the applicant's city. */
  readonly fact?: 'wide' | 'narrow';
  readonly decisions?: readonly object[];
  readonly paid?: readonly object[];
}

/** Status with the amount in yuan or the problem, and who answered the question. */
function outcome(id: string, { follows = {}, fact, decisions = [], paid = [] }: Said): string {
  const facts = factsOf({
    'zyec.financing_yuan': '100.00',
    'zyec.listed': id === 'HIGHER',
    ...(fact && { 'reading.Z-2': fact }),
    ...(decisions.length > 0 && { decisions }),
    ...(paid.length > 0 && { awards_paid: paid }),
  });
  const [result] = evaluate([LAW], facts, { clauses: [id], explain: true, readings: follows }).filter(
    ({ clause: each }) => each === id,
  );
  const by =
    result?.trace?.steps
      .flatMap((step) => ('answeredBy' in step ? [step.answeredBy] : []))
      .filter((each) => each !== null) ?? [];
  const amount = result?.amountFen === undefined ? '' : ` ${result.amountFen / 100}`;
  return [`${result?.status}${amount}${result?.problem ? ` ${result.problem}` : ''}`, ...by].join(', ');
}
const on = (id: string, said: object) => ({ clause: id, ...said });
const LOWER = [{ clause: 'GROUPED', amount_yuan: '30.00' }];

// prettier-ignore
const ROWS: readonly [what: string, id: string, said: Said, wanted: string][] = [
  ['nobody says anything', 'FIXED', {}, 'needs-decision'],
  ['the policy says yes', 'FIXED', { follows: { 'Z-2': 'wide' } }, 'determined 100, reading'],
  ['the policy says no', 'FIXED', { follows: { 'Z-2': 'narrow' } }, 'not-eligible, reading'],
  ['the policy leaves it to a person', 'FIXED', { follows: { 'Z-2': 'ask' }, fact: 'wide' }, 'needs-decision'],
  ['the policy says what is no option', 'FIXED', { follows: { 'Z-2': 'half' } }, 'refused reading-option-unknown'],
  ['the policy says what every object has', 'FIXED', { follows: { 'Z-2': 'constructor' } }, 'refused reading-option-unknown'],
  ['the policy speaks of another reading', 'FIXED', { follows: { 'R-1': 'full' } }, 'needs-decision'],
  ['a fact says yes', 'FIXED', { fact: 'wide' }, 'determined 100, reading'],
  ['a fact says no', 'FIXED', { fact: 'narrow' }, 'not-eligible, reading'],
  ['the caller goes before a fact', 'FIXED', { fact: 'narrow', follows: { 'Z-2': 'wide' } }, 'determined 100, reading'],
  ['a decision goes before the policy', 'FIXED', { follows: { 'Z-2': 'narrow' }, decisions: [on('FIXED', { option: 'wide' })] }, 'determined 100, decision'],
  ['a decision against', 'FIXED', { follows: { 'Z-2': 'wide' }, decisions: [on('FIXED', { option: 'narrow' })] }, 'not-eligible, decision'],
  ['a decision on another clause', 'FIXED', { decisions: [on('AMOUNT', { option: 'wide' })] }, 'needs-decision'],
  ['a decision for what is no option', 'FIXED', { decisions: [on('FIXED', { option: 'half' })] }, 'refused decision-option-unknown'],
  ['a decision for what every object has', 'FIXED', { decisions: [on('FIXED', { option: 'toString' })] }, 'refused decision-option-unknown'],
  ['a decision that says nothing', 'FIXED', { follows: { 'Z-2': 'wide' }, decisions: [on('FIXED', {})] }, 'refused decision-option-unknown'],
  ['a decision of an amount where the law fixes it', 'FIXED', { follows: { 'Z-2': 'wide' }, decisions: [on('FIXED', { approved_amount_yuan: '9.00' })] }, 'refused decision-option-unknown'],
  ['a decision of a share where the law fixes it', 'FIXED', { follows: { 'Z-2': 'wide' }, decisions: [on('FIXED', { approved_ratio: '0.1' })] }, 'refused decision-option-unknown'],
  ['two decisions that agree', 'FIXED', { decisions: [on('FIXED', { option: 'wide' }), on('FIXED', { option: 'wide' })] }, 'determined 100, decision'],
  ['two decisions that differ', 'FIXED', { decisions: [on('FIXED', { option: 'wide' }), on('FIXED', { option: 'narrow' })] }, 'refused decisions-conflict'],
  ['a decision and one that says nothing', 'FIXED', { decisions: [on('FIXED', { option: 'wide' }), on('FIXED', {})] }, 'refused decisions-conflict'],
  ['a decision by the words of a group, outside of one', 'FIXED', { decisions: [on('FIXED', { option: 'difference' })] }, 'refused decision-option-unknown'],
  ['an amount is decided, the question is not', 'AMOUNT', { decisions: [on('AMOUNT', { approved_amount_yuan: '80.00' })] }, 'needs-decision'],
  ['an amount is decided, the policy answers', 'AMOUNT', { follows: { 'Z-2': 'wide' }, decisions: [on('AMOUNT', { approved_amount_yuan: '80.00' })] }, 'determined 80, reading'],
  ['an amount is decided with the answer', 'AMOUNT', { decisions: [on('AMOUNT', { approved_amount_yuan: '80.00', option: 'wide' })] }, 'determined 80, decision'],
  ['an amount is decided, and by another decision the answer', 'AMOUNT', { decisions: [on('AMOUNT', { approved_amount_yuan: '80.00' }), on('AMOUNT', { option: 'wide' })] }, 'determined 80, decision'],
  ['a share is decided, the question is not', 'RATIO', { decisions: [on('RATIO', { approved_ratio: '0.4' })] }, 'needs-decision'],
  ['a share is decided, the policy answers', 'RATIO', { follows: { 'Z-2': 'wide' }, decisions: [on('RATIO', { approved_ratio: '0.4' })] }, 'determined 40, reading'],
  ['a share is decided with the answer', 'RATIO', { decisions: [on('RATIO', { approved_ratio: '0.4', option: 'narrow' })] }, 'not-eligible, decision'],
  ['the words of its group say that it is given', 'GROUPED', { decisions: [on('GROUPED', { option: 'difference' })] }, 'determined 100, decision'],
  ['its own question is answered by name', 'GROUPED', { decisions: [on('GROUPED', { option: 'wide', reading: 'Z-2' })] }, 'determined 100, decision'],
  ['a decision that names another question', 'FIXED', { decisions: [on('FIXED', { option: 'wide', reading: 'R-1' })] }, 'needs-decision'],
  ['a decision of its group by name says that it is given', 'GROUPED', { decisions: [on('GROUPED', { option: 'nothing', reading: 'R-1' })] }, 'determined 100, decision'],
  ['each question is answered by name', 'GROUPED', { decisions: [on('GROUPED', { option: 'narrow', reading: 'Z-2' }), on('GROUPED', { option: 'full', reading: 'R-1' })] }, 'not-eligible, decision'],
  ['an amount is decided, and the answer by name', 'AMOUNT', { decisions: [on('AMOUNT', { approved_amount_yuan: '80.00' }), on('AMOUNT', { option: 'wide', reading: 'Z-2' })] }, 'determined 80, decision'],
  ['words of neither the question nor the group', 'GROUPED', { decisions: [on('GROUPED', { option: 'half' })] }, 'refused decision-option-unknown'],
  ['no words, in a group', 'GROUPED', { decisions: [on('GROUPED', {})] }, 'refused decision-option-unknown'],
  ['a lower award was paid: nobody says what of it', 'HIGHER', { paid: LOWER }, 'needs-decision'],
  ['a lower award was paid: the policy offsets it', 'HIGHER', { paid: LOWER, follows: { 'R-1': 'difference' } }, 'determined 170, reading'],
  ['a lower award was paid: the policy says what is no option', 'HIGHER', { paid: LOWER, follows: { 'R-1': 'half' } }, 'refused reading-option-unknown'],
  ['a lower award was paid: the policy asks', 'HIGHER', { paid: LOWER, follows: { 'R-1': 'ask' } }, 'needs-decision'],
  ['a lower award was paid: a decision offsets it', 'HIGHER', { paid: LOWER, follows: { 'R-1': 'full' }, decisions: [on('HIGHER', { option: 'difference' })] }, 'determined 170, decision'],
  ['a lower award was paid: a decision by name offsets it', 'HIGHER', { paid: LOWER, decisions: [on('HIGHER', { option: 'difference', reading: 'R-1' })] }, 'determined 170, decision'],
  ['a lower award was paid: the answer to another question says nothing of it', 'HIGHER', { paid: LOWER, decisions: [on('HIGHER', { option: 'full', reading: 'Z-2' })] }, 'needs-decision'],
  ['a lower award was paid: a decision that is no option', 'HIGHER', { paid: LOWER, decisions: [on('HIGHER', { option: 'wide' })] }, 'refused decision-option-unknown'],
  ['a lower award was paid: a decision that says nothing', 'HIGHER', { paid: LOWER, decisions: [on('HIGHER', {})] }, 'refused decision-option-unknown'],
  ['a lower award was paid: two decisions that differ', 'HIGHER', { paid: LOWER, decisions: [on('HIGHER', { option: 'difference' }), on('HIGHER', { option: 'full' })] }, 'refused decisions-conflict'],
];

test.each(ROWS)('%s', (_, id, said, wanted) => {
  expect(outcome(id, said)).toBe(wanted);
});
