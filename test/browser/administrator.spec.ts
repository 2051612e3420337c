import { Hall } from './hall';

jest.setTimeout(240_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

it('two administrators make an official, who takes a password of their own and begins to work', async () => {
  const admin = await hall.as('admin');
  await admin.open('人员与角色');
  await admin.button('新建人员').click();
  await admin.page.getByLabel('用户名').fill('li.si');
  await admin.page.getByLabel('姓名', { exact: true }).fill('李四');
  await admin.page.getByLabel('所在地区').fill('新华区');
  await admin.page.keyboard.press('Enter');
  await admin.inDialog('创建账号');
  await admin.sees('li.si 的初始密码(只显示这一次)');
  const known = (await admin.page.locator('.initial-password').textContent())?.trim() ?? '';
  expect(await admin.seriousViolations()).toEqual([]);
  await admin.inDialog('已记下,关闭');

  await admin.button('管理 李四').click();
  await admin.inDialog('授予角色');
  await admin.page.getByRole('combobox', { name: '角色' }).click();
  await admin.page.locator('.ant-select-item-option').getByText('审核人', { exact: true }).click();
  await admin.page.getByRole('combobox', { name: '地区' }).fill('新华区');
  await admin.page.keyboard.press('Enter');
  await admin.page.getByRole('dialog').getByLabel('理由').fill('任职文件〔2026〕3号');
  await admin.inDialog('提交确认');
  await admin.sees(/待另一名系统管理员确认:授予 新华区 审核人/);
  expect(await admin.seriousViolations()).toEqual([]);

  const second = await hall.as('admin-2');
  await second.open('人员与角色');
  await second.button('不同意 李四 的权限变更').click();
  await second.button('返回').click();
  await second.button('确认 李四 的权限变更').click();
  await second.sees('请先核实 李四 的身份和岗位');
  await second.inDialog('确认');
  await second.sees('li.si 的初始密码(只显示这一次)');
  const password = (await second.page.locator('.initial-password').textContent())?.trim() ?? '';
  expect(password).not.toBe(known);
  expect(await second.seriousViolations()).toEqual([]);
  await second.button('已记下,关闭').click();

  const official = await hall.visitor();
  await official.goto('/sign-in');
  await official.page.getByLabel('用户名').fill('li.si');
  await official.page.getByLabel('密码', { exact: true }).fill(password);
  await official.button('登录').first().click();
  await official.sees('您的密码由管理员发放');
  await official.goto('/tasks');
  await official.sees('您的密码由管理员发放');
  await official.page.getByLabel('当前密码').fill(password);
  await official.page.getByLabel('新密码', { exact: true }).fill('four plain words here');
  await official.page.getByLabel('再次输入新密码').fill('four plain words');
  await official.button('修改密码').click();
  await official.sees('两次输入的新密码不一致');
  await official.page.getByLabel('再次输入新密码').fill('four plain words here');
  await official.button('修改密码').click();
  await official.sees('密码已修改');
  await official.open('待办');
  await official.sees('待办');

  await admin.goto('/people');
  await admin.button('管理 李四').click();
  await admin.sees('系统管理员 提出,系统管理员(二) 确认');
  await admin.inDialog('停用账号');
  await admin.page.getByRole('dialog').getByLabel('原因').fill('离职');
  await admin.inDialog('确认停用');
  await admin.sees('已停用');
  // What the page reads by itself may have met the end of the session before, and then stands in the way of a click.
  await official.page.locator('.menu a[href="/cases"]').first().dispatchEvent('click');
  await official.sees('登录已失效');
  expect([...admin.complaints, ...second.complaints, ...official.complaints]).toEqual([]);
});

it('adds a county with its finance office', async () => {
  const admin = await hall.as('admin');
  await admin.open('行政区划');
  await admin.button('新增区划').click();
  await admin.choose('上级地区', '平顶山市');
  await admin.page.getByLabel('区划代码').fill('410477');
  await admin.page.getByLabel('名称', { exact: true }).fill('示例高新区');
  await admin.page.getByLabel('政策数据中的名称').fill('示例高新区');
  await admin.page.getByLabel('财政部门名称').fill('示例高新区财政局');
  await admin.inDialog('新增');
  await admin.sees('示例高新区财政局');
  await admin.button('修改 示例高新区').click();
  await admin.page.getByLabel('财政部门名称').fill('示例高新区财政金融局');
  await admin.inDialog('保存');
  await admin.sees('示例高新区财政金融局');
  expect(admin.complaints).toEqual([]);
});

it('two administrators change the way a treasury pays', async () => {
  const admin = await hall.as('admin');
  await admin.open('行政区划');
  await admin.button('变更 叶县 的付款方式').click();
  await admin.page.getByLabel('变更为').click();
  await admin.page.locator('.ant-select-item-option').first().click();
  await admin.page.getByRole('dialog').getByLabel('理由').fill('叶县财政局来函〔2026〕5号');
  expect(await admin.seriousViolations()).toEqual([]);
  await admin.inDialog('提出');
  await admin.sees(/待确认变更为/);
  expect(await admin.seriousViolations()).toEqual([]);

  const second = await hall.as('admin-2');
  await second.goto('/');
  await second.sees('待您确认的付款方式变更');
  await second.open('人员与角色');
  await second.sees('叶县财政局来函〔2026〕5号');
  await second.button('不同意 叶县 的付款方式变更').click();
  await second.button('返回').click();
  expect(await second.seriousViolations()).toEqual([]);
  await second.button('确认 叶县 的付款方式变更').click();
  await second.sees('请先向叶县财政部门核实');
  await second.inDialog('确认');
  await second.sees('已确认,即时生效');
  await admin.goto('/regions');
  await admin.sees('付款方式');
  await admin.button('修改 叶县').waitFor();
  expect(await admin.page.getByText('待确认变更为').count()).toBe(0);
  expect([...admin.complaints, ...second.complaints]).toEqual([]);
});

it('publishes a year out of the text of its notice, after a look at what moves', async () => {
  const admin = await hall.as('admin');
  await admin.open('工作日历');
  await admin.link('公布新年度').click();
  await admin.page.getByLabel('年度').fill('2061');
  await admin.page.getByLabel('通知文号').fill('国办发明电〔2060〕1号');
  await admin.page.getByLabel('粘贴通知正文').fill('元旦:1月1日(周六)至3日(周二)放假,共3天。1月8日上班。');
  await admin.button('识别日期').click();
  await admin.sees('星期与日期不符');
  await admin.sees('全年工作日');
  expect(await admin.page.getByLabel('放假日期').inputValue()).toBe('2061-01-01\n2061-01-02\n2061-01-03');
  await admin.button('公布').click();
  await admin.page.waitForURL(/\/calendar$/);
  await admin.sees('国办发明电〔2060〕1号');
  expect(admin.complaints).toEqual([]);
});
