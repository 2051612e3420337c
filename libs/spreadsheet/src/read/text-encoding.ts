import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { UnreadableSheet } from '../unreadable';
import { isWideText } from './recognise';

/**
 * The encoding of a text file, proven on its whole content: UTF-16 by its mark, UTF-8 where every byte fits, otherwise
 * GB18030 (which contains GBK and GB2312, what Excel writes as CSV in Chinese).
 * @throws UnreadableSheet when it is none of these
 */
export async function encodingOf(path: string): Promise<string> {
  const head = await firstBytes(path);
  if (isWideText(head)) return head[0] === 0xff ? 'utf-16le' : 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030']) if (await isAll(path, encoding)) return encoding;
  throw new UnreadableSheet(
    'unknown-encoding',
    '文字编码既不是 UTF-8 也不是 GB18030(GBK)',
    '用 Excel 或 WPS 打开后另存为 .xlsx,或另存为“CSV UTF-8”',
  );
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isAll(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const bytes of createReadStream(path)) decoder.decode(bytes as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** The text of a file, piece by piece, without a byte order mark. */
export async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let begun = false;
  for await (const bytes of createReadStream(path)) {
    const text = decoder.decode(bytes as Buffer, { stream: true });
    if (text === '') continue;
    // The decoder itself takes away the marks of UTF-8 and UTF-16 only.
    const plain = begun ? text : text.replace(/^\uFEFF/, '');
    begun = true;
    if (plain !== '') yield plain;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
