import { loadPolicy } from '@duixian/casework';
import { valueOf } from '@duixian/testing';
import { OPEN_LAW } from '../e2e/open-law';
import { PDF } from '../http/case-subjects';
import { act, reaches } from '../http/errands';
import { Hall } from './hall';
import { waitsForNotice } from './scene';
import { type Visitor } from './visitor';

jest.setTimeout(240_000);

let hall: Hall;
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
beforeAll(async () => {
  hall = await Hall.open();
  valueOf(await loadPolicy(hall.town.office.db, { file: 'test-open.yaml', text: OPEN_LAW }));
});
afterAll(() => hall.close());

let asked = '';

it('a text that is open says at the case what is asked, who can settle it, and what each way out comes to', async () => {
  asked = await openCase('TEST-READ');
  const county = await hall.as('zhanhe-reviewer');
  await county.goto(`/cases/${asked}`);
  await county.sees('待决定:旧设备是否给予');
  await county.sees('(第三条,由市工信局明确)');
  const ways = county.page.getByRole('article').getByRole('listitem');
  expect(await ways.allInnerTexts()).toEqual(['照给:30,000.00 元', '不给:0.00 元']);
  await county.page.getByText('复核计算').click();
  await county.sees('复算一致');
  await county.sees('按今天的条款和口径:结果相同。');
  await county.page.setViewportSize({ width: 375, height: 800 });
  await county.sees('待决定:旧设备是否给予');
  expect(county.complaints).toEqual([]);
  await county.leave();
});

it('a reading is proposed by one officer and confirmed by another; the clause shows it to anybody', async () => {
  const first = await hall.as('policy-officer');
  await first.goto('/readings?document=test-open');
  await first.page.getByText('旧设备是否给予(逐件决定)').click();
  await first.sees('照给');
  await first.sees('逐件由审核人员决定(未另定口径的地方按此办理)');
  await first.sees('由谁明确:市工信局');
  await first.button('提出口径').click();
  await first.button('提交,由另一名政策人员确认').click();
  await first.sees('请写明由谁决定');
  await first.choose('地区', '平顶山市');
  await first.page.locator('#option').click();
  await first.page.locator('.ant-select-item-option').getByText('照给', { exact: true }).click();
  await first.page.getByLabel('作出决定的单位或会议').fill('市工信局局长办公会');
  await first.page.getByLabel('文号').fill('纪要〔2026〕7号');
  await first.page.getByLabel('起用日期').fill(today);
  await first.button('提交,由另一名政策人员确认').click();
  await first.sees('由您提出,须由另一名政策人员确认');
  expect(await first.page.getByRole('button', { name: /^确\s?认$/ }).count()).toBe(0);
  const own = await hall.town.as('policy-officer');
  const readings = await own.list<{ reading: string; choices: { id: string }[] }>('readings');
  const choice = readings.find(({ reading, choices }) => reading === 'T-1' && choices.length > 0)?.choices[0];
  expect(
    (await own.send('post', `readings/choices/${choice?.id ?? ''}/actions`, { action: 'confirm' })).body,
  ).toMatchObject({ code: 'separation-of-duties' });

  const second = await hall.as('policy-officer-2');
  await second.goto('/readings?document=test-open');
  await second.page.getByText('旧设备是否给予').first().click();
  await second.page.getByRole('button', { name: /^确\s?认$/ }).click();
  await second.sees('现行');
  const anybody = await hall.visitor();
  await anybody.goto('/clauses/TEST-READ');
  await anybody.sees('平顶山市口径:');
  await anybody.sees(`(市工信局局长办公会 纪要〔2026〕7号,自 ${today} 起)`);
  const county = await hall.as('zhanhe-reviewer');
  await county.goto(`/cases/${asked}`);
  await county.page.getByText('复核计算').click();
  await county.sees('复算一致');
  await county.sees('按今天的条款和口径:结果不同:');
  await county.sees('结论:须人工决定 → 符合,金额已核定');
  await county.sees('可选处理方式:照给 30,000.00 元;不给 0.00 元 → 无');
  for (const each of [first, second, anybody, county]) {
    expect(each.complaints).toEqual([]);
    await each.leave();
  }
});

it('the city builds a notice of what waits for one; anybody reads it', async () => {
  await waitsForNotice(hall.town);
  const reviewer = await hall.as('city-reviewer');
  await reviewer.goto('/notices/new');
  await reviewer.page.getByRole('checkbox', { name: '全选本页' }).check();
  await reviewer.button('预览公示(1)').click();
  await reviewer.page.getByLabel('公示标题').fill('第二批奖补公示(测试)');
  await reviewer.button('发布公示').click();
  await reviewer.sees('发布后立即对社会公开,名单、金额和标题不能再修改');
  await reviewer.inDialog('发布公示');
  await reviewer.sees('已列入公示 1 件');
  expect(reviewer.complaints).toEqual([]);
  await reviewer.leave();
  const anybody = await hall.visitor({ width: 375 });
  await anybody.goto('/notices');
  await anybody.link('第二批奖补公示(测试)').click();
  await anybody.sees('新华区示例甲号');
  expect(anybody.complaints).toEqual([]);
  await anybody.leave();
  const county = await hall.as('xinhua-reviewer');
  await county.goto('/notices/new');
  await county.sees('没有等待公示的申报');
  await county.leave();
});

it('a decision within its bounds counts, one beyond them is refused with the bounds; facts are attested first', async () => {
  const id = await openCase('TEST-AMOUNT');
  const county = await hall.as('zhanhe-reviewer');
  await county.goto(`/cases/${id}`);
  await decides(county, '100000.01');
  await county.sees('决定超出规定范围');
  await county.sees('请填写50,000.00 至 100,000.00 元');
  await county.page
    .getByLabel('决定文件', { exact: true })
    .setInputFiles({ name: '会议纪要.pdf', mimeType: 'application/pdf', buffer: PDF });
  await county.sees('已上传:会议纪要.pdf');
  await decides(county, '100000');
  await county.button('记录决定').waitFor({ state: 'detached' });
  const [download] = await Promise.all([
    county.page.waitForEvent('download'),
    county.page.locator('.result').getByRole('link', { name: '会议纪要.pdf' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('会议纪要.pdf');
  await county.page.locator('.timeline').getByRole('link', { name: '会议纪要.pdf' }).waitFor();
  await county.button('通过').click();
  await county.button('确认通过').click();
  await county.sees('尚有事实未经核实');
  await county.button('取消').click();
  await county.page.getByLabel('核实来源').fill('发票');
  await county.page.getByLabel('文号或凭证号').fill('1');
  await county.button(/^核实$/).click();
  await county.page.getByRole('region', { name: '待核实数据' }).waitFor({ state: 'detached' });
  await county.button('通过').click();
  await county.button('确认通过').click();
  await reaches(hall.town, id, 'in_review/city_review');
  const elsewhere = await hall.as('yexian-reviewer');
  await elsewhere.goto(`/cases/${id}`);
  await elsewhere.sees('未找到,或不在您的权限范围内');
  for (const each of [county, elsewhere]) {
    expect(each.complaints).toEqual([]);
    await each.leave();
  }
});

it('where the clause speaks of a share, a share is decided in percent, within what the clause says', async () => {
  const id = await openCase('TEST-RATIO');
  const county = await hall.as('zhanhe-reviewer');
  await county.goto(`/cases/${id}`);
  await county.sees('一定比例,由人工决定,不高于30%');
  await decides(county, '30.01', '决定比例(%)');
  await county.sees('决定超出规定范围');
  await decides(county, '12.5', '决定比例(%)');
  await county.button('记录决定').waitFor({ state: 'detached' });
  await county.sees('250,000.00');
  expect(county.complaints).toEqual([]);
  await county.leave();
});

async function decides(reviewer: Visitor, value: string, label = '决定金额(元)'): Promise<void> {
  const form = reviewer.page.locator('form').filter({ hasText: label });
  await form.getByLabel(label).fill(value);
  await form.getByLabel('决定文号').fill('平工信纪要〔2026〕3号');
  await form.getByLabel('理由').fill('经集体研究');
  const answered = reviewer.page.waitForResponse((answer) => answer.url().endsWith('/actions'));
  await form.getByRole('button', { name: '记录决定' }).click();
  await answered;
}

/** 湛河区's case under a call for a clause that leaves something to a person. */
async function openCase(clause: string): Promise<string> {
  const [drafter, approver] = [await hall.town.as('policy-officer'), await hall.town.as('policy-officer-2')];
  const [like] = await drafter.list<{ year: number; budgetSubject: string }>('calls');
  const { id: callId } = await drafter.make<{ id: string }>('calls', {
    ...{ cityCode: '410400', number: `${clause}-1`, title: '测试申报通知', year: like?.year },
    ...{ clauseIds: [clause], opensOn: today, closesOn: '2099-12-31', parameters: {} },
    ...{ testedFrom: today, testedTo: '2099-12-31', budgetSubject: like?.budgetSubject },
    ...{ route: ['county_review', 'city_review'], noticeWorkingDays: 5, fundingShares: { city: '1' } },
  });
  await approver.make(`calls/${callId}/actions`, { action: 'approve', version: 1 });
  await drafter.make(`calls/${callId}/actions`, { action: 'publish', version: 2 });
  const clerk = await hall.town.as('zhanhe-clerk');
  const [party] = await clerk.list<{ id: string }>('parties');
  const claims = {
    'equipment.actual_investment_yuan': '2000000.00',
    ...(clause === 'TEST-READ' && { 'equipment.invested_to': '2026-03-01' }),
  };
  const given = { callId, partyId: party?.id, claims };
  const { id } = await clerk.make<{ id: string }>('applications', given);
  await act(hall.town, 'zhanhe-clerk', id, 'submit');
  await reaches(hall.town, id, 'in_review/county_review');
  return id;
}

it('the market begins with the law of where one’s enterprise is; anybody finds that of every other place', async () => {
  const bases = async (visitor: Visitor): Promise<string[]> =>
    visitor.page.locator('.market li p:last-child').allInnerTexts();
  const clerk = await hall.as('xinhua-clerk');
  await clerk.open('政策超市');
  await clerk.sees('平政办〔2022〕15号');
  const own = await bases(clerk);
  expect(own[0]).toContain('平政办〔2022〕15号');
  await clerk.page.getByRole('button', { name: /^显示其余/ }).click();
  const all = await bases(clerk);
  expect(all.some((basis) => basis.startsWith('河南省'))).toBe(true);
  expect(all.filter((basis) => /嘉兴|郑政办/.test(basis))).toEqual([]);
  await clerk.choose('地区', '嘉兴市');
  await clerk.sees('嘉兴“专精特新”意见');
  expect((await bases(clerk)).every((basis) => basis.startsWith('嘉兴'))).toBe(true);
  expect(clerk.page.url()).toContain('region=330400');
  await clerk.goto('/applications/new');
  await clerk.sees('申报须在一份申报通知之下填写');
  // What a title would bring is not determined.
  await clerk.goto('/party');
  await clerk.sees('取得后可得');
  expect(clerk.complaints).toEqual([]);
  await clerk.leave();
  const anybody = await hall.visitor();
  await anybody.goto('/policies');
  await anybody.sees('全部地区');
  await anybody.sees(/^共 \d+ 条/);
  expect((await bases(anybody)).length).toBeGreaterThan(20);
  await anybody.leave();
});
