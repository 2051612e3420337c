import { Hall } from './hall';

jest.setTimeout(120_000);

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
