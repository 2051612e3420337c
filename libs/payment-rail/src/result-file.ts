import { createHash } from 'node:crypto';
import { fen, formatYuan, parseYuan } from '@duixian/money';
import { BANK_SERIAL, isCleanLine } from './field-rules';
import { type PaymentInstruction } from './instruction';

/** The columns of a result file (结果文件); the last row is the control row. */
export const RESULT_COLUMNS = [
  '付款编号',
  '收款人',
  '收款账号',
  '金额(元)',
  '处理结果',
  '原因',
  '银行流水号',
] as const;

/** What a treasury may say about a line. `not-found`: it never had it. */
export type ResultOutcome = 'accepted' | 'settled' | 'rejected' | 'not-found';
const OUTCOMES: ReadonlyMap<string, ResultOutcome> = new Map([
  ['已受理', 'accepted'],
  ['已支付', 'settled'],
  ['已拒绝', 'rejected'],
  ['未收到', 'not-found'],
]);

export interface ResultLine {
  line: number;
  reference: string;
  outcome: ResultOutcome;
  /** Why it was refused; '' otherwise. */
  reason: string;
  bankSerial: string | null;
}

export interface ResultFile {
  /** The treasury's own number of this result; each is read once. */
  resultNumber: string;
  lines: ResultLine[];
  totalFen: number;
}

export interface ResultProblem {
  line: number;
  column: string;
  message: string;
  fix: string;
}

/** The list that a result answers. */
export interface AnsweredList {
  batchNumber: string;
  contentHash: string;
  instructions: ReadonlyMap<string, PaymentInstruction>;
}

/** A row with the number it has in the file and one text per column of `RESULT_COLUMNS`. */
export interface ResultRow {
  line: number;
  cells: readonly string[];
}

/** SHA-256 over the rows before the control row, written as JSON without white space: a list of lists of seven texts. */
export const resultHash = (rows: readonly ResultRow[]): string =>
  createHash('sha256')
    .update(JSON.stringify(rows.map(({ cells }) => cells)))
    .digest('hex');

/** The control row of a result: `合计`, lines, batch, sum, number of the result, hash of the list, hash of the rows. */
export const resultControlRow = (
  list: Pick<AnsweredList, 'batchNumber' | 'contentHash'>,
  resultNumber: string,
  rows: readonly ResultRow[],
  totalFen: number,
): string[] => [
  '合计',
  `${rows.length} 笔`,
  list.batchNumber,
  formatYuan(fen(totalFen)),
  resultNumber,
  list.contentHash,
  resultHash(rows),
];

/**
 * Reads a result and believes it only whole: every line names an instruction of this very list, with its payee, account and
 * amount, once; and the control row agrees in number, sum, list and hash. Otherwise all problems, by line and column.
 * A result may be about a part of the list.
 */
export function readResultRows(
  rows: readonly ResultRow[],
  list: AnsweredList,
): { ok: true; result: ResultFile } | { ok: false; problems: ResultProblem[] } {
  const control = rows.at(-1);
  if (control?.cells[0] !== '合计')
    return problem(control?.line ?? 1, '付款编号', '最后一行不是合计行', '保留财政系统生成的合计行');
  const data = rows.slice(0, -1);
  const problems: ResultProblem[] = [];
  const firstLine = new Map<string, number>();
  const lines: ResultLine[] = [];
  let total = 0n;
  for (const row of data) {
    const reference = row.cells[0] ?? '';
    const instruction = list.instructions.get(reference);
    const before = firstLine.get(reference);
    const found = instruction
      ? before === undefined
        ? problemsOfLine(row, instruction)
        : [at(row, '付款编号', `与第 ${before} 行重复`, '每笔付款只保留一行')]
      : [at(row, '付款编号', '不是本批次付款文件中的付款', '核对是否选错了批次')];
    problems.push(...found);
    firstLine.set(reference, before ?? row.line);
    if (!instruction || found.length > 0) continue;
    total += BigInt(instruction.amountFen);
    lines.push(lineOf(row));
  }
  // Lines that are wrong leave no sum to compare.
  if (problems.length > 0) return { ok: false, problems };
  const wrong = problemsOfControl(control, list, data, total);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  return { ok: true, result: { resultNumber: control.cells[4] ?? '', lines, totalFen: Number(total) } };
}

const lineOf = ({ line, cells }: ResultRow): ResultLine => {
  const outcome = OUTCOMES.get(cells[4] ?? '') ?? 'not-found';
  return {
    line,
    reference: cells[0] ?? '',
    outcome,
    reason: outcome === 'rejected' ? (cells[5] ?? '') : '',
    bankSerial: cells[6] || null,
  };
};

function problemsOfLine(row: ResultRow, told: PaymentInstruction): ResultProblem[] {
  const [, name = '', account = '', amount = '', outcome = '', reason = '', serial = ''] = row.cells;
  const [amountFen, known] = [parseYuan(amount), OUTCOMES.get(outcome)];
  const fix = '以财政系统返回的原始文件为准,不要改动';
  return [
    ...(name === told.payeeName ? [] : [at(row, '收款人', `与付款文件中的“${told.payeeName}”不一致`, fix)]),
    ...(account === told.payeeAccount ? [] : [at(row, '收款账号', '与付款文件中的账号不一致', fix)]),
    ...(amountFen === told.amountFen
      ? []
      : [at(row, '金额(元)', `与付款文件中的 ${formatYuan(fen(told.amountFen))} 不一致`, fix)]),
    ...(known ? [] : [at(row, '处理结果', '不认识', `只能是${[...OUTCOMES.keys()].join('、')}`)]),
    ...(known === 'rejected' && !isCleanLine(reason, 1, 200)
      ? [at(row, '原因', '拒绝没有写明原因', '填写 1 至 200 字的原因')]
      : []),
    ...(serial === '' || BANK_SERIAL.test(serial)
      ? []
      : [at(row, '银行流水号', '不是 1 至 64 位数字、字母或连字符', '填写银行给出的流水号,没有的留空')]),
  ];
}

function problemsOfControl(
  control: ResultRow,
  list: AnsweredList,
  data: readonly ResultRow[],
  total: bigint,
): ResultProblem[] {
  const [, count, batchNumber, amount, resultNumber, listHash, rowsHash] = control.cells;
  const wanted = formatYuan(fen(total));
  const fix = '以财政系统返回的原始文件为准,不要改动';
  return [
    ...(data.length > 0 ? [] : [at(control, '付款编号', '没有明细', '选择有明细的结果文件')]),
    ...(count === `${data.length} 笔`
      ? []
      : [at(control, '收款人', `合计笔数与明细的 ${data.length} 笔不一致`, fix)]),
    ...(batchNumber === list.batchNumber
      ? []
      : [at(control, '收款账号', `批次号不是 ${list.batchNumber}`, '核对是否选错了批次')]),
    ...(amount === wanted ? [] : [at(control, '金额(元)', `合计金额与明细的 ${wanted} 不一致`, fix)]),
    ...(isCleanLine(resultNumber, 1, 64)
      ? []
      : [at(control, '处理结果', '没有结果编号', '填写财政系统给这份结果的编号')]),
    ...(listHash === list.contentHash
      ? []
      : [at(control, '原因', '清单校验码与付款文件不一致', '核对是否选错了批次')]),
    ...(rowsHash === resultHash(data) ? [] : [at(control, '银行流水号', '结果校验码与明细不一致', fix)]),
  ];
}

const at = ({ line }: { line: number }, column: string, message: string, fix: string): ResultProblem => ({
  line,
  column,
  message,
  fix,
});
const problem = (line: number, column: string, message: string, fix: string) => ({
  ok: false as const,
  problems: [{ line, column, message, fix }],
});
