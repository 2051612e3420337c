import { clause, documentOf, TRIGGER } from './evaluate/forms.fixture';
import { paidSinceFen, runningTotals, speaksOf, type RunningTotal } from './running-totals';

it('a total belongs to every clause that is capped by it, and to those that repeat them', () => {
  const capped = (id: string, cap: string, ...more: string[]) =>
    clause(id, [TRIGGER, ...more, `cap: ${cap}`, 'award: { fixedYuan: 100 }']);
  const year = '{ yuan: 500, per: year, paid: zyec.paid_this_year_yuan }';
  const document = documentOf(
    capped('K-1', year, 'repeatedBy: [ANDERS-1]') +
      capped('K-2', year, 'repeatedBy: [ANDERS-1]') +
      capped('K-3', '{ yuan: 500, per: life, paid: zyec.paid_ever_yuan }') +
      capped('K-4', '{ yuan: 500, per: year }') +
      capped('K-5', '{ yuan: 50, per: award }') +
      clause('K-6', [TRIGGER, 'award: { fixedYuan: 100 }']) +
      clause('K-7', [], 'rule', 'rule'),
  );
  expect(runningTotals(document)).toEqual([
    { fact: 'zyec.paid_this_year_yuan', per: 'year', clauses: ['K-1', 'ANDERS-1', 'K-2'] },
    { fact: 'zyec.paid_ever_yuan', per: 'life', clauses: ['K-3'] },
  ]);
});

const total = (per: RunningTotal['per']): RunningTotal => ({
  fact: 'zyec.paid_this_year_yuan',
  per,
  clauses: ['A', 'B'],
});
const paid = (clause: string, paid_on?: string) => ({
  clause,
  amount_yuan: '100.00',
  ...(paid_on ? { paid_on } : {}),
});

it.each([
  ['a payment before the total was stated is in it', 'year', [paid('A', '2026-05-09')], 0],
  ['one of the day itself may not be: it counts', 'year', [paid('A', '2026-05-10')], 10_000],
  ['one of a later day is not in it', 'year', [paid('A', '2026-05-11')], 10_000],
  ['every clause under the cap counts', 'year', [paid('A', '2026-06-01'), paid('B', '2026-06-02')], 20_000],
  ['another clause does not', 'year', [paid('C', '2026-06-01')], 0],
  ['under a yearly cap another year does not', 'year', [paid('A', '2027-01-01')], 0],
  ['under one for life it does', 'life', [paid('A', '2027-01-01')], 10_000],
  [
    'one that was determined for an earlier year counts there',
    'year',
    [{ ...paid('A', '2026-06-01'), tested_on: '2025-12-31' }],
    0,
  ],
  [
    'and one that was paid later for this year counts here',
    'year',
    [{ ...paid('A', '2027-06-01'), tested_on: '2026-12-31' }],
    10_000,
  ],
  ['a payment without a day is left to the total', 'life', [paid('A')], 0],
] as const)('%s', (_, per, awards_paid, expected) => {
  const facts = { evaluation_date: '2026-08-01', awards_paid };
  expect(paidSinceFen(total(per), facts, '2026-05-10')).toBe(expected);
});

it('nothing was paid where no payment is known', () => {
  expect(paidSinceFen(total('life'), { evaluation_date: '2026-08-01' }, '2026-05-10')).toBe(0);
});

it.each([
  ['year', '2025-12-31', false],
  ['year', '2026-01-01', true],
  ['year', '2027-03-01', true],
  ['life', '2025-12-31', true],
] as const)('a total of a %s that was stated on %s can speak of 2026: %s', (per, statedOn, expected) => {
  expect(speaksOf(total(per), { evaluation_date: '2026-08-01' }, statedOn)).toBe(expected);
});

it('without an evaluation date a total is taken as it stands', () => {
  expect(speaksOf(total('year'), {}, '2025-12-31')).toBe(true);
});
