import { candidateFilter, evaluate, parsePolicyDocument, selects } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const paid = (record: object) => ({ clause: 'K-1', amount_yuan: '100', ...record });

describe('a clause that is paid by year, quarter or month', () => {
  const by = (unit: string) =>
    documentOf(
      clause('K-1', [TRIGGER, `subject: { ${unit}: evaluation_date }`, 'award: { fixedYuan: 100 }']),
    );

  test.each([
    ['year', '2022'],
    ['quarter', '2022Q4'],
    ['month', '2022-12'],
  ])('%s: names it', (unit, subject) => {
    expect(evaluate([by(unit)], factsOf({}))).toMatchObject([{ subject, status: 'determined' }]);
  });

  test.each([
    ['the same year by name', { subject: '2022' }, 'already-paid'],
    ['another year by name', { subject: '2021', paid_on: '2022-03-01' }, 'determined'],
    ['this year, unnamed', { paid_on: '2022-01-01' }, 'already-paid'],
    ['last year, unnamed', { paid_on: '2021-12-31' }, 'determined'],
    ['nobody knows when', {}, 'already-paid'],
  ])('paid for %s: %j is %s', (_, record, status) => {
    const facts = factsOf({ awards_paid: [paid(record)] });
    expect(evaluate([by('year')], facts)).toMatchObject([{ status }]);
  });

  test('without a date has no year, and any payment counts', () => {
    const { evaluation_date: _, ...undated } = factsOf({ awards_paid: [paid({ subject: '2021' })] });
    expect(evaluate([by('year')], undated)).toMatchObject([{ status: 'already-paid' }]);
  });

  test('rests on the date', () => {
    expect(evaluate([by('month')], factsOf({}))[0]?.factsUsed).toContain('evaluation_date');
  });
});

describe('a clause that is paid for a thing and a year', () => {
  const document = documentOf(
    clause('K-1', [
      TRIGGER,
      'subject: { year: evaluation_date, facts: [product.id] }',
      'award: { fixedYuan: 100 }',
    ]),
  );
  const result = (id: string | null, record: object) => {
    const named = id === null ? {} : { 'product.id': id };
    return evaluate([document], factsOf({ ...named, awards_paid: [paid(record)] }))[0];
  };

  test.each([
    ['A', { subject: 'A/2022' }, 'A/2022', 'already-paid'],
    ['A', { subject: 'B/2022' }, 'A/2022', 'determined'],
    ['A', { subject: 'A/2021' }, 'A/2022', 'determined'],
    ['A', { subject: '2022' }, 'A/2022', 'already-paid'],
    ['A', { paid_on: '2022-03-01' }, 'A/2022', 'already-paid'],
    ['A', { paid_on: '2021-03-01' }, 'A/2022', 'determined'],
    [null, { subject: 'A/2022' }, '2022', 'already-paid'],
    [null, { subject: 'A/2021' }, '2022', 'determined'],
  ])('%s, paid %j: %s is %s', (id, record, subject, status) => {
    expect(result(id, record)).toMatchObject({ subject, status });
  });
});

describe('a clause that waits for a decision', () => {
  const document = documentOf(
    clause(
      'K-1',
      [
        'trigger: { decisionOn: K-1 }',
        `conditions: { fact: applicant.kind, is: enterprise }`,
        'award: { decidedYuan: {} }',
      ],
      'discretionary',
      'discretionary',
    ),
  );
  const decided = (id: string) => factsOf({ decisions: [{ clause: id, approved_amount_yuan: '7' }] });

  test('concerns nobody before, and says so', () => {
    expect(evaluate([document], factsOf({}))).toEqual([]);
    expect(evaluate([document], decided('K-2'))).toEqual([]);
    const [explained] = evaluate([document], factsOf({}), { explain: true });
    expect(explained).toMatchObject({ status: 'not-triggered', reasons: [{ text: '尚无对K-1的人工决定' }] });
  });

  test('is determined by it, and found by a sweep', () => {
    expect(evaluate([document], decided('K-1'))).toMatchObject([{ status: 'determined', amountFen: 700 }]);
    const [only] = document.clauses;
    expect(only && selects(candidateFilter(only), decided('K-1'))).toBe(true);
  });

  test('is not looked for where nothing was decided; turned round, it concerns everybody there', () => {
    const search = { decisions: 'none' } as const;
    const [only] = document.clauses;
    expect(only && selects(candidateFilter(only, search), factsOf({}))).toBe(false);
    const undecided = only?.form === 'computed' && {
      ...only,
      trigger: { kind: 'not', of: only.trigger } as const,
    };
    expect(undecided && selects(candidateFilter(undecided, search), factsOf({}))).toBe(true);
  });
});

describe('the share that a decision sets', () => {
  const document = documentOf(
    clause(
      'K-1',
      [
        TRIGGER,
        'award: { decidedRatio: { of: { fact: project.rd_input_yuan } } }',
        'cap: { yuan: 500, per: award }',
      ],
      'ratio_with_cap',
      'discretionary',
    ),
  );
  const decide = (ratio: string, more = {}) =>
    evaluate(
      [document],
      factsOf({
        'project.rd_input_yuan': '1000',
        decisions: [{ clause: 'K-1', approved_ratio: ratio }],
        ...more,
      }),
    );

  test('is at most the whole, even where the text names no limit', () => {
    expect(decide('0.2')).toMatchObject([{ status: 'determined', amountFen: 20000 }]);
    expect(decide('1.0001')).toMatchObject([{ status: 'refused', problem: 'decision-out-of-range' }]);
  });

  test('under a cap of each award is cut to it, and paid once', () => {
    expect(decide('1')).toMatchObject([{ status: 'determined', amountFen: 50000 }]);
    expect(decide('0.2', { awards_paid: [paid({})] })).toMatchObject([{ status: 'already-paid' }]);
  });
});

test('a number without a fraction is whole, however it is written', () => {
  const document = documentOf(
    clause('K-1', [
      TRIGGER,
      'conditions: { fact: apprentice.mid_person_years, whole: true }',
      'award: { fixedYuan: 1 }',
    ]),
  );
  const status = (value?: string) =>
    evaluate([document], factsOf(value ? { 'apprentice.mid_person_years': value } : {}), { explain: true })[0]
      ?.status;
  expect(['3', '3.00', '2.5', undefined].map(status)).toEqual([
    'determined',
    'determined',
    'not-eligible',
    'needs-evidence',
  ]);
});

describe('who bears an award under a reading', () => {
  const text = `document: under
semantics: 1
number: 甲政办〔2022〕3号
title: 奖励办法
issuer: 甲市政府
jurisdiction: { province: 乙, city: 甲 }
readings:
  R-1: { article: 一, question: 属地的一半由谁承担, preset: shared, options: { shared: 市、区各半, local: 全由区承担 } }
lists:
  区: { article: 一, values: [东区] }
funding:
  half:
    by: applicant.county
    branches:
      - { list: 区, article: 二, under: { R-1: shared }, shares: { city: 1/2, county: 1/2 } }
      - { list: 区, article: 二, under: { R-1: local }, shares: { county: 1 } }
clauses:
${clause('K-1', [TRIGGER, 'award: { fixedYuan: 100 }', 'funding: half'])}`;

  test('follows the option that the policy follows', () => {
    const parsed = parsePolicyDocument(text, 'under.yaml');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const facts = factsOf({ 'applicant.county': '东区' });
    const splits = [{}, { 'R-1': 'local' }, { 'R-1': 'nobody' }].map(
      (readings) => evaluate([parsed.document], facts, { readings })[0]?.splitFen,
    );
    expect(splits).toEqual([{ city: 5000, county: 5000 }, { county: 10000 }, undefined]);
  });

  test('is refused where two branches may hold at once, or the option is not there', () => {
    const problems = (from: string, to: string) => {
      const parsed = parsePolicyDocument(text.replace(from, to), 'under.yaml');
      return parsed.ok ? [] : parsed.problems.map(({ code, line }) => `${line} ${code}`);
    };
    expect(problems('R-1: local', 'R-1: shared')).toEqual(['13 overlap']);
    expect(problems('under: { R-1: local }, ', '')).toEqual(['13 overlap']);
    expect(problems('R-1: local', 'R-1: province')).toContain('16 unknown-option');
    expect(problems('R-1: local', 'R-2: local')).toContain('16 unknown-reading');
  });
});
