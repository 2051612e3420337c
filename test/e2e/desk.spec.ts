import * as casework from '@duixian/casework';
import { Office, PLACES, valueOf, walkToAward, walkToReview } from '@duixian/testing';

jest.setTimeout(120_000);

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

async function desk(username: string): Promise<Record<string, casework.DeskItem>> {
  const { items } = valueOf(await casework.readDesk(office.db, await office.as(username)));
  return Object.fromEntries(items.map((item) => [item.key, item]));
}

const counts = async (username: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(await desk(username)).flatMap(([key, { count }]) => (count > 0 ? [[key, count]] : [])),
  );

it('what waits is counted for whoever may do it, in their own region only, and no more once it is done', async () => {
  const before = {
    ...{ county: await counts('xinhua-reviewer'), other: await counts('yexian-reviewer') },
    clerk: await counts(PLACES.xinhua.clerk),
  };
  expect([before.county, before.other]).toEqual([{}, {}]);
  await walkToReview(office, 'xinhua');
  const county = await desk('xinhua-reviewer');
  expect(county['tasks']).toMatchObject({ count: 1, amountFen: expect.any(Number) as number });
  expect(county['tasks']?.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(await counts('yexian-reviewer')).toEqual({});
  expect(await counts('city-reviewer')).toEqual({});
  expect((await counts(PLACES.xinhua.clerk))['casesUnderWay']).toBe(1);
  expect(await counts(PLACES.yexian.clerk)).not.toHaveProperty('casesUnderWay');

  await walkToAward(office, 'yexian');
  const maker = await desk('yexian-maker');
  expect(maker['plannedPayments']?.count).toBe(1);
  expect(maker['plannedPayments']?.amountFen).toBeGreaterThan(0);
  expect(await desk('yexian-checker')).not.toHaveProperty('plannedPayments');
  expect((await counts('xinhua-maker'))['plannedPayments']).toBeUndefined();
  // The day after twenty days: the first case is overdue meanwhile.
  expect((await desk('xinhua-reviewer'))['redTasks']?.count).toBe(1);

  const command = {
    ...{ actor: await office.as('yexian-maker'), idempotencyKey: office.key() },
    regionCode: PLACES.yexian.regionCode,
  };
  valueOf(await casework.prepareBatch(office.db, command));
  expect((await desk('yexian-checker'))['batchesToRelease']?.count).toBe(1);
  expect((await counts('yexian-maker'))['plannedPayments']).toBeUndefined();
  expect(await desk('yexian-maker')).not.toHaveProperty('batchesToRelease');
});

it.each([
  [
    'xinhua-clerk',
    [
      ...['openOffers', 'corrections', 'drafts', 'casesUnderWay', 'settledPayments', 'ownAccounts'],
      'recoveriesDue',
    ],
  ],
  [
    'xinhua-reviewer',
    [
      ...[
        'tasks',
        'redTasks',
        'yellowTasks',
        'opinions',
        'objections',
        'waitingForNotice',
        'offerQuestions',
        'heldCases',
      ],
    ],
  ],
  [
    'xinhua-checker',
    [
      ...['liftsToConfirm', 'batchesToRelease', 'unknownPayments', 'returnedPayments', 'unmatchedLines'],
      ...['financeTasks', 'overdueRecoveries', 'recoveriesToConfirm', 'recoveryEntriesToBook'],
      'reversalsToConfirm',
      'opinions',
    ],
  ],
  [
    'auditor',
    [
      ...[
        'objections',
        'unknownPayments',
        'returnedPayments',
        'unmatchedLines',
        'financeTasks',
        'parkedCases',
      ],
      'overdueRecoveries',
    ],
  ],
  ['admin', ['accessToConfirm', 'channelsToConfirm', 'newAccounts', 'suspendedAccounts']],
])('%s finds exactly what is theirs', async (username, keys) => {
  expect(Object.keys(await desk(username)).sort()).toEqual([...keys].sort());
});
