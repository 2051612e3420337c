import { evaluate } from '../index';
import { clause, documentOf, factsOf, TRIGGER } from './forms.fixture';

const AWARD = 'award: { amount: { share: 1%, of: { fact: zyec.financing_yuan } } }';
const capped = (cap: string, ...more: readonly string[]) =>
  documentOf(clause('K-1', [TRIGGER, ...more, AWARD, `cap: ${cap}`], 'ratio_with_cap'));

/** 1 % of it is 1,000 yuan: more than the caps below allow. */
const base = { 'zyec.financing_yuan': '100000' };
const paid = (record: object) => ({ clause: 'K-1', amount_yuan: '400', ...record });

const dated = (paid_on: string, tested_on: string) => paid({ subject: 'B', paid_on, tested_on });

const FINANCING = 'subject: { facts: [zyec.financing_id] }';
const YEAR = '{ yuan: 900, per: year, paid: zyec.paid_this_year_yuan }';
const LIFE = '{ yuan: 900, per: life }';
const SUBJECT = '{ yuan: 900, per: subject }';

describe('what a cap leaves', () => {
  test.each<[string, string, readonly object[], number]>([
    ['a year, nothing paid', YEAR, [], 90_000],
    ['a year, paid in it', YEAR, [paid({ subject: 'B', paid_on: '2022-01-01' })], 50_000],
    ['a year, paid on the last day before', YEAR, [paid({ subject: 'B', paid_on: '2021-12-31' })], 90_000],
    ['a year, determined for it and paid later', YEAR, [dated('2023-03-01', '2022-12-31')], 50_000],
    ['a year, determined for the one before', YEAR, [dated('2022-03-01', '2021-12-31')], 90_000],
    ['a life, paid years ago', LIFE, [paid({ subject: 'B', paid_on: '2019-05-01' })], 50_000],
    ['a life, paid twice', LIFE, [paid({ subject: 'B' }), paid({ subject: 'C', amount_yuan: '499.99' })], 1],
    ['a subject, paid for another', SUBJECT, [paid({ subject: 'B' })], 90_000],
    ['another clause', LIFE, [{ clause: 'K-2', amount_yuan: '400', subject: 'B' }], 90_000],
  ])('%s', (_, cap, awards_paid, amountFen) => {
    const facts = factsOf({ ...base, 'zyec.financing_id': 'A', awards_paid });
    expect(evaluate([capped(cap, FINANCING)], facts)).toMatchObject([{ status: 'determined', amountFen }]);
  });

  describe('of a year, where nobody knows when something was paid', () => {
    const results = (
      financing: string,
      awards_paid: readonly object[],
      { cap = YEAR, award = AWARD, treatment = 'award' } = {},
    ) => {
      const written = clause('K-1', [TRIGGER, FINANCING, award, `cap: ${cap}`], 'ratio_with_cap', treatment);
      const facts = { 'zyec.financing_yuan': financing, 'zyec.financing_id': 'A', awards_paid };
      return evaluate([documentOf(written)], factsOf(facts));
    };
    const asks = [{ status: 'needs-evidence', missing: ['awards_paid[].paid_on'] }];
    const undated = (amount_yuan: string) => paid({ subject: 'B', amount_yuan });

    test('the day is asked for where it decides how much is left', () => {
      expect(results('100000', [undated('400')])).toMatchObject(asks);
      expect(results('50001', [undated('400')])).toMatchObject(asks);
    });

    test('nobody is told that nothing is left because of it', () => {
      expect(results('100000', [undated('900')])).toMatchObject(asks);
    });

    test('nothing is asked where the award fits all the same', () => {
      expect(results('50000', [undated('400')])).toMatchObject([{ status: 'determined', amountFen: 50_000 }]);
    });

    test('nor where the cap is used up without it', () => {
      const awards = [undated('400'), paid({ subject: 'C', amount_yuan: '900', paid_on: '2022-02-01' })];
      expect(results('100000', awards)).toMatchObject([{ status: 'already-paid' }]);
    });

    test('nor under a cap for life', () => {
      expect(results('100000', [undated('400')], { cap: LIFE })).toMatchObject([{ amountFen: 50_000 }]);
    });

    test('nor where a fact states what was paid', () => {
      const facts = factsOf({ ...base, 'zyec.paid_this_year_yuan': '100', awards_paid: [undated('400')] });
      expect(evaluate([capped(YEAR)], facts)).toMatchObject([{ amountFen: 80_000 }]);
    });

    test('a person decides within what is left for certain, and is not asked where that is nothing', () => {
      const award = 'award: { decidedRatio: { of: { fact: zyec.financing_yuan }, atMost: 1% } }';
      const decided = { award, treatment: 'discretionary' };
      expect(results('100000', [undated('400')], decided)).toMatchObject([
        { status: 'needs-decision', ceilingFen: 50_000 },
      ]);
      expect(results('100000', [undated('900')], decided)).toMatchObject(asks);
    });
  });

  test.each<[string, string]>([
    ['exactly as much as it allows', '900'],
    ['more than it allows', '5000'],
  ])('is nothing once there was paid %s', (_, amount_yuan) => {
    const facts = factsOf({
      ...base,
      'zyec.financing_id': 'A',
      awards_paid: [paid({ subject: 'B', amount_yuan })],
    });
    const results = evaluate([capped(LIFE, FINANCING)], facts, { explain: true });
    expect(results).toMatchObject([{ status: 'already-paid' }]);
    expect(results[0]?.factsUsed).toContain('awards_paid');
    expect(results[0]?.trace?.steps).toContainEqual(
      expect.objectContaining({ step: 'cap', capFen: 90_000, leftFen: 0 }),
    );
  });

  test('an amount that just fits is not cut', () => {
    const facts = factsOf({ 'zyec.financing_yuan': '90000', 'zyec.financing_id': 'A' });
    expect(evaluate([capped(LIFE, FINANCING)], facts)).toMatchObject([{ amountFen: 90_000 }]);
  });

  test.each<[string, string, object, number]>([
    ['more than the payments', '700', { amount_yuan: '400' }, 20_000],
    ['less than the payments', '0', { amount_yuan: '400' }, 90_000],
    ['where the payment has no amount', '1', {}, 89_900],
    ['a fen less than the cap', '899.99', {}, 1],
  ])('follows the fact that states what was paid: %s', (_, stated, record, amountFen) => {
    const facts = factsOf({
      ...base,
      'zyec.financing_id': 'A',
      'zyec.paid_this_year_yuan': stated,
      awards_paid: [{ clause: 'K-1', subject: 'B', paid_on: '2022-02-01', ...record }],
    });
    const [result] = evaluate([capped(YEAR, FINANCING)], facts);
    expect(result).toMatchObject({ status: 'determined', amountFen });
    expect(result?.factsUsed).toContain('zyec.paid_this_year_yuan');
  });

  test('asks for the amount of a payment that counts, and only of one that does', () => {
    const unknown = (record: object) =>
      factsOf({
        ...base,
        'zyec.financing_id': 'A',
        awards_paid: [{ clause: 'K-1', subject: 'B', ...record }],
      });
    const missing = ['awards_paid[].amount_yuan'];
    expect(evaluate([capped(YEAR, FINANCING)], unknown({ paid_on: '2022-02-01' }))).toMatchObject([
      { status: 'needs-evidence', missing },
    ]);
    expect(evaluate([capped(YEAR, FINANCING)], unknown({ paid_on: '2021-02-01' }))).toMatchObject([
      { status: 'determined', amountFen: 90_000 },
    ]);
  });

  test('asks for the date where payments have to be told by year, and not where none was made', () => {
    const undated = (awards_paid: readonly object[]) => {
      const { evaluation_date: _, ...facts } = factsOf({ ...base, 'zyec.financing_id': 'A', awards_paid });
      return facts;
    };
    const earlier = [paid({ subject: 'B', paid_on: '2021-02-01' })];
    const status = (cap: string, awards: readonly object[]) =>
      evaluate([capped(cap, FINANCING)], undated(awards)).map((result) => [result.status, result.missing]);
    expect(status(YEAR, earlier)).toEqual([['needs-evidence', ['evaluation_date']]]);
    expect(status(YEAR, [])).toEqual([['determined', undefined]]);
    expect(status(LIFE, earlier)).toEqual([['determined', undefined]]);
  });

  test('rests on payments and date by year, on payments alone otherwise', () => {
    const facts = factsOf({ ...base, 'zyec.financing_id': 'A', awards_paid: [] });
    const used = (cap: string) => evaluate([capped(cap, FINANCING)], facts)[0]?.factsUsed ?? [];
    expect(used(YEAR)).toEqual(expect.arrayContaining(['awards_paid', 'evaluation_date']));
    expect(used(YEAR)).not.toContain('zyec.paid_this_year_yuan');
    expect(used(LIFE)).toContain('awards_paid');
    expect(used(LIFE)).not.toContain('evaluation_date');
  });
});

describe('a cap on each award', () => {
  const EACH = '{ yuan: 900, per: award }';
  test.each<[string, object, string, number | undefined]>([
    ['cuts it', {}, 'determined', 90_000],
    [
      '… whatever was paid for another subject',
      { awards_paid: [paid({ subject: 'B', amount_yuan: '900' })] },
      'determined',
      90_000,
    ],
    [
      '… and leaves its subject paid once',
      { awards_paid: [paid({ subject: 'A', amount_yuan: '1' })] },
      'already-paid',
      undefined,
    ],
  ])('%s', (_, given, status, amountFen) => {
    const [result] = evaluate(
      [capped(EACH, FINANCING)],
      factsOf({ ...base, 'zyec.financing_id': 'A', ...given }),
    );
    expect(result?.status).toBe(status);
    expect(result?.amountFen).toBe(amountFen);
  });
});

test('a cap rests on nothing that is not there: no payments on record is no fact', () => {
  const facts = factsOf({ ...base, 'zyec.financing_id': 'A' });
  for (const cap of [YEAR, LIFE])
    expect(evaluate([capped(cap, FINANCING)], facts)[0]?.factsUsed).not.toContain('awards_paid');
});

test('a cap whose payments a register states needs no date to tell them by year', () => {
  const { evaluation_date: _, ...facts } = factsOf({
    ...base,
    'zyec.financing_id': 'A',
    'zyec.paid_this_year_yuan': '700',
    awards_paid: [paid({ subject: 'B', paid_on: '2021-02-01' })],
  });
  expect(evaluate([capped(YEAR, FINANCING)], facts)).toMatchObject([
    { status: 'determined', amountFen: 20_000 },
  ]);
});

describe('a payment for the same subject', () => {
  const after = (cap: string, record: object) =>
    evaluate(
      [capped(cap, FINANCING)],
      factsOf({
        ...base,
        'zyec.financing_id': 'A',
        awards_paid: [paid({ paid_on: '2022-02-01', ...record })],
      }),
    );
  test.each<[string, string, object, object]>([
    ['ends it, under a cap for life', LIFE, { subject: 'A' }, { status: 'already-paid' }],
    ['ends it, under a cap for a year', YEAR, { subject: 'A' }, { status: 'already-paid' }],
    [
      '… whatever year it was paid in',
      YEAR,
      { subject: 'A', paid_on: '2019-02-01' },
      { status: 'already-paid' },
    ],
    [
      'only uses up the cap that is on the subject',
      SUBJECT,
      { subject: 'A' },
      { status: 'determined', amountFen: 50_000 },
    ],
    [
      'may be one without a subject: that only uses up the cap',
      LIFE,
      {},
      { status: 'determined', amountFen: 50_000 },
    ],
  ])('%s', (_, cap, record, expected) => {
    expect(after(cap, record)).toMatchObject([expected]);
  });
});
