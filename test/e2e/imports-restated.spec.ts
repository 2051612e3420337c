import * as casework from '@duixian/casework';
import { newId, runQuery } from '@duixian/persistence';
import { valueOf } from '@duixian/testing';
import * as fc from 'fast-check';
import { Client } from 'pg';
import { ImportDesk } from './import-desk';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(600_000);

// A list that is imported again: whoever it says nothing new of is not looked at again, and nobody is missed by that.
const SYSTEM = { kind: 'system', name: 'test' } as const;
const STEPS = Number(process.env['IMPORT_STEPS'] ?? 24);

let desk: SweepDesk;
let imports: ImportDesk;
let owner: Client;
beforeAll(async () => {
  desk = await SweepDesk.open();
  imports = new ImportDesk(desk.office);
  owner = new Client(desk.office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
});
afterAll(async () => {
  imports.close();
  await owner.end();
  await desk.office.close();
});

const code = (n: number): string => casework.completeCreditCode(`91410402MA0R0${String(n).padStart(3, '0')}`);
const who = (n: number): string => `${code(n)},重报${n}号有限公司,新华区`;

interface List {
  kind: 'facts' | 'title_list' | 'earlier_payments';
  rows: readonly string[];
  day: string;
}
const HEADERS: Readonly<Record<List['kind'], string>> = {
  facts: '统一社会信用代码,企业名称,区县,首次纳入规模以上统计,有效期起,有效期止',
  title_list: '统一社会信用代码,企业名称,区县,称号,级别,认定日期,有效期止,是否首次,认定时所在市',
  earlier_payments: '统一社会信用代码,企业名称,区县,条款编号,金额(元),兑付日期',
};
let lists = 0;
/** Every list is another file of another document, whatever it says. */
async function bring({ kind, rows, day }: List): Promise<string> {
  lists += 1;
  const about = { kind, documentDate: day, documentNumber: `第${lists}号` };
  const { id } = await imports.bring(about, `${HEADERS[kind]}\n${rows.join('\n')}${'\n'.repeat(lists)}`);
  return id;
}

const dirty = async (): Promise<string[]> =>
  (
    await owner.query<{ code: string }>(
      `SELECT p.credit_code AS code FROM dirty_party d JOIN party p ON p.id = d.party_id WHERE p.registered_name LIKE '重报%' ORDER BY 1`,
    )
  ).rows.map((row) => row.code);
const settled = () => owner.query('DELETE FROM dirty_party');

const fact = (n: number, value: string, period = ','): string => `${who(n)},${value},${period}`;
const title = (n: number, to = '', first = '是', city = '平顶山'): string =>
  `${who(n)},SME_SERVICE_PLATFORM_PROV,省级,2022-05-30,${to},${first},${city}`;
const payment = (n: number, yuan = 100): string => `${who(n)},PDS-A2-4-3-1,${yuan}.00,2021-12-20`;

describe('nobody is dirty after a list that says nothing new', () => {
  it.each<[string, List, List, string[]]>([
    [
      'titles, of a later document, a blank in one of them',
      { kind: 'title_list', rows: [title(1, '2099-12-31'), title(2)], day: '2022-06-01' },
      { kind: 'title_list', rows: [title(1), title(2)], day: '2022-07-01' },
      [],
    ],
    [
      'titles, one of which now ends on another day',
      { kind: 'title_list', rows: [title(3, '2099-12-31'), title(4, '2099-12-31')], day: '2022-06-01' },
      { kind: 'title_list', rows: [title(3, '2099-12-31'), title(4, '2099-11-30')], day: '2022-07-01' },
      [code(4)],
    ],
    [
      'what an older document says otherwise',
      { kind: 'title_list', rows: [title(5, '2099-12-31')], day: '2022-06-01' },
      { kind: 'title_list', rows: [title(5, '2098-12-31')], day: '2022-05-31' },
      [],
    ],
    [
      'facts of one period',
      { kind: 'facts', rows: [fact(6, '是', '2022-01-01,2022-12-31')], day: '2022-06-01' },
      { kind: 'facts', rows: [fact(6, '是', '2022-01-01,2022-12-31')], day: '2022-07-01' },
      [],
    ],
    [
      'the same fact for another period',
      { kind: 'facts', rows: [fact(7, '是', '2022-01-01,2022-12-31')], day: '2022-06-01' },
      { kind: 'facts', rows: [fact(7, '是', '2022-01-01,2023-12-31')], day: '2022-07-01' },
      [code(7)],
    ],
    [
      'payments',
      { kind: 'earlier_payments', rows: [payment(8), payment(9)], day: '2022-06-01' },
      { kind: 'earlier_payments', rows: [payment(8), payment(9, 200)], day: '2022-07-01' },
      [code(9)],
    ],
  ])('%s', async (_, first, again, changed) => {
    await bring(first);
    await settled();
    await bring(again);
    expect(await dirty()).toEqual(changed);
  });

  it('but for whom an earlier statement wins again over one in between', async () => {
    await bring({ kind: 'facts', rows: [fact(10, '是', '2022-01-01,')], day: '2022-06-01' });
    await bring({ kind: 'facts', rows: [fact(10, '否', '2022-02-01,')], day: '2022-07-01' });
    await settled();
    await bring({ kind: 'facts', rows: [fact(10, '是', '2022-01-01,')], day: '2022-08-01' });
    expect(await dirty()).toEqual([code(10)]);
  });

  it('but for whom the document of a fact counts, since something was paid', async () => {
    await bring({ kind: 'earlier_payments', rows: [payment(11)], day: '2022-06-01' });
    await bring({ kind: 'facts', rows: [fact(11, '是')], day: '2022-06-01' });
    await settled();
    await bring({ kind: 'facts', rows: [fact(11, '是')], day: '2022-07-01' });
    expect(await dirty()).toEqual([code(11)]);
  });
});

const asOfToday = () =>
  runQuery(desk.db, SYSTEM, (tx) => Promise.resolve({ asOf: tx.today, since: tx.nowText }));

async function bySystem(): Promise<casework.SweepDetail> {
  const { since } = await asOfToday();
  const wanted = { cityCode: '410400', cause: 'import' as const, causeId: newId(), since };
  const begun = await casework.sweepForCause(desk.db, new Set(['import'] as const), {
    outboxId: newId(),
    ...wanted,
  });
  await desk.office.drain();
  return desk.look(valueOf(begun!).sweepId!);
}
const inFull = async () => desk.run({ dryRun: true, asOf: (await asOfToday()).asOf });

const findings = async ({ id }: { id: string }): Promise<unknown[]> =>
  (
    await owner.query(
      `SELECT party_id, clause_id, subject, status, disposition, reason, amount_fen FROM sweep_line WHERE sweep_id = $1
       ORDER BY party_id, clause_id, subject`,
      [id],
    )
  ).rows;

const PERIODS = [',', '2022-01-01,', '2022-01-01,2026-12-31', '2027-01-01,', '2026-01-01,2027-06-30'];
const DAYS = ['2022-06-01', '2022-07-01', '2022-08-01', '2022-09-01'];
const enterprises = fc.uniqueArray(fc.integer({ min: 20, max: 27 }), { minLength: 1, maxLength: 8 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('facts' as const),
      of: enterprises,
      value: fc.constantFrom('是', '否'),
      period: fc.constantFrom(...PERIODS),
      day: fc.constantFrom(...DAYS),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('titles' as const),
      of: enterprises,
      to: fc.constantFrom('', '2026-12-31', '2099-12-31'),
      first: fc.constantFrom('', '是', '否'),
      day: fc.constantFrom(...DAYS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), at: fc.nat(99) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.constantFrom(1, 40, 200) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const standing: string[] = [];
async function happen(each: Step): Promise<void> {
  if (each.do === 'facts') {
    const rows = each.of.map((n) => fact(n, each.value, each.period));
    standing.push(await bring({ kind: 'facts', rows, day: each.day }));
  } else if (each.do === 'titles') {
    const rows = each.of.map((n) => title(n, each.to, each.first));
    standing.push(await bring({ kind: 'title_list', rows, day: each.day }));
  } else if (each.do === 'undo') {
    const [id] = standing.splice(each.at % Math.max(1, standing.length), 1);
    if (id) valueOf(await imports.undo(id));
  } else {
    const { now } = await runQuery(desk.db, SYSTEM, (tx) => Promise.resolve({ now: tx.now.getTime() }));
    valueOf(
      await casework.moveClock(
        desk.db,
        await desk.office.as('admin'),
        new Date(now + each.days * 86_400_000),
      ),
    );
  }
}

it('whatever lists say again, later, earlier or never more: resting on the last sweep finds what looking at everybody finds', async () => {
  await bySystem();
  const steps = fc.sample(step, { numRuns: STEPS, seed: 20261201 });
  let rested = 0;
  for (const [at, each] of steps.entries()) {
    await happen(each);
    const resting = await bySystem();
    expect([at, each, await findings(resting)]).toEqual([at, each, await findings(await inFull())]);
    rested +=
      (await owner.query('SELECT FROM sweep WHERE id = $1 AND base_id IS NOT NULL', [resting.id])).rowCount ??
      0;
  }
  expect(rested).toBeGreaterThan(STEPS / 2);
});
