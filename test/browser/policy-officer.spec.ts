import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { completeCreditCode } from '@duixian/casework';
import { CITY, PLACES } from '@duixian/testing';
import { reaches } from '../http/errands';
import { Hall } from './hall';
import { type Visitor } from './visitor';

jest.setTimeout(300_000);

/** As in every-page.ts. */
const PICTURES = process.env.SCREENSHOTS;
const LOOKS = { font: PICTURES !== undefined };

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
  if (PICTURES) mkdirSync(PICTURES, { recursive: true });
});
afterAll(() => hall.close());

const TITLE_CLAUSE = 'PDS-A3-2-2-3';
const CLERK = PLACES.zhanhe.clerk;

/** A call of this year for enterprises with the provincial title, drafted by one officer and approved by another. */
async function callForTitles(): Promise<void> {
  const [drafter, approver] = [await hall.town.as('policy-officer'), await hall.town.as('policy-officer-2')];
  const [like] = await drafter.list<{ year: number; budgetSubject: string }>('calls');
  const year = like?.year ?? 0;
  const days = { opensOn: `${year}-01-01`, closesOn: `${year}-12-31` };
  const { id } = await drafter.make<{ id: string }>('calls', {
    cityCode: CITY.regionCode,
    ...{ number: 'TEST-ZJTX', title: '专精特新企业奖励申报通知', clauseIds: [TITLE_CLAUSE], year },
    ...days,
    ...{ testedFrom: days.opensOn, testedTo: days.closesOn, parameters: {} },
    materials: [{ key: 'proof', title: '认定文件', required: false }],
    ...{ route: ['county_review', 'city_review'], noticeWorkingDays: 5, deadlines: {} },
    ...{ fundingShares: { city: '1' }, budgetSubject: like?.budgetSubject },
  });
  await approver.make(`calls/${id}/actions`, { action: 'approve', version: 1 });
  await drafter.make(`calls/${id}/actions`, { action: 'publish', version: 2 });
}

const HEADER = '统一社会信用代码,企业名称,区县,称号,级别,认定日期,取得方式,是否首次,认定时所在市';
const GOOD_ROW = [
  completeCreditCode('91410411MA0DX003'),
  ...['湛河区示例丙号电气有限公司', '湛河区', '省级专精特新中小企业', '省级', '2025-03-01'],
  ...['新认定', '是', '平顶山'],
].join(',');
const WRONG_ROW =
  '914104,湛河区示例错码有限公司,湛河区,省级专精特新中小企业,省级,2025-03-01,新认定,是,平顶山';

async function chooseFile(visitor: Visitor, name: string, content: string): Promise<void> {
  await visitor.page
    .getByLabel('要导入的文件')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

async function fillUpload(visitor: Visitor): Promise<void> {
  await visitor.page.getByLabel('来源部门').fill('河南省工业和信息化厅');
  await visitor.page.getByLabel('文号', { exact: true }).fill('豫工信企业〔2025〕1号');
  await visitor.page.getByLabel('文件日期').fill('2025-03-01');
}

async function faultless(visitor: Visitor, name: string): Promise<void> {
  expect(await visitor.seriousViolations()).toEqual([]);
  if (PICTURES) await visitor.picture(join(PICTURES, `${name}.png`));
}

/** Orders a run of the whole city as it stands in the form, dry unless told. */
async function orderSweep(officer: Visitor, real: boolean): Promise<string> {
  await officer.open('批量比对');
  await officer.link('发起比对').click();
  await officer.sees('比对范围');
  if (real) {
    await officer.page.getByLabel(/^正式比对/).check();
    // What can be chosen is what the city and the day hold.
    await officer.page.getByLabel(/^申报通知/).click();
    await officer.sees(/^TEST-ZJTX 专精特新企业奖励申报通知/);
    await officer.page.keyboard.press('Escape');
    await officer.page.getByLabel(/^条款/).fill(TITLE_CLAUSE);
    await officer.sees(`${TITLE_CLAUSE} 首次认定省级专精特新企业奖励`);
    await officer.page.getByLabel(/^条款/).fill('');
    await officer.page.keyboard.press('Escape');
  }
  await officer.button('开始比对').click();
  await officer.page.waitForURL(/\/sweeps\/[0-9a-f-]{36}$/);
  await officer.sees('资金来源与可用预算');
  return officer.page.url().slice(-36);
}

it('from a title list with a wrong row to an offer that the enterprise takes, in the hands of two officers', async () => {
  await callForTitles();
  const officer = await hall.as('policy-officer', LOOKS);

  // A broken file: nothing is lost, and the page says what to do.
  await officer.open('数据导入');
  await officer.link('导入文件').click();
  await officer.sees('填写方法');
  await fillUpload(officer);
  await chooseFile(officer, '认定名单.csv', `统一社会信用代码,企业名称,怪列\n${GOOD_ROW}\n`);
  await officer.button('上传并预览').click();
  await officer.sees('请对照模板修改表头');
  await officer.sees(/称号 · 缺少这一列/);
  await officer.sees(/怪列 · 不认识这一列/);
  expect(await officer.page.getByLabel('来源部门').inputValue()).toBe('河南省工业和信息化厅');
  await faultless(officer, 'officer-broken-file');

  await chooseFile(officer, '认定名单.csv', [HEADER, GOOD_ROW, WRONG_ROW, ''].join('\n'));
  await officer.button('上传并预览').click();
  await officer.page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await officer.sees('有错误的行(1)');
  await officer.sees('不是 18 位统一社会信用代码');
  await officer.sees('对照营业执照改正');
  await faultless(officer, 'officer-import');
  const [download] = await Promise.all([
    officer.page.waitForEvent('download'),
    officer.button('下载错误行').or(officer.link('下载错误行')).click(),
  ]);
  expect(download.suggestedFilename()).toBe('认定名单-未导入.csv');
  await officer.button('提交生效').click();
  await officer.sees('新增 1 行');
  await officer.inDialog('提交生效');
  await officer.sees('已导入');

  // The mark of the seed is withdrawn; one officer records a new one, and cannot confirm it.
  await officer.open('台账完整性');
  await officer.button('撤回').click();
  await officer.button('确认撤回').click();
  await officer.sees('请填写撤回原因');
  await officer.page.getByLabel('撤回原因(必填)').fill('台账有遗漏,重新核对');
  await officer.button('确认撤回').click();
  await officer.sees('原因:台账有遗漏,重新核对');
  await officer.page.getByRole('checkbox', { name: '全选本页' }).check();
  await officer.button(/为选中的 \d+ 个条款登记/).click();
  await officer.page.getByLabel('依据文号').fill('平财函〔2026〕9号');
  await officer.page.getByLabel('台账完整至').fill('2025-12-31');
  await officer.page.getByLabel('本系统兑付起').fill('2026-02-01');
  const record = officer.page.getByRole('region', { name: '登记完整性标记' }).locator('[type=submit]');
  await record.click();
  await officer.sees('最晚为 2026-01-01');
  await officer.page.getByLabel('本系统兑付起').fill('2026-01-01');
  await record.click();
  await officer.sees('由您登记,须由另一人确认');
  expect(await officer.button('确认').count()).toBe(0);
  await faultless(officer, 'officer-marks');

  // While the mark waits, what pays is held, with its reason in words.
  const held = await orderSweep(officer, false);
  await officer.sees('既往台账未标记完整');
  await officer.sees('请导入台账并登记、确认完整性标记');
  await faultless(officer, 'officer-held');

  const second = await hall.as('policy-officer-2', LOOKS);
  await second.open('台账完整性');
  await second.button('确认').click();
  await second.sees('本市所有条款都已有确认的标记');

  // A dry run shows what would go out, and what is different now.
  const dry = await orderSweep(officer, false);
  expect(dry).not.toBe(held);
  await officer.sees('按县区');
  await officer.sees('200,000.00');
  await officer.sees('与上次比对的差异');
  await officer.sees('上次没有推送的原因已消除:既往台账未标记完整');
  expect(await officer.button('审定推送').count()).toBe(0);
  await faultless(officer, 'officer-dry');

  // The list of a real one is approved by somebody else than who ordered it.
  const real = await orderSweep(officer, true);
  await officer.sees('须由另一名政策管理员审定');
  expect(await officer.button('审定推送').count()).toBe(0);
  const { version } = await (
    await hall.town.as('policy-officer')
  ).read<{ version: number }>(`sweeps/${real}`);
  const own = await (
    await hall.town.as('policy-officer')
  ).send('post', `sweeps/${real}/actions`, { action: 'approve', version });
  expect([own.status, (own.body as { code: string }).code]).toEqual([403, 'separation-of-duties']);

  await second.open('批量比对');
  await second.page
    .getByRole('link', { name: /^\d{4}-\d\d-\d\d \d\d:\d\d$/ })
    .first()
    .click();
  await second.sees('清单校验码');
  await second.sees('抽查样本');
  await faultless(second, 'officer-approval');
  await second.page.getByRole('checkbox', { name: /已核对条数/ }).check();
  await second.button('审定推送').click();
  await second.inDialog('审定推送');
  await second.sees('推送已完成');
  await second.link('查看推送的免申即享').click();
  await second.page.waitForURL(/\/pushed-offers/);
  await second.settled();
  await second.sees('湛河区示例丙号电气有限公司');
  await faultless(second, 'officer-offers');

  const clerk = await hall.as(CLERK, LOOKS);
  await clerk.open('免申即享');
  await clerk.sees('200,000.00');
  await clerk.button('一键确认').click();
  await clerk.sees('贰拾万元整');
  await clerk.inDialog('确认领取');
  await clerk.sees('目前没有待确认的推送');
  await clerk.link('查看办理').first().click();
  await clerk.page.waitForURL(/\/applications\/[0-9a-f-]{36}$/);
  await reaches(hall.town, clerk.page.url().slice(-36), 'on_notice');

  await second.link('湛河区示例丙号电气有限公司').first().click();
  await second.page.waitForURL(/\/pushed-offers\/[0-9a-f-]{36}$/);
  await second.sees('企业确认');
  await second.sees('依据平政办〔2022〕15号');
  await faultless(second, 'officer-offer');
  for (const visitor of [officer, second, clerk]) {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  }
});

it('an import is taken back with a reason; its enterprise cannot be offered by it any more', async () => {
  const officer = await hall.as('policy-officer', { ...LOOKS, width: 375 });
  await officer.goto('/imports/new');
  await officer.settled();
  await officer.button('上传并预览').click();
  await officer.sees('请填写来源部门');
  await fillUpload(officer);
  await officer.button('上传并预览').click();
  await officer.sees('请选择要导入的文件');
  const code = completeCreditCode('91410411MA0H7001');
  const row = `${code},湛河区示例撤销有限公司,湛河区,省级专精特新中小企业,省级,2025-03-01,新认定,是,平顶山`;
  await chooseFile(officer, '待撤销.csv', [HEADER, row, ''].join('\n'));
  await officer.button('上传并预览').click();
  await officer.page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await officer.button('提交生效').click();
  await officer.inDialog('提交生效');
  await officer.button('撤销导入').click();
  await officer.button('确认撤销').click();
  await officer.sees('请填写撤销原因');
  await officer.page.getByLabel('撤销原因(必填)').fill('名单发错');
  await faultless(officer, 'officer-undo-375');
  await officer.button('确认撤销').click();
  await officer.sees('已撤销本次导入');
  await officer.sees(/原因:名单发错/);
  expect(await officer.scrollsSideways()).toBe(false);

  // The same file again: where it was read before is one click away.
  await officer.goto('/imports/new');
  await fillUpload(officer);
  await chooseFile(officer, '认定名单.csv', [HEADER, GOOD_ROW, WRONG_ROW, ''].join('\n'));
  await officer.button('上传并预览').click();
  await officer.link('查看原来的导入').click();
  await officer.sees('有错误的行(1)');
  expect(officer.complaints).toEqual([]);
  await officer.leave();
});
