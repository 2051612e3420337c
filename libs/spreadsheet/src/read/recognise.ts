import { open } from 'node:fs/promises';
import { UnreadableSheet } from '../unreadable';

export type Recognised = { format: 'xlsx' } | { format: 'csv' };

const HEAD_BYTES = 4096;

/**
 * What a file is, by its first bytes; its name says nothing.
 * @throws UnreadableSheet for what is neither a zip file nor text
 */
export async function recognise(path: string): Promise<Recognised> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return byContent(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function byContent(head: Buffer): Recognised {
  if (head.length === 0) throw new UnreadableSheet('empty', '文件是空的', '选择有内容的文件');
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return { format: 'xlsx' };
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new UnreadableSheet(
      'old-excel',
      '这是旧版 Excel(.xls)文件,或加了密码的文件',
      '用 Excel 或 WPS 打开,取消密码,另存为 .xlsx',
    );
  }
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, ''))) {
    throw new UnreadableSheet(
      'not-a-spreadsheet',
      '这是网页或 XML,不是表格文件(有些系统导出的“Excel”其实是网页)',
      '用 Excel 或 WPS 打开后另存为 .xlsx',
    );
  }
  if (!isWideText(head) && head.some(isControl)) {
    throw new UnreadableSheet(
      'not-a-spreadsheet',
      '内容既不是 Excel 工作簿(.xlsx),也不是文本(CSV)',
      '按模板填写,另存为 .xlsx 或 CSV',
    );
  }
  return { format: 'csv' };
}

/** UTF-16 has zero bytes everywhere and a mark in front. */
export const isWideText = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

/** Control characters that no text file has; tab, line feed, carriage return and form feed are fine. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32);
