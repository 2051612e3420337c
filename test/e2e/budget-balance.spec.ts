import * as casework from '@duixian/casework';
import { Office, passDays, prepare, refusalOf, release, valueOf, walkToAward } from '@duixian/testing';
import { BudgetDesk } from './budget-desk';

jest.setTimeout(120_000);

let office: Office;
let desk: BudgetDesk;
beforeAll(async () => {
  office = await Office.open();
  desk = new BudgetDesk(office);
});
afterAll(() => office.close());

const sheet = async (asOf?: string, year?: number): Promise<casework.BudgetBalanceSheet> => {
  const { actor } = await desk.by('maker');
  const query = {
    region: desk.regionCode,
    year: year ?? (await desk.line()).year,
    ...(asOf ? { asOf } : {}),
  };
  return valueOf(await casework.readBudgetBalance(office.db, actor, query));
};

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

it('says what stood at the end of any day, and always what the lines themselves add up to', async () => {
  const { asOf: first } = await sheet();
  const seeded = (await desk.line()).allottedFen;
  await walkToAward(office, 'yexian');
  const second = (await sheet()).asOf;
  const { id } = await desk.line();
  await desk.done(await desk.adjust('increase', id, 700));
  await desk.done(await desk.allot(300, { documentNumber: 'B2' }));
  await passDays(office, 1);
  await desk.done(await desk.adjust('decrease', id, 200));
  await desk.done(await desk.adjust('carry_over', id, 100, { documentNumber: 'B3' }));
  await release(office, 'yexian', await prepare(office, 'yexian', desk.regionCode));
  const reserved = 5_000_000;

  const totals = async (asOf: string) => (await sheet(asOf)).total;
  const none = {
    adjustedFen: 0,
    carriedFen: 0,
    reservedFen: 0,
    releasedFen: 0,
    spentFen: 0,
    receivableFen: 0,
    advancedFen: 0,
  };
  expect(await totals(dayAfter(first, -1))).toEqual({ ...none, allottedFen: 0, freeFen: 0 });
  expect(await totals(first)).toEqual({ ...none, allottedFen: seeded, freeFen: seeded });
  expect(await totals(second)).toEqual({
    ...none,
    allottedFen: seeded + 300,
    adjustedFen: 700,
    freeFen: seeded + 1000 - reserved,
    reservedFen: reserved,
  });
  expect(await totals(dayAfter(second, 1))).toEqual({
    ...none,
    allottedFen: seeded + 300,
    adjustedFen: 500,
    carriedFen: -100,
    freeFen: seeded + 700 - reserved,
    releasedFen: reserved,
  });
  expect((await sheet(undefined, (await desk.line()).year + 1)).total).toMatchObject({
    carriedFen: 100,
    freeFen: 100,
  });

  for (const asOf of [first, second, dayAfter(second, 1)]) {
    const { lines, total } = await sheet(asOf);
    for (const one of [...lines, total])
      expect(one.allottedFen + one.adjustedFen + one.carriedFen).toBe(
        one.freeFen + one.reservedFen + one.releasedFen + one.spentFen + one.receivableFen,
      );
  }
  // Today's sheet is what the lines say.
  const { lines } = await sheet();
  const balances = new Map((await desk.lines()).map((line) => [line.id, line]));
  for (const { id: lineId, freeFen, reservedFen, releasedFen, spentFen } of lines)
    expect(balances.get(lineId)).toMatchObject({
      availableFen: freeFen,
      reservedFen,
      inFlightFen: releasedFen,
      spentFen,
    });
});

it('is for who covers the treasury', async () => {
  const ask = async (username: string, region = desk.regionCode) =>
    casework.readBudgetBalance(office.db, await office.as(username), { region, year: 2026 });
  expect([(await ask('city-maker')).ok, (await ask('auditor')).ok]).toEqual([true, true]);
  expect([
    refusalOf(await ask('xinhua-maker')),
    refusalOf(await ask('yexian-reviewer')),
    refusalOf(await ask('city-maker', '999999')),
  ]).toEqual(['not-found', 'forbidden', 'not-found']);
});
