import { UnreadableSheet } from './unreadable';

/** How much of a file is read at most. Everything above is refused as a whole, never cut off. */
export interface Limits {
  /** Rows that hold anything, the header not counted. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of one cell; Excel itself ends at 32,767. */
  readonly cellLength: number;
  /** Bytes of the file once it is unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked size by packed size; ordinary sheets stay below 60. */
  readonly unpackedRatio: number;
  /** Bytes of the list of texts that a sheet refers to, which is held in memory. */
  readonly sharedTextBytes: number;
}

export const LIMITS: Limits = {
  rows: 1_000_000,
  columns: 200,
  cellLength: 4_000,
  unpackedBytes: 1_500_000_000,
  unpackedRatio: 200,
  sharedTextBytes: 200_000_000,
};

/** Small files are small bombs: below this size a high ratio does no harm. */
const RATIO_MATTERS_ABOVE = 20_000_000;

/** @throws UnreadableSheet for a packed file that would grow beyond the limits */
export function refuseBomb(packed: number, unpacked: number, limits: Limits): void {
  const swollen = unpacked > RATIO_MATTERS_ABOVE && unpacked > packed * limits.unpackedRatio;
  if (unpacked <= limits.unpackedBytes && !swollen) return;
  throw new UnreadableSheet(
    'too-large',
    `解压后将达到 ${megabytes(unpacked)},超过允许的范围,文件未被读取`,
    '删除多余的工作表、格式和空行后另存,或分成几个文件导入',
  );
}

/** @throws UnreadableSheet when a row more than allowed was found */
export function refuseTooManyRows(count: number, line: number, limits: Limits): void {
  if (count <= limits.rows) return;
  throw new UnreadableSheet(
    'too-large',
    `数据超过 ${limits.rows} 行`,
    `每个文件不超过 ${limits.rows} 行,分成几个文件导入`,
    line,
  );
}

/** @throws UnreadableSheet for more columns than allowed */
export function refuseTooManyColumns(count: number, line: number, limits: Limits): void {
  if (count <= limits.columns) return;
  throw new UnreadableSheet(
    'too-large',
    `第 ${line} 行有 ${count} 列,最多允许 ${limits.columns} 列`,
    '删除多余的列',
    line,
  );
}

/** @throws UnreadableSheet for a text longer than allowed */
export function refuseLongText(length: number, line: number, limits: Limits): void {
  if (length <= limits.cellLength) return;
  throw new UnreadableSheet(
    'too-large',
    `第 ${line} 行有一个单元格超过 ${limits.cellLength} 个字符`,
    '检查引号是否成对、内容是否误粘贴',
    line,
  );
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
