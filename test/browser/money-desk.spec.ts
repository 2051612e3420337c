import { CITY, PLACES } from '@duixian/testing';
import { Client } from 'pg';
import { type Batch, look, reaches, setDay } from '../http/errands';
import { until } from '../http/until';
import { Hall } from './hall';
import { dayAfter, toNotice } from './scene';
import { type Visitor } from './visitor';

jest.setTimeout(240_000);

const { account, clerk: CLERK, regionCode } = PLACES.yexian;
const REASON = '收款账户已销户';

let hall: Hall;
/** Awarded: one payment of 50,000 yuan, out of 叶县's own treasury. */
let caseId = '';
/** The business day. */
let day = '';

beforeAll(async () => {
  hall = await Hall.open();
  caseId = await toNotice(hall.town, 'yexian');
  const { notice } = await reaches(hall.town, caseId, 'on_notice');
  await setDay(hall.town, (day = dayAfter(notice?.endsOn ?? '')));
  await reaches(hall.town, caseId, 'awarded');
  await isAlso('yexian-maker', 'finance_checker', regionCode);
});
afterAll(() => hall.close());

describe('a payment that the bank never received', () => {
  it('is prepared by one person, who may not release it though a checker as well, and released by another', async () => {
    const batch = await prepared();
    const maker = await hall.as('yexian-maker');
    await maker.goto(`/batches/${batch}`);
    await maker.sees('您编制了本批次,须由另一人复核放款');
    expect(await maker.button('复核放款').count()).toBe(0);
    await maker.leave();
    const own = await hall.town.as('yexian-maker');
    const { version } = await own.read<Batch>(`batches/${batch}`);
    expect((await own.send('post', `batches/${batch}/release`, { version })).body).toMatchObject({
      code: 'separation-of-duties',
    });
    const elsewhere = await hall.as('xinhua-checker');
    await elsewhere.goto(`/batches/${batch}`);
    await elsewhere.sees('未找到,或不在您的权限范围内');
    await elsewhere.leave();
    await hall.town.bank.simulate({ mode: 'never-received' });
    await released(batch, '结果待查');
  });

  it('a statement with wrong totals posts nothing; nor does the same statement twice', async () => {
    const maker = await hall.as('yexian-maker');
    await maker.open('银行对账单');
    const empty = await hall.town.bank.statementOf(account, day);
    const wrong = {
      ...(JSON.parse(empty) as object),
      totals: { count: 1, debitFen: 5_000_000, creditFen: 0 },
    };
    await handIn(maker, JSON.stringify(wrong));
    await maker.sees('对账单无法读取');
    await maker.sees('请确认上传的是银行给出的原始对账单文件,未经修改');
    await maker.sees('totals.debitFen（支出合计，分）：写明 5000000，明细合计为 0');
    const caller = await hall.town.as('yexian-maker');
    expect(await caller.list('statements')).toEqual([]);
    await handIn(maker, empty);
    await maker.sees(`${day} 对账结果`);
    await handIn(maker, empty);
    await maker.sees('对账单已导入过');
    await maker.sees('不必重复导入;请在付款列表查看结果');
    expect(await caller.list('statements')).toHaveLength(1);
    expect(maker.complaints).toEqual([]);
    await maker.leave();
  });

  it('its day is closed by the checker once it is over', async () => {
    const checker = await hall.as('yexian-checker');
    await closesDay(checker);
    await checker.sees('该日尚不能关账');
    await checker.sees(`${day} 还没有结束,银行可能还会记账:请次日再关账`);
    await checker.leave();
  });

  it('“not sent” needs the closed day and the bank’s word; one proposes, another confirms', async () => {
    await until('the payment is a finance task', async () => {
      await bankIsAskedNow();
      return (await (await hall.town.as('yexian-maker')).list('finance-tasks'))[0] ?? null;
    });
    await setDay(hall.town, dayAfter(day));
    const maker = await hall.as('yexian-maker');
    await proposesNotSent(maker);
    await maker.sees('依据尚不充分');
    await maker.sees(`应记账日 ${day} 尚未关账`);
    const checker = await hall.as('yexian-checker');
    await closesDay(checker);
    await checker.page.getByRole('row', { name: new RegExp(day) }).waitFor();
    await until('the bank says again that it does not know the payment', async () => {
      await bankIsAskedNow();
      const [proposed] = await Promise.all([
        maker.page.waitForResponse((answer) => answer.url().endsWith('/proposals')),
        maker.button('提交复核').click(),
      ]);
      return proposed.status() === 200 ? proposed : null;
    });
    await maker.sees('待复核:认定银行未付出(您提出的,须由另一人复核)');
    expect(await maker.button('复核').count()).toBe(0);
    await checker.open('资金待办');
    await checker.button('复核').click();
    await checker.sees('银行网银查无此笔');
    await checker.inDialog('确认');
    await checker.sees('在“付款”中重新列入');
    for (const each of [maker, checker]) {
      expect(each.complaints).toEqual([]);
      await each.leave();
    }
    expect((await look(hall.town, caseId)).payments).toMatchObject([{ state: 'not_sent' }]);
    day = dayAfter(day);
  });

  it('is listed again, batched again, and arrives', async () => {
    await listedAgain('确认未发出');
    await released(await prepared(), '银行已受理');
    const maker = await hall.as('yexian-maker');
    await maker.open('银行对账单');
    await handIn(maker, await hall.town.bank.statementOf(account, day));
    await maker.sees('共 1 笔:已到账 1 笔');
    await maker.leave();
    await reaches(hall.town, caseId, 'paid');
  });
});

describe('a payment that the bank returns', () => {
  it('is shown with the bank’s reason to both sides', async () => {
    const [sent] = (await hall.town.bank.ledger()).received;
    await setDay(hall.town, (day = dayAfter(day)));
    const returned = { returnReference: sent?.reference ?? '', onDate: day, remark: REASON };
    await hall.town.bank.simulate(returned);
    const maker = await hall.as('yexian-maker');
    await maker.open('银行对账单');
    await handIn(maker, await hall.town.bank.statementOf(account, day));
    await maker.sees('共 1 笔:退票 1 笔');
    await maker.open('资金待办');
    await maker.sees(`银行原因:${REASON}`);
    expect(maker.complaints).toEqual([]);
    await maker.leave();
    await reaches(hall.town, caseId, 'awarded');
    const clerk = await hall.as(CLERK);
    await clerk.goto(`/applications/${caseId}`);
    await clerk.sees(`理由:${REASON}`);
    expect(await clerk.page.getByText('已到账').count()).toBe(0);
    await clerk.leave();
  });

  it('goes to the corrected account in a batch of its own, and the enterprise sees it arrive', async () => {
    await correctAccount('6222000000007788');
    await listedAgain('退票');
    await released(await prepared(), '银行已受理');
    const maker = await hall.as('yexian-maker');
    await maker.open('银行对账单');
    await handIn(maker, await hall.town.bank.statementOf(account, day));
    await maker.sees('共 2 笔:已到账 1 笔,此前已读入 1 笔');
    await maker.leave();
    await reaches(hall.town, caseId, 'paid');
    const clerk = await hall.as(CLERK, { width: 375 });
    await clerk.goto('/payments');
    await clerk.sees(/7788$/);
    await clerk.sees(day);
    await clerk.sees('已到账');
    expect(clerk.complaints).toEqual([]);
    await clerk.leave();
    const ledger = await hall.town.bank.ledger();
    expect(ledger.paidMoreThanOnce).toEqual([]);
    expect(ledger.received.map(({ amountFen }) => amountFen)).toEqual([5_000_000, 5_000_000]);
  });
});

describe('an award of which nothing has left', () => {
  it('is terminated by two reviewers of the city, and the enterprise sees why nothing comes', async () => {
    const id = await toNotice(hall.town, 'xinhua');
    const { notice } = await reaches(hall.town, id, 'on_notice');
    await setDay(hall.town, (day = dayAfter(notice?.endsOn ?? '')));
    await reaches(hall.town, id, 'awarded');
    const reviewer = await hall.as('city-reviewer');
    await reviewer.goto(`/cases/${id}`);
    await reviewer.button('提出终止').click();
    await reviewer.sees('须由另一名复审人员复核后才终止');
    await reviewer.page.getByLabel('理由').fill('企业已注销');
    await reviewer.button('确认提出终止').click();
    await reviewer.sees('终止待复核');
    expect(await reviewer.button(/同意终止/).count()).toBe(0);
    await isAlso('policy-officer', 'reviewer', CITY.regionCode);
    const second = await hall.as('policy-officer');
    await second.open('待办');
    await second.sees('终止待复核');
    await second.goto(`/cases/${id}`);
    await second.sees('提出终止的理由');
    await second.button(/^同意终止$/).click();
    await second.sees('占用的预算退回各级指标');
    await second.button('确认同意终止').click();
    await second.sees('已终止');
    await reaches(hall.town, id, 'terminated');
    const clerk = await hall.as(PLACES.xinhua.clerk, { width: 375 });
    await clerk.goto(`/applications/${id}`);
    await clerk.sees('企业已注销');
    for (const each of [reviewer, second, clerk]) {
      expect(each.complaints).toEqual([]);
      await each.leave();
    }
  });
});

/** The maker puts what waits into a batch; answers its id. */
async function prepared(): Promise<string> {
  const maker = await hall.as('yexian-maker');
  await maker.open('拨付批次');
  await maker.link('编制批次').click();
  await maker.sees('已选 1 笔');
  await maker.button('编制批次').click();
  await maker.page.getByRole('dialog').getByText('伍万元整').waitFor();
  await maker.inDialog('编制批次');
  await maker.page.waitForURL(/\/batches\/[0-9a-f-]{36}$/);
  expect(maker.complaints).toEqual([]);
  const id = maker.page.url().slice(-36);
  await maker.leave();
  return id;
}

/** The checker compares the control totals, releases, and sees what the bank made of it. */
async function released(batch: string, outcome: string): Promise<void> {
  const checker = await hall.as('yexian-checker');
  await checker.goto(`/batches/${batch}`);
  await checker.sees('1 笔');
  await checker.sees('伍万元整');
  expect(await checker.button('复核放款').isDisabled()).toBe(true);
  await checker.page.getByLabel('已将笔数、合计金额与审批文件核对一致').check();
  await checker.button('复核放款').click();
  await checker.inDialog('放款');
  await checker.sees(outcome);
  expect(checker.complaints).toEqual([]);
  await checker.leave();
}

/** The maker lists a failed payment again. */
async function listedAgain(state: string): Promise<void> {
  const maker = await hall.as('yexian-maker');
  await maker.open('付款与到账');
  await maker.sees(state);
  await maker.button('重新列入').click();
  await maker.inDialog('重新列入');
  await maker.sees('待编批');
  expect(maker.complaints).toEqual([]);
  await maker.leave();
}

const handIn = (maker: Visitor, content: string): Promise<void> =>
  maker.page.setInputFiles('[aria-label="对账单文件"]', {
    name: '对账单.json',
    mimeType: 'application/json',
    buffer: Buffer.from(content),
  });

async function closesDay(checker: Visitor): Promise<void> {
  await checker.open('日终关账');
  await checker.page.getByLabel('当日最后一份对账单').click();
  await checker.page.locator('.ant-select-item-option').first().click();
  await checker.button(/^关\s?账$/).click();
}

async function proposesNotSent(maker: Visitor): Promise<void> {
  await maker.open('资金待办');
  await maker.button('提出处理').click();
  const dialog = maker.page.getByRole('dialog');
  await dialog.getByRole('button', { name: '提交复核' }).click();
  await maker.sees('请选择对账单');
  await dialog.getByLabel('依据的对账单').click();
  await maker.page.locator('.ant-select-item-option').first().click();
  await dialog.getByLabel('理由').fill('银行网银查无此笔');
  await dialog.getByRole('button', { name: '提交复核' }).click();
}

/** One more role for somebody: what keeps two of a case apart is then the person. */
async function isAlso(username: string, role: string, place: string): Promise<void> {
  const admin = await hall.town.as('admin');
  const people = await admin.list<{ id: string; username: string }>('people?limit=200');
  const { id } = people.find((each) => each.username === username) ?? { id: '' };
  const wish = { action: 'grant_role', role, regionCode: place, reason: '岗位调整' };
  const { proposalId } = await admin.make<{ proposalId: string }>(`people/${id}/actions`, wish);
  const second = await hall.town.as('admin-2');
  await second.make(`access-proposals/${proposalId}/actions`, { action: 'confirm' });
}

/** The pauses before the bank is asked again are over. */
const bankIsAskedNow = (): Promise<void> =>
  onDatabase('UPDATE outbox SET available_at = clock_timestamp() WHERE done_at IS NULL', []);

/** The enterprise's account as its bank confirmed it anew. */
const correctAccount = (accountNumber: string): Promise<void> =>
  onDatabase(
    `INSERT INTO payee_account (id, party_id, version, account_name, account_number, bank_name, bank_code, state, effective_on, verified_at, created_at)
     SELECT gen_random_uuid(), old.party_id, old.version + 1, account_name, $2, bank_name, bank_code, 'confirmed', business_now()::date, business_now(), business_now()
     FROM payee_account old JOIN application a ON a.party_id = old.party_id WHERE a.id = $1 ORDER BY old.version DESC LIMIT 1`,
    [caseId, accountNumber],
  );

async function onDatabase(sql: string, values: unknown[]): Promise<void> {
  const client = new Client(hall.town.office.database.ownerUrl);
  await client.connect();
  try {
    await client.query(`SELECT set_config('duixian.scope', 'system', false)`);
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}
