import { evaluate, type Result } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const READINGS = `readings:
  Z-2: { article: 三, question: 算不算, preset: ask, options: { wide: 算, narrow: 不算 } }
`;
const LAW = documentOf(
  clause('FIXED', [
    TRIGGER,
    'award: { fixedYuan: 100 }',
    'questions: [{ reading: Z-2, when: { fact: zyec.listed, is: true }, effects: { wide: full, narrow: nothing } }]',
  ]),
  READINGS,
);

interface Asked {
  readonly listed?: boolean;
  readonly follows?: string;
  readonly decided?: string;
}

function resultOf({ listed, follows, decided }: Asked): Result {
  const facts = factsOf({
    ...(listed !== undefined && { 'zyec.listed': listed }),
    ...(decided !== undefined && { decisions: [{ clause: 'FIXED', option: decided }] }),
  });
  const readings = follows === undefined ? {} : { 'Z-2': follows };
  const [result] = evaluate([LAW], facts, { explain: true, readings });
  if (!result) throw new Error('nothing was said');
  return result;
}

const OPTIONS = [
  { key: 'wide', amountFen: 10_000, reading: 'Z-2', meaning: '算' },
  { key: 'narrow', amountFen: 0, reading: 'Z-2', meaning: '不算' },
];
const nobody = { answeredBy: null, option: null, meaning: null, effect: null };
const by = (answeredBy: string, option: string, meaning: string, effect: string) => ({
  ...{ answeredBy, option, meaning, effect },
});

// prettier-ignore
test.each<readonly [string, Asked, status: string, step: object, usesDecisions: boolean]>([
  ['the question does not arise', { listed: false }, 'determined', { met: 'false', ...nobody, options: [] }, false],
  ['nobody answered', { listed: true }, 'needs-decision', { met: 'true', ...nobody, options: OPTIONS }, false],
  ['a person is to answer', { listed: true, follows: 'ask' }, 'needs-decision', { met: 'true', ...nobody, options: OPTIONS }, false],
  ['the policy gives', { listed: true, follows: 'wide' }, 'determined', { met: 'true', ...by('reading', 'wide', '算', 'full'), options: [] }, false],
  ['the policy refuses', { listed: true, follows: 'narrow' }, 'not-eligible', { met: 'true', ...by('reading', 'narrow', '不算', 'nothing'), options: [] }, false],
  ['the policy follows what is no option', { listed: true, follows: 'broad' }, 'refused', { met: 'true', ...nobody, options: [] }, true],
  ['a person gives', { listed: true, decided: 'wide' }, 'determined', { met: 'true', ...by('decision', 'wide', '算', 'full'), options: [] }, true],
  ['a person refuses, against the policy', { listed: true, follows: 'wide', decided: 'narrow' }, 'not-eligible', { met: 'true', ...by('decision', 'narrow', '不算', 'nothing'), options: [] }, true],
  ['a person picks what is no option', { listed: true, decided: 'broad' }, 'refused', { met: 'true', ...nobody, options: [] }, true],
  ['a person answers what does not arise', { listed: false, decided: 'narrow' }, 'determined', { met: 'false', ...nobody, options: [] }, false],
])('%s', (_, asked, status, step, usesDecisions) => {
  const result = resultOf(asked);
  expect(result.status).toBe(status);
  const head = { step: 'question', reading: 'Z-2', article: '三', question: '算不算' };
  expect(result.trace?.steps.filter((each) => each.step === 'question')).toEqual([
    { ...head, ...step, check: expect.objectContaining({ outcome: (step as { met: string }).met }) },
  ]);
  expect(result.factsUsed.includes('decisions')).toBe(usesDecisions);
});

test('who is refused by an answer reads which question, and what was answered', () => {
  expect(resultOf({ listed: true, follows: 'narrow' }).reasons).toEqual([
    { step: 'question', article: '三', facts: [], text: '对“算不算”的处理:不算' },
  ]);
});

test('whether a question arises is asked for before it is answered', () => {
  const { status, missing, trace } = resultOf({ follows: 'narrow', decided: 'narrow' });
  expect({ status, missing }).toEqual({ status: 'needs-evidence', missing: ['zyec.listed'] });
  expect(trace?.steps.filter(({ step }) => step === 'question')).toEqual([]);
});
