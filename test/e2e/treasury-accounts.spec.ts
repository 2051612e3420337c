import * as casework from '@duixian/casework';
import { newId } from '@duixian/persistence';
import { look, passDays, PLACES, prepare, refusalOf, release, valueOf, type Office } from '@duixian/testing';
import { Client } from 'pg';
import { CallDesk } from './call-desk';
import { saidIn } from './paper-said';

jest.setTimeout(240_000);

const { regionCode, account } = PLACES.zhanhe;
const [MAKER, CHECKER, STRANGER] = ['zhanhe-maker', 'zhanhe-checker', 'yexian-maker'] as const;
const OTHER_NUMBER = '4105010036080000099';

let office: Office;
let desk: CallDesk;
let owner: Client;
beforeAll(async () => {
  desk = await CallDesk.open();
  office = desk.office;
  owner = new Client({ connectionString: office.database.ownerUrl, options: '-c duixian.scope=system' });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await office.close();
});
afterEach(async () => {
  expect((await casework.proveEverything(office.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

const by = async (username: string) => ({ actor: await office.as(username), idempotencyKey: newId() });
const propose = async (given: Partial<casework.GivenTreasuryAccount> = {}, username: string = MAKER) =>
  casework.proposeTreasuryAccount(office.db, {
    ...(await by(username)),
    ...{ regionCode, accountName: '湛河区财政局', accountNumber: account, bankCode: '313495000002' },
    ...{ documentNumber: '平财库〔2026〕3号', note: '变更开户行', ...given },
  });
const act = async (accountId: string, action: casework.TreasuryAccountAction, username: string = CHECKER) =>
  casework.decideOnTreasuryAccount(office.db, { ...(await by(username)), accountId, action, note: '核对' });
const versions = async (username: string = MAKER) =>
  valueOf(
    await casework.listTreasuryAccounts(office.db, await office.as(username), { regionCode }, { limit: 20 }),
  ).items;

/** As it was before accounts of treasuries had banks. */
async function forgetBank(): Promise<void> {
  for (const table of ['treasury_account', 'treasury_account_version']) {
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await owner.query(`UPDATE ${table} SET bank_name = NULL, bank_code = NULL WHERE region_code = $1`, [
      regionCode,
    ]);
    await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}

let caseId: string;
it('an award that a treasury without a bank advances waits until two people gave it one; then it goes on', async () => {
  await forgetBank();
  caseId = await desk.walkThrough(await desk.published({ advancedBy: 'county', number: '先行〔2026〕9号' }));
  const parked = await look(office, caseId);
  expect([parked.state, parked.stateReason?.code]).toEqual(['parked', 'treasury-account-incomplete']);
  const proposed = valueOf(await propose());
  expect(proposed).toMatchObject({ version: 2, state: 'pending' });
  valueOf(await act(proposed.id, 'confirm'));
  expect(await versions()).toMatchObject([
    { version: 2, state: 'confirmed', present: true, bankCode: '313495000002', accountNumber: account },
    { version: 1, state: 'confirmed', present: false, bankCode: null, proposedAt: null },
  ]);
  // Nobody has to say so again: what waited for the account goes on by itself.
  await office.drain();
  const { state, timeline } = await look(office, caseId);
  expect(state).toBe('awarded');
  expect(timeline.map(({ type }) => type)).toContain('application.funds_found');
  const { rows } = await owner.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM case_task WHERE application_id = $1 AND done_at IS NULL`,
    [caseId],
  );
  expect(rows[0]?.open).toBe(0);
});

it('who proposed does not confirm; who proposed withdraws; a refused one changes nothing; one waits at a time', async () => {
  const { id } = valueOf(await propose({ accountName: '湛河区财政局专户' }));
  expect(refusalOf(await propose({ accountName: '又一个' }))).toBe('action-not-allowed');
  expect(refusalOf(await act(id, 'confirm', MAKER))).toBe('forbidden');
  expect(refusalOf(await act(id, 'withdraw', CHECKER))).toBe('forbidden');
  expect(refusalOf(await act(id, 'confirm', STRANGER))).toBe('not-found');
  expect(refusalOf(await act(id, 'confirm', 'city-checker'))).toBe('forbidden');
  expect(valueOf(await act(id, 'refuse'))).toMatchObject({ state: 'refused' });
  expect(refusalOf(await act(id, 'confirm'))).toBe('action-not-allowed');
  const second = valueOf(await propose({ accountName: '湛河区财政局专户' }));
  expect(valueOf(await act(second.id, 'withdraw', MAKER))).toMatchObject({ version: 4, state: 'withdrawn' });
  expect((await versions()).filter(({ present }) => present)).toMatchObject([{ version: 2 }]);
});

it('an account has a branch of the table, digits, and no other treasury; the one in use is no change', async () => {
  expect(refusalOf(await propose({ bankCode: '999999999999' }))).toBe('account-invalid');
  expect(refusalOf(await propose({ accountNumber: '12345AB8' }))).toBe('account-invalid');
  expect(refusalOf(await propose({ accountNumber: '11111111111' }))).toBe('account-invalid');
  expect(refusalOf(await propose({ accountNumber: PLACES.yexian.account }))).toBe('account-invalid');
  expect(refusalOf(await propose())).toBe('account-invalid');
  expect(refusalOf(await propose({}, STRANGER))).toBe('not-found');
  expect(refusalOf(await propose({}, CHECKER))).toBe('forbidden');
});

it('others than its own people see the last digits only', async () => {
  const masked = expect.stringMatching(/^\*{4} \*{4} \d{4}$/) as string;
  expect((await versions('auditor'))[0]?.accountNumber).toEqual(masked);
  expect((await versions('city-maker'))[0]?.accountNumber).toEqual(masked);
  expect((await versions(CHECKER))[0]?.accountNumber).toBe(account);
  expect(await versions(STRANGER)).toEqual([]);
});

const read = async (accountNumber: string, statementId: string, lines: object[] = []) => {
  const debitFen = lines.reduce((sum, line) => sum + (line as { amountFen: number }).amountFen, 0);
  const content = JSON.stringify({
    ...{ statementId, account: accountNumber, date: desk.today, lines },
    totals: { count: lines.length, debitFen, creditFen: 0 },
  });
  const answer = await casework.importStatement(office.db, { ...(await by(MAKER)), content });
  await office.drain();
  return answer;
};

it('another number waits for what is under way; the statements of the one before are still taken, and papers keep it', async () => {
  const batch = await prepare(office, 'zhanhe', regionCode);
  await release(office, 'zhanhe', batch);
  await office.drain();
  const { id } = valueOf(await propose({ accountNumber: OTHER_NUMBER }));
  expect(refusalOf(await act(id, 'confirm'))).toBe('action-not-allowed');
  const filter = { applicationId: caseId };
  const [payment] = valueOf(
    await casework.listPayments(office.db, await office.as(MAKER), filter, { limit: 5 }),
  ).items;
  const { rows } = await owner.query<{ account: string }>(
    `SELECT payee ->> 'accountNumber' AS account FROM payment WHERE id = $1`,
    [payment?.id],
  );
  const debit = {
    ...{ bankSerial: 'D1', reference: payment?.attempts[0]?.bankReference, direction: 'debit' },
    ...{ amountFen: payment?.amountFen, counterpartyName: payment?.payee.accountName },
    ...{ counterpartyAccount: rows[0]?.account, bookedOn: desk.today },
  };
  const before = valueOf(await read(account, 'S1', [debit]));
  expect(before.classified).toEqual({ matched: 1 });
  valueOf(await act(id, 'confirm'));
  expect((await versions())[0]).toMatchObject({ accountNumber: OTHER_NUMBER, present: true });
  // The bank of the one before still tells of it, and its batch left it.
  expect(valueOf(await read(account, 'S2')).lines).toBe(0);
  const paper = { actor: await office.as(MAKER), kind: 'batch-list', id: batch.id } as const;
  const address = 'https://duixian.example/verify/';
  const said = await saidIn(
    valueOf(await casework.issueDocument(office.db, { ...paper, format: 'xlsx', address })),
  );
  expect(said['付款账户']).toBe(`**** **** ${account.slice(-4)}`);
  // The day is closed on the account that it ended with.
  const after = valueOf(await read(OTHER_NUMBER, 'S3'));
  const day = desk.today;
  await passDays(office, 1);
  const close = async (statementId: string) =>
    casework.closeTreasuryDay(office.db, { ...(await by(CHECKER)), regionCode, day, statementId });
  expect(refusalOf(await close(before.id))).toBe('not-found');
  expect(valueOf(await close(after.id))).toMatchObject({ lineCount: 1 });
});

it('a refund that waits for its batch is put on the account that the advancing treasury has by now', async () => {
  const city = await office.as('city-maker');
  const refunds = async () =>
    valueOf(await casework.listRefunds(office.db, city, { refundTo: regionCode }, { limit: 5 })).items;
  const [refund] = await refunds();
  expect(refund).toMatchObject({ state: 'planned', newerAccount: true });
  const about = { paymentId: refund?.id ?? '', version: refund?.version ?? 0 };
  valueOf(await casework.usePresentAccount(office.db, { ...(await by('city-maker')), ...about }));
  const [moved] = await refunds();
  expect(moved).toMatchObject({
    newerAccount: false,
    payee: { maskedNumber: `**** **** ${OTHER_NUMBER.slice(-4)}` },
  });
  const again = { ...(await by('city-maker')), ...about, version: moved?.version ?? 0 };
  expect(refusalOf(await casework.usePresentAccount(office.db, again))).toBe('payee-account-unusable');
});

const AS_PERSON = `SELECT set_config('duixian.scope', 'person', true), set_config('duixian.regions', '{410411}', true)`;
it.each([
  [
    'a number of another treasury',
    /treasury_account_number_once|another treasury/,
    `'${PLACES.yexian.account}'`,
    'confirmed',
  ],
  ['a decision of its proposer', /treasury_account_version_two_people/, `'4105010036080000777'`, 'own'],
])('the database refuses %s', async (_what, refused, number, how) => {
  const decided =
    how === 'own' ? 'proposed_by' : `(SELECT id FROM user_account WHERE username = '${CHECKER}')`;
  await owner.query('BEGIN');
  const harm = owner.query(
    `INSERT INTO treasury_account_version (id, region_code, version, account_name, account_number, document_number, note, proposed_by, proposed_at)
       SELECT gen_random_uuid(), '${regionCode}', 99, 'x', ${number}, 'x', 'x', id, now() FROM user_account WHERE username = '${MAKER}';
     UPDATE treasury_account_version SET decision = 'confirmed', decided_by = ${decided}, decided_at = now() WHERE version = 99`,
  );
  await expect(harm).rejects.toThrow(refused);
  await owner.query('ROLLBACK');
});

it.each([
  [
    'the account itself, without a version',
    /not its last confirmed version/,
    `UPDATE treasury_account SET account_number = '4105010036080000555' WHERE region_code = '${regionCode}'`,
  ],
  [
    'a version that was decided',
    /decided once and never changed/,
    `UPDATE treasury_account_version SET account_name = 'x' WHERE version = 2`,
  ],
  ['that one is forgotten', /append-only/, `DELETE FROM treasury_account_version WHERE version = 2`],
  [
    'a first one by nobody, as a person',
    /without a proposer/,
    `${AS_PERSON}; INSERT INTO treasury_account_version SELECT gen_random_uuid(), '410411', 1, 'x', '4105010036080000555', NULL, NULL, NULL, 'x', 'x', NULL, now(), 'confirmed', NULL, now(), NULL`,
  ],
])('nor is changed %s', async (_what, refused, statement) => {
  await owner.query('BEGIN');
  await expect(owner.query(statement)).rejects.toThrow(refused);
  await owner.query('ROLLBACK');
});
