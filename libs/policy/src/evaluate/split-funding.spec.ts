import { evaluate } from '../index';
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
