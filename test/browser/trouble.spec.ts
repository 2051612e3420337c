import { PLACES, type Place } from '@duixian/testing';
import { act, type Case, draft, reaches } from '../http/errands';
import { Hall } from './hall';

jest.setTimeout(180_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

it('a demo account is one click away, and signing out ends the session', async () => {
  const reviewer = await hall.as('yexian-reviewer');
  expect(await reviewer.page.title()).toBe('待办 · 兑现');
  await reviewer.sees('叶县 审核人');
  await reviewer.button('退出').click();
  await reviewer.page.getByRole('heading', { name: '演示账号' }).waitFor();
  await reviewer.goto('/tasks');
  await reviewer.page.waitForURL('**/sign-in?to=%2Ftasks');
  expect(reviewer.complaints).toEqual([]);
});

it('a wrong password says what to do and keeps the user name', async () => {
  const visitor = await hall.visitor();
  await visitor.goto('/sign-in');
  await visitor.page.getByLabel('用户名').fill('auditor');
  await visitor.page.getByLabel('密码').fill('wrong');
  await visitor.button(/^登录$/).click();
  await visitor.sees('用户名或密码不正确');
  expect(await visitor.page.getByLabel('用户名').inputValue()).toBe('auditor');
});

it('nobody opens pages of another role; an unknown address says so', async () => {
  const clerk = await hall.as('yexian-clerk');
  await clerk.goto('/budgets');
  await clerk.sees('您不能打开这个页面');
  await clerk.goto('/no-such-page');
  await clerk.sees('没有这个页面');
});

it('public pages need no session', async () => {
  const visitor = await hall.visitor();
  await visitor.goto('/notices');
  await visitor.settled();
  await visitor.sees('目前没有公示');
  expect(visitor.complaints).toEqual([]);
});

it('lost network: what was typed stays, and trying again files once', async () => {
  const clerk = await hall.as('xinhua-clerk');
  await clerk.open('申报通知');
  await clerk.link('去申报').click();
  await clerk.sees('按现有数据试算');
  await clerk.network(false);
  await clerk.sees('网络已断开');
  await clerk.button('提交申报').click();
  await clerk.sees('没有收到服务器的答复');
  await clerk.network(true);
  await clerk.button('再试一次').click();
  await clerk.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  const filed = await (await hall.town.as('xinhua-clerk')).list('applications');
  expect(filed).toHaveLength(1);
  await clerk.leave();
});

it('expired session: signing in over the page keeps what was typed', async () => {
  const { id } = await draft(hall.town, 'zhanhe', { 'scale.first_entry': true });
  const clerk = await hall.as('zhanhe-clerk');
  await clerk.goto(`/applications/${id}`);
  await clerk.page.getByLabel('年主营业务收入').fill('61000000');
  await clerk.forgetSession();
  await clerk.button('保存修改').click();
  await clerk.sees('登录已失效,请重新登录');
  await clerk.page.getByLabel('密码').fill('duixian-demo');
  await clerk.page.getByRole('dialog').getByRole('button', { name: '登录' }).click();
  await clerk.page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await clerk.page.getByLabel('年主营业务收入').inputValue()).toBe('61000000');
  await clerk.button('保存修改').click();
  await clerk.sees('修改已保存');
  const { claims } = await (
    await hall.town.as('zhanhe-clerk')
  ).read<{ claims: object }>(`applications/${id}`);
  expect(claims).toMatchObject({ 'revenue.main_business_yuan': '61000000' });
  await clerk.leave();
});

it('lost network while a draft is saved: what was typed stays, and there is one draft, made under one key', async () => {
  const clerk = await hall.as('xinhua-clerk');
  const keys: (string | undefined)[] = [];
  clerk.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/applications'))
      keys.push(request.headers()['idempotency-key']);
  });
  const caller = await hall.town.as('xinhua-clerk');
  for (const { id, version } of await caller.list<Case>('applications'))
    await caller.make(`applications/${id}/actions`, { action: 'withdraw', version });
  const before = (await caller.list('applications')).length;
  await clerk.open('申报通知');
  await clerk.link('去申报').click();
  await clerk.sees('按现有数据试算');
  // The draft is made, and its answer is lost on the way back.
  await clerk.page.route('**/api/v1/applications', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await clerk.button('保存草稿').click();
  await clerk.sees('没有收到服务器的答复');
  await clerk.page.unroute('**/api/v1/applications');
  await clerk.button('再试一次').click();
  await clerk.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  expect(await caller.list('applications')).toHaveLength(before + 1);
  const { id, version } = await caller.read<Case>(`applications/${clerk.page.url().slice(-36)}`);
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
  await caller.make(`applications/${id}/actions`, { action: 'withdraw', version });
});

it('somebody else changed the draft meanwhile: it is read anew under what was typed, which is then saved', async () => {
  const caller = await hall.town.as('zhanhe-clerk');
  const [{ id } = { id: '' }] = await caller.list<Case>('applications');
  const clerk = await hall.as('zhanhe-clerk');
  await clerk.goto(`/applications/${id}`);
  await clerk.page.getByLabel('年主营业务收入').fill('72000000');
  const { version } = await caller.read<Case>(`applications/${id}`);
  await caller.make(`applications/${id}/actions`, {
    action: 'edit',
    version,
    claims: { 'scale.first_entry': false },
  });
  await clerk.button('保存修改').click();
  await clerk.sees('数据已被他人更新');
  await clerk.button('载入最新内容').click();
  await clerk.sees('已载入最新内容,请核对后再办理');
  expect(await clerk.page.getByLabel('年主营业务收入').inputValue()).toBe('72000000');
  await clerk.button('保存修改').click();
  await clerk.sees('修改已保存');
  expect((await caller.read<{ claims: object }>(`applications/${id}`)).claims).toMatchObject({
    'revenue.main_business_yuan': '72000000',
  });
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});

it('a case that changed meanwhile is refused, and the page says what to do', async () => {
  const clerk = await hall.as('yexian-clerk');
  const { id } = await draft(hall.town, 'yexian');
  await clerk.goto(`/applications/${id}`);
  await clerk.sees('提交申报');
  const caller = await hall.town.as('yexian-clerk');
  await caller.make(`applications/${id}/actions`, { action: 'edit', version: 1, claims: {} });
  await clerk.button('提交申报').click();
  await clerk.sees('数据已被他人更新');
  await clerk.leave();
});

it('the key N opens the case that waits longest of the others; what was decided stands under the own ones', async () => {
  const first = await waitsForCity('xinhua');
  const second = await waitsForCity('yexian');
  const reviewer = await hall.as('city-reviewer');
  await reviewer.goto(`/cases/${first.id}`);
  await reviewer.sees('下一件(N)');
  await reviewer.page.locator('button[aria-keyshortcuts="n"]:enabled').waitFor();
  await reviewer.page.keyboard.press('n');
  await reviewer.page.waitForURL(`**/cases/${second.id}`);
  await act(hall.town, 'city-reviewer', second.id, 'approve');
  await reviewer.goto('/tasks');
  await reviewer.sees(first.caseNumber);
  await reviewer.link('我的已办').click();
  await reviewer.sees(second.caseNumber);
  await reviewer.page.getByRole('cell', { name: '通过', exact: true }).waitFor();
  await reviewer.leave();
});

/** The enterprise's case, filed and passed by its county. */
async function waitsForCity(place: Place): Promise<Case> {
  const { clerk, reviewer } = PLACES[place];
  const cases = await (await hall.town.as(clerk)).list<Case>('applications');
  const open = cases.find((each) => each.state !== 'withdrawn');
  const { id, state } = open ?? (await draft(hall.town, place));
  if (state === 'draft') await act(hall.town, clerk, id, 'submit');
  await reaches(hall.town, id, 'in_review/county_review');
  await act(hall.town, reviewer, id, 'approve');
  return reaches(hall.town, id, 'in_review/city_review');
}
