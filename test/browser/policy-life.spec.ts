import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../http/until';
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

async function faultless(visitor: Visitor, name: string): Promise<void> {
  expect(await visitor.seriousViolations()).toEqual([]);
  if (!PICTURES) return;
  await visitor.picture(join(PICTURES, `${name}.png`));
  await visitor.page.setViewportSize({ width: 375, height: 812 });
  expect(await visitor.scrollsSideways()).toBe(false);
  await visitor.picture(join(PICTURES, `${name}-375.png`));
  await visitor.page.setViewportSize({ width: 1440, height: 900 });
}

const DOCUMENT = 'test-life';
const textOf = (yuan: string): string =>
  [
    `document: ${DOCUMENT}`,
    'semantics: 1',
    'number: 平测〔2026〕1号',
    'title: 首次入统奖励试行办法',
    'issuer: 平顶山市人民政府办公室',
    'jurisdiction: { province: 河南, city: 平顶山 }',
    'clauses:',
    '  - id: TEST-LIFE-1',
    '    article: 第一条',
    '    title: 首次入统',
    '    kind: fixed',
    '    treatment: award',
    '    trigger: { fact: scale.first_entry, is: true }',
    `    award: { fixedYuan: ${yuan} }`,
    '',
  ].join('\n');
const casesOf = (yuan: string): string =>
  [
    `cases: ${DOCUMENT}`,
    'given: { evaluation_date: 2026-06-30, applicant.city: 平顶山, applicant.province: 河南 }',
    'table:',
    '  - case: 首次入统',
    '    facts: { scale.first_entry: true }',
    '    expect:',
    `      TEST-LIFE-1: { status: determined, yuan: ${yuan} }`,
    '  - case: 不是首次',
    '    facts: { scale.first_entry: false }',
    '    expect: nothing',
    '',
  ].join('\n');

/** Puts a whole text into one of the two editors, as if it were pasted. */
async function writes(officer: Visitor, half: '条款文本(YAML)' | '用例(YAML)', text: string): Promise<void> {
  await officer.page.locator('.ant-segmented-item').filter({ hasText: half }).click();
  const field = officer.page.getByRole('textbox', { name: half });
  await field.click();
  await officer.page.keyboard.press('ControlOrMeta+a');
  await officer.page.keyboard.insertText(text);
}

async function drafted(officer: Visitor): Promise<string> {
  await officer.page.waitForURL(/\/versions\/[0-9a-f-]{36}\/edit$/);
  return officer.page.url().slice(-41, -5);
}

/** Asks for a trial and waits for its result, however long it takes. */
async function tries(officer: Visitor): Promise<void> {
  await officer.button('按真实数据试算').click();
  const id = officer.page.url().slice(-36);
  const town = await hall.town.as('policy-officer');
  await until(`version ${id} is tried`, async () => {
    const { status } = await town.read<{ status: string }>(`policies/${id}`);
    return status === 'tried' ? status : null;
  });
  await officer.sees('您起草或修改过这一版本,不能由您审定');
  await officer.sees('试算企业');
}

async function published(officer: Visitor, second: Visitor): Promise<void> {
  await officer.link('校验、试算、送审').click();
  await officer.button('校验').click();
  await officer.sees('校验已通过。下一步按真实数据试算');
  await tries(officer);
  expect(await officer.button('审定').count()).toBe(0);
  await second.goto(new URL(officer.page.url()).pathname);
  await second.button('审定').click();
  await second.inDialog('审定');
  await second.sees('已审定,发布后自施行日期起执行');
  await second.button('发布').click();
  await second.inDialog('发布');
  await second.sees('已发布的版本不能修改');
}

it('from a broken draft to the law in force, in the hands of two officers', async () => {
  const officer = await hall.as('policy-officer', LOOKS);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  await officer.open('政策版本');
  await officer.link('起草新文件').click();
  await officer.sees(/处问题|写法没有问题/);

  // Broken while it is written: the line, what is wrong and how to mend it, before anything is saved.
  await writes(officer, '条款文本(YAML)', textOf('50000').replace('first_entry', 'first_entri'));
  await writes(officer, '用例(YAML)', casesOf('60000'));
  await officer.page.locator('.ant-segmented-item').filter({ hasText: '条款文本' }).click();
  await officer.sees(/没有这项数据:scale\.first_entri/);
  await officer.sees(/应为 scale\.first_entry/);
  await officer.button('第 13 行').click();
  expect(await officer.page.locator('.cm-lint-marker-error:visible').count()).toBeGreaterThan(0);
  await officer.button('保存并运行用例').click();
  await officer.sees('请选择从哪一天起施行');
  await officer.page.getByLabel('施行日期').fill(today);
  await officer.button('保存并运行用例').click();
  await officer.sees('请按下列提示修改政策文件');
  await faultless(officer, 'law-broken');

  // Mended and saved; a case that does not come out says what it expects and what came out.
  await writes(officer, '条款文本(YAML)', textOf('50000'));
  await officer.sees(/写法没有问题:1 条,2 个用例/);
  await officer.button('保存并运行用例').click();
  const id = await drafted(officer);
  await officer.sees('1 项不一致');
  await officer.sees('核定,60,000.00元');
  await officer.sees('核定,50,000.00元');
  await faultless(officer, 'law-case-failed');
  await officer.link('校验、试算、送审').click();
  await officer.button('校验').click();
  await officer.sees('用例与条款算出的不一致');
  await officer.link(/^修改$/).click();
  await writes(officer, '用例(YAML)', casesOf('50000'));

  // Somebody else saved meanwhile: what was typed stays, and is saved after a look.
  const rival = await hall.town.as('policy-officer');
  const { revision } = await rival.read<{ revision: number }>(`policies/${id}`);
  const theirs = { text: textOf('50000'), cases: casesOf('60000'), effectiveFrom: today };
  await rival.make(`policies/${id}/actions`, { action: 'edit', revision, ...theirs });
  await officer.button('保存并运行用例').click();
  await officer.sees('您写的内容仍在本页');
  await officer.button('以我的内容为准,重新保存').click();
  await officer.button('保存并运行用例').click();
  await officer.sees('0 项不一致');

  const second = await hall.as('policy-officer-2', LOOKS);
  await published(officer, second);
  const refused = await rival.send('post', `policies/${id}/actions`, { action: 'approve', revision: 99 });
  expect(refused.status).toBe(409);
  await officer.open('政策版本');
  await officer.link('首次入统奖励试行办法').first().click();
  await officer.sees('试算企业');
  await faultless(officer, 'law-published');

  // The next version from the one in force: what differs, and what it changes in money.
  await officer.link('以此起草新版本').click();
  await officer.page.waitForURL(/versions\/new/);
  await officer.sees('条款文本(YAML)');
  await writes(officer, '条款文本(YAML)', textOf('80000'));
  await writes(officer, '用例(YAML)', casesOf('80000'));
  await officer.page.getByLabel('施行日期').fill(today);
  await officer.button('保存并运行用例').click();
  const next = await drafted(officer);
  await officer.sees('0 项不一致');
  await officer.link('校验、试算、送审').click();
  await officer.sees('与现行版本的差别');
  await officer.sees(/80,000\.00元/);
  await officer.button('校验').click();
  await officer.sees('校验已通过。下一步按真实数据试算');
  await tries(officer);
  await officer.sees('按县区');
  await faultless(officer, 'law-tried');
  const { revision: now } = await rival.read<{ revision: number }>(`policies/${next}`);
  const own = await rival.send('post', `policies/${next}/actions`, { action: 'approve', revision: now });
  expect([own.status, (own.body as { code: string }).code]).toEqual([403, 'separation-of-duties']);

  await second.goto(`/versions/${next}`);
  await second.button('审定').click();
  await second.inDialog('审定');
  await second.button('发布').click();
  await second.inDialog('发布');
  await second.sees('已发布的版本不能修改');
  await until('the new version is in force', async () => {
    const versions = await rival.list<{ id: string; inForce: boolean }>('policies');
    return versions.find((version) => version.id === next && version.inForce) ?? null;
  });
  await second.link('全部条款和历次版本').click();
  await second.sees('历次版本');
  await second.sees('第 2 版');
  await second.link('首次入统').first().click();
  await second.sees('80,000.00');
  await second.sees('条件与金额');
  await faultless(second, 'law-clause');
  for (const visitor of [officer, second]) {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  }
});
