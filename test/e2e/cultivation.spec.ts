import * as casework from '@duixian/casework';
import { appendFacts, refreshProfiles, runCommand, runQuery } from '@duixian/persistence';
import { Office, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { ImportDesk } from './import-desk';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

const partyOf = async (username: string): Promise<string> =>
  (await casework.listMyParties(office.db, await office.as(username)))[0]!.id;

async function learn(partyId: string, facts: Record<string, string | boolean | string[]>): Promise<void> {
  const request = { name: 'learn', actor: SYSTEM, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    const learned = { learnedAt: tx.now, learnedBy: 'system:test', applicationId: null, importId: null };
    await appendFacts(
      tx,
      partyId,
      Object.entries(facts).map(([name, value]) => ({
        ...{ id: tx.newId(), partyId, name, value, status: 'authoritative' as const, ...learned },
        ...{ source: '统计联网直报', documentNumber: '月报', documentDate: tx.today },
        ...{ validFrom: null, validTo: null },
      })),
    );
    await refreshProfiles(tx, [partyId], 'test');
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.learned', data: {} });
    return { ok: true as const, value: null };
  });
}

const today = (): Promise<string> => runQuery(office.db, SYSTEM, (tx) => Promise.resolve(tx.today));
const pool = async (username: string, query: casework.PoolQuery = {}) =>
  valueOf(await casework.listPool(office.db, await office.as(username), query, { limit: 50 }));
const warnings = async (username: string, query: casework.WarningQuery = {}) =>
  valueOf(await casework.listScaleWarnings(office.db, await office.as(username), query, { limit: 50 }));

describe('the cultivation pool', () => {
  const INDUSTRY = { 'applicant.sectors': ['industrial'], 'scale.above_scale_industrial': false };

  it('begins at half of the standard to the fen, and says who reached it and is not in the statistics', async () => {
    const [xinhua, yexian] = [await partyOf('xinhua-clerk'), await partyOf('yexian-clerk')];
    expect((await pool('city-reviewer')).items).toEqual([]);
    await learn(yexian, { ...INDUSTRY, 'revenue.operating_yuan': '9999999.99' });
    await learn(xinhua, { ...INDUSTRY, 'revenue.operating_yuan': '20000000.00' });
    expect((await pool('city-reviewer')).items.map(({ partyId, state }) => [partyId, state])).toEqual([
      [xinhua, 'reached'],
    ]);
    await learn(yexian, { 'revenue.operating_yuan': '10000000.00' });
    const { items, totals } = await pool('city-reviewer');
    expect(items).toMatchObject([
      { partyId: xinhua, state: 'reached', missingFen: 0, reachedPct: 100 },
      {
        ...{ partyId: yexian, state: 'candidate', revenueFen: 1_000_000_000, missingFen: 1_000_000_000 },
        ...{ reachedPct: 50, scaleKnown: true, listed: false, revenueSource: '统计联网直报' },
        revenueStatedOn: await today(),
      },
    ]);
    expect(totals.count).toBe(2);
    expect((await pool('city-reviewer', { sharePct: 51 })).totals.count).toBe(1);
    expect((await pool('city-reviewer', { state: 'candidate' })).items.map(({ partyId }) => partyId)).toEqual(
      [yexian],
    );
  });

  it('is counted by county against 1.2 times of the target of 2022; a county sees its own', async () => {
    const actor = await office.as('city-reviewer');
    const report = valueOf(await casework.readPoolReport(office.db, actor, {}));
    expect(report).toMatchObject({ year: 2022, sharePct: 50, standardFen: 2_000_000_000 });
    const by = new Map(report.counties.map((county) => [county.countyCode, county]));
    expect(by.get(PLACES.yexian.regionCode)).toMatchObject({ target: 18, goal: 22, pool: 1, gap: 21 });
    expect(by.get(PLACES.xinhua.regionCode)).toMatchObject({
      target: 5,
      goal: 6,
      pool: 1,
      reached: 1,
      gap: 5,
    });
    expect(report.counties.reduce((sum, { target }) => sum + (target ?? 0), 0)).toBe(138);
    const own = await pool(PLACES.yexian.reviewer);
    expect(own.items.map(({ countyCode }) => countyCode)).toEqual([PLACES.yexian.regionCode]);
    expect(own.totals.count).toBe(1);
    const county = await office.as(PLACES.yexian.reviewer);
    const counties = valueOf(await casework.readPoolReport(office.db, county, {})).counties;
    expect(counties.map(({ countyCode }) => countyCode)).toEqual([PLACES.yexian.regionCode]);
    const maker = await office.as('xinhua-maker');
    expect(refusalOf(await casework.listPool(office.db, maker, {}, { limit: 1 }))).toBe('forbidden');
    expect(await takeAway(office, 'city-reviewer', 'pool')).toHaveLength(2);
  });

  it('holds nobody who was deregistered, and a standard of nothing or in another unit takes nobody else away', async () => {
    const yexian = await partyOf('yexian-clerk');
    await learn(yexian, { 'scale.revenue_standard_yuan': '0.00' });
    const of = async () => (await pool('city-reviewer')).items.find(({ partyId }) => partyId === yexian);
    expect(await of()).toMatchObject({ state: 'candidate', standardFen: 2_000_000_000, reachedPct: 50 });
    await learn(yexian, { 'scale.revenue_standard_yuan': '0.20' });
    expect(await of()).toMatchObject({ state: 'reached', standardFen: 20, reachedPct: 999_999 });
    await learn(yexian, { 'scale.revenue_standard_yuan': '20000000.00' });

    const desk = new ImportDesk(office);
    const { registeredName, creditCode } = (await of())!;
    const status = (word: string, documentDate: string): Promise<unknown> =>
      desk.bring(
        { kind: 'registration', documentDate },
        `统一社会信用代码,企业名称,区县,登记状态\n${creditCode},${registeredName},叶县,${word}`,
      );
    await status('注销', '2022-05-01');
    expect(await of()).toBeUndefined();
    await learn(yexian, { 'scale.above_scale_industrial': true });
    expect((await warnings('city-reviewer')).items.map(({ partyId }) => partyId)).not.toContain(yexian);
    await learn(yexian, { 'scale.above_scale_industrial': false });
    await status('存续', '2022-06-01');
    expect(await of()).toBeDefined();
    desk.close();
  });

  it('turns its pages without losing or repeating anybody', async () => {
    const actor = await office.as('auditor');
    const first = valueOf(await casework.listPool(office.db, actor, {}, { limit: 1 }));
    const rest = valueOf(
      await casework.listPool(office.db, actor, {}, { limit: 1, cursor: first.nextCursor ?? '' }),
    );
    expect([...first.items, ...rest.items]).toEqual((await pool('auditor')).items);
    expect(rest.nextCursor).toBeNull();
  });
});

describe('the early warning', () => {
  it('compares the revenue of the running year with its part of the standard, to the fen, and asks for what is missing', async () => {
    const party = await partyOf('xinhua-clerk');
    await learn(party, { 'scale.above_scale_industrial': true });
    const ofParty = async () =>
      (await warnings('city-reviewer')).items.find(({ partyId }) => partyId === party);
    expect(await ofParty()).toMatchObject({
      state: 'needs-evidence',
      runningFen: null,
      dueFen: null,
      missingFen: null,
    });

    const day = await today();
    const start = Date.parse(`${day.slice(0, 4)}-01-01`);
    const days = (Date.parse(day) - start) / 86_400_000 + 1;
    const year = (Date.parse(`${Number(day.slice(0, 4)) + 1}-01-01`) - start) / 86_400_000;
    const dueFen = Math.floor((2_000_000_000 * days) / year);
    const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
    const running = (fen: number) => ({ 'revenue.running_yuan': yuan(fen), 'revenue.running_to': day });

    await learn(party, running(dueFen - 1));
    expect(await ofParty()).toMatchObject({
      state: 'below',
      dueFen,
      missingFen: 1,
      runningTo: day,
      statedOn: day,
    });
    await learn(party, running(dueFen));
    expect(await ofParty()).toMatchObject({ state: 'near', missingFen: 0 });
    await learn(party, running(Math.ceil(dueFen * 1.1)));
    expect(await ofParty()).toBeUndefined();

    const old = new Date(Date.parse(day) - 110 * 86_400_000).toISOString().slice(0, 10);
    await learn(party, { 'revenue.running_to': old });
    expect(await ofParty()).toMatchObject({ state: 'needs-evidence', dueFen: null, missingFen: null });
    expect((await warnings('city-reviewer', { state: 'below' })).items).toEqual([]);
    expect(await takeAway(office, 'city-reviewer', 'scaleWarnings')).toHaveLength(
      (await warnings('city-reviewer')).totals.count,
    );
  });

  it('shows a county its own', async () => {
    const seen = new Set((await warnings(PLACES.xinhua.reviewer)).items.map(({ countyCode }) => countyCode));
    expect(seen).toEqual(new Set([PLACES.xinhua.regionCode]));
    const clerk = await office.as('xinhua-clerk');
    expect(refusalOf(await casework.listScaleWarnings(office.db, clerk, {}, { limit: 1 }))).toBe('forbidden');
  });
});
