import { ACCOUNT, BANK_CODE, REFERENCE, isCleanLine, isDay, isPositiveFen } from './field-rules';
import { gbkLength } from './gbk';
import { asRecord } from './strict-json';

/** One transfer to one payee, as the bank is told. Amounts in fen; `requestedOn` is the day to book on (YYYY-MM-DD). */
export interface PaymentInstruction {
  /** Ours, unique per attempt, at most 30 characters of A–Z and 0–9: the only name under which we may ask again. */
  readonly reference: string;
  readonly payerAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** 12 digits (支付系统行号). */
  readonly payeeBankCode: string;
  readonly amountFen: number;
  readonly currency: 'CNY';
  readonly purpose: string;
  readonly requestedOn: string;
}

export type InstructionCheck =
  { ok: true; instruction: PaymentInstruction; notes: string[] } | { ok: false; problems: string[] };

interface FieldRule {
  readonly holds: (value: unknown) => boolean;
  readonly expected: string;
}

const matches =
  (pattern: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && pattern.test(value);

/** In the order of the canonical bytes: sorted by name. */
const FIELD_RULES: Readonly<Record<keyof PaymentInstruction, FieldRule>> = {
  amountFen: { holds: isPositiveFen, expected: '应为大于零的整数（单位：分）' },
  currency: { holds: (value) => value === 'CNY', expected: '只能是 CNY' },
  payeeAccount: { holds: matches(ACCOUNT), expected: '应为 1 至 34 位数字、字母或连字符' },
  payeeBankCode: { holds: matches(BANK_CODE), expected: '应为 12 位数字的行号' },
  payeeName: {
    holds: (value) => isCleanLine(value, 1, 140),
    expected: '应为 1 至 140 字，首尾无空格，不含控制字符',
  },
  payerAccount: { holds: matches(ACCOUNT), expected: '应为 1 至 34 位数字、字母或连字符' },
  purpose: {
    holds: (value) => isCleanLine(value, 1, 140),
    expected: '应为 1 至 140 字，首尾无空格，不含控制字符',
  },
  reference: { holds: matches(REFERENCE), expected: '应为 1 至 30 位大写字母或数字' },
  requestedOn: { holds: isDay, expected: '应为真实存在的日期 YYYY-MM-DD' },
};

const FIELDS = Object.keys(FIELD_RULES) as readonly (keyof PaymentInstruction)[];
const LONGEST_SAFE_NAME_BYTES = 60;

/**
 * Says everything that is wrong with an instruction, in Chinese, field by field; unknown fields are wrong too.
 *
 * `notes` do not stop a payment: the interbank systems of the People's Bank carry 60 bytes of payee name and may cut off
 * the rest, and a rare character outside GBK may arrive as another one. Whoever reads the statement needs to know.
 */
export function validateInstruction(input: unknown): InstructionCheck {
  const record = asRecord(input);
  if (!record) return { ok: false, problems: ['付款指令应为一个对象'] };
  const problems = [
    ...FIELDS.filter((field) => !FIELD_RULES[field].holds(record[field])).map(
      (field) => `${field}：${FIELD_RULES[field].expected}`,
    ),
    ...Object.keys(record)
      .filter((field) => !Object.hasOwn(FIELD_RULES, field))
      .map((field) => `${field}：不认识的字段`),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const instruction = record as unknown as PaymentInstruction;
  return { ok: true, instruction, notes: notesOnName(instruction.payeeName) };
}

function notesOnName(payeeName: string): string[] {
  const { byteCount, outside } = gbkLength(payeeName);
  const notes: string[] = [];
  if (byteCount > LONGEST_SAFE_NAME_BYTES) {
    notes.push(`payeeName：户名按 GBK 计 ${byteCount} 字节，超过 60 字节的部分可能被银行截断`);
  }
  if (outside.length > 0) {
    notes.push(`payeeName：户名中的“${outside.join('')}”不在 GBK 字符集内，银行可能显示为其他字符`);
  }
  return notes;
}

/**
 * The exact text that is stored before sending and then sent: the nine fields sorted by name, no white space, UTF-8 when
 * it becomes bytes. Equal instructions give equal text whatever order their fields were set in.
 *
 * @throws RangeError when the instruction is not valid: validate first, an invalid one here is a bug.
 */
export function canonicalInstruction(i: PaymentInstruction): string {
  const check = validateInstruction(i);
  if (!check.ok) throw new RangeError(`Not a payment instruction: ${check.problems.join('; ')}`);
  return JSON.stringify(check.instruction, [...FIELDS]);
}
