import * as casework from '@duixian/casework';
import { appendFacts, runCommand } from '@duixian/persistence';
import { Office, PLACES, refusalOf, valueOf, walkToAward } from '@duixian/testing';
import { ImportDesk } from './import-desk';
import { takeAway } from './take-away';

jest.setTimeout(180_000);

let office: Office;
let desk: ImportDesk;
let xinhua: string;
let yexian: string;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
  [xinhua, yexian] = [await partyOf('xinhua-clerk'), await partyOf('yexian-clerk')];
});
afterAll(async () => {
  desk.close();
  await office.close();
});

const partyOf = async (username: string): Promise<string> =>
  (await casework.listMyParties(office.db, await office.as(username)))[0]!.id;
const list = async (username: string, filter: Parameters<typeof casework.listParties>[2] = {}) =>
  valueOf(await casework.listParties(office.db, await office.as(username), filter, { limit: 50 }));
const open = async (username: string, partyId: string) =>
  casework.readPartyFile(office.db, await office.as(username), partyId);

describe('looking up a party', () => {
  it('finds it by a part of name or code, in one’s own place only', async () => {
    const { items } = await list('city-reviewer');
    const one = items.find(({ partyId }) => partyId === xinhua);
    expect(one).toMatchObject({ countyCode: PLACES.xinhua.regionCode, kind: 'enterprise' });
    const byCode = await list('city-reviewer', { search: one?.creditCode?.slice(4, 14) ?? '' });
    expect(byCode.items.map(({ partyId }) => partyId)).toEqual([xinhua]);
    const byName = await list('xinhua-reviewer', { search: one?.registeredName.slice(1, -1) ?? '' });
    expect(byName).toMatchObject({ items: [{ partyId: xinhua }], totals: { count: 1 } });
    const elsewhere = await list('yexian-reviewer', { search: one?.registeredName ?? '' });
    expect(elsewhere).toMatchObject({ items: [], totals: { count: 0 } });
    const asked = { countyCode: PLACES.xinhua.regionCode };
    expect((await list('yexian-maker', asked)).items).toEqual([]);
    expect(new Set((await list('xinhua-checker')).items.map((each) => each.countyCode))).toEqual(
      new Set([PLACES.xinhua.regionCode]),
    );
  });

  it('takes signs of a pattern as they are written', async () => {
    expect((await list('city-reviewer', { search: '%' })).items).toEqual([]);
    expect((await list('city-reviewer', { search: '_' })).items).toEqual([]);
  });

  it('is a workbook too, and not for enterprises or administrators', async () => {
    expect(await takeAway(office, 'city-reviewer', 'parties')).toHaveLength(
      (await list('city-reviewer')).totals.count,
    );
    for (const username of ['xinhua-clerk', 'admin']) {
      const actor = await office.as(username);
      expect(refusalOf(await casework.listParties(office.db, actor, {}, { limit: 1 }))).toBe('forbidden');
      expect(refusalOf(await open(username, xinhua))).toBe('forbidden');
    }
  });
});

describe('the file of a party', () => {
  const LAW = ['facts', 'ladder', 'statement', 'missed', 'warnings', 'pool', 'whiteLists'];
  const MONEY = ['awards', 'payments', 'recoveries', 'holds'];
  it.each([
    ['xinhua-reviewer', [...LAW, 'cases', 'offers', 'awards', 'holds']],
    ['city-reviewer', [...LAW, 'cases', 'offers', 'awards', 'holds']],
    ['xinhua-maker', ['cases', 'offers', ...MONEY]],
    ['city-checker', ['cases', 'offers', ...MONEY]],
    ['policy-officer', [...LAW, 'cases', 'offers']],
    ['auditor', [...LAW, 'cases', 'offers', ...MONEY]],
  ])('of its own place shows %s exactly the parts of their rights', async (username, parts) => {
    const file = valueOf(await open(username, xinhua));
    expect([...file.parts].sort()).toEqual([...parts].sort());
  });

  it('of another county is not there', async () => {
    for (const username of ['yexian-reviewer', 'yexian-maker'])
      expect(refusalOf(await open(username, xinhua))).toBe('not-found');
    const reviewer = await office.as('yexian-reviewer');
    for (const read of [casework.readPartyFacts, casework.readLadder])
      expect(refusalOf(await read(office.db, reviewer, xinhua))).toBe('not-found');
  });

  it('says what the register said last, who says so and since when', async () => {
    const { registeredName, creditCode } = valueOf(await open('auditor', xinhua));
    const line = `${registeredName},${creditCode},新华区`;
    const said = { kind: 'registration' as const, source: '市市场监督管理局', documentDate: '2026-06-30' };
    await desk.bring(said, `企业名称,统一社会信用代码,县区,登记状态\n${line},注销`);
    expect(valueOf(await open('xinhua-reviewer', xinhua)).registration).toMatchObject({
      ...{ status: 'deregistered', source: '市市场监督管理局', documentDate: '2026-06-30' },
      documentNumber: '平工信〔2022〕8号',
    });
    await desk.bring(
      { ...said, documentNumber: '更正1号' },
      `企业名称,统一社会信用代码,县区,登记状态\n${line},存续`,
    );
    expect(valueOf(await open('xinhua-reviewer', xinhua)).registration).toMatchObject({
      ...{ status: 'registered', documentNumber: '更正1号' },
    });
    expect(valueOf(await open('yexian-reviewer', yexian)).registration).toBeNull();
  });

  it('lists titles with the document behind each', async () => {
    const { registeredName, creditCode } = valueOf(await open('auditor', yexian));
    const about = { kind: 'title_list' as const };
    await desk.bring(
      about,
      `企业名称,统一社会信用代码,区县,称号,级别,认定日期,有效期止\n${registeredName},${creditCode},叶县,创新型中小企业,省级,2022-01-10,2029-01-09`,
    );
    expect(valueOf(await open('yexian-maker', yexian)).titles).toEqual([
      expect.objectContaining({
        ...{ code: 'INNOVATIVE_SME', title: '创新型中小企业', grantedOn: '2022-01-10', held: true },
        ...{ documentNumber: '平工信〔2022〕8号', documentDate: '2022-04-01', source: '市工业和信息化局' },
      }),
    ]);
  });
});

describe('facts that sources do not agree on', () => {
  const NAME = 'revenue.operating_yuan';
  const say = async (value: string, source: string, documentDate: string): Promise<void> => {
    const actor = { kind: 'system', name: 'test' } as const;
    const request = { name: 'say', actor, idempotencyKey: office.key(), input: { value, source } };
    await runCommand(office.db, request, async (tx) => {
      await appendFacts(tx, yexian, [
        {
          ...{
            id: tx.newId(),
            partyId: yexian,
            applicationId: null,
            name: NAME,
            value,
            source,
            documentDate,
          },
          ...{ status: 'authoritative' as const, documentNumber: null, validFrom: null, validTo: null },
          ...{ learnedAt: tx.now, learnedBy: 'system:test', importId: null },
        },
      ]);
      await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.said', data: {} });
      return { ok: true as const, value: null };
    });
  };
  const read = async (username: string) => {
    const actor = await office.as(username);
    const { items } = valueOf(await casework.readPartyFacts(office.db, actor, yexian));
    return items.find(({ name }) => name === NAME);
  };

  it('show the one that counts, and once per other source what it says otherwise', async () => {
    await say('100.00', '税务', '2026-01-31');
    expect((await read('yexian-reviewer'))?.others).toEqual([]);
    await say('90.00', '统计', '2026-02-28');
    await say('95.00', '统计', '2026-03-31');
    await say('95.00', '社保', '2026-03-01');
    expect(await read('yexian-reviewer')).toMatchObject({
      ...{ value: '95.00', source: '统计' },
      others: [{ value: '100.00', source: '税务', statedOn: '2026-01-31', status: 'authoritative' }],
    });
    expect(await read('yexian-clerk')).toEqual(await read('yexian-reviewer'));
  });

  it('are nobody’s business in finance', async () => {
    const maker = await office.as('yexian-maker');
    expect(refusalOf(await casework.readPartyFacts(office.db, maker, yexian))).toBe('forbidden');
  });
});

it('every list of the file holds this party and no other', async () => {
  await walkToAward(office, 'xinhua');
  await walkToAward(office, 'yexian');
  const page = { limit: 50 };
  const auditor = await office.as('auditor');
  const awards = async (filter: { partyId?: string }) =>
    valueOf(await casework.listAwards(office.db, auditor, filter, page));
  const payments = async (filter: { partyId?: string }) =>
    valueOf(await casework.listPayments(office.db, auditor, filter, page));
  expect((await awards({})).items.length).toBeGreaterThan(1);
  for (const partyId of [xinhua, yexian]) {
    for (const read of [awards, payments]) {
      const { items, totals } = await read({ partyId });
      expect(items.length).toBe(totals.count);
      expect(new Set(items.map((each) => each.partyId))).toEqual(new Set([partyId]));
    }
    expect(await takeAway(office, 'auditor', 'awards', { partyId })).toHaveLength(
      (await awards({ partyId })).totals.count,
    );
    expect(await takeAway(office, 'auditor', 'payments', { partyId })).toHaveLength(
      (await payments({ partyId })).totals.count,
    );
    expect(await takeAway(office, 'auditor', 'applications', { partyId })).toHaveLength(1);
  }
  const other = await office.as('yexian-maker');
  const theirs = valueOf(await casework.listPayments(office.db, other, { partyId: xinhua }, page));
  expect(theirs).toMatchObject({ items: [], totals: { count: 0 } });
  for (const [username, count] of [
    ['yexian-reviewer', 0],
    ['xinhua-reviewer', 1],
  ] as const) {
    const own = await office.as(username);
    expect(valueOf(await casework.listAwards(office.db, own, { partyId: xinhua }, page)).items).toHaveLength(
      count,
    );
  }
});

it('warnings, pool and holds are asked for one enterprise', async () => {
  const page = { limit: 10 };
  const auditor = await office.as('auditor');
  const facts = { 'applicant.sectors': ['industrial'], 'scale.above_scale_industrial': false };
  const actor = { kind: 'system', name: 'test' } as const;
  const request = { name: 'learn', actor, idempotencyKey: office.key(), input: {} };
  await runCommand(office.db, request, async (tx) => {
    for (const partyId of [xinhua, yexian]) {
      const stated = { ...facts, 'revenue.operating_yuan': '15000000.00' };
      await appendFacts(
        tx,
        partyId,
        Object.entries(stated).map(([name, value]) => ({
          ...{ id: tx.newId(), partyId, applicationId: null, name, value, source: '统计联网直报' },
          ...{ status: 'authoritative' as const, documentNumber: null, documentDate: tx.today },
          ...{ validFrom: null, validTo: null, learnedAt: tx.now, learnedBy: 'system:test', importId: null },
        })),
      );
    }
    await tx.record({ caseId: tx.newId(), regionCode: '410400', type: 'test.learned', data: {} });
    return { ok: true as const, value: null };
  });
  const pool = async (filter: casework.PoolQuery) =>
    valueOf(await casework.listPool(office.db, auditor, filter, page));
  expect((await pool({})).totals.count).toBe(2);
  expect((await pool({ partyId: yexian })).items.map(({ partyId }) => partyId)).toEqual([yexian]);
  expect((await pool({ partyId: yexian })).totals.count).toBe(1);
  const warned = valueOf(await casework.listScaleWarnings(office.db, auditor, { partyId: yexian }, page));
  expect(warned.items.every(({ partyId }) => partyId === yexian)).toBe(true);
  const held = valueOf(await casework.listHolds(office.db, auditor, { partyId: yexian }, page));
  expect(held.items.every(({ partyId }) => partyId === yexian)).toBe(true);
});
