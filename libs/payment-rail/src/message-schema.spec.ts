import fc from 'fast-check';
import type { PaymentInstruction } from './instruction';
import { ISO_20022_TYPES } from './iso-20022.table';
import { MessageSchema } from './message-schema';
import { PAIN_001, PAIN_001_CLOSING, pain001Opening, pain001Transfer } from './pain-001';
import { textTestOf } from './schema-text';
import { XmlReader } from './xml-tree';

const problemsOf = (content: string): string[] => {
  const schema = new MessageSchema('CstmrCdtTrfInitn');
  const reader = new XmlReader(PAIN_001, [], undefined, schema);
  reader.write(content);
  const read = reader.close();
  return [...(read.ok ? [] : [read.problem]), ...schema.problems];
};

const letters = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('平', '顶', '𠮷', '<', '&', '"', ']', '公', ' ', '(', '·'), {
      minLength: 1,
      maxLength: most,
    })
    .map((signs) => signs.join(''));
const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most })
    .map((each) => each.join(''));
const instruction: fc.Arbitrary<PaymentInstruction> = fc.record({
  reference: fc.stringMatching(/^DX[0-9A-Z]{1,30}$/),
  payerAccount: digits(8, 34),
  payeeName: letters(140),
  payeeAccount: digits(8, 34),
  payeeBankCode: digits(12, 12),
  amountFen: fc.integer({ min: 1, max: 10 ** 15 }),
  currency: fc.constant('CNY' as const),
  purpose: letters(140),
  requestedOn: fc.constant('2026-03-02'),
});
const messageOf = (one: PaymentInstruction, bank: string): string =>
  pain001Opening({
    messageId: 'B-2026-1',
    createdAt: '2026-03-02T01:02:03.000Z',
    count: 1,
    totalFen: one.amountFen,
    payerName: '叶县财政局国库集中支付专户',
    payerAccount: one.payerAccount,
    requestedOn: one.requestedOn,
  }) +
  pain001Transfer(one, bank) +
  PAIN_001_CLOSING;

describe('the definitions of ISO 20022', () => {
  const lines = ISO_20022_TYPES.trim().split('\n');

  it('define every type that they name', () => {
    const defined = new Set(lines.map((line) => line.slice(0, line.indexOf(':'))));
    const isText = /: (text|decimal|dateTime|date|boolean|yearMonth)\b/;
    const named = lines
      .filter((line) => !isText.test(line) && !line.endsWith(': any'))
      .flatMap((line) => [
        ...line
          .slice(line.indexOf(':') + 1)
          .matchAll(/ (?:= )?(?:one of )?(?:@?\w+(?:[?*+]|\{0,\d+\})? )?(\w+)/g),
      ])
      .map(([, type]) => type ?? '');
    expect(named.filter((type) => !defined.has(type))).toEqual([]);
    expect(defined.size).toBe(lines.length);
  });

  it('hold for whatever is written to a bank', () => {
    fc.assert(
      fc.property(instruction, letters(140), (one, bank) => {
        expect(problemsOf(messageOf(one, bank))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('are broken by whatever is left out, but for what may be left out', () => {
    const whole = messageOf(
      fc.sample(instruction, { numRuns: 1, seed: 1 })[0] as PaymentInstruction,
      '示例银行',
    );
    const leaves = [...whole.matchAll(/<(\w+)[^>]*>[^<]*<\/\1>/g)];
    const silent = leaves
      .filter(({ 0: found, index }) => {
        const without = whole.slice(0, index) + whole.slice(index + found.length);
        return problemsOf(without).length === 0;
      })
      .map(([, name]) => name);
    expect(leaves.length).toBeGreaterThan(15);
    expect(silent).toEqual([
      'CtrlSum',
      'Nm',
      'BtchBookg',
      'NbOfTxs',
      'CtrlSum',
      'Nm',
      'Ccy',
      'ChrgBr',
      'InstrId',
      'Nm',
      'Nm',
      'Ustrd',
    ]);
  });
});

describe('the text of an element', () => {
  const GIVEN: readonly [type: string, text: string, problem: RegExp | null][] = [
    ['text 1..3', '𠮷𠮷𠮷', null],
    ['text 1..3', '', /1 至 3 个字,实为 0/],
    ['text 1..3', '一二三四', /实为 4/],
    ['text', '', null],
    ['text /[A-Z]{3}/', 'CNY', null],
    ['text /[A-Z]{3}/', 'CNYX', /格式/],
    ['text CRDT|DBIT', 'DBIT', null],
    ['text CRDT|DBIT', ' DBIT', /CRDT、DBIT/],
    ['decimal 18,5 >=0', '000123456789012.50000000', null],
    ['decimal 18,5 >=0', '1234567890123.123456', /5 位小数/],
    ['decimal 18,5 >=0', '12345678901234.12345', /18 位数字/],
    ['decimal 18,5 >=0', '-0.01', /小于 0/],
    ['decimal 18,5 >=0', '-0.00', null],
    ['decimal 18,17', '-1', null],
    ['decimal 18,0', '1.0', null],
    ['decimal 18,0', '1.5', /0 位小数/],
    ['decimal 18,5', '1e3', /应为小数/],
    ['date', ' 2028-02-29+08:00 ', null],
    ['date', '2026-02-29', /应为日期/],
    ['date', '0000-01-01', /应为日期/],
    ['dateTime', '2026-03-02T24:00:00', null],
    ['dateTime', '2026-03-02T23:59:60', /应为时间/],
    ['dateTime', '2026-03-02', /应为时间/],
    ['boolean', 'TRUE', /true/],
    ['yearMonth', '2026-13', /年月/],
  ];
  it.each(GIVEN)('%s: %s', (type, text, problem) => {
    const said = textTestOf(type)(text);
    if (problem) expect(said).toMatch(problem);
    else expect(said).toBeNull();
  });
});
