import { evaluate, type Result } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

/** Two awards of a group whose reading says what a lower one means that was paid before. */
const grouped = (lower: string, group = 'G-1') =>
  documentOf(
    clause('K-1', [TRIGGER, `stackingGroup: ${group}`, 'award: { fixedYuan: 300000 }']) +
      clause('K-2', [TRIGGER, `stackingGroup: ${group}`, `award: ${lower}`], 'ratio'),
  );
const LOWER = '{ fixedYuan: 200000 }';
const RENT = '{ amount: { fact: rent.monthly_yuan } }';

function first(
  document: ReturnType<typeof documentOf>,
  given: object,
  readings: Readonly<Record<string, string>> = {},
): Result {
  const [result] = evaluate([document], factsOf(given), { clauses: ['K-1'], readings, trace: true });
  if (!result) throw new Error('no result');
  return result;
}

const paid = (amount_yuan?: string) => ({
  awards_paid: [{ clause: 'K-2', ...(amount_yuan && { amount_yuan }) }],
});
const DIFFERENCE = { 'R-1': 'difference' };
const FULL = { 'R-1': 'full' };

describe('an award of a group, after another one was paid', () => {
  test.each<[string, string, object, Readonly<Record<string, string>>, object]>([
    [
      'lower, the difference is followed',
      LOWER,
      paid('200000'),
      DIFFERENCE,
      { status: 'determined', amountFen: 10_000_000 },
    ],
    [
      'lower, nobody wrote how much: what the text fixes',
      LOWER,
      paid(),
      DIFFERENCE,
      { status: 'determined', amountFen: 10_000_000 },
    ],
    [
      'with no fixed amount, nobody wrote how much',
      RENT,
      paid(),
      DIFFERENCE,
      { status: 'needs-evidence', missing: ['awards_paid[].amount_yuan'] },
    ],
    [
      'just as high, whatever is followed',
      '{ fixedYuan: 300000 }',
      paid('300000'),
      FULL,
      { status: 'already-paid' },
    ],
    [
      'just as high by its text, paid in part',
      '{ fixedYuan: 300000 }',
      paid('100'),
      FULL,
      { status: 'already-paid' },
    ],
    ['lower by its text, paid as high', LOWER, paid('300000'), FULL, { status: 'already-paid' }],
    [
      'a fen lower than this one',
      '{ fixedYuan: "299999.99" }',
      paid('299999.99'),
      FULL,
      { status: 'determined', amountFen: 30_000_000 },
    ],
  ])('%s', (_, lower, given, readings, expected) => {
    expect(first(grouped(lower), given, readings)).toMatchObject(expected);
  });

  test('in a group without a reading brings nothing more, however low that was', () => {
    expect(first(grouped(LOWER, 'G-2'), paid('1'))).toMatchObject({ status: 'already-paid' });
  });

  test('is left to a person where the reading says so, and the trace keeps the ways out', () => {
    const result = first(grouped(LOWER), paid('200000'));
    const options = [
      { key: 'difference', amountFen: 10_000_000 },
      { key: 'full', amountFen: 30_000_000 },
      { key: 'nothing', amountFen: 0 },
    ];
    expect(result).toMatchObject({ status: 'needs-decision', options });
    expect(result.trace?.steps.at(-1)).toMatchObject({
      step: 'stacking',
      group: 'G-1',
      reading: 'R-1',
      paidFen: 20_000_000,
      options,
    });
  });

  test('rests on the decision where one was made, and on none where the policy decides', () => {
    const decided = first(grouped(LOWER), {
      ...paid('200000'),
      decisions: [{ clause: 'K-1', option: 'full' }],
    });
    expect(decided).toMatchObject({ status: 'determined', amountFen: 30_000_000 });
    expect(decided.factsUsed).toContain('decisions');
    expect(decided.trace?.steps).toContainEqual(
      expect.objectContaining({ step: 'stacking', answeredBy: 'decision', meaning: '全额' }),
    );
    const followed = first(grouped(LOWER), { ...paid('200000'), decisions: [] }, FULL);
    expect(followed.factsUsed).not.toContain('decisions');
  });

  test('is refused where the decision picks no way out that there is', () => {
    const result = first(grouped(LOWER), {
      ...paid('200000'),
      decisions: [{ clause: 'K-1', option: 'half' }],
    });
    expect(result).toMatchObject({ status: 'refused', problem: 'decision-option-unknown' });
    expect(result.factsUsed).toContain('decisions');
  });
});

describe('before anybody is asked about an award of a group, its earlier payments are looked at', () => {
  const ASKING = `readings:
  R-1: { article: 一, question: 较低的已付怎么办, preset: ask, options: { difference: 补差, full: 全额, nothing: 不给 } }
  R-2: { article: 一, question: 印发前的给不给, preset: ask, options: { full: 照给, nothing: 不溯及 } }
stacking:
  G-1: { article: 一, reading: R-1 }
`;
  const K1 = [TRIGGER, 'stackingGroup: G-1', 'award: { fixedYuan: 300000 }'];
  const k2 = (yuan: number) =>
    clause('K-2', [TRIGGER, 'stackingGroup: G-1', `award: { fixedYuan: ${yuan} }`]);
  const QUESTION = 'questions: [{ reading: R-2, effects: { full: full, nothing: nothing } }]';
  const CONDITION = 'conditions: { fact: zyec.listed, is: true }';
  const posed = (yuan: number) => documentOf(clause('K-1', [...K1, QUESTION]) + k2(yuan), ASKING);
  const conditional = (yuan: number) => documentOf(clause('K-1', [...K1, CONDITION]) + k2(yuan));
  const options = (...ways: [string, number, string][]) =>
    ways.map(([key, amountFen, reading]) => expect.objectContaining({ key, amountFen, reading }));
  const OWN = options(['full', 30_000_000, 'R-2'], ['nothing', 0, 'R-2']);
  const BOTH = options(['difference', 10_000_000, 'R-1'], ['full', 30_000_000, 'R-1'], ['nothing', 0, 'R-2']);
  const LESS = options(['full', 10_000_000, 'R-2'], ['nothing', 0, 'R-2']);

  test.each<[string, number, object, Readonly<Record<string, string>>, object, readonly string[]]>([
    ['nothing was paid', 200_000, {}, {}, { status: 'needs-decision', options: OWN }, ['question']],
    [
      'a lower one was paid: both questions are put at once',
      ...([200_000, paid('200000'), {}] as const),
      { status: 'needs-decision', options: BOTH },
      ['question', 'stacking'],
    ],
    [
      'a lower one was paid, and the policy says what that means',
      ...([200_000, paid('200000'), DIFFERENCE] as const),
      { status: 'needs-decision', options: LESS },
      ['question', 'stacking'],
    ],
    [
      'a higher one was paid',
      400_000,
      paid('400000'),
      {},
      { status: 'already-paid' },
      ['question', 'stacking'],
    ],
    [
      'the policy leaves nothing beside a lower one',
      ...([200_000, paid('200000'), { 'R-1': 'nothing' }] as const),
      { status: 'already-paid' },
      ['question', 'stacking'],
    ],
  ])('a question, where %s', (_, yuan, given, readings, expected, steps) => {
    const result = first(posed(yuan), given, readings);
    expect(result).toMatchObject(expected);
    const said = result.trace?.steps.map(({ step }) => step) ?? [];
    expect(said.filter((step) => step === 'question' || step === 'stacking')).toEqual(steps);
  });

  test('a decision that picks one of those ways is what was shown', () => {
    const decided = (option: string) =>
      first(posed(200_000), { ...paid('200000'), decisions: [{ clause: 'K-1', option }] });
    expect(decided('difference')).toMatchObject({ status: 'determined', amountFen: 10_000_000 });
    expect(decided('full')).toMatchObject({ status: 'determined', amountFen: 30_000_000 });
    expect(() => decided('nothing')).toThrow('no result');
  });

  test.each<[string, number, object, object]>([
    ['nothing was paid', 200_000, {}, { status: 'needs-evidence', missing: ['zyec.listed'] }],
    ['a lower one was', 200_000, paid('200000'), { status: 'needs-evidence', missing: ['zyec.listed'] }],
    ['a higher one was', 400_000, paid('400000'), { status: 'already-paid' }],
  ])('evidence, where %s', (_, yuan, given, expected) => {
    const result = first(conditional(yuan), given);
    expect(result).toMatchObject(expected);
    expect(result.trace?.missing).toEqual(result.missing ?? []);
    expect(result.trace?.steps.some(({ step }) => step === 'stacking')).toBe(
      result.status === 'already-paid',
    );
  });

  test('a condition that is known to fail goes before', () => {
    const given = { ...paid('400000'), 'zyec.listed': false };
    expect(() => first(conditional(400_000), given)).toThrow('no result');
  });
});

describe('of two awards of a group at the same time', () => {
  const document = documentOf(
    clause('K-1', [
      'subject: { title: [NATIONAL_LITTLE_GIANT] }',
      'stackingGroup: G-2',
      'conditions: { title: granted }',
      'award: { fixedYuan: 300000 }',
    ]) +
      clause('K-2', [
        'subject: { title: [PROV_ZJTX] }',
        'stackingGroup: G-2',
        'conditions: { title: granted }',
        'award: { fixedYuan: 200000 }',
      ]),
  );
  const titles = [
    { id: 'A-1', code: 'NATIONAL_LITTLE_GIANT', granted_on: '2022-05-01' },
    { id: 'B-1', code: 'PROV_ZJTX', granted_on: '2022-05-01' },
  ];

  test('the lower one gives way, keeps its subject, and its trace says to which', () => {
    const [higher, lower] = evaluate([document], factsOf({ titles }), { explain: true });
    expect(higher).toMatchObject({
      clause: 'K-1',
      subject: 'A-1',
      status: 'determined',
      amountFen: 30_000_000,
    });
    expect(lower).toMatchObject({ clause: 'K-2', subject: 'B-1', status: 'superseded', by: 'K-1' });
    expect(lower).not.toHaveProperty('amountFen');
    expect(lower?.trace).toMatchObject({ clause: 'K-2', status: 'superseded', amountFen: null });
    expect(lower?.trace?.steps.map(({ step }) => step)).toContain('amount');
    expect(lower?.trace?.steps.at(-1)).toMatchObject({
      step: 'stacking',
      group: 'G-2',
      by: 'K-1',
      paidFen: 0,
    });
  });

  test('an award without a subject gets none by giving way', () => {
    const [, lower] = evaluate([grouped(LOWER, 'G-2')], factsOf({}));
    expect(lower).toMatchObject({ clause: 'K-2', status: 'superseded' });
    expect(lower).not.toHaveProperty('subject');
  });
});
