import * as casework from '@duixian/casework';
import { proveLedger, runQuery } from '@duixian/persistence';
import {
  act,
  look,
  Office,
  passDays,
  refusalOf,
  valueOf,
  walkToNotice,
  walkToReview,
  type Place,
} from '@duixian/testing';
import { BudgetDesk } from './budget-desk';

jest.setTimeout(120_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
let office: Office;
let city: BudgetDesk;

/** 新华区's and 湛河区's awards are half the city's: both cases end their notice when its line is empty. */
beforeEach(async () => {
  office = await Office.open();
  city = new BudgetDesk(office, 'city');
});
afterEach(async () => {
  const proof = await runQuery(office.db, SYSTEM, proveLedger);
  await office.close();
  expect(proof.problems).toEqual([]);
});

const stateOf = async (id: string): Promise<string> => (await look(office, id)).state;

/** 湛河区's enterprise is in no register: its county attests what it claims. */
async function walkClaimant(): Promise<string> {
  const claims = { 'scale.first_entry': true, 'revenue.main_business_yuan': '50000000' };
  const id = await walkToReview(office, 'zhanhe', claims);
  const evidence = { source: '统计联网直报平台', documentNumber: '平统〔2026〕9号' };
  const attestations = Object.keys(claims).map((fact) => ({ fact, ...evidence }));
  await act(office, 'zhanhe-reviewer', id, (db, command) =>
    casework.attestFacts(db, { ...command, attestations }),
  );
  await act(office, 'zhanhe-reviewer', id, casework.approveApplication);
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  return id;
}

/** The city's lines of the subject are empty when the notices end, one after the other. */
async function waiting(...places: Place[]): Promise<string[]> {
  const ids: string[] = [];
  for (const place of places)
    ids.push(await (place === 'zhanhe' ? walkClaimant() : walkToNotice(office, place)));
  for (const line of await city.lines())
    if (line.regionCode === city.regionCode && line.availableFen > 0)
      await city.done(await city.adjust('decrease', line.id, line.availableFen));
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  return ids;
}

const queue = async (): Promise<[string, string, number, number][]> => {
  const { items } = valueOf(await casework.listFundingWaits(office.db, await office.as('city-maker')));
  return items.map((wait) => [wait.applicationId, wait.regionCode, wait.neededFen, wait.position]);
};

const cityLine = async (): Promise<casework.BudgetBalance> => {
  const line = (await city.lines()).find(({ regionCode }) => regionCode === city.regionCode);
  if (!line) throw new Error('the city has no line');
  return line;
};

/** The city's line gets more, by two people; what follows, follows. */
async function increase(amountFen: number): Promise<void> {
  await city.done(await city.adjust('increase', (await cityLine()).id, amountFen));
  await office.drain();
}

it('who finds no budget waits, and is awarded by itself when there is money: first come, first served', async () => {
  const [ofXinhua] = await waiting('xinhua', 'zhanhe');
  const [[front = '', , needed = 0] = [], [behind = '', , later = 0] = []] = await queue();
  expect(await queue()).toEqual([
    [front, city.regionCode, needed, 1],
    [behind, city.regionCode, later, 2],
  ]);
  expect(await look(office, front)).toMatchObject({
    state: 'parked',
    stateReason: { code: 'insufficient-budget' },
    award: null,
  });
  // The case page says its place among everybody, also to whoever sees neither the others nor the treasury.
  const placeOf = async (id: string, username: string) => {
    const actor = await office.as(username);
    return valueOf(await casework.readApplication(office.db, actor, id)).fundingPlaces.map(
      ({ regionCode, neededFen, position }) => [regionCode, neededFen, position],
    );
  };
  const people = front === ofXinhua ? (['xinhua', 'zhanhe'] as const) : (['zhanhe', 'xinhua'] as const);
  for (const role of ['clerk', 'reviewer']) {
    expect(await placeOf(front, `${people[0]}-${role}`)).toEqual([[city.regionCode, needed, 1]]);
    expect(await placeOf(behind, `${people[1]}-${role}`)).toEqual([[city.regionCode, later, 2]]);
  }
  // Nothing is held of the county's money meanwhile, and only the treasury that is waited for sees it.
  expect(await new BudgetDesk(office, 'xinhua').line()).toMatchObject({ reservedFen: 0 });
  const seen = async (username: string) => {
    const answer = await casework.listFundingWaits(office.db, await office.as(username));
    return answer.ok ? answer.value.items.length : refusalOf(answer);
  };
  expect([await seen('city-checker'), await seen('xinhua-maker'), await seen('xinhua-reviewer')]).toEqual([
    2,
    0,
    'forbidden',
  ]);

  // What the one behind needs is there, and does not overtake.
  expect(later).toBeLessThanOrEqual(needed);
  await increase(needed - 1);
  await act(office, 'city-reviewer', behind, (db, command) =>
    casework.reconsiderApplication(db, { ...command, reason: '再看一次' }),
  );
  await office.drain();
  expect([await stateOf(front), await stateOf(behind)]).toEqual(['parked', 'parked']);
  expect((await queue()).map(([id, , , position]) => [id, position])).toEqual([
    [front, 1],
    [behind, 2],
  ]);
  await increase(1);
  expect([await stateOf(front), await stateOf(behind)]).toEqual(['awarded', 'parked']);
  await increase(later);
  expect([await stateOf(behind), await queue()]).toEqual(['awarded', []]);
  const tasks = await casework.listTasks(
    office.db,
    await office.as('city-reviewer'),
    { done: false },
    { limit: 10 },
  );
  expect(valueOf(tasks).items).toEqual([]);
});

it('one increase serves everybody it is enough for, in their order', async () => {
  const ids = await waiting('xinhua', 'zhanhe');
  await increase((await queue()).reduce((sum, [, , needed]) => sum + needed, 0));
  expect(await Promise.all(ids.map(stateOf))).toEqual(['awarded', 'awarded']);
});

it('who has to wait for a second treasury keeps its place in the queue of the first; the next one waits for no more than that', async () => {
  const [ofXinhua] = await waiting('xinhua', 'zhanhe');
  const [[front = '', , needed = 0] = [], [behind = '', , later = 0] = []] = await queue();
  const county = new BudgetDesk(office, front === ofXinhua ? 'xinhua' : 'zhanhe');
  const line = await county.line();
  await county.done(await county.adjust('decrease', line.id, line.availableFen));

  // What it waited for is there, and its county's share is not: nobody else gets what is there for it.
  await increase(needed);
  expect([await stateOf(front), await stateOf(behind)]).toEqual(['parked', 'parked']);
  const ofCity = (await queue()).filter(([, regionCode]) => regionCode === city.regionCode);
  expect(ofCity.map(([id, , , position]) => [id, position])).toEqual([
    [front, 1],
    [behind, 2],
  ]);
  const places = valueOf(
    await casework.readApplication(office.db, await office.as('city-reviewer'), front),
  ).fundingPlaces;
  expect(places.map(({ regionCode, position }) => [regionCode, position])).toEqual([
    [city.regionCode, 1],
    [county.regionCode, 1],
  ]);
  // With enough for both nobody has to wait for the county of the first one.
  await increase(later);
  expect([await stateOf(front), await stateOf(behind)]).toEqual(['parked', 'awarded']);
  expect(await cityLine()).toMatchObject({ availableFen: needed });
  const owed = places.find(({ regionCode }) => regionCode === county.regionCode)?.neededFen ?? 0;
  await county.done(await county.adjust('increase', line.id, owed));
  await office.drain();
  expect([await stateOf(front), await queue()]).toEqual(['awarded', []]);
});

const GONE = { reason: '企业已注销' };
it.each([
  ['rejected', (db, command) => casework.rejectApplication(db, { ...command, ...GONE, reasonCode: 'other' })],
  [
    'terminated',
    (db, command) => casework.terminateApplication(db, { ...command, ...GONE, reasonCode: 'other' }),
  ],
  ['in_review', (db, command) => casework.remandApplication(db, { ...command, ...GONE })],
] as [string, Parameters<typeof act>[3]][])(
  'who is %s leaves the queue, and the next one is served',
  async (state, verb) => {
    await waiting('xinhua', 'zhanhe');
    const [[front = ''] = [], [behind = '', , needed = 0] = []] = await queue();
    await act(office, 'city-reviewer', front, verb);
    await office.drain();
    expect(await stateOf(front)).toBe(state);
    expect((await queue()).map(([id, , , position]) => [id, position])).toEqual([[behind, 1]]);
    await increase(needed);
    expect(await stateOf(behind)).toBe('awarded');
  },
);
