import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Workbook } from '@protobi/exceljs';
import fc from 'fast-check';
import {
  textOf,
  csvLine,
  CSV_MARK,
  openSpreadsheet,
  UnreadableSheet,
  writeXlsx,
  type Limits,
  type OpenSheet,
  type SheetRow,
} from './index';
import { plainDecimal } from './read/plain-decimal';
import { workbookParts, zipOf } from './zip.fixture';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'spreadsheet-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const stored = (bytes: Buffer | string): string => {
  const path = join(folder, `file-${(files += 1)}`);
  writeFileSync(path, bytes);
  return path;
};

const isHeader = (names: readonly string[]): boolean => names.includes('代码') && names.includes('名称');

async function opened(bytes: Buffer | string, limits: Partial<Limits> = {}): Promise<OpenSheet> {
  return openSpreadsheet(stored(bytes), { isHeader, limits });
}

async function read(bytes: Buffer | string, limits: Partial<Limits> = {}) {
  const sheet = await opened(bytes, limits);
  const rows: SheetRow[] = [];
  for await (const some of sheet.rows()) rows.push(...some);
  await sheet.close();
  const { format, encoding, header, notes, sheetName } = sheet;
  return { format, encoding, header, notes, sheetName, rows };
}

/** The code, fix and line of the refusal; fails when the file is read. */
async function refusal(bytes: Buffer | string, limits: Partial<Limits> = {}) {
  const outcome = await read(bytes, limits).catch((error: unknown) => error);
  if (!(outcome instanceof UnreadableSheet)) throw outcome instanceof Error ? outcome : new Error('was read');
  expect(outcome.message).not.toBe('');
  expect(outcome.fix).not.toBe('');
  return [outcome.code, outcome.line];
}

async function workbook(fill: (book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const gb18030 = (text: string): Buffer => {
  const map: Record<string, number[]> = {
    代: [0xb4, 0xfa],
    码: [0xc2, 0xeb],
    名: [0xc3, 0xfb],
    称: [0xb3, 0xc6],
    厂: [0xb3, 0xa7],
  };
  return Buffer.from([...text].flatMap((sign) => map[sign] ?? [...Buffer.from(sign, 'latin1')]));
};

describe('text files', () => {
  const TEXT = '代码,名称\r\nA1,厂\r\n';
  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['GB18030', gb18030(TEXT), 'gb18030'],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
  ])('%s', async (_, bytes, encoding) => {
    expect(await read(bytes)).toMatchObject({
      format: 'csv',
      encoding,
      header: { line: 1, names: ['代码', '名称'] },
      rows: [{ line: 2, cells: ['A1', '厂'] }],
    });
  });

  it('takes the delimiter of the file, lines of a quoted cell count, blank rows do not', async () => {
    const { header, rows } = await read(
      '附件1 名单\n代码\t名 称\t备注\nA1\t"两\n行"\n\n\t\t\nA2\t丙\t"说""引"""\n\n\n',
    );
    expect(header).toEqual({ line: 2, names: ['代码', '名称', '备注'] });
    expect(rows).toEqual([
      { line: 3, cells: ['A1', '两\n行', ''] },
      { line: 7, cells: ['A2', '丙', '说"引"'] },
    ]);
  });

  it.each(['utf-8', 'gb18030'])(
    'passes over the mark at the beginning of %s, also before a quote',
    async (encoding) => {
      const mark = encoding === 'utf-8' ? [0xef, 0xbb, 0xbf] : [0x84, 0x31, 0x95, 0x33];
      const names =
        encoding === 'utf-8'
          ? Buffer.from('"代码","名称"')
          : Buffer.from('22b4fac2eb222c22c3fbb3c622', 'hex');
      const { header, encoding: found } = await read(
        Buffer.concat([Buffer.from(mark), names, Buffer.from('\nA1,1\n')]),
      );
      expect([found, header.names]).toEqual([encoding, ['代码', '名称']]);
    },
  );

  it('answers the first row as header where none is recognised', async () => {
    expect((await read('甲,乙\n1,2\n')).header).toEqual({ line: 1, names: ['甲', '乙'] });
  });

  it.each<[string, Buffer | string, Partial<Limits>, [string, number | null]]>([
    ['nothing', '', {}, ['empty', null]],
    ['only white space', '\n \n,,\n', {}, ['empty', null]],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), {}, ['not-a-spreadsheet', null]],
    ['a web page called xls', '<html><table><tr><td>代码</td></tr></table>', {}, ['not-a-spreadsheet', null]],
    ['an old or locked Excel file', Buffer.from('d0cf11e0a1b11ae100', 'hex'), {}, ['old-excel', null]],
    [
      'neither encoding',
      Buffer.concat([Buffer.from('代码,名称\n'), Buffer.from([0xff, 0xfd, 0x41])]),
      {},
      ['unknown-encoding', null],
    ],
    ['a quote that never ends', '代码,名称\nA1,"厂\nA2,乙\n', {}, ['malformed-csv', 2]],
    ['a value beside the table', '代码,名称\nA1,甲,1,000\n', {}, ['damaged', 2]],
    ['too many rows', '代码,名称\nA,1\n\nB,2\nC,3\n', { rows: 2 }, ['too-large', 5]],
    ['too many columns', '代码,名称,丙,丁\n', { columns: 3 }, ['too-large', 1]],
    ['a cell too long', `代码,名称\nA,${'长'.repeat(60)}\n`, { cellLength: 50 }, ['too-large', 2]],
  ])('refuses %s', async (_, bytes, limits, expected) => {
    expect(await refusal(bytes, limits)).toEqual(expected);
  });
});

describe('workbooks', () => {
  it('reads texts, numbers, dates, flags, errors, formulas and merged cells as what they are', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('草稿', { state: 'hidden' }).addRow(['代码', '名称']);
      const sheet = book.addWorksheet('名单');
      sheet.mergeCells('A1:H1');
      sheet.getCell('A1').value = '企业名单';
      sheet.getRow(2).values = ['代码', '名称', '数', '日期', '时刻', '真假', '错', '公式'];
      sheet.getRow(3).values = [
        { richText: [{ text: 'A' }, { text: '1' }] },
        '甲',
        50000.01,
        new Date('2022-03-01T00:00:00Z'),
        new Date('2022-03-01T12:30:00Z'),
        true,
        { error: '#N/A' },
        { formula: 'C3*2', result: 100000.02 },
      ];
      sheet.getCell('D3').numFmt = 'yyyy"年"m"月"d"日"';
      sheet.getCell('E3').numFmt = 'yyyy-mm-dd hh:mm';
      sheet.getRow(4).values = ['A2', '乙'];
      sheet.getRow(5).values = ['A3', ''];
      sheet.mergeCells('B4:B5');
      sheet.getRow(40).values = ['', '  '];
      book.addWorksheet('填写说明').addRow(['说明']);
    });
    const result = await read(bytes);
    expect(result).toMatchObject({
      format: 'xlsx',
      sheetName: '名单',
      header: { line: 2, names: ['代码', '名称', '数', '日期', '时刻', '真假', '错', '公式'] },
      notes: ['工作表“草稿”(隐藏)未读取', '工作表“填写说明”未读取'],
    });
    expect(result.rows).toEqual([
      {
        line: 3,
        cells: [
          'A1',
          '甲',
          { kind: 'number', text: '50000.01' },
          { kind: 'date', text: '2022-03-01' },
          { kind: 'moment', text: '2022-03-01 12:30:00' },
          { kind: 'flag', text: 'TRUE' },
          { kind: 'error', text: '#N/A' },
          { kind: 'formula', text: '100000.02' },
        ],
      },
      { line: 4, cells: ['A2', '乙', '', '', '', '', '', ''] },
      { line: 5, cells: ['A3', { kind: 'merged', text: 'B4:B5' }, '', '', '', '', '', ''] },
    ]);
  });

  it('reads what other programs write: prefixes, no addresses, runs of text, readings, escapes', async () => {
    const sheet = `<x:sheetData xmlns:x="urn:x"><x:row><x:c t="inlineStr"><x:is><x:t>代码</x:t></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row>
      <row r="5"><c r="A5" t="inlineStr"><is><r><t>A</t></r><r><t xml:space="preserve"> 1</t></r></is></c><c t="str"><v>a_x000A_b&amp;c</v></c></row></x:sheetData>`;
    const shared = `<sst><si><r><t>名</t></r><r><t>称</t></r><rPh><t>ming cheng</t></rPh></si></sst>`;
    const { header, rows } = await read(
      zipOf(workbookParts(sheet, [{ name: 'xl/sharedStrings.xml', content: shared }])),
    );
    expect(header.names).toEqual(['代码', '名称']);
    expect(rows).toEqual([{ line: 5, cells: ['A 1', 'a\nb&c'] }]);
  });

  it('counts dates from 1904 where the workbook says so', async () => {
    const bytes = await workbook((book) => {
      book.properties.date1904 = true;
      const sheet = book.addWorksheet('名单');
      sheet.addRow(['代码', '名称']);
      sheet.addRow(['A1', new Date('2022-12-31T00:00:00Z')]);
      sheet.getCell('B2').numFmt = 'yyyy-mm-dd';
    });
    expect((await read(bytes)).rows).toEqual([
      { line: 2, cells: ['A1', { kind: 'date', text: '2022-12-31' }] },
    ]);
  });

  it('refuses a list that goes on in another visible sheet, and takes one whose other sheets are something else', async () => {
    const lists = (second: string[], rows: string[][], state: 'visible' | 'hidden' = 'visible') =>
      workbook((book) => {
        for (const row of [
          ['代码', '名称', '区县'],
          ['A1', '甲', '东区'],
        ])
          (book.getWorksheet('东区') ?? book.addWorksheet('东区')).addRow(row);
        const sheet = book.addWorksheet('西区', { state });
        for (const row of [['西区名单'], second, ...rows]) sheet.addRow(row);
      });
    expect(await refusal(await lists(['名称', '代码'], [['乙', 'B1']]))).toEqual(['several-lists', null]);
    for (const other of [
      await lists(['名称', '代码'], []),
      await lists(['名称', '代码'], [['乙', 'B1']], 'hidden'),
      await lists(['代码', '名称', '是否必填'], [['18 位', '全称', '是']]),
    ])
      expect((await read(other)).rows).toHaveLength(1);
  });

  it('says a percentage as the cell shows it, and of a number in a workbook of 1904 that it is one', async () => {
    const bytes = await workbook((book) => {
      book.properties.date1904 = true;
      const sheet = book.addWorksheet('数据');
      sheet.addRow(['代码', '同比增幅', '增幅', '起始日期', '公式']);
      sheet.addRow(['A1', 0.123, 0.07, 43159, { formula: 'B2', result: 0.123 }]);
      sheet.getCell('B2').numFmt = '0.0%';
      sheet.getCell('C2').numFmt = '0%';
      sheet.getCell('E2').numFmt = '#,##0.00%;[Red]-0.00%';
    });
    const [row] = (await read(bytes)).rows;
    expect(row?.cells.map(textOf)).toEqual(['A1', '12.3%', '7%', '43159', '12.3%']);
    expect(row?.cells[3]).toEqual({ kind: 'number', text: '43159', date1904: true });
  });

  it.each<[string, string]>([
    ['50000.01', '50000.01'],
    ['50000.010000000002', '50000.01'],
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['1.0000000000000001E-2', '0.01'],
    ['1.5E+21', '1500000000000000000000'],
    ['1E-7', '0.0000001'],
    ['-0.5', '-0.5'],
    ['123456789012345678', '123456789012346000'],
    ['#', '#'],
  ])('shows the number %s as %s', (written, shown) => {
    expect(plainDecimal(written)).toBe(shown);
  });

  it('amounts with two decimals come back exactly, whatever binary fraction stands behind them', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 9_999_999_999_999n }), (fen) => {
        const yuan = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
        expect(plainDecimal(Number(yuan).toPrecision(17))).toBe(yuan.replace(/\.?0{1,2}$/, ''));
      }),
      { numRuns: 300 },
    );
  });

  const small = workbookParts('<sheetData/>');
  const zeros = Buffer.alloc(60_000_000, '<row></row>');
  it.each<[string, () => Buffer, string]>([
    ['a bomb by its directory', () => zipOf([...small, { name: 'xl/media/a', content: zeros }]), 'too-large'],
    [
      'a bomb whose directory lies',
      () =>
        zipOf(
          workbookParts('<sheetData/>').map((part) =>
            part.name.includes('sheet1') ? { ...part, content: zeros, claimedSize: 1000 } : part,
          ),
        ),
      'damaged',
    ],
    [
      'a zip file that is no workbook',
      () => zipOf([{ name: 'readme.txt', content: 'x' }]),
      'not-a-spreadsheet',
    ],
    [
      'a text document',
      () =>
        zipOf([
          {
            name: '_rels/.rels',
            content: '<R><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>',
          },
          { name: 'word/document.xml', content: '<w/>' },
        ]),
      'not-a-spreadsheet',
    ],
    ['half a file', () => zipOf(small).subarray(0, 200), 'damaged'],
    ['XML that ends early', () => zipOf(workbookParts('<sheetData><row><c>')), 'damaged'],
    [
      'entities of its own',
      () => zipOf(workbookParts('<sheetData><row><c t="str"><v>&lol;</v></c></row></sheetData>')),
      'damaged',
    ],
    ['sheets without a row', () => zipOf(small), 'empty'],
  ])('refuses %s', async (_, bytes, code) => {
    expect((await refusal(bytes()))[0]).toBe(code);
  });

  it('a bomb is refused before anything is unpacked', async () => {
    const bytes = zipOf([...small, { name: 'xl/media/a', content: zeros }]);
    const began = process.memoryUsage().rss;
    await refusal(bytes);
    expect(process.memoryUsage().rss - began).toBeLessThan(zeros.length / 2);
  });

  it('refuses a workbook of hidden sheets only', async () => {
    const bytes = await workbook((book) =>
      book.addWorksheet('a', { state: 'veryHidden' }).addRow(['代码', '名称']),
    );
    expect((await refusal(bytes))[0]).toBe('no-visible-sheet');
  });
});

describe('writing', () => {
  const COLUMNS = [
    { name: '代码', width: 20 },
    { name: '名称', width: 30 },
  ];
  async function written(rows: string[][]): Promise<Buffer> {
    const stream = new PassThrough();
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    await writeXlsx(stream, [{ name: '名单', columns: COLUMNS, rows }]);
    return Buffer.concat(pieces);
  }

  const texts = fc.oneof(
    fc.constantFrom(
      '=1+1',
      '+86',
      '-1',
      '@sum',
      '＝1',
      '\t=1',
      '00123',
      '410402199001010000',
      'a,b',
      '"q"',
      ' ',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const clean = (text: string): string => text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, '').replaceAll('_x', '');

  it('what is written as xlsx is read back as the same text, never as a formula', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, texts), { minLength: 1, maxLength: 5 }), async (some) => {
        const rows = some.map(([a, b]) => [`x${clean(a)}`, clean(b)]);
        const back = await read(await written(rows));
        expect(back.rows.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 30) },
    );
  });

  it('a formula stays a text in xlsx and gets an apostrophe in CSV', async () => {
    expect((await read(await written([['=1+1', '@x']]))).rows[0]?.cells).toEqual(['=1+1', '@x']);
    expect(csvLine(['=1+1', ' @x', '-5.20', '-a', '＝1', '普通', 'a"b,c', '\tx'])).toBe(
      `'=1+1,' @x,-5.20,'-a,'＝1,普通,"a""b,c","'\tx"\r\n`,
    );
    expect((await read(`${CSV_MARK}${csvLine(['代码', '名称'])}${csvLine(['A', 'b'])}`)).rows).toHaveLength(
      1,
    );
  });
});
