import * as casework from '@duixian/casework';
import {
  act,
  CITY,
  look,
  Office,
  passDays,
  PLACES,
  refusalOf,
  valueOf,
  walkToReview,
} from '@duixian/testing';
import { Client } from 'pg';
import { takeAway } from './take-away';

jest.setTimeout(120_000);

const XINHUA = PLACES.xinhua.regionCode;

let office: Office;
let owner: Client;
let today: string;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  ({ today } = await casework.readSession(office.db, await office.as('xinhua-reviewer')));
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const by = (actor: casework.PersonActor) => ({ actor, idempotencyKey: office.key() });
const plus = (days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 新华区's reviewer lets its finance maker act for them, unless said otherwise. */
const give = async (
  changes: Partial<Parameters<typeof casework.giveDelegation>[1]> = {},
  username = 'xinhua-reviewer',
) => {
  const delegate = await office.as('xinhua-maker');
  return casework.giveDelegation(office.db, {
    ...by(await office.as(username)),
    ...{ delegateId: delegate.userId, role: 'reviewer', regionCode: XINHUA, reason: '出差' },
    ...{ fromOn: today, toOn: plus(7), ...changes },
  });
};
const actingIn = async (username: string, delegationId: string) =>
  casework.actInNameOf(office.db, await office.as(username), delegationId);
async function acting(username: string, delegationId: string): Promise<casework.PersonActor> {
  const actor = await actingIn(username, delegationId);
  if (!actor) throw new Error(`${username} acts in nobody’s name`);
  return actor;
}
const on = async (actor: casework.PersonActor, id: string): Promise<casework.CaseCommand> => {
  const { version } = await look(office, id);
  return { ...by(actor), applicationId: id, version };
};
const approve = async (actor: casework.PersonActor, id: string) =>
  casework.approveApplication(office.db, await on(actor, id));
const withdraw = (id: string, clerk = 'xinhua-clerk') => act(office, clerk, id, casework.withdrawApplication);

it('in a colleague’s name one reviews what is theirs, and nothing else; the trail says both, and both have acted', async () => {
  const id = await walkToReview(office, 'xinhua');
  const maker = await office.as('xinhua-maker');
  expect(refusalOf(await approve(maker, id))).toBe('forbidden');
  const { id: delegationId } = valueOf(await give());
  const deputy = await acting('xinhua-maker', delegationId);
  expect(deputy.grants).toEqual([{ role: 'reviewer', regionCode: XINHUA }]);
  const reviewer = await office.as('xinhua-reviewer');
  await office.drain();
  const inbox = valueOf(await casework.listNotifications(office.db, maker, {}, { limit: 10 })).items;
  expect(inbox.map(({ title }) => title)).toContain('委托您代理');

  const elsewhere = await walkToReview(office, 'yexian');
  expect(refusalOf(await approve(deputy, elsewhere))).toBe('not-found');
  valueOf(await approve(deputy, id));
  const step = (await look(office, id)).timeline.at(-1);
  expect(step).toMatchObject({
    ...{ type: 'application.stage_approved', by: `user:${maker.userId}` },
    onBehalfOf: `user:${reviewer.userId}`,
  });
  const asClerk = valueOf(
    await casework.readApplication(office.db, await office.as('xinhua-clerk'), id),
  ).timeline.at(-1);
  expect(asClerk).toMatchObject({ by: 'person', onBehalfOf: null });
  const auditor = await office.as('auditor');
  const filter = { caseId: id, type: 'application.stage_approved' };
  const [event] = valueOf(await casework.listEvents(office.db, auditor, filter, { limit: 5 })).items;
  expect(event).toMatchObject({
    actor: `user:${maker.userId}`,
    onBehalfOf: `user:${reviewer.userId}`,
  });
  const [taken] = await takeAway(office, 'auditor', 'events', filter);
  expect(taken?.slice(3, 6)).toEqual([
    `${maker.displayName}(代 ${reviewer.displayName} 办理)`,
    ...[`user:${maker.userId}`, `user:${reviewer.userId}`],
  ]);
  const { rows } = await owner.query<{ user_id: string; stage: string }>(
    `SELECT user_id, stage FROM case_actor WHERE application_id = $1 AND stage <> 'filing' ORDER BY user_id`,
    [id],
  );
  expect(rows).toEqual(
    [maker.userId, reviewer.userId].sort().map((user_id) => ({ user_id, stage: 'county_review' })),
  );
  const [proof] = (await casework.proveEverything(office.db)).filter(({ problems }) => problems.length > 0);
  expect(proof).toBeUndefined();
  await withdraw(id);
  await withdraw(elsewhere, 'yexian-clerk');
});

it('neither the one’s nor the other’s earlier stage is got round, nor what either is recused from', async () => {
  const id = await walkToReview(office, 'xinhua');
  valueOf(await approve(await office.as('xinhua-reviewer'), id));
  // In the city's name by whoever reviewed in the county, and the other way round.
  const given = await give(
    {
      delegateId: (await office.as('city-maker')).userId,
      regionCode: CITY.regionCode,
    },
    'city-reviewer',
  );
  const deputy = await acting('city-maker', valueOf(given).id);
  const { onBehalfOf } = deputy;
  if (!onBehalfOf) throw new Error('in their own name');
  const reviewer = await office.as('xinhua-reviewer');
  const countyPerson = { ...deputy, userId: reviewer.userId };
  const countyName = { ...deputy, onBehalfOf: { ...onBehalfOf, userId: reviewer.userId } };
  for (const actor of [countyPerson, countyName]) {
    expect(refusalOf(await approve(actor, id))).toBe('separation-of-duties');
    const seen = valueOf(await casework.readApplication(office.db, actor, id));
    expect(seen.allowedActions).toEqual(['transfer']);
  }
  const asParty = { ...deputy, onBehalfOf: { ...onBehalfOf, partyIds: [await partyOf(id)] } };
  expect(refusalOf(await approve(asParty, id))).toBe('recused');
  valueOf(
    await casework.declareRecusal(office.db, {
      ...by(await office.as('city-reviewer')),
      ...{ applicationId: id, scope: 'case', reason: '亲属任职' },
    }),
  );
  expect(refusalOf(await approve(deputy, id))).toBe('recused');
  expect(valueOf(await casework.readApplication(office.db, deputy, id)).allowedActions).toEqual([]);
  await withdraw(id);
});

async function partyOf(id: string): Promise<string> {
  return (await look(office, id)).applicant?.id ?? '';
}

it.each<[string, () => Promise<object>]>([
  ['self', async () => ({ delegateId: (await office.as('xinhua-reviewer')).userId })],
  ['not-held', async () => ({ regionCode: CITY.regionCode })],
  ['past', async () => ({ fromOn: plus(-1) })],
  ['backwards', async () => ({ fromOn: plus(3), toOn: plus(2) })],
  ['too-long', async () => ({ toOn: plus(185) })],
  ['no-colleague', async () => ({ delegateId: (await office.as('yexian-maker')).userId })],
  ['no-colleague', async () => ({ delegateId: (await office.as('xinhua-clerk')).userId })],
])('what cannot be delegated: %s', async (problem, changes) => {
  const outcome = await give(await changes());
  const refusal = outcome.ok ? null : outcome.refusal;
  if (problem === 'not-held') expect(refusal?.code).toBe('forbidden');
  else expect(refusal).toMatchObject({ code: 'delegation-invalid', details: { problem } });
});

it('no chain: what one does in somebody’s name is neither handed further nor taken back by them', async () => {
  const { id } = valueOf(await give());
  const deputy = await acting('xinhua-maker', id);
  const checker = await office.as('xinhua-checker');
  const further = await casework.giveDelegation(office.db, {
    ...by(deputy),
    ...{ delegateId: checker.userId, role: 'reviewer', regionCode: XINHUA, reason: '转委托' },
    ...{ fromOn: today, toOn: today },
  });
  expect(further).toMatchObject({
    refusal: { code: 'delegation-invalid', details: { problem: 'in-their-name' } },
  });
  const revoke = async (actor: casework.PersonActor) =>
    casework.revokeDelegation(office.db, { ...by(actor), id });
  expect(refusalOf(await revoke(deputy))).toBe('not-found');
  expect(refusalOf(await revoke(await office.as('xinhua-maker')))).toBe('not-found');
  expect(refusalOf(await revoke(checker))).toBe('not-found');
  expect(await actingIn('xinhua-checker', id)).toBeNull();
  const owns = await office.as('xinhua-reviewer');
  valueOf(await revoke(owns));
  expect(refusalOf(await revoke(owns))).toBe('action-not-allowed');
  expect(await actingIn('xinhua-maker', id)).toBeNull();
  const listed = valueOf(await casework.listDelegations(office.db, await office.as('xinhua-maker'))).items;
  expect(listed.find((one) => one.id === id)).toMatchObject({ state: 'revoked', mine: false });
  expect(valueOf(await casework.listDelegations(office.db, checker)).items).toEqual([]);
  await expect(owner.query(`UPDATE delegation SET to_on = to_on + 1 WHERE id = $1`, [id])).rejects.toThrow(
    /revoked once/,
  );
});

it('who is handed a task has a deputy for it too; a role that ends, or the last day, ends what was delegated', async () => {
  const id = await walkToReview(office, 'zhanhe');
  const [reviewer, maker] = [await office.as('zhanhe-reviewer'), await office.as('zhanhe-maker')];
  const wanted = { delegateId: maker.userId, regionCode: PLACES.zhanhe.regionCode };
  const given = valueOf(await give({ ...wanted, toOn: plus(2) }, 'zhanhe-reviewer'));
  const later = valueOf(await give({ ...wanted, fromOn: plus(10), toOn: plus(11) }, 'zhanhe-reviewer'));
  expect(await actingIn('zhanhe-maker', later.id)).toBeNull();
  const city = await office.as('city-reviewer');
  const transfer = { to: reviewer.userId, reason: '请其办理' };
  valueOf(await casework.transferTask(office.db, { ...(await on(city, id)), ...transfer }));
  valueOf(
    await casework.holdApplication(office.db, {
      ...(await on(await acting('zhanhe-maker', given.id), id)),
      reason: '等待证明',
    }),
  );
  await owner.query(`UPDATE role_grant SET valid_to = valid_from - 1 WHERE user_id = $1`, [reviewer.userId]);
  expect(await actingIn('zhanhe-maker', given.id)).toBeNull();
  await owner.query(
    `INSERT INTO role_grant (id, user_id, role, region_code, valid_from, basis)
     SELECT gen_random_uuid(), user_id, role, region_code, valid_from + 1, 'setup' FROM role_grant WHERE user_id = $1`,
    [reviewer.userId],
  );
  expect(await actingIn('zhanhe-maker', given.id)).not.toBeNull();
  await passDays(office, 3);
  expect(await actingIn('zhanhe-maker', given.id)).toBeNull();
  await passDays(office, 7);
  expect(await actingIn('zhanhe-maker', later.id)).not.toBeNull();
});
