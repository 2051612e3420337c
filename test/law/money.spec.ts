import fc from 'fast-check';
import { compareRatios, fen, timesRatioDown } from '@duixian/money';
import {
  evaluate,
  FACT_VOCABULARY,
  type ComputedClause,
  type Facts,
  type FactValue,
  type Result,
} from '@duixian/policy';
import { determinedCases, firstOfEachClause, type DeterminedCase } from './shipped-law';

/** More runs by environment variable; the seed of a failure is printed. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 150);

const given = firstOfEachClause(determinedCases());
const clauseOf = ({ document }: DeterminedCase, id: string): ComputedClause =>
  document.clauses.find((clause) => clause.id === id) as ComputedClause;
const AMOUNTS = new Map(
  FACT_VOCABULARY.filter(({ unit }) => unit === 'yuan').map(({ name }) => [name, true]),
);
const yuanOf = (amount: number): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

/** A case with its amounts changed at will, and payments that were made before. */
const changed = fc.record({
  at: fc.nat(given.length - 1),
  amounts: fc.array(fc.oneof(fc.nat(1_000_000_000), fc.nat(10_000)), { minLength: 8, maxLength: 8 }),
  paid: fc.array(
    fc.record({
      amount: fc.nat(60_000_000),
      sameSubject: fc.boolean(),
      year: fc.constantFrom('this', 'before'),
    }),
    { maxLength: 3 },
  ),
});

function factsOf({
  at,
  amounts,
  paid,
}: {
  at: number;
  amounts: number[];
  paid: { amount: number; sameSubject: boolean; year: string }[];
}): {
  each: DeterminedCase;
  facts: Facts;
} {
  const each = given[at] as DeterminedCase;
  const entries = Object.entries(each.facts).map(([name, value], index): [string, FactValue] => {
    const amount = amounts[index % amounts.length] ?? 0;
    return [name, AMOUNTS.has(name) ? yuanOf(amount) : value];
  });
  const now = String(each.facts['evaluation_date'] ?? '2023-06-30');
  const { clause, subject } = each.result;
  const before = paid.map(({ amount, sameSubject, year }) => ({
    clause,
    ...(subject !== undefined && { subject: sameSubject ? subject : 'another' }),
    amount_yuan: yuanOf(amount),
    paid_on: year === 'this' ? now : `${Number(now.slice(0, 4)) - 1}${now.slice(4)}`,
  }));
  return { each, facts: { ...Object.fromEntries(entries), evaluation_date: now, awards_paid: before } };
}

const determinedIn = (each: DeterminedCase, facts: Facts): readonly Result[] =>
  evaluate([each.document], facts, { explain: true, readings: each.readings }).filter(
    ({ status }) => status === 'determined',
  );

test('an amount is whole fen above zero, within its cap, its ceiling and its bounds, whatever was paid before', () => {
  fc.assert(
    fc.property(changed, (change) => {
      const { each, facts } = factsOf(change);
      for (const { amountFen = 0, trace } of determinedIn(each, facts)) {
        expect(Number.isSafeInteger(amountFen) && amountFen > 0).toBe(true);
        for (const step of trace?.steps ?? []) {
          if (step.step === 'cap') {
            expect(amountFen).toBeLessThanOrEqual(step.leftFen);
            expect(step.leftFen).toBe(Math.max(0, step.capFen - step.paidFen));
          }
          if (step.step === 'decision') {
            expect(amountFen).toBeLessThanOrEqual(step.ceilingFen ?? amountFen);
            expect(amountFen).toBeGreaterThanOrEqual(Math.min(step.floorFen ?? 0, amountFen));
          }
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test('a split adds up to the amount; each level bears its share to the fen, and the odd fen lies with the highest', () => {
  fc.assert(
    fc.property(changed, (change) => {
      const { each, facts } = factsOf(change);
      for (const result of determinedIn(each, facts)) {
        const { amountFen = 0, splitFen } = result;
        if (!splitFen) continue;
        const shares = clauseOf(each, result.clause).funding?.branches.find(
          ({ shares: named }) =>
            Object.keys(splitFen).length === named.length &&
            named.every(({ key }) => splitFen[key] !== undefined),
        )?.shares;
        expect(Object.values(splitFen).reduce((sum, part) => sum + part, 0)).toBe(amountFen);
        if (!shares) throw new Error(`${result.clause}: a split without its shares`);
        const even = shares.every(({ ratio }) => compareRatios(ratio, shares[0]?.ratio ?? ratio) === 0);
        const parts = shares.map(({ key, ratio }) => ({
          part: splitFen[key] ?? 0,
          least: timesRatioDown(fen(amountFen), ratio),
        }));
        for (const { part, least } of parts) expect(part === least || part > least).toBe(true);
        for (const { part, least } of parts) expect(part - least).toBeLessThan(shares.length);
        if (even)
          for (const { part } of parts.slice(1)) expect(part).toBeLessThanOrEqual(parts[0]?.part ?? 0);
      }
    }),
    { numRuns: RUNS },
  );
});

// prettier-ignore
test.each(given.map((each) => [`${each.document.id} ${each.result.clause}`, each] as const))('%s is paid once for one subject', (_, each) => {
  const { clause, subject, amountFen = 0 } = each.result;
  const { caps } = clauseOf(each, clause);
  const cap = caps.find(({ under }) => under === null || (each.readings?.[under.reading] ?? null) === under.option || (each.readings?.[under.reading] === undefined && under.isPreset));
  const now = String(each.facts['evaluation_date'] ?? '2023-06-30');
  const earlier = (each.facts['awards_paid'] ?? []) as readonly Readonly<Record<string, FactValue>>[];
  const payment = { clause, ...(subject !== undefined && { subject }), amount_yuan: yuanOf(amountFen), paid_on: now };
  const facts: Record<string, FactValue> = { ...each.facts, evaluation_date: now, awards_paid: [...earlier, payment] };
  // Where a register says what was paid, it governs; here the payments do.
  if (cap?.paidFact) delete facts[cap.paidFact];
  const again = evaluate([each.document], facts, { clauses: [clause], readings: each.readings }).find((result) => result.subject === subject);
  if (cap?.per === 'subject' || (cap && subject === undefined)) {
    expect((again?.status === 'determined' ? (again.amountFen ?? 0) : 0) + amountFen).toBeLessThanOrEqual(cap.amountFen);
    return;
  }
  expect(again?.status).not.toBe('determined');
  expect(again?.status).not.toBe('needs-decision');
});
