import { evaluate } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

describe('records', () => {
  const STANDARD = documentOf(
    clause('K-1', [
      'subject: { standard: [national] }',
      'conditions: { fact: "standards[].role", is: lead }',
      'award: { fixedYuan: 300000 }',
    ]),
  );

  test('two standards without numbers are two claims, one with another role is none', () => {
    const lead = { kind: 'national', role: 'lead' };
    const facts = factsOf({
      standards: [lead, lead, { kind: 'national', role: 'participant' }, { kind: 'industry', role: 'lead' }],
    });
    expect(evaluate([STANDARD], facts).map(({ subject, status }) => [subject, status])).toEqual([
      ['national#1', 'determined'],
      ['national#2', 'determined'],
    ]);
  });

  test('an earlier payment counts for its own subject, and for any when it names none', () => {
    const standards = [
      { id: 'GB 1', kind: 'national', role: 'lead' },
      { id: 'GB 2', kind: 'national', role: 'lead' },
    ];
    const statuses = (paid: object) =>
      evaluate([STANDARD], factsOf({ standards, awards_paid: [{ clause: 'K-1', ...paid }] })).map(
        ({ status }) => status,
      );
    expect(statuses({ subject: 'GB 1' })).toEqual(['already-paid', 'determined']);
    expect(statuses({ subject: 'GB 3' })).toEqual(['determined', 'determined']);
    expect(statuses({})).toEqual(['already-paid', 'already-paid']);
  });

  test('two records of one subject are one claim, in the place of the one that got furthest', () => {
    const lead = { kind: 'national', role: 'lead' };
    const standards = [
      { id: 'GB 1', kind: 'national', role: 'participant' },
      { id: 'GB 2', ...lead },
      { id: 'GB 1', ...lead },
    ];
    for (const explain of [true, false]) {
      const results = evaluate([STANDARD], factsOf({ standards }), { explain });
      expect(results.map(({ subject }) => subject)).toEqual(['GB 2', 'GB 1']);
    }
  });

  test('a record of another kind is not spoken of, even where everything is explained', () => {
    const standards = [
      { kind: 'industry', role: 'lead' },
      { id: 'GB 1', kind: 'national', role: 'lead' },
    ];
    const explained = evaluate([STANDARD], factsOf({ standards }), { explain: true });
    expect(explained.map(({ subject, status }) => [subject, status])).toEqual([['GB 1', 'determined']]);
  });

  const TITLE = documentOf(
    clause('K-1', ['subject: { title: [PROV_ZJTX] }', 'award: { fixedYuan: 100 }']) +
      clause('K-2', ['subject: { anyTitle: [PROV_ZJTX] }', 'award: { fixedYuan: 100 }']),
  );
  test.each([
    ['a standard', [STANDARD], { standards: [] }, /^标准类别为无,应属于国家标准$/],
    ['a standard, while the register is not known', [STANDARD], {}, /^标准类别不详,/],
    ['a title', [TITLE], { titles: [] }, /^所获称号为无,应属于/],
    ['a title, while the register is not known', [TITLE], {}, /^所获称号不详,/],
  ])('without %s the clause does not concern the applicant, and says why', (_, documents, given, why) => {
    expect(evaluate(documents, factsOf(given))).toEqual([]);
    for (const { status, reasons, subject } of evaluate(documents, factsOf(given), { explain: true })) {
      expect([status, subject]).toEqual(['not-triggered', undefined]);
      expect(reasons?.map(({ text }) => text)).toEqual([expect.stringMatching(why)]);
    }
  });
});

describe('a group without a reading', () => {
  const document = documentOf(
    clause('K-1', [TRIGGER, 'stackingGroup: G-2', 'award: { fixedYuan: 100 }']) +
      clause('K-2', [
        'trigger: { fact: scale.first_entry, is: true }',
        'stackingGroup: G-2',
        'award: { fixedYuan: 300 }',
      ]),
  );

  test('pays the highest, and nothing once anything was paid', () => {
    const facts = { 'scale.first_entry': true };
    const statuses = (given: object) =>
      evaluate([document], factsOf({ ...facts, ...given })).map(({ status }) => status);
    expect(statuses({})).toEqual(['superseded', 'determined']);
    expect(statuses({ awards_paid: [{ clause: 'K-1', amount_yuan: '100' }] })).toEqual([
      'already-paid',
      'already-paid',
    ]);
  });

  test('asked for one clause, it is still measured against the others', () => {
    const facts = factsOf({ 'scale.first_entry': true });
    expect(evaluate([document], facts, { clauses: ['K-1'] })).toMatchObject([
      { clause: 'K-1', status: 'superseded', by: 'K-2' },
    ]);
  });
});
