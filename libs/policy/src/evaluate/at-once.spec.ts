import { evaluate, type Facts, type Result } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const ALL = documentOf(
  clause('FIXED', [
    TRIGGER,
    'conditions: { fact: zyec.local_use_pct, atLeast: 80 }',
    'award: { fixedYuan: 100 }',
    'funding: half',
  ]) +
    clause('SHARE', [
      TRIGGER,
      'award: { amount: { share: 50%, of: { fact: zyec.financing_yuan } } }',
      'cap: { yuan: 100, per: year }',
    ]) +
    clause('ASKED', [
      TRIGGER,
      'award: { fixedYuan: 100 }',
      'questions: [{ reading: R-1, when: { fact: zyec.listed, is: true }, effects: { difference: nothing, full: full, nothing: nothing } }]',
      'payable: false',
    ]) +
    clause('TITLE', [
      'subject: { title: [PROV_ZJTX] }',
      'conditions: { title: granted }',
      'award: { fixedYuan: 100 }',
    ]) +
    clause(
      'DECIDED',
      [TRIGGER, 'award: { decidedYuan: { atMost: 100 } }'],
      'discretionary',
      'discretionary',
    ) +
    clause('STATED', [
      TRIGGER,
      'subject: { facts: [zyec.financing_id] }',
      'award: { fixedYuan: 100 }',
      'cap: { yuan: 100, per: year, paid: zyec.paid_this_year_yuan }',
    ]),
);
const FULL = {
  'applicant.county': '东区',
  'zyec.local_use_pct': '80',
  'zyec.financing_yuan': '199.99',
  'zyec.financing_id': 'f',
  'zyec.listed': false,
  titles: [{ id: 't', code: 'PROV_ZJTX', granted_on: '2022-01-01' }],
};

const silent = (results: readonly Result[]): object[] => results.map(({ factsUsed: _, ...result }) => result);

/** What is said at once: a verdict that rests on nothing, since nothing was looked up but what decides it. */
function atOnce(facts: Facts): readonly string[] {
  const verdicts = evaluate([ALL], facts, { verdicts: true });
  expect(silent(verdicts)).toStrictEqual(silent(evaluate([ALL], facts)));
  return verdicts.filter(({ factsUsed }) => factsUsed.length === 0).map(({ clause: id }) => id);
}
const EVERY = ['FIXED', 'SHARE', 'ASKED', 'TITLE', 'STATED'];
const but = (...left: readonly string[]): readonly string[] => EVERY.filter((id) => !left.includes(id));

// prettier-ignore
test.each<[string, object, readonly string[]]>([
  ['who meets everything', {}, EVERY],
  ['to whom nothing was paid, as a list says', { awards_paid: [] }, EVERY],
  ['to whom anything was paid', { awards_paid: [{ clause: 'X', amount_yuan: '1.00' }] }, []],
  ['who misses a condition', { 'zyec.local_use_pct': '79.99' }, but('FIXED')],
  ['of whom a condition is not known', { 'zyec.local_use_pct': undefined }, but('FIXED')],
  ['who meets an open question', { 'zyec.listed': true }, but('ASKED')],
  ['of whom it is not known whether the question is met', { 'zyec.listed': undefined }, but('ASKED')],
  ['whose base is not known', { 'zyec.financing_yuan': undefined }, but('SHARE')],
  ['whose amount is nothing', { 'zyec.financing_yuan': '0.01' }, but('SHARE')],
  ['whose amount is cut by the cap', { 'zyec.financing_yuan': '200.02' }, EVERY],
  ['of whom nobody says who bears it', { 'applicant.county': '北县' }, EVERY],
  ['without a title', { titles: [] }, but('TITLE')],
  ['whose cap is used up', { 'zyec.paid_this_year_yuan': '100.00' }, but('STATED')],
  ['whose cap leaves a part', { 'zyec.paid_this_year_yuan': '99.99' }, EVERY],
  ['without the day that titles count by', { evaluation_date: undefined }, but('TITLE')],
])('an applicant %s', (_, given, ids) => {
  const known = Object.entries({ ...FULL, ...given }).filter(([, value]) => value !== undefined);
  const { evaluation_date: day, ...facts } = factsOf(Object.fromEntries(known));
  expect(atOnce('evaluation_date' in given ? facts : { ...facts, evaluation_date: day ?? '' })).toEqual(ids);
});
