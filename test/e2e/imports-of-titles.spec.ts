import { applyImport, commitImport, completeCreditCode, discardImport } from '@duixian/casework';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';

jest.setTimeout(180_000);

let office: Office;
let desk: ImportDesk;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  desk.close();
  await owner.end();
  await office.close();
});

const code = (n: number): string => completeCreditCode(`91410402MA0LT${String(n).padStart(3, '0')}`);
const XINHUA = completeCreditCode('91410402MA0DX001');
const HEADER =
  '统一社会信用代码,企业名称,区县,称号,级别,认定日期,有效期起,有效期止,取得方式,是否首次,认定时所在市,文号';
const lines = (...rows: string[]): string => [HEADER, ...rows].join('\n');

/** Rows as the system sees them. */
async function all<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    return (await owner.query<T>(sql, values)).rows;
  } finally {
    await owner.query('ROLLBACK');
  }
}

const titlesOf = (creditCode: string) =>
  all<{ code: string; level: string; to: string | null; document: string }>(
    `SELECT t.code, t.level, t.valid_to::text AS to, t.document_number AS document FROM standing_title t
     JOIN party p ON p.id = t.party_id WHERE p.credit_code = $1 ORDER BY t.granted_on`,
    [creditCode],
  );
const profileOf = async (creditCode: string) =>
  (
    await all<{ titles: string[]; next: string | null; dirty: string | null }>(
      `SELECT f.title_codes AS titles, f.next_change_on::text AS next, d.reason AS dirty FROM party p
       JOIN party_profile f ON f.party_id = p.id LEFT JOIN dirty_party d ON d.party_id = p.id WHERE p.credit_code = $1`,
      [creditCode],
    )
  )[0];

it('a list is shown first and has no effect; committed, its titles stand with profile and dirty queue', async () => {
  const preview = valueOf(
    await desk.receive(
      { kind: 'title_list' },
      lines(
        `${XINHUA},新华区示例甲号精密机械有限公司,,专精特新“小巨人”企业,,2022-03-01,2022-03-01,2099-02-28,新认定,是,平顶山市,`,
        `${code(1)},示例一号有限公司,新华区,PROV_ZJTX,省级,2022年3月1日,,,复核,否,,豫工信〔2022〕5号`,
        `${code(1).slice(0, 17)}0,示例坏码有限公司,新华区,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
      ),
    ),
  );
  expect(preview).toMatchObject({
    state: 'previewed',
    counts: { rows: 3, good: 2, new: 2, rejected: 1 },
    registers: ['title/NATIONAL_LITTLE_GIANT', 'title/PROV_ZJTX'],
    allowedActions: ['commit', 'discard'],
  });
  expect(await titlesOf(XINHUA)).toEqual([]);
  expect(await all(`SELECT 1 FROM party WHERE credit_code = $1`, [code(1)])).toEqual([]);

  const after = await desk.commit(preview.id, preview.version);
  expect(after).toMatchObject({
    state: 'committed',
    progress: { applied: 3, total: 3 },
    allowedActions: ['undo'],
  });
  expect(await titlesOf(XINHUA)).toEqual([
    { code: 'NATIONAL_LITTLE_GIANT', level: 'national', to: '2099-02-28', document: '平工信〔2022〕8号' },
  ]);
  expect(await titlesOf(code(1))).toEqual([
    { code: 'PROV_ZJTX', level: 'provincial', to: null, document: '豫工信〔2022〕5号' },
  ]);
  expect(await profileOf(XINHUA)).toEqual({
    titles: ['NATIONAL_LITTLE_GIANT'],
    next: '2099-03-01',
    dirty: 'title',
  });
  expect(await profileOf(code(1))).toMatchObject({ titles: ['PROV_ZJTX'], dirty: 'title' });
});

it('each row says what is wrong with it; the good ones are kept', async () => {
  const { id, counts } = valueOf(
    await desk.receive(
      { kind: 'title_list' },
      lines(
        `${code(2)},示例二号有限公司,叶县,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
        `${code(2)},示例二号有限公司,叶县,省专精特新企业,省级,2022/3/1,,,,,,`,
        `${code(3)},示例三号有限公司,,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
        `${code(4)},示例四号有限公司,不存在区,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
        `${XINHUA},另一个名称有限公司,,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
        `${code(5)},示例五号有限公司,叶县,优秀企业,省级,2022-13-01,,,听说,也许,,`,
        `${code(6)},示例六号有限公司,叶县,创新型中小企业,,2022-03-01,2022-03-01,2021-03-01,,,,`,
        `${code(2)},示例二号(另名)有限公司,叶县,创新型中小企业,省级,2022-03-01,,,,,,`,
      ),
    ),
  );
  expect(counts).toMatchObject({ rows: 8, good: 1, rejected: 7 });
  expect(await desk.rows(id)).toEqual([
    '2 new',
    '3 rejected :与第 2 行重复',
    '4 rejected 区县:系统中没有该企业,这一行也没有写区县',
    '5 rejected 区县:“不存在区”不是本次导入地区内的区县',
    '6 rejected 企业名称:与登记名称“新华区示例甲号精密机械有限公司”不一致',
    '7 rejected 称号:不认识称号“优秀企业” 认定日期:“2022-13-01”不是一个日期 取得方式:“听说”不在可选范围内 是否首次:“也许”既不是“是”也不是“否”',
    '8 rejected 级别:没有填写,称号本身也看不出级别 有效期止:早于有效期起 2022-03-01',
    '9 rejected 企业名称:同一代码在第 2 行写作“示例二号有限公司”或另一个区县',
  ]);
});

it('a level that contradicts the title is refused', async () => {
  const { id } = valueOf(
    await desk.receive(
      { kind: 'title_list' },
      lines(`${code(9)},示例九号有限公司,叶县,省级专精特新中小企业,国家级,2022-03-01,,,,,,`),
    ),
  );
  expect(await desk.rows(id)).toEqual(['2 rejected 级别:与称号本身的级别不一致']);
});

it('the same content counts once; discarded, it may come again', async () => {
  const content = lines(`${code(7)},示例七号有限公司,叶县,省级专精特新中小企业,省级,2022-03-01,,,,,,`);
  const first = valueOf(await desk.receive({ kind: 'title_list' }, content));
  const again = await desk.receive({ kind: 'title_list' }, content);
  expect(again).toMatchObject({
    refusal: { code: 'import-already-read', details: { importId: first.id, importedBy: '政策管理员' } },
  });
  const actor = await office.as('policy-officer');
  const { id: importId, version } = first;
  valueOf(await discardImport(office.db, { actor, idempotencyKey: office.key(), importId, version }));
  expect((await desk.receive({ kind: 'title_list' }, content)).ok).toBe(true);
});

it('of two documents about one recognition the later one stands, both are kept, and undoing brings the other back', async () => {
  const row = (to: string): string =>
    lines(`${code(8)},示例八号有限公司,叶县,省级专精特新中小企业,省级,2022-03-01,2022-03-01,${to},,,,`);
  const known = { kind: 'title_list' as const };
  await desk.bring({ ...known, documentDate: '2022-04-01', documentNumber: '甲' }, row('2098-02-28'));
  const same = valueOf(
    await desk.receive({ ...known, documentDate: '2022-05-01' }, `${row('2098-02-28')}\n\n`),
  );
  expect(same.counts).toMatchObject({ known: 1, good: 0 });

  const late = await desk.bring(
    { ...known, documentDate: '2022-06-01', documentNumber: '乙' },
    row('2097-02-28'),
  );
  expect(late.counts).toMatchObject({ changed: 1 });
  expect(await titlesOf(code(8))).toMatchObject([{ to: '2097-02-28', document: '乙' }]);
  expect(await profileOf(code(8))).toMatchObject({ next: '2097-03-01' });

  const early = await desk.bring(
    { ...known, documentDate: '2022-03-15', documentNumber: '丙' },
    row('2096-02-28'),
  );
  expect(early.counts).toMatchObject({ outdated: 1 });
  expect(await titlesOf(code(8))).toMatchObject([{ to: '2097-02-28', document: '乙' }]);

  valueOf(await desk.undo(late.id));
  expect(await titlesOf(code(8))).toMatchObject([{ to: '2098-02-28', document: '甲' }]);
  expect(await profileOf(code(8))).toMatchObject({ next: '2098-03-01', dirty: 'import-undone' });
  expect(refusalOf(await desk.undo(late.id))).toBe('action-not-allowed');
  const kept = await all(
    `SELECT 1 FROM title_record t JOIN party p ON p.id = t.party_id WHERE p.credit_code = $1`,
    [code(8)],
  );
  expect(kept).toHaveLength(3);
});

it('a commit that dies goes on behind the last applied row, and two runs at once apply each row once', async () => {
  const rows = Array.from(
    { length: 23 },
    (_, n) => `${code(100 + n)},示例${100 + n}号有限公司,叶县,省级专精特新中小企业,省级,2022-03-01,,,,,,`,
  );
  const { id: importId, version } = valueOf(
    await desk.receive({ kind: 'title_list', completeTo: '2022-03-31' }, lines(...rows)),
  );
  const actor = await office.as('policy-officer');
  valueOf(await commitImport(office.db, { actor, idempotencyKey: office.key(), importId, version }));

  // Dies in its third chunk: a constraint of the test's own stands in the way of one row.
  await owner.query(`CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT credit_code FROM party WHERE id = NEW.party_id) = '${code(112)}' THEN RAISE EXCEPTION 'killed'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER dies BEFORE INSERT ON title_record FOR EACH ROW EXECUTE FUNCTION dies()`);
  await expect(applyImport(office.db, { outboxId: office.key(), importId }, 5)).rejects.toThrow('killed');
  expect(await desk.look(importId)).toMatchObject({
    state: 'committing',
    progress: { applied: 10, total: 23 },
  });
  await owner.query('DROP TRIGGER dies ON title_record; DROP FUNCTION dies()');

  await Promise.all([1, 2, 3].map(() => applyImport(office.db, { outboxId: office.key(), importId }, 2)));
  expect(await desk.look(importId)).toMatchObject({ state: 'committed', progress: { applied: 23 } });
  const brought = await all(`SELECT party_id FROM title_record WHERE import_id = $1`, [importId]);
  expect(brought).toHaveLength(23);
  expect(new Set(brought.map((row) => JSON.stringify(row))).size).toBe(23);
  expect(
    await all(
      `SELECT register, complete_to::text AS day FROM standing_register_coverage WHERE import_id = $1`,
      [importId],
    ),
  ).toEqual([{ register: 'title/PROV_ZJTX', day: '2022-03-31' }]);
});

it('wrong columns are named, with the template to use', async () => {
  const outcome = await desk.receive(
    { kind: 'title_list' },
    '统一社会信用代码,企业名称,称号,颜色\n1,2,3,4\n',
  );
  expect(outcome).toMatchObject({
    refusal: {
      code: 'import-columns-wrong',
      details: {
        problems: [
          { line: 1, column: '颜色', message: '不认识这一列' },
          { line: 1, column: '认定日期', message: '缺少这一列' },
        ],
      },
    },
  });
});

it('an enterprise of another city is not made a second time, and a county does not import', async () => {
  const outsider = completeCreditCode('91410102MA0LT999');
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true);
    INSERT INTO party VALUES (gen_random_uuid(), 'enterprise', '${outsider}', '郑州示例有限公司', '410102', NULL, now()); COMMIT`);
  const { id } = valueOf(
    await desk.receive(
      { kind: 'title_list' },
      lines(`${outsider},郑州示例有限公司,新华区,省级专精特新中小企业,省级,2022-03-01,,,,,,`),
    ),
  );
  expect((await desk.rows(id))[0]).toContain('不在本次导入的地区内');
  expect(refusalOf(await desk.receive({ kind: 'title_list', regionCode: '410402' }, 'x'))).toBe('forbidden');
});

it('a title is newly recognised once: another day of it is refused, within a list and beside what stands', async () => {
  const row = (n: number, day: string, how: string, subject = '') =>
    `${code(n)},示例${n}号有限公司,新华区,省级专精特新中小企业,${day},${how},${subject}`;
  const list = (...rows: string[]) =>
    ['统一社会信用代码,企业名称,区县,称号,认定日期,取得方式,主体标识', ...rows].join('\n');
  const first = valueOf(
    await desk.receive(
      { kind: 'title_list', documentNumber: '豫工信〔2022〕41号' },
      list(row(41, '2022-03-01', '新认定'), row(42, '2022-03-01', '新认定'), row(42, '2022-03-20', '新认定')),
    ),
  );
  expect(first.counts).toMatchObject({ new: 2, rejected: 1 });
  await desk.commit(first.id, first.version);
  const second = valueOf(
    await desk.receive(
      { kind: 'title_list', documentNumber: '豫工信〔2022〕42号', documentDate: '2022-06-01' },
      list(
        row(41, '2022-03-15', '新认定'),
        row(41, '2022-03-01', '新认定'),
        row(42, '2025-03-01', '复核'),
        row(42, '2026-03-01', '失效后重新认定'),
        row(42, '2022-03-02', '新认定', '甲产品'),
        row(42, '2022-03-03', '新认定', '甲 产品'),
      ),
    ),
  );
  expect(second.counts).toMatchObject({ known: 1, new: 3, rejected: 2 });
  const problems = await all<{ problems: { column: string; message: string }[] }>(
    `SELECT problems FROM import_row WHERE import_id = ANY ($1) AND outcome = 'rejected' ORDER BY import_id, position`,
    [[first.id, second.id]],
  );
  expect(problems.map((each) => each.problems[0])).toMatchObject([
    { column: '认定日期', message: '第 3 行已有该企业同一称号的新认定,认定日期为 2022-03-01' },
    {
      ...{ column: '认定日期' },
      message: '文件“豫工信〔2022〕41号”已有该企业同一称号的新认定,认定日期为 2022-03-01',
    },
    { message: '第 6 行已有该企业同一称号的新认定,认定日期为 2022-03-02' },
  ]);
});
