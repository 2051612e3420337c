import { completeCreditCode } from '@duixian/casework';
import { type Caller } from './caller';
import { formOf } from './form';
import { Town } from './town';

jest.setTimeout(180_000);

let town: Town;
let officer: Caller;
beforeAll(async () => {
  town = await Town.open();
  officer = await town.as('policy-officer');
});
afterAll(() => town.close());

const FIELDS = {
  kind: 'title_list',
  regionCode: '410400',
  source: '市工业和信息化局',
  documentNumber: '平工信〔2022〕8号',
  documentDate: '2022-04-01',
};
const code = (n: number): string => completeCreditCode(`91410402MA0H9${String(n).padStart(3, '0')}`);
const HEADER = '统一社会信用代码,企业名称,区县,称号,级别,认定日期';
const row = (n: number): string =>
  `${code(n)},示例名单${n}号有限公司,新华区,省级专精特新中小企业,省级,2022-03-01`;

interface Import {
  id: string;
  version: number;
  state: string;
  fileName: string;
  counts: Record<string, number>;
}

const send = async (content: string, fields: object = FIELDS, name = '2022年认定名单(第一批).csv') => {
  const form = formOf({ ...fields } as Record<string, string>, { name, content });
  return officer.send('post', 'imports', form.body, form.headers);
};

it('a list goes in by form, its rejected rows come back as a file that can be mended and imported as it is', async () => {
  const bad = row(2).replace('2022-03-01', '去年三月');
  const answer = await send(
    [HEADER, row(1), bad, '=cmd(),公式有限公司,新华区,国家级小巨人企业,,2022-03-01'].join('\n'),
  );
  expect(answer.status).toBe(201);
  const { id, version, fileName, counts } = answer.body as Import;
  expect(answer.headers['location']).toBe(`/api/v1/imports/${id}`);
  expect(fileName).toBe('2022年认定名单(第一批).csv');
  expect(counts).toMatchObject({ rows: 3, good: 1, rejected: 2 });

  const { items } = await officer.read<{ items: { line: number; outcome: string }[] }>(
    `imports/${id}/rows?outcome=rejected`,
  );
  expect(items.map(({ line, outcome }) => [line, outcome])).toEqual([
    [3, 'rejected'],
    [4, 'rejected'],
  ]);
  const paged = await officer.read<{ items: object[]; nextCursor: string }>(`imports/${id}/rows?limit=2`);
  expect(paged.nextCursor).toBe('2');
  expect((await officer.read<{ items: object[] }>(`imports/${id}/rows?limit=2&cursor=2`)).items).toHaveLength(
    1,
  );

  const file = await officer.send('get', `imports/${id}/rejected`);
  expect(file.headers['content-disposition']).toContain(
    encodeURIComponent('2022年认定名单(第一批)-未导入.csv'),
  );
  const text = Buffer.isBuffer(file.body) ? file.body.toString() : file.text;
  expect(text).toBe(
    `\uFEFF${HEADER},原文件行号,问题与修改办法\r\n${bad},3,"认定日期:“去年三月”不是一个日期;写成 2022-03-01"\r\n` +
      `'=cmd(),公式有限公司,新华区,国家级小巨人企业,,2022-03-01,4,"统一社会信用代码:“=CMD()”不是 18 位统一社会信用代码;对照营业执照改正"\r\n`,
  );
  const mended = text.replace('去年三月', '2022年3月1日').split('\r\n').slice(0, 2).join('\r\n');
  expect((await send(mended)).body).toMatchObject({ counts: { rows: 1, good: 1 } });

  const committed = await officer.send('post', `imports/${id}/actions`, { action: 'commit', version });
  expect(committed.body).toMatchObject({ state: 'committing' });
  await town.office.drain();
  expect(await officer.read(`imports/${id}`)).toMatchObject({
    state: 'committed',
    progress: { applied: 3, total: 3 },
  });
  const stale = await officer.send('post', `imports/${id}/actions`, { action: 'undo', version, reason: 'x' });
  expect(stale.body).toMatchObject({ status: 409, code: 'stale-version' });
});

it('the template is itself a list that can be read, with nothing in it', async () => {
  const template = await officer.send('get', 'imports/templates/title_list');
  expect(template.status).toBe(200);
  expect(template.headers['content-type']).toContain('spreadsheetml');
});

it('a repeated request gives the first answer; another file under the same key does not', async () => {
  const form = formOf(FIELDS, { name: 'a.csv', content: [HEADER, row(10)].join('\n') });
  const headers = { ...form.headers, 'idempotency-key': 'import-once' };
  const first = await officer.send('post', 'imports', form.body, headers);
  const again = await officer.send('post', 'imports', form.body, headers);
  expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
  expect(again.body).toEqual(first.body);
  const other = formOf(FIELDS, { name: 'a.csv', content: [HEADER, row(11)].join('\n') });
  const refused = await officer.send('post', 'imports', other.body, headers);
  expect(refused.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
});

it.each<[string, () => ReturnType<typeof send>, number, string]>([
  ['fields are missing', () => send(HEADER, { kind: 'title_list' }), 400, 'validation-failed'],
  ['the region is unknown', () => send(HEADER, { ...FIELDS, regionCode: '999999' }), 422, 'import-invalid'],
  [
    'the document is of tomorrow',
    () => send(HEADER, { ...FIELDS, documentDate: '2099-01-01' }),
    422,
    'import-invalid',
  ],
  ['there is no row', () => send(HEADER), 422, 'import-file-unreadable'],
  ['it is no table', () => send('%PDF-1.7\u0001\u0002'), 422, 'import-file-unreadable'],
  ['columns are wrong', () => send(`${HEADER},颜色\n1,2,3,4,5,6,7\n`), 422, 'import-columns-wrong'],
  [
    'the form has no file',
    () => {
      const { body, headers } = formOf(FIELDS, null);
      return officer.send('post', 'imports', body, headers);
    },
    400,
    'validation-failed',
  ],
  ['it comes as JSON', () => officer.send('post', 'imports', FIELDS), 415, 'unsupported-media-type'],
  [
    'a form comes where none is taken',
    () => {
      const { body, headers } = formOf(FIELDS, null);
      return officer.send('post', 'calls', body, headers);
    },
    415,
    'unsupported-media-type',
  ],
  [
    'the file is too large',
    () => send(`${HEADER}\n${'x'.repeat(51 * 1024 * 1024)}`),
    413,
    'payload-too-large',
  ],
])('refused when %s', async (_, request, status, problem) => {
  const { body } = await request();
  expect(body).toMatchObject({ status, code: problem });
  expect((body as { detail: string }).detail.length).toBeGreaterThan(10);
});

it('earlier payments are the treasury’s as well, and never counted twice', async () => {
  const maker = await town.as('city-maker');
  const content = `统一社会信用代码,条款编号,金额(元),兑付日期\n${completeCreditCode('91410402MA0DX001')},PDS-A2-4-3-1,"100,000.00",2019/3/1\n`;
  const form = formOf({ ...FIELDS, kind: 'earlier_payments' }, { name: '台账.csv', content });
  const answer = await maker.send('post', 'imports', form.body, form.headers);
  const { id, version } = answer.body as Import;
  expect(answer.body).toMatchObject({ counts: { good: 1 }, registers: ['payment/PDS-A2-4-3-1'] });
  await maker.make(`imports/${id}/actions`, { action: 'commit', version });
  await town.office.drain();
  const again = formOf(
    { ...FIELDS, kind: 'earlier_payments' },
    { name: '台账.csv', content: `${content}\n\n` },
  );
  expect((await maker.send('post', 'imports', again.body, again.headers)).body).toMatchObject({
    counts: { known: 1, good: 0 },
  });
});

it('records come as JSON with the same checks and the same steps', async () => {
  const { kind, ...about } = FIELDS;
  const records = [
    {
      统一社会信用代码: code(20),
      企业名称: '示例接口有限公司',
      区县: '叶县',
      称号: 'INNOVATIVE_SME',
      级别: '省级',
      认定日期: '2022-03-01',
      是否首次: true,
    },
    {
      统一社会信用代码: code(21),
      企业名称: '示例接口二有限公司',
      称号: 'INNOVATIVE_SME',
      级别: '省级',
      认定日期: '2022-03-01',
    },
  ];
  const send = (rows: unknown) =>
    officer.send('post', 'imports/records', { kind, ...about, records: rows } as object);
  const answer = await send(records);
  expect(answer.body).toMatchObject({ format: 'json', state: 'previewed', counts: { good: 1, rejected: 1 } });
  const { id, version } = answer.body as Import;
  await officer.make(`imports/${id}/actions`, { action: 'commit', version });
  await town.office.drain();
  expect(await officer.read(`imports/${id}`)).toMatchObject({ state: 'committed' });
  expect((await send(records)).body).toMatchObject({ status: 409, code: 'import-already-read' });
  expect((await send([{ ...records[0], 认定日期: 1.5 }])).body).toMatchObject({
    code: 'import-file-unreadable',
  });
  expect((await send([{ ...records[0], 颜色: '红' }])).body).toMatchObject({ code: 'import-columns-wrong' });
  expect((await send([])).body).toMatchObject({ code: 'validation-failed' });
  expect((await send(['x'])).body).toMatchObject({ code: 'validation-failed' });
});

describe('a form that breaks off', () => {
  const whole = formOf(FIELDS, { name: '名单.csv', content: [HEADER, row(900)].join('\n') });
  const inTheFile = whole.body.indexOf(HEADER) + 20;

  it.each([
    ['has no boundary', whole.body, 'multipart/form-data'],
    ['ends in its fields', whole.body.slice(0, 60), whole.headers['content-type'] ?? ''],
    ['ends in its file', whole.body.slice(0, inTheFile), whole.headers['content-type'] ?? ''],
    ['lacks its last line', whole.body.slice(0, -20), whole.headers['content-type'] ?? ''],
  ])('%s: is refused as such, and nothing of it is kept', async (_what, body, type) => {
    const before = await officer.list('imports');
    const answer = await officer.send('post', 'imports', body, { 'content-type': type });
    expect(answer.body).toMatchObject({ status: 400, code: 'bad-request' });
    expect((answer.body as { detail: string }).detail).toMatch(/form/);
    expect(await officer.list('imports')).toEqual(before);
  });
});
