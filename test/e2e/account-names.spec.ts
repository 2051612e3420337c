import * as casework from '@duixian/casework';
import { Office, PLACES, refusalOf, valueOf, walkToAward } from '@duixian/testing';
import { ImportDesk } from './import-desk';

jest.setTimeout(120_000);

const { regionCode, clerk } = PLACES.yexian;
const NAME = '叶县更名示例有限公司';

let office: Office;
let desk: ImportDesk;
beforeAll(async () => {
  office = await Office.open();
  desk = new ImportDesk(office);
});
afterAll(async () => {
  desk.close();
  await office.close();
});

const by = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});
const prepareOf = async () => casework.prepareBatch(office.db, { ...(await by('yexian-maker')), regionCode });

it('who took another name before it was approved, and kept the account in the earlier one, is not paid before two people looked', async () => {
  const [party] = await casework.listMyParties(office.db, await office.as(clerk));
  const { creditCode, county, registeredName } = party as casework.PartyView;
  const header = '统一社会信用代码,企业名称,区县,登记状态,状态日期';
  await desk.bring(
    { kind: 'registration', documentDate: '2026-02-01' },
    `${header}\n${creditCode},${NAME},${county},,`,
  );
  await walkToAward(office, 'yexian');
  expect(refusalOf(await prepareOf())).toBe('payments-held');
  const { items } = valueOf(
    await casework.listHolds(office.db, await office.as('yexian-maker'), {}, { limit: 9 }),
  );
  expect(items).toMatchObject([{ kind: 'applicant-renamed', purpose: 'payment', state: 'open' }]);
  expect(items[0]?.words).toBe(
    `收款账户的户名为“${registeredName}”,登记名称现为“${NAME}”。企业变更收款账户后,可改用新账户;确属同一企业的,核实后解除。`,
  );
  const [hold] = items;
  for (const [index, [username, action]] of (
    [
      ['yexian-maker', 'propose'],
      ['yexian-checker', 'confirm'],
    ] as const
  ).entries())
    valueOf(
      await casework.resolveHold(
        office.db,
        { ...(await by(username)), holdId: hold?.id ?? '', version: index + 1, reason: '银行账户正在更名' },
        action,
      ),
    );
  expect(valueOf(await prepareOf()).heldCount).toBe(0);
});
