import fc from 'fast-check';
import { gbkLength } from './gbk';
import { canonicalInstruction, validateInstruction, type PaymentInstruction } from './instruction';

const VALID: PaymentInstruction = {
  reference: 'DX20260302000017',
  payerAccount: '41040001',
  payeeName: '平顶山某某机械有限公司',
  payeeAccount: '6222-0000001',
  payeeBankCode: '102495000012',
  amountFen: 4_000_000,
  currency: 'CNY',
  purpose: '专精特新奖励',
  requestedOn: '2026-03-02',
};

const text = (alphabet: string, longest: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: longest });
const instructions: fc.Arbitrary<PaymentInstruction> = fc.record({
  reference: text('ABCXYZ0189', 30),
  payerAccount: text('0123456789-', 34),
  payeeName: text('平顶山㛃"\\/AZ（）', 40),
  payeeAccount: text('0123456789Ab', 34),
  payeeBankCode: fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 }),
  amountFen: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  currency: fc.constant('CNY'),
  purpose: text('奖励补贴-12', 40),
  requestedOn: fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
});

describe('canonicalInstruction', () => {
  it('is these bytes', () => {
    expect(canonicalInstruction(VALID)).toBe(
      '{"amountFen":4000000,"currency":"CNY","payeeAccount":"6222-0000001","payeeBankCode":"102495000012",' +
        '"payeeName":"平顶山某某机械有限公司","payerAccount":"41040001","purpose":"专精特新奖励",' +
        '"reference":"DX20260302000017","requestedOn":"2026-03-02"}',
    );
  });

  it('does not depend on the order in which fields were set, loses nothing, and is its own canonical form', () => {
    fc.assert(
      fc.property(instructions, fc.infiniteStream(fc.nat()), (instruction, ranks) => {
        const ranked = Object.entries(instruction).map((field) => ({ field, rank: ranks.next().value }));
        ranked.sort((a, b) => a.rank - b.rank);
        const shuffled = Object.fromEntries(
          ranked.map(({ field }) => field),
        ) as unknown as PaymentInstruction;
        const bytes = canonicalInstruction(instruction);
        expect(canonicalInstruction(shuffled)).toBe(bytes);
        expect(JSON.parse(bytes)).toEqual(instruction);
        expect(canonicalInstruction(JSON.parse(bytes) as PaymentInstruction)).toBe(bytes);
        expect(Object.keys(JSON.parse(bytes) as object)).toEqual(Object.keys(instruction).sort());
      }),
    );
  });

  it('differs whenever a field differs', () => {
    fc.assert(
      fc.property(instructions, instructions, (one, other) => {
        const same = Object.entries(one).every(([field, value]) =>
          Object.entries(other).some(([f, v]) => f === field && v === value),
        );
        expect(canonicalInstruction(one) === canonicalInstruction(other)).toBe(same);
      }),
    );
  });

  it('throws for what is not an instruction', () => {
    expect(() => canonicalInstruction({ ...VALID, amountFen: 0.5 })).toThrow(RangeError);
  });
});

describe('validateInstruction', () => {
  it('accepts a good one without notes', () => {
    expect(validateInstruction(VALID)).toEqual({ ok: true, instruction: VALID, notes: [] });
  });

  it.each<[string, unknown]>([
    ['reference', ''],
    ['reference', 'A'.repeat(31)],
    ['reference', 'dx1'],
    ['reference', 'DX-1'],
    ['reference', 'DX1\n'],
    ['reference', 7],
    ['payeeBankCode', '10249500001'],
    ['payeeBankCode', '1024950000123'],
    ['payeeBankCode', '１０２４９５００００１２'],
    ['amountFen', 0],
    ['amountFen', -1],
    ['amountFen', 0.5],
    ['amountFen', 2 ** 53],
    ['amountFen', Number.NaN],
    ['amountFen', '100'],
    ['amountFen', 100n],
    ['currency', 'USD'],
    ['payeeName', ''],
    ['payeeName', ' '],
    ['payeeName', '某公司 '],
    ['payeeName', '某\u200b公司'],
    ['payeeName', '某\u0000公司'],
    ['payeeName', '某\ud800公司'],
    ['payeeName', '某'.repeat(141)],
    ['payeeAccount', ''],
    ['payeeAccount', '62 22'],
    ['payerAccount', '4'.repeat(35)],
    ['purpose', ''],
    ['purpose', '奖励\n'],
    ['requestedOn', '2026-02-30'],
    ['requestedOn', '2026-3-2'],
    ['requestedOn', '2026-03-02T00:00:00Z'],
    ['requestedOn', undefined],
    ['urgent', true],
    ['__proto__x', 1],
  ])('names %s as the problem when it is %p', (field, value) => {
    const check = validateInstruction({ ...VALID, [field]: value });
    expect(check).toEqual({ ok: false, problems: [expect.stringMatching(new RegExp(`^${field}：`))] });
  });

  it.each([null, undefined, [], 'x', 3])('refuses %p', (input) => {
    expect(validateInstruction(input).ok).toBe(false);
  });

  it('lists every problem at once', () => {
    const check = validateInstruction({});
    expect(check.ok ? [] : check.problems).toHaveLength(9);
  });

  it('only notes a name that a bank may cut or may not know how to write', () => {
    const notesOf = (payeeName: string): string[] => {
      const check = validateInstruction({ ...VALID, payeeName });
      return check.ok ? check.notes : ['refused'];
    };
    expect(notesOf('某'.repeat(30))).toEqual([]);
    expect(notesOf(`${'某'.repeat(30)}A`)).toEqual([expect.stringContaining('61 字节')]);
    expect(notesOf('王㛃')).toEqual([expect.stringContaining('“㛃”')]);
  });
});

it('counts bytes as GBK and GB18030 write them', () => {
  expect(gbkLength('')).toEqual({ byteCount: 0, outside: [] });
  expect(gbkLength('A（集团）有限公司')).toEqual({ byteCount: 17, outside: [] });
  expect(gbkLength('𠮷')).toEqual({ byteCount: 4, outside: ['𠮷'] });
});
