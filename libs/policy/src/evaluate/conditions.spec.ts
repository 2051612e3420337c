import { fen } from '@duixian/money';
import { localDate } from '@duixian/calendar';
import fc from 'fast-check';
import type { Comparison, Condition, Leaf, Operand, ValueType } from '../ast';
import { candidateFilter, selects } from '../candidate-filter';
import type { ComputedClause, Facts, PolicyDocument } from '../index';
import { check, factsBehind, missingFacts, truthOf } from './check';
import { evaluate } from './evaluate';
import { testLeaf } from './test-leaf';

const article = '一';
const comparison = fc.constantFrom<Comparison>('atLeast', 'moreThan', 'atMost', 'lessThan');
const compared = (fact: string, type: ValueType, operand: fc.Arbitrary<Operand>): fc.Arbitrary<Leaf> =>
  fc.record({
    kind: fc.constant('compare'),
    fact: fc.constant(fact),
    type: fc.constant(type),
    comparison,
    operand,
    article: fc.constant(article),
  });
const amount = fc.nat({ max: 3 }).map((n) => fen(n * 100));

const certain: fc.Arbitrary<Leaf> = fc.oneof(
  fc.boolean().map((value): Leaf => ({ kind: 'equals', fact: 'scale.first_entry', value, article })),
  fc
    .constantFrom('enterprise', 'person')
    .map((value): Leaf => ({ kind: 'equals', fact: 'applicant.kind', value, article })),
  fc
    .subarray(['A', 'B', 'C'])
    .map((values): Leaf => ({ kind: 'one-of', fact: 'applicant.county', values, list: null, article })),
  fc
    .constantFrom('industrial', 'export')
    .map((value): Leaf => ({ kind: 'includes', fact: 'applicant.sectors', value, article })),
  compared(
    'revenue.main_business_yuan',
    'fen',
    amount.map((value): Operand => ({ kind: 'fen', value, text: `${value / 100}` })),
  ),
  compared(
    'revenue.main_business_yuan',
    'fen',
    fc.constant<Operand>({ kind: 'fact', fact: 'revenue.operating_yuan', text: '' }),
  ),
  compared(
    'person.age',
    'integer',
    fc.nat({ max: 3 }).map((value): Operand => ({ kind: 'integer', value, text: `${value}` })),
  ),
  compared(
    'evaluation_date',
    'date',
    fc.constant<Operand>({ kind: 'date', value: localDate('2022-06-01'), text: '' }),
  ),
  fc.constant<Leaf>({ kind: 'later-year', fact: 'evaluation_date', than: 'scale.entry_date', article }),
);
const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 8, arbitrary: certain },
  fc.boolean().map((expected): Leaf => ({ kind: 'known', fact: 'person.age', expected, article })),
  fc.constant<Leaf>({ kind: 'none-paid', clauses: ['X-1'], article }),
);
const conditionOf = (leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Condition> =>
  fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ kind: fc.constant('not'), of: tie('node') }),
    ),
  })).node;

const yuan = fc.constantFrom('0', '0.99', '1', '1.00', '2', '3');
const date = fc.constantFrom('2021-12-31', '2022-06-01', '2022-12-31', '2023-01-01');
const anyFacts: fc.Arbitrary<Facts> = fc
  .record(
    {
      'applicant.city': fc.constantFrom('甲', '丙'),
      'scale.first_entry': fc.boolean(),
      'applicant.kind': fc.constantFrom('enterprise', 'person', 'insurer'),
      'applicant.county': fc.constantFrom('A', 'B', 'D'),
      'applicant.sectors': fc.subarray(['industrial', 'export', 'commerce']),
      'revenue.main_business_yuan': yuan,
      'revenue.operating_yuan': yuan,
      'person.age': fc.nat({ max: 4 }),
      evaluation_date: date,
      'scale.entry_date': date,
      awards_paid: fc.subarray([{ clause: 'X-1' }, { clause: 'X-2' }]),
    },
    { requiredKeys: [] },
  )
  .map((facts): Facts => facts);

describe('conditions', () => {
  const values: Readonly<Record<string, Leaf>> = {
    true: { kind: 'known', fact: 'person.age', expected: false, article },
    false: { kind: 'known', fact: 'person.age', expected: true, article },
    unknown: { kind: 'equals', fact: 'scale.first_entry', value: true, article },
  };

  test.each([
    ['true', 'true', 'true', 'true'],
    ['true', 'false', 'false', 'true'],
    ['true', 'unknown', 'unknown', 'true'],
    ['false', 'false', 'false', 'false'],
    ['false', 'unknown', 'false', 'unknown'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
  ])('%s with %s: all is %s, any is %s, in either order', (a, b, all, any) => {
    for (const names of [
      [a, b],
      [b, a],
    ]) {
      const of = names.flatMap((name) => values[name] ?? []);
      expect(truthOf({ kind: 'all', of }, {})).toBe(all);
      expect(truthOf({ kind: 'any', of }, {})).toBe(any);
    }
  });

  test.each<[Comparison, string, string]>([
    ['atLeast', '50000000', 'true'],
    ['atLeast', '49999999.99', 'false'],
    ['moreThan', '50000000', 'false'],
    ['moreThan', '50000000.01', 'true'],
    ['atMost', '50000000', 'true'],
    ['atMost', '50000000.01', 'false'],
    ['lessThan', '50000000', 'false'],
    ['lessThan', '49999999.99', 'true'],
  ])('%s 50000000 of %s is %s', (test, given, expected) => {
    const operand: Operand = { kind: 'fen', value: fen(5_000_000_000), text: '50000000' };
    const leaf: Leaf = {
      kind: 'compare',
      fact: 'revenue.main_business_yuan',
      type: 'fen',
      comparison: test,
      operand,
      article,
    };
    expect(testLeaf(leaf, { 'revenue.main_business_yuan': given })).toBe(expected);
    expect(testLeaf(leaf, {})).toBe('unknown');
  });

  test('percentages compare as exact decimals', () => {
    const operand: Operand = { kind: 'decimal', coefficient: 10n, scale: 0, text: '10' };
    const fact = 'q1_2022.main_revenue_yoy_pct';
    const leaf: Leaf = { kind: 'compare', fact, type: 'decimal', comparison: 'atLeast', operand, article };
    const at = (value: string) => testLeaf(leaf, { [fact]: value });
    expect(['10', '10.00', '9.99', '9.999999999999999999', '-10'].map(at)).toEqual([
      'true',
      'true',
      'false',
      'false',
      'false',
    ]);
  });

  test('a value of another type is unknown, never zero or false', () => {
    fc.assert(
      fc.property(certain, fc.constantFrom(null, {}, 1n, Symbol('x')), (leaf, odd) => {
        const names = 'fact' in leaf ? [leaf.fact] : [];
        const facts = Object.fromEntries(names.map((name) => [name, odd])) as unknown as Facts;
        expect(testLeaf(leaf, facts)).toBe('unknown');
      }),
    );
  });

  test('the short answer and the traced one agree', () => {
    fc.assert(
      fc.property(conditionOf(anyLeaf), anyFacts, (condition, facts) => {
        expect(check(condition, facts).outcome).toBe(truthOf(condition, facts));
      }),
      { numRuns: 1000 },
    );
  });

  test('what is decided stays decided when more becomes known', () => {
    fc.assert(
      fc.property(conditionOf(certain), anyFacts, anyFacts, (condition, more, facts) => {
        const decided = truthOf(condition, facts);
        if (decided !== 'unknown') expect(truthOf(condition, { ...more, ...facts })).toBe(decided);
      }),
      { numRuns: 1000 },
    );
  });

  test('an unknown outcome names what is missing, a decided one rests on known facts alone', () => {
    fc.assert(
      fc.property(conditionOf(certain), anyFacts, (condition, facts) => {
        const found = check(condition, facts);
        const missing = missingFacts(found, facts);
        expect(missing.length > 0).toBe(found.outcome === 'unknown');
        expect(missing.every((name) => facts[name] === undefined)).toBe(true);
        if (found.outcome === 'unknown') return;
        const behind = factsBehind(found, facts);
        const only = Object.fromEntries(behind.map((name) => [name, facts[name]])) as Facts;
        expect(truthOf(condition, only)).toBe(found.outcome);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the candidate filter', () => {
  const documentOf = (trigger: Condition, conditions: Condition): [PolicyDocument, ComputedClause] => {
    const clause: ComputedClause = {
      form: 'computed',
      id: 'X-1',
      article,
      title: '奖励',
      kind: 'fixed',
      treatment: 'award',
      payable: true,
      stackingGroup: null,
      citation: { number: '一号', article },
      line: 1,
      jurisdiction: { kind: 'equals', fact: 'applicant.city', value: '甲', article },
      trigger,
      conditions,
      award: { kind: 'fixed', amountFen: fen(100), article },
      caps: [],
      subject: null,
      repeatedBy: [],
      addsTo: null,
      questions: [],
      funding: null,
    };
    const head = {
      id: 'd',
      semantics: 1 as const,
      number: '一号',
      title: '办法',
      issuer: '甲市',
      province: '乙',
      city: '甲',
    };
    const document: PolicyDocument = {
      ...head,
      issuedOn: null,
      publishedOn: null,
      readings: [],
      lists: [],
      fundingRules: [],
      stackingGroups: [],
      clauses: [clause],
    };
    return [document, clause];
  };

  test('never loses an applicant that the interpreter says anything about', () => {
    let spoken = 0;
    fc.assert(
      fc.property(conditionOf(anyLeaf), conditionOf(anyLeaf), anyFacts, (trigger, conditions, facts) => {
        const [document, clause] = documentOf(trigger, conditions);
        const results = evaluate([document], facts);
        if (results.length > 0) {
          spoken += 1;
          expect(selects(candidateFilter(clause), facts)).toBe(true);
        }
        const { decisions: _, ...undecided } = facts;
        if (evaluate([document], undecided).length > 0)
          expect(selects(candidateFilter(clause, { decisions: 'none' }), undecided)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(spoken).toBeGreaterThan(100);
  });

  test('admits nobody else where the trigger asks no earlier payment', () => {
    fc.assert(
      fc.property(conditionOf(certain), anyFacts, (trigger, facts) => {
        const [document, clause] = documentOf(trigger, { kind: 'all', of: [] });
        expect(selects(candidateFilter(clause), facts)).toBe(evaluate([document], facts).length > 0);
      }),
      { numRuns: 1000 },
    );
  });

  test('widens under a negation that it cannot express', () => {
    const paid: Condition = { kind: 'none-paid', clauses: ['X-9'], article };
    const [, clause] = documentOf({ kind: 'not', of: paid }, { kind: 'all', of: [] });
    expect(
      selects(candidateFilter(clause), { 'applicant.city': '甲', awards_paid: [{ clause: 'X-9' }] }),
    ).toBe(true);
  });
});
