import * as casework from '@duixian/casework';
import { Office, prepare, PLACES, refusalOf, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(240_000);

let office: Office;
let owner: Client;
let partyId: string;
let name: string;
let applicationId: string;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  const [party] = await casework.listMyParties(office.db, await office.as(PLACES.xinhua.clerk));
  if (!party) throw new Error('there is no enterprise');
  ({ id: partyId, registeredName: name } = party);
  applicationId = await walkToAward(office, 'xinhua');
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const BANK = '313495000002';
let numbers = 0;
const freshNumber = (): string => `4105010036080${String((numbers += 1)).padStart(7, '0')}`;

async function propose(username: string, more: Partial<casework.GivenAccount> & { partyId?: string } = {}) {
  const given = { accountName: name, accountNumber: freshNumber(), bankCode: BANK, partyId, ...more };
  const actor = await office.as(username);
  return casework.proposePayeeAccount(office.db, { actor, idempotencyKey: office.key(), ...given });
}

async function decide(username: string, accountId: string, verb: casework.PayeeAccountAction) {
  const actor = await office.as(username);
  const command = { actor, idempotencyKey: office.key(), partyId, accountId };
  switch (verb) {
    case 'confirm':
      return casework.confirmPayeeAccount(office.db, { ...command, coolingWorkingDays: 3 });
    case 'refuse':
      return casework.refusePayeeAccount(office.db, { ...command, reason: '与开户许可证不符' });
    case 'withdraw':
      return casework.withdrawPayeeAccount(office.db, { ...command, reason: '填写有误' });
    case 'stop':
      return casework.stopPayeeAccount(office.db, { ...command, reason: '不是本企业办理的' });
  }
}

async function versions(username: string) {
  const read = await casework.readPayeeAccountsOf(office.db, await office.as(username), partyId);
  return valueOf(read).items;
}

async function payment(): Promise<casework.PaymentView> {
  const filter = { applicationId };
  const found = await casework.listPayments(office.db, await office.as('xinhua-maker'), filter, { limit: 5 });
  const [one] = valueOf(found).items.filter(({ regionCode }) => regionCode === '410402');
  if (!one) throw new Error('there is no payment');
  return one;
}

async function useAccount(): Promise<ReturnType<typeof casework.usePresentAccount>> {
  const { id, version } = await payment();
  const actor = await office.as('xinhua-maker');
  return casework.usePresentAccount(office.db, {
    actor,
    idempotencyKey: office.key(),
    paymentId: id,
    version,
  });
}

/** Statements by the owner on one version, rolled back. */
async function attempt(accountId: string, change: string): Promise<void> {
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  try {
    await owner.query(`UPDATE payee_account SET ${change} WHERE id = $1`, [accountId]);
  } finally {
    await owner.query('ROLLBACK');
  }
}

const clockTo = async (day: string): Promise<unknown> =>
  valueOf(await casework.moveClock(office.db, await office.as('admin'), new Date(`${day}T09:00:00+08:00`)));

it.each<[string, Partial<casework.GivenAccount>]>([
  ['another name', { accountName: '别的公司有限公司' }],
  ['no number', { accountNumber: '00000000' }],
  ['a branch that no table knows', { bankCode: '999999999999' }],
])('an account with %s is not taken', async (_what, wrong) => {
  expect(refusalOf(await propose('xinhua-clerk', wrong))).toBe('account-invalid');
});

it('another enterprise’s clerk learns nothing of it', async () => {
  expect(refusalOf(await propose('yexian-clerk'))).toBe('not-found');
  const read = await casework.readPayeeAccountsOf(office.db, await office.as('yexian-clerk'), partyId);
  expect(refusalOf(read)).toBe('not-found');
});

it('one proposal waits at a time, is masked, and its proposer neither confirms nor refuses it', async () => {
  const { id } = valueOf(await propose('xinhua-clerk', { accountName: name.replace(/（|\(/g, ' (') }));
  expect(refusalOf(await propose('xinhua-clerk'))).toBe('action-not-allowed');
  expect(refusalOf(await decide('xinhua-clerk', id, 'confirm'))).toBe('separation-of-duties');
  expect(refusalOf(await decide('xinhua-clerk', id, 'refuse'))).toBe('separation-of-duties');
  expect(refusalOf(await decide('yexian-maker', id, 'confirm'))).toBe('not-found');
  const [waiting] = valueOf(
    await casework.listWaitingAccounts(office.db, await office.as('xinhua-maker'), { limit: 10 }),
  ).items;
  const onDesk = async (username: string) =>
    valueOf(await casework.readDesk(office.db, await office.as(username))).items.filter(({ key }) =>
      ['ownAccounts', 'accountsToConfirm'].includes(key),
    );
  expect(await onDesk('xinhua-maker')).toMatchObject([{ key: 'accountsToConfirm', count: 1 }]);
  expect(await onDesk('yexian-maker')).toMatchObject([{ key: 'accountsToConfirm', count: 0 }]);
  // Who proposed it waits for somebody else.
  expect(await onDesk('xinhua-clerk')).toMatchObject([{ key: 'ownAccounts', count: 0 }]);
  expect(waiting).toMatchObject({ id, treasuryConfirms: true, allowedActions: ['confirm', 'refuse'] });
  expect(JSON.stringify(waiting)).not.toContain('4105010036080');
  await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
  const { rows } = await owner.query<{ bytes: string }>('SELECT bytes FROM audit_event WHERE case_id = $1', [
    id,
  ]);
  await owner.query('ROLLBACK');
  expect(rows).toHaveLength(1);
  expect(rows[0]?.bytes).not.toContain('4105010036080');
  expect(valueOf(await decide('xinhua-maker', id, 'refuse')).state).toBe('refused');
  expect(refusalOf(await decide('xinhua-maker', id, 'confirm'))).toBe('action-not-allowed');
});

it('a confirmed account cools for three working days; then a waiting payment can take it, a released one not', async () => {
  const { id } = valueOf(await propose('xinhua-clerk'));
  const before = (await payment()).payee.maskedNumber;
  const { effectiveOn } = valueOf(await decide('xinhua-maker', id, 'confirm'));
  expect((await versions('xinhua-clerk')).map(({ standing }) => standing)).toEqual([
    'cooling',
    'ended',
    'current',
  ]);
  expect(refusalOf(await useAccount())).toBe('payee-account-unusable');

  await clockTo(effectiveOn ?? '');
  expect((await versions('auditor')).map(({ standing }) => standing)).toEqual([
    'current',
    'ended',
    'earlier',
  ]);
  expect((await payment()).payee.maskedNumber).toBe(before);
  valueOf(await useAccount());
  const after = (await payment()).payee.maskedNumber;
  expect(after).not.toBe(before);

  // In a batch, and after its release, the account of the payment stays.
  const batch = await prepare(office, 'xinhua', '410402');
  expect(refusalOf(await useAccount())).toBe('payee-fixed');
  await release(office, 'xinhua', batch);
  const next = valueOf(await propose('xinhua-clerk')).id;
  const day = valueOf(await decide('xinhua-maker', next, 'confirm')).effectiveOn ?? '';
  await clockTo(day);
  expect(refusalOf(await useAccount())).toBe('payee-fixed');
  expect((await payment()).payee.maskedNumber).toBe(after);
});

it.each(['xinhua-clerk', 'xinhua-maker'])(
  '%s stops a confirmed account while it cools, and payments stay where they were',
  async (who) => {
    const { id: before } =
      (await versions('xinhua-clerk')).find(({ standing }) => standing === 'current') ?? {};
    const { id } = valueOf(await propose('xinhua-clerk'));
    expect(refusalOf(await decide(who, id, 'stop'))).toBe('action-not-allowed');
    const { effectiveOn } = valueOf(await decide('xinhua-maker', id, 'confirm'));
    const [coming] = valueOf(
      await casework.listWaitingAccounts(office.db, await office.as('xinhua-maker'), { limit: 10 }),
    ).items;
    expect(coming).toMatchObject({ id, standing: 'cooling', allowedActions: ['stop'] });
    expect(refusalOf(await decide('yexian-maker', id, 'stop'))).toBe('not-found');
    expect(valueOf(await decide(who, id, 'stop')).state).toBe('stopped');
    await clockTo(effectiveOn ?? '');
    const after = await versions('xinhua-clerk');
    expect(after[0]).toMatchObject({
      id,
      state: 'stopped',
      standing: 'ended',
      endReason: '不是本企业办理的',
    });
    expect(after.find(({ standing }) => standing === 'current')?.id).toBe(before);
  },
);

it('from its day on nobody stops an account, the database included', async () => {
  const { id } = valueOf(await propose('xinhua-clerk'));
  const { effectiveOn } = valueOf(await decide('xinhua-maker', id, 'confirm'));
  await clockTo(effectiveOn ?? '');
  expect((await versions('xinhua-clerk'))[0]).toMatchObject({ standing: 'current', allowedActions: [] });
  expect(refusalOf(await decide('xinhua-clerk', id, 'stop'))).toBe('action-not-allowed');
  await expect(attempt(id, `state = 'stopped', ended_at = now(), end_reason = '晚了'`)).rejects.toThrow(
    'the account counts since',
  );
});

it('where another person acts for the enterprise, they confirm, and the treasury does not', async () => {
  const admin = await office.as('admin');
  const people = valueOf(await casework.listPeople(office.db, admin)).items;
  const second = people.find(({ username }) => username === 'zhanhe-clerk');
  const [party] = await casework.listMyParties(office.db, await office.as('xinhua-clerk'));
  valueOf(
    await casework.linkParty(office.db, {
      ...{ actor: admin, idempotencyKey: office.key(), personId: second?.id ?? '' },
      ...{ creditCode: party?.creditCode ?? '', capacity: 'clerk', document: '授权委托书' },
    }),
  );
  const { id } = valueOf(await propose('xinhua-clerk'));
  expect(refusalOf(await decide('xinhua-maker', id, 'confirm'))).toBe('separation-of-duties');
  const signedIn = await casework.authenticate(office.db, await office.token('zhanhe-clerk'));
  const actor = signedIn?.actor;
  if (!actor) throw new Error('the second clerk is not signed in');
  const command = { actor, idempotencyKey: office.key(), partyId, accountId: id, coolingWorkingDays: 0 };
  valueOf(await casework.confirmPayeeAccount(office.db, command));
  const [newest] = await versions('xinhua-clerk');
  expect(newest).toMatchObject({ id, standing: 'current', confirmedAs: 'enterprise' });
});

it('the database holds a version to two people, and to what was proposed', async () => {
  const { id } = valueOf(await propose('xinhua-clerk'));
  const confirm = (by: string): string =>
    `state = 'confirmed', verified_at = now(), effective_on = current_date, confirmed_by = ${by}, confirmed_as = 'enterprise'`;
  await expect(attempt(id, confirm('proposed_by'))).rejects.toThrow('payee_account_two_people');
  await expect(attempt(id, `account_number = '99999999'`)).rejects.toThrow('never changed');
  await expect(attempt(id, `state = 'confirmed'`)).rejects.toThrow('payee_account_confirmed_whole');
  await expect(
    attempt(
      id,
      `${confirm('NULL')}, account_number = '99999999'`.replace(
        `confirmed_as = 'enterprise'`,
        'confirmed_as = NULL',
      ),
    ),
  ).rejects.toThrow('never changed');
  valueOf(await decide('xinhua-clerk', id, 'withdraw'));
  await expect(attempt(id, `state = 'proposed', ended_at = NULL, end_reason = NULL`)).rejects.toThrow(
    'never changed',
  );
});
