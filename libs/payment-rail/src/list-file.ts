import { fen, formatYuan } from '@duixian/money';
import { type PaymentInstruction } from './instruction';

/** The columns of a payment list for a treasury (付款清单文件). */
export const LIST_COLUMNS: readonly { name: string; width: number }[] = [
  { name: '序号', width: 8 },
  { name: '付款编号', width: 32 },
  { name: '收款人', width: 36 },
  { name: '收款账号', width: 28 },
  { name: '开户行', width: 36 },
  { name: '联行号', width: 16 },
  { name: '金额(元)', width: 16 },
  { name: '用途', width: 36 },
  { name: '付款账号', width: 28 },
];

/** One instruction as a row of the list, in the order of the columns. */
export const listRow = (line: number, instruction: PaymentInstruction, payeeBankName: string): string[] => [
  String(line),
  instruction.reference,
  instruction.payeeName,
  instruction.payeeAccount,
  payeeBankName,
  instruction.payeeBankCode,
  formatYuan(fen(instruction.amountFen)),
  instruction.purpose,
  instruction.payerAccount,
];

/** What a list is held to: number of lines, their sum, and the hash that two people released. */
export interface ListControl {
  batchNumber: string;
  lineCount: number;
  totalFen: number;
  contentHash: string;
}

/** The last row of a list. */
export const controlRow = ({ batchNumber, lineCount, totalFen, contentHash }: ListControl): string[] => [
  '合计',
  batchNumber,
  `${lineCount} 笔`,
  '',
  contentHash,
  '',
  formatYuan(fen(totalFen)),
  '',
  '',
];
