import { addWorkingDays, holidayTable, localDate, PUBLISHED_CALENDAR_YEARS } from '@duixian/calendar';
import * as casework from '@duixian/casework';
import { look, passDays, refusalOf, valueOf } from '@duixian/testing';
import { CallDesk, CITY_CODE, CLAIMS, FIRST, WINDOW } from './call-desk';

jest.setTimeout(120_000);

let desk: CallDesk;
beforeEach(async () => {
  desk = await CallDesk.open();
});
afterEach(() => desk.office.close());

it('takes applications on the days of its window only, and none once closed', async () => {
  const id = await desk.published({ opensOn: desk.dayAfter(2), closesOn: desk.dayAfter(3) });
  const codes: string[] = [];
  for (let day = 0; day <= 4; day += 1) {
    const place = day === 2 ? 'yexian' : 'zhanhe';
    const outcome = await desk.applyUnder(id, { place });
    codes.push(outcome.ok ? 'draft' : outcome.refusal.code);
    await passDays(desk.office, 1);
  }
  expect(codes).toEqual(['call-closed', 'call-closed', 'draft', 'draft', 'call-closed']);
  const other = await desk.published({ number: '另一号', closesOn: desk.dayAfter(30) });
  valueOf(await desk.on(FIRST, other, casework.closeCall));
  expect(refusalOf(await desk.applyUnder(other))).toBe('call-closed');
});

it('is not published once its window is over', async () => {
  const id = await desk.approved({ closesOn: desk.dayAfter(1) });
  await passDays(desk.office, 2);
  expect(refusalOf(await desk.on(FIRST, id, casework.publishCall))).toBe('call-invalid');
});

it('gives its parameters into every determination, above what anybody claims', async () => {
  const id = await desk.published();
  const applicationId = await desk.assessedUnder(id, { ...CLAIMS, 'equipment.calc_window_to': '2020-01-01' });
  const view = await look(desk.office, applicationId);
  expect(view.determinations.map((line) => [line.clause, line.status, line.amountFen])).toEqual([
    ['TEST-EQ', 'determined', 10_000_001],
  ]);
  expect(view.facts).toMatchObject(WINDOW);
  expect(view.provenance).toMatchObject({
    'equipment.calc_window_to': { status: 'call', documentNumber: desk.content.number },
    'equipment.invested_to': { status: 'claimed' },
  });
  expect(view.factsToAttest).toEqual(Object.keys(CLAIMS).sort());
});

it('gives each review stage its working days', async () => {
  const id = await desk.published({ deadlines: { county_review: 5 } });
  const applicationId = await desk.assessedUnder(id);
  const { date } = addWorkingDays(localDate(desk.today), 5, holidayTable(PUBLISHED_CALENDAR_YEARS));
  expect(await look(desk.office, applicationId)).toMatchObject({ stage: 'county_review', deadline: date });
  await desk.approveByCounty(applicationId);
  expect(await look(desk.office, applicationId)).toMatchObject({ stage: 'city_review', deadline: null });
});

it('without the parameter the determination waits for it', async () => {
  const id = await desk.published({ parameters: {} });
  const applicationId = await desk.assessedUnder(id);
  expect((await look(desk.office, applicationId)).determinations).toMatchObject([
    { clause: 'TEST-EQ', status: 'needs-evidence', missing: Object.keys(WINDOW) },
  ]);
});

it('its funding arrangement pays where the law names nobody, the odd fen by the higher level', async () => {
  const view = await look(desk.office, await desk.walkThrough(await desk.published()));
  expect(view.state).toBe('awarded');
  expect(view.award?.sources).toEqual(
    expect.arrayContaining([
      { level: 'city', regionCode: CITY_CODE, amountFen: 5_000_001, advancedFen: 0 },
      { level: 'county', regionCode: '410411', amountFen: 5_000_000, advancedFen: 0 },
    ]),
  );
});

it('without one the case parks, and says so', async () => {
  const id = await desk.published({ fundingShares: null, route: ['county_review'] });
  expect(await look(desk.office, await desk.walkThrough(id))).toMatchObject({
    state: 'parked',
    stateReason: { code: 'no-funding-arrangement', details: { clause: 'TEST-EQ' } },
  });
});
