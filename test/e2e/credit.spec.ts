import { checkCredits, completeCreditCode, creditCheckView, type CreditRules } from '@duixian/casework';
import { runCommand, type CreditCheckEntity } from '@duixian/persistence';
import { Office, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';

jest.setTimeout(240_000);

let office: Office;
let desk: ImportDesk;
let owner: Client;
let applicationId: string;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  applicationId = await walkToReview(office, 'xinhua');
});
afterAll(async () => {
  desk.close();
  await owner.end();
  await office.close();
});

const code = (n: number): string => completeCreditCode(`91410402MA0C0${String(n).padStart(3, '0')}`);
const HEADER = '统一社会信用代码,企业名称,区县,记录类型,决定书文号,决定机关,事由,决定日期,有效期止';
const row = (n: number, kind: string, number: string, from: string, to = ''): string =>
  `${code(n)},信用${n}号有限公司,叶县,${kind},${number},某机关,某事由,${from},${to}`;

async function all<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    return (await owner.query<T>(sql, values)).rows;
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** What the register answers about enterprises today, as the system asks it before an award. */
async function ask(numbers: readonly number[], rules?: CreditRules): Promise<CreditCheckEntity[]> {
  const parties = await all<{ id: string; code: string }>(
    'SELECT id, credit_code AS code FROM party WHERE credit_code = ANY ($1)',
    [numbers.map(code)],
  );
  const request = {
    name: 'ask',
    actor: { kind: 'system', name: 'test' } as const,
    idempotencyKey: office.key(),
    input: {},
  };
  return valueOf(
    await runCommand(office.db, request, async (tx) => {
      const questions = numbers.map((n) => ({
        partyId: parties.find((each) => each.code === code(n))?.id ?? '',
        purpose: 'award' as const,
        applicationId,
      }));
      const value = await checkCredits(tx, questions, rules);
      await tx.record({ caseId: applicationId, regionCode: '410400', type: 'test.asked', data: {} });
      return { ok: true as const, value };
    }),
  );
}

const outcomes = async (...numbers: number[]) =>
  (await ask(numbers)).map(({ outcome, findings }) => `${outcome} ${findings.length}`);

it('what counts today is listed; what is over or repaired is not; each answer is kept', async () => {
  const brought = await desk.bring(
    { kind: 'credit_records' },
    [
      HEADER,
      row(1, '行政处罚', '处1', '2021-03-01', '2021-12-31'),
      row(2, '严重失信', '列2', '2022-03-01'),
      row(2, '行政处罚', '处2', '2022-03-02'),
      row(3, '经营异常名录', '异3', '2022-03-01'),
    ].join('\n'),
  );
  expect(brought).toMatchObject({ state: 'committed', counts: { new: 4, rejected: 0 } });
  expect(await outcomes(1, 2, 3)).toEqual(['not-covered 0', 'listed 2', 'listed 1']);

  // A later document ends the third record; the register is said to be complete.
  const mended = await desk.bring(
    { kind: 'credit_records', documentDate: '2022-05-01', completeTo: '2022-05-01' },
    [HEADER, row(3, '经营异常', '异3', '2022-03-01', '2022-04-20')].join('\n'),
  );
  expect(mended.counts).toMatchObject({ changed: 1 });
  const [first, , third] = await ask([1, 2, 3]);
  expect([first?.outcome, first?.coveredTo, third?.outcome]).toEqual(['stale', '2022-05-01', 'stale']);

  // An earlier document that arrives late does not bring it back.
  const late = await desk.bring(
    { kind: 'credit_records', documentDate: '2022-03-05' },
    [HEADER, row(3, '经营异常', '异3', '2022-03-01', '2030-01-01')].join('\n'),
  );
  expect(late.counts).toMatchObject({ outdated: 1 });
  expect(await outcomes(3)).toEqual(['stale 0']);

  const stored = await all<{ outcome: string }>(
    'SELECT outcome FROM credit_check WHERE application_id = $1',
    [applicationId],
  );
  // The seven asked here, and the one that the submission asked.
  expect(stored).toHaveLength(8);
});

it('taking an import back takes its records back, and the earlier ones stand again', async () => {
  const { id } = await desk.bring(
    { kind: 'credit_records', documentDate: '2022-06-01' },
    [HEADER, row(4, '失信被执行人', '执4', '2022-03-01')].join('\n'),
  );
  expect(await outcomes(4)).toEqual(['listed 1']);
  valueOf(await desk.undo(id));
  expect(await outcomes(4)).toEqual(['stale 0']);
});

it('a register that is complete to a recent day answers clear; the same later, or under a stricter rule, says that nobody looked', async () => {
  const [{ today = '' } = {}] = await all<{ today: string }>(
    `SELECT ((business_now() AT TIME ZONE 'Asia/Shanghai')::date - 3)::text AS today`,
    [],
  );
  await desk.bring(
    { kind: 'credit_records', documentDate: today, completeTo: today },
    [HEADER, row(5, '行政处罚', '处5', '2020-03-01', '2020-12-31')].join('\n'),
  );
  const answered = async (staleAfterDays: number) => {
    const [check] = await ask([4], { unknown: 'warn', staleAfterDays });
    return check && [check.outcome, creditCheckView(check).words];
  };
  expect(await answered(3)).toEqual(['clear', `无记录;登记簿完整至 ${today}`]);
  const unchecked = `未核查:登记簿完整至 ${today},已过期,没有记录不等于没有问题`;
  expect(await answered(2)).toEqual(['stale', unchecked]);
});

it.each([
  ['a kind nobody knows', row(9, '迟到', '号', '2022-01-01'), '记录类型'],
  ['no decision number', row(9, '行政处罚', '', '2022-01-01'), '决定书文号'],
  ['a day to come', row(9, '行政处罚', '号', '2099-01-01'), '决定日期'],
  ['an end before its beginning', row(9, '行政处罚', '号', '2022-02-01', '2022-01-01'), '有效期止'],
])('%s is rejected with its column', async (_what, line, column) => {
  const { id } = valueOf(await desk.receive({ kind: 'credit_records' }, [HEADER, line].join('\n')));
  const [only] = await desk.rows(id);
  expect(only).toContain(`rejected ${column}:`);
});

it('an answer is never changed', async () => {
  await expect(
    owner.query(
      `BEGIN; SELECT set_config('duixian.scope', 'system', true); UPDATE credit_check SET outcome = 'clear'`,
    ),
  ).rejects.toThrow(/append-only|immutable|never changed|not allowed|refuse/i);
  await owner.query('ROLLBACK');
});
