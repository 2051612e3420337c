import * as casework from '@duixian/casework';
import { passDays, valueOf } from '@duixian/testing';
import { SweepDesk } from './sweep-desk';

jest.setTimeout(180_000);

let desk: SweepDesk;
beforeAll(async () => {
  desk = await SweepDesk.open();
});
afterAll(() => desk.office.close());

const told = async (username: string): Promise<casework.NotificationView[]> =>
  valueOf(
    await casework.listNotifications(desk.db, await desk.office.as(username), {}, { limit: 200 }),
  ).items.filter(({ link }) => link === '/offers');

it('an enterprise is reminded of an open offer once, shortly before its end, and told once that it ended; not of one that it decided', async () => {
  await desk.offered();
  const [declined] = await desk.offersOf('yexian-clerk');
  valueOf(
    await casework.declineOffer(desk.db, {
      ...(await desk.by('yexian-clerk')),
      ...{ offerId: declined!.id, version: declined!.version, reason: '不需要' },
    }),
  );
  const [offer] = await desk.offersOf('xinhua-clerk');
  const said: number[] = [];
  for (let day = 0; day < 60; day += 1) {
    const both = await Promise.all([casework.remindOfOffers(desk.db), casework.remindOfOffers(desk.db)]);
    await casework.expireOffers(desk.db);
    said.push(both[0].reminded + both[1].reminded);
    await desk.office.drain();
    await passDays(desk.office, 1);
  }
  const messages = (await told('xinhua-clerk')).reverse();
  expect(messages.map(({ title }) => title)).toEqual([
    ...['免申即享:可一键确认', '免申即享即将到期', '免申即享逾期关闭'],
  ]);
  expect(messages[1]?.body).toMatch(
    /^“.{4,}”的推送\([\d,.]+ 元\)还没有确认,剩余 3 个工作日,最后一天 \d{4}-\d\d-\d\d/,
  );
  expect(messages[1]?.body).toContain(offer!.expiresOn);
  expect(messages[2]?.body).toMatch(/^“.{4,}”的推送逾期未确认/);
  expect((await told('yexian-clerk')).map(({ title }) => title)).not.toContain('免申即享即将到期');
  // Nobody was reminded on any other day.
  expect(said.filter((count) => count > 0)).toHaveLength(1);
});
