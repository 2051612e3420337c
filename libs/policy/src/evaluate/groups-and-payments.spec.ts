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
