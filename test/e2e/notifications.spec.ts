import * as casework from '@duixian/casework';
import { act, Office, passDays, prepare, refusalOf, valueOf, walkToReview } from '@duixian/testing';
import { Client } from 'pg';

jest.setTimeout(120_000);

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
