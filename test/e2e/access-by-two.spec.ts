import * as casework from '@duixian/casework';
import { grantByTwo, Office, refusalOf, valueOf } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

const CITY = '410400';
const COUNTY = '410402';
const WHY = '新任出纳';

let office: Office;
let owner: Client;
let admin: casework.PersonActor;
let second: casework.PersonActor;
beforeAll(async () => {
  office = await Office.open();
  [admin, second] = [await office.as('admin'), await office.as('admin-2')];
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

let made = 0;
const create = async (regionCode = COUNTY) => {
  const person = { username: `cashier-${(made += 1)}`, displayName: '示例人员', regionCode };
  const request = { actor: admin, idempotencyKey: office.key(), person };
  const { id, initialPassword } = valueOf(await casework.createPerson(office.db, request));
  return { ...person, id, password: initialPassword ?? '' };
};
const by = (actor: casework.PersonActor, personId: string) => ({
  ...{ actor, idempotencyKey: office.key(), personId, reason: WHY },
});
const wish = (
  personId: string,
  role: casework.Role = 'finance_checker',
  { actor = admin, regionCode = COUNTY }: { actor?: casework.PersonActor; regionCode?: string } = {},
) => casework.grantRole(office.db, { ...by(actor, personId), role, regionCode });
const proposed = async (...given: Parameters<typeof wish>): Promise<string> =>
  valueOf(await wish(...given)).proposalId ?? '';
const decide = (proposalId: string, action: casework.AccessDecision, actor = second) =>
  casework.decideAccess(office.db, {
    ...{ actor, idempotencyKey: office.key(), proposalId, action },
    ...(action === 'refuse' ? { reason: '不在编制内' } : {}),
  });
const session = async (username: string, password: string) => {
  const opened = await casework.openSession(office.db, { username, password });
  return opened.ok ? casework.authenticate(office.db, opened.value.token) : null;
};
const grantsOf = async ({ username }: { username: string }): Promise<number> =>
  (
    await owner.query(
      `SELECT 1 FROM role_grant g JOIN user_account u ON u.id = g.user_id WHERE u.username = $1
       AND coalesce(valid_to, 'infinity') >= valid_from`,
      [username],
    )
  ).rows.length;
const listed = async (actor: casework.PersonActor) =>
  valueOf(await casework.listAccessProposals(office.db, actor)).items;
/** An administrator of a county besides those of the city. */
const countyAdministrator = async (regionCode = COUNTY): Promise<casework.PersonActor> => {
  const person = await create(regionCode);
  const password = await grantByTwo(office, { personId: person.id, role: 'administrator', regionCode });
  const signedIn = await session(person.username, password ?? '');
  if (!signedIn) throw new Error('not signed in');
  return signedIn.actor;
};

describe('a role that decides about money', () => {
  it('has no effect anywhere before a second administrator confirms, and then at once', async () => {
    const person = await create();
    const id = await proposed(person.id);
    expect(await grantsOf(person)).toBe(0);
    expect(await session(person.username, person.password)).toMatchObject({ actor: { grants: [] } });
    expect(await listed(second)).toContainEqual(
      expect.objectContaining({
        ...{ id, action: 'grant_role', role: 'finance_checker', regionCode: COUNTY, reason: WHY },
        ...{ proposedBy: '系统管理员', allowedActions: ['confirm', 'refuse'] },
      }),
    );
    const { state, initialPassword } = valueOf(await decide(id, 'confirm'));
    expect(state).toBe('confirmed');
    expect(await session(person.username, initialPassword ?? '')).toMatchObject({
      mustChangePassword: true,
      actor: { grants: [{ role: 'finance_checker', regionCode: COUNTY }] },
    });
    expect((await listed(second)).map((one) => one.id)).not.toContain(id);
  });

  it('comes with a password that whoever made the account does not know, the first time only', async () => {
    const person = await create();
    const before = await session(person.username, person.password);
    const token = valueOf(await casework.openSession(office.db, person)).token;
    const first = valueOf(await decide(await proposed(person.id), 'confirm'));
    expect(first).toMatchObject({ handedOver: true, initialPassword: expect.stringMatching(/./) as string });
    expect(before).not.toBeNull();
    expect(await session(person.username, person.password)).toBeNull();
    expect(await casework.authenticate(office.db, token)).toBeNull();
    const more = valueOf(await decide(await proposed(person.id, 'finance_maker'), 'confirm'));
    expect(more).toMatchObject({ handedOver: false, initialPassword: null });
    expect(await session(person.username, first.initialPassword ?? '')).not.toBeNull();
  });

  it('the password is answered once, whatever is asked again', async () => {
    const person = await create();
    const request = {
      ...{ actor: second, idempotencyKey: office.key(), proposalId: await proposed(person.id) },
      action: 'confirm' as const,
    };
    const [first, again] = [
      valueOf(await casework.decideAccess(office.db, request)),
      valueOf(await casework.decideAccess(office.db, request)),
    ];
    expect(first.initialPassword).toMatch(/./);
    expect(again).toEqual({ ...first, initialPassword: null });
    const { rows } = await owner.query<{ text: string }>(
      `SELECT answer::text AS text FROM idempotency_key WHERE answer IS NOT NULL UNION ALL SELECT bytes FROM audit_event`,
    );
    expect(rows.filter(({ text }) => text.includes(first.initialPassword ?? 'x'))).toEqual([]);
  });

  it('is not confirmed by who proposed it, by whom it is about, from below, or by anybody else', async () => {
    const person = await create(CITY);
    const id = await proposed(person.id, 'finance_checker', { regionCode: CITY });
    const county = await countyAdministrator();
    for (const [actor, code] of [
      [admin, 'separation-of-duties'],
      [county, 'not-found'],
      [await office.as('auditor'), 'not-found'],
      [await office.as('city-maker'), 'not-found'],
    ] as const) {
      for (const action of ['confirm', 'refuse'] as const)
        expect([actor.username, refusalOf(await decide(id, action, actor))]).toEqual([actor.username, code]);
    }
    expect(refusalOf(await decide(id, 'withdraw'))).toBe('separation-of-duties');
    expect((await listed(county)).map((one) => one.id)).not.toContain(id);
    expect((await listed(await office.as('auditor'))).find((one) => one.id === id)).toMatchObject({
      allowedActions: [],
    });
    expect(refusalOf(await casework.listAccessProposals(office.db, await office.as('city-maker')))).toBe(
      'forbidden',
    );
    // An administrator, whom it is about: their own account is in a colleague's hands.
    const other = await countyAdministrator(CITY);
    valueOf(await casework.suspendPerson(office.db, by(admin, other.userId)));
    const resume = valueOf(await casework.resumePerson(office.db, by(admin, other.userId))).proposalId ?? '';
    expect(refusalOf(await decide(resume, 'confirm', other))).toBe('separation-of-duties');
    valueOf(await decide(resume, 'confirm'));
  });

  it('is refused with a reason or taken back, and may be proposed again', async () => {
    const person = await create();
    const id = await proposed(person.id);
    expect(valueOf(await decide(id, 'refuse')).state).toBe('refused');
    expect(refusalOf(await decide(id, 'confirm'))).toBe('action-not-allowed');
    const again = await proposed(person.id);
    expect(valueOf(await decide(again, 'withdraw', admin)).state).toBe('withdrawn');
    expect(refusalOf(await decide(again, 'confirm'))).toBe('action-not-allowed');
    expect(await grantsOf(person)).toBe(0);
    valueOf(await decide(await proposed(person.id), 'confirm'));
    expect(await grantsOf(person)).toBe(1);
  });

  it('ten proposals at once are one, and of two who decide at once one wins', async () => {
    const person = await create();
    const wishes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        wish(person.id, 'finance_maker', { actor: index % 2 === 0 ? admin : second }),
      ),
    );
    const [won] = wishes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    expect(wishes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(wishes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code])))).toEqual(
      new Set(['action-not-allowed']),
    );
    const third = await countyAdministrator(CITY);
    const other =
      (await listed(third)).find(({ id }) => id === won?.proposalId)?.proposedBy === '系统管理员'
        ? second
        : admin;
    const decided = await Promise.all(
      [other, third].map((actor, index) =>
        decide(won?.proposalId ?? '', index === 0 ? 'confirm' : 'refuse', actor),
      ),
    );
    expect(decided.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).sort()).toEqual([
      'action-not-allowed',
      'done',
    ]);
    expect(await grantsOf(person)).toBe(decided[0]?.ok ? 1 : 0);
  });

  it('is not confirmed when it does not fit any more: the person changed, or who proposed it is no administrator', async () => {
    const person = await create();
    const [asAdministrator, asMaker] = [
      await proposed(person.id, 'administrator'),
      await proposed(person.id, 'finance_maker'),
    ];
    valueOf(await decide(asMaker, 'confirm'));
    expect(refusalOf(await decide(asAdministrator, 'confirm'))).toBe('separation-of-duties');
    valueOf(await decide(asAdministrator, 'refuse'));
    const gone = await countyAdministrator();
    const next = await create();
    const id = await proposed(next.id, 'reviewer', { actor: gone });
    valueOf(await casework.suspendPerson(office.db, by(admin, gone.userId)));
    expect(refusalOf(await decide(id, 'confirm'))).toBe('action-not-allowed');
    expect(await grantsOf(next)).toBe(0);
    valueOf(await decide(id, 'refuse'));
  });

  it('is taken away by one administrator at once, and given back by two on the same day', async () => {
    const person = await create();
    const granted = { personId: person.id, role: 'finance_checker', regionCode: COUNTY } as const;
    await grantByTwo(office, granted);
    const { items } = valueOf(await casework.listPeople(office.db, admin));
    const grantId = items.find(({ id }) => id === person.id)?.grants[0]?.id ?? '';
    valueOf(await casework.endRole(office.db, { ...by(admin, person.id), grantId }));
    expect(await grantsOf(person)).toBe(0);
    expect(await grantByTwo(office, granted)).not.toBeNull();
    expect(await grantsOf(person)).toBe(1);
  });
});

describe('an account of who decides about money', () => {
  it.each([
    ['reset_password', (personId: string) => casework.resetPassword(office.db, by(admin, personId))],
    ['reset_second_factor', (personId: string) => casework.resetSecondFactor(office.db, by(admin, personId))],
    [
      'resume',
      async (personId: string) => {
        valueOf(await casework.suspendPerson(office.db, by(admin, personId)));
        return casework.resumePerson(office.db, by(admin, personId));
      },
    ],
  ] as const)('%s takes a second administrator, of an auditor it takes one', async (action, ask) => {
    const person = await create();
    const password = await grantByTwo(office, {
      personId: person.id,
      role: 'finance_maker',
      regionCode: COUNTY,
    });
    await owner.query(
      `INSERT INTO second_factor (user_id, secret_box, begun_at, confirmed_at) VALUES ($1, 'box', now(), now())`,
      [person.id],
    );
    const state = async () =>
      (
        await owner.query<object>(
          `SELECT u.password_hash, u.status, f.secret_box FROM user_account u JOIN second_factor f ON f.user_id = u.id WHERE u.id = $1`,
          [person.id],
        )
      ).rows[0];
    const asked = valueOf(await ask(person.id));
    expect(asked).toMatchObject({ proposalId: expect.stringMatching(/./) as string });
    expect('initialPassword' in asked ? asked.initialPassword : null).toBeNull();
    const before = await state();
    expect(refusalOf(await decide(asked.proposalId ?? '', 'confirm', admin))).toBe('separation-of-duties');
    expect(await state()).toEqual(before);
    const { initialPassword } = valueOf(await decide(asked.proposalId ?? '', 'confirm'));
    expect(await state()).not.toEqual(before);
    expect(await session(person.username, initialPassword ?? password ?? '')).not.toBeNull();
    expect(initialPassword === null).toBe(action !== 'reset_password');
    const auditor = await create();
    valueOf(await wish(auditor.id, 'auditor'));
    expect(valueOf(await ask(auditor.id)).proposalId).toBeNull();
  });

  it('is decided by who keeps every place where its person acts, also those that came meanwhile', async () => {
    const county = await countyAdministrator();
    const other = await countyAdministrator();
    const person = await create();
    await grantByTwo(office, { personId: person.id, role: 'reviewer', regionCode: COUNTY });
    const asked = valueOf(await casework.resetPassword(office.db, by(county, person.id))).proposalId ?? '';
    await grantByTwo(office, { personId: person.id, role: 'reviewer', regionCode: CITY });
    expect(refusalOf(await decide(asked, 'confirm', other))).toBe('forbidden');
    valueOf(await decide(asked, 'confirm'));
  });
});

it('the trail says who proposed, who decided and what became of it; auditors read it, and people are told', async () => {
  const person = await create();
  valueOf(await decide(await proposed(person.id), 'confirm'));
  valueOf(await decide(await proposed(person.id, 'reviewer'), 'refuse'));
  const { rows } = await owner.query<{ type: string; actor: string }>(
    'SELECT type, actor FROM audit_event WHERE case_id = $1 ORDER BY sequence',
    [person.id],
  );
  const [one, two] = [`user:${admin.userId}`, `user:${second.userId}`];
  expect(rows.map(({ type, actor }) => [type, actor])).toEqual([
    ['person.created', one],
    ['person.access_proposed', one],
    ['person.access_confirmed', two],
    ['person.role_granted', two],
    ['person.access_proposed', one],
    ['person.access_refused', two],
  ]);
  await office.drain();
  const titles = async (actor: casework.PersonActor) =>
    valueOf(await casework.listNotifications(office.db, actor, {}, { limit: 100 })).items.map(
      ({ title }) => title,
    );
  expect(await titles(second)).toContain('权限变更待确认');
  expect(await titles(second)).not.toContain('权限变更未获同意');
  expect(await titles(admin)).toEqual(expect.arrayContaining(['权限变更已确认', '权限变更未获同意']));
});

describe('the database, whatever the code does', () => {
  const as = async (
    actor: casework.PersonActor,
    statements: string[],
    values: unknown[] = [],
  ): Promise<void> => {
    const app = new Client(office.database.appUrl);
    await app.connect();
    try {
      await app.query('BEGIN');
      await app.query(
        `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.actor', $1, true), set_config('duixian.regions', '{}', true),
           set_config('duixian.parties', '{}', true), set_config('duixian.administers', '{410400,410402,410411,410422}', true)`,
        [`user:${actor.userId}`],
      );
      for (const sql of statements) await app.query(sql, sql.includes('$1') ? values : []);
      await app.query('COMMIT');
    } finally {
      await app.end();
    }
  };
  const CONFIRM = (id: string, { userId }: casework.PersonActor): string =>
    `UPDATE access_proposal SET state = 'confirmed', decided_by = '${userId}', decided_at = now() WHERE id = '${id}'`;
  const GIVE = (basis: string, role = 'finance_checker', more = 'NULL'): string =>
    `INSERT INTO role_grant (id, user_id, role, region_code, valid_from, basis, granted_by, proposal_id)
     VALUES (gen_random_uuid(), $1, '${role}', '${COUNTY}', '2026-01-01', '${basis}', ${basis === 'setup' ? 'NULL' : `'${admin.userId}'`}, ${more})`;

  it.each<[string, (proposalId: string) => string[], RegExp, string?]>([
    ['a role by one', () => [GIVE('one')], /takes two administrators/],
    ['a role by nobody', () => [GIVE('setup')], /takes two administrators/],
    ['a role as if before', () => [GIVE('earlier')], /takes two administrators/],
    [
      'a second administrator alone, when there were others',
      () => [GIVE('alone', 'administrator')],
      /takes two administrators/,
    ],
    [
      'a role that is proposed only',
      (id) => [GIVE('two', 'finance_checker', `'${id}'`)],
      /takes two administrators/,
    ],
    [
      'another role than what was proposed',
      (id) => [CONFIRM(id, second), GIVE('two', 'finance_maker', `'${id}'`)],
      /takes two administrators/,
      'admin-2',
    ],
    ['a confirmation by who proposed it', (id) => [CONFIRM(id, admin)], /access_proposal_two_people/],
    ['a confirmation in somebody else’s name', (id) => [CONFIRM(id, second)], /decided by who says so/],
    [
      'another role on an old proposal',
      (id) => [`UPDATE access_proposal SET role = 'reviewer' WHERE id = '${id}'`],
      /never changed/,
    ],
    [
      'a proposal that is decided from the beginning',
      () => [
        `INSERT INTO access_proposal (id, action, user_id, region_code, places, role, reason, proposed_by, proposed_at, state, decided_by, decided_at)
       VALUES (gen_random_uuid(), 'grant_role', $1, '${COUNTY}', '{${COUNTY}}', 'reviewer', 'x', '${second.userId}', now(), 'confirmed', '${admin.userId}', now())`,
      ],
      /before it is decided/,
    ],
  ])('refuses %s', async (_what, statements, refused, actor = 'admin') => {
    const person = await create();
    const id = await proposed(person.id);
    await expect(as(await office.as(actor), statements(id), [person.id])).rejects.toThrow(refused);
    expect(await grantsOf(person)).toBe(0);
    valueOf(await decide(id, 'withdraw', admin));
  });

  it('gives no role on a confirmation of another day, and ends a role for good', async () => {
    const person = await create();
    const id = await proposed(person.id);
    const confirm = CONFIRM(id, second);
    await as(second, [confirm]);
    await expect(as(second, [GIVE('two', 'finance_checker', `'${id}'`)], [person.id])).rejects.toThrow(
      /takes two/,
    );
    await grantByTwo(office, { personId: person.id, role: 'reviewer', regionCode: COUNTY });
    const mine = `WHERE user_id = '${person.id}' AND role = 'reviewer'`;
    await as(admin, [`UPDATE role_grant SET valid_to = valid_from - 1 ${mine}`]);
    for (const change of [
      'valid_to = NULL',
      `valid_to = '2099-01-01'`,
      `role = 'finance_checker'`,
      `region_code = '410411'`,
    ])
      await expect(as(admin, [`UPDATE role_grant SET ${change} ${mine}`])).rejects.toThrow(/only ended/);
  });

  it('opens no account of who decides about money by one, but for whose it is', async () => {
    const person = await create();
    await grantByTwo(office, { personId: person.id, role: 'finance_maker', regionCode: COUNTY });
    await owner.query(
      `INSERT INTO second_factor (user_id, secret_box, begun_at, confirmed_at) VALUES ($1, 'box', now(), now())`,
      [person.id],
    );
    const account = `WHERE id = '${person.id}'`;
    const password = `UPDATE user_account SET password_hash = 'x' ${account}`;
    await expect(as(second, [password])).rejects.toThrow(/by two administrators/);
    await as({ ...admin, userId: person.id }, [password]);
    await as(admin, [`UPDATE user_account SET status = 'suspended' ${account}`]);
    await expect(as(admin, [`UPDATE user_account SET status = 'active' ${account}`])).rejects.toThrow(
      /by two administrators/,
    );
    for (const change of [`secret_box = NULL, confirmed_at = NULL`, `secret_box = 'other'`])
      await expect(
        as(admin, [`UPDATE second_factor SET ${change} WHERE user_id = '${person.id}'`]),
      ).rejects.toThrow(/taken away by two administrators/);
  });
});

describe('the first administrators', () => {
  let young: Office;
  let books: Client;
  let first: casework.PersonActor;
  const wantsOne = (username: string) =>
    casework.wantsAdministrator(young.db, { username, regionCode: CITY });
  const make = (username: string) =>
    casework.makeFirstAdministrator(young.db, { username, displayName: '系统管理员', regionCode: CITY });
  const signedIn = async (username: string, password: string) => {
    const opened = valueOf(await casework.openSession(young.db, { username, password }));
    const found = await casework.authenticate(young.db, opened.token);
    if (!found) throw new Error('not signed in');
    return found.actor;
  };
  const account = async (username: string) => {
    const person = { username, displayName: '示例人员', regionCode: CITY };
    const request = { actor: first, idempotencyKey: young.key(), person };
    return valueOf(await casework.createPerson(young.db, request));
  };
  const ask = (personId: string, role: casework.Role, regionCode = CITY, actor = first) =>
    casework.grantRole(young.db, {
      ...{ actor, idempotencyKey: young.key(), personId, role, regionCode, reason: '系统启用' },
    });
  beforeAll(async () => {
    young = await Office.open();
    // As a new system: the accounts of the demo are nobody's.
    books = new Client(young.database.ownerUrl);
    await books.connect();
    await books.query(`SELECT set_config('duixian.scope', 'system', false)`);
    await books.query('DELETE FROM role_grant');
  });
  afterAll(async () => {
    await books.end();
    await young.close();
  });

  it('whoever runs the servers makes the first one, whom nobody can confirm anything for', async () => {
    expect(await casework.hasAdministrator(young.db)).toBe(false);
    expect(await wantsOne('first')).toBe(true);
    const { initialPassword } = valueOf(await make('first'));
    first = await signedIn('first', initialPassword);
    expect(first.grants).toEqual([{ role: 'administrator', regionCode: CITY }]);
    const maker = await account('maker');
    expect(refusalOf(await ask(maker.id, 'finance_maker'))).toBe('second-administrator-missing');
    // Nor of a county: whoever is made alone has to keep what the first one keeps.
    expect(refusalOf(await ask(maker.id, 'administrator', COUNTY))).toBe('second-administrator-missing');
  });

  it('who makes the second one alone, once, and the trail and the list say so', async () => {
    const [one, other] = [await account('second'), await account('third')];
    const both = await Promise.all([ask(one.id, 'administrator'), ask(other.id, 'administrator')]);
    const alone = both.filter((outcome) => outcome.ok && outcome.value.proposalId === null);
    expect(alone).toHaveLength(1);
    expect(both.filter((outcome) => !outcome.ok || outcome.value.proposalId !== null)).toHaveLength(1);
    const { rows } = await books.query<{ basis: string }>(`SELECT basis FROM role_grant ORDER BY id`);
    expect(rows.map(({ basis }) => basis)).toEqual(['setup', 'alone']);
  });

  it('after which everything takes two, also when only one is left', async () => {
    const { items } = valueOf(await casework.listPeople(young.db, first));
    const colleague = items.find(({ id, grants }) => id !== first.userId && grants.length > 0);
    if (!colleague) throw new Error('there is no second one');
    const fourth = await account('fourth');
    expect(valueOf(await ask(fourth.id, 'administrator')).proposalId).not.toBeNull();
    const suspend = { actor: first, idempotencyKey: young.key(), personId: colleague.id, reason: '离职' };
    valueOf(await casework.suspendPerson(young.db, suspend));
    const fifth = await account('fifth');
    expect(refusalOf(await ask(fifth.id, 'administrator'))).toBe('second-administrator-missing');
    const back = { ...suspend, idempotencyKey: young.key() };
    expect(refusalOf(await casework.resumePerson(young.db, back))).toBe('second-administrator-missing');
  });

  it('and whoever runs the servers makes another one while fewer than two can sign in', async () => {
    // The setting of the first start may stay: its name is taken.
    expect(await wantsOne('first')).toBe(false);
    expect(await wantsOne('sixth')).toBe(true);
    const { initialPassword } = valueOf(await make('sixth'));
    const sixth = await signedIn('sixth', initialPassword);
    expect(await wantsOne('seventh')).toBe(false);
    expect(refusalOf(await make('seventh'))).toBe('action-not-allowed');
    const { items } = valueOf(await casework.listAccessProposals(young.db, sixth));
    expect(items.length).toBeGreaterThan(0);
    for (const { id: proposalId } of items) {
      const confirmation = {
        actor: sixth,
        idempotencyKey: young.key(),
        proposalId,
        action: 'confirm' as const,
      };
      valueOf(await casework.decideAccess(young.db, confirmation));
    }
  });

  it('and every promise holds of both systems', async () => {
    for (const { db } of [office, young])
      expect((await casework.proveEverything(db)).filter(({ problems }) => problems.length > 0)).toEqual([]);
  });
});
