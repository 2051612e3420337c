import fc from 'fast-check';
import Nzh from 'nzh';
import {
  addDecimals,
  addFen,
  compareDecimals,
  compareFen,
  compareRatios,
  fen,
  formatDecimal,
  formatRatio,
  formatYuan,
  formatYuanGrouped,
  multiplyDecimals,
  parseDecimal,
  parseRatio,
  parseYuan,
  ratio,
  splitFen,
  subtractDecimals,
  subtractFen,
  sumFen,
  timesRatioDown,
  toChineseUppercase,
  ZERO_FEN,
  type Ratio,
} from './index';

const anyFen = fc.maxSafeInteger().map((n) => fen(n));
const anyRatio = fc
  .tuple(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 12n))
  .map(([n, d]): Ratio => ratio(n, d));
const must = <T>(value: T | null): T => {
  if (value === null) throw new Error('expected a value');
  return value;
};

describe('fen', () => {
  test.each([0.1, NaN, Infinity, 2 ** 53, -(2 ** 53), 2n ** 53n, 2n ** 60n + 1n])('refuses %p', (value) => {
    expect(() => fen(value)).toThrow(RangeError);
  });

  test('has one zero', () => {
    expect(Object.is(fen(-0), 0)).toBe(true);
    expect(Object.is(subtractFen(fen(5), fen(5)), 0)).toBe(true);
    expect(sumFen([])).toBe(ZERO_FEN);
  });

  test('sums exactly or refuses', () => {
    fc.assert(
      fc.property(fc.array(anyFen, { maxLength: 6 }), (values) => {
        let exact = 0n;
        const inRange = values.every((value) => {
          exact += BigInt(value);
          return exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= BigInt(Number.MIN_SAFE_INTEGER);
        });
        if (inRange) expect(BigInt(sumFen(values))).toBe(exact);
        else expect(() => sumFen(values)).toThrow(RangeError);
      }),
    );
  });

  test('compares for sorting', () => {
    expect([fen(3), fen(-1), fen(2)].sort(compareFen)).toEqual([-1, 2, 3]);
    const compared = ([a, b]: readonly [number, number]): number => compareFen(fen(a), fen(b));
    expect(
      (
        [
          [1, 2],
          [2, 1],
          [2, 2],
          [-1, 0],
        ] as const
      ).map(compared),
    ).toEqual([-1, 1, 0, -1]);
    expect(addFen(fen(1), fen(2))).toBe(3);
  });
});

describe('ratios', () => {
  test.each([
    ['1/2', 1n, 2n],
    ['0.5', 1n, 2n],
    ['50%', 1n, 2n],
    ['2‰', 1n, 500n],
    ['0.1%', 1n, 1000n],
    ['2/37', 2n, 37n],
    ['1', 1n, 1n],
    ['0', 0n, 1n],
  ])('reads %s', (text, numerator, denominator) => {
    expect(parseRatio(text)).toEqual({ numerator, denominator });
  });

  const NONE = ['', '-1', '1/0', '.5', '5.', '1e3', '１/２', '1//2', '50 percent', '9'.repeat(40)];
  test.each([...NONE, '-1/2', '1/2%', '1/2/3', `1/${'9'.repeat(31)}`])('refuses %p', (text) => {
    expect(parseRatio(text)).toBeNull();
  });

  test.each([
    [1, 2, 1n, 2n],
    [4n, 6n, 2n, 3n],
    [0, 7, 0n, 1n],
    [5, undefined, 5n, 1n],
  ])('%p over %p is kept in lowest terms', (above, below, numerator, denominator) => {
    expect(ratio(above, below)).toEqual({ numerator, denominator });
  });

  test.each([
    [-1, 2],
    [-1n, 1n],
    [1, 0],
    [0, 0],
    [1, -2],
    [-1, -2],
  ])('refuses %p over %p', (above, below) => {
    expect(() => ratio(above, below)).toThrow(RangeError);
  });

  test.each([
    ['1/2', '1/3', 1],
    ['1/3', '1/2', -1],
    ['2/4', '1/2', 0],
    ['0', '1‰', -1],
    ['3', '5/2', 1],
  ])('%s beside %s: %p', (a, b, order) => {
    expect(compareRatios(must(parseRatio(a)), must(parseRatio(b)))).toBe(order);
  });

  test('blanks around and within are no matter; a whole one is written without a divisor', () => {
    const texts = [' 1/2 ', '1 / 2', ' 50 % ', '\t0.5'];
    expect(texts.map(parseRatio)).toEqual(Array(4).fill(ratio(1, 2)));
    expect(['3', '6/2', '1/2', '0'].map((text) => formatRatio(must(parseRatio(text))))).toEqual([
      '3',
      '3',
      '1/2',
      '0',
    ]);
  });

  test.each([
    [7, '1/2', 3],
    [-7, '1/2', -4],
    [-6, '1/2', -3],
    [-1, '1/3', -1],
    [0, '1/2', 0],
    [5, '0', 0],
  ])('%p times %s is %p, rounded down', (amount, by, product) => {
    expect(timesRatioDown(fen(amount), must(parseRatio(by)))).toBe(product);
  });

  test('are written so that they read back', () => {
    fc.assert(
      fc.property(anyRatio, (value) => {
        expect(parseRatio(formatRatio(value))).toEqual(value);
        expect(compareRatios(value, must(parseRatio(formatRatio(value))))).toBe(0);
      }),
    );
  });

  test('times an amount: never above the exact product, less than one fen below it', () => {
    fc.assert(
      fc.property(fc.integer().map(fen), anyRatio, (amount, by) => {
        const exact = BigInt(amount) * by.numerator;
        if (exact / by.denominator > 2n ** 53n - 2n || exact / by.denominator < -(2n ** 53n - 2n)) return;
        const product = BigInt(timesRatioDown(amount, by)) * by.denominator;
        expect(product <= exact && exact - product < by.denominator).toBe(true);
      }),
    );
  });

  test('is exact where doubles are not', () => {
    expect(timesRatioDown(fen(1234567800), must(parseRatio('2‰')))).toBe(2469135);
    expect(timesRatioDown(fen(9_007_199_254_740_991), must(parseRatio('99.99%')))).toBe(
      9_006_298_534_815_516,
    );
    expect(timesRatioDown(fen(100), must(parseRatio('0.57')))).toBe(57); // 100 * 0.57 is 56.99… in doubles
    expect(() => timesRatioDown(fen(2 ** 52), ratio(4n))).toThrow(RangeError);
  });
});

describe('splitFen', () => {
  const shares = fc
    .array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 5 })
    .filter((w) => w.some((x) => x > 0));

  test('adds up exactly; every part within one fen of its exact share; who bears nothing pays nothing', () => {
    fc.assert(
      fc.property(anyFen, shares, (total, weights) => {
        const whole = weights.reduce((a, b) => a + b, 0);
        const listed = weights.map((weight, i) => ({ key: `payer${i}`, ratio: ratio(weight, whole) }));
        const parts = splitFen(total, listed);
        expect(Object.values(parts).reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        listed.forEach(({ key, ratio: share }, i) => {
          const difference = BigInt(parts[key] ?? 0) * share.denominator - BigInt(total) * share.numerator;
          const size = difference < 0n ? -difference : difference;
          expect(size < share.denominator).toBe(true);
          if (weights[i] === 0) expect(parts[key]).toBe(0);
        });
      }),
    );
  });

  test('gives the odd fen to the payer listed first', () => {
    const half = ratio(1, 2);
    expect(
      splitFen(fen(2469135), [
        { key: 'city', ratio: half },
        { key: 'county', ratio: half },
      ]),
    ).toEqual({
      city: 1234568,
      county: 1234567,
    });
    const third = ratio(1, 3);
    expect(
      splitFen(fen(2), [
        { key: 'a', ratio: third },
        { key: 'b', ratio: third },
        { key: 'c', ratio: third },
      ]),
    ).toEqual({ a: 1, b: 1, c: 0 });
  });

  test('refuses shares that do not add up to one, and a payer listed twice', () => {
    expect(() => splitFen(fen(1), [{ key: 'a', ratio: ratio(1, 3) }])).toThrow(/add up/);
    expect(() => splitFen(fen(1), [])).toThrow(/add up/);
    const half = ratio(1, 2);
    expect(() =>
      splitFen(fen(1), [
        { key: 'a', ratio: half },
        { key: 'a', ratio: half },
      ]),
    ).toThrow(/twice/);
  });
});

describe('yuan', () => {
  test.each([
    ['50000', 5000000],
    ['50000.5', 5000050],
    ['0.01', 1],
    ['5000000000.01', 500000000001],
    ['-1.10', -110],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, amount) => {
    expect(parseYuan(text)).toBe(amount);
  });

  test.each(['', '1.001', '1,000', ' 1', '1e3', '+1', '1.', '.5', '90071992547409.92', '１'])(
    'refuses %p',
    (text) => {
      expect(parseYuan(text)).toBeNull();
    },
  );

  test('is written so that it reads back', () => {
    fc.assert(
      fc.property(anyFen, (amount) => {
        expect(parseYuan(formatYuan(amount))).toBe(amount);
        expect(formatYuanGrouped(amount).replaceAll(',', '')).toBe(formatYuan(amount));
      }),
    );
    expect(formatYuanGrouped(fen(123456789012))).toBe('1,234,567,890.12');
    expect(formatYuan(fen(-5))).toBe('-0.05');
    expect([formatYuan(ZERO_FEN), formatYuanGrouped(ZERO_FEN)]).toEqual(['0.00', '0.00']);
  });
});

describe('capital characters', () => {
  test.each([
    [8000000, '捌万元整'],
    [1000000, '壹万元整'],
    [1100000, '壹万壹仟元整'],
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角'],
    [10005, '壹佰元零伍分'],
    [1001050, '壹万零壹拾元伍角'],
    [168032, '壹仟陆佰捌拾元叁角贰分'],
    [10700053, '壹拾万柒仟元伍角叁分'], // the rules leave the 零 before 柒仟 open; so does nzh
    [1000000500, '壹仟万零伍元整'],
    [-100, '负壹元整'],
  ])('%d fen is %s', (amount, words) => {
    expect(toChineseUppercase(fen(amount))).toBe(words);
  });

  test('agrees with nzh', () => {
    const amounts = fc.oneof(
      fc.integer({ min: 1, max: 10_000_000_000 }),
      fc.nat({ max: 2 ** 31 - 1 }).map((n) => (n + 1) * 100),
    );
    fc.assert(
      fc.property(amounts, (amount) => {
        const oracle = Nzh.cn.toMoney(formatYuan(fen(amount)).replace('.00', ''), { outSymbol: false });
        expect(toChineseUppercase(fen(amount))).toBe(oracle);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('decimals', () => {
  const anyDecimal = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.nat({ max: 8 })).map(([n, scale]) => {
    const digits = `${n < 0n ? -n : n}`.padStart(scale + 1, '0');
    return (n < 0n ? '-' : '') + (scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits);
  });
  const decimal = (text: string) => must(parseDecimal(text));

  test('equal values are equal however they are written', () => {
    expect(decimal('9.990')).toEqual(decimal('9.99'));
    expect(compareDecimals(decimal('9.99'), decimal('10'))).toBe(-1);
    expect(compareDecimals(decimal('-0'), decimal('0.00'))).toBe(0);
    expect(formatDecimal(decimal('-00.50'))).toBe('-0.5');
    expect(['1e3', '', '.', '1.', ' 1', '1,0'].map(parseDecimal)).toEqual(Array(6).fill(null));
  });

  test.each([
    ['1.5', '0.25', '1.75', '1.25', '0.375'],
    ['0.25', '1.5', '1.75', '-1.25', '0.375'],
    ['-2', '0.125', '-1.875', '-2.125', '-0.25'],
    ['10', '10', '20', '0', '100'],
    ['0.1', '0.9', '1', '-0.8', '0.09'],
  ])('%s and %s: %s together, %s apart, %s times', (x, y, sum, difference, product) => {
    const [a, b] = [decimal(x), decimal(y)];
    expect([addDecimals(a, b), subtractDecimals(a, b), multiplyDecimals(a, b)].map(formatDecimal)).toEqual([
      sum,
      difference,
      product,
    ]);
  });

  test('arithmetic is exact', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (x, y) => {
        const [a, b] = [decimal(x), decimal(y)];
        expect(subtractDecimals(addDecimals(a, b), b)).toEqual(a);
        expect(decimal(formatDecimal(a))).toEqual(a);
        const difference = subtractDecimals(a, b).coefficient;
        expect(compareDecimals(a, b)).toBe(difference > 0n ? 1 : difference < 0n ? -1 : 0);
        expect(multiplyDecimals(a, b)).toEqual(multiplyDecimals(b, a));
      }),
    );
    expect(formatDecimal(multiplyDecimals(decimal('0.1'), decimal('0.2')))).toBe('0.02');
  });
});
