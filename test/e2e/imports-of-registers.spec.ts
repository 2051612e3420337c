import {
  approveSweep,
  commitImport,
  completeCreditCode,
  declineOffer,
  listOffers,
  orderSweep,
  readSweep,
} from '@duixian/casework';
import { Office, refusalOf, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';

jest.setTimeout(240_000);

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

const code = (n: number): string => completeCreditCode(`91410402MA0R0${String(n).padStart(3, '0')}`);
const XINHUA = completeCreditCode('91410402MA0DX001');
const YEXIAN = completeCreditCode('91410422MA0DX002');

async function all<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    return (await owner.query<T>(sql, values)).rows;
  } finally {
    await owner.query('ROLLBACK');
  }
}
const factsOf = (creditCode: string) =>
  all<{ name: string; value: unknown; from: string | null; source: string }>(
    `SELECT f.name, f.value, f.valid_from::text AS from, f.source FROM standing_fact f JOIN party p ON p.id = f.party_id
     WHERE p.credit_code = $1 AND f.import_id IS NOT NULL ORDER BY f.name`,
    [creditCode],
  );

describe('registration', () => {
  const HEADER = '统一社会信用代码,企业名称,区县,成立日期,主体类型';

  it('makes enterprises, changes those that are known, and says what stood before', async () => {
    const first = await desk.bring(
      { kind: 'registration' },
      [
        HEADER,
        `${code(1)},登记一号有限公司,叶县,2015-06-01,`,
        `${code(2)},登记二号商行,410402,,个体工商户`,
      ].join('\n'),
    );
    expect(first.counts).toMatchObject({ new: 2, rejected: 0 });
    const parties = () =>
      all(
        `SELECT registered_name AS name, p.kind, p.county_code AS county, registered_on::text AS since, f.county_code AS profile
         FROM party p JOIN party_profile f ON f.party_id = p.id WHERE credit_code = ANY ($1) ORDER BY credit_code`,
        [[code(1), code(2)]],
      );
    expect(await parties()).toEqual([
      {
        name: '登记一号有限公司',
        kind: 'enterprise',
        county: '410422',
        since: '2015-06-01',
        profile: '410422',
      },
      { name: '登记二号商行', kind: 'individual_business', county: '410402', since: null, profile: '410402' },
    ]);

    const moved = await desk.bring(
      { kind: 'registration', documentDate: '2022-05-01' },
      [HEADER, `${code(1)},登记一号(集团)有限公司,湛河区,,`, `${code(2)},登记二号商行,新华区,,`].join('\n'),
    );
    expect(moved.counts).toMatchObject({ changed: 1, known: 1 });
    expect((await parties())[0]).toMatchObject({
      name: '登记一号(集团)有限公司',
      county: '410411',
      since: '2015-06-01',
      profile: '410411',
    });
    expect(refusalOf(await desk.undo(moved.id))).toBe('import-in-use');
  });
});

describe('facts', () => {
  it('one column a fact: each by its name or its Chinese meaning, in the form the law asks for', async () => {
    const brought = await desk.bring(
      { kind: 'facts', source: '统计联网直报', completeTo: '2022-12-31' },
      [
        '统一社会信用代码,企业名称,区县,年主营业务收入,首次纳入规模以上统计,scale.entry_date,所属行业,上市进程节点,有效期起,有效期止',
        `${code(10)},数据十号有限公司,叶县,"62,000,000.50",是,2022年1月31日,工业、制造业,辅导备案,2022-01-01,2022-12-31`,
        `${code(11)},数据十一号有限公司,叶县,,否,,,,2022-01-01,2022-12-31`,
      ].join('\n'),
    );
    expect(brought).toMatchObject({ counts: { new: 2, rejected: 0 }, state: 'committed' });
    expect(await factsOf(code(10))).toEqual(
      [
        ['applicant.sectors', ['industrial', 'manufacturing']],
        ['listing.nodes', ['tutoring_filing']],
        ['revenue.main_business_yuan', '62000000.50'],
        ['scale.entry_date', '2022-01-31'],
        ['scale.first_entry', true],
      ].map(([name, value]) => ({ name, value, from: '2022-01-01', source: '统计联网直报' })),
    );
    expect(brought.registers).toContain('fact/scale.first_entry');
  });

  it('one row a fact; wrong types, units and names are refused by name, the rest is kept', async () => {
    const { id, counts } = valueOf(
      await desk.receive(
        { kind: 'facts' },
        [
          '统一社会信用代码,区县,企业名称,数据项,数值,起始日期',
          `${code(12)},叶县,数据十二号有限公司,当年符合条件的新招用人数,15,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,当年符合条件的新招用人数,15.5,2022-02-01`,
          `${code(12)},叶县,数据十二号有限公司,revenue.main_business_yuan,6200万元,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,利润,1,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,applicant.county,叶县,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,企业规模,巨型,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,税务机关已批准,,2022-01-01`,
          `${code(12)},叶县,数据十二号有限公司,企业规模,小型,2022-01-01`,
        ].join('\n'),
      ),
    );
    expect(counts).toMatchObject({ rows: 8, good: 2, rejected: 6 });
    expect(await desk.rows(id)).toEqual([
      '2 new',
      '3 rejected 数值:“15.5”不是当年符合条件的新招用人数的值(hire.eligible_n)',
      '4 rejected 数值:“6200万元”不是年主营业务收入的值(revenue.main_business_yuan)',
      '5 rejected 数据项:不认识数据项“利润”',
      '6 rejected 数据项:不认识数据项“applicant.county”',
      '7 rejected 数值:“巨型”不是企业规模的值(applicant.size)',
      '8 rejected 数值:没有填写',
      '9 new',
    ]);
  });

  it('a later document wins, an earlier one is kept beside it, and undoing gives the word back', async () => {
    const table = (value: string): string =>
      `统一社会信用代码,数据项,数值,有效期起,有效期止\n${XINHUA},营业收入,${value},2022-01-01,2022-12-31\n`;
    const standing = async () =>
      (
        await all<{ value: string }>(
          `SELECT value #>> '{}' AS value FROM standing_fact f JOIN party p ON p.id = f.party_id WHERE p.credit_code = $1
           AND name = 'revenue.operating_yuan' ORDER BY document_date DESC`,
          [XINHUA],
        )
      ).map((row) => row.value);
    await desk.bring({ kind: 'facts', documentDate: '2023-02-01', documentNumber: '快报' }, table('100.00'));
    const late = await desk.bring(
      { kind: 'facts', documentDate: '2023-06-01', documentNumber: '年报' },
      table('120.00'),
    );
    expect(late.counts).toMatchObject({ changed: 1 });
    const early = valueOf(await desk.receive({ kind: 'facts', documentDate: '2023-01-01' }, table('90.00')));
    expect(early.counts).toMatchObject({ outdated: 1 });
    expect(await standing()).toEqual(['120.00', '100.00']);
    valueOf(await desk.undo(late.id));
    expect(await standing()).toEqual(['100.00']);
  });
});

describe('undoing', () => {
  it('is refused once an award was made to an enterprise of the import', async () => {
    const table = `统一社会信用代码,数据项,数值\n${XINHUA},增值税纳税人类型,一般纳税人\n`;
    const { id } = await desk.bring({ kind: 'facts' }, table);
    await walkToAward(office, 'xinhua');
    const refused = await desk.undo(id);
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'import-in-use', details: { caseNumbers: [expect.any(String)] } },
    });
    expect(await factsOf(XINHUA)).toContainEqual(expect.objectContaining({ value: 'general' }));
  });

  it('is refused while an offer to an enterprise of the import is open', async () => {
    const table = ['统一社会信用代码,数据项,数值', `${YEXIAN},增值税纳税人类型,一般纳税人`].join('\n');
    const { id } = await desk.bring({ kind: 'facts' }, table);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const by = async (username: string) => ({
      actor: await office.as(username),
      idempotencyKey: office.key(),
    });
    const order = { asOf: today, dryRun: false, scope: ['410422'] };
    const sweep = valueOf(await orderSweep(office.db, { ...(await by('policy-officer')), ...order }));
    await office.drain();
    const { version } = valueOf(await readSweep(office.db, await office.as('policy-officer'), sweep.id));
    valueOf(await approveSweep(office.db, { ...(await by('policy-officer-2')), sweepId: sweep.id, version }));
    await office.drain();
    expect(await desk.undo(id)).toMatchObject({
      ok: false,
      refusal: { code: 'import-in-use', details: { offerIds: [expect.any(String)] } },
    });
    const clerk = await by('yexian-clerk');
    const [offer] = valueOf(await listOffers(office.db, clerk.actor, {}, { limit: 50 })).items;
    const command = { ...clerk, offerId: offer?.id ?? '', version: offer?.version ?? 0, reason: '另行申报' };
    valueOf(await declineOffer(office.db, command));
    valueOf(await desk.undo(id));
  });

  it('of a ledger is refused while a confirmed mark says that it is whole', async () => {
    const ledger = `统一社会信用代码,区县,企业名称,条款编号,金额,兑付日期\n${code(20)},叶县,台账示例有限公司,PDS-A2-4-3-1,100000,2019-03-01\n`;
    const { id } = await desk.bring({ kind: 'earlier_payments' }, ledger);
    const refused = await desk.undo(id);
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'import-in-use', details: { clauses: ['PDS-A2-4-3-1'] } },
    });
    await owner.query(
      `BEGIN; SELECT set_config('duixian.scope', 'system', true);
       UPDATE earlier_payment_coverage SET state = 'withdrawn', version = version + 1, withdrawn_at = now(), withdrawn_by = 'x', withdrawal_reason = 'x'
       WHERE city_code = '410400'; COMMIT`,
    );
    valueOf(await desk.undo(id));
    const paid = `SELECT 1 FROM standing_earlier_payment e JOIN party p ON p.id = e.party_id WHERE p.credit_code = $1`;
    expect(await all(paid, [code(20)])).toEqual([]);
  });
});

it('a list with rejected rows is committed, but calls no register complete', async () => {
  const { id, version } = valueOf(
    await desk.receive(
      { kind: 'title_list', completeTo: '2022-04-01' },
      `统一社会信用代码,企业名称,区县,称号,级别,认定日期\n${code(30)},完整三十号有限公司,叶县,创新型中小企业,省级,2022-03-01\n1,坏码,叶县,创新型中小企业,省级,2022-03-01\n`,
    ),
  );
  expect((await desk.commit(id, version)).state).toBe('committed');
  expect(await all('SELECT 1 FROM standing_register_coverage WHERE import_id = $1', [id])).toEqual([]);
});

it('nobody commits an import of another city, and it is not told to exist', async () => {
  const { id: importId, version } = valueOf(
    await desk.receive(
      { kind: 'registration' },
      `统一社会信用代码,企业名称,区县\n${code(40)},外市四十号有限公司,叶县\n`,
    ),
  );
  const actor = {
    ...(await office.as('policy-officer')),
    grants: [{ role: 'policy_officer' as const, regionCode: '410100' }],
  };
  const command = { actor, idempotencyKey: office.key(), importId, version };
  expect(refusalOf(await commitImport(office.db, command))).toBe('not-found');
});
