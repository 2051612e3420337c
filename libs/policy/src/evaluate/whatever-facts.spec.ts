import fc from 'fast-check';
import { candidateFilter, evaluate, parseFacts, selects, type Facts, type Result } from '../index';
import { describeTrace } from './describe-trace';
import { clause, documentOf, TRIGGER } from './forms.fixture';

describe('whatever the facts', () => {
  const document = documentOf(
    clause(
      'K-1',
      [
        'subject: { facts: [zyec.financing_id] }',
        'trigger: { fact: zyec.listed, is: true }',
        'award: { amount: { share: 2‰, of: { fact: zyec.financing_yuan } } }',
        'cap: { yuan: 1000, per: year, paid: zyec.paid_this_year_yuan }',
        'funding: half',
      ],
      'ratio_with_cap',
    ) +
      clause('K-2', [
        'subject: { title: [PROV_ZJTX, NATIONAL_LITTLE_GIANT] }',
        'conditions: { title: held }',
        'stackingGroup: G-1',
        'award: { fixedYuan: 500 }',
        'funding: half',
      ]) +
      clause('K-3', [
        'trigger: { holdsTitle: { codes: [PROV_ZJTX], where: { title: granted } } }',
        'stackingGroup: G-1',
        'award: { fixedYuan: 2000 }',
        'funding: half',
      ]) +
      clause('K-4', [TRIGGER, 'award: { decidedYuan: { atMost: 700 } }'], 'discretionary', 'discretionary'),
  );
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const date = fc.constantFrom('2021-12-31', '2022-06-01', '2022-12-31', '2023-01-01');
  const yuan = fc.constantFrom('0', '0.01', '499.99', '500', '123456.78', '500000', '900000');
  const title = fc.record(
    {
      code: fc.constantFrom('PROV_ZJTX', 'NATIONAL_LITTLE_GIANT', 'INNOVATIVE_SME'),
      granted_on: date,
      valid_to: date,
      id: fc.constantFrom('a', 'b'),
    },
    { requiredKeys: ['code'] },
  );
  const paid = fc.record(
    {
      clause: fc.constantFrom('K-1', 'K-2', 'K-3'),
      subject: fc.constantFrom('a', 'F-1'),
      amount_yuan: yuan,
      paid_on: date,
    },
    { requiredKeys: ['clause'] },
  );
  const decision = fc.record(
    {
      clause: fc.constantFrom('K-2', 'K-3', 'K-4'),
      option: fc.constantFrom('full', 'difference', 'odd'),
      approved_amount_yuan: yuan,
    },
    { requiredKeys: ['clause'] },
  );
  const anyFacts = fc
    .record({
      evaluation_date: optional(date),
      'applicant.city': optional(fc.constantFrom('甲', '丙')),
      'applicant.kind': optional(fc.constantFrom('enterprise', 'person')),
      'applicant.county': optional(fc.constantFrom('东区', '西县', '某县')),
      'zyec.listed': optional(fc.boolean()),
      'zyec.financing_yuan': optional(yuan),
      'zyec.financing_id': optional(fc.constantFrom('F-1', 'F-2')),
      'zyec.paid_this_year_yuan': optional(yuan),
      titles: optional(fc.array(title, { maxLength: 3 })),
      awards_paid: optional(fc.array(paid, { maxLength: 2 })),
      decisions: optional(fc.array(decision, { maxLength: 2 })),
    })
    .map((facts): Facts => {
      const known = Object.entries(facts).filter(([, value]) => value !== undefined);
      const parsed = parseFacts(Object.fromEntries(known));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return parsed.facts;
    });
  const check = (property: (facts: Facts) => void) =>
    fc.assert(fc.property(anyFacts, property), { numRuns: 1500 });

  test('no amount exceeds its ceiling, and splits add up', () => {
    const most: Readonly<Record<string, number>> = {
      'K-1': 100_000,
      'K-2': 50_000,
      'K-3': 200_000,
      'K-4': 70_000,
    };
    check((facts) => {
      const isRight = ({ clause: id, amountFen, splitFen, status }: Result): boolean =>
        (amountFen === undefined) === (status !== 'determined') &&
        (amountFen ?? 1) > 0 &&
        (amountFen ?? 0) <= (most[id] ?? 0) &&
        (!splitFen || Object.values(splitFen).reduce((sum, share) => sum + share, 0) === amountFen);
      // One question to Jest per set of facts: asked for every number, it takes longer than the evaluation.
      expect(evaluate([document], facts).filter((result) => !isRight(result))).toEqual([]);
    });
  });

  test('one group pays at most once, and a clause and subject come once', () => {
    check((facts) => {
      const results = evaluate([document], facts);
      const group = results.filter(
        ({ clause: id, status }) => status === 'determined' && (id === 'K-2' || id === 'K-3'),
      );
      expect(group.length).toBeLessThanOrEqual(1);
      expect(new Set(results.map(({ clause: id, subject }) => `${id} ${subject ?? ''}`)).size).toBe(
        results.length,
      );
    });
  });

  test('the candidate filter loses nobody of whom anything is said', () => {
    check((facts) => {
      const spoken = new Set(evaluate([document], facts).map(({ clause: id }) => id));
      const lost = document.clauses.filter(
        (each) => spoken.has(each.id) && !selects(candidateFilter(each), facts),
      );
      expect(lost).toEqual([]);
    });
  });

  test('explaining changes nothing', () => {
    check((facts) => {
      const explained = evaluate([document], facts, { explain: true });
      const applying = explained.filter(
        ({ status }) => status !== 'not-triggered' && status !== 'not-eligible',
      );
      expect(applying.map(({ trace: _, ...result }) => result)).toEqual(evaluate([document], facts));
      const isRight = ({ trace, status }: Result): boolean =>
        trace?.status === status && /结论:.+。$/.test(describeTrace(trace));
      expect(explained.filter((result) => !isRight(result))).toEqual([]);
    });
  });

  test('verdicts alone are the same verdicts', () => {
    let met = 0;
    check((facts) => {
      const without = (results: readonly Result[]) => results.map(({ factsUsed: _, ...result }) => result);
      const verdicts = evaluate([document], facts, { verdicts: true });
      expect(without(verdicts)).toEqual(without(evaluate([document], facts)));
      met += verdicts.filter(
        ({ status, factsUsed }) => status === 'determined' && factsUsed.length === 0,
      ).length;
    });
    expect(met).toBeGreaterThan(20);
  });

  test('only what is unknown is asked for', () => {
    check((facts) => {
      const asked = evaluate([document], facts).flatMap(({ missing }) => missing ?? []);
      expect(asked.filter((name) => !name.includes('[]') && facts[name] !== undefined)).toEqual([]);
    });
  });
});
