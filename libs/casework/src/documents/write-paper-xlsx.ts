import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeXlsx } from '@duixian/spreadsheet';
import type { Paper } from './paper';
import type { Seal } from './write-paper-pdf';

/** The same paper as a workbook: its fields on one sheet, its table, if it has one, on the next. */
export async function writePaperXlsx(paper: Paper, seal: Seal): Promise<Buffer> {
  const { title, fields, table } = paper;
  const said = [...fields, ['出具日期', seal.issuedOn], ['验证码', seal.code], ['核验地址', seal.url]];
  const into = new PassThrough();
  const written = buffer(into);
  await writeXlsx(into, [
    {
      name: title,
      columns: [
        { name: '项目', width: 18 },
        { name: '内容', width: 60 },
      ],
      rows: said.map(([label = '', value = '']) => [label, value]),
    },
    ...(table ? [{ name: '明细', columns: table.columns, rows: table.rows }] : []),
  ]);
  return written;
}
