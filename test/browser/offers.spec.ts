import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '../http/case-subjects';
import { reaches } from '../http/errands';
import { Hall } from './hall';

jest.setTimeout(240_000);

/** As in every-page.ts. */
const PICTURES = process.env.SCREENSHOTS;
const LOOKS = { font: PICTURES !== undefined };

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
afterAll(() => hall.close());

interface Sweep {
  id: string;
  state: string;
  version: number;
}

/** A sweep of the city as of today, its list approved by a second officer: the offers are out. */
async function offersOut(): Promise<void> {
  const [orderer, approver] = [await hall.town.as('policy-officer'), await hall.town.as('policy-officer-2')];
  const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const { id } = await orderer.make<Sweep>('sweeps', { asOf, dryRun: false });
  const until = async (state: string): Promise<Sweep> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const sweep = await orderer.read<Sweep>(`sweeps/${id}`);
      if (sweep.state === state) return sweep;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the sweep did not become ${state}`);
  };
  const { version } = await until('prepared');
  await approver.make(`sweeps/${id}/actions`, { action: 'approve', version });
  await until('completed');
}

it('the enterprise is told what it is owed and takes it with one click', async () => {
  await offersOut();
  const clerk = await hall.as('xinhua-clerk', LOOKS);
  await clerk.open('免申即享');
  await clerk.sees('80,000.00');
  await clerk.sees('收款账户');
  expect(await clerk.seriousViolations()).toEqual([]);
  if (PICTURES) await clerk.picture(join(PICTURES, 'enterprise-offer-1440.png'));
  // The confirmation is made, and its answer is lost on the way back: trying again makes it no second time.
  await clerk.page.route('**/confirm', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await clerk.button('一键确认').click();
  await clerk.sees('捌万元整');
  await clerk.inDialog('确认领取');
  await clerk.sees('没有收到服务器的答复');
  await clerk.page.unroute('**/confirm');
  await clerk.button('再试一次').click();
  await clerk.sees('目前没有待确认的推送');
  const cases = await (await hall.town.as('xinhua-clerk')).list('applications');
  expect(cases).toHaveLength(1);
  await clerk.link('查看办理').click();
  await clerk.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  await reaches(hall.town, clerk.page.url().slice(-36), 'on_notice');
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});

it('whoever is in doubt asks first; the reviewer answers from the desk, and the offer lasts on', async () => {
  const clerk = await hall.as('yexian-clerk', { ...LOOKS, width: 375 });
  await clerk.goto('/offers');
  await clerk.settled();
  await clerk.button('有疑问?先询问').click();
  await clerk.button('提交询问').click();
  await clerk.sees('请填写要询问的内容');
  await clerk.page.getByLabel('想问什么').fill('这笔奖补与上年入规奖励是否重复?');
  await clerk.button('提交询问').click();
  await clerk.sees('起暂停计时');
  await clerk.page
    .getByLabel('询问附件')
    .setInputFiles({ name: '上年文件.pdf', mimeType: 'application/pdf', buffer: PDF });
  await clerk.sees('上年文件.pdf');
  expect(await clerk.seriousViolations()).toEqual([]);
  expect(await clerk.scrollsSideways()).toBe(false);
  if (PICTURES) await clerk.picture(join(PICTURES, 'enterprise-question-375.png'));
  const reviewer = await hall.as('yexian-reviewer', LOOKS);
  await reviewer.goto('/');
  await reviewer.link('企业对推送的询问,待答复').first().click();
  await reviewer.page.waitForURL(/\/pushed-offers\?asked=true/);
  await reviewer.page.locator('main table a').first().click();
  await reviewer.sees('这笔奖补与上年入规奖励是否重复?');
  await reviewer.page.getByLabel('答复内容').fill('不重复,可以确认。');
  if (PICTURES) await reviewer.picture(join(PICTURES, 'reviewer-question-1440.png'));
  expect(await reviewer.seriousViolations()).toEqual([]);
  await reviewer.button('提交答复').click();
  await reviewer.sees('不重复,可以确认。');
  expect(reviewer.complaints).toEqual([]);
  await reviewer.leave();
  await clerk.goto('/offers');
  await clerk.sees('不重复,可以确认。');
  await clerk.sees('有疑问?先询问');
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});

it('declining asks why; the offer is gone and on record', async () => {
  const clerk = await hall.as('yexian-clerk', { ...LOOKS, width: 375 });
  await clerk.goto('/offers');
  await clerk.settled();
  if (PICTURES) await clerk.picture(join(PICTURES, 'enterprise-offer-375.png'));
  await clerk.button('放弃').click();
  await clerk.inDialog('放弃');
  await clerk.sees('请填写放弃原因');
  await clerk.page.getByLabel('放弃原因').fill('企业已另行申报');
  await clerk.inDialog('放弃');
  await clerk.sees('目前没有待确认的推送');
  await clerk.sees('已放弃');
  await clerk.sees('企业放弃了这笔推送:企业已另行申报');
  expect(await clerk.seriousViolations()).toEqual([]);
  expect(await clerk.scrollsSideways()).toBe(false);
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});
