import { randomBytes } from 'node:crypto';
import * as casework from '@duixian/casework';
import { grantByTwo, Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const PASSWORD = 'duixian-demo';
/** Of a random password. */
const OTHER =
  '$argon2id$v=19$m=19456,t=2,p=1$xiDq1VwB4/n+cRmM2pdfNQ$cSZoYS/mQfYyZKkvHCC0++6UNLjGA0tLaotzyxaGdgc';

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open({ poolSize: 30 });
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false),
    set_config('duixian.regions', '{}', false), set_config('duixian.parties', '{}', false), set_config('duixian.administers', '{}', false)`);
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const signIn = (username: string, password: string) =>
  casework.openSession(office.db, { username, password });
const answersOf = async (username: string, passwords: readonly string[]): Promise<string[]> =>
  (await Promise.all(passwords.map((password) => signIn(username, password)))).map((outcome) =>
    outcome.ok ? 'opened' : outcome.refusal.code,
  );
const wrong = (many: number): string[] => Array.from({ length: many }, (_, index) => `wrong-${index}`);
/** As if five minutes had passed. */
const lockIsOver = (username: string) =>
  owner.query(
    `UPDATE user_account SET locked_until = clock_timestamp() - interval '1 second' WHERE username = $1`,
    [username],
  );

it('who signs in while the password is changed gets no session by the old one', async () => {
  const before = await owner.query<{ hash: string }>(
    `SELECT password_hash AS hash FROM user_account WHERE username = 'auditor'`,
  );
  const change = (hash: string) =>
    owner.query(`UPDATE user_account SET password_hash = $1 WHERE username = 'auditor'`, [hash]);
  await owner.query('BEGIN');
  await change(OTHER);
  const meanwhile = signIn('auditor', PASSWORD);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await owner.query('COMMIT');
  const outcome = await meanwhile;
  await change(before.rows[0]?.hash ?? '');
  expect(refusalOf(outcome)).toBe('wrong-credentials');
  valueOf(await signIn('auditor', PASSWORD));
});

it('who signs in while the account is suspended gets no session that lives once it is opened again', async () => {
  await owner.query('BEGIN');
  await owner.query(`UPDATE user_account SET status = 'suspended' WHERE username = 'auditor'`);
  const meanwhile = signIn('auditor', PASSWORD);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await owner.query('COMMIT');
  expect(refusalOf(await meanwhile)).toBe('wrong-credentials');
  await owner.query(`UPDATE user_account SET status = 'active' WHERE username = 'auditor'`);
});

it('however many guesses come at once, ten are looked at', async () => {
  const answers = await answersOf('yexian-maker', wrong(30));
  expect(answers.filter((code) => code === 'wrong-credentials')).toHaveLength(10);
  expect(answers.filter((code) => code === 'account-locked')).toHaveLength(20);
});

it('a lock that is over is over: one more wrong password does not bring it back', async () => {
  await answersOf('yexian-checker', wrong(10));
  expect(refusalOf(await signIn('yexian-checker', PASSWORD))).toBe('account-locked');
  await lockIsOver('yexian-checker');
  expect(refusalOf(await signIn('yexian-checker', 'wrong'))).toBe('wrong-credentials');
  valueOf(await signIn('yexian-checker', PASSWORD));
});

it('a browser from which somebody signed in before is not locked out by what others guess, and counts its own', async () => {
  const opened = valueOf(await signIn('city-maker', PASSWORD));
  const from = (password: string, browser: string) =>
    casework.openSession(office.db, { username: 'city-maker', password, browser });
  await answersOf('city-maker', wrong(10));
  expect(refusalOf(await signIn('city-maker', PASSWORD))).toBe('account-locked');
  const strangers = valueOf(await signIn('city-checker', PASSWORD));
  expect(refusalOf(await from(PASSWORD, strangers.browser))).toBe('account-locked');
  const again = valueOf(await from(PASSWORD, opened.browser));
  expect(again.browser).not.toBe(opened.browser);

  for (const password of wrong(10))
    expect(refusalOf(await from(password, again.browser))).toBe('wrong-credentials');
  // It is a stranger from here on, and nobody else was locked out by it.
  valueOf(await signIn('city-maker', PASSWORD));
  await answersOf('city-maker', wrong(10));
  expect(refusalOf(await from(PASSWORD, again.browser))).toBe('account-locked');
});

describe('a session in strange hands guesses no password', () => {
  type Session = NonNullable<Awaited<ReturnType<typeof casework.authenticate>>>;
  const NEW = 'four plain words here';
  const codes = { required: true, key: randomBytes(32) };
  const sessionOf = async (username: string): Promise<Session> => {
    const { token } = valueOf(await signIn(username, PASSWORD));
    const session = await casework.authenticate(office.db, token);
    if (!session) throw new Error('not signed in');
    return session;
  };
  type Ask = (session: Session, password: string) => Promise<{ ok: boolean }>;
  const change: Ask = (session, currentPassword) =>
    casework.changePassword(office.db, { ...session, currentPassword, newPassword: NEW });
  const enrol: Ask = (session, password) =>
    casework.beginEnrolment(office.db, codes, { ...session, password });
  const codesOf = async (outcomes: Promise<unknown>[]): Promise<string[]> =>
    (await Promise.all(outcomes)).map((outcome) => refusalOf(outcome as Parameters<typeof refusalOf>[0]));

  it.each([
    ['zhanhe-checker', 'changing it', change],
    ['policy-officer', 'enrolling an authenticator', enrol],
  ])('ten are looked at from a session, ten more of the account: %s, %s', async (username, _by, ask) => {
    const session = await sessionOf(username);
    const answers = await codesOf(wrong(30).map((password) => ask(session, password)));
    expect(answers.filter((code) => code === 'wrong-credentials')).toHaveLength(20);
    expect(answers.filter((code) => code === 'account-locked')).toHaveLength(10);
    expect(await codesOf([ask(session, PASSWORD)])).toEqual(['account-locked']);
    expect(refusalOf(await signIn(username, PASSWORD))).toBe('account-locked');
    await lockIsOver(username);
    expect((await ask(session, PASSWORD)).ok).toBe(true);
  });

  it('what others guess at the door hinders nobody who is inside', async () => {
    const session = await sessionOf('auditor');
    await answersOf('auditor', wrong(10));
    expect((await enrol(session, PASSWORD)).ok).toBe(true);
  });
});

describe('whoever may not act there any more acts in nobody’s name', () => {
  const by = (actor: casework.PersonActor, personId: string) => ({
    ...{ actor, personId, idempotencyKey: office.key() },
  });
  const grantsOf = async (admin: casework.PersonActor, id: string) =>
    valueOf(await casework.listPeople(office.db, admin)).items.find((one) => one.id === id)?.grants ?? [];
  const give = async (from: string, to: string): Promise<string> => {
    const actor = await office.as(from);
    const { today } = await casework.readSession(office.db, actor);
    const { regionCode = '' } = actor.grants[0] ?? {};
    const { id } = valueOf(
      await casework.giveDelegation(office.db, {
        ...{ actor, idempotencyKey: office.key(), delegateId: (await office.as(to)).userId },
        ...{ role: 'reviewer', regionCode, fromOn: today, toOn: today, reason: '出差' },
      }),
    );
    return id;
  };
  const actsIn = async (username: string, id: string): Promise<boolean> =>
    (await casework.actInNameOf(office.db, await office.as(username), id)) !== null;

  const reopen = async (personId: string): Promise<void> => {
    const back = { ...by(await office.as('admin'), personId), reason: '返岗' };
    const { proposalId } = valueOf(await casework.resumePerson(office.db, back));
    const second = { actor: await office.as('admin-2'), idempotencyKey: office.key() };
    valueOf(
      await casework.decideAccess(office.db, { ...second, proposalId: proposalId ?? '', action: 'confirm' }),
    );
  };

  it('a deputy whose own role ended, and who became an administrator', async () => {
    const [admin, deputy] = [await office.as('admin'), await office.as('zhanhe-maker')];
    const id = await give('zhanhe-reviewer', 'zhanhe-maker');
    expect(await actsIn('zhanhe-maker', id)).toBe(true);
    for (const { id: grantId } of await grantsOf(admin, deputy.userId))
      valueOf(
        await casework.endRole(office.db, { ...by(admin, deputy.userId), grantId, reason: '调离岗位' }),
      );
    expect(await actsIn('zhanhe-maker', id)).toBe(false);
    const { regionCode = '' } = deputy.grants[0] ?? {};
    await grantByTwo(office, { personId: deputy.userId, role: 'administrator', regionCode });
    expect(await actsIn('zhanhe-maker', id)).toBe(false);
  });

  it('an account that was suspended has its delegations ended for good, those it gave and those it got', async () => {
    const admin = await office.as('admin');
    const given = await give('xinhua-reviewer', 'xinhua-maker');
    const { userId } = await office.as('xinhua-reviewer');
    valueOf(await casework.suspendPerson(office.db, { ...by(admin, userId), reason: '停职' }));
    await reopen(userId);
    expect(await actsIn('xinhua-maker', given)).toBe(false);
    const again = await give('xinhua-reviewer', 'xinhua-maker');
    const { userId: deputy } = await office.as('xinhua-maker');
    valueOf(await casework.suspendPerson(office.db, { ...by(admin, deputy), reason: '停职' }));
    await reopen(deputy);
    expect(await actsIn('xinhua-maker', again)).toBe(false);
    await office.drain();
    const told = valueOf(
      await casework.listNotifications(office.db, await office.as('xinhua-maker'), {}, { limit: 20 }),
    );
    expect(told.items.map(({ title }) => title)).toContain('代理已撤销');
  });
});
