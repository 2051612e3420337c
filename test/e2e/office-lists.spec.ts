import * as casework from '@duixian/casework';
import { Office, PLACES, refusalOf, valueOf, walkToAward, walkToReview } from '@duixian/testing';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open();
  await walkToAward(office, 'xinhua');
  await walkToReview(office, 'yexian');
});
afterAll(() => office.close());

const taken = (username: string, list: casework.ExportedListName, filter: casework.ExportFilter = {}) =>
  takeAway(office, username, list, filter);

it('budgets, notices, people and the trail are taken away within the reach of who takes them', async () => {
  const maker = await taken('xinhua-maker', 'budgets');
  expect([...new Set(maker.map(([regionCode]) => regionCode))]).toEqual([PLACES.xinhua.regionCode]);
  const balances = valueOf(await casework.listBudgets(office.db, await office.as('xinhua-maker'))).items;
  expect(maker).toHaveLength(balances.length);
  expect((await taken('city-maker', 'budgets')).length).toBeGreaterThan(maker.length);
  expect(
    refusalOf(await casework.exportList(office.db, await office.as('xinhua-clerk'), 'budgets', {})),
  ).toBe('forbidden');

  const [notice, ...others] = await taken('yexian-clerk', 'notices');
  expect(others).toEqual([]);
  expect(notice).toEqual(expect.arrayContaining(['已结束', '1']));

  const people = await taken('admin', 'people');
  expect(people.map(([, username]) => username)).toEqual(
    expect.arrayContaining(['xinhua-clerk', 'city-reviewer']),
  );

  const events = await taken('auditor', 'events', { type: 'notice.published' });
  expect(events.map(([words]) => words)).toEqual(['发布公示']);
  const submitted = await taken('auditor', 'events', { type: 'application.submitted' });
  expect(new Set(submitted.map(([, , , who]) => who))).toEqual(
    new Set(['新华示例企业经办', '叶县示例企业经办']),
  );
  const exported = await taken('auditor', 'events', { type: casework.EXPORTED_EVENT });
  const lists = exported.map(
    (cells) => (JSON.parse(cells.at(-1) ?? '') as { data: { list: string } }).data.list,
  );
  expect(lists).toEqual(['events', 'events', 'people', 'notices', 'budgets', 'budgets']);
});

it('a queue narrowed to one stage is taken away narrowed', async () => {
  const reviewer = PLACES.yexian.reviewer;
  expect(await taken(reviewer, 'tasks', { kind: 'county_review' })).toHaveLength(1);
  expect(await taken(reviewer, 'tasks', { kind: 'city_review' })).toEqual([]);
});

it('what was done is one’s own, or everything that was done at one’s place', async () => {
  const done = (username: string, mine: boolean) => taken(username, 'tasks', { done: true, mine });
  expect(await done(PLACES.xinhua.reviewer, true)).toHaveLength(1);
  expect(await done('city-reviewer', true)).toHaveLength(1);
  expect(await done('city-reviewer-2', true)).toEqual([]);
  expect(await done('city-reviewer-2', false)).toHaveLength(1);
});

it('whatever a page lists comes away with one row for each', async () => {
  const auditor = await office.as('auditor');
  const calls = await casework.listCalls(office.db, auditor);
  expect(await taken('auditor', 'calls')).toHaveLength(calls.length);
  const policies = await casework.listPolicies(office.db, auditor);
  expect(await taken('auditor', 'policies')).toHaveLength(policies.length);
  const regions = await casework.listRegions(office.db, auditor);
  expect(await taken('auditor', 'regions')).toHaveLength(regions.length);
  expect(await taken('auditor', 'objections')).toEqual([]);
  expect(await taken('auditor', 'financeTasks')).toEqual([]);
  expect(await taken('auditor', 'treasuryDays')).toEqual([]);
  const accounts = await casework.listTreasuryAccounts(office.db, auditor, {}, { limit: 200 });
  expect(await taken('auditor', 'treasuryAccounts')).toHaveLength(valueOf(accounts).items.length);
});
