import * as casework from '@duixian/casework';
import { act, look, Office, PLACES, refusalOf, valueOf, walkToReview } from '@duixian/testing';

jest.setTimeout(120_000);

let office: Office;
let admin: casework.PersonActor;
let noticed: string;
let waiting: string;

/** Years that no notice of the State Council is about yet, whenever this runs. */
const [LAST, NEXT] = [2050, 2051];

beforeAll(async () => {
  office = await Office.open();
  admin = await office.as('admin');
  [noticed, waiting] = [await walkToReview(office, 'xinhua'), await walkToReview(office, 'yexian')];
  // A Tuesday: the five working days of the notice reach into the next year.
  valueOf(await casework.moveClock(office.db, admin, new Date(`${LAST}-12-27T09:00:00+08:00`)));
  await act(office, PLACES.xinhua.reviewer, noticed, casework.approveApplication);
  await act(office, PLACES.yexian.reviewer, waiting, casework.approveApplication);
  await act(office, 'city-reviewer', noticed, casework.approveApplication);
  await office.drain();
});

const days = (month: string, from: number, to: number, year = NEXT): string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `${year}-${month}-${String(from + index).padStart(2, '0')}`,
  );
const given = (changes: Partial<casework.GivenYear> = {}): casework.GivenYear => ({
  ...{ year: NEXT, sourceDocument: '国办发明电〔2050〕1号', daysOff: days('01', 1, 4), workingWeekends: [] },
  ...changes,
});
const publish = (year: casework.GivenYear, actor = admin) =>
  casework.publishYear(office.db, { actor, idempotencyKey: office.key(), given: year });
const preview = async (year = given()) => valueOf(await casework.previewCalendarYear(office.db, admin, year));
const noticeEnd = async () => (await look(office, noticed)).notice?.endsOn;
const deadline = async () => (await look(office, waiting)).deadline;

it('a year without a calendar makes ends of notices estimates', async () => {
  const { items } = await casework.listNotices(office.db, { kind: 'anonymous' }, { limit: 10 });
  expect(items).toMatchObject([{ endsOn: '2051-01-03', endEstimated: true }]);
});

it('the preview lists which ends and deadlines would move, and changes nothing', async () => {
  const before = [await noticeEnd(), await deadline()];
  const { notices, deadlines, workingDays, workingDaysByMonth } = await preview();
  expect(notices).toMatchObject([{ endsOn: '2051-01-03', newEndsOn: '2051-01-06' }]);
  expect(deadlines).toMatchObject([{ regionCode: '410400', stage: 'city_review', count: 1 }]);
  expect(deadlines[0]?.from).toBe(await deadline());
  expect((deadlines[0]?.to ?? '') > (deadlines[0]?.from ?? '')).toBe(true);
  expect(workingDaysByMonth.reduce((sum, each) => sum + each, 0)).toBe(workingDays);
  expect([await noticeEnd(), await deadline()]).toEqual(before);
});

it('the preview reads the text of the notice and says what is odd in it', async () => {
  const text = '元旦:1月1日(周日)至4日(周三)放假调休,共4天。1月7日(周六)上班。五一:5月1日(周五)放假。';
  const read = valueOf(await casework.previewCalendarYear(office.db, admin, { year: NEXT, text }));
  expect(read.daysOff).toEqual([...days('01', 1, 4), '2051-05-01']);
  expect(read.workingWeekends).toEqual(['2051-01-07']);
  expect(read.textProblems).toEqual([{ text: '5月1日(周五)', message: 'other-weekday' }]);
});

it.each<[string, Partial<casework.GivenYear>, string]>([
  ['a worked weekday', { workingWeekends: ['2051-01-09'] }, 'calendar-invalid'],
  ['a day named both ways', { workingWeekends: ['2051-01-01'] }, 'calendar-invalid'],
  ['no day of the year', { daysOff: [] }, 'calendar-invalid'],
  ['a year that is published', { year: 2026, daysOff: ['2026-01-01'] }, 'action-not-allowed'],
])('%s is refused', async (_, changes, code) => {
  expect(refusalOf(await publish(given(changes)))).toBe(code);
});

it('only an administrator previews and publishes', async () => {
  const officer = await office.as('policy-officer');
  expect(refusalOf(await publish(given(), officer))).toBe('forbidden');
  expect(refusalOf(await casework.previewCalendarYear(office.db, officer, given()))).toBe('forbidden');
});

it('publishing counts anew what the preview said, and never ends a notice before the public was told', async () => {
  const { notices, deadlines } = await preview();
  valueOf(await publish(given()));
  expect(await deadline()).toBe(deadlines[0]?.to);
  await office.drain();
  expect(await noticeEnd()).toBe(notices[0]?.newEndsOn);
  const [notice] = (await casework.listNotices(office.db, { kind: 'anonymous' }, { limit: 10 })).items;
  // The year before is not published either: the count still begins with an estimate.
  expect(notice).toMatchObject({ endsOn: '2051-01-06', endEstimated: true });
  const last = { year: LAST, daysOff: days('01', 1, 3, LAST), workingWeekends: ['2050-12-31'] };
  const shorter = await preview(given(last));
  expect(shorter.notices).toMatchObject([{ endsOn: '2051-01-06', newEndsOn: '2051-01-06' }]);
  valueOf(await publish(given(last)));
  await office.drain();
  const [after] = (await casework.listNotices(office.db, { kind: 'anonymous' }, { limit: 10 })).items;
  expect(after).toMatchObject({ endsOn: '2051-01-06', endEstimated: false });
});

const goTo = async (day: string) =>
  valueOf(await casework.moveClock(office.db, admin, new Date(`${day}T09:00:00+08:00`)));
const giving =
  <C>(verb: (db: casework.Database, command: C) => ReturnType<typeof casework.holdApplication>) =>
  (db: casework.Database, command: casework.CaseCommand) =>
    verb(db, { ...command, reason: '等待税务部门书面意见' } as C);
const clock = async () => (await look(office, waiting)).clock;
const ofCity = { stage: 'city_review', workingDays: 10 };
const stands = { ...ofCity, deadline: null };
const runs = { ...ofCity, pausedOn: null, pausedBy: null };

it('a case on hold over the turn of the year uses no days, has no last day and is not urgent', async () => {
  const queue = async (light?: casework.DeadlineLight) => {
    const filter = { done: false, ...(light && { light }) };
    return valueOf(
      await casework.listTasks(office.db, await office.as('city-reviewer'), filter, { limit: 10 }),
    ).items;
  };
  await goTo('2050-12-29');
  await act(office, 'city-reviewer', waiting, giving(casework.holdApplication));
  const held = { ...stands, remainingWorkingDays: 8, pausedOn: '2050-12-29', pausedBy: 'hold' };
  await goTo('2051-01-09');
  expect(await clock()).toEqual(held);
  expect(await queue()).toMatchObject([{ deadline: null, remainingWorkingDays: 8, pausedOn: '2050-12-29' }]);
  const lit = await Promise.all(casework.DEADLINE_LIGHTS.map((light) => queue(light)));
  expect(lit.flat()).toEqual([]);
  await act(office, 'city-reviewer', waiting, giving(casework.resumeApplication));
  expect(await clock()).toEqual({ ...runs, remainingWorkingDays: 8, deadline: '2051-01-19' });
  expect(await queue('green')).toHaveLength(1);
});

it('it stands while the enterprise mends the case, and while the stage before looks again', async () => {
  await goTo('2051-01-11');
  await act(office, 'city-reviewer', waiting, giving(casework.returnApplication));
  await goTo('2051-01-16');
  const corrected = { ...stands, pausedOn: '2051-01-11', pausedBy: 'correction' };
  expect(await clock()).toEqual({ ...corrected, remainingWorkingDays: 6 });
  await act(office, PLACES.yexian.clerk, waiting, casework.submitApplication);
  await office.drain();
  expect(await clock()).toEqual({ ...runs, remainingWorkingDays: 6, deadline: '2051-01-24' });
  await goTo('2051-01-17');
  await act(office, 'city-reviewer', waiting, giving(casework.remandApplication));
  expect(await clock()).toMatchObject({ stage: 'county_review', remainingWorkingDays: 10 });
  await goTo('2051-01-20');
  await act(office, PLACES.yexian.reviewer, waiting, casework.approveApplication);
  expect(await clock()).toEqual({ ...runs, remainingWorkingDays: 5, deadline: '2051-01-27' });
});
