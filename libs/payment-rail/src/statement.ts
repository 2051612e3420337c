import { ACCOUNT, BANK_SERIAL, isCleanLine, isDay, isPositiveFen } from './field-rules';
import { asRecord, parseStrictJson } from './strict-json';

/** One day of one account as the bank booked it (对账单). Amounts in fen. */
export interface Statement {
  readonly statementId: string;
  readonly account: string;
  readonly date: string;
  readonly lines: readonly StatementLine[];
  readonly totals: StatementTotals;
}

export interface StatementLine {
  readonly bankSerial: string;
  /** Ours for our payments and their returns; whatever the bank wrote, or '', for everything else on the account. */
  readonly reference: string;
  /** `debit`: out of the account; `credit`: into it (a returned payment comes back as a credit). */
  readonly direction: 'debit' | 'credit';
  readonly amountFen: number;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
  readonly bookedOn: string;
  /** 摘要, where the bank gives one: on money that came back, why (退票原因). */
  readonly remark?: string;
}

export interface StatementTotals {
  readonly count: number;
  readonly debitFen: number;
  readonly creditFen: number;
}

export type ParsedStatement = { ok: true; statement: Statement } | { ok: false; problems: string[] };

type Unread = Readonly<Record<string, unknown>>;
type Rules = Readonly<Record<string, { holds: (value: unknown) => boolean; expected: string }>>;

const text = (shortest: number, longest: number) => ({
  holds: (value: unknown) => isCleanLine(value, shortest, longest),
  expected: `应为 ${shortest} 至 ${longest} 字的文本，首尾无空格，不含控制字符`,
});
const matching = (pattern: RegExp, expected: string) => ({
  holds: (value: unknown) => typeof value === 'string' && pattern.test(value),
  expected,
});
const count = {
  holds: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0,
  expected: '应为不小于零的整数',
};
const day = { holds: isDay, expected: '应为真实存在的日期 YYYY-MM-DD' };

const HEAD_RULES: Rules = {
  statementId: text(1, 100),
  account: matching(ACCOUNT, '应为 1 至 34 位数字、字母或连字符'),
  date: day,
  lines: { holds: Array.isArray, expected: '应为列表' },
  totals: { holds: (value) => asRecord(value) !== null, expected: '应为对象' },
};
const LINE_RULES: Rules = {
  bankSerial: matching(BANK_SERIAL, '应为 1 至 64 位数字、字母或连字符'),
  reference: text(0, 64),
  direction: {
    holds: (value) => value === 'debit' || value === 'credit',
    expected: '只能是 debit 或 credit',
  },
  amountFen: { holds: isPositiveFen, expected: '应为大于零的整数（单位：分）' },
  counterpartyName: text(0, 140),
  counterpartyAccount: text(0, 64),
  bookedOn: day,
  remark: text(0, 200),
};
/** What some banks leave out. */
const OPTIONAL_FIELDS: ReadonlySet<string> = new Set(['remark']);
const TOTAL_RULES: Rules = { count, debitFen: count, creditFen: count };

const TOTAL_NAMES: Readonly<Record<keyof StatementTotals, string>> = {
  count: '笔数',
  debitFen: '支出合计，分',
  creditFen: '收入合计，分',
};

const MOST_PROBLEMS = 100;

/** A statement without its lines. */
export type StatementHead = Omit<Statement, 'lines'>;
export type CheckedStatement = { ok: true; head: StatementHead } | { ok: false; problems: string[] };

/**
 * Reads a bank statement and believes it only whole: every field known and well-formed, every amount a whole number of
 * fen, every line booked on the statement's day, no bank serial twice, and totals that agree with the lines. Otherwise
 * all problems (at most 100), each a Chinese sentence that starts with the place, e.g. `lines[3].amountFen：…`.
 * Never throws.
 */
export function parseStatement(text: string): ParsedStatement {
  const json = parseStrictJson(text);
  if (!json.ok) return { ok: false, problems: [json.problem] };
  const head = asRecord(json.value);
  if (!head) return { ok: false, problems: ['对账单应为一个对象'] };
  const lines: unknown[] = Array.isArray(head['lines']) ? head['lines'] : [];
  const check = new StatementCheck();
  for (const line of lines) check.line(line);
  const checked = check.end(head);
  return checked.ok ? { ok: true, statement: { ...checked.head, lines: lines as StatementLine[] } } : checked;
}

/** What is kept of places that will turn out wrong if the head says another day. */
const MOST_PLACES = MOST_PROBLEMS + 1;

/** Believes a statement whose lines come one after the other, as `parseStatement` says, and holds none of them. */
export class StatementCheck {
  private count = 0;
  private readonly ofShape: string[] = [];
  private unlisted = 0;
  private readonly ofSerials: string[] = [];
  private readonly firstIndexBySerial = new Map<string, number>();
  private readonly placesByDay = new Map<string, number[]>();
  // bigint: many safe amounts may add up to an unsafe sum, which no total could then match by luck.
  private readonly sumFen = { debit: 0n, credit: 0n };

  /** The next line, if it is well-formed. */
  line(value: unknown): StatementLine | null {
    const index = this.count;
    this.count += 1;
    const record = asRecord(value);
    const problems = record
      ? problemsOfFields(record, LINE_RULES, `lines[${index}].`)
      : [`lines[${index}]：应为对象`];
    if (this.ofShape.length < MOST_PROBLEMS) this.ofShape.push(...problems);
    else this.unlisted += problems.length;
    if (problems.length > 0) return null;
    const line = record as unknown as StatementLine;
    this.sumFen[line.direction] += BigInt(line.amountFen);
    this.noteSerial(line, index);
    this.noteDay(line, index);
    return line;
  }

  /** What the lines are of, once all of them came. */
  end(head: Unread): CheckedStatement {
    const shape = [...problemsOfFields(head, HEAD_RULES, '')];
    const totals = asRecord(head['totals']);
    if (totals) shape.push(...problemsOfFields(totals, TOTAL_RULES, 'totals.'));
    shape.push(...this.ofShape);
    if (shape.length > 0) return { ok: false, problems: shortened(shape, this.unlisted) };
    const { lines: _, ...rest } = head;
    const known = rest as unknown as StatementHead;
    const contradictions = [
      ...this.problemsOfDays(known.date),
      ...this.ofSerials,
      ...this.problemsOfTotals(known),
    ];
    if (contradictions.length > 0) return { ok: false, problems: shortened(contradictions) };
    return { ok: true, head: known };
  }

  private noteSerial({ bankSerial }: StatementLine, index: number): void {
    const firstIndex = this.firstIndexBySerial.get(bankSerial);
    if (firstIndex === undefined) this.firstIndexBySerial.set(bankSerial, index);
    else if (this.ofSerials.length < MOST_PLACES)
      this.ofSerials.push(`lines[${index}].bankSerial：流水号 ${bankSerial} 已出现在 lines[${firstIndex}]`);
  }

  private noteDay({ bookedOn }: StatementLine, index: number): void {
    const places = this.placesByDay.get(bookedOn);
    if (!places && this.placesByDay.size < MOST_PLACES + 1) this.placesByDay.set(bookedOn, [index]);
    else if (places && places.length < MOST_PLACES) places.push(index);
  }

  private problemsOfDays(date: string): string[] {
    return [...this.placesByDay]
      .filter(([day]) => day !== date)
      .flatMap(([day, places]) =>
        places.map((index) => `lines[${index}].bookedOn：记账日 ${day} 不是对账单日期 ${date}`),
      );
  }

  private problemsOfTotals({ totals }: StatementHead): string[] {
    const compared: readonly [keyof StatementTotals, bigint, number][] = [
      ['count', BigInt(this.count), totals.count],
      ['debitFen', this.sumFen.debit, totals.debitFen],
      ['creditFen', this.sumFen.credit, totals.creditFen],
    ];
    return compared
      .filter(([, added, stated]) => added !== BigInt(stated))
      .map(
        ([name, added, stated]) =>
          `totals.${name}（${TOTAL_NAMES[name]}）：写明 ${stated}，明细合计为 ${added}`,
      );
  }
}

function problemsOfFields(record: Unread, rules: Rules, place: string): string[] {
  const problems: string[] = [];
  for (const [field, rule] of Object.entries(rules)) {
    if (!Object.hasOwn(record, field)) {
      if (!OPTIONAL_FIELDS.has(field)) problems.push(`${place}${field}：缺少`);
    } else if (!rule.holds(record[field])) {
      problems.push(`${place}${field}：${rule.expected}，实为 ${shown(record[field])}`);
    }
  }
  for (const field of Object.keys(record)) {
    if (!Object.hasOwn(rules, field)) problems.push(`${place}${shown(field)}：不认识的字段`);
  }
  return problems;
}

/** A value for a message: short, and as JSON, so that its type shows and nothing in it can act on a terminal. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '列表' : '对象';
  const characters = [...JSON.stringify(value)];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
}

function shortened(problems: string[], unlisted = 0): string[] {
  const all = problems.length + unlisted;
  if (all <= MOST_PROBLEMS) return problems;
  return [...problems.slice(0, MOST_PROBLEMS - 1), `……另有 ${all - MOST_PROBLEMS + 1} 个问题未列出`];
}
