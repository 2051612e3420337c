import * as casework from '@duixian/casework';
import { act, Office, passDays, prepare, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

/** A branch of the demo's table of bank codes. */
const BANK = '313495000002';

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open();
  owner = new Client({ connectionString: office.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const inbox = async (
  username: string,
  filter: Parameters<typeof casework.listNotifications>[2] = {},
): Promise<casework.NotificationView[]> =>
  valueOf(await casework.listNotifications(office.db, await office.as(username), filter, { limit: 200 }))
    .items;
const titles = async (username: string): Promise<string[]> =>
  (await inbox(username)).map(({ title }) => title).reverse();
const unread = async (username: string): Promise<number> =>
  valueOf(
    await casework.listNotifications(office.db, await office.as(username), { unread: true }, { limit: 1 }),
  ).totals.count;
const read = async (username: string, id?: string) =>
  casework.readNotifications(office.db, {
    ...{ actor: await office.as(username), idempotencyKey: office.key() },
    ...(id !== undefined && { id }),
  });

it('from the submission to the batch each person is told what concerns them, in their own words, once', async () => {
  const id = await walkToReview(office, 'xinhua');
  await act(office, 'xinhua-reviewer', id, (db, command) =>
    casework.returnApplication(db, { ...command, reason: '请补交入库证明' }),
  );
  await office.drain();
  await act(office, 'xinhua-clerk', id, casework.submitApplication);
  await office.drain();
  await act(office, 'xinhua-reviewer', id, casework.approveApplication);
  await office.drain();
  await act(office, 'city-reviewer', id, casework.approveApplication);
  await office.drain();
  await passDays(office, 20);
  await casework.closeEndedNotices(office.db);
  await office.drain();
  await prepare(office, 'xinhua', '410402');
  await office.drain();

  expect(await titles('xinhua-clerk')).toEqual([
    ...[
      '申报已提交',
      '请补正后重新提交',
      '补正已提交',
      '一个审核环节已通过',
      '审核通过',
      '已公示',
      '奖补已核定',
    ],
  ]);
  expect(await titles('xinhua-reviewer')).toEqual(['新的待办', '补正后的待办']);
  expect(await titles('city-reviewer')).toEqual(['新的待办']);
  expect(await titles('xinhua-checker')).toEqual(['拨付批次待复核']);
  for (const stranger of ['yexian-clerk', 'yexian-reviewer', 'yexian-checker', 'city-checker', 'admin']) {
    expect([stranger, await titles(stranger)]).toEqual([stranger, []]);
  }
  const returned = (await inbox('xinhua-clerk')).find(({ title }) => title === '请补正后重新提交');
  expect(returned).toMatchObject({ category: 'progress', link: `/applications/${id}`, readAt: null });
  expect(returned?.body).toMatch(/被退回补正,需要补正:请补交入库证明$/);
  expect((await inbox('city-reviewer'))[0]?.link).toBe(`/cases/${id}`);
});

it('messages that are written in one go stand in the order of what happened', async () => {
  const id = await walkToReview(office, 'yexian');
  const before = (await titles('yexian-clerk')).length;
  for (const verb of [casework.holdApplication, casework.resumeApplication, casework.holdApplication])
    await act(office, 'yexian-reviewer', id, (db, command) =>
      verb(db, { ...command, reason: '等待书面意见' }),
    );
  await act(office, 'yexian-reviewer', id, (db, command) =>
    casework.resumeApplication(db, { ...command, reason: '意见已到' }),
  );
  await office.drain();
  expect((await titles('yexian-clerk')).slice(before)).toEqual([
    ...['申报已挂起', '申报恢复办理', '申报已挂起', '申报恢复办理'],
  ]);
  await act(office, 'yexian-clerk', id, (db, command) =>
    casework.withdrawApplication(db, { ...command, reason: '不再申报' }),
  );
});

it('an inbox is its owner’s: nobody reads or marks a message of somebody else, not even by its id', async () => {
  const [message] = await inbox('city-reviewer');
  const before = await unread('city-reviewer');
  for (const other of ['xinhua-clerk', 'xinhua-reviewer', 'auditor', 'admin'])
    expect([other, refusalOf(await read(other, message?.id))]).toEqual([other, 'not-found']);
  expect(await unread('city-reviewer')).toBe(before);
  // The database says the same, even to the owner of its tables.
  await owner.query('BEGIN');
  await owner.query(
    `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.actor', 'user:x', true)`,
  );
  const { rows } = await owner.query<{ n: string }>('SELECT count(*) AS n FROM notification');
  await owner.query('ROLLBACK');
  expect(rows[0]?.n).toBe('0');
});

it('read one, read all, each once; the count follows and the filter narrows', async () => {
  const all = await inbox('xinhua-clerk');
  const [first] = all;
  expect(await unread('xinhua-clerk')).toBe(all.length);
  expect(valueOf(await read('xinhua-clerk', first?.id))).toEqual({ unread: all.length - 1 });
  const readAt = (await inbox('xinhua-clerk'))[0]?.readAt;
  expect(valueOf(await read('xinhua-clerk', first?.id))).toEqual({ unread: all.length - 1 });
  expect((await inbox('xinhua-clerk'))[0]?.readAt).toBe(readAt);
  expect(await inbox('xinhua-clerk', { unread: true })).toHaveLength(all.length - 1);
  expect((await inbox('xinhua-clerk', { category: 'money' })).map(({ title }) => title)).toEqual([
    '奖补已核定',
  ]);
  expect(valueOf(await read('xinhua-clerk'))).toEqual({ unread: 0 });
});

it('telling again after a crash tells nobody twice, and a message stays as it was written', async () => {
  const count = async (): Promise<number> => (await inbox('xinhua-clerk')).length;
  const before = await count();
  await owner.query('BEGIN');
  await owner.query(`SELECT set_config('duixian.scope', 'system', true)`);
  const { rows } = await owner.query<{ events: string }>(
    `SELECT string_agg(DISTINCT event_id::text, ',') AS events FROM notification`,
  );
  const again = valueOf(
    await casework.writeNotifications(office.db, { outboxId: office.key(), eventIds: rows[0]?.events ?? '' }),
  );
  expect(again).toEqual({ written: 0 });
  expect(await count()).toBe(before);
  const change = owner.query(`UPDATE notification SET body = 'x' WHERE read_at IS NULL`);
  await expect(change).rejects.toThrow('a message stays as it was written');
  await owner.query('ROLLBACK');
});

const remind = async (username: string, applicationId: string) =>
  casework.remindHolder(office.db, {
    ...{ actor: await office.as(username), idempotencyKey: office.key(), applicationId },
  });
const seen = async (username: string, id: string): Promise<casework.RemindersView> =>
  valueOf(await casework.readApplication(office.db, await office.as(username), id)).reminders;

it('the applicant and the city remind the county once per working day each; the county itself and strangers never', async () => {
  const id = await walkToReview(office, 'zhanhe');
  expect(await seen('zhanhe-clerk', id)).toEqual({ count: 0, mayRemind: true });
  expect(await seen('zhanhe-reviewer', id)).toEqual({ count: 0, mayRemind: false });
  expect(valueOf(await remind('zhanhe-clerk', id))).toEqual({ reminders: 1 });
  expect(refusalOf(await remind('zhanhe-clerk', id))).toBe('action-not-allowed');
  expect(valueOf(await remind('city-reviewer', id))).toEqual({ reminders: 2 });
  const refused = {
    'zhanhe-reviewer': 'forbidden',
    'yexian-reviewer': 'not-found',
    'yexian-clerk': 'not-found',
  };
  for (const [who, code] of Object.entries({
    ...refused,
    'policy-officer': 'forbidden',
    auditor: 'forbidden',
  }))
    expect([who, refusalOf(await remind(who, id))]).toEqual([who, code]);
  await office.drain();
  expect((await titles('zhanhe-reviewer')).slice(-2)).toEqual(['催办', '催办']);
  const queue = valueOf(
    await casework.listTasks(office.db, await office.as('zhanhe-reviewer'), { done: false }, { limit: 9 }),
  );
  expect(queue.items.map(({ reminders }) => reminders)).toEqual([2]);
  await passDays(office, 7); // whatever the days are, another working day
  expect(valueOf(await remind('zhanhe-clerk', id))).toEqual({ reminders: 3 });
  await office.drain();
});

it('the clock reminds shortly before the last day and reports to the city after it, once each; never while it stands', async () => {
  const [one] = valueOf(
    await casework.listTasks(office.db, await office.as('zhanhe-reviewer'), { done: false }, { limit: 9 }),
  ).items;
  const id = one?.application.id ?? '';
  const said = { due_soon: 0, overdue: 0 };
  const hold = async (verb: typeof casework.holdApplication): Promise<void> => {
    await act(office, 'zhanhe-reviewer', id, (db, command) =>
      verb(db, { ...command, reason: '等待书面意见' }),
    );
  };
  for (let day = 0; day < 40; day += 1) {
    const { dueSoon, overdue } = await casework.remindByClock(office.db);
    said.due_soon += dueSoon;
    said.overdue += overdue;
    if (dueSoon + overdue > 0) await office.drain();
    if (day === 0) await hold(casework.holdApplication);
    if (day === 12) {
      expect(said).toEqual({ due_soon: 0, overdue: 0 });
      await hold(casework.resumeApplication);
    }
    await passDays(office, 1);
  }
  expect(said).toEqual({ due_soon: 1, overdue: 1 });
  expect(await Promise.all([1, 2, 3].map(() => casework.remindByClock(office.db)))).toEqual(
    [1, 2, 3].map(() => ({ dueSoon: 0, overdue: 0 })),
  );
  await office.drain();
  expect((await titles('zhanhe-reviewer')).slice(-2)).toEqual(['即将到期', '已超期']);
  expect((await titles('city-reviewer')).slice(-1)).toEqual(['下级超期,请督办']);
  expect(await titles('auditor')).toEqual(['超期督办']);
  expect((await inbox('auditor'))[0]?.body).toMatch(/已超期 1 个工作日/);
});

it('whoever did it is not told of it, though their role is; a colleague is', async () => {
  const admin = await office.as('admin');
  const people = valueOf(await casework.listPeople(office.db, admin)).items;
  const [party] = await casework.listMyParties(office.db, await office.as('yexian-clerk'));
  valueOf(
    await casework.linkParty(office.db, {
      ...{ actor: admin, idempotencyKey: office.key(), document: '授权委托书', capacity: 'clerk' },
      personId: people.find(({ username }) => username === 'zhanhe-clerk')?.id ?? '',
      creditCode: party?.creditCode ?? '',
    }),
  );
  const told = async (): Promise<number[]> =>
    Promise.all(
      ['yexian-clerk', 'zhanhe-clerk'].map(
        async (each) => (await titles(each)).filter((title) => title === '请确认收款账户').length,
      ),
    );
  const before = await told();
  valueOf(
    await casework.proposePayeeAccount(office.db, {
      ...{ actor: await office.as('yexian-clerk'), idempotencyKey: office.key(), partyId: party?.id ?? '' },
      ...{ accountName: party?.registeredName ?? '', accountNumber: '6222020200112233445', bankCode: BANK },
    }),
  );
  await office.drain();
  expect(await told()).toEqual([before[0], (before[1] ?? 0) + 1]);
});
