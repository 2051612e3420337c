import * as casework from '@duixian/casework';
import { proveLedger, readAwardedClauses, runQuery } from '@duixian/persistence';
import { Office, passDays, PLACES, refusalOf, valueOf } from '@duixian/testing';
import { MoneyDesk } from './money-desk';
import { saidIn } from './paper-said';

jest.setTimeout(300_000);

const { regionCode } = PLACES.yexian;
const SYSTEM = { kind: 'system', name: 'test' } as const;
const PAID = 5_000_000;
const SUBJECT = '追回科目';

let office: Office;
let desk: MoneyDesk;
let wrong: { paymentId: string; clauseId: string; subject: string };
let year: number;

/** 叶县 paid 50,000 yuan; two more finance people of 叶县 never touched the case. */
beforeAll(async () => {
  office = await Office.open();
  await MoneyDesk.inviteStrangers(office);
  desk = await MoneyDesk.open(office, 20);
  // Whatever day it is: a line of a year that has most of its days before it.
  await passDays(office, await daysUntilFebruary());
  await allot(8_000_000);
  const paymentId = (await desk.award(SUBJECT, year, PAID)) ?? '';
  const { rows } = await desk.pool.query<{ clause: string; subject: string }>(
    `SELECT l.clause_id AS clause, l.subject FROM payment p JOIN award w ON w.application_id = p.application_id
     JOIN award_line l ON l.award_id = w.id WHERE p.id = $1`,
    [paymentId],
  );
  wrong = { paymentId, clauseId: rows[0]?.clause ?? '', subject: rows[0]?.subject ?? '' };
  expect(refusalOf(await propose(1))).toBe('recovery-invalid');
  await pay([paymentId]);
});

async function daysUntilFebruary(): Promise<number> {
  const { rows } = await desk.pool.query<{ days: number; year: number }>(
    `SELECT make_date(extract(year FROM today)::int + 1, 2, 1) - today AS days, extract(year FROM today)::int + 1 AS year
     FROM (SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date AS today) t`,
  );
  year = rows[0]?.year ?? 0;
  return rows[0]?.days ?? 0;
}

async function allot(amountFen: number): Promise<void> {
  const allotment = {
    regionCode,
    year,
    subject: SUBJECT,
    documentNumber: '追回指标',
    amountFen,
    note: '下达',
  };
  const { id: changeId } = valueOf(
    await casework.proposeAllotment(office.db, { ...(await desk.by('maker')), ...allotment }),
  );
  const decision = { changeId, version: 1, action: 'confirm' as const };
  valueOf(await casework.decideOnBudgetChange(office.db, { ...(await desk.by('checker')), ...decision }));
}

afterAll(async () => {
  await desk.close();
  await office.close();
});

async function release(paymentIds: string[]): Promise<void> {
  const batch = valueOf(
    await casework.prepareBatch(office.db, { ...(await desk.by('maker')), regionCode, paymentIds }),
  );
  const { id: batchId, version } = batch;
  valueOf(await casework.releaseBatch(office.db, { ...(await desk.by('checker')), batchId, version }));
}

/** The bank refused it, and its maker queued it again. */
async function failOnce(paymentId: string): Promise<void> {
  await release([paymentId]);
  await desk.send(paymentId, 'rejects');
  await office.drain();
  const { rows } = await desk.pool.query<{ version: number }>('SELECT version FROM payment WHERE id = $1', [
    paymentId,
  ]);
  const command = { ...(await desk.by('maker')), paymentId, version: rows[0]?.version ?? 0 };
  valueOf(await casework.requeuePayment(office.db, command));
}

async function pay(paymentIds: string[]): Promise<void> {
  await release(paymentIds);
  await office.drain();
  valueOf(await desk.statement(paymentIds, 'debit'));
  await office.drain();
}

const as = async (username: string) => ({
  actor: await office.as(username),
  idempotencyKey: office.key(),
});

async function propose(
  amountFen: number,
  more: Partial<casework.RecoveryProposal> = {},
  by = 'yexian-maker',
) {
  return casework.proposeRecovery(office.db, {
    ...(await as(by)),
    ...wrong,
    amountFen,
    reason: '申报数据不实',
    documentNumber: '叶工信追〔2026〕1号',
    workingDays: 10,
    ...more,
  });
}

async function decide(recoveryId: string, action: casework.RecoveryVerb, by = 'yexian-checker', version = 1) {
  return casework.decideRecovery(office.db, { ...(await as(by)), recoveryId, version, action });
}

async function demanded(amountFen: number): Promise<string> {
  const { id } = valueOf(await propose(amountFen));
  valueOf(await decide(id, 'confirm'));
  return id;
}

const read = async (id: string, by = 'yexian-maker') =>
  casework.readRecovery(office.db, await office.as(by), id);

async function record(
  recoveryId: string,
  entry: Omit<casework.RecoveryEntryProposal, 'note'>,
  by = 'yexian-maker',
) {
  const { version } = valueOf(await read(recoveryId));
  const command = { ...(await as(by)), recoveryId, version, note: '经核实', ...entry };
  return casework.recordRecoveryEntry(office.db, command);
}

async function entryTo(
  recoveryId: string,
  entryId: string,
  action: casework.RecoveryEntryCommand['action'],
  by = 'yexian-checker',
) {
  const entry = valueOf(await read(recoveryId)).entries.find(({ id }) => id === entryId);
  const command = { ...(await as(by)), recoveryId, entryId, version: entry?.version ?? 0, action };
  return casework.decideRecoveryEntry(office.db, command);
}

const repaid = (amountFen: number, bankReference: string) =>
  ({ kind: 'repayment', amountFen, bankReference, paidOn: '2026-03-01' }) as const;

async function line(): Promise<casework.BudgetBalance> {
  const lines = valueOf(await casework.listBudgets(office.db, await office.as('yexian-maker'))).items;
  const found = lines.find((one) => one.subject === SUBJECT);
  if (!found) throw new Error('no line');
  return found;
}

/** What accounts changed by, in fen. */
async function change(act: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await line();
  await act();
  const after = await line();
  const names = [
    'allottedFen',
    'availableFen',
    'reservedFen',
    'inFlightFen',
    'spentFen',
    'receivableFen',
  ] as const;
  return Object.fromEntries(
    names.map((name) => [name, after[name] - before[name]]).filter(([, by]) => by !== 0),
  ) as Record<string, number>;
}

/** What the law counts as paid of the award. */
async function kept(): Promise<number> {
  const { rows } = await desk.pool.query<{ id: string }>('SELECT party_id AS id FROM payment WHERE id = $1', [
    wrong.paymentId,
  ]);
  const awards = await runQuery(office.db, SYSTEM, (tx) => readAwardedClauses(tx, [rows[0]?.id ?? '']));
  return awards.find(({ subject }) => subject === wrong.subject)?.amountFen ?? -1;
}

const proof = async (): Promise<string[]> => (await runQuery(office.db, SYSTEM, proveLedger)).problems;

/** Money that came in and that nobody has explained. */
async function incoming(
  amountFen: number,
  bankSerial: string,
  date = '2026-03-02',
): Promise<{ statementId: string; position: number }> {
  const lines = [
    {
      ...{ bankSerial, reference: '', direction: 'credit', amountFen, bookedOn: date },
      ...{ counterpartyName: '某企业', counterpartyAccount: '6222' },
    },
  ];
  const totals = { count: 1, debitFen: 0, creditFen: amountFen };
  const content = JSON.stringify({
    ...{ statementId: office.key(), account: PLACES.yexian.account, date, lines, totals },
  });
  const { id } = valueOf(await casework.importStatement(office.db, { ...(await desk.by('maker')), content }));
  return { statementId: id, position: 1 };
}

describe('a demand', () => {
  it('is proposed within what was paid and the clause was awarded, by the treasury that paid', async () => {
    expect(refusalOf(await propose(PAID + 1))).toBe('recovery-invalid');
    expect(refusalOf(await propose(1, { clauseId: 'PDS-0-0' }))).toBe('recovery-invalid');
    expect(refusalOf(await propose(1, {}, 'yexian-checker'))).toBe('forbidden');
    expect(refusalOf(await propose(1, {}, 'xinhua-maker'))).toBe('not-found');
    expect(refusalOf(await propose(1, {}, 'yexian-clerk'))).toBe('forbidden');
  });

  it('is confirmed by a second person, hidden from the enterprise until then, and moves nothing before', async () => {
    const moved = await change(async () => {
      const { id } = valueOf(await propose(100));
      expect(refusalOf(await read(id, 'yexian-clerk'))).toBe('not-found');
      expect(refusalOf(await decide(id, 'confirm', 'yexian-maker'))).toBe('forbidden');
      expect(refusalOf(await decide(id, 'confirm', 'yexian-checker', 2))).toBe('stale-version');
      expect(refusalOf(await record(id, repaid(1, 'EARLY')))).toBe('action-not-allowed');
      valueOf(await decide(id, 'withdraw', 'yexian-maker'));
      expect(refusalOf(await decide(id, 'confirm', 'yexian-checker', 2))).toBe('action-not-allowed');
      const other = valueOf(await propose(100));
      valueOf(await decide(other.id, 'refuse'));
    });
    expect(moved).toEqual({});
  });

  it('is a claim of the line that paid, due after working days; the enterprise sees it on its page and desk', async () => {
    let id = '';
    expect(await change(async () => (id = await demanded(1_000_000)))).toEqual({
      spentFen: -1_000_000,
      receivableFen: 1_000_000,
    });
    const seen = valueOf(await read(id, 'yexian-clerk'));
    expect(seen).toMatchObject({
      ...{ state: 'demanded', openFen: 1_000_000, overdue: false, reason: '申报数据不实' },
      ...{ mayRecord: [], incoming: [], offsettable: [], entries: [] },
    });
    expect(seen.number).toMatch(new RegExp(`^ZH-410422-${year}-\\d{5}$`));
    const clerk = await office.as('yexian-clerk');
    expect(valueOf(await casework.listRecoveries(office.db, clerk, {}, { limit: 10 })).items).toHaveLength(1);
    const waits = valueOf(await casework.readDesk(office.db, clerk)).items;
    expect(waits.find(({ key }) => key === 'recoveriesDue')).toMatchObject({
      count: 1,
      amountFen: 1_000_000,
    });
    expect(refusalOf(await propose(PAID - 1_000_000 + 1))).toBe('recovery-invalid');
    await passDays(office, 30);
    expect(valueOf(await read(id))).toMatchObject({ overdue: true });
    const desks = valueOf(await casework.readDesk(office.db, await office.as('yexian-maker'))).items;
    expect(desks.find(({ key }) => key === 'overdueRecoveries')).toMatchObject({ count: 1 });
    const list = { overdue: true };
    expect(
      valueOf(await casework.listRecoveries(office.db, await office.as('auditor'), list, { limit: 10 }))
        .totals,
    ).toEqual({ count: 1, amountFen: 1_000_000 });
  });
});

describe('what becomes of it', () => {
  let id: string;
  beforeAll(async () => {
    id = await demanded(2_000_000);
  });

  it('repaid in part, to the line it came from, by two people, once per money that came in', async () => {
    const keptBefore = await kept();
    expect(refusalOf(await record(id, repaid(2_000_001, 'X')))).toBe('recovery-invalid');
    expect(refusalOf(await record(id, { kind: 'repayment' }))).toBe('recovery-invalid');
    expect(refusalOf(await record(id, { ...repaid(1, 'X'), paidOn: '2099-01-01' }))).toBe('recovery-invalid');
    expect(refusalOf(await record(id, repaid(1, 'X'), 'yexian-checker'))).toBe('forbidden');
    const entry = valueOf(await record(id, repaid(300_000, 'R1')));
    expect(refusalOf(await record(id, repaid(300_000, 'R1')))).toBe('recovery-invalid');
    expect(refusalOf(await entryTo(id, entry.id, 'book', 'yexian-maker'))).toBe('forbidden');
    expect(await change(async () => valueOf(await entryTo(id, entry.id, 'book')))).toEqual({
      availableFen: 300_000,
      receivableFen: -300_000,
    });
    expect(refusalOf(await entryTo(id, entry.id, 'book'))).toBe('action-not-allowed');
    expect(refusalOf(await record(id, repaid(300_000, 'R1')))).toBe('recovery-invalid');
    expect(await kept()).toBe(keptBefore - 300_000);
  });

  it('a line of the statement pays back once and is explained by it', async () => {
    const wanted = await incoming(200_000, 'IN-1');
    expect(valueOf(await read(id)).incoming).toMatchObject([{ ...wanted, amountFen: 200_000 }]);
    expect(refusalOf(await record(id, repaid(200_000, 'IN-1')))).toBe('recovery-invalid');
    const entry = valueOf(await record(id, { kind: 'repayment', line: wanted }));
    expect(refusalOf(await record(id, { kind: 'repayment', line: wanted }))).toBe('recovery-invalid');
    expect(valueOf(await read(id)).incoming).toEqual([]);
    valueOf(await entryTo(id, entry.id, 'book'));
    const tasks = valueOf(
      await casework.listFinanceTasks(
        office.db,
        await office.as('yexian-maker'),
        { done: true },
        { limit: 9 },
      ),
    ).items;
    expect(tasks).toMatchObject([{ kind: 'statement_exception', outcome: 'repayment' }]);
    const refused = valueOf(await record(id, { kind: 'repayment', line: await incoming(5, 'IN-2') }));
    valueOf(await entryTo(id, refused.id, 'refuse'));
    expect(valueOf(await read(id)).incoming).toHaveLength(1);
  });

  it('of money that came in at once each demand takes what is open of it; the rest waits for people', async () => {
    const [first, second] = [await demanded(30_000), await demanded(20_000)];
    const line = await incoming(60_000, 'IN-3');
    const of = async (recoveryId: string) => {
      const { id: entryId } = valueOf(await record(recoveryId, { kind: 'repayment', line }));
      expect(refusalOf(await record(recoveryId, { kind: 'repayment', line }))).toBe('recovery-invalid');
      valueOf(await entryTo(recoveryId, entryId, 'book'));
    };
    const left = async () =>
      valueOf(await read(id)).incoming.flatMap((one) => (one.bankSerial === 'IN-3' ? one.amountFen : []));
    await of(first);
    expect(await left()).toEqual([30_000]);
    await of(second);
    expect(await left()).toEqual([10_000]);
    for (const recoveryId of [first, second]) expect(valueOf(await read(recoveryId)).state).toBe('closed');
    // Neither by its number, nor in the database, does it pay back more than came in.
    const third = await demanded(50_000);
    expect(refusalOf(await record(third, { ...repaid(50_000, 'IN-3'), paidOn: '2026-03-02' }))).toBe(
      'recovery-invalid',
    );
    const { id: entryId } = valueOf(await record(third, { kind: 'repayment', line }));
    await expect(
      desk.pool.query(
        `INSERT INTO recovery_entry SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).*
         FROM recovery_entry e WHERE id = $1`,
        [entryId],
      ),
    ).rejects.toThrow(/60000 fen came in, 70000 pay back/);
    valueOf(await entryTo(third, entryId, 'book'));
    expect(await left()).toEqual([]);
    const { items } = valueOf(
      await casework.listFinanceTasks(
        office.db,
        await office.as('yexian-maker'),
        { done: true },
        { limit: 1 },
      ),
    );
    expect(items).toMatchObject([{ outcome: 'repayment', line: { bankSerial: 'IN-3' } }]);
    const { id: rest } = valueOf(await record(third, { ...repaid(40_000, 'R7') }));
    valueOf(await entryTo(third, rest, 'book'));
    expect(await proof()).toEqual([]);
  });

  it('came in under a number that the bank gave to other money on another day', async () => {
    const other = await demanded(400_000);
    const nextDay = { kind: 'repayment', line: await incoming(70_000, 'IN-1', '2026-03-03') } as const;
    const [first, second] = [
      valueOf(await record(other, nextDay)),
      valueOf(await record(other, { ...repaid(80_000, 'R1'), paidOn: '2026-03-04' })),
    ];
    for (const entry of [first, second]) valueOf(await entryTo(other, entry.id, 'book'));
    // The same day is the same money, and so is the same amount where nothing shows that it came in twice.
    expect(refusalOf(await record(other, { ...repaid(1, 'R1'), paidOn: '2026-03-04' }))).toBe(
      'recovery-invalid',
    );
    expect(refusalOf(await record(other, { ...repaid(80_000, 'R1'), paidOn: '2026-03-05' }))).toBe(
      'recovery-invalid',
    );
    const late = { kind: 'repayment', line: await incoming(80_000, 'R1', '2026-03-05') } as const;
    expect(refusalOf(await record(other, late))).toBe('recovery-invalid');
    await incoming(80_000, 'R1', '2026-03-04');
    const third = valueOf(await record(other, late));
    valueOf(await entryTo(other, third.id, 'book'));
    const rest = valueOf(await record(other, { ...repaid(170_000, 'R9') }));
    valueOf(await entryTo(other, rest.id, 'book'));
    expect(valueOf(await read(other))).toMatchObject({ state: 'closed', repaidFen: 400_000 });
    expect(await proof()).toEqual([]);
  });

  it('set off against a later award with consent: its payment is smaller by it, both obligations exact', async () => {
    const later = await desk.award(SUBJECT, year, 500_000);
    const offset = { kind: 'offset', amountFen: 200_000, offsetPaymentId: later ?? '' } as const;
    expect(refusalOf(await record(id, { ...offset, amountFen: 500_001 }))).toBe('recovery-invalid');
    expect(refusalOf(await record(id, { ...offset, offsetPaymentId: wrong.paymentId }))).toBe(
      'recovery-invalid',
    );
    const declined = valueOf(await record(id, offset));
    expect(refusalOf(await entryTo(id, declined.id, 'book'))).toBe('action-not-allowed');
    expect(refusalOf(await entryTo(id, declined.id, 'consent', 'yexian-checker'))).toBe('forbidden');
    expect(refusalOf(await entryTo(id, declined.id, 'consent', 'xinhua-clerk'))).toBe('not-found');
    valueOf(await entryTo(id, declined.id, 'decline', 'yexian-clerk'));
    const entry = valueOf(await record(id, offset));
    valueOf(await entryTo(id, entry.id, 'consent', 'yexian-clerk'));
    expect(await change(async () => valueOf(await entryTo(id, entry.id, 'book')))).toEqual({
      ...{ reservedFen: -200_000, availableFen: 200_000, spentFen: 200_000, receivableFen: -200_000 },
    });
    const { rows } = await desk.pool.query(
      'SELECT amount_fen::int AS amount, state FROM payment WHERE id = $1',
      [later],
    );
    expect(rows).toEqual([{ amount: 300_000, state: 'planned' }]);
    const rest = valueOf(await record(id, { ...offset, amountFen: 300_000 }));
    valueOf(await entryTo(id, rest.id, 'consent', 'yexian-clerk'));
    valueOf(await entryTo(id, rest.id, 'book'));
    const whole = await desk.pool.query('SELECT state FROM payment WHERE id = $1', [later]);
    expect(whole.rows).toEqual([{ state: 'offset' }]);
    await office.drain();
    expect(await proof()).toEqual([]);
  });

  it('what an offset waits for may have gone into a batch meanwhile: nothing is booked', async () => {
    const later = (await desk.award(SUBJECT, year, 700)) ?? '';
    const entry = valueOf(await record(id, { kind: 'offset', amountFen: 100, offsetPaymentId: later }));
    valueOf(await entryTo(id, entry.id, 'consent', 'yexian-clerk'));
    await pay([later]);
    expect(refusalOf(await entryTo(id, entry.id, 'book'))).toBe('recovery-invalid');
    valueOf(await entryTo(id, entry.id, 'withdraw', 'yexian-maker'));
  });

  it('is not set off against what a statement says was paid already, until two people looked', async () => {
    const later = (await desk.award(SUBJECT, year, 700)) ?? '';
    const offset = { kind: 'offset', amountFen: 100, offsetPaymentId: later } as const;
    await failOnce(later);
    const entry = valueOf(await record(id, offset));
    valueOf(await entryTo(id, entry.id, 'consent', 'yexian-clerk'));
    expect(valueOf(await desk.statement([later], 'debit')).classified).toEqual({ 'unexpected-debit': 1 });
    expect(refusalOf(await entryTo(id, entry.id, 'book'))).toBe('payment-contested');
    valueOf(await entryTo(id, entry.id, 'withdraw', 'yexian-maker'));
    expect(refusalOf(await record(id, offset))).toBe('payment-contested');
  });

  it('is given up by two people who had no hand in the case, and is closed with that', async () => {
    const { openFen } = valueOf(await read(id));
    expect(openFen).toBe(1_000_000);
    const given = { kind: 'write_off', amountFen: openFen } as const;
    expect(valueOf(await read(id)).mayRecord).not.toContain('write_off');
    expect(refusalOf(await record(id, given))).toBe('separation-of-duties');
    const entry = valueOf(await record(id, given, 'zhanhe-maker'));
    expect(refusalOf(await entryTo(id, entry.id, 'book', 'yexian-checker'))).toBe('separation-of-duties');
    const keptBefore = await kept();
    expect(await change(async () => valueOf(await entryTo(id, entry.id, 'book', 'zhanhe-checker')))).toEqual({
      ...{ spentFen: openFen, receivableFen: -openFen },
    });
    expect(await kept()).toBe(keptBefore);
    expect(valueOf(await read(id))).toMatchObject({
      ...{ state: 'closed', repaidFen: 500_000, offsetFen: 500_000, writtenOffFen: 1_000_000, openFen: 0 },
    });
    expect(refusalOf(await record(id, repaid(1, 'LATE')))).toBe('action-not-allowed');
    expect(await proof()).toEqual([]);
  });

  it('a return of a payment under demand is for people to look at, and posts nothing', async () => {
    const before = await line();
    const read = valueOf(await desk.statement([wrong.paymentId], 'credit'));
    expect(read.classified).toEqual({ 'unexpected-return': 1 });
    expect(await line()).toEqual(before);
  });

  it('repaid after the year of its line is over, it leaves the line for the treasury', async () => {
    const old = await demanded(400_000);
    await passDays(office, 345);
    const entry = valueOf(await record(old, repaid(400_000, 'NEXT-YEAR')));
    expect(await change(async () => valueOf(await entryTo(old, entry.id, 'book')))).toEqual({
      ...{ allottedFen: -400_000, receivableFen: -400_000 },
    });
    expect(valueOf(await read(old)).state).toBe('closed');
    expect(await proof()).toEqual([]);
  });
});

describe('the database by itself', () => {
  /** Several statements in one query are one transaction. */
  const owner = (sql: string) => desk.pool.query(sql);
  const one = (columns: string, values: string) =>
    `INSERT INTO recovery_entry (id, recovery_id, region_code, kind, note, version, proposed_by, proposed_at, ${columns})
     SELECT gen_random_uuid(), r.id, r.region_code, 'write_off', '无', 1, r.proposed_by, now(), ${values}
     FROM recovery r WHERE r.state = 'demanded' LIMIT 1`;

  it.each([
    [
      'more than was paid',
      `INSERT INTO recovery SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 'X', 'amount_fen', ${PAID}))).* FROM recovery r WHERE state = 'demanded' LIMIT 1`,
      /recovery_within_paid|demanded of/,
    ],
    ['more than is demanded', one('amount_fen, state', `r.amount_fen + 1, 'proposed'`), /do not fit/],
    [
      'a booking by one person alone',
      one('amount_fen, state, decided_by, decided_at', `1, 'booked', r.proposed_by, now()`),
      /recovery_entry_two_people/,
    ],
    ['a demand that changes', `UPDATE recovery SET amount_fen = 1`, /decided once/],
    [
      'a journal that nobody agreed on',
      `INSERT INTO journal VALUES ('00000000-0000-7000-8000-000000000001', 'write_off', 'by-hand', now(), 'owner');
      INSERT INTO journal_entry SELECT '00000000-0000-7000-8000-000000000001', 1, id, -1 FROM ledger_account WHERE kind = 'receivable' AND balance_fen > 0 LIMIT 1;
      INSERT INTO journal_entry SELECT '00000000-0000-7000-8000-000000000001', 2, s.id, 1 FROM ledger_account s JOIN ledger_account r
        ON r.budget_line_id = s.budget_line_id AND r.kind = 'receivable' AND r.balance_fen > 0 WHERE s.kind = 'spent' LIMIT 1`,
      /two people agreed/,
    ],
    [
      'a smaller payment that nothing was set off against',
      `UPDATE payment SET amount_fen = amount_fen - 1 WHERE id = '{wrong}'`,
      /to pay and/,
    ],
  ])('refuses %s', async (_name, sql, expected) => {
    await expect(owner(sql.replace('{wrong}', wrong.paymentId))).rejects.toThrow(expected);
  });
});

describe('its paper', () => {
  it('is served as a notice that says where to pay, to whom it is about, and holds until it is met', async () => {
    const paper = async (id: string, by: string, format: casework.PaperFormat = 'xlsx') =>
      casework.issueDocument(office.db, {
        ...{
          actor: await office.as(by),
          kind: 'demand',
          id,
          format,
          address: 'https://duixian.example/verify/',
        },
      });
    const { id } = valueOf(await propose(100));
    expect(refusalOf(await paper(id, 'yexian-maker'))).toBe('not-demanded');
    expect(refusalOf(await paper(id, 'yexian-clerk'))).toBe('not-found');
    valueOf(await decide(id, 'confirm'));
    const said = await saidIn(valueOf(await paper(id, 'yexian-clerk')));
    const { number, dueOn } = valueOf(await read(id));
    expect(said).toMatchObject({
      ...{ 通知书编号: number, 退缴附言: number, 追缴原因: '申报数据不实', 退缴期限: dueOn, 状态: '追缴中' },
      ...{ '追缴金额(小写)': '¥1.00', '追缴金额(大写)': '壹元整' },
    });
    expect(said['退缴账户']).toMatch(new RegExp(` ${PLACES.yexian.account}$`));
    expect(said['开户行']).toMatch(/银行.*\D\d{12}\)$/);
    expect(said['原拨付事项']).toContain('工业企业首次升规入统奖励(条款 PDS-A2-4-3-1,申报 M-');
    const code = said['验证码'] ?? '';
    expect((await saidIn(valueOf(await paper(id, 'auditor'))))['验证码']).toBe(code);
    expect(refusalOf(await paper(id, 'xinhua-clerk'))).toBe('not-found');
    expect(refusalOf(await paper(id, 'xinhua-maker'))).toBe('not-found');
    expect(refusalOf(await paper(id, 'yexian-reviewer'))).toBe('forbidden');
    expect(
      valueOf(await paper(id, 'yexian-maker', 'pdf'))
        .content.subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(valueOf(await casework.verifyDocument(office.db, code))).toMatchObject({
      valid: true,
      amountFen: 100,
    });
    const entry = valueOf(await record(id, repaid(100, 'NOTICE-1')));
    valueOf(await entryTo(id, entry.id, 'book'));
    expect(valueOf(await casework.verifyDocument(office.db, code)).valid).toBe(false);
  });
});
