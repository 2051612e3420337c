import { clausesWithoutCase, parsePolicyCases, parsePolicyDocument, runPolicyCases } from '../index';
import { SOUND as DOCUMENT } from '../syntax/malformed.fixture';

const SOUND = `cases: small
given:
  evaluation_date: 2022-12-31
  applicant.city: 甲
  scale.first_entry: true
  q1_2022.main_revenue_yoy_pct: '10'
table:
  - case: 增幅恰为一成
    facts: { applicant.county: A县 }
    expect:
      K-1: { status: determined, yuan: 50000, city: 25000, county: 25000, payable: true }
      K-2: { status: needs-evidence, missing: [revenue.main_business_yuan] }
groups:
  - group: 称号
    given: { titles: [{ code: PROV_ZJTX, granted_on: 2022-05-23 }] }
    table:
      - case: 印发前一日
        unknown: [scale.first_entry]
        expect:
          K-3: { status: needs-decision, options: { full: 200000, nothing: 0 } }
      - case: 改为照给
        unknown: [scale.first_entry]
        readings: { R-1: full }
        expect: { K-3: { status: determined, yuan: 200000 } }
`;

const parsed = parsePolicyDocument(DOCUMENT, 'small.yaml');
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { document } = parsed;

/** Everything that is wrong with a case table, be it as a text or against its document. */
function answersTo(text: string): readonly string[] {
  const table = parsePolicyCases(text, 'small.cases.yaml');
  const problems = table.ok ? runPolicyCases(document, table.cases) : table.problems;
  return problems.map(({ file, line, code, message, fix }) => {
    expect(file).toBe('small.cases.yaml');
    return `${line} ${code}: ${message} → ${fix}`;
  });
}

test('the table that the rows break is sound and comes out', () => {
  expect(answersTo(SOUND)).toEqual([]);
});

type Row = readonly [what: string, from: string, to: string, answer: string];

// prettier-ignore
const ROWS: readonly Row[] = [
  ['no name of a document',
    'cases: small\n',
    '',
    '1 missing-key: the case table needs "cases" → add cases: …'],
  ['no cases at all',
    'table:\n  - case: 增幅恰为一成\n    facts: { applicant.county: A县 }\n    expect:\n      K-1: { status: determined, yuan: 50000, city: 25000, county: 25000, payable: true }\n      K-2: { status: needs-evidence, missing: [revenue.main_business_yuan] }\ngroups:\n',
    'grupps:\n',
    '7 unknown-key: the case table knows no "grupps" → did you mean "groups"?'],
  ['an empty table',
    'table:\n  - case: 增幅恰为一成\n    facts: { applicant.county: A县 }\n    expect:\n      K-1: { status: determined, yuan: 50000, city: 25000, county: 25000, payable: true }\n      K-2: { status: needs-evidence, missing: [revenue.main_business_yuan] }\n',
    'table: []\n',
    '7 not-a-list: "table" must be a list with at least one entry → write - entry, one a line'],
  ['an unknown key',
    '    unknown: [scale.first_entry]\n        expect:\n          K-3',
    '    unknwon: [scale.first_entry]\n        expect:\n          K-3',
    '18 unknown-key: a case knows no "unknwon" → did you mean "unknown"?'],
  ['a case without a name',
    '  - case: 增幅恰为一成\n    facts',
    '  - facts',
    '8 missing-key: a case needs "case" → add case: …'],
  ['a case that expects nothing it says',
    '        expect: { K-3: { status: determined, yuan: 200000 } }\n',
    '',
    '21 missing-key: a case needs "expect" → add expect: …'],
  ['an unknown fact',
    'applicant.county: A县',
    'applicant.town: A县',
    '9 bad-fact: applicant.town 没有这项数据 → 请查看数据项目录'],
  ['a fact of the wrong type',
    '{ applicant.county: A县 }',
    '{ scale.first_entry: 是 }',
    '9 bad-fact: scale.first_entry 应为是或否 → 写 true 或 false,不加引号'],
  ['a fact of the wrong unit',
    "q1_2022.main_revenue_yoy_pct: '10'",
    'q1_2022.main_revenue_yoy_pct: 10%',
    '6 bad-fact: q1_2022.main_revenue_yoy_pct “10%”不是数字 → 只写数字和一个小数点,不写千分位逗号'],
  ['a decimal that is not quoted',
    "q1_2022.main_revenue_yoy_pct: '10'",
    'q1_2022.main_revenue_yoy_pct: 10',
    '6 bad-fact: q1_2022.main_revenue_yoy_pct 应为带引号的小数,以免丢失数位 → 写作 "50000.00",不写 50000.00'],
  ['a date that does not exist',
    'granted_on: 2022-05-23',
    'granted_on: 2022-05-32',
    '15 bad-fact: titles[0].granted_on 应为真实存在的日期 → 写作 "2022-12-31"'],
  ['an unknown title code',
    'code: PROV_ZJTX',
    'code: PROV_ZJTZ',
    '15 bad-fact: titles[0].code "PROV_ZJTZ" 不是可选的值 → 应为 PROV_ZJTX?'],
  ['a title without a code',
    'code: PROV_ZJTX, ',
    '',
    '15 bad-fact: titles[0].code 缺少 → 每条记录都要有此项'],
  ['facts that are no mapping',
    'facts: { applicant.county: A县 }',
    'facts: [A县]',
    '9 not-a-mapping: "facts" must be a mapping → write key: value, one a line'],
  ['an unknown status',
    'status: needs-decision',
    'status: needs-decisions',
    '20 unknown-word: "status" cannot be "needs-decisions" → needs-decision'],
  ['a status without a word',
    '{ status: determined, yuan: 200000 }',
    '{ yuan: 200000 }',
    '24 missing-key: "K-3" needs "status" → add status: …'],
  ['a float amount',
    'yuan: 50000,',
    'yuan: 50000.5,',
    '11 float: "yuan" is written as a floating-point number → put a decimal in quotes, and a ratio as "1/2", "50%" or "2‰"'],
  ['an amount in words',
    'yuan: 50000,',
    'yuan: 五万,',
    '11 bad-amount: "yuan" is no amount in yuan → 50000'],
  ['a hostile key',
    'given:\n  evaluation_date',
    '__proto__: { a: 1 }\ngiven:\n  evaluation_date',
    '2 unknown-key: the case table knows no "__proto__" → allowed: cases, given, table, groups'],
  ['a key twice',
    '    facts: { applicant.county: A县 }\n',
    '    facts: { applicant.county: A县 }\n    facts: { applicant.county: C县 }\n',
    '10 yaml-duplicate-key: the key "facts" comes twice → keep one'],
  ['an alias',
    'facts: { applicant.county: A县 }',
    'facts: *a',
    '9 yaml-alias: aliases are not allowed → write the value out: a document is read as it stands'],
  ['a clause that the document has not',
    'K-3: { status: determined',
    'K-8: { status: determined',
    '24 unknown-clause: case "改为照给": small has no clause K-8 → check the id'],
  ['a reading that the document has not',
    'R-1: full',
    'R-7: full',
    '21 unknown-option: case "改为照给": small has no reading "R-7: full" → check the id'],
  ['an option that the reading has not',
    'R-1: full',
    'R-1: half',
    '21 unknown-option: case "改为照给": small has no reading "R-1: half" → one of: full, nothing, ask'],
  ['another amount',
    'yuan: 50000,',
    'yuan: 60000,',
    '11 case-failed: case "增幅恰为一成": K-1 amount 50000.00 yuan, expected 60000.00 yuan → correct the document or the case, whichever the text of the policy contradicts'],
  ['another split',
    'county: 25000',
    'county: 50000',
    '11 case-failed: case "增幅恰为一成": K-1 split city 25000.00, county 25000.00, expected city 25000.00, county 50000.00 → correct the document or the case, whichever the text of the policy contradicts'],
  ['a split left out',
    'city: 25000, county: 25000, ',
    '',
    '11 case-failed: case "增幅恰为一成": K-1 split city 25000.00, county 25000.00, expected no split → correct the document or the case, whichever the text of the policy contradicts'],
  ['another payability',
    'payable: true',
    'payable: false',
    '11 case-failed: case "增幅恰为一成": K-1 payable true, expected false → correct the document or the case, whichever the text of the policy contradicts'],
  ['another status',
    'status: needs-evidence, missing: [revenue.main_business_yuan]',
    'status: determined, yuan: 30000',
    '12 case-failed: case "增幅恰为一成": K-2 needs-evidence, expected determined → correct the document or the case, whichever the text of the policy contradicts'],
  ['other evidence',
    'missing: [revenue.main_business_yuan]',
    'missing: [revenue.operating_yuan]',
    '12 case-failed: case "增幅恰为一成": K-2 missing revenue.main_business_yuan, expected revenue.operating_yuan → correct the document or the case, whichever the text of the policy contradicts'],
  ['other options',
    'nothing: 0',
    'nothing: 1',
    '20 case-failed: case "印发前一日": K-3 options full 200000.00, nothing 0.00, expected full 200000.00, nothing 1.00 → correct the document or the case, whichever the text of the policy contradicts'],
  ['a result that is not expected',
    '      K-2: { status: needs-evidence, missing: [revenue.main_business_yuan] }\n',
    '',
    '8 case-failed: case "增幅恰为一成": K-2 is needs-evidence, expected not to show up → correct the document or the case, whichever the text of the policy contradicts'],
  ['a result that does not come',
    '        unknown: [scale.first_entry]\n        readings: { R-1: full }\n        expect: {',
    '        unknown: [scale.first_entry, titles]\n        readings: { R-1: full }\n        expect: {',
    '24 case-failed: case "改为照给": K-3 does not show up, expected determined → correct the document or the case, whichever the text of the policy contradicts'],
  ['another subject',
    'K-3: { status: determined',
    'K-3 别的: { status: determined',
    '24 case-failed: case "改为照给": K-3 does not show up, expected determined → correct the document or the case, whichever the text of the policy contradicts'],
];

describe('a case table with', () => {
  test.each(ROWS)('%s is refused where it is wrong, with a way out', (_, from, to, answer) => {
    expect(SOUND.split(from)).not.toHaveLength(1);
    expect(answersTo(SOUND.replace(from, () => to))[0]).toBe(answer);
  });
});

test('a clause without a case in which it is paid is named where it is written', () => {
  const table = parsePolicyCases(SOUND, 'small.cases.yaml');
  if (!table.ok) throw new Error(JSON.stringify(table.problems));
  const without = clausesWithoutCase(document, table.cases, 'small.yaml');
  expect(
    without.map(({ file, line, code, message, fix }) => `${file}:${line} ${code}: ${message} → ${fix}`),
  ).toEqual(
    [
      [41, 'K-2'],
      [63, 'K-4'],
      [78, 'K-5'],
    ].map(
      ([line, id]) =>
        `small.yaml:${line} no-case: no case shows ${id} determined → work out an amount from the text and write the case`,
    ),
  );
});
