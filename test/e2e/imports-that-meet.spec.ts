import {
  commitImport,
  completeCreditCode,
  confirmEarlierPaymentCoverage,
  listEarlierPaymentCoverage,
  recordEarlierPaymentCoverage,
  withdrawEarlierPaymentCoverage,
} from '@duixian/casework';
import { Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';

jest.setTimeout(240_000);

// Several imports that speak of the same: what stands is what those that were not taken back say, whatever came first.
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

const code = (n: number): string => completeCreditCode(`91410402MA0M0${String(n).padStart(3, '0')}`);

async function all<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    return (await owner.query<T>(sql, values)).rows;
  } finally {
    await owner.query('ROLLBACK');
  }
}
async function change(sql: string): Promise<void> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true); ${sql}; COMMIT`);
}

const TITLES = '统一社会信用代码,企业名称,区县,称号,级别,认定日期,有效期起,有效期止,取得方式';
const title = (n: number, to = '', acquisition = ''): string =>
  `${code(n)},相遇${n}号有限公司,叶县,省级专精特新中小企业,省级,2022-03-01,,${to},${acquisition}`;
const titlesOf = (n: number) =>
  all(
    `SELECT t.code, t.valid_to::text AS to, t.acquisition FROM standing_title t JOIN party p ON p.id = t.party_id
     WHERE p.credit_code = $1`,
    [code(n)],
  );

const FACTS = '统一社会信用代码,企业名称,区县,年主营业务收入,有效期起,有效期止';
const revenue = (n: number, yuan: number): string =>
  `${FACTS}\n${code(n)},相遇${n}号有限公司,叶县,${yuan}.00,2022-01-01,2099-12-31`;
const revenueOf = async (n: number): Promise<unknown> =>
  (
    await all<{ value: unknown }>(
      `SELECT f.facts->'revenue.main_business_yuan' AS value FROM party_profile f JOIN party p ON p.id = f.party_id
       WHERE p.credit_code = $1`,
      [code(n)],
    )
  )[0]?.value;

const PAYMENTS = '统一社会信用代码,企业名称,区县,条款编号,金额,兑付日期';
const payment = (n: number, yuan: number): string =>
  `${code(n)},相遇${n}号有限公司,叶县,PDS-A2-4-3-1,${yuan}.00,2021-12-20`;
const paidTo = (n: number) =>
  all(
    `SELECT e.amount_fen::int / 100 AS yuan FROM standing_earlier_payment e JOIN party p ON p.id = e.party_id
     WHERE p.credit_code = $1 ORDER BY 1`,
    [code(n)],
  );

it('what a later document says again stands against what one in between says otherwise', async () => {
  const kind = 'facts' as const;
  await desk.bring({ kind, documentDate: '2022-06-01', documentNumber: '六月' }, revenue(1, 200));
  const again = `${revenue(1, 200)}\n\n`;
  await desk.bring({ kind, documentDate: '2022-09-01', documentNumber: '九月' }, again);
  await desk.bring({ kind, documentDate: '2022-07-01', documentNumber: '七月' }, revenue(1, 150));
  expect(await revenueOf(1)).toBe('200.00');
});

it('a title that two lists hold stands when one of them is taken back', async () => {
  const kind = 'title_list' as const;
  const first = await desk.bring({ kind, documentDate: '2022-04-01' }, `${TITLES}\n${title(2)}`);
  await desk.bring({ kind, documentDate: '2022-05-01' }, `${TITLES}\n${title(2)}\n${title(3)}`);
  valueOf(await desk.undo(first.id));
  expect(await titlesOf(2)).toHaveLength(1);
});

it('a list that was shown before another one was taken back brings what it says', async () => {
  const kind = 'title_list' as const;
  const first = await desk.bring({ kind, documentDate: '2022-04-01' }, `${TITLES}\n${title(4)}`);
  const shown = valueOf(
    await desk.receive({ kind, documentDate: '2022-05-01' }, `${TITLES}\n${title(4)}\n${title(5)}`),
  );
  expect(shown.counts).toMatchObject({ known: 1, new: 1 });
  valueOf(await desk.undo(first.id));
  await desk.commit(shown.id, shown.version);
  expect(await titlesOf(4)).toHaveLength(1);
});

it('what an import said goes with it, also where a later list left that column blank', async () => {
  const kind = 'title_list' as const;
  const first = await desk.bring(
    { kind, documentDate: '2022-04-01' },
    `${TITLES}\n${title(6, '2022-12-31')}`,
  );
  await desk.bring({ kind, documentDate: '2022-05-01' }, `${TITLES}\n${title(6, '', '复核')}`);
  expect(await titlesOf(6)).toEqual([{ code: 'PROV_ZJTX', to: '2022-12-31', acquisition: 'renewal' }]);
  valueOf(await desk.undo(first.id));
  expect(await titlesOf(6)).toEqual([{ code: 'PROV_ZJTX', to: null, acquisition: 'renewal' }]);
});

it('a payment that two ledgers hold counts once, and still when one of them is taken back', async () => {
  const kind = 'earlier_payments' as const;
  const first = await desk.bring({ kind }, `${PAYMENTS}\n${payment(7, 100)}`);
  const second = await desk.bring({ kind }, `${PAYMENTS}\n${payment(7, 100)}\n${payment(7, 50)}`);
  expect(second.counts).toMatchObject({ known: 1, new: 1 });
  expect(await paidTo(7)).toEqual([{ yuan: 50 }, { yuan: 100 }]);
  await withoutMarks();
  valueOf(await desk.undo(first.id));
  expect(await paidTo(7)).toEqual([{ yuan: 50 }, { yuan: 100 }]);
});

it('a list that says nothing new is committed all the same, and its register is complete to the later day', async () => {
  const kind = 'title_list' as const;
  await desk.bring({ kind, completeTo: '2022-03-31' }, `${TITLES}\n${title(8)}`);
  const later = valueOf(
    await desk.receive(
      { kind, completeTo: '2022-09-30', documentDate: '2022-10-08' },
      `${TITLES}\n${title(8)}\n\n`,
    ),
  );
  expect(later).toMatchObject({ counts: { known: 1, good: 0 }, allowedActions: ['commit', 'discard'] });
  await desk.commit(later.id, later.version);
  const marks = await all(
    `SELECT complete_to::text AS day FROM standing_register_coverage WHERE import_id = $1`,
    [later.id],
  );
  expect(marks).toEqual([{ day: '2022-09-30' }]);
});

describe('an enterprise that came into another city after the preview', () => {
  const elsewhere = (n: number): string =>
    `INSERT INTO party VALUES (gen_random_uuid(), 'enterprise', '${code(n)}', '相遇${n}号有限公司', '410102', NULL, now())`;

  it('is left to that city, and its row is among the rejected ones', async () => {
    const shown = valueOf(await desk.receive({ kind: 'title_list' }, `${TITLES}\n${title(9)}`));
    await change(elsewhere(9));
    expect((await desk.commit(shown.id, shown.version)).counts).toMatchObject({ rejected: 1, good: 0 });
    expect(await titlesOf(9)).toEqual([]);
    expect((await desk.rows(shown.id))[0]).toContain('不在本次导入的地区内');
  });

  it('is not moved by a list of registrations, and its row is among the rejected ones', async () => {
    const shown = valueOf(
      await desk.receive(
        { kind: 'registration', completeTo: '2022-03-31' },
        `统一社会信用代码,企业名称,区县\n${code(10)},相遇10号有限公司,叶县\n${code(11)},相遇11号有限公司,叶县`,
      ),
    );
    const by = { actor: await office.as('policy-officer'), idempotencyKey: office.key() };
    valueOf(await commitImport(office.db, { ...by, importId: shown.id, version: shown.version }));
    await change(elsewhere(10));
    await office.drain();
    const counties = await all(
      `SELECT county_code AS county FROM party WHERE credit_code = ANY ($1) ORDER BY credit_code`,
      [[code(10), code(11)]],
    );
    expect(counties).toEqual([{ county: '410102' }, { county: '410422' }]);
    expect((await desk.rows(shown.id))[0]).toContain('不在本次导入的地区内');
    expect(await all(`SELECT 1 FROM standing_register_coverage WHERE import_id = $1`, [shown.id])).toEqual(
      [],
    );
  });
});

describe('registration', () => {
  const HEADER = '统一社会信用代码,企业名称,区县,登记状态,状态日期';
  const statusOf = async (n: number): Promise<unknown> => {
    const rows = await all<{ status: string }>(
      `SELECT s.status FROM standing_registration_status s JOIN party p ON p.id = s.party_id WHERE p.credit_code = $1`,
      [code(n)],
    );
    return rows[0]?.status;
  };

  it('an older document brings nobody back to life', async () => {
    const kind = 'registration' as const;
    await desk.bring(
      { kind, documentDate: '2022-03-01' },
      `${HEADER}\n${code(12)},相遇12号有限公司,叶县,存续,`,
    );
    await desk.bring(
      { kind, documentDate: '2022-06-01' },
      `${HEADER}\n${code(12)},相遇12号有限公司,叶县,注销,2022-05-20`,
    );
    const older = await desk.bring(
      { kind, documentDate: '2022-04-01' },
      `${HEADER}\n${code(12)},相遇12号(旧)有限公司,湛河区,存续,`,
    );
    expect(older.counts).toMatchObject({ outdated: 1 });
    expect(await statusOf(12)).toBe('deregistered');
    expect(
      await all(`SELECT registered_name AS name, county_code AS county FROM party WHERE credit_code = $1`, [
        code(12),
      ]),
    ).toEqual([{ name: '相遇12号有限公司', county: '410422' }]);
  });
});

it('a ledger that is marked complete is not taken back, also where the mark counts from tomorrow on', async () => {
  const { id } = await desk.bring({ kind: 'earlier_payments' }, `${PAYMENTS}\n${payment(13, 100)}`);
  await withoutMarks();
  const by = async (username: string) => ({ actor: await office.as(username), idempotencyKey: office.key() });
  const day = (offset: number): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + offset * 86_400_000);
  const mark = valueOf(
    await recordEarlierPaymentCoverage(office.db, {
      ...(await by('policy-officer')),
      ...{ cityCode: '410400', clauseIds: ['PDS-A2-4-3-1'], documentNumber: '平财函〔2026〕1号' },
      ...{ completeTo: day(0), paidHereFrom: day(1) },
    }),
  );
  expect(refusalOf(await desk.undo(id))).toBe('import-in-use');
  const { id: coverageId, version } = mark;
  valueOf(
    await confirmEarlierPaymentCoverage(office.db, { ...(await by('city-checker')), coverageId, version }),
  );
  expect(refusalOf(await desk.undo(id))).toBe('import-in-use');
});

async function withoutMarks(): Promise<void> {
  const actor = await office.as('policy-officer');
  const marks = valueOf(await listEarlierPaymentCoverage(office.db, actor, {}, { limit: 50 }));
  for (const { id: coverageId, version } of marks.items.filter(({ state }) => state !== 'withdrawn')) {
    const command = { actor, idempotencyKey: office.key(), coverageId, version, reason: '台账有遗漏' };
    valueOf(await withdrawEarlierPaymentCoverage(office.db, command));
  }
}
