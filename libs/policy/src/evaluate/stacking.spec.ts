import { evaluate, type Result } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const FIXED = (yuan: number) => `award: { fixedYuan: ${yuan} }`;
const OPEN = `readings:
  R-1:
    article: 一
    question: 是否累计
    preset: ask
    options: { difference: 补差额, full: 全额 }
stacking:
  G-1: { article: 一, rule: open, reading: R-1 }
  G-2: { article: 一, per: subject }
`;
const withGroups = (clauses: string) => documentOf(clauses, OPEN);
const statusesOf = (results: readonly Result[]) =>
  results.map(({ clause: id, status, amountFen }) => [id, status, amountFen]);
const CASH = { 'rent.monthly_yuan': '100' };

describe('what was paid in a group', () => {
  test('under a cap, the award’s own payments use the cap up and are no other award', () => {
    const document = withGroups(
      clause('K-1', [
        TRIGGER,
        'stackingGroup: G-1',
        'cap: { yuan: 500, per: year }',
        'award: { amount: { fact: rent.monthly_yuan } }',
      ]),
    );
    const awards_paid = [{ clause: 'K-1', subject: '别处', amount_yuan: '450', paid_on: '2022-03-01' }];
    expect(evaluate([document], factsOf({ ...CASH, awards_paid }))).toMatchObject([
      { status: 'determined', amountFen: 5_000 },
    ]);
  });

  test('of an applicant every award counts, whatever it was for', () => {
    const titled = (id: string, code: string, yuan: number) =>
      clause(id, [`subject: { title: [${code}] }`, 'stackingGroup: G-2', FIXED(yuan)]);
    const document = documentOf(
      titled('K-1', 'PROV_ZJTX', 100) + titled('K-2', 'NATIONAL_LITTLE_GIANT', 300),
    );
    const titles = [{ code: 'PROV_ZJTX', subject_id: '甲' }];
    const awards_paid = [{ clause: 'K-2', subject: '乙', amount_yuan: '300' }];
    expect(statusesOf(evaluate([document], factsOf({ titles, awards_paid })))).toEqual([
      ['K-1', 'already-paid', undefined],
    ]);
  });

  test('an award without a fixed amount counts with what was paid', () => {
    const document = documentOf(
      clause('K-1', [TRIGGER, 'stackingGroup: G-1', FIXED(300)]) +
        clause('K-2', [TRIGGER, 'stackingGroup: G-1', 'award: { amount: { fact: rent.monthly_yuan } }']),
    );
    const awards_paid = [{ clause: 'K-2', amount_yuan: '120' }];
    const results = evaluate([document], factsOf({ awards_paid }), {
      readings: { 'R-1': 'difference' },
      clauses: ['K-1'],
      trace: true,
    });
    expect(results[0]).toMatchObject({ status: 'determined', amountFen: 18_000 });
    const steps = results[0]?.trace?.steps.filter(({ step }) => step === 'stacking');
    expect(steps).toMatchObject([{ answeredBy: 'reading', meaning: '补差', paidFen: 12_000 }]);
  });

  test('two awards of which nobody wrote how much were each paid in full', () => {
    const document = withGroups(
      clause('K-1', ['subject: { standard: [national] }', 'stackingGroup: G-1', FIXED(100)]) +
        clause('K-2', [TRIGGER, 'stackingGroup: G-1', FIXED(900)]),
    );
    const awards_paid = [
      { clause: 'K-1', subject: 'GB 1' },
      { clause: 'K-1', subject: 'GB 2' },
    ];
    const results = evaluate([document], factsOf({ awards_paid }), { readings: { 'R-1': 'difference' } });
    expect(statusesOf(results)).toEqual([['K-2', 'determined', 70_000]]);
  });
});

describe('a group weighed for one thing', () => {
  const titled = (id: string, code: string, yuan: number) =>
    clause(id, [`subject: { title: [${code}] }`, 'stackingGroup: G-2', FIXED(yuan)]);
  const document = withGroups(
    titled('K-1', 'FIRST_SET_CITY', 100) +
      titled('K-2', 'FIRST_SET_PROV', 300) +
      titled('K-3', 'FIRST_SET_DOMESTIC', 500),
  );
  const unnamed = { titles: [{ code: 'FIRST_SET_PROV', granted_on: '2022-05-01' }] };
  const after = (...awards_paid: object[]) =>
    statusesOf(evaluate([document], factsOf({ ...unnamed, awards_paid })));

  test('asks which one a title is for, once another award of the group was paid', () => {
    expect(after({ clause: 'K-1', subject: '机床', amount_yuan: '100' })).toEqual([
      ['K-2', 'needs-evidence', undefined],
    ]);
  });

  test('does not ask because the same award was paid for another one', () => {
    expect(after({ clause: 'K-2', subject: '机床', amount_yuan: '300' })).toEqual([
      ['K-2', 'determined', 30_000],
    ]);
  });
});

describe('records of one subject', () => {
  const document = documentOf(
    clause('K-1', [
      'subject: { anyTitle: [PROV_ZJTX] }',
      'conditions: { fact: "titles[].acquisition", is: new }',
      'award: { amount: { tiers: [{ when: { fact: "titles[].level", is: provincial }, amount: 300 }, { when: { not: { fact: "titles[].level", is: provincial } }, amount: 100 }] } }',
    ]),
  );
  const title = (acquisition: string, level: string) => ({ code: 'PROV_ZJTX', acquisition, level });
  const only = (...titles: object[]) => {
    const shown = evaluate([document], factsOf({ titles }), { explain: true });
    expect(evaluate([document], factsOf({ titles }))).toHaveLength(1);
    expect(shown).toHaveLength(1);
    return [shown[0]?.status, shown[0]?.amountFen];
  };

  test('are one claim: that of the record that gets furthest, in whatever order they are listed', () => {
    const [renewal, granted] = [title('renewal', 'provincial'), title('new', 'provincial')];
    expect(only(renewal, granted)).toEqual(['determined', 30_000]);
    expect(only(granted, renewal)).toEqual(['determined', 30_000]);
    expect(only(granted, renewal, renewal)).toEqual(['determined', 30_000]);
  });

  test('of two that get just as far the first counts', () => {
    expect(only(title('new', 'provincial'), title('new', 'city'))).toEqual(['determined', 30_000]);
    expect(only(title('new', 'city'), title('new', 'provincial'))).toEqual(['determined', 10_000]);
  });
});

describe('what a result rests on, and what it holds', () => {
  const document = documentOf(
    clause('K-1', [
      'subject: { facts: [zyec.financing_id] }',
      TRIGGER,
      'conditions: { fact: scale.first_entry, is: true }',
      'funding: half',
      FIXED(100),
    ]),
  );
  const given = { 'scale.first_entry': true, 'zyec.financing_id': 'F1' };
  const explained = (facts: object) => evaluate([document], factsOf(facts), { explain: true })[0];

  test('the fact that names its subject, and the one that says who bears it, where they are known', () => {
    expect(explained({ ...given, 'applicant.county': '东区' })?.factsUsed).toEqual(
      expect.arrayContaining(['zyec.financing_id', 'applicant.county']),
    );
    const less = explained({ 'scale.first_entry': true });
    expect(less).toMatchObject({ status: 'determined' });
    expect(less?.factsUsed).not.toEqual(expect.arrayContaining(['zyec.financing_id']));
    expect(less?.factsUsed).not.toEqual(expect.arrayContaining(['applicant.county']));
  });

  test('no field that says nothing', () => {
    const [bare] = evaluate([document], factsOf({ 'scale.first_entry': true }));
    expect(Object.keys(bare ?? {})).toEqual(['clause', 'status', 'amountFen', 'payable', 'factsUsed']);
    const other = explained({ ...given, 'applicant.kind': 'person' });
    expect(other).toMatchObject({ status: 'not-triggered' });
    expect(Object.keys(other ?? {})).not.toContain('subject');
  });
});
