import * as casework from '@duixian/casework';
import { newId, proveLedger, runQuery } from '@duixian/persistence';
import { CITY, look, type Office, PLACES, prepare, release, valueOf, WILLING_BANK } from '@duixian/testing';
import { Client } from 'pg';
import { CallDesk } from './call-desk';
import { saidIn } from './paper-said';

jest.setTimeout(300_000);

const SYSTEM = { kind: 'system', name: 'test' } as const;
const COUNTY = PLACES.zhanhe;
/** The award of the example: the odd fen is the city's. */
const [WHOLE, CITY_SHARE, COUNTY_SHARE] = [10_000_001, 5_000_001, 5_000_000];

let office: Office;
let desk: CallDesk;
let owner: Client;
beforeAll(async () => {
  desk = await CallDesk.open();
  office = desk.office;
  owner = new Client({
    connectionString: office.database.ownerUrl,
    options: '-c duixian.scope=system',
  });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.close();
});
afterEach(async () => {
  expect((await runQuery(office.db, SYSTEM, proveLedger)).problems).toEqual([]);
});

let caseId: string;

async function payments(): Promise<{ advance: casework.PaymentView; refund: casework.PaymentView }> {
  const auditor = await office.as('auditor');
  const found = valueOf(
    await casework.listPayments(office.db, auditor, { applicationId: caseId }, { limit: 5 }),
  ).items;
  const advance = found.find(({ refundTo }) => refundTo === null);
  const refund = found.find(({ refundTo }) => refundTo !== null);
  if (!advance || !refund || found.length !== 2) throw new Error('not one advance and one refund');
  return { advance, refund };
}

async function pay(prefix: 'zhanhe' | 'city'): Promise<void> {
  const { regionCode } = prefix === 'city' ? CITY : COUNTY;
  await release(office, prefix, await prepare(office, prefix, regionCode));
  await office.drain(WILLING_BANK);
}

/** A statement of a treasury with one line about a payment: its debit, or money that comes. */
async function statement(
  prefix: 'zhanhe' | 'city',
  payment: casework.PaymentView,
  direction: 'debit' | 'credit',
): Promise<Partial<Record<string, number>>> {
  const { rows } = await owner.query<{ account: string }>(
    `SELECT payee ->> 'accountNumber' AS account FROM payment WHERE id = $1`,
    [payment.id],
  );
  const { amountFen } = payment;
  const line = {
    ...{ bankSerial: newId(), reference: payment.attempts.at(-1)?.bankReference, direction, amountFen },
    ...{ counterpartyName: payment.payee.accountName, counterpartyAccount: rows[0]?.account },
    bookedOn: desk.today,
  };
  const content = JSON.stringify({
    ...{ statementId: newId(), account: (prefix === 'city' ? CITY : COUNTY).account, date: desk.today },
    lines: [line],
    totals: {
      count: 1,
      debitFen: direction === 'debit' ? amountFen : 0,
      creditFen: direction === 'credit' ? amountFen : 0,
    },
  });
  const actor = await office.as(`${prefix}-maker`);
  const read = valueOf(
    await casework.importStatement(office.db, { actor, idempotencyKey: office.key(), content }),
  );
  await office.drain(WILLING_BANK);
  return read.classified;
}

async function requeue(prefix: 'zhanhe' | 'city', payment: casework.PaymentView): Promise<void> {
  const actor = await office.as(`${prefix}-maker`);
  const about = { paymentId: payment.id, version: payment.version };
  valueOf(await casework.requeuePayment(office.db, { actor, idempotencyKey: office.key(), ...about }));
}

/** What a treasury's lines hold beyond what they held at first, in fen. */
let before: Record<string, Record<string, number>> = {};
async function books(): Promise<Record<string, Record<string, number>>> {
  const { rows } = await owner.query<{ region: string; kind: string; amount: string }>(
    `SELECT b.region_code AS region, a.kind, sum(a.balance_fen) AS amount FROM ledger_account a JOIN budget_line b ON b.id = a.budget_line_id
     WHERE b.region_code IN ('410400', '410411') GROUP BY 1, 2`,
  );
  const held: Record<string, Record<string, number>> = {};
  for (const { region, kind, amount } of rows) {
    const name = region === CITY.regionCode ? 'city' : 'county';
    const moved = Number(amount) - (before[name]?.[kind] ?? 0);
    held[name] = { ...held[name], ...(moved === 0 ? {} : { [kind]: moved }) };
  }
  return { city: held['city'] ?? {}, county: held['county'] ?? {} };
}

it('the whole award is reserved by who advances it, each share by who refunds it', async () => {
  before = await books();
  caseId = await desk.walkThrough(await desk.published({ advancedBy: 'county', number: '先行〔2026〕1号' }));
  const view = await look(office, caseId);
  expect(view.state).toBe('awarded');
  expect(view.award?.sources).toEqual(
    expect.arrayContaining([
      { level: 'city', regionCode: CITY.regionCode, amountFen: CITY_SHARE, advancedFen: 0 },
      { level: 'county', regionCode: COUNTY.regionCode, amountFen: COUNTY_SHARE, advancedFen: CITY_SHARE },
    ]),
  );
  const { advance, refund } = await payments();
  expect(advance).toMatchObject({ regionCode: COUNTY.regionCode, amountFen: WHOLE, state: 'planned' });
  expect(refund).toMatchObject({
    ...{ regionCode: CITY.regionCode, amountFen: CITY_SHARE, state: 'waiting' },
    ...{ refundTo: COUNTY.regionCode, refundedOn: null, payee: { accountName: '湛河区财政局(演示)' } },
  });
  expect(await books()).toEqual({
    city: { available: -CITY_SHARE, reserved: CITY_SHARE },
    county: { available: -WHOLE, reserved: WHOLE },
  });
});

/** What the database itself refuses, whatever the program does; $1 is the refund, $2 the payment that it refunds. */
it.each([
  [
    'payment_refunds_what_arrived',
    `UPDATE payment SET state = 'planned' WHERE id = $1::text::uuid AND $2 <> ''`,
  ],
  ['payment_refund_kept', `UPDATE payment SET refund_to = '410402' WHERE id = $1::text::uuid AND $2 <> ''`],
  [
    'payment_refund_kept',
    `UPDATE payment SET refunds_payment_id = NULL, refund_to = NULL WHERE id = $1::text::uuid AND $2 <> ''`,
  ],
  [
    'payment_waits_for_something',
    `UPDATE payment SET state = 'waiting' WHERE id = $2::text::uuid AND $1 <> ''`,
  ],
  [
    'payment_refund_kept',
    `INSERT INTO payment SELECT r.* FROM payment one, LATERAL jsonb_populate_record(one, '{"state": "planned"}') AS r
     WHERE one.id = $1::text::uuid AND $2 <> ''`,
  ],
  [
    'award_source_one_advances',
    `INSERT INTO award_source SELECT r.* FROM payment p JOIN award_source s ON s.id = p.award_source_id,
       LATERAL jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'level', 'province')) AS r WHERE p.id = $2::text::uuid AND $1 <> ''`,
  ],
])('the database refuses what breaks %s', async (constraint, statementOf) => {
  const { advance, refund } = await payments();
  await owner.query('BEGIN');
  const broken = owner.query(statementOf, [refund.id, advance.id]);
  await expect(broken).rejects.toMatchObject({ constraint });
  await owner.query('ROLLBACK');
});

it('a refund is in no batch before the advanced payment arrived', async () => {
  const actor = await office.as('city-maker');
  const command = { actor, idempotencyKey: office.key(), regionCode: CITY.regionCode };
  expect(await casework.prepareBatch(office.db, command)).toMatchObject({ refusal: { code: 'batch-empty' } });
  const paymentIds = [(await payments()).refund.id];
  expect(
    await casework.prepareBatch(office.db, { ...command, idempotencyKey: office.key(), paymentIds }),
  ).toMatchObject({ refusal: { code: 'payments-not-available' } });
});

const paidByCounty = {
  city: { available: -CITY_SHARE, reserved: CITY_SHARE },
  county: { available: -WHOLE, spent: COUNTY_SHARE, receivable: CITY_SHARE },
};

it('once it arrived the case is paid, and the other level owes its share', async () => {
  await pay('zhanhe');
  expect(await statement('zhanhe', (await payments()).advance, 'debit')).toEqual({ matched: 1 });
  expect((await look(office, caseId)).state).toBe('paid');
  expect((await payments()).refund.state).toBe('planned');
  expect(await books()).toEqual(paidByCounty);
});

it('what comes back before anybody refunds it is owed by nobody, and again when it was paid again', async () => {
  expect(await statement('zhanhe', (await payments()).advance, 'credit')).toEqual({ returned: 1 });
  expect((await look(office, caseId)).state).toBe('awarded');
  expect((await payments()).refund.state).toBe('waiting');
  expect(await books()).toEqual({
    city: paidByCounty.city,
    county: { available: -WHOLE, reserved: WHOLE },
  });
  await requeue('zhanhe', (await payments()).advance);
  await pay('zhanhe');
  await statement('zhanhe', (await payments()).advance, 'debit');
  expect(await books()).toEqual(paidByCounty);
});

it('both treasuries and nobody else see what is owed', async () => {
  const seen = async (username: string): Promise<number | string> => {
    const found = await casework.listRefunds(office.db, await office.as(username), {}, { limit: 5 });
    return found.ok ? found.value.items.length : found.refusal.code;
  };
  expect(
    await Promise.all(['city-maker', 'zhanhe-checker', 'yexian-maker', 'zhanhe-clerk'].map(seen)),
  ).toEqual([...[1, 1, 0], 'forbidden']);
  const clerk = await office.as('zhanhe-clerk');
  const own = valueOf(await casework.readApplication(office.db, clerk, caseId));
  expect(own.payments.map(({ amountFen, refundTo }) => [amountFen, refundTo])).toEqual([[WHOLE, null]]);
  expect(own.timeline.filter(({ type }) => type.startsWith('refund.'))).toEqual([]);
  const { timeline } = await look(office, caseId);
  expect(timeline.filter(({ type }) => type.startsWith('refund.')).map(({ words }) => words)).toEqual([
    '登记先行拨付待归还',
    '先行拨付已到账,归还款列入待付',
    '先行拨付退票,归还款暂不付',
    '先行拨付已到账,归还款列入待付',
  ]);
  const county = await office.as('zhanhe-maker');
  const year = Number(desk.today.slice(0, 4));
  const sheet = valueOf(
    await casework.readBudgetBalance(office.db, county, { region: COUNTY.regionCode, year }),
  );
  expect([sheet.total.receivableFen, sheet.total.advancedFen]).toEqual([CITY_SHARE, CITY_SHARE]);
});

it('each treasury demands back no more than it bears', async () => {
  const actor = await office.as('zhanhe-maker');
  const about = { paymentId: (await payments()).advance.id, clauseId: 'TEST-EQ', reason: '误付' };
  const { subject } = (await look(office, caseId)).award?.lines[0] ?? {};
  const most = await casework.proposeRecovery(office.db, {
    ...{ actor, idempotencyKey: office.key(), ...about, ...(subject ? { subject } : {}) },
    ...{ amountFen: COUNTY_SHARE + 1, documentNumber: '追', workingDays: 10 },
  });
  expect(most).toMatchObject({ refusal: { code: 'recovery-invalid', details: { mostFen: COUNTY_SHARE } } });
});

it('a refund takes the way of every payment, by two people of the treasury that owes it', async () => {
  const batch = await prepare(office, 'city', CITY.regionCode);
  // From here on, what comes back to the county is for people to look at.
  const { advance } = await payments();
  expect(await statement('zhanhe', advance, 'credit')).toEqual({ 'unexpected-return': 1 });
  const own = { actor: await office.as('city-maker'), idempotencyKey: office.key() };
  expect(
    await casework.releaseBatch(office.db, { ...own, batchId: batch.id, version: batch.version }),
  ).toMatchObject({ refusal: { code: 'forbidden' } });
  await release(office, 'city', batch);
  await office.drain({
    ...WILLING_BANK,
    send: () => Promise.resolve({ outcome: 'unknown', cause: '超时', raw: '' }),
  });
  expect((await payments()).refund.state).toBe('unknown');
  expect(await books()).toEqual({ ...paidByCounty, city: { available: -CITY_SHARE, in_flight: CITY_SHARE } });
  const { refund } = await payments();
  expect(refund.attempts).toHaveLength(1);
  expect(await statement('city', refund, 'debit')).toEqual({ matched: 1 });
  expect((await payments()).refund).toMatchObject({ state: 'settled', refundedOn: desk.today });
  expect(await books()).toEqual({
    city: { available: -CITY_SHARE, spent: CITY_SHARE },
    county: { available: -COUNTY_SHARE, spent: COUNTY_SHARE },
  });
  expect((await look(office, caseId)).state).toBe('paid');
});

it('the treasury that is refunded knows the money on its own statement', async () => {
  const { refund } = await payments();
  expect(await statement('zhanhe', refund, 'credit')).toEqual({ refund: 1 });
});

it('a refund that came back is owed again, and what it had made free stays so', async () => {
  expect(await statement('city', (await payments()).refund, 'credit')).toEqual({ returned: 1 });
  expect((await payments()).refund).toMatchObject({ state: 'returned', refundedOn: null });
  expect((await look(office, caseId)).state).toBe('paid');
  expect((await books())['county']).toEqual({
    ...{ allotment: -CITY_SHARE, available: -COUNTY_SHARE },
    ...{ spent: COUNTY_SHARE, receivable: CITY_SHARE },
  });
  await requeue('city', (await payments()).refund);
  await pay('city');
  await statement('city', (await payments()).refund, 'debit');
  expect(await books()).toEqual({
    city: { available: -CITY_SHARE, spent: CITY_SHARE },
    county: { available: -COUNTY_SHARE, spent: COUNTY_SHARE },
  });
});

/** Behind every guard, and put right again. */
it.each([
  [
    'payment',
    `UPDATE payment SET refunded_on = NULL WHERE id = $1`,
    `UPDATE payment SET refunded_on = settled_on WHERE id = $1`,
    'are owed',
  ],
  [
    'award_source',
    `UPDATE award_source SET advanced_fen = advanced_fen + 1 WHERE advanced_fen > 0 AND award_id = (SELECT s.award_id FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE p.id = $1)`,
    `UPDATE award_source SET advanced_fen = advanced_fen - 1 WHERE advanced_fen > 0 AND award_id = (SELECT s.award_id FROM payment p JOIN award_source s ON s.id = p.award_source_id WHERE p.id = $1)`,
    'are advanced of 5000001 that others bear',
  ],
])('the proof of the books names what somebody changes in %s', async (table, harm, repair, said) => {
  const { refund } = await payments();
  await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await owner.query(harm, [refund.id]);
  const { problems } = await runQuery(office.db, SYSTEM, proveLedger);
  expect(problems.filter((problem) => problem.includes(said))).toHaveLength(1);
  await owner.query(repair, [refund.id]);
  await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
});

it('who demands a refunded share back says which payment of whom the enterprise had it by', async () => {
  const { advance, refund } = await payments();
  const as = async (username: string) => ({
    actor: await office.as(username),
    idempotencyKey: office.key(),
  });
  const { subject } = (await look(office, caseId)).award?.lines[0] ?? {};
  const { id, version } = valueOf(
    await casework.proposeRecovery(office.db, {
      ...{ ...(await as('city-maker')), paymentId: refund.id, clauseId: 'TEST-EQ', reason: '误付' },
      ...{ amountFen: 100, documentNumber: '追', workingDays: 10, ...(subject ? { subject } : {}) },
    }),
  );
  const confirm = { recoveryId: id, version, action: 'confirm' as const };
  valueOf(await casework.decideRecovery(office.db, { ...(await as('city-checker')), ...confirm }));
  const paper = async (username: string) =>
    saidIn(
      valueOf(
        await casework.issueDocument(office.db, {
          ...{ actor: await office.as(username), kind: 'demand', id, format: 'xlsx' },
          address: 'https://duixian.example/verify/',
        }),
      ),
    );
  const said = await paper('city-maker');
  expect((await paper('zhanhe-clerk'))['验证码']).toBe(said['验证码']);
  expect(said['原拨付金额']).toBe(`¥50000.01(由湛河区财政部门先行拨付,${advance.settledOn} 到账)`);
  expect(valueOf(await casework.verifyDocument(office.db, said['验证码'] ?? '')).valid).toBe(true);
});
