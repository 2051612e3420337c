import { parsePolicyCases } from '../index';

const read = (text: string) => {
  const parsed = parsePolicyCases(text, 'x.cases.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.cases;
};

test('a row with everything that a row can say', () => {
  const { file, document, cases } = read(`
cases: small
table:
  - case: 全部
    facts: { applicant.city: 甲 }
    readings: { R-1: full }
    expect:
      A 甲 乙: { status: determined, yuan: "1.50", province: 1, city: 0, county: "0.50", payable: false,
        missing: [applicant.kind], options: { full: 2, nothing: 0 }, problem: 某, by: B, ceiling: 3, range: { from: 4, to: 5 } }
      B: { status: superseded }
`);
  expect({ file, document }).toEqual({ file: 'x.cases.yaml', document: 'small' });
  expect(cases).toEqual([
    {
      name: '全部',
      line: 4,
      facts: { 'applicant.city': '甲' },
      readings: { 'R-1': 'full' },
      expected: [
        {
          ...{ clause: 'A', subject: '甲 乙', line: 8, status: 'determined', amountFen: 150, payable: false },
          splitFen: { province: 100, city: 0, county: 50 },
          ...{ missing: ['applicant.kind'], options: { full: 200, nothing: 0 }, problem: '某', by: 'B' },
          ...{ ceilingFen: 300, range: { fromFen: 400, toFen: 500 } },
        },
        {
          ...{ clause: 'B', subject: null, line: 10, status: 'superseded', amountFen: null, payable: null },
          ...{
            splitFen: {},
            missing: null,
            options: null,
            problem: null,
            by: null,
            ceilingFen: null,
            range: null,
          },
        },
      ],
    },
  ]);
});

test('what a group and a case are given comes on top of what is given around them; what is unknown is taken away', () => {
  const { cases } = read(`
cases: small
given: { applicant.city: 甲, applicant.county: A县, applicant.kind: enterprise }
table:
  - case: 外
    expect: nothing
groups:
  - group: 一
    given: { applicant.county: B县 }
    table:
      - case: 内
        facts: { applicant.kind: person }
        expect: nothing
      - case: 不知
        unknown: [applicant.county, applicant.kind]
        expect: nothing
`);
  expect(cases.map(({ name, facts, expected }) => [name, facts, expected])).toEqual([
    ['外', { 'applicant.city': '甲', 'applicant.county': 'A县', 'applicant.kind': 'enterprise' }, []],
    ['内', { 'applicant.city': '甲', 'applicant.county': 'B县', 'applicant.kind': 'person' }, []],
    ['不知', { 'applicant.city': '甲' }, []],
  ]);
});

// prettier-ignore
test.each([
  ['a bad amount among the options', 'expect: { A: { status: needs-decision, options: { full: 两元 } } }', ['5:61 bad-amount']],
  ['a bad end of a range', 'expect: { A: { status: needs-decision, range: { from: 1, to: 两元 } } }', ['5:66 bad-amount']],
  ['a range with one end', 'expect: { A: { status: needs-decision, range: { from: 1 } } }', ['5:51 missing-key']],
  ['missing facts that are no text', 'expect: { A: { status: needs-evidence, missing: [[a]] } }', ['5:54 not-a-value']],
  ['an option that is no name', 'readings: { R-1: "a b" }\n    expect: nothing', ['5:22 bad-id']],
  ['no mapping to expect', 'expect: everything', ['5:13 not-a-mapping']],
  ['a status that no case can expect', 'expect: { A: { status: not-eligible } }', ['5:28 unknown-word']],
  ['a fact that nobody may give', 'facts: { applicant.kind: 1 }\n    expect: nothing', ['5:30 bad-fact']],
  ['a field of a record', 'facts: { titles: [{ code: NO }] }\n    expect: nothing', ['5:22 bad-fact']],
  ['readings that are no mapping', 'readings: [full]\n    expect: nothing', ['5:15 not-a-mapping']],
  ['options that are no mapping', 'expect: { A: { status: needs-decision, options: [full] } }', ['5:53 not-a-mapping']],
  ['an amount that is a list', 'expect: { A: { status: determined, yuan: [1] } }', ['5:46 not-a-value']],
  ['two bad facts and a bad clause', 'facts: { applicant.kind: 1, zyec.listed: 1 }\n    expect: { A: { status: paid } }', ['5:30 bad-fact', '5:46 bad-fact', '6:28 unknown-word']],
  ['facts that are no mapping', 'facts: [a]\n    expect: nothing', ['5:12 not-a-mapping']],
  ['a list that is none', 'unknown: applicant.kind\n    expect: nothing', ['5:14 not-a-list']],
])('%s is refused where it stands', (_, row, answers) => {
  const parsed = parsePolicyCases(`cases: small\ntable:\n  -\n    case: 一\n    ${row}\n`, 'x');
  expect(parsed.ok ? [] : parsed.problems.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual(answers);
});

test('a fact that the group gave is refused where the group gave it', () => {
  const parsed = parsePolicyCases(
    'cases: small\ngiven:\n  applicant.kind: 1\ntable:\n  - case: 一\n    expect: nothing\n',
    'x',
  );
  expect(parsed.ok ? [] : parsed.problems.map(({ line, code }) => `${line} ${code}`)).toEqual(['3 bad-fact']);
});

test('a group needs its name and its table; a table needs cases', () => {
  const codes = (text: string): readonly string[] => {
    const parsed = parsePolicyCases(text, 'x');
    return parsed.ok ? [] : parsed.problems.map(({ code, message }) => `${code}: ${message}`);
  };
  expect(codes('cases: small\ngroups:\n  - group: 一\n')).toEqual(['missing-key: a group needs "table"']);
  expect(
    codes('cases: small\ngroups:\n  - group: [一]\n    table: [{ case: 一, expect: nothing }]\n'),
  ).toEqual(['not-a-value: "group" must be a single value']);
  expect(codes('cases: small\ngroups: [一]\n')).toEqual(['not-a-mapping: a group must be a mapping']);
  expect(codes('cases: small\ntable: [一]\n')).toEqual(['not-a-mapping: a case must be a mapping']);
  expect(codes('cases: small\ntable: [{ case: [一], expect: nothing }]\n')).toEqual([
    'not-a-value: "case" must be a single value',
  ]);
  expect(codes('cases: small\n')).toEqual(['missing-key: the case table has no cases']);
  expect(codes('cases: [small]\ntable: []\n')).toEqual(['not-a-value: "cases" must be a single value']);
});
