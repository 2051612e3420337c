import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, parsePolicyDocument } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const document = documentOf(clause('K-1', [TRIGGER, 'award: { fixedYuan: "100.03" }', 'funding: half']));

/** Who bears 10,003 fen for an applicant of a county. */
const bornIn = (given: object) => evaluate([document], factsOf(given))[0]?.splitFen;

test.each<[string, object, object | undefined]>([
  [
    'of a district: three levels',
    { 'applicant.county': '东区' },
    { province: 5002, city: 2501, county: 2500 },
  ],
  [
    'of a county: two levels, the odd fen to the higher',
    { 'applicant.county': '西县' },
    { province: 5002, county: 5001 },
  ],
  ['of a county in no list: nobody says', { 'applicant.county': '北县' }, undefined],
  ['of an unknown county: nobody says', {}, undefined],
])('an applicant %s', (_, given, split) => {
  expect(bornIn(given)).toEqual(split);
});

test('an amount is owed whether or not it is known who bears it', () => {
  expect(evaluate([document], factsOf({}))).toMatchObject([{ status: 'determined', amountFen: 10_003 }]);
});

test('the trace keeps where an applicant is whom no branch names', () => {
  const [result] = evaluate([document], factsOf({ 'applicant.county': '北县' }), { explain: true });
  expect(result?.trace?.steps).toContainEqual(
    expect.objectContaining({
      step: 'funding',
      fact: 'applicant.county',
      value: '北县',
      list: null,
      splitFen: null,
    }),
  );
});

test('the trace says that it is not known where an applicant is', () => {
  const [result] = evaluate([document], factsOf({}), { explain: true });
  const step = result?.trace?.steps.find((each) => each.step === 'funding');
  expect(step).toMatchObject({ fact: 'applicant.county', value: null, list: null, splitFen: null });
});

describe('where a reading says which level bears it', () => {
  const text = readFileSync(join(__dirname, '../../documents/pingdingshan-2022-15.yaml'), 'utf8');
  const parsed = parsePolicyDocument(text, 'pingdingshan-2022-15.yaml');
  if (!parsed.ok) throw new Error('the document does not parse');
  const facts = factsOf({
    'applicant.province': '河南',
    'applicant.city': '平顶山',
    'applicant.county': '新华区',
    'scale.above_scale_industrial': true,
    'q1_2022.full_load_continuous': true,
    'q1_2022.main_revenue_yoy_pct': '10',
  });
  const read = (option: string) => {
    const [result] = evaluate([parsed.document], facts, {
      clauses: ['PDS-2-1'],
      readings: { 'P-3b': option },
      trace: true,
    });
    const step = result?.trace?.steps.find((each) => each.step === 'funding');
    return { splitFen: result?.splitFen, readings: result?.trace?.readings, step };
  };

  test.each([
    ['shared', { province: 10_000_000, city: 5_000_000, county: 5_000_000 }],
    ['local', { province: 10_000_000, county: 10_000_000 }],
  ])('%s: the split follows it, and the trace names it and the clause', (option, splitFen) => {
    expect(read(option)).toMatchObject({
      splitFen,
      readings: { 'P-3b': option },
      step: { clause: 'PDS-2-R2', list: '市内五区', splitFen },
    });
  });

  test('left open it is owed without a split, and no reading is said to be followed', () => {
    expect(read('ask')).toEqual({
      splitFen: undefined,
      readings: { 'P-1': 'by-elimination' },
      step: expect.objectContaining({ clause: null, splitFen: null }) as object,
    });
  });
});
