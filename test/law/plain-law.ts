import type {
  Award,
  ComputedClause,
  Condition,
  Facts,
  FactValue,
  PolicyDocument,
  ValueType,
} from '@duixian/policy';

/**
 * What a clause says, read off its AST with plain numbers and nothing of the interpreter: slow, without a trace, and for
 * one claim only. What the interpreter says is held against it.
 */
export type PlainTruth = 'true' | 'false' | 'unknown';
export type PlainRecord = Readonly<Record<string, FactValue>>;
/** An exact amount in fen. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];
export type PlainAmount = Extract<Award, { kind: 'computed' }>['amount'];

const DAY = 86_400_000;

function steps(text: string, places: number): bigint {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole + decimals.padEnd(places, '0').slice(0, places));
}

function text(value: bigint, places: number): string {
  const digits = `${value < 0n ? -value : value}`.padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Values as whole numbers of their smallest step: fen, days, ones, millionths. */
export const STEPS: Readonly<
  Record<ValueType, { read: (value: string | number) => bigint; write: (value: bigint) => FactValue }>
> = {
  fen: { read: (value) => steps(String(value), 2), write: (value) => text(value, 2) },
  decimal: { read: (value) => steps(String(value), 6), write: (value) => text(value, 6) },
  integer: { read: (value) => BigInt(value), write: (value) => Number(value) },
  date: {
    read: (value) => BigInt(Date.parse(`${value}T00:00:00Z`) / DAY),
    write: (value) => new Date(Number(value) * DAY).toISOString().slice(0, 10),
  },
};

/** The same day so many months on; the last of the month where it has no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

const isScalar = (value: FactValue | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const listOf = (facts: Facts, name: string): readonly PlainRecord[] =>
  (facts[name] ?? []) as readonly PlainRecord[];

const truth = (value: boolean | null): PlainTruth => (value === null ? 'unknown' : value ? 'true' : 'false');

/** The facts as a clause sees them: the policy's readings among them, and the fields of the record it is about. */
export function seenBy(
  { readings }: PolicyDocument,
  facts: Facts,
  switched: Readonly<Record<string, string>>,
  bound: { readonly list: string; readonly record: PlainRecord } | null,
): Facts {
  const followed = readings.flatMap(({ id, preset }) => {
    const option = switched[id] ?? facts[`reading.${id}`] ?? preset;
    return option === null || option === 'ask' ? [] : [[`reading.${id}`, option] as const];
  });
  const fields = Object.entries(bound?.record ?? {}).map(
    ([name, value]) => [`${bound?.list}[].${name}`, value] as const,
  );
  return { ...facts, ...Object.fromEntries(followed), ...Object.fromEntries(fields) };
}

/** Whether a condition holds (semantics 1), by the words of its operators. */
export function plainTruth(condition: Condition, facts: Facts): PlainTruth {
  const year = (date: FactValue | undefined): number | null =>
    typeof date === 'string' ? Number(date.slice(0, 4)) : null;
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.of.map((part) => plainTruth(part, facts));
      const [decisive, otherwise] =
        condition.kind === 'all' ? (['false', 'true'] as const) : (['true', 'false'] as const);
      if (parts.includes(decisive)) return decisive;
      return parts.includes('unknown') ? 'unknown' : otherwise;
    }
    case 'not': {
      const inner = plainTruth(condition.of, facts);
      return inner === 'unknown' ? inner : truth(inner === 'false');
    }
    case 'some-title': {
      if (facts['titles'] === undefined) return 'unknown';
      const parts = listOf(facts, 'titles')
        .filter(({ code }) => condition.codes.includes(String(code)))
        .map((record) => {
          const fields = Object.entries(record).map(([name, value]) => [`titles[].${name}`, value] as const);
          return plainTruth(condition.where, { ...facts, ...Object.fromEntries(fields) });
        });
      if (parts.includes('true')) return 'true';
      return parts.includes('unknown') ? 'unknown' : 'false';
    }
    case 'equals': {
      const value = facts[condition.fact];
      return truth(value === undefined ? null : value === condition.value);
    }
    case 'one-of': {
      const value = facts[condition.fact];
      return truth(value === undefined ? null : condition.values.some((each) => each === value));
    }
    case 'includes': {
      const value = facts[condition.fact];
      return truth(Array.isArray(value) ? value.some((each) => each === condition.value) : null);
    }
    case 'compare': {
      const { operand, comparison } = condition;
      const value = facts[condition.fact];
      const bound = operand.kind === 'fact' ? facts[operand.fact] : operand.text;
      if (!isScalar(value) || !isScalar(bound)) return 'unknown';
      const { read } = STEPS[condition.type];
      const difference = read(value) - read(bound);
      if (comparison === 'atLeast') return truth(difference >= 0n);
      if (comparison === 'moreThan') return truth(difference > 0n);
      return truth(comparison === 'atMost' ? difference <= 0n : difference < 0n);
    }
    case 'later-year': {
      const [later, earlier] = [year(facts[condition.fact]), year(facts[condition.than])];
      return truth(later === null || earlier === null ? null : later > earlier);
    }
    case 'within-months': {
      const [from, now] = [facts[condition.fact], facts['evaluation_date']];
      if (typeof from !== 'string' || typeof now !== 'string') return 'unknown';
      return truth(now <= monthsAfter(from, condition.months));
    }
    case 'known':
      return truth((facts[condition.fact] !== undefined) === condition.expected);
    case 'whole': {
      const value = facts[condition.fact];
      return truth(isScalar(value) ? Number.isInteger(Number(value)) === condition.expected : null);
    }
    case 'none-paid':
      return truth(
        !listOf(facts, 'awards_paid').some(({ clause }) => condition.clauses.includes(String(clause))),
      );
    case 'paid-earlier-year': {
      const now = year(facts['evaluation_date']);
      const years = listOf(facts, 'awards_paid')
        .filter(({ clause }) => clause === condition.clause)
        .map(({ paid_on }) => year(paid_on));
      if (now !== null && years.some((paid) => paid !== null && paid < now)) return 'true';
      return truth(years.some((paid) => paid === null || now === null) ? null : false);
    }
    case 'decision-on':
      return truth(listOf(facts, 'decisions').some(({ clause }) => clause === condition.clause));
    case 'reading':
      return truth(facts[`reading.${condition.reading}`] === condition.option);
  }
}

const isLess = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;

/** What an amount comes to, exactly; null where a fact is missing. */
export function plainAmount(amount: PlainAmount, facts: Facts): Fraction | null {
  const all = (parts: readonly PlainAmount[]): readonly Fraction[] | null => {
    const values = parts.map((part) => plainAmount(part, facts));
    return values.every((value) => value !== null) ? values : null;
  };
  switch (amount.kind) {
    case 'yuan':
      return [BigInt(amount.amountFen), 1n];
    case 'fact': {
      const value = facts[amount.fact];
      return isScalar(value) ? [STEPS.fen.read(value), 1n] : null;
    }
    case 'times': {
      const value = typeof amount.count === 'number' ? amount.count : facts[amount.count.fact];
      const of = plainAmount(amount.of, facts);
      return isScalar(value) && of ? [STEPS.decimal.read(value) * of[0], 1_000_000n * of[1]] : null;
    }
    case 'share': {
      const of = plainAmount(amount.of, facts);
      const { numerator, denominator } = amount.ratio;
      return of && [of[0] * numerator, of[1] * denominator];
    }
    case 'increase': {
      const [from, to] = [facts[amount.from], facts[amount.to]];
      if (!isScalar(from) || !isScalar(to)) return null;
      const more = STEPS.fen.read(to) - STEPS.fen.read(from);
      return [more > 0n ? more : 0n, 1n];
    }
    case 'sum':
      return all(amount.of)?.reduce(([a, b], [c, d]): Fraction => [a * d + c * b, b * d]) ?? null;
    case 'least':
      return all(amount.of)?.reduce((one, other) => (isLess(other, one) ? other : one)) ?? null;
    case 'tiers': {
      for (const { when, amount: inner } of amount.tiers) {
        const held = plainTruth(when, facts);
        if (held === 'unknown') return null;
        if (held === 'true') return plainAmount(inner, facts);
      }
      return [0n, 1n];
    }
  }
}

/** The computed amount of a clause in whole fen, before any cap; null where it is decided, or a fact is missing. */
export function plainFen({ award }: ComputedClause, facts: Facts): bigint | null {
  if (award.kind === 'fixed') return BigInt(award.amountFen);
  const exact = award.kind === 'computed' ? plainAmount(award.amount, facts) : null;
  return exact && exact[0] / exact[1];
}
