import { Hall } from './hall';
import { setScene } from './scene';

jest.setTimeout(240_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

it('a repayment that the bank took back is undone by the maker’s word and the checker’s; the enterprise owes it again', async () => {
  const { recoveryId } = await setScene(hall.town);
  const page = `/recoveries/${recoveryId}`;
  const maker = await hall.as('yexian-maker');
  await maker.goto(page);
  await maker.sees('冲回待复核');
  await maker.button('撤回冲回').click();
  await maker.sees('已撤回冲回');
  await maker.button('被银行退回,冲回').click();
  await maker.button('提出冲回').click();
  await maker.sees('请选择对账单中的扣款');
  await maker.page.getByLabel('银行退回该款的扣款').click();
  await maker.page.locator('.ant-select-item-option').getByText('TH20260316').click();
  await maker.page.getByLabel('说明').first().fill('汇款行账号有误');
  expect(await maker.seriousViolations()).toEqual([]);
  await maker.button('提出冲回').click();
  await maker.sees('冲回待复核:汇款行账号有误');
  expect(maker.complaints).toEqual([]);
  await maker.leave();
  const checker = await hall.as('yexian-checker');
  await checker.open('工作台');
  await checker.sees('待您复核的退缴冲回');
  await checker.link('待您复核的退缴冲回').click();
  await checker.page.waitForURL('**/recoveries?reversing=true');
  await checker.goto(page);
  await checker.sees('3,000.00');
  await checker.button(/^同意冲回$/).click();
  await checker.sees('被银行退回,已冲回');
  expect(await checker.page.getByRole('button', { name: /同意冲回$/ }).count()).toBe(0);
  expect(checker.complaints).toEqual([]);
  await checker.leave();
  const clerk = await hall.as('yexian-clerk', { width: 375 });
  await clerk.goto(page);
  await clerk.sees('被银行退回,已冲回');
  expect(await clerk.scrollsSideways()).toBe(false);
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
});
