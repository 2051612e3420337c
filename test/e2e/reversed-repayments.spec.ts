import * as casework from '@duixian/casework';
import { proveLedger, runQuery } from '@duixian/persistence';
import { Office, passDays, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { MoneyDesk } from './money-desk';

jest.setTimeout(240_000);

const { regionCode, account } = PLACES.yexian;
const SYSTEM = { kind: 'system', name: 'test' } as const;
const SUBJECT = '冲回科目';
const PAID = 5_000_000;

let office: Office;
let desk: MoneyDesk;
let recoveryId: string;
let year: number;
let serial = 0;

const as = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});
const maker = () => as('yexian-maker');
const checker = () => as('yexian-checker');
const today = async (): Promise<string> =>
  (
    await desk.pool.query<{ day: string }>(
      `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
    )
  ).rows[0]?.day ?? '';

/** 叶县 paid 50,000 yuan in February of some year and demands 20,000 of it back. */
beforeAll(async () => {
  office = await Office.open();
  desk = await MoneyDesk.open(office, 8);
  const [date] = (
    await desk.pool.query<{ days: number; year: number }>(
      `SELECT make_date(extract(year FROM d)::int + 1, 2, 1) - d AS days, extract(year FROM d)::int + 1 AS year
       FROM (SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS d) t`,
    )
  ).rows;
  year = date?.year ?? 0;
  await passDays(office, date?.days ?? 0);
  await allot(8_000_000);
  const paymentId = (await desk.award(SUBJECT, year, PAID)) ?? '';
  const batch = valueOf(
    await casework.prepareBatch(office.db, { ...(await maker()), regionCode, paymentIds: [paymentId] }),
  );
  const release = { batchId: batch.id, version: batch.version };
  valueOf(await casework.releaseBatch(office.db, { ...(await checker()), ...release }));
  await office.drain();
  valueOf(await desk.statement([paymentId], 'debit'));
  await office.drain();
  recoveryId = await demanded(paymentId, 2_000_000);
});
afterAll(async () => {
  await desk.close();
  await office.close();
});

async function allot(amountFen: number): Promise<void> {
  const allotment = {
    regionCode,
    year,
    subject: SUBJECT,
    documentNumber: '冲回指标',
    amountFen,
    note: '下达',
  };
  const { id: changeId } = valueOf(
    await casework.proposeAllotment(office.db, { ...(await maker()), ...allotment }),
  );
  const decision = { changeId, version: 1, action: 'confirm' as const };
  valueOf(await casework.decideOnBudgetChange(office.db, { ...(await checker()), ...decision }));
}

async function demanded(paymentId: string, amountFen: number): Promise<string> {
  const { rows } = await desk.pool.query<{ clauseId: string; subject: string }>(
    `SELECT l.clause_id AS "clauseId", l.subject FROM payment p JOIN award w ON w.application_id = p.application_id
     JOIN award_line l ON l.award_id = w.id WHERE p.id = $1`,
    [paymentId],
  );
  const about = { ...(rows[0] ?? { clauseId: '', subject: '' }), paymentId, amountFen };
  const { id, version } = valueOf(
    await casework.proposeRecovery(office.db, {
      ...{ ...(await maker()), ...about, reason: '申报数据不实' },
      ...{ documentNumber: '叶工信追〔2026〕1号', workingDays: 10 },
    }),
  );
  const confirm = { recoveryId: id, version, action: 'confirm' as const };
  valueOf(await casework.decideRecovery(office.db, { ...(await checker()), ...confirm }));
  return id;
}

const read = async (by = 'yexian-maker') =>
  valueOf(await casework.readRecovery(office.db, await office.as(by), recoveryId));
const entryOf = async (id: string, by?: string) =>
  (await read(by)).entries.find((entry) => entry.id === id) as casework.RecoveryEntryView;

/** Money on the treasury's statement that belongs to no payment. */
async function moved(direction: 'credit' | 'debit', amountFen: number) {
  serial += 1;
  const [bankSerial, date] = [`SN-${serial}`, await today()];
  const lines = [
    {
      ...{ bankSerial, reference: '', direction, amountFen, bookedOn: date },
      ...{ counterpartyName: '某企业', counterpartyAccount: '6222' },
    },
  ];
  const sums =
    direction === 'debit' ? { debitFen: amountFen, creditFen: 0 } : { debitFen: 0, creditFen: amountFen };
  const content = JSON.stringify({
    ...{ statementId: office.key(), account, date, lines, totals: { count: 1, ...sums } },
  });
  const { id } = valueOf(await casework.importStatement(office.db, { ...(await maker()), content }));
  return { statementId: id, position: 1 };
}

/** A repayment that a statement shows, booked. */
async function repaid(line: { statementId: string; position: number }): Promise<string> {
  const { version } = await read();
  const { id: entryId } = valueOf(
    await casework.recordRecoveryEntry(office.db, {
      ...{ ...(await maker()), recoveryId, version, kind: 'repayment', note: '到账', line },
    }),
  );
  const book = { recoveryId, entryId, version: 1, action: 'book' as const };
  valueOf(await casework.decideRecoveryEntry(office.db, { ...(await checker()), ...book }));
  return entryId;
}

async function propose(
  entryId: string,
  line: { statementId: string; position: number },
  { by = 'yexian-maker', version = 2 } = {},
) {
  const about = { recoveryId, entryId, version, line, note: '银行退回' };
  return casework.proposeReversal(office.db, { ...(await as(by)), ...about });
}

async function decide(
  reversalId: string,
  action: 'confirm' | 'refuse' | 'withdraw',
  { by = 'yexian-checker', version = 1 } = {},
) {
  const about = { recoveryId, reversalId, version, action };
  return casework.decideReversal(office.db, { ...(await as(by)), ...about });
}

const budget = async () => {
  const lines = valueOf(await casework.listBudgets(office.db, await office.as('yexian-maker'))).items;
  const line = lines.find(({ subject }) => subject === SUBJECT);
  const { allottedFen = 0, availableFen = 0, receivableFen = 0, spentFen = 0 } = line ?? {};
  return { allottedFen, availableFen, receivableFen, spentFen };
};
const proof = async (): Promise<string[]> => (await runQuery(office.db, SYSTEM, proveLedger)).problems;
const outcomeOf = async (line: { statementId: string }): Promise<unknown> =>
  (
    await desk.pool.query<{ outcome: string | null }>(
      'SELECT outcome FROM finance_task WHERE statement_id = $1',
      [line.statementId],
    )
  ).rows[0]?.outcome;

it('a repayment that the bank took back is undone by two people, by the debit that shows it: the demand is open again', async () => {
  const before = await budget();
  const credit = await moved('credit', 2_000_000);
  const entryId = await repaid(credit);
  expect(await read()).toMatchObject({ state: 'closed', openFen: 0, repaidFen: 2_000_000 });
  expect(await entryOf(entryId)).toMatchObject({ mayReverse: true, reversal: null });
  expect(await entryOf(entryId, 'yexian-checker')).toMatchObject({ mayReverse: false });
  expect(refusalOf(await propose(entryId, credit))).toBe('recovery-invalid');
  const debit = await moved('debit', 2_000_000);
  expect((await read()).outgoing).toMatchObject([{ ...debit, amountFen: 2_000_000 }]);
  expect(refusalOf(await propose(entryId, debit, { by: 'yexian-checker' }))).toBe('forbidden');
  expect(refusalOf(await propose(entryId, debit, { by: 'xinhua-maker' }))).toBe('not-found');
  expect(refusalOf(await propose(entryId, debit, { by: 'yexian-clerk' }))).toBe('forbidden');
  expect(refusalOf(await propose(entryId, debit, { version: 1 }))).toBe('stale-version');
  const withdrawn = valueOf(await propose(entryId, debit));
  expect(refusalOf(await propose(entryId, debit))).toBe('recovery-invalid');
  expect(refusalOf(await decide(withdrawn.id, 'confirm', { by: 'yexian-maker' }))).toBe('forbidden');
  valueOf(await decide(withdrawn.id, 'withdraw', { by: 'yexian-maker' }));
  const refused = valueOf(await propose(entryId, debit));
  valueOf(await decide(refused.id, 'refuse'));
  expect(await read()).toMatchObject({ state: 'closed' });
  expect(await outcomeOf(debit)).toBeNull();

  const reversal = valueOf(await propose(entryId, debit));
  const waiting = valueOf(
    await casework.listRecoveries(
      office.db,
      await office.as('yexian-checker'),
      { reversing: true },
      { limit: 9 },
    ),
  );
  expect(waiting.items).toMatchObject([{ id: recoveryId }]);
  const desks = valueOf(await casework.readDesk(office.db, await office.as('yexian-checker'))).items;
  expect(desks.find(({ key }) => key === 'reversalsToConfirm')).toMatchObject({
    ...{ count: 1, amountFen: 2_000_000 },
  });
  expect(refusalOf(await decide(reversal.id, 'confirm', { version: 2 }))).toBe('stale-version');
  valueOf(await decide(reversal.id, 'confirm'));
  expect(refusalOf(await decide(reversal.id, 'confirm', { version: 2 }))).toBe('action-not-allowed');
  expect(await read()).toMatchObject({ state: 'demanded', openFen: 2_000_000, repaidFen: 0 });
  expect(await entryOf(entryId, 'yexian-clerk')).toMatchObject({
    ...{ state: 'reversed', mayReverse: false, allowedActions: [], reversal: { state: 'confirmed' } },
  });
  expect(await budget()).toEqual(before);
  expect(await outcomeOf(debit)).toBe('repayment-reversed');
  expect(await proof()).toEqual([]);
  // What came in and went again pays nothing back any more.
  const { version } = await read();
  const again = { recoveryId, version, kind: 'repayment' as const, note: '再次' };
  expect(
    refusalOf(await casework.recordRecoveryEntry(office.db, { ...(await maker()), ...again, line: credit })),
  ).toBe('recovery-invalid');
  expect(refusalOf(await propose(entryId, debit, { version: 3 }))).toBe('action-not-allowed');
});

it('nobody undoes one past the two people, not even in the database', async () => {
  const entryId = await repaid(await moved('credit', 300_000));
  const debit = await moved('debit', 299_999);
  expect(refusalOf(await propose(entryId, debit))).toBe('recovery-invalid');
  const alone = desk.pool.query(
    `UPDATE recovery_entry SET state = 'reversed', version = version + 1 WHERE id = $1`,
    [entryId],
  );
  await expect(alone).rejects.toThrow(/undone by nobody/);
  const tooSmall = desk.pool.query(
    `INSERT INTO repayment_reversal (id, entry_id, recovery_id, region_code, amount_fen, statement_id, statement_position, note, state,
       version, proposed_by, proposed_at) SELECT gen_random_uuid(), e.id, e.recovery_id, e.region_code, e.amount_fen, $2, 1, '银行退回',
       'proposed', 1, e.proposed_by, now() FROM recovery_entry e WHERE e.id = $1`,
    [entryId, debit.statementId],
  );
  await expect(tooSmall).rejects.toThrow(/299999 fen were taken back, 300000 are undone/);
  const { id } = valueOf(await propose(entryId, await moved('debit', 400_000)));
  const confirmedOnly = desk.pool.query(
    `UPDATE repayment_reversal SET state = 'confirmed', version = 2, decided_at = now(),
       decided_by = (SELECT id FROM user_account WHERE username = 'yexian-checker') WHERE id = $1`,
    [id],
  );
  await expect(confirmedOnly).rejects.toThrow(/confirmed and not undone/);
  await expect(desk.pool.query('DELETE FROM repayment_reversal WHERE id = $1', [id])).rejects.toThrow(
    /never changed/,
  );
  valueOf(await decide(id, 'refuse'));
  expect(await proof()).toEqual([]);
});

it('the enterprise is told of each that the bank took back, also of a part of what it owes', async () => {
  const told = async () =>
    valueOf(
      await casework.listNotifications(office.db, await office.as('yexian-clerk'), {}, { limit: 200 }),
    ).items.filter(({ title }) => title === '退缴款被银行退回,须重新退缴');
  await office.drain();
  const before = await told();
  const entryId = await repaid(await moved('credit', 250_000));
  // On its desk stands what is still owed, and again all of it.
  const owed = async () =>
    valueOf(await casework.readDesk(office.db, await office.as('yexian-clerk'))).items.find(
      ({ key }) => key === 'recoveriesDue',
    )?.amountFen;
  expect(await owed()).toBe((await read()).openFen);
  const { id } = valueOf(await propose(entryId, await moved('debit', 250_000)));
  valueOf(await decide(id, 'confirm'));
  await office.drain();
  const after = await told();
  expect(after).toHaveLength(before.length + 1);
  expect(after[0]?.body).toMatch(/2,500\.00 元/);
  expect(await owed()).toBe((await read()).openFen);
});

it('at once: one debit undoes one of two repayments of its amount, once, while another repayment is booked', async () => {
  const [first, second] = [
    await repaid(await moved('credit', 100_000)),
    await repaid(await moved('credit', 100_000)),
  ];
  const debit = await moved('debit', 100_000);
  const proposed = await Promise.all([propose(first, debit), propose(second, debit)]);
  const taken = proposed.filter(({ ok }) => ok);
  expect(taken).toHaveLength(1);
  expect(proposed.filter(({ ok }) => !ok).map(refusalOf)).toEqual(['recovery-invalid']);
  const { id } = valueOf(taken[0] as Awaited<ReturnType<typeof propose>>);
  const { openFen } = await read();
  const coming = await moved('credit', 100_000);
  const [one, other, booked] = await Promise.all([
    decide(id, 'confirm'),
    decide(id, 'confirm'),
    repaid(coming),
  ]);
  expect([one, other].filter(({ ok }) => ok)).toHaveLength(1);
  expect(await entryOf(booked)).toMatchObject({ state: 'booked' });
  expect((await read()).openFen).toBe(openFen);
  expect(await proof()).toEqual([]);
});

it('is refused while what came back is spent on something else; the rest of a larger debit waits for people', async () => {
  const entryId = await repaid(await moved('credit', 400_000));
  const debit = await moved('debit', 500_000);
  const { availableFen } = await budget();
  const awarded = await desk.award(SUBJECT, year, availableFen - 100_000);
  expect(awarded).not.toBeNull();
  const { id } = valueOf(await propose(entryId, debit));
  const answer = await decide(id, 'confirm');
  expect(refusalOf(answer)).toBe('recovery-invalid');
  expect(answer.ok ? '' : answer.refusal.message).toContain('可用余额为 1000.00 元');
  expect(await entryOf(entryId)).toMatchObject({ state: 'booked', reversal: { state: 'proposed' } });
  await allotMore(300_000);
  valueOf(await decide(id, 'confirm'));
  expect((await budget()).availableFen).toBe(0);
  expect(await outcomeOf(debit)).toBeNull();
  expect((await read()).outgoing).toContainEqual(expect.objectContaining({ ...debit, amountFen: 100_000 }));
  expect(await proof()).toEqual([]);
});

async function allotMore(amountFen: number): Promise<void> {
  const lines = valueOf(await casework.listBudgets(office.db, await office.as('yexian-maker'))).items;
  const lineId = lines.find(({ subject }) => subject === SUBJECT)?.id ?? '';
  const { id: changeId } = valueOf(
    await casework.proposeAdjustment(office.db, {
      ...{
        ...(await maker()),
        lineId,
        documentNumber: '追加〔2026〕1号',
        kind: 'increase',
        amountFen,
        note: '追加',
      },
    }),
  );
  const decision = { changeId, version: 1, action: 'confirm' as const };
  valueOf(await casework.decideOnBudgetChange(office.db, { ...(await checker()), ...decision }));
}

it('after the year of the line it is owed again out of what was allotted; what it had made free stays', async () => {
  const entryId = await repaid(await moved('credit', 500_000));
  await passDays(office, 345);
  const before = await budget();
  const { id } = valueOf(await propose(entryId, await moved('debit', 500_000)));
  valueOf(await decide(id, 'confirm'));
  const after = await budget();
  expect(after).toEqual({
    ...before,
    allottedFen: before.allottedFen + 500_000,
    receivableFen: before.receivableFen + 500_000,
  });
  expect(await proof()).toEqual([]);
});
