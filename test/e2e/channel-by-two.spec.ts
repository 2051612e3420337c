import * as casework from '@duixian/casework';
import {
  channelByTwo,
  grantByTwo,
  PLACES,
  prepare,
  refusalOf,
  release,
  valueOf,
  WILLING_BANK,
} from '@duixian/testing';
import { Client } from 'pg';
import { Treasury } from './treasury';

jest.setTimeout(120_000);

const CITY = '410400';
const { regionCode } = PLACES.yexian;
const OTHER = '410402';
const WHY = '国库集中支付方式调整';

let treasury: Treasury;
let owner: Client;
let admin: casework.PersonActor;
let second: casework.PersonActor;
beforeAll(async () => {
  treasury = await Treasury.open();
  [admin, second] = [await office().as('admin'), await office().as('admin-2')];
  owner = new Client(office().database.ownerUrl);
  await owner.connect();
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
});
afterAll(async () => {
  await owner.end();
  await treasury.close();
});

const office = () => treasury.office;
const wish = (
  toChannel: casework.PaymentChannel,
  { actor = admin, code = regionCode }: { actor?: casework.PersonActor; code?: string } = {},
) =>
  casework.proposeChannel(office().db, {
    ...{ actor, idempotencyKey: office().key(), code, toChannel, reason: WHY },
  });
const proposed = async (...given: Parameters<typeof wish>): Promise<string> =>
  valueOf(await wish(...given)).id;
const decide = (proposalId: string, action: casework.AccessDecision, actor = second) =>
  casework.decideChannel(office().db, {
    ...{ actor, idempotencyKey: office().key(), proposalId, action },
    ...(action === 'refuse' ? { reason: '财政部门未提出' } : {}),
  });
const channelOf = async (code: string = regionCode): Promise<string | undefined> =>
  (await owner.query<{ c: string }>('SELECT payment_channel AS c FROM region WHERE code = $1', [code]))
    .rows[0]?.c;
const listed = async (actor: casework.PersonActor) =>
  valueOf(await casework.listChannelProposals(office().db, actor)).items;

let made = 0;
const administratorOf = async (place: string): Promise<casework.PersonActor> => {
  const person = { username: `keeper-${(made += 1)}`, displayName: '示例管理员', regionCode: place };
  const request = { actor: admin, idempotencyKey: office().key(), person };
  const { id: personId } = valueOf(await casework.createPerson(office().db, request));
  const password = await grantByTwo(office(), { personId, role: 'administrator', regionCode: place });
  const opened = await casework.openSession(office().db, {
    username: person.username,
    password: password ?? '',
  });
  const signedIn = opened.ok ? await casework.authenticate(office().db, opened.value.token) : null;
  if (!signedIn) throw new Error('not signed in');
  return signedIn.actor;
};

describe('the way a treasury pays', () => {
  it('is not changed by one administrator alone, who is told what to do; everything else is', async () => {
    const change = { name: '叶县', financeOfficeName: '叶县财政局', validTo: null };
    const edit = (more: Partial<casework.RegionChange>) =>
      casework.editRegion(office().db, {
        ...{ actor: admin, idempotencyKey: office().key(), code: regionCode, change: { ...change, ...more } },
      });
    expect(refusalOf(await edit({ paymentChannel: 'list-csv' }))).toBe('channel-takes-two');
    valueOf(await edit({ paymentChannel: 'bank' }));
    valueOf(await edit({ name: '叶县' }));
    expect(await channelOf()).toBe('bank');
  });

  it('changes when a second administrator of the region confirms, and not before', async () => {
    const id = await proposed('list-csv');
    expect(await channelOf()).toBe('bank');
    expect(refusalOf(await wish('pain.001', { actor: second }))).toBe('action-not-allowed');
    expect(await listed(second)).toContainEqual(
      expect.objectContaining({
        ...{ id, regionCode, fromChannel: 'bank', toChannel: 'list-csv', reason: WHY },
        ...{ proposedBy: '系统管理员', proposedByYou: false, allowedActions: ['confirm', 'refuse'] },
      }),
    );
    const { items } = valueOf(await casework.readDesk(office().db, second));
    expect(items.find(({ key }) => key === 'channelsToConfirm')?.count).toBe(1);
    expect(valueOf(await decide(id, 'confirm')).state).toBe('confirmed');
    expect(await channelOf()).toBe('list-csv');
    expect(await listed(second)).toEqual([]);
    expect(refusalOf(await wish('list-csv'))).toBe('action-not-allowed');
    await channelByTwo(office(), regionCode, 'bank');
  });

  it('is not decided by who proposed it, by who keeps another place, or by anybody else', async () => {
    const id = await proposed('list-csv');
    const elsewhere = await administratorOf(OTHER);
    const county = await administratorOf(regionCode);
    for (const [actor, code] of [
      [admin, 'separation-of-duties'],
      [elsewhere, 'not-found'],
      [await office().as('city-maker'), 'not-found'],
      [await office().as('auditor'), 'not-found'],
    ] as const)
      for (const action of ['confirm', 'refuse'] as const)
        expect([actor.username, refusalOf(await decide(id, action, actor))]).toEqual([actor.username, code]);
    expect(refusalOf(await decide(id, 'withdraw'))).toBe('separation-of-duties');
    expect(await listed(elsewhere)).toEqual([]);
    expect(await listed(await office().as('auditor'))).toMatchObject([{ id, allowedActions: [] }]);
    expect(refusalOf(await wish('list-csv', { actor: elsewhere }))).toBe('forbidden');
    expect(await channelOf()).toBe('bank');
    valueOf(await decide(id, 'refuse', county));
    const again = await proposed('list-csv');
    valueOf(await decide(again, 'withdraw', admin));
    expect(refusalOf(await decide(again, 'confirm'))).toBe('action-not-allowed');
    const gone = await proposed('list-csv', { actor: county });
    const suspend = { actor: admin, idempotencyKey: office().key(), personId: county.userId, reason: '离职' };
    valueOf(await casework.suspendPerson(office().db, suspend));
    expect(refusalOf(await decide(gone, 'confirm'))).toBe('action-not-allowed');
    valueOf(await decide(gone, 'refuse'));
    expect(await channelOf()).toBe('bank');
  });

  it('of many who propose at once and of two who decide at once one wins', async () => {
    const wishes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => wish('pain.001', { actor: index % 2 === 0 ? admin : second })),
    );
    const won = wishes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
    expect(won).toHaveLength(1);
    const third = await administratorOf(CITY);
    const own = (await listed(admin)).find(({ id }) => id === won[0])?.proposedByYou;
    const decided = await Promise.all([
      decide(won[0] ?? '', 'confirm', own ? second : admin),
      decide(won[0] ?? '', 'refuse', third),
    ]);
    expect(decided.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code)).sort()).toEqual([
      'action-not-allowed',
      'done',
    ]);
    expect(await channelOf()).toBe(decided[0]?.ok ? 'pain.001' : 'bank');
    if (decided[0]?.ok) await channelByTwo(office(), regionCode, 'bank');
  });

  it('what was proposed for another way than it pays now is stale', async () => {
    const id = await proposed('list-csv');
    // As nobody can through the system: the owner of the database takes the guard away.
    const set = async (channel: string): Promise<void> => {
      await owner.query('ALTER TABLE region DISABLE TRIGGER region_channel_by_two');
      await owner.query('UPDATE region SET payment_channel = $2 WHERE code = $1', [regionCode, channel]);
      await owner.query('ALTER TABLE region ENABLE TRIGGER region_channel_by_two');
    };
    await set('list-xlsx');
    expect(refusalOf(await decide(id, 'confirm'))).toBe('action-not-allowed');
    expect(await channelOf()).toBe('list-xlsx');
    const broken = (await casework.proveEverything(office().db)).filter(
      ({ problems }) => problems.length > 0,
    );
    expect(broken.flatMap(({ problems }) => problems)).toEqual([
      `the treasury of ${regionCode} pays by list-xlsx, which no two administrators said`,
    ]);
    await set('bank');
    valueOf(await decide(id, 'withdraw', admin));
  });

  it('stands on the trail, and who is concerned is told', async () => {
    const id = await proposed('list-csv', { code: OTHER });
    valueOf(await decide(id, 'confirm'));
    const { rows } = await owner.query<{ type: string; actor: string }>(
      'SELECT type, actor FROM audit_event WHERE case_id = $1 ORDER BY sequence',
      [id],
    );
    expect(rows).toEqual([
      { type: 'region.channel_proposed', actor: `user:${admin.userId}` },
      { type: 'region.channel_confirmed', actor: `user:${second.userId}` },
    ]);
    await office().drain();
    const titles = async (actor: casework.PersonActor) =>
      valueOf(await casework.listNotifications(office().db, actor, {}, { limit: 100 })).items.map(
        ({ title }) => title,
      );
    expect(await titles(second)).toContain('付款方式变更待确认');
    expect(await titles(admin)).toContain('付款方式变更已确认');
  });
});

describe('the database, whatever the code does', () => {
  const as = async (
    { userId }: casework.PersonActor,
    statements: string[],
    administers = `${CITY},${regionCode},${OTHER}`,
  ): Promise<(number | null)[]> => {
    const app = new Client(office().database.appUrl);
    await app.connect();
    try {
      await app.query('BEGIN');
      await app.query(
        `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.actor', $1, true), set_config('duixian.regions', '{}', true),
           set_config('duixian.parties', '{}', true), set_config('duixian.administers', $2, true)`,
        [`user:${userId}`, `{${administers}}`],
      );
      const counts: (number | null)[] = [];
      for (const sql of statements) counts.push((await app.query(sql)).rowCount);
      await app.query('COMMIT');
      return counts;
    } finally {
      await app.end();
    }
  };
  const CONFIRM = (id: string, { userId }: casework.PersonActor): string =>
    `UPDATE channel_proposal SET state = 'confirmed', decided_by = '${userId}', decided_at = now() WHERE id = '${id}'`;
  const PAY = (channel: string, code: string = regionCode): string =>
    `UPDATE region SET payment_channel = '${channel}' WHERE code = '${code}'`;

  it.each<[string, (id: string) => string[], RegExp, 'admin' | 'admin-2']>([
    ['a way to pay by one alone', () => [PAY('list-csv')], /takes two administrators/, 'admin'],
    ['what is proposed only', () => [PAY('list-csv')], /takes two administrators/, 'admin-2'],
    [
      'a confirmation by who proposed it',
      (id) => [CONFIRM(id, admin)],
      /channel_proposal_two_people/,
      'admin',
    ],
    ['a confirmation in another’s name', (id) => [CONFIRM(id, second)], /decided by who says so/, 'admin'],
    ['another way than confirmed', (id) => [CONFIRM(id, second), PAY('pain.001')], /takes two/, 'admin-2'],
    [
      'another region than confirmed',
      (id) => [CONFIRM(id, second), PAY('pain.001', OTHER)],
      /takes two/,
      'admin-2',
    ],
    [
      'another wish than proposed',
      (id) => [`UPDATE channel_proposal SET to_channel = 'pain.001' WHERE id = '${id}'`],
      /never changed/,
      'admin-2',
    ],
    [
      'a proposal in another’s name',
      () => [
        `INSERT INTO channel_proposal (id, region_code, from_channel, to_channel, reason, proposed_by, proposed_at, state)
      VALUES (gen_random_uuid(), '410400', 'bank', 'list-csv', 'x', '${admin.userId}', now(), 'proposed')`,
      ],
      /by who asks for it/,
      'admin-2',
    ],
  ])('refuses %s', async (_what, statements, refused, username) => {
    const id = await proposed('list-csv');
    await expect(as(await office().as(username), statements(id))).rejects.toThrow(refused);
    expect(await channelOf()).toBe('bank');
    valueOf(await decide(id, 'withdraw', admin));
  });

  it('shows it to nobody who keeps another place, and takes no confirmation of another transaction', async () => {
    const id = await proposed('list-csv');
    expect(await as(await office().as('admin-2'), [CONFIRM(id, second)], OTHER)).toEqual([0]);
    await as(second, [CONFIRM(id, second)]);
    await expect(as(second, [PAY('list-csv')])).rejects.toThrow(/takes two administrators/);
    expect(await channelOf()).toBe('bank');
  });

  it('keeps how a region began', async () => {
    const began = `UPDATE region SET first_channel = 'pain.001', channel_proposal_id = NULL WHERE code = '${OTHER}'`;
    const read = async () =>
      (
        await owner.query<object>('SELECT first_channel, channel_proposal_id FROM region WHERE code = $1', [
          OTHER,
        ])
      ).rows;
    const before = await read();
    await as(admin, [began]);
    expect(await read()).toEqual(before);
  });
});

describe('money under way', () => {
  const batchChannel = async (id: string): Promise<unknown> =>
    (await owner.query<object>('SELECT channel FROM disbursement_batch WHERE id = $1', [id])).rows[0];

  it('is prepared by the way that stands, also where a process remembers the region as it was', async () => {
    const elsewhere = await casework.connectDatabase(office().database.appUrl, {
      ...{ poolSize: 2, applicationName: 'another process', connectWithinMs: 60_000 },
    });
    try {
      await casework.listRegions(elsewhere, admin);
      await channelByTwo(office(), regionCode, 'list-csv');
      const actor = await office().as('yexian-maker');
      const command = { actor, idempotencyKey: office().key(), regionCode };
      const { id, version } = valueOf(await casework.prepareBatch(elsewhere, command));
      expect(await batchChannel(id)).toEqual({ channel: 'list-csv' });
      const cancel = { actor, idempotencyKey: office().key(), batchId: id, version };
      valueOf(await casework.cancelBatch(office().db, cancel));
      await channelByTwo(office(), regionCode, 'bank');
    } finally {
      await elsewhere.close();
    }
  });

  it('leaves by the way under which it was prepared', async () => {
    const batch = await prepare(office(), 'yexian', regionCode);
    await channelByTwo(office(), regionCode, 'list-csv');
    await release(office(), 'yexian', batch);
    const sent: string[] = [];
    await office().drain({
      ...WILLING_BANK,
      send: (...given) => {
        sent.push(given[0]);
        return WILLING_BANK.send(...given);
      },
    });
    expect(sent).toHaveLength(1);
    expect(await batchChannel(batch.id)).toEqual({ channel: 'bank' });
    expect((await treasury.payment()).state).toBe('accepted');
  });
});

it('and every promise holds', async () => {
  const broken = (await casework.proveEverything(office().db)).filter(({ problems }) => problems.length > 0);
  expect(broken).toEqual([]);
});
