import * as casework from '@duixian/casework';
import { passDays, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { CITY_CODE, ORDERER, SweepDesk } from './sweep-desk';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

let desk: SweepDesk;
beforeEach(async () => {
  desk = await SweepDesk.open();
});
afterEach(() => desk.office.close());

const officer = () => desk.office.as(ORDERER);
const PAGE = { limit: 50 };

async function offers(filter: casework.OffersAsked) {
  return valueOf(await casework.listOffers(desk.db, await officer(), filter, PAGE));
}

it('offers are narrowed by county, clause, state and days left, with totals over the filter', async () => {
  await desk.offered();
  const all = await offers({});
  expect(all.totals).toEqual({
    count: all.items.length,
    amountFen: all.items.reduce((sum, { amountFen }) => sum + amountFen, 0),
  });
  const xinhua = await offers({ countyCode: PLACES.xinhua.regionCode });
  expect(xinhua.items.map(({ countyCode }) => countyCode)).toEqual([PLACES.xinhua.regionCode]);
  expect(xinhua.totals).toEqual({ count: 1, amountFen: 8_000_000 });
  const clause = 'PDS-A2-4-3-2';
  const ofClause = await offers({ clauseId: clause });
  expect(ofClause.totals.count).toBeGreaterThan(0);
  expect(ofClause.totals.count).toBeLessThan(all.totals.count);
  expect(ofClause.items.every(({ lines }) => lines.some((line) => line.clause === clause))).toBe(true);
  // The page is shorter than the filter: totals are of the filter.
  const page = valueOf(await casework.listOffers(desk.db, await officer(), {}, { limit: 1 }));
  expect([page.items.length, page.totals]).toEqual([1, all.totals]);

  const [first] = all.items;
  const left = first?.daysLeft ?? 0;
  expect(left).toBeGreaterThan(0);
  expect((await offers({ dueWithin: left - 1 })).totals.count).toBe(0);
  expect((await offers({ dueWithin: left })).totals).toEqual(all.totals);
  expect((await offers({ dueWithin: left, state: 'declined' })).totals.count).toBe(0);

  await passDays(desk.office, left + 1);
  const over = await offers({ dueWithin: -1 });
  expect(over.totals).toEqual(all.totals);
  expect(over.items.every(({ state, daysLeft }) => state === 'open' && daysLeft === -1)).toBe(true);
  const id = first?.id ?? '';
  expect(valueOf(await casework.readOffer(desk.db, await officer(), id))).toMatchObject({
    state: 'open',
    allowedActions: [],
    history: [{ type: 'offer.made', by: 'system' }],
  });
  await casework.expireOffers(desk.db);
  expect(valueOf(await casework.readOffer(desk.db, await officer(), id))).toMatchObject({
    state: 'expired',
    stateReason: { code: 'expired' },
    history: [{ type: 'offer.made' }, { type: 'offer.expired', by: 'system' }],
  });
  expect((await offers({ dueWithin: -1 })).totals.count).toBe(0);
});

it('a sample is drawn by the sweep, the same for whoever looks, out of the list only', async () => {
  const sweep = await desk.run();
  const draw = async (size: number, username: string) =>
    valueOf(
      await casework.readSweepSample(desk.db, await desk.office.as(username), { id: sweep.id, size }),
    ).items.map(({ id }) => id);
  const two = await draw(2, ORDERER);
  expect(two).toHaveLength(2);
  expect((await draw(2, 'policy-officer-2')).sort()).toEqual(two.sort());
  // By chance the same ones a dozen times in a row: once in half a million.
  const [one] = await draw(1, ORDERER);
  for (let again = 0; again < 12; again += 1) expect(await draw(1, 'policy-officer-2')).toEqual([one]);
  const list = (await desk.results(sweep.id)).filter(({ disposition }) => disposition === 'offer');
  expect((await draw(50, ORDERER)).sort()).toEqual(list.map(({ id }) => id).sort());
  const clerk = await desk.office.as('xinhua-clerk');
  expect(refusalOf(await casework.readSweepSample(desk.db, clerk, { id: sweep.id, size: 5 }))).toBe(
    'not-found',
  );
});

it('what a run says differently is named, with what was and what is', async () => {
  await desk.offered();
  const again = await desk.run();
  expect(again.difference?.first).toHaveLength(3);
  for (const each of again.difference?.first ?? []) {
    expect(each).toMatchObject({
      change: 'changed',
      before: { disposition: 'offer', status: 'determined', reason: null },
      now: { disposition: 'already-offered', reason: { code: 'offer-open' } },
      // Nothing that the amounts rest on changed: what changed is that it was offered.
      causes: [],
    });
    expect(each.registeredName).not.toBe('');
  }
  const held = valueOf(
    await casework.readSweepResults(
      desk.db,
      await officer(),
      { id: again.id, disposition: 'already-offered', reason: 'offer-open' },
      { limit: 1 },
    ),
  );
  expect([held.items.length, held.totals]).toEqual([
    1,
    { count: 3, amountFen: again.difference?.first.reduce((sum, { now }) => sum + (now?.amountFen ?? 0), 0) },
  ]);
});

it('clauses wait for a mark until a second officer confirmed one', async () => {
  const standing = async (clauseId: string): Promise<string | undefined> => {
    const { items } = valueOf(
      await casework.listClauseCoverage(desk.db, await officer(), { cityCode: CITY_CODE }),
    );
    return items.find((each) => each.clauseId === clauseId)?.standing;
  };
  const clauseId = 'PDS-A2-4-3-1';
  expect(await standing(clauseId)).toBe('confirmed');
  const filter = { cityCode: CITY_CODE, clauseId, state: 'confirmed' } as const;
  const marks = valueOf(await casework.listEarlierPaymentCoverage(desk.db, await officer(), filter, PAGE));
  expect(marks.totals.count).toBe(marks.items.length);
  for (const { id, version } of marks.items) {
    const command = { ...(await desk.by(ORDERER)), coverageId: id, version, reason: '台账有遗漏' };
    valueOf(await casework.withdrawEarlierPaymentCoverage(desk.db, command));
  }
  expect(await standing(clauseId)).toBe('missing');
  const content = { cityCode: CITY_CODE, clauseIds: [clauseId], documentNumber: '平财函〔2026〕9号' };
  const days = { completeTo: '2025-12-31', paidHereFrom: '2026-01-01' };
  const recorded = valueOf(
    await casework.recordEarlierPaymentCoverage(desk.db, {
      ...(await desk.by(ORDERER)),
      ...content,
      ...days,
    }),
  );
  expect(await standing(clauseId)).toBe('recorded');
  const mark = { coverageId: recorded.id, version: recorded.version };
  valueOf(
    await casework.confirmEarlierPaymentCoverage(desk.db, {
      ...(await desk.by('policy-officer-2')),
      ...mark,
    }),
  );
  expect(await standing(clauseId)).toBe('confirmed');
});

const taken = (username: string, list: casework.ExportedListName, filter: casework.ExportFilter) =>
  takeAway(desk.office, username, list, filter);

async function exportsOnTrail(): Promise<unknown[]> {
  const auditor = await desk.office.as('auditor');
  const filter = { type: casework.EXPORTED_EVENT };
  const { items } = valueOf(await casework.listEvents(desk.db, auditor, filter, PAGE));
  return items.map(({ actor, bytes }) => ({ actor, ...(JSON.parse(bytes) as { data: object }).data }));
}

it('a list that is taken away leaves who, which, narrowed by what, and how many rows', async () => {
  const sweep = await desk.run();
  const { userId } = await officer();
  const rows = await taken(ORDERER, 'sweepLines', { sweepId: sweep.id, disposition: 'offer' });
  expect(rows).toHaveLength(3);
  expect(rows.flat()).toContain('拟推送');
  expect(await exportsOnTrail()).toEqual([
    {
      actor: `user:${userId}`,
      list: 'sweepLines',
      filter: { sweepId: sweep.id, disposition: 'offer' },
      rows: 3,
      complete: true,
    },
  ]);
  const marks = await taken('policy-officer-2', 'coverage', { state: 'withdrawn' });
  expect(marks).toEqual([]);
  const clerk = await desk.office.as('xinhua-clerk');
  expect(refusalOf(await casework.exportList(desk.db, clerk, 'sweeps', {}))).toBe('forbidden');
  expect(await exportsOnTrail()).toMatchObject([
    { list: 'coverage', filter: { state: 'withdrawn' }, rows: 0 },
    { list: 'sweepLines' },
  ]);
  const own = await taken('xinhua-clerk', 'offers', {});
  expect(own).toEqual([]);
  expect(await exportsOnTrail()).toHaveLength(3);
});

it('what differs from the last run is read in pages and taken away whole', async () => {
  await desk.offered();
  const again = await desk.run();
  const page = async (cursor?: string) =>
    valueOf(
      await casework.listSweepDifferences(
        desk.db,
        await officer(),
        { id: again.id },
        { limit: 2, ...(cursor ? { cursor } : {}) },
      ),
    );
  const first = await page();
  const second = await page(first.nextCursor ?? '');
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  expect(
    new Set([...first.items, ...second.items].map((each) => `${each.partyId} ${each.clauseId}`)).size,
  ).toBe(3);
  const rows = await taken(ORDERER, 'sweepDifferences', { sweepId: again.id });
  expect(rows).toHaveLength(3);
  expect(rows.flat()).toEqual(expect.arrayContaining(['变化', '拟推送', '已推送过']));
  expect(await taken(ORDERER, 'sweepFailures', { sweepId: again.id })).toEqual([]);
  const clauses = await taken(ORDERER, 'clauseCoverage', { cityCode: CITY_CODE });
  expect(clauses.length).toBeGreaterThan(50);
  expect(await exportsOnTrail()).toMatchObject([
    { list: 'clauseCoverage', rows: clauses.length },
    { list: 'sweepFailures', rows: 0 },
    { list: 'sweepDifferences', rows: 3 },
  ]);
});
