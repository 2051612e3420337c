import fc from 'fast-check';
import {
  describeTrace,
  evaluate,
  groupAround,
  restsOnEarlierPayments,
  restsOnReading,
  weighedWith,
  type FactValue,
} from '../index';
import { clause, documentOf, factsOf } from './forms.fixture';

const READINGS = `readings:
  R-cap: { article: 一, question: 按什么计, preset: life, options: { life: 累计, year: 每年 } }
  R-sum: { article: 一, question: 是否累计, preset: full, options: { full: 累计, difference: 补差, nothing: 只给一项 } }
  R-off: { article: 一, question: 是否抵扣, preset: none, options: { none: 互不抵扣, once: 抵扣一次 } }
stacking:
  G: { article: 一, rule: open, reading: R-sum, deducts: { clauses: [S-1, S-2], under: { R-off: once } } }
  H: { article: 一, rule: open, reading: R-sum, deducts: { clauses: [T] } }
`;
const FINANCING = 'subject: { facts: [zyec.financing_id] }';
const law = documentOf(
  clause('S-1', ['trigger: { fact: zyec.listed, is: true }', 'award: { fixedYuan: 20 }']) +
    clause('S-2', ['trigger: { fact: zyec.board, is: trading }', 'award: { fixedYuan: 10 }']) +
    clause('N-1', [
      'stackingGroup: G',
      'trigger: { fact: listing.board, is: bse }',
      'award: { fixedYuan: 30 }',
    ]) +
    clause('N-2', [
      'stackingGroup: G',
      'trigger: { fact: listing.completed, is: true }',
      'award: { fixedYuan: 40 }',
    ]) +
    clause('T', ['trigger: { fact: scale.first_entry, is: true }', 'award: { fixedYuan: 5 }']) +
    clause('U', [
      'stackingGroup: H',
      'trigger: { fact: product.three_first_certified, is: true }',
      'award: { fixedYuan: 8 }',
    ]) +
    clause(
      'C',
      [
        FINANCING,
        'trigger: { fact: zyec.financing_yuan, moreThan: 0 }',
        'award: { amount: { share: 1%, of: { fact: zyec.financing_yuan } } }',
        'cap: [{ under: { R-cap: life }, yuan: 50, per: life, paid: zyec.paid_ever_yuan }, { under: { R-cap: year }, yuan: 60, per: year }]',
      ],
      'ratio_with_cap',
    ),
  READINGS,
);

const TRIGGERS: Readonly<Record<string, Readonly<Record<string, FactValue>>>> = {
  'S-1': { 'zyec.listed': true },
  'S-2': { 'zyec.board': 'trading' },
  'N-1': { 'listing.board': 'bse' },
  'N-2': { 'listing.completed': true },
};
type Payment = Readonly<{ clause: string; amount_yuan?: string }>;

/** What each clause that is claimed gives, in yuan, or its status. */
function given(
  claimed: readonly string[],
  awards_paid: readonly Payment[],
  readings: Readonly<Record<string, string>> = {},
): Readonly<Record<string, number | string>> {
  const facts = factsOf(Object.assign({ awards_paid }, ...claimed.map((id) => TRIGGERS[id])) as object);
  const results = evaluate([law], facts, { readings });
  expect(evaluate([law], facts, { readings, verdicts: true }).map(({ amountFen }) => amountFen)).toEqual(
    results.map(({ amountFen }) => amountFen),
  );
  return Object.fromEntries(
    results.map(({ clause: id, status, amountFen }) => [
      id,
      status === 'determined' ? (amountFen ?? 0) / 100 : status,
    ]),
  );
}

const ONCE = { 'R-off': 'once' };
const paid = (...rows: readonly (readonly [string, number])[]): readonly Payment[] =>
  rows.map(([id, yuan]) => ({ clause: id, amount_yuan: String(yuan) }));

// prettier-ignore
test.each([
  ['nothing is deducted by preset', ['N-1'], paid(['S-1', 20]), {}, { 'N-1': 30 }],
  ['nor where the place says none', ['N-1'], paid(['S-1', 20]), { 'R-off': 'none' }, { 'N-1': 30 }],
  ['an option that the reading does not have leaves the preset in force', ['N-1'], paid(['S-1', 20]), { 'R-off': 'twice' }, { 'N-1': 30 }],
  ['so does leaving it to a person', ['N-1'], paid(['S-1', 20]), { 'R-off': 'ask' }, { 'N-1': 30 }],
  ['what was paid before is deducted', ['N-1'], paid(['S-1', 20]), ONCE, { 'N-1': 10 }],
  ['of every clause named', ['N-1'], paid(['S-1', 20], ['S-2', 9.99]), ONCE, { 'N-1': 0.01 }],
  ['to the last fen: then nothing is left', ['N-1'], paid(['S-1', 20], ['S-2', 10]), ONCE, { 'N-1': 'already-paid' }],
  ['more than is left is no debt', ['N-1'], paid(['S-1', 50]), ONCE, { 'N-1': 'already-paid' }],
  ['once: what an award of the group bore is not borne again', ['N-2'], paid(['S-1', 20], ['N-1', 10]), ONCE, { 'N-2': 40 }],
  ['what it bore in part is borne for the rest', ['N-2'], paid(['S-1', 20], ['N-1', 25]), ONCE, { 'N-2': 25 }],
  ['an award that fell short of more owes nothing back', ['N-2'], paid(['S-1', 20], ['N-1', 1]), ONCE, { 'N-2': 40 }],
  ['an award paid in full bore nothing', ['N-2'], paid(['N-1', 30], ['S-1', 20]), ONCE, { 'N-2': 20 }],
  ['neither did one whose amount is not recorded', ['N-2'], [{ clause: 'N-1' }, ...paid(['S-1', 20])], ONCE, { 'N-2': 20 }],
  ['an amount that is not recorded is asked for', ['N-1'], [{ clause: 'S-1' }], ONCE, { 'N-1': 'needs-evidence' }],
  ['not where nothing is deducted', ['N-1'], [{ clause: 'S-1' }], {}, { 'N-1': 30 }],
  ['the deducted clause itself is never reduced', ['S-1'], paid(['N-1', 30], ['S-2', 10]), ONCE, { 'S-1': 20 }],
  ['the group pays the difference, and deducts', ['N-2'], paid(['S-1', 20], ['N-1', 10]), { ...ONCE, 'R-sum': 'difference' }, { 'N-2': 10 }],
  ['… and has nothing left', ['N-2'], paid(['S-1', 20], ['N-1', 20]), { ...ONCE, 'R-sum': 'difference' }, { 'N-2': 'already-paid' }],
  ['the group pays one award only', ['N-2'], paid(['S-1', 20], ['N-1', 10]), { ...ONCE, 'R-sum': 'nothing' }, { 'N-2': 'already-paid' }],
  ['of the first award of such a group it is deducted', ['N-2'], paid(['S-1', 20]), { ...ONCE, 'R-sum': 'nothing' }, { 'N-2': 20 }],
  ['what is determined together', ['S-1', 'N-1'], [], ONCE, { 'S-1': 20, 'N-1': 10 }],
  ['… and by preset', ['S-1', 'N-1'], [], {}, { 'S-1': 20, 'N-1': 30 }],
  ['… with two of the group', ['S-1', 'N-1', 'N-2'], [], ONCE, { 'S-1': 20, 'N-1': 10, 'N-2': 40 }],
  ['… of both that are deducted the award gives way', ['S-1', 'S-2', 'N-1'], [], ONCE, { 'S-1': 20, 'S-2': 10, 'N-1': 'superseded' }],
  ['two deducted ones alone', ['S-1', 'S-2'], [], ONCE, { 'S-1': 20, 'S-2': 10 }],
] as const)('%s', (_, claimed, awards, readings, expected) => {
  expect(given(claimed, awards, readings)).toEqual(expected);
});

test('whatever the order of payment: after the deducted ones, the group gives what it would have given in all', () => {
  const SOURCES = ['S-1', 'S-2'];
  const FULL: Readonly<Record<string, number>> = { 'S-1': 20, 'S-2': 9, 'N-1': 30, 'N-2': 40 };
  const order = fc.tuple(
    fc.shuffledSubarray(SOURCES, { minLength: 1 }),
    fc.shuffledSubarray(['N-1', 'N-2'], { minLength: 1 }),
  );
  fc.assert(
    fc.property(order, ([sources, members]) => {
      let awards = paid(...sources.map((id) => [id, FULL[id] ?? 0] as const));
      for (const id of members) awards = [...awards, ...paid([id, Number(given([id], awards, ONCE)[id])])];
      const sum = (ids: readonly string[]): number =>
        awards.reduce((all, each) => all + (ids.includes(each.clause) ? Number(each.amount_yuan) : 0), 0);
      expect(sum([...SOURCES, ...members])).toBe(members.reduce((all, id) => all + (FULL[id] ?? 0), 0));
    }),
  );
});

test('a deduction that the text itself states needs no reading', () => {
  const facts = factsOf({
    'product.three_first_certified': true,
    awards_paid: [{ clause: 'T', amount_yuan: '5' }],
  });
  const [result] = evaluate([law], facts, { trace: true });
  expect(result).toMatchObject({ clause: 'U', amountFen: 300 });
  expect(result?.trace && describeTrace(result.trace)).toContain(
    '同组奖励此前未兑付;条款T已给予5.00元,应予抵扣,尚余5.00元未抵扣',
  );
});

const traceOf = (
  claimed: readonly string[],
  awards_paid: readonly Payment[],
  readings: object,
  id: string,
) => {
  const facts = factsOf(Object.assign({ awards_paid }, ...claimed.map((each) => TRIGGERS[each])) as object);
  const results = evaluate([law], facts, { trace: true, readings: readings as Record<string, string> });
  const trace = results.find((each) => each.clause === id)?.trace;
  if (!trace) throw new Error(id);
  return trace;
};

// prettier-ignore
test.each([
  ['followed', ONCE, 'once', '同组奖励此前已兑付25.00元,按政策口径累计(口径R-sum);条款S-1已给予20.00元,按政策口径抵扣一次(口径R-off),此前的奖励已抵扣5.00元,尚余15.00元未抵扣'],
  ['not followed', {}, 'none', '同组奖励此前已兑付25.00元,按政策口径累计(口径R-sum);条款S-1已给予20.00元,按政策口径互不抵扣(口径R-off)'],
])('a deduction that is %s is explained, with the reading', (_, readings, option, words) => {
  const trace = traceOf(['N-2'], paid(['S-1', 20], ['N-1', 25]), readings, 'N-2');
  expect(describeTrace(trace)).toContain(words);
  expect(trace.readings).toEqual({ 'R-sum': 'full', 'R-off': option });
});

test('an amount that is not recorded is said where it does not matter', () => {
  const trace = traceOf(['N-1'], [{ clause: 'S-1' }], {}, 'N-1');
  expect(describeTrace(trace)).toContain('条款S-1已给予的金额不详,按政策口径互不抵扣(口径R-off)');
});

test('where nothing was paid under them, deducted clauses are no matter', () => {
  const trace = traceOf(['N-1'], paid(['T', 5]), ONCE, 'N-1');
  expect(trace.readings).toEqual({});
  expect(trace.steps.find(({ step }) => step === 'stacking')).not.toHaveProperty('deduction');
});

test('determined together, an award rests on what the deducted one rests on', () => {
  const facts = factsOf({ ...TRIGGERS['S-1'], ...TRIGGERS['N-1'], ...TRIGGERS['N-2'] });
  const [first, second] = evaluate([law], facts, { readings: ONCE, clauses: ['N-1', 'N-2'] });
  expect(first?.factsUsed).toContain('zyec.listed');
  expect(first?.factsUsed).not.toContain('awards_paid');
  expect(first?.factsUsed).not.toContain('listing.completed');
  const trace = evaluate([law], facts, { readings: ONCE, trace: true }).find(
    (each) => each.clause === 'N-2',
  )?.trace;
  expect(second).toMatchObject({ clause: 'N-2', amountFen: 4000 });
  expect(trace?.steps.find(({ step }) => step === 'stacking')).toMatchObject({
    together: ['N-1'],
    deduction: { clauses: ['S-1'], paidFen: 2000, borneFen: 2000, leftFen: 0 },
  });
});

describe('a cap under a reading', () => {
  const capped = (readings: Readonly<Record<string, string>>, more: object) =>
    evaluate([law], factsOf({ 'zyec.financing_id': 'B', 'zyec.financing_yuan': '10000', ...more }), {
      readings,
      trace: true,
    }).find((each) => each.clause === 'C');
  const before = (paid_on: string) => ({
    awards_paid: [{ clause: 'C', subject: 'A', amount_yuan: '45', paid_on }],
  });

  // prettier-ignore
  test.each([
    ['by preset for life', {}, before('2021-12-31'), 500],
    ['for life where the place says so', { 'R-cap': 'life' }, before('2021-12-31'), 500],
    ['for the year', { 'R-cap': 'year' }, before('2021-12-31'), 6000],
    ['for the year, with its own amount', { 'R-cap': 'year' }, before('2022-01-01'), 1500],
    ['by preset, where the option is none of the reading', { 'R-cap': 'month' }, before('2021-12-31'), 500],
    ['by preset, where a person is to be asked', { 'R-cap': 'ask' }, before('2021-12-31'), 500],
    ['for life, as a register states', {}, { 'zyec.paid_ever_yuan': '49' }, 100],
    ['for the year, which the register of a life says nothing about', { 'R-cap': 'year' }, { 'zyec.paid_ever_yuan': '49' }, 6000],
  ])('runs %s', (_, readings, more, amountFen) => {
    expect(capped(readings, more)).toMatchObject({ status: 'determined', amountFen });
  });

  test('is explained with the option that is followed', () => {
    const trace = capped({ 'R-cap': 'year' }, before('2022-01-01'))?.trace;
    expect(trace && describeTrace(trace)).toContain(
      '依“一”最高60.00元(口径R-cap:每年),此前已兑付45.00元,尚余15.00元',
    );
    expect(trace?.readings).toEqual({ 'R-cap': 'year' });
  });
});

test('a clause rests on the readings of its caps and of what its group deducts, and on those payments', () => {
  const restsOn = (reading: string) =>
    law.clauses.flatMap((each) =>
      law.readings.some((one) => one.id === reading && restsOnReading(each, one, law)) ? [each.id] : [],
    );
  expect(restsOn('R-cap')).toEqual(['C']);
  expect(restsOn('R-off')).toEqual(['N-1', 'N-2']);
  expect(restsOn('R-sum')).toEqual(['N-1', 'N-2', 'U']);
  const ledgers = law.clauses.map((each) => [each.id, restsOnEarlierPayments(law, each)] as const);
  expect(Object.fromEntries(ledgers)).toMatchObject({
    'S-1': { reasons: [], clauses: ['S-1'] },
    'N-1': { reasons: ['stacking-group'], clauses: ['N-1', 'N-2', 'S-1', 'S-2'] },
    C: { reasons: ['running-cap'], clauses: ['C'] },
  });
});

test('a group stands around what it deducts, and its awards are weighed with it', () => {
  const around = law.clauses.map((each) => [each.id, groupAround(law, each)?.id ?? null]);
  expect(Object.fromEntries(around)).toEqual({
    ...{ 'S-1': 'G', 'S-2': 'G', 'N-1': 'G', 'N-2': 'G', T: 'H', U: 'H', C: null },
  });
  const weighed = law.clauses.map((each) => [each.id, weighedWith(law, each).map(({ id }) => id)]);
  expect(Object.fromEntries(weighed)).toEqual({
    ...{ 'S-1': [], 'S-2': [], 'N-1': ['S-1', 'S-2', 'N-2'], 'N-2': ['S-1', 'S-2', 'N-1'] },
    ...{ T: [], U: ['T'], C: [] },
  });
});

describe('a group that is weighed per subject deducts what was paid for the same subject:', () => {
  const bySubject = documentOf(
    clause('T', ['trigger: { fact: scale.first_entry, is: true }', 'award: { fixedYuan: 5 }']) +
      clause('V', [
        'stackingGroup: P',
        'subject: { facts: [project.id] }',
        'trigger: { fact: product.three_first_certified, is: true }',
        'award: { fixedYuan: 8 }',
      ]),
    READINGS.replace(
      / {2}G: .*\n {2}H: .*\n/,
      '  P: { article: 一, rule: open, per: subject, reading: R-sum, deducts: { clauses: [T] } }\n',
    ).replace(/ {2}R-(cap|off): .*\n/g, ''),
  );
  const left = (payment: object) => {
    const given = { 'product.three_first_certified': true, 'project.id': 'a', awards_paid: [payment] };
    return evaluate([bySubject], factsOf(given)).map(({ amountFen }) => amountFen);
  };

  test.each([
    ['for the same one', { clause: 'T', subject: 'a', amount_yuan: '5.00' }, 300],
    ['for another one', { clause: 'T', subject: 'b', amount_yuan: '5.00' }, 800],
    ['for one that nobody named: it may be the same', { clause: 'T', amount_yuan: '5.00' }, 300],
    ['under another clause', { clause: 'X', subject: 'a', amount_yuan: '5.00' }, 800],
  ])('paid %s', (_, payment, wanted) => {
    expect(left(payment)).toEqual([wanted]);
  });
});
