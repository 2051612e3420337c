import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, parseLocalDate, type LocalDate } from '@duixian/calendar';
import { clause, documentOf, factsOf, TRIGGER } from './evaluate/forms.fixture';
import {
  dayDependence,
  evaluate,
  nextChangeOn,
  parsePolicyCases,
  parsePolicyDocument,
  type Facts,
  type PolicyDocument,
} from './index';

const day = (text: string): LocalDate => {
  const date = parseLocalDate(text);
  if (!date) throw new Error(text);
  return date;
};

const next = (document: PolicyDocument, given: object, on = '2022-06-15'): string | null =>
  nextChangeOn(dayDependence(document), factsOf(given), day(on));

describe('the first day on which something can change by itself', () => {
  const PLAIN = documentOf(clause('K-1', [TRIGGER, 'award: { fixedYuan: 100 }']));

  test('none, where neither the text nor the applicant has a day to come', () => {
    expect(next(PLAIN, {})).toBeNull();
    expect(next(PLAIN, { titles: [{ code: 'PROV_ZJTX', granted_on: '2020-01-01' }] })).toBeNull();
  });

  test('a date of the applicant comes, and is over on the day after', () => {
    const titles = [{ code: 'PROV_ZJTX', granted_on: '2022-09-01', valid_to: '2022-12-31' }];
    expect(next(PLAIN, { titles })).toBe('2022-09-01');
    expect(next(PLAIN, { titles }, '2022-09-01')).toBe('2022-09-02');
    expect(next(PLAIN, { titles }, '2022-09-02')).toBe('2022-12-31');
    expect(next(PLAIN, { titles }, '2022-12-31')).toBe('2023-01-01');
    expect(next(PLAIN, { titles }, '2023-01-01')).toBeNull();
    expect(next(PLAIN, { 'scale.entry_date': '2022-06-15' })).toBe('2022-06-16');
    // The soonest of several, in whatever order they are known.
    expect(next(PLAIN, { 'scale.entry_date': '2022-08-01', titles })).toBe('2022-08-01');
    expect(next(PLAIN, { titles, 'loan.due_date': '2022-07-01' })).toBe('2022-07-01');
  });

  test('what only looks like a date is none, and the last day there is has no day after', () => {
    expect(next(PLAIN, { 'zyec.financing_id': '2022-13-45' })).toBeNull();
    expect(next(PLAIN, { 'scale.entry_date': '9999-12-31' })).toBe('9999-12-31');
    expect(next(PLAIN, { 'scale.entry_date': '9999-12-31' }, '9999-12-31')).toBeNull();
  });

  test('so many months after a date of the applicant', () => {
    const document = documentOf(
      clause('K-1', [
        TRIGGER,
        'conditions: { fact: scale.entry_date, withinMonths: 36 }',
        'award: { fixedYuan: 100 }',
      ]),
    );
    const facts = { 'scale.entry_date': '2020-03-31' };
    expect(next(document, facts)).toBe('2023-03-31');
    expect(next(document, facts, '2023-03-31')).toBe('2023-04-01');
    // The last day that comes within them is found, the first that no calendar has is not looked for.
    expect(next(document, { 'scale.entry_date': '9996-06-01' }, '9998-06-01')).toBe('9999-06-01');
    expect(next(document, { 'scale.entry_date': '9998-01-01' }, '9998-06-01')).toBeNull();
  });

  test('a day that the text names', () => {
    const document = documentOf(
      clause('K-1', [
        TRIGGER,
        'conditions: { fact: evaluation_date, atMost: 2022-12-31 }',
        'award: { fixedYuan: 100 }',
      ]),
    );
    expect(next(document, {})).toBe('2022-12-31');
    expect(next(document, {}, '2022-12-31')).toBe('2023-01-01');
    expect(next(document, {}, '2023-01-01')).toBeNull();
  });

  test.each([
    ['year', '2022-06-15', '2023-01-01'],
    ['quarter', '2022-06-15', '2022-07-01'],
    ['quarter', '2022-06-30', '2022-07-01'],
    ['quarter', '2022-07-01', '2022-10-01'],
    ['quarter', '2022-12-31', '2023-01-01'],
    ['month', '2022-06-15', '2022-07-01'],
    ['month', '2022-12-01', '2023-01-01'],
  ])('the next %s of a clause that is paid by it, from %s', (unit, on, expected) => {
    const document = documentOf(
      clause('K-1', [`subject: { ${unit}: evaluation_date }`, TRIGGER, 'award: { fixedYuan: 100 }']),
    );
    expect(next(document, {}, on)).toBe(expected);
  });

  test('the next year under a yearly cap and where only payments of earlier years count', () => {
    const capped = documentOf(
      clause('K-1', [TRIGGER, 'cap: { yuan: 100, per: year }', 'award: { fixedYuan: 100 }']),
    );
    expect(next(capped, {})).toBe('2023-01-01');
    const forLife = documentOf(
      clause('K-1', [TRIGGER, 'cap: { yuan: 100, per: life }', 'award: { fixedYuan: 100 }']),
    );
    expect(next(forLife, {})).toBeNull();
    const earlier = documentOf(
      clause('K-1', [TRIGGER, 'conditions: { paidInEarlierYear: K-1 }', 'award: { fixedYuan: 100 }']),
    );
    expect(next(earlier, {})).toBe('2023-01-01');
    const later = documentOf(
      clause('K-1', [
        TRIGGER,
        'conditions: { fact: evaluation_date, laterYearThan: scale.entry_date }',
        'award: { fixedYuan: 100 }',
      ]),
    );
    expect(next(later, {})).toBe('2023-01-01');
  });
});

/** What an officer sees of it: not what it rests on. */
const seen = (document: PolicyDocument, facts: Facts): object[] =>
  evaluate([document], facts).map(({ factsUsed: _rests, ...result }) => result);

test('before that day nothing changes, in any case of the shipped documents', () => {
  const folder = join(__dirname, '../documents');
  let looked = 0;
  for (const name of readdirSync(folder).filter((file) => /^[^.]+\.yaml$/.test(file))) {
    const parsed = parsePolicyDocument(readFileSync(join(folder, name), 'utf8'), name);
    const casesName = name.replace('.yaml', '.cases.yaml');
    const table = parsePolicyCases(readFileSync(join(folder, casesName), 'utf8'), casesName);
    if (!parsed.ok || !table.ok) throw new Error(name);
    const { document } = parsed;
    const dependence = dayDependence(document);
    for (const { facts } of table.cases.cases) {
      const on = facts['evaluation_date'];
      if (typeof on !== 'string') continue;
      const change = nextChangeOn(dependence, facts, day(on));
      const last = change === null ? addDays(day(on), 400) : addDays(change, -1);
      if (last <= on) continue;
      looked += 1;
      expect(seen(document, { ...facts, evaluation_date: last })).toEqual(seen(document, facts));
    }
  }
  expect(looked).toBeGreaterThan(300);
});
