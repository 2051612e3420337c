import { UnreadableSheet } from '../unreadable';

/** Columns count from 0, lines from 1; all four included. */
export interface MergedRange {
  readonly name: string;
  readonly from: { line: number; column: number };
  readonly to: { line: number; column: number };
}

const MOST_RANGES = 20_000;
const MARK = Buffer.from('mergeCell ');

/**
 * The merged ranges of a sheet. They stand behind all its rows, so that its bytes are looked through once before; only
 * pieces in which the mark occurs are made text.
 */
export async function readMergedRanges(bytes: AsyncIterable<Buffer>): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let carried = Buffer.alloc(0);
  for await (const piece of bytes) {
    const joined = Buffer.concat([carried, piece]);
    let taken = 0;
    if (joined.includes(MARK)) {
      const text = joined.toString('latin1');
      for (const found of text.matchAll(/mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"/g)) {
        ranges.push(rangeOf(found[1] ?? '', found[2] ?? ''));
        taken = found.index + found[0].length;
      }
      if (ranges.length > MOST_RANGES) {
        throw new UnreadableSheet('too-large', `合并单元格超过 ${MOST_RANGES} 处`, '取消合并后再导入');
      }
    }
    carried = joined.subarray(Math.max(taken, joined.length - 200));
  }
  return ranges.sort((a, b) => a.from.line - b.from.line);
}

function rangeOf(first: string, last: string): MergedRange {
  return { name: `${first}:${last}`, from: place(first), to: place(last) };
}

function place(address: string): { line: number; column: number } {
  const letters = /^[A-Z]+/.exec(address)?.[0] ?? 'A';
  return { line: Number(address.slice(letters.length)), column: columnOf(letters) };
}

/** The position of a column by its letters: A is 0, AA is 26. */
export function columnOf(letters: string): number {
  let number = 0;
  for (let index = 0; index < letters.length; index += 1)
    number = number * 26 + letters.charCodeAt(index) - 64;
  return number - 1;
}

/** Which ranges cover a line, for lines that are asked in rising order. */
export class CoveringRanges {
  private next = 0;
  private active: MergedRange[] = [];

  constructor(private readonly ranges: readonly MergedRange[]) {}

  at(line: number): readonly MergedRange[] {
    for (
      let range = this.ranges[this.next];
      range && range.from.line <= line;
      range = this.ranges[this.next]
    ) {
      this.active.push(range);
      this.next += 1;
    }
    if (this.active.length > 0) this.active = this.active.filter((range) => range.to.line >= line);
    return this.active;
  }
}
