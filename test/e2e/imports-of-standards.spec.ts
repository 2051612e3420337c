import * as casework from '@duixian/casework';
import { Office, valueOf } from '@duixian/testing';
import { ImportDesk } from './import-desk';

jest.setTimeout(240_000);

// JX-16 pays for each standard that an enterprise drew up; the register says so, not the enterprise.
const OFFICER = 'jx-officer';
const CLAUSES = ['JX-16-1', 'JX-16-2', 'JX-16-3', 'JX-16-4', 'JX-16-5', 'JX-16-6'];
const HEADER = '统一社会信用代码,企业名称,区县,标准号,标准类别,制定角色,发布日期';
const ABOUT = { kind: 'standards', regionCode: '330400', source: '市市场监督管理局' } as const;

let office: Office;
let desk: ImportDesk;
beforeAll(async () => {
  office = await Office.open({ demo: 'cities' });
  desk = new ImportDesk(office, OFFICER);
});
afterAll(async () => {
  desk.close();
  await office.close();
});

const code = (n: number): string => casework.completeCreditCode(`91330402MA0B0${String(n).padStart(3, '0')}`);
const row = (n: number, ...standard: string[]): string =>
  [code(n), `标准${n}号有限公司`, '南湖区', ...standard].join(',');

/** What a sweep of the clauses finds today: of which standard of which enterprise, how it stands, for how much. */
async function found(clauses: readonly string[] = CLAUSES): Promise<unknown[]> {
  const actor = await office.as(OFFICER);
  const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const order = { actor, idempotencyKey: office.key(), asOf, dryRun: true, clauses: [...clauses] };
  const { id } = valueOf(await casework.orderSweep(office.db, order));
  await office.drain();
  const lines = valueOf(await casework.readSweepResults(office.db, actor, { id }, { limit: 200 })).items;
  return lines
    .map(({ applicant, clause, subject, status, amountFen }) => [
      ...[applicant.registeredName, clause, subject, status],
      amountFen === null ? null : amountFen / 100,
    ])
    .sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

it('a sweep finds each standard that an enterprise drew up, by the list, and none that it only took part in', async () => {
  await desk.bring(
    ABOUT,
    [
      HEADER,
      row(1, 'gb/t 40001—2022', '国家标准', '主导制定', '2022-03-01'),
      row(1, 'GB/T40002-2022', '国标', '主导', '2022-03-01'),
      row(1, 'ISO 9999:2022', '国际标准', '参与制定', '2022-03-01'),
      row(2, 'DB33/T 1234-2022', '地方标准', '主导制定', '2022-03-01'),
      row(2, 'T/ZZB 0001-2022', '品字标团体标准', '主导制定', '2022-03-01'),
    ].join('\n'),
  );
  expect(await found()).toEqual([
    ['标准1号有限公司', 'JX-16-2', 'GB/T 40001-2022', 'determined', 300_000],
    ['标准1号有限公司', 'JX-16-2', 'GB/T 40002-2022', 'determined', 300_000],
    ['标准2号有限公司', 'JX-16-4', 'DB33/T 1234-2022', 'determined', 200_000],
    ['标准2号有限公司', 'JX-16-6', 'T/ZZB 0001-2022', 'determined', 200_000],
  ]);
});

it('the later document says who drew it up; what was taken back is not there', async () => {
  const standard = ['QB/T 5001-2022', '行业标准'] as const;
  const line = (role: string) => `${HEADER}\n${row(3, ...standard, role, '2022-03-01')}`;
  const mine = async () => (await found(['JX-16-3'])).length;
  await desk.bring({ ...ABOUT, documentDate: '2022-04-01' }, line('参与制定'));
  expect(await mine()).toBe(0);
  const shown = valueOf(
    await desk.receive({ ...ABOUT, documentDate: '2022-03-20' }, `${line('主导制定')}\n\n`),
  );
  expect(shown.counts).toMatchObject({ outdated: 1 });
  const later = await desk.bring({ ...ABOUT, documentDate: '2022-05-01' }, line('主导制定'));
  expect(later.counts).toMatchObject({ changed: 1 });
  expect(await mine()).toBe(1);
  const again = valueOf(
    await desk.receive({ ...ABOUT, documentDate: '2022-06-01' }, `${line('主导制定')}\n`),
  );
  expect(again.counts).toMatchObject({ known: 1 });
  valueOf(await desk.undo(later.id));
  expect(await mine()).toBe(0);
});

it('the file of an enterprise names its standards, with source and document', async () => {
  const actor = await office.as(OFFICER);
  const { items } = valueOf(
    await casework.listParties(office.db, actor, { search: '标准2号' }, { limit: 2 }),
  );
  const file = valueOf(await casework.readPartyFile(office.db, actor, items[0]?.partyId ?? ''));
  expect(file.standards).toMatchObject([
    {
      number: 'DB33/T 1234-2022',
      kind: '地方标准',
      role: '主导制定',
      publishedOn: '2022-03-01',
      source: '市市场监督管理局',
    },
    { number: 'T/ZZB 0001-2022', kind: '品字标团体标准' },
  ]);
});

it.each<[string, string[], string]>([
  [
    'a kind that is none',
    ['GB/T 1-2022', '企业标准', '主导制定', '2022-03-01'],
    '标准类别:“企业标准”不在可选范围内',
  ],
  ['no kind', ['GB/T 1-2022', '', '主导制定', '2022-03-01'], '标准类别:没有填写'],
  ['no role', ['GB/T 1-2022', '国家标准', '', '2022-03-01'], '制定角色:没有填写'],
  ['no number', ['', '国家标准', '主导制定', '2022-03-01'], '标准号:没有填写'],
  ['no day', ['GB/T 1-2022', '国家标准', '主导制定', ''], '发布日期:没有填写'],
  ['a day to come', ['GB/T 1-2022', '国家标准', '主导制定', '2099-03-01'], '发布日期:在今天之后'],
])('a row is rejected for %s', async (_what, standard, problem) => {
  const good = row(9, 'GB/T 9-2022', '国家标准', '主导制定', '2022-03-01');
  const { id } = valueOf(await desk.receive(ABOUT, [HEADER, row(8, ...standard), good].join('\n')));
  expect(await desk.rows(id)).toEqual([`2 rejected ${problem}`, '3 new']);
});

it('a number that is written in two ways is one standard', async () => {
  const twice = ['GB/T 7-2022', 'gb/t7—2022'].map((number) =>
    row(7, number, '国家标准', '主导制定', '2022-03-01'),
  );
  const { id } = valueOf(await desk.receive(ABOUT, [HEADER, ...twice].join('\n')));
  expect(await desk.rows(id)).toEqual(['2 new', expect.stringMatching(/^3 rejected /)]);
});
