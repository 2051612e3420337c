import * as casework from '@duixian/casework';
import { grantByTwo, Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

let office: Office;
let admin: casework.PersonActor;
beforeAll(async () => {
  office = await Office.open();
  admin = await office.as('admin');
});
afterAll(() => office.close());

let made = 0;
const create = async (regionCode = '410402') => {
  const person = { username: `official-${(made += 1)}`, displayName: '示例人员', regionCode };
  const created = valueOf(
    await casework.createPerson(office.db, { actor: admin, idempotencyKey: office.key(), person }),
  );
  return { ...person, ...created, password: created.initialPassword ?? '' };
};
type Person = Awaited<ReturnType<typeof create>>;

const by = (person: { id: string }, actor = admin) => ({
  actor,
  idempotencyKey: office.key(),
  personId: person.id,
});
const grant = (person: { id: string }, role: casework.Role, regionCode = '410402', actor = admin) =>
  casework.grantRole(office.db, { ...by(person, actor), role, regionCode, reason: '岗位调整' });
/** By two administrators; the password is then the one that the second of them handed over. */
const giveByTwo = async (person: Person, role: casework.Role, regionCode = '410402') => {
  const handedOver = await grantByTwo(office, { personId: person.id, role, regionCode });
  person.password = handedOver ?? person.password;
};
const BACK = { reason: '返岗' };
const signIn = async ({ username }: Pick<Person, 'username'>, password: string) => {
  const session = await casework.openSession(office.db, { username, password });
  return session.ok ? casework.authenticate(office.db, session.value.token) : null;
};
const seen = async (person: { id: string }, actor = admin): Promise<casework.PersonView | undefined> =>
  valueOf(await casework.listPeople(office.db, actor)).items.find(({ id }) => id === person.id);
const linked = { capacity: 'clerk', document: '授权委托书〔2026〕1号' } as const;

describe('a new account', () => {
  it('signs in with a password that is answered once and must be changed first', async () => {
    const idempotencyKey = office.key();
    const person = { username: 'new-one', displayName: '示例人员', regionCode: '410402' };
    const request = { actor: admin, idempotencyKey, person };
    const first = valueOf(await casework.createPerson(office.db, request));
    const again = valueOf(await casework.createPerson(office.db, request));
    expect(again).toEqual({ id: first.id, initialPassword: null });
    const password = first.initialPassword ?? '';
    const session = await signIn(person, password);
    expect(session).toMatchObject({ mustChangePassword: true, actor: { grants: [], partyIds: [] } });
    if (!session) throw new Error('not signed in');
    const change = (currentPassword: string, newPassword: string) =>
      casework.changePassword(office.db, { ...session, currentPassword, newPassword });
    expect(refusalOf(await change('wrong', 'four plain words here'))).toBe('wrong-credentials');
    for (const bad of ['short', 'new-one-new-one', 'aaaaaaaaaaaaaaaa', password]) {
      expect(refusalOf(await change(password, bad))).toBe('password-unusable');
    }
    const other = await casework.openSession(office.db, { username: person.username, password });
    valueOf(await change(password, 'four plain words here'));
    expect(await signIn(person, password)).toBeNull();
    expect(await signIn(person, 'four plain words here')).toMatchObject({ mustChangePassword: false });
    expect(await casework.authenticate(office.db, other.ok ? other.value.token : '')).toBeNull();
  });

  it('has a user name of its own and lies where the administrator covers', async () => {
    const person = { username: 'auditor', displayName: '示例', regionCode: '410402' };
    const request = { actor: admin, idempotencyKey: office.key(), person };
    expect(refusalOf(await casework.createPerson(office.db, request))).toBe('username-taken');
    const elsewhere = { ...request, person: { ...person, username: 'elsewhere', regionCode: '330402' } };
    expect(refusalOf(await casework.createPerson(office.db, elsewhere))).toBe('not-found');
  });

  it('leaves no password and no name on the trail', async () => {
    const person = await create();
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    await owner.query(`BEGIN; SELECT set_config('duixian.scope', 'system', true)`);
    const { rows } = await owner.query<{ text: string }>(
      'SELECT bytes AS text FROM audit_event WHERE case_id = $1',
      [person.id],
    );
    const { rows: answers } = await owner.query<{ text: string }>(
      `SELECT answer::text AS text FROM idempotency_key WHERE answer IS NOT NULL`,
    );
    await owner.end();
    expect(rows.filter(({ text }) => text.includes(person.displayName))).toEqual([]);
    expect([...rows, ...answers].filter(({ text }) => text.includes(person.password))).toEqual([]);
  });
});

describe('roles', () => {
  it('are in force at once, at their region, and end at once', async () => {
    const person = await create();
    expect(valueOf(await grant(person, 'auditor')).proposalId).toBeNull();
    expect(await signIn(person, person.password)).toMatchObject({
      actor: { grants: [{ role: 'auditor', regionCode: '410402' }] },
    });
    expect(refusalOf(await grant(person, 'auditor'))).toBe('action-not-allowed');
    const [held] = (await seen(person))?.grants ?? [];
    valueOf(
      await casework.endRole(office.db, { ...by(person), grantId: held?.id ?? '', reason: '调离岗位' }),
    );
    expect(await signIn(person, person.password)).toMatchObject({ actor: { grants: [] } });
    await giveByTwo(person, 'finance_maker');
    expect(await seen(person)).toMatchObject({
      grants: [{ role: 'finance_maker', givenBy: '系统管理员', confirmedBy: '系统管理员(二)' }],
    });
  });

  it('are granted to nobody by themselves, and outside of the administrator’s regions to nobody', async () => {
    expect(refusalOf(await grant({ id: admin.userId }, 'auditor'))).toBe('separation-of-duties');
    const person = await create();
    expect(refusalOf(await grant(person, 'reviewer', '330402'))).toBe('not-found');
    expect(refusalOf(await grant(person, 'reviewer', '410402', await office.as('auditor')))).toBe(
      'forbidden',
    );
  });

  it.each<[casework.Role, casework.Role]>([
    ['administrator', 'reviewer'],
    ['administrator', 'finance_checker'],
    ['policy_officer', 'administrator'],
  ])('who is %s cannot become %s as well', async (first, second) => {
    const person = await create();
    await giveByTwo(person, first);
    expect(refusalOf(await grant(person, second))).toBe('separation-of-duties');
  });

  it('the database refuses an administrator with another role, and a grant to oneself', async () => {
    const person = await create();
    await giveByTwo(person, 'administrator');
    const owner = new Client(office.database.ownerUrl);
    await owner.connect();
    const insert = (role: string, grantedBy: string) =>
      owner.query(
        `INSERT INTO role_grant (id, user_id, role, region_code, valid_from, basis, granted_by)
         VALUES (gen_random_uuid(), $1, $2, '410402', '2026-01-01', 'one', $3)`,
        [person.id, role, grantedBy],
      );
    await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
    await expect(insert('auditor', admin.userId)).rejects.toThrow('an administrator holds no other role');
    await expect(insert('administrator', person.id)).rejects.toThrow('role_grant_not_to_oneself');
    await owner.end();
  });
});

describe('an account that is kept', () => {
  it('is suspended: no sign-in, no session; and resumed', async () => {
    const person = await create();
    const session = await casework.openSession(office.db, {
      username: person.username,
      password: person.password,
    });
    valueOf(await casework.suspendPerson(office.db, { ...by(person), reason: '离职' }));
    expect(await casework.authenticate(office.db, session.ok ? session.value.token : '')).toBeNull();
    expect(await signIn(person, person.password)).toBeNull();
    expect(refusalOf(await casework.suspendPerson(office.db, { ...by(person), reason: '离职' }))).toBe(
      'action-not-allowed',
    );
    valueOf(await casework.resumePerson(office.db, { ...by(person), ...BACK }));
    expect(await signIn(person, person.password)).not.toBeNull();
  });

  it('gets another first password: the old one and all sessions end', async () => {
    const person = await create();
    const session = await signIn(person, person.password);
    expect(session).not.toBeNull();
    const { initialPassword } = valueOf(
      await casework.resetPassword(office.db, { ...by(person), reason: '忘记密码' }),
    );
    expect(await signIn(person, person.password)).toBeNull();
    expect(await signIn(person, initialPassword ?? '')).toMatchObject({ mustChangePassword: true });
  });

  it('is not taken over by somebody who does not keep every place where its person acts', async () => {
    const county = await create();
    await giveByTwo(county, 'administrator');
    const countyAdmin = (await signIn(county, county.password))?.actor;
    if (!countyAdmin) throw new Error('not signed in');
    const person = await create();
    valueOf(await grant(person, 'auditor', '410400'));
    const reset = await casework.resetPassword(office.db, { ...by(person, countyAdmin), ...BACK });
    expect(refusalOf(reset)).toBe('forbidden');
    expect((await seen(person, countyAdmin))?.allowedActions).not.toContain('reset_password');
    valueOf(await casework.resetPassword(office.db, { ...by(person), ...BACK }));
    const outside = await create('410411');
    const unknown = await casework.resetPassword(office.db, { ...by(outside, countyAdmin), ...BACK });
    expect(refusalOf(unknown)).toBe('not-found');
    expect(await seen(outside, countyAdmin)).toBeUndefined();
  });
});

it('a person acts for an enterprise from the link on until it ends', async () => {
  const person = await create();
  const clerk = await office.as('xinhua-clerk');
  const [party] = await casework.listMyParties(office.db, clerk);
  const creditCode = party?.creditCode ?? '';
  const link = { ...linked, creditCode };
  valueOf(await casework.linkParty(office.db, { ...by(person), ...link }));
  expect(await signIn(person, person.password)).toMatchObject({ actor: { partyIds: clerk.partyIds } });
  expect(refusalOf(await casework.linkParty(office.db, { ...by(person), ...link }))).toBe(
    'action-not-allowed',
  );
  expect(refusalOf(await grant(person, 'administrator'))).toBe('separation-of-duties');
  const [actsFor] = (await seen(person))?.actsFor ?? [];
  const end = { ...by(person), grantId: actsFor?.grantId ?? '', reason: '授权到期' };
  valueOf(await casework.unlinkParty(office.db, end));
  expect(await signIn(person, person.password)).toMatchObject({ actor: { partyIds: [] } });
  const unknown = { ...linked, creditCode: casework.completeCreditCode('91410000MA0000000') };
  expect(refusalOf(await casework.linkParty(office.db, { ...by(person), ...unknown }))).toBe(
    'person-invalid',
  );
});

describe('regions', () => {
  const county = {
    ...{ code: '410499', name: '示例新区', factName: '示例新区', parentCode: '410400' },
    ...{ kind: 'functional' as const, validFrom: '2026-01-01', financeOfficeName: '示例新区财政局' },
  };
  const add = (changes: Partial<typeof county> = {}) =>
    casework.addRegion(office.db, {
      ...{ actor: admin, idempotencyKey: office.key(), region: { ...county, ...changes } },
    });

  it('a county is added and roles are granted there', async () => {
    valueOf(await add());
    const regions = await casework.listRegions(office.db, admin);
    expect(regions.find(({ code }) => code === county.code)).toMatchObject({ ...county, level: 'county' });
    const person = await create(county.code);
    await giveByTwo(person, 'finance_maker', county.code);
    const change = { name: '示例高新区', financeOfficeName: '', validTo: null };
    const edit = { actor: admin, idempotencyKey: office.key(), code: county.code, change };
    valueOf(await casework.editRegion(office.db, edit));
    const after = (await casework.listRegions(office.db, admin)).find(({ code }) => code === county.code);
    expect(after).toMatchObject({ name: '示例高新区', financeOfficeName: null, factName: county.factName });
  });

  it.each<[Partial<typeof county>, string]>([
    [{ code: '410402', factName: '另一个' }, 'region-taken'],
    [{ code: '410498', factName: '新华区' }, 'region-invalid'],
    [{ code: '410498', factName: '另一个', parentCode: '410402' }, 'region-invalid'],
    [{ code: '330499', factName: '另一个', parentCode: '330400' }, 'forbidden'],
  ])('%j is refused: %s', async (changes, code) => {
    expect(refusalOf(await add(changes))).toBe(code);
  });
});
