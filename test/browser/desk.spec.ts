import { openSpreadsheet, textOf } from '@duixian/spreadsheet';
import { act, type Case, draft, reaches, setDay } from '../http/errands';
import { PDF } from '../http/case-subjects';
import { Hall } from './hall';
import { type Visitor } from './visitor';

jest.setTimeout(240_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

describe('one case between its enterprise and its county', () => {
  let id = '';
  let caseNumber = '';

  it('the enterprise puts a file in, replaces it by another, and files', async () => {
    ({ id, caseNumber } = await draft(hall.town, 'zhanhe'));
    const clerk = await hall.as('zhanhe-clerk');
    await clerk.goto(`/applications/${id}`);
    await attach(clerk, '旧版通知.pdf');
    await clerk.link('旧版通知.pdf').waitFor();
    await attach(clerk, '入库通知.pdf');
    await clerk.link('入库通知.pdf').waitFor();
    await clerk.button('移除 旧版通知.pdf').click();
    await clerk.link('旧版通知.pdf').waitFor({ state: 'detached' });
    // Officials, whom we ask where the case stands, do not see a draft.
    const filed = clerk.page.waitForResponse((answer) => answer.url().endsWith(`/${id}/actions`));
    await clerk.button('提交申报').click();
    expect((await filed).status()).toBe(200);
    await reaches(hall.town, id, 'in_review/county_review');
    expect(clerk.complaints).toEqual([]);
    await clerk.leave();
  });

  it('the county reads the file, leaves a note among officials, and sends the case back with a reason', async () => {
    const reviewer = await hall.as('zhanhe-reviewer');
    await reviewer.link(caseNumber).click();
    await reviewer.link('入库通知.pdf').waitFor();
    expect(await reviewer.link('旧版通知.pdf').count()).toBe(0);
    await reviewer.page.getByLabel('写备注').fill('已电话询问统计局。');
    await reviewer.button('保存备注').click();
    await reviewer.page.locator('.remark').getByText('已电话询问统计局。').waitFor();
    await decide(reviewer, '退回补正', '');
    await reviewer.sees('请填写理由,企业会看到');
    await reviewer.page.getByRole('dialog').getByLabel('理由').fill('请补充入库月份的证明。');
    await reviewer.page.getByRole('dialog').getByRole('button', { name: /^确认/ }).click();
    await reaches(hall.town, id, 'returned');
    expect(reviewer.complaints).toEqual([]);
    await reviewer.leave();
  });

  it('the enterprise reads the reason but not the note, corrects, and files again', async () => {
    const clerk = await hall.as('zhanhe-clerk');
    await clerk.goto(`/applications/${id}`);
    await clerk.sees('请补充入库月份的证明。');
    expect(await clerk.page.getByText('已电话询问统计局。').count()).toBe(0);
    await attach(clerk, '入库月份证明.pdf');
    await clerk.link('入库月份证明.pdf').waitFor();
    await clerk.button('重新提交').click();
    await reaches(hall.town, id, 'in_review/county_review');
    expect(clerk.complaints).toEqual([]);
    await clerk.leave();
  });

  it('the county puts it on hold, which the enterprise sees, and goes on with it', async () => {
    const reviewer = await hall.as('zhanhe-reviewer');
    await reviewer.goto(`/cases/${id}`);
    await decide(reviewer, '挂起', '等待统计局书面答复。');
    await reaches(hall.town, id, 'on_hold/county_review');
    await reviewer.sees('挂起的原因');
    const clerk = await hall.as('zhanhe-clerk');
    await clerk.goto(`/applications/${id}`);
    await clerk.sees('暂缓办理');
    await clerk.leave();
    await decide(reviewer, '恢复', '已收到统计局答复。');
    await reaches(hall.town, id, 'in_review/county_review');
    expect(reviewer.complaints).toEqual([]);
    await reviewer.leave();
  });

  it('an official of the city who declares to keep off it has no button any more and reads why', async () => {
    const official = await hall.as('city-reviewer');
    await official.goto(`/cases/${id}`);
    await official.button('终止').waitFor();
    await official.button('回避').click();
    await official.page.getByRole('dialog').getByLabel('与本件的关系').fill('亲属在该企业任职。');
    await official.button('确认回避').click();
    await official.sees('您已声明对本件回避,请由其他同事办理。');
    expect(await official.button('终止').count()).toBe(0);
    expect(official.complaints).toEqual([]);
    await official.leave();
  });

  it('the auditor records that another one is related to the enterprise, who reads why there is no button', async () => {
    const auditor = await hall.as('auditor');
    await auditor.goto(`/cases/${id}`);
    await auditor.button('登记回避').click();
    await auditor.choose('工作人员', '市级复审员(二)');
    await auditor.page.getByRole('dialog').getByLabel('与企业的关系').fill('配偶在该企业任职。');
    await auditor.inDialog('确认登记');
    await auditor.sees('已登记回避,当事人会收到消息。');
    expect(auditor.complaints).toEqual([]);
    await auditor.leave();
    const related = await hall.as('city-reviewer-2');
    await related.goto(`/cases/${id}`);
    await related.sees('已登记您与该企业有关系');
    expect(await related.button('终止').count()).toBe(0);
    await related.leave();
  });

  it('the county turns it down with a reason that the enterprise reads', async () => {
    const reviewer = await hall.as('zhanhe-reviewer');
    await reviewer.goto(`/cases/${id}`);
    await decide(reviewer, '不予支持', '入库时间不在本年度。');
    await reaches(hall.town, id, 'rejected');
    await reviewer.leave();
    const clerk = await hall.as('zhanhe-clerk');
    await clerk.goto(`/applications/${id}`);
    await clerk.sees('入库时间不在本年度。');
    await clerk.leave();
  });
});

describe('two cases at the city', () => {
  let passed: Case;

  it('one goes back to its county, which reads why; the county’s approval brings it straight back', async () => {
    passed = await waitsForCity('yexian');
    const city = await hall.as('city-reviewer');
    await city.page.getByRole('checkbox', { name: `选择 ${passed.caseNumber}` }).check();
    await city.button('批量退回前序环节(1)').click();
    await city.page.getByRole('dialog').getByLabel('理由').fill('请补充初审意见。');
    await city.inDialog('确认退回前序环节');
    await city.sees('已退回 1 件');
    await reaches(hall.town, passed.id, 'in_review/county_review');
    expect(city.complaints).toEqual([]);
    await city.leave();
    const county = await hall.as('yexian-reviewer');
    await county.link(passed.caseNumber).click();
    await county.sees('请补充初审意见。');
    expect(county.complaints).toEqual([]);
    await county.leave();
    await act(hall.town, 'yexian-reviewer', passed.id, 'approve');
    await reaches(hall.town, passed.id, 'in_review/city_review');
  });

  it('one officer claims the task, puts it back, and claims it again; a colleague who was slower sees who holds it', async () => {
    const colleague = await hall.as('city-reviewer-2');
    await colleague.goto(`/cases/${passed.id}`);
    await colleague.button('认领').waitFor();
    const city = await hall.as('city-reviewer', { font: true });
    await city.goto('/tasks?holder=nobody');
    await city.page.getByRole('checkbox', { name: `选择 ${passed.caseNumber}` }).check();
    await city.button('批量认领(1)').click();
    await city.sees('已认领 1 件');
    await city.goto('/tasks?holder=me');
    await city.page.getByRole('row', { name: new RegExp(`${passed.caseNumber}.*市级复审员`) }).waitFor();
    expect(await city.seriousViolations()).toEqual([]);
    await city.link(passed.caseNumber).click();
    await city.button('放回').click();
    await city.inDialog('确认放回');
    await city.sees('请写明放回的原因');
    await city.page.getByRole('dialog').getByLabel('理由').fill('另有任务。');
    await city.inDialog('确认放回');
    await city.page.locator('.timeline').getByText('放回').waitFor();
    await city.button('认领').click();
    await city.button('放回').waitFor();
    expect(city.complaints).toEqual([]);
    await city.leave();

    await colleague.button('认领').click();
    await colleague.sees('数据已被他人更新');
    await colleague.button('载入最新内容').click();
    await colleague.button('认领').waitFor({ state: 'detached' });
    await colleague.page.getByLabel('基本情况').getByText('市级复审员', { exact: true }).waitFor();
    expect(await colleague.button('通过').count()).toBe(0);
    await colleague.leave();
  });

  it('one officer hands the task to a colleague, who alone may go on, and hands it back with others', async () => {
    const city = await hall.as('city-reviewer');
    await city.goto(`/cases/${passed.id}`);
    await city.button('转办').click();
    await city.inDialog('确认转办');
    await city.sees('请选择接办的同事');
    await city.choose('转给', '市级复审员(二)');
    await city.page.getByRole('dialog').getByLabel('说明').fill('下周出差。');
    await city.inDialog('确认转办');
    await city.button('通过').waitFor({ state: 'detached' });
    expect(city.complaints).toEqual([]);
    await city.leave();
    const colleague = await hall.as('city-reviewer-2');
    await colleague.goto('/tasks?holder=me');
    await colleague.page.getByRole('checkbox', { name: `选择 ${passed.caseNumber}` }).check();
    await colleague.button('批量转办(1)').click();
    await colleague.choose('转给', '市级复审员');
    await colleague.page.getByRole('dialog').getByLabel('理由').fill('已返岗。');
    await colleague.inDialog('确认转办');
    await colleague.sees('已转办 1 件');
    expect(colleague.complaints).toEqual([]);
    await colleague.leave();
  });

  it('a batch passes one and says of the other, which its enterprise withdrew meanwhile, why not', async () => {
    const { id, caseNumber } = await waitsForCity('xinhua');
    const reviewer = await hall.as('city-reviewer');
    for (const each of [passed.caseNumber, caseNumber])
      await reviewer.page.getByLabel(`选择 ${each}`).check();
    await act(hall.town, 'xinhua-clerk', id, 'withdraw');
    await reviewer.button('批量通过(2)').click();
    await reviewer.inDialog('批量通过');
    await reviewer.sees('已通过 1 件,未办 1 件');
    await reviewer.sees(new RegExp(`${caseNumber}:.*请刷新`));
    await reaches(hall.town, passed.id, 'on_notice');
    expect(reviewer.complaints).toEqual([]);
    await reviewer.leave();
  });

  it.each([
    { outcome: '异议不成立,继续公示', then: 'on_notice' },
    { outcome: '异议成立,不予支持该申报', then: 'rejected' },
  ])('somebody objects by name, an uninvolved officer answers: $outcome', async ({ outcome, then }) => {
    const reply = `经核实:${outcome}。`;
    const { notice } = await reaches(hall.town, passed.id, 'on_notice');
    const visitor = await hall.visitor();
    await visitor.goto(`/notices/${notice?.id ?? ''}`);
    await visitor
      .button(/提出异议$/)
      .first()
      .click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '提交异议' }).click();
    await visitor.sees('请填写真实姓名或单位全称');
    await dialog.getByLabel('姓名或单位名称').fill('示例乙');
    await dialog.getByLabel('身份证号或统一社会信用代码').fill('11010519491231002X');
    await dialog.getByLabel('联系电话').fill('13800000000');
    await dialog.getByLabel('异议理由').fill('入库时间与公示不符。');
    await dialog.getByLabel('依据').fill(`统计局公布的名单(${then})。`);
    await dialog.getByRole('button', { name: '提交异议' }).click();
    await visitor.sees('异议已受理');
    const receipt = (await dialog.locator('code').textContent())?.trim() ?? '';

    const involved = await hall.as('city-reviewer');
    await involved.goto('/objections?state=filed');
    await involved.page.locator('a[href^="/objections/"]').first().click();
    await involved.sees('由该市未经办此件其他环节的复审人员处理');
    expect(await involved.page.getByLabel('答复异议人').count()).toBe(0);
    const officer = await hall.as('city-reviewer-2');
    await officer.goto(new URL(involved.page.url()).pathname);
    await resolve(officer, outcome, reply);
    await officer.page.getByRole('heading', { name: '处理结果' }).waitFor();
    await involved.leave();
    await reaches(hall.town, passed.id, then);
    expect(officer.complaints).toEqual([]);
    await officer.leave();

    await visitor.goto(receipt);
    await visitor.sees(reply);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

it('a filtered list is taken away as a workbook of its rows; amounts read in 万元 as well', async () => {
  const auditor = await hall.as('auditor');
  await auditor.goto('/cases');
  await auditor.sees('80,000.00');
  await auditor.page.getByLabel('金额单位').getByText('万元', { exact: true }).click();
  await auditor.page
    .getByRole('cell', { name: /^8\.00/ })
    .first()
    .waitFor();
  await auditor.goto('/cases?state=withdrawn');
  await auditor.settled();
  const shown = await auditor.page.locator('a[href^="/cases/"]').allTextContents();
  expect(shown).toHaveLength(1);
  const [download] = await Promise.all([
    auditor.page.waitForEvent('download'),
    auditor.link('导出 XLSX').click(),
  ]);
  expect(download.suggestedFilename()).toBe('申报总览.xlsx');
  const sheet = await openSpreadsheet(await download.path(), {
    isHeader: (names) => names.includes('业务编号'),
  });
  const rows: string[][] = [];
  for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => cells.map(textOf)));
  await sheet.close();
  expect(rows).toEqual([expect.arrayContaining(shown)]);
  expect(auditor.complaints).toEqual([]);
  await auditor.leave();
});

it.each([1440, 375])('a table inside a page comes away as it stands there, at %d px', async (width) => {
  const anybody = await hall.visitor({ width });
  await anybody.goto('/documents/henan-zjtx-measures');
  await anybody.button('导出“条款”').waitFor();
  const shown = await anybody.page.locator('a[href^="/clauses/"]').allTextContents();
  expect(shown).toHaveLength(20);
  const [download] = await Promise.all([
    anybody.page.waitForEvent('download'),
    anybody.button('导出“条款”').click(),
  ]);
  expect(download.suggestedFilename()).toBe('条款.xlsx');
  const sheet = await openSpreadsheet(await download.path(), { isHeader: (names) => names.includes('编号') });
  expect(sheet.header.names).toEqual(['条款', '编号', '出处', '类别', '金额', '兑付']);
  const rows: string[][] = [];
  for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => cells.map(textOf)));
  await sheet.close();
  expect(rows.map(([title]) => title)).toEqual(shown);
  expect(rows.map((row) => row[1])).toEqual(expect.arrayContaining(['HN-2-1-1', 'HN-6-2-1']));
  expect(rows.map((row) => row[5])).toEqual(expect.arrayContaining(['可兑付', '不发放']));
  expect(anybody.complaints).toEqual([]);
  await anybody.leave();
});

it('a table that cannot be taken away for want of a network says so', async () => {
  const anybody = await hall.visitor();
  await anybody.goto('/documents/henan-zjtx-measures');
  await anybody.button('导出“条款”').waitFor();
  await anybody.network(false);
  await anybody.button('导出“条款”').click();
  await anybody.sees('没有导出,请检查网络,刷新页面后再试。');
  await anybody.network(true);
  await anybody.goto('/documents/henan-zjtx-measures');
  await Promise.all([anybody.page.waitForEvent('download'), anybody.button('导出“条款”').click()]);
  await anybody.leave();
});

it('who waits too long is reminded from the board, together with others', async () => {
  const { id, caseNumber } = await draft(hall.town, 'zhanhe');
  await act(hall.town, 'zhanhe-clerk', id, 'submit');
  await reaches(hall.town, id, 'in_review/county_review');
  await setDay(hall.town, new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10));
  const city = await hall.as('city-reviewer');
  await city.goto('/supervision');
  await city.page.getByRole('checkbox', { name: `选择 ${caseNumber}` }).check();
  await city.button('批量催办(1)').click();
  await city.sees('已催办 1 件');
  await city.page.getByRole('cell', { name: '1 次' }).waitFor();
  expect(city.complaints).toEqual([]);
  await city.leave();
});

/** Hands in a file for the first material that the call asks for. */
const attach = (clerk: Visitor, name: string): Promise<void> =>
  clerk.page
    .locator('.materials input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.concat([PDF, Buffer.from(name)]) });

async function decide(reviewer: Visitor, verb: string, reason: string): Promise<void> {
  await reviewer.button(verb).click();
  const dialog = reviewer.page.getByRole('dialog');
  await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: `确认${verb}` }).click();
}

async function resolve(officer: Visitor, outcome: string, reply: string): Promise<void> {
  await officer.page.getByLabel(outcome).check();
  await officer.page.getByLabel('答复异议人').fill(reply);
  await officer.button('提交处理结果').click();
}

/** The enterprise's case, filed and passed by its county. */
async function waitsForCity(place: 'yexian' | 'xinhua'): Promise<Case> {
  const { id } = await draft(hall.town, place);
  await act(hall.town, `${place}-clerk`, id, 'submit');
  await reaches(hall.town, id, 'in_review/county_review');
  await act(hall.town, `${place}-reviewer`, id, 'approve');
  return reaches(hall.town, id, 'in_review/city_review');
}
