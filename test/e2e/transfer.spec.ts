import * as casework from '@duixian/casework';
import {
  act,
  CITY,
  grantByTwo,
  look,
  Office,
  PLACES,
  refusalOf,
  valueOf,
  walkToReview,
} from '@duixian/testing';
import { type Role } from '@duixian/workflow';
import { Client } from 'pg';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

const REASON = { reason: '经办人外出,转由同事办理' };
const XINHUA = PLACES.xinhua.regionCode;

let office: Office;
let owner: Client;
let first: casework.PersonActor;
let second: casework.PersonActor;
let city: casework.PersonActor;
let secondOfCity: casework.PersonActor;

/** Gives somebody a role more, in the books and in this session. */
async function also(username: string, role: Role, regionCode: string): Promise<casework.PersonActor> {
  const { userId } = await office.as(username);
  await grantByTwo(office, { personId: userId, role, regionCode });
  const again = await casework.authenticate(office.db, await office.token(username));
  if (!again) throw new Error(username);
  return again.actor;
}

beforeAll(async () => {
  office = await Office.open();
  owner = new Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  first = await office.as('xinhua-reviewer');
  city = await office.as('city-reviewer');
  second = await also('zhanhe-reviewer', 'reviewer', XINHUA);
  secondOfCity = await also('city-maker', 'reviewer', CITY.regionCode);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const on = async (actor: casework.PersonActor, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(office, id);
  return { actor, idempotencyKey: office.key(), applicationId: id, version };
};
const transfer = async (actor: casework.PersonActor, id: string, to: casework.PersonActor) =>
  casework.transferTask(office.db, { ...(await on(actor, id)), ...REASON, to: to.userId });
const approve = async (actor: casework.PersonActor, id: string) =>
  casework.approveApplication(office.db, await on(actor, id));
const seenBy = async (actor: casework.PersonActor, id: string) =>
  valueOf(await casework.readApplication(office.db, actor, id));
const inbox = async (actor: casework.PersonActor): Promise<string[]> =>
  valueOf(await casework.listNotifications(office.db, actor, {}, { limit: 50 })).items.map(
    ({ title }) => title,
  );
const queue = async (actor: casework.PersonActor, filter: { mine?: boolean } = {}) =>
  valueOf(await casework.listTasks(office.db, actor, { done: false, ...filter }, { limit: 50 })).items;
const withdraw = (id: string) => act(office, 'xinhua-clerk', id, casework.withdrawApplication);

it('from the transfer on only the new holder decides, is told of it, and may hand it on', async () => {
  const id = await walkToReview(office, 'xinhua');
  await office.drain();
  expect((await seenBy(first, id)).holder).toEqual({ regionCode: XINHUA, id: null, name: null });
  valueOf(await transfer(first, id, second));
  await office.drain();

  expect(await seenBy(first, id)).toMatchObject({
    ...{ state: 'in_review', allowedActions: [], holder: { id: second.userId, name: second.displayName } },
  });
  expect((await seenBy(second, id)).allowedActions).toEqual(
    'attest decide approve return reject consult hold transfer unclaim'.split(' '),
  );
  expect(refusalOf(await approve(first, id))).toBe('task-of-another');
  expect(refusalOf(await transfer(first, id, first))).toBe('task-of-another');
  expect(await inbox(second)).toContain('转办给您的待办');
  expect(await inbox(first)).not.toContain('转办给您的待办');
  expect(await queue(first, { mine: true })).toEqual([]);
  expect(await queue(second, { mine: true })).toMatchObject([
    { assignee: { id: second.userId, name: second.displayName }, application: { id } },
  ]);
  const asClerk = await seenBy(await office.as('xinhua-clerk'), id);
  expect(asClerk.holder).toBeNull();
  expect(asClerk.timeline.map(({ type }) => type)).not.toContain('application.transferred');
  const trail = (await look(office, id)).timeline.at(-1);
  expect(trail).toMatchObject({
    type: 'application.transferred',
    data: { assigneeId: second.userId, fromHolderId: null, reason: REASON.reason },
  });

  valueOf(await transfer(second, id, first));
  expect(refusalOf(await approve(second, id))).toBe('task-of-another');
  valueOf(await approve(first, id));
  expect(await look(office, id)).toMatchObject({ stage: 'city_review', holder: { id: null } });
  await withdraw(id);
});

it('a reviewer above hands on and is in no stage of the case by it; strangers, and the same person again, are refused', async () => {
  const id = await walkToReview(office, 'xinhua');
  const foreign = await office.as('yexian-reviewer');
  expect(refusalOf(await transfer(foreign, id, second))).toBe('not-found');
  expect(refusalOf(await transfer(await office.as('xinhua-maker'), id, second))).toBe('forbidden');
  expect(refusalOf(await transfer(first, id, city))).toBe('transfer-invalid');
  expect(refusalOf(await transfer(first, id, foreign))).toBe('transfer-invalid');
  valueOf(await transfer(city, id, second));
  expect(refusalOf(await transfer(city, id, second))).toBe('transfer-invalid');
  valueOf(await transfer(city, id, first));
  valueOf(await approve(first, id));
  expect(refusalOf(await transfer(first, id, secondOfCity))).toBe('forbidden');
  valueOf(await transfer(city, id, secondOfCity));
  expect(refusalOf(await approve(city, id))).toBe('task-of-another');
  valueOf(await approve(secondOfCity, id));
  expect(refusalOf(await transfer(secondOfCity, id, city))).toBe('action-not-allowed');
});

it('who cannot act in the stage gets nothing, and a holder who no longer can holds it no longer', async () => {
  const id = await walkToReview(office, 'yexian');
  const [own, helper] = [
    await office.as('yexian-reviewer'),
    await also('xinhua-checker', 'reviewer', '410422'),
  ];
  const recuse = async (actor: casework.PersonActor) =>
    casework.declareRecusal(office.db, {
      ...{ actor, idempotencyKey: office.key(), applicationId: id, scope: 'case', reason: '亲属任职' },
    });
  valueOf(await transfer(own, id, helper));
  expect(refusalOf(await approve(own, id))).toBe('task-of-another');
  const holders = async () => ({
    queue: (await queue(own)).find(({ application }) => application.id === id)?.assignee ?? null,
    theirs: (await queue(helper, { mine: true })).length,
    workbook: (await takeAway(office, 'yexian-reviewer', 'tasks')).at(-1)?.includes(helper.displayName),
  });
  const { userId: helperId, displayName: name } = helper;
  expect(await holders()).toEqual({ queue: { id: helperId, name }, theirs: 1, workbook: true });
  valueOf(await recuse(helper));
  expect((await seenBy(own, id)).holder).toMatchObject({ id: null, name: null });
  // The queue, what leaves of it, and whoever is reminded follow the case.
  expect(await holders()).toEqual({ queue: null, theirs: 0, workbook: false });
  const clerk = await office.as('yexian-clerk');
  const remind = { actor: clerk, idempotencyKey: office.key(), applicationId: id };
  valueOf(await casework.remindHolder(office.db, remind));
  await office.drain();
  expect(await inbox(own)).toContain('催办');
  expect(await inbox(helper)).not.toContain('催办');
  expect(refusalOf(await transfer(helper, id, own))).toBe('recused');
  expect(refusalOf(await transfer(own, id, helper))).toBe('transfer-invalid');
  valueOf(await casework.holdApplication(office.db, { ...(await on(own, id)), ...REASON }));
  expect(await transfer(own, id, own)).toMatchObject({
    refusal: {
      code: 'transfer-invalid',
      message: expect.stringContaining('请认领'),
      details: { problem: 'oneself' },
    },
  });
  valueOf(await casework.claimTask(office.db, await on(own, id)));
  expect(await look(office, id)).toMatchObject({
    ...{ state: 'on_hold', stateReason: { code: 'held' }, holder: { id: own.userId } },
  });
  await act(office, 'yexian-clerk', id, casework.withdrawApplication);
});

it('several tasks are handed on at once, each by the single use case, with an answer per row', async () => {
  const [mine, foreign] = [await walkToReview(office, 'zhanhe'), await walkToReview(office, 'yexian')];
  const reviewer = await office.as('zhanhe-reviewer');
  const helper = await also('yexian-maker', 'reviewer', PLACES.zhanhe.regionCode);
  const items = await Promise.all(
    [mine, foreign].map(async (id) => ({ applicationId: id, version: (await look(office, id)).version })),
  );
  const command = { actor: reviewer, idempotencyKey: office.key(), items };
  const decision = { action: 'transfer', to: helper.userId, ...REASON } as const;
  const batch = valueOf(await casework.decideTasks(office.db, { ...command, decision }));
  expect(batch.results).toMatchObject([
    { applicationId: mine, ok: true },
    { applicationId: foreign, ok: false, refusal: { code: 'not-found' } },
  ]);
  expect((await look(office, mine)).holder?.id).toBe(helper.userId);
  const reminder = { actor: city, idempotencyKey: office.key(), applicationId: mine };
  await office.drain();
  valueOf(await casework.remindHolder(office.db, reminder));
  await office.drain();
  expect(await inbox(helper)).toContain('催办');
  expect(await inbox(reviewer)).not.toContain('催办');
});

it('colleagues are shown to whoever reviews there or above, and a task that is done is handed to nobody', async () => {
  const named = async (actor: casework.PersonActor, region: string) =>
    valueOf(await casework.listColleagues(office.db, actor, region)).items.map(({ id }) => id);
  expect(await named(first, XINHUA)).toEqual(expect.arrayContaining([first.userId, second.userId]));
  expect(await named(city, XINHUA)).toEqual(await named(first, XINHUA));
  for (const [actor, region] of [
    [first, '410422'],
    [first, CITY.regionCode],
    [await office.as('auditor'), XINHUA],
  ] as const)
    expect(refusalOf(await casework.listColleagues(office.db, actor, region))).toMatch(/forbidden|not-found/);
  await expect(
    owner.query(
      `UPDATE case_task SET assignee_id = $1, assignee_name = 'x' WHERE done_at IS NOT NULL AND kind = 'county_review'`,
      [first.userId],
    ),
  ).rejects.toThrow(/handed to nobody/);
});
