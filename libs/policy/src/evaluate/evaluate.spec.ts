import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  describeTrace,
  evaluate,
  parseFacts,
  parsePolicyCases,
  parsePolicyDocument,
  runPolicyCases,
  type Facts,
  type PolicyDocument,
} from '../index';

const folder = join(__dirname, '../../documents');
const text = readFileSync(join(folder, 'pingdingshan-2022-15.yaml'), 'utf8');
const casesText = readFileSync(join(folder, 'pingdingshan-2022-15.cases.yaml'), 'utf8');

function documentOf(source: string): PolicyDocument {
  const parsed = parsePolicyDocument(source, 'd.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}
const whole = documentOf(text);
const pair = { first: 'PDS-A2-4-3-1', addOn: 'PDS-A2-4-3-2' };
/** Only the two awards that these tests are about. */
const document: PolicyDocument = {
  ...whole,
  clauses: whole.clauses.filter(({ id }) => id === pair.first || id === pair.addOn),
};
const base: Facts = {
  evaluation_date: '2022-12-31',
  'applicant.kind': 'enterprise',
  'applicant.city': '平顶山',
  'applicant.county': '新华区',
  'applicant.sectors': ['industrial'],
  'scale.first_entry': true,
  'revenue.main_business_yuan': '50000000',
};

describe('小升规 awards', () => {
  test('answer in the shape of the contract', () => {
    expect(evaluate([document], base)).toEqual([
      {
        clause: pair.first,
        status: 'determined',
        amountFen: 5000000,
        payable: true,
        splitFen: { city: 2500000, county: 2500000 },
        factsUsed: [
          'applicant.city',
          'scale.first_entry',
          'applicant.kind',
          'applicant.sectors',
          'applicant.county',
        ],
      },
      {
        clause: pair.addOn,
        status: 'determined',
        amountFen: 3000000,
        payable: true,
        splitFen: { city: 1500000, county: 1500000 },
        factsUsed: [
          'applicant.city',
          'scale.first_entry',
          'applicant.kind',
          'applicant.sectors',
          'revenue.main_business_yuan',
          'applicant.county',
        ],
      },
    ]);
  });

  test('the published case table holds', () => {
    const table = parsePolicyCases(casesText, 'c.yaml');
    if (!table.ok) throw new Error(JSON.stringify(table.problems));
    expect(table.cases.cases.length).toBeGreaterThan(20);
    expect(runPolicyCases(whole, table.cases)).toEqual([]);
  });

  test('a document that says otherwise fails its cases, each at its line', () => {
    const table = parsePolicyCases(casesText, 'c.yaml');
    if (!table.ok) throw new Error(JSON.stringify(table.problems));
    const lines = casesText.split('\n');
    const failures = runPolicyCases(
      documentOf(text.replace('atLeast: 50000000', 'moreThan: 50000000')),
      table.cases,
    );
    const boundary = lines.findIndex((line) => line.includes('恰为5000万元')) + 1;
    expect(failures).toContainEqual(
      expect.objectContaining({
        file: 'c.yaml',
        code: 'case-failed',
        line: boundary + 3,
        message: expect.stringContaining('does not show up'),
      }),
    );
    const richer = runPolicyCases(
      documentOf(text.replace('fixedYuan: 30000', 'fixedYuan: 30001')),
      table.cases,
    );
    expect(richer.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('amount 30001.00 yuan, expected 30000.00 yuan'),
    );
  });

  test('a later first claim asks a person, and a recorded reading or decision answers', () => {
    const later: Facts = { ...base, 'scale.entry_date': '2021-06-30' };
    const addOn = (facts: Facts, readings: Record<string, string> = {}) =>
      evaluate([document], facts, { clauses: [pair.addOn], readings, explain: true })[0];
    expect(addOn(later)).toMatchObject({
      status: 'needs-decision',
      options: [
        { key: 'full', amountFen: 3000000, reading: 'P-7' },
        { key: 'nothing', amountFen: 0, reading: 'P-7' },
      ],
    });
    expect(addOn(later, { 'P-7': 'full' })).toMatchObject({ status: 'determined', amountFen: 3000000 });
    expect(addOn(later, { 'P-7': 'full' })?.trace?.readings).toEqual({
      'P-1': 'by-elimination',
      'P-7': 'full',
    });
    expect(addOn(later, { 'P-7': 'nothing' })).toMatchObject({ status: 'not-eligible' });
    expect(addOn(later, { 'P-7': 'toString' })).toMatchObject({
      status: 'refused',
      problem: 'reading-option-unknown',
    });
    const decided = (option: string) => ({ clause: pair.addOn, option });
    expect(addOn({ ...later, decisions: [decided('full')] }, { 'P-7': 'nothing' })).toMatchObject({
      status: 'determined',
    });
    expect(addOn({ ...later, decisions: [decided('full'), decided('nothing')] })).toMatchObject({
      status: 'refused',
      problem: 'decisions-conflict',
    });
    expect(
      addOn({ ...later, decisions: [{ clause: pair.addOn, approved_amount_yuan: '20000' }] }),
    ).toMatchObject({
      status: 'refused',
      problem: 'decision-option-unknown',
    });
  });

  test('explain adds every clause with all its reasons', () => {
    const results = evaluate(
      [document],
      { 'applicant.city': '郑州', 'scale.first_entry': false },
      { explain: true },
    );
    expect(results.map(({ clause, status }) => [clause, status])).toEqual([
      [pair.first, 'not-triggered'],
      [pair.addOn, 'not-triggered'],
    ]);
    expect(results[0]?.reasons?.map(({ facts }) => facts)).toEqual([
      ['applicant.city'],
      ['scale.first_entry'],
    ]);
    const [, addOn] = evaluate(
      [document],
      { ...base, 'applicant.kind': 'person', 'revenue.main_business_yuan': '1' },
      { explain: true },
    );
    expect(addOn).toMatchObject({ status: 'not-eligible' });
    expect(addOn?.reasons?.map(({ text: why }) => why)).toEqual([
      '主体类型为个人,应为企业',
      '年主营业务收入为1.00元,应不低于50,000,000.00元',
    ]);
  });

  test('the trace is plain JSON and reads as one Chinese paragraph', () => {
    const [, addOn] = evaluate([document], base, { explain: true });
    if (!addOn?.trace) throw new Error('no trace');
    const stored = JSON.parse(JSON.stringify(addOn.trace)) as typeof addOn.trace;
    expect(stored).toEqual(addOn.trace);
    expect(describeTrace(stored)).toBe(
      '依据平政办〔2022〕15号附件2 四(三)“首次入统企业主营业务收入达标加奖”:注册地所在市为平顶山;首次纳入规模以上统计:是;' +
        '主体类型为企业;所属行业为工业;年主营业务收入为50,000,000.00元,不低于50,000,000.00元;本条此前未兑付过;' +
        '按“附件2 四(三)”的标准,为30,000.00元(在条款PDS-A2-4-3-1之外另给);注册地所在县(市、区)为新华区,属市内五区,' +
        '依“正文末段”由市级承担15,000.00元、县(市、区)级承担15,000.00元。结论:符合条件,核定30,000.00元(叁万元整)。',
    );
    const [missing] = evaluate(
      [document],
      { 'applicant.city': '平顶山', 'scale.first_entry': true },
      { explain: true },
    );
    expect(missing?.trace && describeTrace(missing.trace)).toMatch(
      /尚缺资料,暂不能核定,需补充:主体类型.市场监管登记.、所属行业.登记行业、海关.。$/,
    );
  });
});

describe('every set of facts', () => {
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const anyFacts = fc
    .record({
      evaluation_date: optional(fc.constantFrom('2022-05-24', '2022-12-31', '2023-01-01')),
      'applicant.kind': optional(fc.constantFrom('enterprise', 'person')),
      'applicant.city': optional(fc.constantFrom('平顶山', '郑州')),
      'applicant.county': optional(fc.constantFrom('新华区', '宝丰县', '石龙区', '某县')),
      'applicant.sectors': optional(fc.subarray(['industrial', 'commerce'])),
      'scale.first_entry': optional(fc.boolean()),
      'scale.entry_date': optional(fc.constantFrom('2021-12-31', '2022-01-01')),
      'revenue.main_business_yuan': optional(fc.constantFrom('0', '49999999.99', '50000000', '80000000')),
      awards_paid: optional(
        fc.subarray([
          { clause: pair.first, paid_on: '2022-08-01' },
          { clause: pair.addOn, paid_on: '2022-08-01' },
        ]),
      ),
      decisions: optional(
        fc.subarray([
          { clause: pair.addOn, option: 'full' },
          { clause: pair.addOn, option: 'odd' },
        ]),
      ),
    })
    .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));

  const check = (property: (facts: Facts) => void) =>
    fc.assert(
      fc.property(anyFacts, (input) => {
        const parsed = parseFacts(input);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        property(parsed.facts);
      }),
      { numRuns: 2000 },
    );

  test('pays at most 50,000 and 30,000, splits that add up, nothing twice', () => {
    check((facts) => {
      for (const { clause, status, amountFen, splitFen } of evaluate([document], facts)) {
        expect((amountFen === undefined) === (status !== 'determined')).toBe(true);
        if (amountFen === undefined) continue;
        expect(amountFen).toBe(clause === pair.first ? 5000000 : 3000000);
        if (splitFen) expect(Object.values(splitFen).reduce((sum, share) => sum + share, 0)).toBe(amountFen);
        expect(facts['awards_paid'] ?? []).not.toContainEqual(expect.objectContaining({ clause }));
      }
    });
  });

  test('explains exactly what it says without explaining', () => {
    check((facts) => {
      const explained = evaluate([document], facts, { explain: true });
      expect(explained).toHaveLength(2);
      const applying = explained.filter(
        ({ status }) => status !== 'not-triggered' && status !== 'not-eligible',
      );
      expect(applying.map(({ trace: _, ...result }) => result)).toEqual(evaluate([document], facts));
      for (const { trace, status } of explained) {
        expect(trace?.status).toBe(status);
        expect(trace && describeTrace(trace)).toMatch(/结论:.+。$/);
      }
    });
  });

  test('rests on the facts it names: with those alone it comes out the same', () => {
    check((facts) => {
      for (const result of evaluate([document], facts)) {
        if (result.status !== 'determined') continue;
        const only = Object.fromEntries(result.factsUsed.map((name) => [name, facts[name]])) as Facts;
        expect(evaluate([document], only, { clauses: [result.clause] })).toEqual([result]);
      }
    });
  });

  test('asks only for facts that are unknown, and for all of them at once', () => {
    check((facts) => {
      for (const { missing, clause } of evaluate([document], facts)) {
        if (!missing) continue;
        expect(missing.every((name) => facts[name] === undefined)).toBe(true);
        const answers: Facts = {
          evaluation_date: '2022-12-31',
          'applicant.kind': 'enterprise',
          'applicant.sectors': ['industrial'],
          'revenue.main_business_yuan': '50000000',
        };
        const given = Object.fromEntries(missing.map((name) => [name, answers[name]])) as Facts;
        const [after] = evaluate([document], { ...facts, ...given }, { clauses: [clause] });
        expect(after?.status).not.toBe('needs-evidence');
      }
    });
  });
});
