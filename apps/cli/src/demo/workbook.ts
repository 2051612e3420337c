import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeXlsx } from '@duixian/spreadsheet';

const WIDTH = 24;

/** One sheet as the bytes of an XLSX file. */
export async function workbook(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<Uint8Array<ArrayBuffer>> {
  const into = new PassThrough();
  const columns = header.map((name) => ({ name, width: WIDTH }));
  const [bytes] = await Promise.all([buffer(into), writeXlsx(into, [{ name: '认定名单', columns, rows }])]);
  return new Uint8Array(bytes);
}
