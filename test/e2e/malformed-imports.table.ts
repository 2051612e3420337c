import { completeCreditCode, type ImportKind } from '@duixian/casework';
import { Workbook, type Worksheet } from '@protobi/exceljs';

const A = completeCreditCode('91410402MA0M0001');
const B = completeCreditCode('91410402MA0M0002');
const XINHUA = completeCreditCode('91410402MA0DX001');
const TITLES = ['统一社会信用代码', '企业名称', '区县', '称号', '级别', '认定日期'];
const LEDGER = ['统一社会信用代码', '企业名称', '区县', '条款编号', '金额(元)', '兑付日期'];
const GOOD = [A, '坏表一号有限公司', '叶县', '省级专精特新中小企业', '省级', '2022-03-01'];
const PAID = [A, '坏表一号有限公司', '叶县', 'PDS-A2-4-3-1', '100000.00', '2019-03-01'];

const csv = (...rows: string[][]): string => rows.map((row) => row.join(',')).join('\n');
const xlsx = async (fill: (sheet: Worksheet) => void): Promise<Buffer> => {
  const book = new Workbook();
  fill(book.addWorksheet('名单'));
  return Buffer.from(await book.xlsx.writeBuffer());
};
const swap = (row: string[], at: number, value: string): string[] =>
  row.map((cell, index) => (index === at ? value : cell));

/** A file that is refused as a whole. */
export interface RefusedFile {
  what: string;
  kind: ImportKind;
  file: () => Promise<Buffer | string> | Buffer | string;
  code: string;
  /** The line, column or reason that the refusal names. */
  names: object;
}

// prettier-ignore
export const REFUSED_FILES: readonly RefusedFile[] = [
  { what: 'an empty file', kind: 'title_list', file: () => '', code: 'import-file-unreadable', names: { reason: 'empty' } },
  { what: 'a header alone', kind: 'title_list', file: () => csv(TITLES), code: 'import-file-unreadable', names: { line: 1 } },
  { what: 'a picture', kind: 'title_list', file: () => Buffer.from('89504e470d0a1a0a0000000d', 'hex'), code: 'import-file-unreadable', names: { reason: 'not-a-spreadsheet' } },
  { what: 'an old Excel file', kind: 'title_list', file: () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), code: 'import-file-unreadable', names: { reason: 'old-excel' } },
  { what: 'a web page called xls', kind: 'title_list', file: () => '<html><table></table></html>', code: 'import-file-unreadable', names: { reason: 'not-a-spreadsheet' } },
  { what: 'text of no known encoding', kind: 'title_list', file: () => Buffer.concat([Buffer.from(csv(TITLES)), Buffer.from([0x0a, 0xff, 0xfe, 0x41])]), code: 'import-file-unreadable', names: { reason: 'unknown-encoding' } },
  { what: 'quotes that do not pair', kind: 'title_list', file: () => `${csv(TITLES, GOOD)}\n${B},"坏表\n`, code: 'import-file-unreadable', names: { line: 3, reason: 'malformed-csv' } },
  { what: 'a comma too many', kind: 'earlier_payments', file: () => csv(LEDGER, swap(PAID, 4, '100,000.00')), code: 'import-file-unreadable', names: { line: 2, reason: 'damaged' } },
  { what: 'half a workbook', kind: 'title_list', file: async () => (await xlsx((sheet) => sheet.addRow(TITLES))).subarray(0, 900), code: 'import-file-unreadable', names: { reason: 'damaged' } },
  { what: 'another table', kind: 'title_list', file: () => csv(['姓名', '年龄'], ['张三', '40']), code: 'import-columns-wrong', names: { line: 1, column: '姓名' } },
  { what: 'a missing column', kind: 'title_list', file: () => csv(TITLES.slice(0, 5), GOOD.slice(0, 5)), code: 'import-columns-wrong', names: { line: 1, column: '认定日期', message: '缺少这一列' } },
  { what: 'a column twice', kind: 'title_list', file: () => csv([...TITLES, '认定时间'], [...GOOD, '2022-01-01']), code: 'import-columns-wrong', names: { column: '认定时间' } },
  { what: 'a fact that no register says', kind: 'facts', file: () => csv(['统一社会信用代码', 'applicant.county'], [A, '叶县']), code: 'import-columns-wrong', names: { column: 'applicant.county' } },
];

/** A file with one row that is rejected, and a good one that is kept. */
export interface RejectedRow {
  what: string;
  kind: ImportKind;
  file: () => Promise<Buffer | string> | Buffer | string;
  line: number;
  column: string | null;
  message: RegExp;
}

const withGood = (row: string[]) => () => csv(TITLES, row, swap(GOOD, 0, B));
const withPaid = (row: string[]) => () => csv(LEDGER, row, swap(PAID, 0, B));

// prettier-ignore
export const REJECTED_ROWS: readonly RejectedRow[] = [
  { what: 'a wrong check symbol', kind: 'title_list', file: withGood(swap(GOOD, 0, `${A.slice(0, 17)}${A.endsWith('0') ? '1' : '0'}`)), line: 2, column: '统一社会信用代码', message: /校验位/ },
  { what: 'a code too short', kind: 'title_list', file: withGood(swap(GOOD, 0, '410402000000001')), line: 2, column: '统一社会信用代码', message: /不是 18 位/ },
  { what: 'another name than is registered', kind: 'title_list', file: withGood(swap(swap(GOOD, 0, XINHUA), 1, '别的名称')), line: 2, column: '企业名称', message: /与登记名称/ },
  { what: 'an unknown enterprise without a county', kind: 'title_list', file: withGood(swap(GOOD, 2, '')), line: 2, column: '区县', message: /没有该企业/ },
  { what: 'a county of another city', kind: 'title_list', file: withGood(swap(GOOD, 2, '中原区')), line: 2, column: '区县', message: /不是本次导入地区内/ },
  { what: 'a title that does not exist', kind: 'title_list', file: withGood(swap(GOOD, 3, '最佳企业')), line: 2, column: '称号', message: /不认识称号/ },
  { what: 'a day that does not exist', kind: 'title_list', file: withGood(swap(GOOD, 5, '2022-02-30')), line: 2, column: '认定日期', message: /不是一个日期/ },
  { what: 'a day to come', kind: 'title_list', file: withGood(swap(GOOD, 5, '2099-01-01')), line: 2, column: '认定日期', message: /在今天之后/ },
  { what: 'the same recognition again', kind: 'title_list', file: () => csv(TITLES, GOOD, GOOD), line: 3, column: null, message: /与第 2 行重复/ },
  { what: 'an amount in 万元', kind: 'earlier_payments', file: withPaid(swap(PAID, 4, '10万元')), line: 2, column: '金额(元)', message: /不是以元为单位/ },
  { what: 'an amount of three decimals', kind: 'earlier_payments', file: withPaid(swap(PAID, 4, '100.005')), line: 2, column: '金额(元)', message: /不是以元为单位/ },
  { what: 'an amount of nothing', kind: 'earlier_payments', file: withPaid(swap(PAID, 4, '0.00')), line: 2, column: '金额(元)', message: /大于 0/ },
  { what: 'a clause of another city', kind: 'earlier_payments', file: withPaid(swap(PAID, 3, 'ZZ-2-1')), line: 2, column: '条款编号', message: /没有条款/ },
  { what: 'a formula as an amount', kind: 'earlier_payments', line: 2, column: '金额(元)', message: /是公式/,
    file: () => xlsx((sheet) => { sheet.addRow(LEDGER); sheet.addRow(PAID); sheet.getCell('E2').value = { formula: '1+1', result: 2 }; sheet.addRow(swap(PAID, 0, B)); }) },
  { what: 'a merged cell', kind: 'title_list', line: 3, column: '称号', message: /合并单元格 D2:D3/,
    file: () => xlsx((sheet) => { sheet.addRow(TITLES); sheet.addRow(GOOD); sheet.addRow(swap(GOOD, 0, B)); sheet.mergeCells('D2:D3'); }) },
  { what: 'an error of Excel', kind: 'title_list', line: 2, column: '称号', message: /错误值 #N\/A/,
    file: () => xlsx((sheet) => { sheet.addRow(TITLES); sheet.addRow(GOOD); sheet.getCell('D2').value = { error: '#N/A' }; sheet.addRow(swap(GOOD, 0, B)); }) },
  { what: 'a code typed as a number', kind: 'registration', line: 2, column: '统一社会信用代码', message: /末尾几位已被 Excel 改成 0/,
    file: () => xlsx((sheet) => { sheet.addRow(['统一社会信用代码', '企业名称', '区县']); sheet.addRow([Number('914104020000000123'), '数字代码有限公司', '叶县']); sheet.addRow([B, '坏表二号有限公司', '叶县']); }) },
  { what: 'a fact of a wrong type', kind: 'facts', file: () => csv(['统一社会信用代码', '企业名称', '区县', '首次纳入规模以上统计'], [A, '坏表一号有限公司', '叶县', '2022年'], [B, '坏表二号有限公司', '叶县', '是']), line: 2, column: '首次纳入规模以上统计', message: /不是首次纳入规模以上统计的值\(scale.first_entry\)/ },
];

/** Dates as a workbook holds them: formatted, and as bare numbers; every one is 1 March 2022. */
export const DATES = (): Promise<Buffer> =>
  xlsx((sheet) => {
    sheet.addRow(TITLES);
    sheet.addRow(GOOD);
    sheet.getCell('F2').value = new Date('2022-03-01T00:00:00Z');
    sheet.getCell('F2').numFmt = 'yyyy/m/d';
    sheet.addRow(swap(GOOD, 0, B));
    sheet.getCell('F3').value = 44621;
    for (let n = 0; n < 30; n += 1) sheet.addRow(['', '', '  ']);
  });
