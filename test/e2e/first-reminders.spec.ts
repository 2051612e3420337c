import * as casework from '@duixian/casework';
import { Office, passDays, valueOf } from '@duixian/testing';
import { Client } from 'pg';
import { enterCases } from '../bench/cases/ground';

jest.setTimeout(180_000);

let office: Office;
let owner: Client;
beforeAll(async () => {
  office = await Office.open({ demo: 'cities' });
  owner = new Client(office.database.ownerUrl);
  await owner.connect();
  await enterCases(owner, 800);
  await owner.query(
    `SELECT set_config('duixian.scope', 'system', false), set_config('duixian.actor', 'system:test', false)`,
  );
});
afterAll(async () => {
  await owner.end();
  await office.close();
});

const reminders = async (username: string): Promise<casework.NotificationView[]> =>
  valueOf(
    await casework.listNotifications(
      ...([office.db, await office.as(username), { category: 'reminder' }, { limit: 200 }] as const),
    ),
  ).items;

async function overdueNow(): Promise<number> {
  const board = valueOf(await casework.readSupervisionBoard(office.db, await office.as('auditor'), {}));
  return board.figures.reduce((sum, { overdue }) => sum + overdue, 0);
}

it('in an old database the first run tells each place once how much is overdue, not of every case', async () => {
  const before = await overdueNow();
  expect(before).toBeGreaterThan(20);
  const [first, second] = await Promise.all([
    casework.remindByClock(office.db),
    casework.remindByClock(office.db),
  ]);
  expect([first.overdue, second.overdue]).toEqual([0, 0]);
  await office.drain();
  for (const username of ['city-reviewer', 'auditor']) {
    const digest = (await reminders(username)).filter(({ title }) => title === '启用超期督办');
    expect([username, digest.length]).toEqual([username, 1]);
    expect(digest[0]).toMatchObject({ link: '/supervision' });
    const [own = 0, below = 0] = [...(digest[0]?.body.matchAll(/(\d+) 件/g) ?? [])].map(([, n]) => Number(n));
    expect(own + below).toBeGreaterThan(0);
  }
  expect((await reminders('city-reviewer')).filter(({ title }) => /超期,|已超期/.test(title))).toEqual([]);
});

it('the trail says how many there were, and all of them count as told', async () => {
  const { rows } = await owner.query<{ tasks: number; noted: number }>(
    `SELECT (SELECT (bytes::jsonb -> 'data' ->> 'tasks')::int FROM audit_event WHERE type = 'supervision.begun') AS tasks,
       (SELECT count(*)::int FROM reminder WHERE cause = 'overdue') AS noted`,
  );
  expect(rows[0]?.tasks).toBe(rows[0]?.noted);
  expect(rows[0]?.tasks).toBeGreaterThanOrEqual(await overdueNow());
});

it('what becomes overdue from then on is told of one by one', async () => {
  await passDays(office, 1);
  let told = 0;
  for (let day = 0; day < 14 && told === 0; day += 1) {
    told = (await casework.remindByClock(office.db)).overdue;
    await passDays(office, 1);
  }
  expect(told).toBeGreaterThan(0);
});
