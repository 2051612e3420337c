import { dateOfSerial, type Cell, type MarkedCell } from '../cell';
import { refuseTooManyColumns, type Limits } from '../limits';
import { columnOf, CoveringRanges, readMergedRanges } from './merged-ranges';
import { plainDecimal } from './plain-decimal';
import type { RawRows } from './sheet';
import type { Workbook } from './workbook';
import { readXml, unescapeText, type XmlReader } from './xml';
import type { Zip } from './zip';

/** The rows of one sheet, in the order of the file. */
export async function* xlsxRows(zip: Zip, path: string, workbook: Workbook, limits: Limits): RawRows {
  const merged = new CoveringRanges(await readMergedRanges(zip.read(path)));
  const reader = new SheetReader(workbook, merged, limits);
  for await (const _ of readXml(zip.read(path), reader)) {
    if (reader.rows.length > 0) yield reader.rows.splice(0);
  }
}

/** Collects rows from the elements of a sheet: row, c (cell), f (formula), v (value), is/t (text in place). */
class SheetReader implements XmlReader {
  readonly rows: { line: number; cells: Cell[] }[] = [];
  private line = 0;
  private cells: Cell[] = [];
  private inRow = false;
  private column = -1;
  private type = '';
  private style = 0;
  private isFormula = false;
  private value: string | null = null;
  private reading: 'value' | null = null;
  private inPronunciation = false;

  constructor(
    private readonly workbook: Workbook,
    private readonly merged: CoveringRanges,
    private readonly limits: Limits,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.inRow = true;
        this.line = attributes['r'] === undefined ? this.line + 1 : Number(attributes['r']);
        this.cells = [];
        this.column = -1;
        return;
      case 'c':
        this.beginCell(attributes);
        return;
      case 'f':
        this.isFormula = true;
        return;
      case 'rPh':
        this.inPronunciation = true;
        return;
      case 'v':
      case 't':
        if (!this.inRow || this.inPronunciation) return;
        this.value ??= '';
        this.reading = 'value';
    }
  }

  text(piece: string): void {
    if (this.reading) this.value = (this.value ?? '') + piece;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.reading = null;
        return;
      case 'rPh':
        this.inPronunciation = false;
        return;
      case 'c':
        this.endCell();
        return;
      case 'row':
        this.endRow();
    }
  }

  /** A cell without an address stands right of the one before it. */
  private beginCell(attributes: Readonly<Record<string, string>>): void {
    const letters = attributes['r'] === undefined ? null : /^[A-Z]+/.exec(attributes['r'])?.[0];
    this.column = letters ? columnOf(letters) : this.column + 1;
    this.type = attributes['t'] ?? 'n';
    this.style = attributes['s'] === undefined ? -1 : Number(attributes['s']);
    this.isFormula = false;
    this.value = null;
  }

  private endCell(): void {
    const cell = this.isFormula
      ? formulaOf(this.value, this.type, this.workbook, this.style)
      : this.plainCell();
    if (cell === '') return;
    refuseTooManyColumns(this.column + 1, this.line, this.limits);
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = cell;
  }

  private plainCell(): Cell {
    const { value, workbook } = this;
    if (value === null || value === '') return '';
    switch (this.type) {
      case 's':
        return workbook.sharedTexts[Number(value)] ?? '';
      case 'inlineStr':
      case 'str':
        return unescapeText(value);
      case 'e':
        return { kind: 'error', text: value };
      case 'b':
        return { kind: 'flag', text: value === '1' ? 'TRUE' : 'FALSE' };
      case 'd':
        return /^\d{4}-\d\d-\d\d(T00:00:00(\.0+)?)?$/.test(value)
          ? { kind: 'date', text: value.slice(0, 10) }
          : { kind: 'moment', text: value };
      default:
        return numberOf(value, workbook, this.style);
    }
  }

  private endRow(): void {
    for (const range of this.merged.at(this.line)) {
      const last = Math.min(range.to.column, this.limits.columns - 1);
      for (let column = range.from.column; column <= last; column += 1) {
        if (range.from.line === this.line && range.from.column === column) continue;
        while (this.cells.length < column) this.cells.push('');
        this.cells[column] = { kind: 'merged', text: range.name };
      }
    }
    this.rows.push({ line: this.line, cells: this.cells });
    this.inRow = false;
  }
}

function numberOf(value: string, { shownAs, date1904 }: Workbook, style: number): MarkedCell {
  const shown = shownAs[style];
  const date = shown === 'date' ? dateOfSerial(Number(value), date1904) : null;
  if (date) return date;
  const isPercent = shown === 'percent' && value.trim() !== '' && Number.isFinite(Number(value));
  const text = isPercent ? `${plainDecimal(String(Number(value) * 100))}%` : plainDecimal(value);
  return { kind: 'number', text, ...(date1904 ? { date1904: true as const } : {}) };
}

/** What a formula came to when the file was saved; a text of the workbook is looked up like any other. */
function formulaOf(value: string | null, type: string, workbook: Workbook, style: number): Cell {
  if (value === null) return { kind: 'formula', text: '' };
  if (type === 's') return { kind: 'formula', text: workbook.sharedTexts[Number(value)] ?? '' };
  return {
    kind: 'formula',
    text: type === 'n' ? numberOf(value, workbook, style).text : unescapeText(value),
  };
}
