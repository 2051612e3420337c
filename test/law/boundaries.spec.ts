import fc from 'fast-check';
import {
  evaluate,
  FACT_VOCABULARY,
  type ComputedClause,
  type Condition,
  type Facts,
  type FactValue,
  type FundingBranch,
  type Leaf,
  type Result,
  type TraceStep,
} from '@duixian/policy';
import {
  monthsAfter,
  plainFen,
  plainTruth,
  seenBy,
  STEPS,
  type PlainAmount,
  type PlainRecord,
} from './plain-law';
import { shippedLaw, type ShippedCase } from './shipped-law';

/**
 * Every boundary of every clause of the shipped documents: thresholds, dates, months, years, tiers, limits and caps, each
 * tried one step below, at and one step above it (a fen, a day, one, a millionth), in every case that the clause concerns.
 * What should come out is read off the clause by plain-law.ts.
 */
interface Base {
  readonly given: ShippedCase;
  readonly clause: ComputedClause;
  /** The list whose records the clause goes through, and the one that it is about here. */
  readonly list: 'titles' | 'standards' | null;
  readonly facts: Facts;
}

function kindsOf({ subject }: ComputedClause): {
  list: Base['list'];
  field: string;
  kinds: readonly string[];
} {
  if (subject?.kind === 'standard') return { list: 'standards', field: 'kind', kinds: subject.kinds };
  if (subject?.kind === 'title' || subject?.kind === 'any-title')
    return { list: 'titles', field: 'code', kinds: subject.codes };
  return { list: null, field: '', kinds: [] };
}

const recordsOf = (facts: Facts, list: string): readonly PlainRecord[] =>
  (facts[list] ?? []) as readonly PlainRecord[];

/** A case once for each record that the clause is about: that record first, the others of its kinds left out. */
function basesOf(given: ShippedCase, clause: ComputedClause): readonly Base[] {
  const { list, field, kinds } = kindsOf(clause);
  if (list === null) return [{ given, clause, list, facts: given.facts }];
  const records = recordsOf(given.facts, list);
  const isOwn = (record: PlainRecord): boolean => kinds.includes(String(record[field]));
  const others = records.filter((record) => !isOwn(record));
  return records
    .filter(isOwn)
    .map((record) => ({ given, clause, list, facts: { ...given.facts, [list]: [record, ...others] } }));
}

function seen({ given, list }: Base, facts: Facts): Facts {
  const [record] = list === null ? [] : recordsOf(facts, list);
  return seenBy(given.document, facts, given.readings, list !== null && record ? { list, record } : null);
}

/** The same facts with another value: of a record's field, in the record that the clause is about or the first with it. */
function withValue(
  { list }: Base,
  facts: Facts,
  name: string,
  value: FactValue,
  codes: readonly string[] | null,
): Facts {
  const [of = '', field] = name.split('[].');
  if (field === undefined) return { ...facts, [name]: value };
  const records = recordsOf(facts, of);
  const at =
    codes === null && of === list
      ? 0
      : records.findIndex(({ code }) => codes?.includes(String(code)) ?? true);
  return {
    ...facts,
    [of]: records.map((record, index) => (index === at ? { ...record, [field]: value } : record)),
  };
}

/** A test of a clause that has a boundary, and the codes of the titles among which it stands. */
interface Edge {
  readonly leaf: Extract<Leaf, { kind: 'compare' | 'within-months' | 'later-year' }>;
  readonly codes: readonly string[] | null;
}

function edgesIn(condition: Condition, codes: readonly string[] | null): readonly Edge[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap((part) => edgesIn(part, codes));
    case 'not':
      return edgesIn(condition.of, codes);
    case 'some-title':
      return edgesIn(condition.where, condition.codes);
    case 'compare':
    case 'within-months':
    case 'later-year':
      return [{ leaf: condition, codes }];
    default:
      return [];
  }
}

function tiersIn(amount: PlainAmount): readonly Edge[] {
  if (amount.kind === 'tiers')
    return amount.tiers.flatMap(({ when, amount: inner }) => [...edgesIn(when, null), ...tiersIn(inner)]);
  if (amount.kind === 'times' || amount.kind === 'share') return tiersIn(amount.of);
  return amount.kind === 'sum' || amount.kind === 'least' ? amount.of.flatMap(tiersIn) : [];
}

const amountOf = ({ award }: ComputedClause): PlainAmount | null =>
  award.kind === 'computed' ? award.amount : award.kind === 'decided-ratio' ? award.of : null;

function edgesOf(clause: ComputedClause): readonly Edge[] {
  const amount = amountOf(clause);
  return [
    ...edgesIn(clause.trigger, null),
    ...edgesIn(clause.conditions, null),
    ...clause.questions.flatMap(({ when }) => edgesIn(when, null)),
    ...(amount ? tiersIn(amount) : []),
  ];
}

/** Values on both sides of a boundary and at it, as the facts of the case set it. */
function valuesAround({ leaf }: Edge, facts: Facts): readonly FactValue[] {
  const now = facts['evaluation_date'];
  if (leaf.kind === 'compare') {
    const { operand, type } = leaf;
    const { read, write } = STEPS[type];
    const bound = operand.kind === 'fact' ? facts[operand.fact] : operand.text;
    if (typeof bound !== 'string' && typeof bound !== 'number') return [];
    return [-1n, 0n, 1n]
      .map((step) => read(bound) + step)
      .filter((value) => value >= 0n || type === 'date')
      .map(write);
  }
  if (leaf.kind === 'later-year') {
    const than = facts[leaf.than];
    if (typeof than !== 'string') return [];
    const year = Number(than.slice(0, 4));
    return [`${year - 1}-12-31`, `${year}-01-01`, `${year}-12-31`, `${year + 1}-01-01`];
  }
  if (typeof now !== 'string') return [];
  const around = STEPS.date.read(monthsAfter(now, -leaf.months));
  return [-3n, -2n, -1n, 0n, 1n, 2n, 3n].map((step) => STEPS.date.write(around + step));
}

interface Said {
  readonly trigger: string;
  readonly conditions: string | null;
  readonly computedFen: bigint | null;
  /** Per reading that was asked about, whether the case meets its question. */
  readonly asked: Readonly<Record<string, string>>;
}

type StepOf<K> = TraceStep & { readonly step: K };

const stepOf = <K extends TraceStep['step']>({ trace }: Result, kind: K): StepOf<K> | null =>
  trace?.steps.find((step): step is StepOf<K> => step.step === kind) ?? null;

/** Each level bears its exact share to within a fen, all of them together the amount; odd fen lie with the higher levels. */
function expectSharesOf({ funding }: ComputedClause, { amountFen = 0, splitFen }: Result): void {
  if (!splitFen) return;
  const parts = Object.entries(splitFen).map(([level, part]) => ({ level, part: BigInt(part) }));
  expect(parts.reduce((sum, { part }) => sum + part, 0n)).toBe(BigInt(amountFen));
  const isOf = ({ shares }: FundingBranch): boolean =>
    shares.length === parts.length && shares.every(({ key }) => splitFen[key] !== undefined);
  const { shares = [] } = funding?.branches.find(isOf) ?? {};
  expect(shares).toHaveLength(parts.length);
  // Positive: rounded up. Of the levels whose share is not whole, nobody is rounded up below one who is not.
  const rounded = shares.flatMap(({ key, ratio: { numerator, denominator } }) => {
    const over = BigInt(splitFen[key] ?? 0) * denominator - BigInt(amountFen) * numerator;
    expect(over < denominator && over > -denominator).toBe(true);
    return over === 0n ? [] : [over > 0n];
  });
  expect(rounded.lastIndexOf(true)).toBeLessThan(
    rounded.includes(false) ? rounded.indexOf(false) : rounded.length,
  );
}

/** What the interpreter says about a base with other facts; a split is looked at on the way. */
function said({ given, clause }: Base, facts: Facts): { readonly said: Said; readonly result: Result } {
  const results = evaluate([given.document], facts, {
    explain: true,
    clauses: [clause.id],
    readings: given.readings,
  });
  const [result, another] = results.filter(({ clause: id }) => id === clause.id);
  if (!result || another) throw new Error(`${clause.id}: one result was expected`);
  expectSharesOf(clause, result);
  const amount = stepOf(result, 'amount');
  const asked = (result.trace?.steps ?? []).flatMap((step) =>
    step.step === 'question' ? [[step.reading, step.met] as const] : [],
  );
  return {
    result,
    said: {
      trigger: stepOf(result, 'trigger')?.outcome ?? 'none',
      conditions: stepOf(result, 'conditions')?.outcome ?? null,
      computedFen:
        amount && clause.award.kind !== 'decided-amount' && clause.award.kind !== 'decided-ratio'
          ? BigInt(amount.computedFen)
          : null,
      asked: Object.fromEntries(asked),
    },
  };
}

const textOf = (each: Said): string => JSON.stringify({ ...each, computedFen: String(each.computedFen) });

/** What the clause says, as far as the interpreter got. */
function should(base: Base, facts: Facts, { conditions, computedFen, asked }: Said): Said {
  const known = seen(base, facts);
  return {
    trigger: plainTruth(base.clause.trigger, known),
    conditions: conditions === null ? null : plainTruth(base.clause.conditions, known),
    computedFen: computedFen === null ? null : plainFen(base.clause, known),
    asked: Object.fromEntries(
      base.clause.questions.flatMap(({ reading, when }) =>
        asked[reading] === undefined ? [] : [[reading, plainTruth(when, known)] as const],
      ),
    ),
  };
}

const law = shippedLaw();
const clauses = law.flatMap(({ document }) =>
  document.clauses.flatMap((clause) => (clause.form === 'computed' ? [{ document, clause }] : [])),
);
/** Per clause, the cases that it concerns. */
const bases = new Map(
  clauses.map(({ document, clause }) => {
    const { cases = [] } = law.find((each) => each.document === document) ?? {};
    const concerned = cases
      .flatMap((given) => basesOf(given, clause))
      .filter((base) => {
        const known = seen(base, base.facts);
        return (
          plainTruth(clause.jurisdiction, known) === 'true' && plainTruth(clause.trigger, known) === 'true'
        );
      });
    return [clause, concerned] as const;
  }),
);

const shown = ({ leaf, codes }: Edge): string => {
  const bound =
    leaf.kind === 'compare'
      ? `${leaf.comparison} ${leaf.operand.text}`
      : leaf.kind === 'later-year'
        ? `later year than ${leaf.than}`
        : `within ${leaf.months} months`;
  return `${codes ? 'some title: ' : ''}${leaf.fact} ${bound}`;
};

const edges = clauses.flatMap(({ clause }) =>
  edgesOf(clause).map((edge) => [`${clause.id}: ${shown(edge)}`, { clause, edge }] as const),
);

/** Boundaries that no case hangs on: what the clause says is the same on both their sides. */
const undecided = new Set<string>();

test.each(edges)('%s', (name, { clause, edge }) => {
  const outcomes = new Map<number, Set<string>>();
  for (const [index, base] of (bases.get(clause) ?? []).entries()) {
    for (const value of valuesAround(edge, seen(base, base.facts))) {
      const facts = withValue(base, base.facts, edge.leaf.fact, value, edge.codes);
      const { said: actual } = said(base, facts);
      const due = should(base, facts, actual);
      // A look at the texts first: thousands of comparisons by the library take seconds.
      if (textOf(actual) !== textOf(due)) expect({ case: base.given.name, value, ...actual }).toEqual(due);
      outcomes.set(index, (outcomes.get(index) ?? new Set()).add(textOf(actual)));
    }
  }
  if (![...outcomes.values()].some(({ size }) => size > 1)) undecided.add(name);
});

test('each of them decides in a case', () => {
  expect(edges.length).toBeGreaterThan(100);
  expect([...undecided]).toEqual([]);
});

/** The facts that an amount grows with, and whether they are counted in fen or in ones. */
function baseFactsIn(amount: PlainAmount): readonly string[] {
  switch (amount.kind) {
    case 'fact':
      return [amount.fact];
    case 'times':
      return [...(typeof amount.count === 'number' ? [] : [amount.count.fact]), ...baseFactsIn(amount.of)];
    case 'share':
      return baseFactsIn(amount.of);
    case 'increase':
      return [amount.to];
    case 'sum':
    case 'least':
      return amount.of.flatMap(baseFactsIn);
    case 'tiers':
      return amount.tiers.flatMap((tier) => baseFactsIn(tier.amount));
    case 'yuan':
      return [];
  }
}

function limitsIn(amount: PlainAmount): readonly bigint[] {
  if (amount.kind === 'least')
    return amount.of.flatMap((part) => (part.kind === 'yuan' ? [BigInt(part.amountFen)] : limitsIn(part)));
  if (amount.kind === 'tiers') return amount.tiers.flatMap((tier) => limitsIn(tier.amount));
  if (amount.kind === 'times' || amount.kind === 'share') return limitsIn(amount.of);
  return amount.kind === 'sum' ? amount.of.flatMap(limitsIn) : [];
}

const TYPE_OF = new Map(
  FACT_VOCABULARY.map(({ name, type, unit }) => {
    const counted = type === 'integer' ? ('integer' as const) : ('decimal' as const);
    return [name, unit === 'yuan' ? ('fen' as const) : counted] as const;
  }),
);

const LARGEST = 10n ** 13n;

/** The clause without its limits: what the base alone would bring. */
const unlimited = (clause: ComputedClause): ComputedClause => {
  const free = (amount: PlainAmount): PlainAmount => {
    if (amount.kind === 'times' || amount.kind === 'share') return { ...amount, of: free(amount.of) };
    if (amount.kind === 'sum') return { ...amount, of: amount.of.map(free) };
    if (amount.kind !== 'least') return amount;
    return { ...amount, of: amount.of.filter(({ kind }) => kind !== 'yuan').map(free) };
  };
  const { award } = clause;
  return award.kind === 'computed' ? { ...clause, award: { ...award, amount: free(award.amount) } } : clause;
};

/** The least number of steps of a base fact that brings so many fen, found by halving; null where none does. */
function leastFor(base: Base, fact: string, fen: bigint): bigint | null {
  const { write } = STEPS[TYPE_OF.get(fact) ?? 'fen'];
  const clause = unlimited(base.clause);
  const brings = (value: bigint): boolean => {
    const facts = withValue(base, base.facts, fact, write(value), null);
    return (plainFen(clause, seen(base, facts)) ?? 0n) >= fen;
  };
  let [low, high] = [0n, LARGEST];
  if (!brings(high) || brings(low)) return null;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (brings(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const grown = clauses.flatMap(({ clause }) => {
  const amount = clause.award.kind === 'computed' ? clause.award.amount : null;
  const facts = amount ? [...new Set(baseFactsIn(amount))] : [];
  return facts.map((fact) => [`${clause.id} grows with ${fact}`, { clause, fact }] as const);
});

function limitsOf({ award, caps }: ComputedClause): readonly bigint[] {
  const limits = award.kind === 'computed' ? limitsIn(award.amount) : [];
  return [...limits, ...caps.map(({ amountFen }) => BigInt(amountFen))];
}

const limited = grown.filter(([, { clause }]) => limitsOf(clause).length > 0);
/** Limits that were reached from below. */
const reached = new Set<string>();

test.each(limited)('%s up to its limit, reaches it exactly and stays there', (name, { clause, fact }) => {
  for (const limit of limitsOf(clause)) {
    for (const base of bases.get(clause) ?? []) {
      const at = leastFor(base, fact, limit);
      if (at === null) continue;
      const { write } = STEPS[TYPE_OF.get(fact) ?? 'fen'];
      for (const value of [at - 1n, at, at + 1n, at * 2n]) {
        const facts = withValue(base, base.facts, fact, write(value), null);
        const { result } = said(base, facts);
        if (result.status !== 'determined' || facts['awards_paid'] !== undefined) continue;
        const left = BigInt(stepOf(result, 'cap')?.leftFen ?? LARGEST);
        const due = plainFen(clause, seen(base, facts)) ?? 0n;
        expect({ value, amountFen: BigInt(result.amountFen ?? 0) }).toEqual({
          value,
          amountFen: due < left ? due : left,
        });
        if (value < at) expect(due).toBeLessThan(limit);
        if (value >= at && BigInt(result.amountFen ?? 0) === limit) reached.add(name);
      }
    }
  }
});

test('each limit is reached', () => {
  expect(limited.map(([name]) => name).filter((name) => !reached.has(name))).toEqual([]);
});

test.each(grown)('%s and never shrinks', (_, { clause, fact }) => {
  const { write } = STEPS[TYPE_OF.get(fact) ?? 'fen'];
  const base = (bases.get(clause) ?? []).find(
    (each) => said(each, each.facts).result.status === 'determined',
  );
  if (!base) throw new Error(`${clause.id} is determined in no case`);
  const amountAt = (value: bigint): number | null => {
    const { result } = said(base, withValue(base, base.facts, fact, write(value), null));
    return result.status === 'determined' ? (result.amountFen ?? null) : null;
  };
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n), (one, other) => {
      const [less, more] = [amountAt(one < other ? one : other), amountAt(one < other ? other : one)];
      if (less !== null && more !== null) expect(more).toBeGreaterThanOrEqual(less);
    }),
    { numRuns: 40 },
  );
});
