import { submitApplication } from '@duixian/casework';
import { act, PLACES } from '@duixian/testing';
import { AUDIT, CaseSubjects, PDF } from '../http/case-subjects';
import { reaches } from '../http/errands';
import { Hall } from './hall';

jest.setTimeout(240_000);

let hall: Hall;
beforeAll(async () => {
  hall = await Hall.open();
});
afterAll(() => hall.close());

it('the city uploads the report of the firm, records its adverse opinion, and passes it with a reason', async () => {
  const cases = new CaseSubjects(hall.town.office);
  const callId = await cases.call({ route: [{ key: 'third_party_audit', level: 'city' }] });
  const id = await cases.draft(callId);
  await act(hall.town.office, PLACES.xinhua.clerk, id, submitApplication);
  await reaches(hall.town, id, 'in_review/third_party_audit');

  const officer = await hall.as('city-reviewer', { font: true });
  await officer.goto(`/cases/${id}`);
  await officer.button('上传审计报告').waitFor();
  expect(await officer.seriousViolations()).toEqual([]);
  expect(await officer.scrollsSideways()).toBe(false);
  await officer.page.getByLabel('审计机构').fill(AUDIT.firmName);
  await officer.page.getByLabel('统一社会信用代码').fill(AUDIT.firmCode);
  await officer.page.getByLabel('报告文号').fill(AUDIT.documentNumber);
  await officer.page.getByLabel('报告日期').fill(AUDIT.issuedOn);
  await officer.choose('审计结论', '否定意见');
  await officer.page.getByLabel('意见摘要').fill('入库时间与登记不符。');
  expect(await officer.button('登记审计意见').isDisabled()).toBe(true);
  await officer.page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: '审计报告.pdf', mimeType: 'application/pdf', buffer: PDF });
  await officer.sees('已上传:审计报告.pdf');
  await officer.button('登记审计意见').click();
  await officer.link('审计报告.pdf').waitFor();
  await officer.page.locator('.timeline').getByText('登记审计意见').waitFor();

  await officer.button('通过').click();
  await officer.inDialog('确认通过');
  await officer.sees('审计结论为否定意见');
  await officer.page.getByRole('dialog').getByLabel('审核意见').fill('已向统计部门核实入库时间。');
  await officer.inDialog('确认通过');
  await reaches(hall.town, id, 'on_notice');
  expect(officer.complaints).toEqual([]);
});

it('a case that could not be awarded goes back to the review that the officer names', async () => {
  const cases = new CaseSubjects(hall.town.office);
  await cases.emptyBudget();
  const id = await cases.parked();
  const officer = await hall.as('city-reviewer');
  await officer.goto(`/cases/${id}`);
  await officer.button('退回前序环节').click();
  await officer.choose('退回到', '区县初审');
  await officer.page.getByRole('dialog').getByLabel('理由').fill('请核对入库时间。');
  await officer.inDialog('确认退回前序环节');
  await officer.page.locator('.timeline').getByText('退回到:区县初审').waitFor();
  await reaches(hall.town, id, 'in_review/county_review');
  expect(officer.complaints).toEqual([]);
});
