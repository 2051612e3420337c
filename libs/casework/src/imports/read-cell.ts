import { parseLocalDate } from '@duixian/calendar';
import { parseYuan, type Fen } from '@duixian/money';
import type { RowProblem } from '@duixian/persistence';
import { dateOfSerial, isBlank, textOf, type Cell, type SheetRow } from '@duixian/spreadsheet';
import { isCreditCode } from '../parties/credit-code';
import { sameWords, type ColumnMap } from './match-columns';

const FIRST_YEAR = 1949;
const LAST_YEAR = 2100;
/** Digits beyond which Excel has already lost some of a number. */
const EXCEL_DIGITS = 15;

/**
 * Reads one row column by column. What cannot be read is noted with its column and how to mend it, and read as null, so
 * that a row is told everything that is wrong with it at once.
 */
export class RowReader {
  readonly problems: RowProblem[] = [];

  constructor(
    private readonly columns: ColumnMap,
    private readonly row: SheetRow,
  ) {}

  /** Notes what is wrong with a column. */
  refuse(key: string, message: string, fix: string): null {
    return this.refuseColumn(this.columns.nameOf(key), message, fix);
  }

  refuseColumn(column: string | null, message: string, fix: string): null {
    this.problems.push({ column, message, fix });
    return null;
  }

  /** The text of a column without surrounding white space; null where nothing stands. */
  text(key: string, required: boolean): string | null {
    const cell = this.cell(key);
    if (cell === null || !this.isUsable(key, cell)) return null;
    const text = textOf(cell)
      .replace(/[\s\u3000]+/g, ' ')
      .trim();
    if (text === '') return required ? this.refuse(key, '没有填写', '填写这一列') : null;
    if (/\p{Cc}|\p{Surrogate}/u.test(text)) return this.refuse(key, '含有无法保存的字符', '删除后重新输入');
    return text.length > 500 ? this.refuse(key, '超过 500 个字符', '缩短内容') : text;
  }

  /** 统一社会信用代码, by its check symbol. */
  creditCode(): string | null {
    const cell = this.cell('creditCode');
    if (cell !== null && typeof cell !== 'string' && cell.kind === 'formula')
      return this.refuseFormula('creditCode');
    const isNumber = cell !== null && typeof cell !== 'string' && cell.kind === 'number';
    if (isNumber && textOf(cell).length > EXCEL_DIGITS) {
      return this.refuse(
        'creditCode',
        '是数字格式,末尾几位已被 Excel 改成 0',
        '把该列设为文本格式后重新录入代码',
      );
    }
    const text = this.text('creditCode', true)?.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
    if (text === undefined) return null;
    if (isCreditCode(text)) return text;
    const message =
      text.length === 18 ? `“${text}”的校验位不对` : `“${text.slice(0, 30)}”不是 18 位统一社会信用代码`;
    return this.refuse('creditCode', message, '对照营业执照改正');
  }

  /** A day: a date of Excel, its serial number, or a text as it is written in Chinese documents. */
  day(key: string, required: boolean): string | null {
    const cell = this.cell(key);
    if (cell === null || !this.isUsable(key, cell)) return null;
    if (isBlank(cell)) return required ? this.refuse(key, '没有填写', '写成 2022-03-01') : null;
    return (
      this.dayOf(cell) ?? this.refuse(key, `“${textOf(cell).slice(0, 30)}”不是一个日期`, '写成 2022-03-01')
    );
  }

  dayOf(cell: Cell): string | null {
    if (typeof cell !== 'string' && cell.kind === 'date') return inRange(cell.text);
    const in1904 = typeof cell !== 'string' && cell.date1904 === true && /^\d{5}$/.test(cell.text);
    if (in1904) return inRange(dateOfSerial(Number(cell.text), true)?.text ?? '');
    return dayOfText(textOf(cell));
  }

  /** An amount above zero in yuan. */
  yuan(key: string): Fen | null {
    const cell = this.cell(key);
    if (cell !== null && typeof cell !== 'string' && cell.kind === 'formula') return this.refuseFormula(key);
    const text = this.text(key, true);
    if (text === null) return null;
    const fen = amountOf(text);
    if (fen === null) {
      return this.refuse(
        key,
        `“${text.slice(0, 30)}”不是以元为单位的金额`,
        '写成 100000.00,最多两位小数,不带单位',
      );
    }
    return fen > 0 ? fen : this.refuse(key, '金额必须大于 0', '核对台账');
  }

  /** One of some words, each by several spellings. */
  choice<T extends string>(key: string, words: Readonly<Record<string, T>>): T | null {
    const text = this.text(key, false);
    if (text === null) return null;
    return (
      words[sameWords(text)] ??
      this.refuse(
        key,
        `“${text.slice(0, 30)}”不在可选范围内`,
        `填写 ${[...new Set(Object.keys(words))].slice(0, 8).join('、')}`,
      )
    );
  }

  flag(key: string): boolean | null {
    const cell = this.cell(key);
    if (cell === null || !this.isUsable(key, cell) || isBlank(cell)) return null;
    return (
      flagOf(cell) ?? this.refuse(key, `“${textOf(cell).slice(0, 30)}”既不是“是”也不是“否”`, '填写 是 或 否')
    );
  }

  /** The cell of a column; null when the file has no such column. */
  cell(key: string): Cell | null {
    const index = this.columns.at.get(key);
    return index === undefined ? null : (this.row.cells[index] ?? '');
  }

  cellAt(index: number): Cell {
    return this.row.cells[index] ?? '';
  }

  private refuseFormula(key: string): null {
    return this.refuse(key, '是公式,不是录入的值', '复制该列,选择性粘贴为“数值”后再导入');
  }

  /** Notes cells that hold no value of their own. */
  private isUsable(key: string, cell: Cell): boolean {
    const refused = unusable(cell);
    if (refused) this.refuse(key, ...refused);
    return refused === null;
  }
}

/** Why a cell says nothing, whatever it stands for. */
export function unusable(cell: Cell): [message: string, fix: string] | null {
  if (typeof cell === 'string') return null;
  if (cell.kind === 'merged') return [`属于合并单元格 ${cell.text}`, '取消合并,每一行都填写自己的值'];
  if (cell.kind === 'error') return [`是 Excel 错误值 ${cell.text}`, '改正后再导入'];
  return null;
}

/** 元 as people write it: thousands may be grouped by commas. */
export function amountOf(text: string): Fen | null {
  const plain = text.normalize('NFKC').replace(/^[¥]/, '');
  const ungrouped = /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  return parseYuan(ungrouped);
}

const FLAGS: Readonly<Record<string, boolean>> = {
  是: true,
  true: true,
  yes: true,
  y: true,
  '√': true,
  否: false,
  false: false,
  no: false,
  n: false,
  '×': false,
};

export const flagOf = (cell: Cell): boolean | null => FLAGS[textOf(cell).trim().toLowerCase()] ?? null;

/** What was read from texts of days, the short ones: a list says the same few days thousands of times. */
const readDays = new Map<string, string | null>();
const MOST_DAYS = 2_000;
/** Longer than a day is written; a part of a longer text would keep all of it in memory. */
const LONGEST_DAY = 12;

function dayOfText(written: string): string | null {
  if (written.length > LONGEST_DAY) return readDay(written.normalize('NFKC').trim());
  const known = readDays.get(written);
  if (known !== undefined) return known;
  if (readDays.size >= MOST_DAYS) readDays.clear();
  const day = readDay(written.normalize('NFKC').trim());
  readDays.set(written, day);
  return day;
}

function readDay(text: string): string | null {
  const serial = /^\d{5}$/.test(text) ? dateOfSerial(Number(text)) : null;
  if (serial) return inRange(serial.text);
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
    /^(\d{4})-(\d\d)-(\d\d)[T ]00:00:00/.exec(text);
  if (!parts) return null;
  const [, year = '', month = '', day = ''] = parts;
  return inRange(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function inRange(text: string): string | null {
  const date = parseLocalDate(text);
  const year = Number(text.slice(0, 4));
  return date !== null && year >= FIRST_YEAR && year <= LAST_YEAR ? date : null;
}
