import { CITY, PLACES } from '@duixian/testing';
import { look, reaches, setDay } from '../http/errands';
import { Hall } from './hall';
import { dayAfter } from './scene';
import { type Visitor } from './visitor';

jest.setTimeout(240_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

const COUNTY = PLACES.zhanhe;
let caseId = '';
let caseNumber = '';

it('the enterprise files under a call: what is known is filled in, what is missing is asked for', async () => {
  const clerk = await hall.as('zhanhe-clerk');
  await clerk.open('申报通知');
  await clerk.link('去申报').click();
  await clerk.sees('已带入的数据');
  await clerk.choose('首次纳入规模以上统计', '是');
  await clerk.page.getByLabel('年主营业务收入').fill('50000000');
  await clerk.sees('伍仟万元整');
  await clerk.sees('30,000.00');
  // What was typed outlives a closed window.
  await clerk.page.reload();
  expect(await clerk.page.getByLabel('年主营业务收入').inputValue()).toBe('50000000');
  await clerk.button('提交申报').click();
  await clerk.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  caseId = clerk.page.url().slice(-36);
  caseNumber = (await reaches(hall.town, caseId, 'in_review/county_review')).caseNumber;
  await clerk.sees('80,000.00');
  await clerk.sees('审核中');
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});

it('the county vouches for what was only claimed, then passes it', async () => {
  const reviewer = await hall.as(COUNTY.reviewer);
  await reviewer.link(caseNumber).click();
  await reviewer.sees('待核实数据');
  // Passing is refused as long as nobody vouched for the facts.
  await reviewer.button('通过').click();
  await reviewer.button('确认通过').click();
  await reviewer.sees('尚有事实未经核实');
  await reviewer.button('取消').click();
  await reviewer.page.getByLabel('核实来源').fill('统计联网直报平台');
  await reviewer.page.getByLabel('文号或凭证号').fill('平统〔2026〕9号');
  await reviewer.button(/^核实$/).click();
  await reviewer.page.getByRole('region', { name: '待核实数据' }).waitFor({ state: 'detached' });
  await reviewer.button('通过').click();
  await reviewer.button('材料齐全,符合条件,同意。').click();
  await reviewer.button('确认通过').click();
  await reviewer.sees(`${caseNumber} 已通过`);
  await reaches(hall.town, caseId, 'in_review/city_review');
  expect(reviewer.complaints).toEqual([]);
  await reviewer.leave();
});

it('the city passes it in a batch and reads the result of each row', async () => {
  const reviewer = await hall.as('city-reviewer');
  await reviewer.page.getByLabel(`选择 ${caseNumber}`).check();
  await reviewer.button('批量通过(1)').click();
  await reviewer.inDialog('批量通过');
  await reviewer.sees('已通过 1 件');
  await reviewer.sees('没有待办');
  await reviewer.leave();
});

it('anybody reads the public notice', async () => {
  const { notice } = await reaches(hall.town, caseId, 'on_notice');
  const visitor = await hall.visitor();
  await visitor.goto('/notices');
  await visitor.page.locator('a[href^="/notices/"]').first().click();
  await visitor.sees('湛河区示例丙号电气有限公司');
  await visitor.sees('80,000.00');
  await visitor.leave();
  await setDay(hall.town, dayAfter(notice?.endsOn ?? ''));
  await reaches(hall.town, caseId, 'awarded');
});

it.each(['zhanhe', 'city'])(
  '%s: one person prepares the batch, another compares and releases it',
  async (prefix) => {
    const maker = await hall.as(`${prefix}-maker`);
    await maker.link('编制批次').click();
    await maker.button('编制批次').click();
    await maker.inDialog('编制批次');
    await maker.sees('您编制了本批次,须由另一人复核放款');
    const batch = maker.page.url();
    await maker.leave();

    const checker = await hall.as(`${prefix}-checker`);
    await checker.goto(new URL(batch).pathname);
    await checker.sees('肆万元整');
    expect(await checker.button('复核放款').isDisabled()).toBe(true);
    await checker.page.getByLabel('已将笔数、合计金额与审批文件核对一致').check();
    await checker.button('复核放款').click();
    await checker.inDialog('放款');
    await checker.sees('银行已受理');
    expect(checker.complaints).toEqual([]);
    await checker.leave();
  },
);

it.each([
  ['zhanhe', COUNTY.account],
  ['city', CITY.account],
])('%s: the bank’s statement says that the money arrived', async (prefix, account) => {
  const maker = await hall.as(`${prefix}-maker`);
  await maker.open('银行对账单');
  const buffer = Buffer.from(await hall.town.bank.statement(account));
  await maker.page.setInputFiles('[aria-label="对账单文件"]', {
    name: '对账单.json',
    mimeType: 'application/json',
    buffer,
  });
  await maker.sees('共 1 笔:已到账 1 笔');
  await maker.leave();
});

it('the enterprise sees that it was paid', async () => {
  await reaches(hall.town, caseId, 'paid');
  const clerk = await hall.as('zhanhe-clerk', { width: 375 });
  await clerk.goto('/applications');
  await clerk.link(caseNumber).click();
  await clerk.sees('已兑付');
  expect((await look(hall.town, caseId)).payments.map(({ state }) => state)).toEqual(['settled', 'settled']);
  expect(await arrivals(clerk)).toBe(2);
});

const arrivals = async (clerk: Visitor): Promise<number> => {
  await clerk.sees('已到账');
  return clerk.page.getByText('已到账').count();
};
