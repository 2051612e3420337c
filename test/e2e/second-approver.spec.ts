import { addWorkingDays, holidayTable, localDate, PUBLISHED_CALENDAR_YEARS } from '@duixian/calendar';
import * as casework from '@duixian/casework';
import { act, grantByTwo, look, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { CallDesk } from './call-desk';

jest.setTimeout(120_000);

const ROUTE: casework.CallContent['route'] = ['county_review', 'county_second', 'city_review'];

let desk: CallDesk;
let first: casework.PersonActor;
let second: casework.PersonActor;
beforeAll(async () => {
  desk = await CallDesk.open();
  const { office } = desk;
  first = await office.as('zhanhe-reviewer');
  const { userId } = await office.as('xinhua-reviewer');
  const granted = { role: 'reviewer', regionCode: PLACES.zhanhe.regionCode } as const;
  await grantByTwo(office, { ...granted, personId: userId });
  const signedIn = await casework.authenticate(office.db, await office.token('xinhua-reviewer'));
  if (!signedIn) throw new Error('nobody');
  second = signedIn.actor;
});
afterAll(() => desk.office.close());

const on = async (actor: casework.PersonActor, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(desk.office, id);
  return { actor, idempotencyKey: desk.office.key(), applicationId: id, version };
};
const REASON = { reason: '请再核对发票' };
const approve = async (actor: casework.PersonActor, id: string) =>
  casework.approveApplication(desk.office.db, await on(actor, id));
const remand = async (actor: casework.PersonActor, id: string) =>
  casework.remandApplication(desk.office.db, { ...(await on(actor, id)), ...REASON });
const seenBy = async (actor: casework.PersonActor, id: string) =>
  valueOf(await casework.readApplication(desk.office.db, actor, id));
const queueOf = async (actor: casework.PersonActor) =>
  valueOf(await casework.listTasks(desk.office.db, actor, { done: false }, { limit: 50 })).items.map(
    ({ kind, application }) => [kind, application.id],
  );

it('a case under a call without one goes as before', async () => {
  const id = await desk.assessedUnder(await desk.published({ number: '无复核' }));
  await desk.approveByCounty(id);
  expect(await look(desk.office, id)).toMatchObject({ stage: 'city_review' });
  await act(desk.office, 'zhanhe-clerk', id, casework.withdrawApplication);
});

it('what one approves, a second one confirms or sends back to them; its task and its clock are its own', async () => {
  const deadlines = { county_review: 5, county_second: 2 };
  const call = await desk.published({ number: '复核一号', route: ROUTE, deadlines });
  const id = await desk.assessedUnder(call);
  await desk.approveByCounty(id);
  const { date } = addWorkingDays(localDate(desk.today), 2, holidayTable(PUBLISHED_CALENDAR_YEARS));
  expect(await look(desk.office, id)).toMatchObject({
    ...{ state: 'in_review', stage: 'county_second', deadline: date },
  });
  expect(await queueOf(second)).toContainEqual(['county_second', id]);

  expect(refusalOf(await approve(first, id))).toBe('separation-of-duties');
  expect((await seenBy(first, id)).allowedActions).toEqual(['transfer']);
  expect((await seenBy(second, id)).allowedActions).toEqual([
    'approve',
    'remand',
    'hold',
    'transfer',
    'claim',
  ]);
  const { db } = desk.office;
  const rejection = { ...REASON, reasonCode: 'not-eligible' as const };
  for (const outcome of [
    await casework.returnApplication(db, { ...(await on(second, id)), ...REASON }),
    await casework.rejectApplication(db, { ...(await on(second, id)), ...rejection }),
  ])
    expect(refusalOf(outcome)).toBe('action-not-allowed');
  expect(refusalOf(await approve(await desk.office.as('city-reviewer'), id))).toBe('forbidden');

  valueOf(await remand(second, id));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'county_review', deadline: expect.anything() });
  expect(refusalOf(await approve(second, id))).toBe('separation-of-duties');
  valueOf(await approve(first, id));
  valueOf(await approve(second, id));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'city_review' });
  const city = await desk.office.as('city-reviewer');
  valueOf(await remand(city, id));
  expect(await look(desk.office, id)).toMatchObject({ stage: 'county_review' });
  valueOf(await approve(first, id));
  valueOf(await approve(second, id));
  valueOf(await approve(city, id));
  expect((await look(desk.office, id)).state).toBe('noticed');
  const broken = (await casework.proveEverything(db)).filter(({ problems }) => problems.length > 0);
  expect(broken).toEqual([]);
});

it.each<[string, casework.CallContent['route']]>([
  ['without the review it confirms', ['county_second', 'city_review']],
  ['before the review it confirms', ['county_second', 'county_review']],
  ['of another level', ['county_review', 'city_second']],
  ['twice', ['county_review', 'county_second', 'county_second']],
])('a call does not have a second approver %s', async (_, route) => {
  expect(await desk.draftBy('policy-officer', { number: '复核无效', route, deadlines: {} })).toMatchObject({
    ok: false,
    refusal: { code: 'call-invalid', details: { problems: [{ field: 'route' }] } },
  });
});
