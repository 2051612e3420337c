import * as casework from '@duixian/casework';
import { act, CITY, look, type Office, PLACES, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { inNameOf } from '@duixian/workflow';
import { CaseWorld } from './case-world';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

const XINHUA = PLACES.xinhua.regionCode;
const REASON = { reason: '另有任务,放回由同事办理' };

let world: CaseWorld;
let office: Office;
let first: casework.PersonActor;
let second: casework.PersonActor;
let city: casework.PersonActor;
beforeAll(async () => {
  world = await CaseWorld.open(16);
  office = world.office;
  [first, city] = [await office.as('xinhua-reviewer'), await office.as('city-reviewer')];
  const other = await office.as('zhanhe-reviewer');
  await world.grantReviewer(other.userId, XINHUA);
  second = { ...other, grants: [...other.grants, { role: 'reviewer', regionCode: XINHUA }] };
});
afterAll(() => world.close());

const on = async (actor: casework.PersonActor, id: string): Promise<casework.CaseCommand> => ({
  ...{ actor, idempotencyKey: office.key(), applicationId: id },
  version: (await look(office, id)).version,
});
const claim = async (actor: casework.PersonActor, id: string) =>
  casework.claimTask(office.db, await on(actor, id));
const unclaim = async (actor: casework.PersonActor, id: string) =>
  casework.unclaimTask(office.db, { ...(await on(actor, id)), ...REASON });
const approve = async (actor: casework.PersonActor, id: string) =>
  casework.approveApplication(office.db, await on(actor, id));
const seenBy = async (actor: casework.PersonActor, id: string) =>
  valueOf(await casework.readApplication(office.db, actor, id));
const offered = async (actor: casework.PersonActor, id: string): Promise<string[]> =>
  (await seenBy(actor, id)).allowedActions.filter((each) => /claim|transfer|approve/.test(each));
const queue = async (actor: casework.PersonActor, filter: { holder?: 'me' | 'nobody' } = {}) =>
  valueOf(await casework.listTasks(office.db, actor, { done: false, ...filter }, { limit: 50 })).items.map(
    ({ application: { id }, assignee }) => [id, assignee?.name ?? null],
  );
const withdraw = (id: string, place = 'xinhua') =>
  act(office, `${place}-clerk`, id, casework.withdrawApplication);

it('who claims a task decides alone, as after a transfer; who puts it back leaves it to everybody of the stage', async () => {
  const id = await walkToReview(office, 'xinhua');
  expect(await offered(first, id)).toEqual(['approve', 'transfer', 'claim']);
  expect(await offered(city, id)).toEqual(['transfer']);
  expect(await queue(first, { holder: 'nobody' })).toEqual([[id, null]]);
  valueOf(await claim(first, id));

  expect((await seenBy(first, id)).holder).toMatchObject({ id: first.userId, name: first.displayName });
  expect(await offered(first, id)).toEqual(['approve', 'transfer', 'unclaim']);
  expect(await offered(second, id)).toEqual([]);
  expect(await queue(first, { holder: 'me' })).toEqual([[id, first.displayName]]);
  expect(await queue(first, { holder: 'nobody' })).toEqual([]);
  expect(await queue(second)).toContainEqual([id, first.displayName]);
  expect(await queue(second, { holder: 'me' })).toEqual([]);
  expect((await takeAway(office, 'xinhua-reviewer', 'tasks')).at(-1)).toContain(first.displayName);
  for (const refused of [await claim(second, id), await unclaim(second, id), await approve(second, id)])
    expect(refused).toMatchObject({
      refusal: {
        ...{ code: 'task-of-another', message: `此件由${first.displayName}承办。` },
        details: { holderId: first.userId, holderName: first.displayName },
      },
    });
  expect(await claim(first, id)).toMatchObject({
    refusal: { code: 'action-not-allowed', message: expect.stringContaining('已由您承办') },
  });

  valueOf(await unclaim(first, id));
  expect(await unclaim(first, id)).toMatchObject({
    refusal: { code: 'action-not-allowed', message: expect.stringContaining('没有承办人') },
  });
  valueOf(await claim(second, id));
  const asClerk = await seenBy(await office.as('xinhua-clerk'), id);
  expect(asClerk.holder).toBeNull();
  expect(asClerk.timeline.filter(({ type }) => /claimed/.test(type))).toEqual([]);
  const trail = (await look(office, id)).timeline.slice(-3);
  expect(trail.map(({ type, data }) => ({ type, data }))).toMatchObject([
    { type: 'application.claimed', data: { assigneeId: first.userId, turn: XINHUA } },
    { type: 'application.unclaimed', data: { fromHolderId: first.userId, ...REASON } },
    { type: 'application.claimed', data: { assigneeId: second.userId } },
  ]);
  // To claim is no part in a case: the first one is in no stage of it, the second one only now.
  valueOf(await approve(second, id));
  expect(await look(office, id)).toMatchObject({ stage: 'city_review', holder: { id: null } });
  await withdraw(id);
});

it('a task that was handed on is put back too, one on hold is claimed as it stands, and a reviewer above hands on what is claimed', async () => {
  const id = await walkToReview(office, 'xinhua');
  const handOn = async (actor: casework.PersonActor, to: casework.PersonActor) =>
    casework.transferTask(office.db, { ...(await on(actor, id)), ...REASON, to: to.userId });
  valueOf(await claim(second, id));
  expect(refusalOf(await handOn(first, first))).toBe('task-of-another');
  valueOf(await handOn(city, first));
  valueOf(await unclaim(first, id));
  valueOf(await casework.holdApplication(office.db, { ...(await on(first, id)), ...REASON }));
  valueOf(await claim(first, id));
  expect(await look(office, id)).toMatchObject({ state: 'on_hold', stateReason: { code: 'held' } });
  expect(await offered(first, id)).toEqual(['transfer', 'unclaim']);
  valueOf(await unclaim(first, id));
  await withdraw(id);
});

it('claimed by nobody of another place, above, recused or in another stage, nor with a version of before', async () => {
  const id = await walkToReview(office, 'xinhua');
  const related = await office.as('city-reviewer');
  for (const [actor, code] of [
    [await office.as('yexian-reviewer'), 'not-found'],
    [await office.as('xinhua-maker'), 'forbidden'],
    [await office.as('xinhua-clerk'), 'forbidden'],
    [city, 'forbidden'],
  ] as const) {
    expect(refusalOf(await claim(actor, id))).toBe(code);
    expect(refusalOf(await unclaim(actor, id))).toBe(code);
  }
  const command = await on(first, id);
  expect(refusalOf(await casework.claimTask(office.db, { ...command, version: command.version - 1 }))).toBe(
    'stale-version',
  );
  // Their role is gone, but not yet from their session.
  const [former] = await world.reviewers(1, 'former');
  if (!former) throw new Error('nobody was made');
  expect(await claim(former, id)).toMatchObject({ refusal: { code: 'forbidden' } });
  valueOf(await approve(first, id));
  await world.grantReviewer(first.userId, CITY.regionCode);
  const both = { ...first, grants: [{ role: 'reviewer' as const, regionCode: CITY.regionCode }] };
  expect(refusalOf(await claim(both, id))).toBe('separation-of-duties');
  valueOf(
    await casework.declareRecusal(office.db, {
      ...{ actor: related, idempotencyKey: office.key(), applicationId: id },
      ...{ scope: 'case', reason: '亲属任职' },
    }),
  );
  expect(refusalOf(await claim(related, id))).toBe('recused');
  expect((await look(office, id)).holder).toMatchObject({ id: null });
  await withdraw(id);
});

it('in a colleague’s name it becomes that colleague’s, and both of them may decide it', async () => {
  const id = await walkToReview(office, 'yexian');
  const own = await office.as('yexian-reviewer');
  const deputy = inNameOf(await office.as('yexian-maker'), {
    ...{ delegationId: office.key(), userId: own.userId, displayName: own.displayName, partyIds: [] },
    ...{ role: 'reviewer', regionCode: PLACES.yexian.regionCode },
  });
  valueOf(await claim(deputy, id));
  expect((await look(office, id)).holder).toMatchObject({ id: own.userId });
  expect(await queue(deputy, { holder: 'me' })).toEqual([[id, own.displayName]]);
  expect(await offered(own, id)).toEqual(['approve', 'transfer', 'unclaim']);
  valueOf(await unclaim(own, id));
  valueOf(await claim(own, id));
  valueOf(await approve(deputy, id));
  await withdraw(id, 'yexian');
});

it('many are claimed at once, each by the single use case: whose somebody else is says whose', async () => {
  const [held, free] = [await walkToReview(office, 'xinhua'), await walkToReview(office, 'yexian')];
  const yexian = PLACES.yexian.regionCode;
  await world.grantReviewer(second.userId, yexian);
  const both = { ...second, grants: [...second.grants, { role: 'reviewer' as const, regionCode: yexian }] };
  valueOf(await claim(first, held));
  const items = await Promise.all(
    [held, free].map(async (id) => ({ applicationId: id, version: (await look(office, id)).version })),
  );
  const command = { actor: both, idempotencyKey: office.key(), items };
  const { results } = valueOf(
    await casework.decideTasks(office.db, { ...command, decision: { action: 'claim' } }),
  );
  expect(results).toMatchObject([
    { ok: false, refusal: { code: 'task-of-another', message: `此件由${first.displayName}承办。` } },
    { ok: true, application: { id: free } },
  ]);
  expect(await queue(both, { holder: 'me' })).toEqual([[free, second.displayName]]);
  await withdraw(held);
  await withdraw(free, 'yexian');
});

it('whose holder may not act in it any more is claimed as if nobody held it', async () => {
  const id = await walkToReview(office, 'xinhua');
  valueOf(await claim(second, id));
  valueOf(
    await casework.declareRecusal(office.db, {
      ...{ actor: second, idempotencyKey: office.key(), applicationId: id },
      ...{ scope: 'case', reason: '亲属任职' },
    }),
  );
  expect(await queue(first, { holder: 'nobody' })).toEqual([[id, null]]);
  valueOf(await claim(first, id));
  await withdraw(id);
});

it('of ten officials who claim one task at once one holds it, and the others are told that it changed', async () => {
  const id = await walkToReview(office, 'xinhua');
  const { version } = await look(office, id);
  const people = await world.reviewers(10, 'claimant');
  for (const { userId } of people) await world.grantReviewer(userId, XINHUA);
  const outcomes = await Promise.all(
    people.map((actor) =>
      casework.claimTask(office.db, { actor, idempotencyKey: office.key(), applicationId: id, version }),
    ),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.filter((each) => !each.ok && each.refusal.code === 'stale-version')).toHaveLength(9);
  const holder = people.find((_, index) => outcomes[index]?.ok);
  const after = await look(office, id);
  expect(after).toMatchObject({ version: version + 1, holder: { id: holder?.userId } });
  // Each who reads it again is told who it is.
  const again = await Promise.all(
    people.filter((each) => each !== holder).map(async (actor) => refusalOf(await claim(actor, id))),
  );
  expect(new Set(again)).toEqual(new Set(['task-of-another']));
  expect((await casework.proveEverything(office.db)).filter(({ problems }) => problems.length > 0)).toEqual(
    [],
  );
  await withdraw(id);
});
