import fc from 'fast-check';
import { parseStatement, type Statement } from './statement';

const VALID = {
  statementId: '2026-03-02-41040001-2',
  account: '41040001',
  date: '2026-03-02',
  lines: [
    {
      bankSerial: 'BK1',
      reference: 'DX1',
      direction: 'debit',
      amountFen: 4_000_000,
      counterpartyName: '平顶山某某机械有限公司',
      counterpartyAccount: '6222000000001',
      bookedOn: '2026-03-02',
    },
    {
      bankSerial: 'BK2',
      reference: '',
      direction: 'credit',
      amountFen: 5,
      counterpartyName: '',
      counterpartyAccount: '',
      bookedOn: '2026-03-02',
    },
  ],
  totals: { count: 2, debitFen: 4_000_000, creditFen: 5 },
};

const [paid, interest] = VALID.lines;
const withLine = (change: object): string =>
  JSON.stringify({ ...VALID, lines: [{ ...paid, ...change }, interest] });
const withHead = (change: object): string => JSON.stringify({ ...VALID, ...change });
const withTotals = (change: object): string => withHead({ totals: { ...VALID.totals, ...change } });
const problemsOf = (text: string): string[] => {
  const parsed = parseStatement(text);
  return parsed.ok ? [] : parsed.problems;
};

describe('parseStatement', () => {
  it('reads what the bank remarks on a line', () => {
    const parsed = parseStatement(withLine({ remark: '收款账户已销户' }));
    expect(parsed.ok && parsed.statement.lines[0]?.remark).toBe('收款账户已销户');
    expect(problemsOf(withLine({ remark: '某\n' }))).toEqual([
      expect.stringContaining('lines[0].remark：') as string,
    ]);
  });

  it('reads a good statement, one without lines too', () => {
    expect(parseStatement(JSON.stringify(VALID, null, 2))).toEqual({ ok: true, statement: VALID });
    const empty = withHead({ lines: [], totals: { count: 0, debitFen: 0, creditFen: 0 } });
    expect(parseStatement(empty).ok).toBe(true);
  });

  it.each<[string, string, string[]]>([
    ['not JSON', 'statement;2026', ['内容不是合法的 JSON']],
    ['nothing', '', ['内容不是合法的 JSON']],
    ['a list', '[]', ['对账单应为一个对象']],
    ['a wrong count', withTotals({ count: 3 }), ['totals.count（笔数）：写明 3，明细合计为 2']],
    [
      'a wrong debit total',
      withTotals({ debitFen: 4_000_001 }),
      ['totals.debitFen（支出合计，分）：写明 4000001，明细合计为 4000000'],
    ],
    [
      'a wrong credit total',
      withTotals({ creditFen: 0 }),
      ['totals.creditFen（收入合计，分）：写明 0，明细合计为 5'],
    ],
    ['a total below zero', withTotals({ creditFen: -5 }), ['totals.creditFen：应为不小于零的整数，实为 -5']],
    [
      'a fraction of a fen',
      withLine({ amountFen: 12.5 }),
      ['数字 12.5 不是整数写法：金额一律以分为单位的整数表示'],
    ],
    [
      'yuan with two decimals',
      JSON.stringify(VALID).replace('4000000', '40000.00'),
      ['数字 40000.00 不是整数写法：金额一律以分为单位的整数表示'],
    ],
    [
      'an amount as text',
      withLine({ amountFen: '100' }),
      ['lines[0].amountFen：应为大于零的整数（单位：分），实为 "100"'],
    ],
    ['no money', withLine({ amountFen: 0 }), ['lines[0].amountFen：应为大于零的整数（单位：分），实为 0']],
    [
      'a negative amount',
      withLine({ amountFen: -1 }),
      ['lines[0].amountFen：应为大于零的整数（单位：分），实为 -1'],
    ],
    ['an unknown field', withHead({ currency: 'CNY' }), ['"currency"：不认识的字段']],
    ['an unknown field of a line', withLine({ note: 'x' }), ['lines[0]."note"：不认识的字段']],
    ['an unknown total', withTotals({ netFen: 1 }), ['totals."netFen"：不认识的字段']],
    ['a line without serial', withLine({ bankSerial: undefined }), ['lines[0].bankSerial：缺少']],
    [
      'a third direction',
      withLine({ direction: 'out' }),
      ['lines[0].direction：只能是 debit 或 credit，实为 "out"'],
    ],
    [
      'a line of another day',
      withLine({ bookedOn: '2026-03-03' }),
      ['lines[0].bookedOn：记账日 2026-03-03 不是对账单日期 2026-03-02'],
    ],
    [
      'a day that does not exist',
      withHead({ date: '2026-02-30' }),
      ['date：应为真实存在的日期 YYYY-MM-DD，实为 "2026-02-30"'],
    ],
    [
      'one serial twice',
      withLine({ bankSerial: 'BK2' }),
      ['lines[1].bankSerial：流水号 BK2 已出现在 lines[0]'],
    ],
    ['lines that are no list', withHead({ lines: {} }), ['lines：应为列表，实为 对象']],
    ['a line that is no object', withHead({ lines: [null] }), ['lines[0]：应为对象']],
    ['no totals', withHead({ totals: undefined }), ['totals：缺少']],
    ['a field twice', JSON.stringify(VALID).replace('{', '{"account":"1",'), ['同一对象里有字段重复出现']],
    [
      'a hidden character',
      withLine({ counterpartyName: '某\u202e公司' }),
      [expect.stringContaining('lines[0].counterpartyName：') as string],
    ],
  ])('says what is wrong with %s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('lists all problems, and at most a hundred', () => {
    expect(problemsOf('{}')).toHaveLength(5);
    const many = problemsOf(withHead({ lines: Array.from({ length: 500 }, () => 7) }));
    expect(many).toHaveLength(100);
    expect(many[99]).toBe('……另有 401 个问题未列出');
  });

  it('adds beyond what a double can hold', () => {
    const amountFen = Number.MAX_SAFE_INTEGER;
    const lines = ['A', 'B', 'C'].map((bankSerial) => ({ ...paid, bankSerial, amountFen }));
    const text = withHead({ lines, totals: { count: 3, debitFen: amountFen, creditFen: 0 } });
    expect(problemsOf(text)).toEqual([
      `totals.debitFen（支出合计，分）：写明 ${amountFen}，明细合计为 27021597764222973`,
    ]);
  });

  it('never throws, and believes no statement whose amounts were changed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        expect(parseStatement(text).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 1e12 }), (index, amountFen) => {
        const lines = VALID.lines.map((line, at) => (at === index ? { ...line, amountFen } : line));
        const changed = amountFen !== VALID.lines[index]?.amountFen;
        expect(
          parseStatement(withHead({ lines } satisfies Partial<Record<keyof Statement, unknown>>)).ok,
        ).toBe(!changed);
      }),
    );
  });
});
