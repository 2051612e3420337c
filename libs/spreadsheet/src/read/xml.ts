import { SaxesParser } from 'saxes';
import { UnreadableSheet } from '../unreadable';

/** What a part of a workbook is read with; element names come without their prefix. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Feeds a stream of XML to a reader and hands over after every piece, so that the reader's finds can be taken away.
 * Entities beyond the five of XML are an error: nothing is expanded.
 * @throws UnreadableSheet for XML that is not well-formed
 */
export async function* readXml(
  bytes: AsyncIterable<Buffer>,
  reader: XmlReader,
): AsyncGenerator<undefined, void> {
  const parser = new SaxesParser({ position: false, xmlns: false } as const);
  parser.on('error', (error) => {
    throw new UnreadableSheet(
      'damaged',
      `工作簿内部的 XML 已损坏(${error.message})`,
      '用 Excel 或 WPS 打开后另存为新文件',
    );
  });
  if (reader.open) parser.on('opentag', (tag) => reader.open?.(localName(tag.name), tag.attributes));
  if (reader.text) parser.on('text', (text) => reader.text?.(text));
  if (reader.close) parser.on('closetag', (tag) => reader.close?.(localName(tag.name)));
  const decoder = new TextDecoder('utf-8');
  let some = false;
  for await (const piece of bytes) {
    some = true;
    parser.write(decoder.decode(piece, { stream: true }));
    yield undefined;
  }
  // A part that a workbook does not have is an empty one.
  if (!some) return;
  parser.write(decoder.decode()).close();
  yield undefined;
}

/** Reads a small part as a whole. */
export async function readWhole(bytes: AsyncIterable<Buffer>, reader: XmlReader): Promise<void> {
  for await (const _ of readXml(bytes, reader));
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** Characters that XML cannot hold are written as _x000D_. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
