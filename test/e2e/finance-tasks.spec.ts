import * as casework from '@duixian/casework';
import { look, refusalOf, valueOf } from '@duixian/testing';
import { type PaymentRail } from '@duixian/payment-rail';
import { Client } from 'pg';
import { Treasury, type BankStatement } from './treasury';

jest.setTimeout(120_000);

let treasury: Treasury;
beforeEach(async () => {
  treasury = await Treasury.open();
});
afterEach(() => treasury.close());

/** A line that never reached the bank: the caller knows nothing, and neither does the bank. */
const deadLine = (rail: PaymentRail): PaymentRail => ({
  ...rail,
  send: () => Promise.resolve({ outcome: 'unknown', cause: '连接中断', raw: '' }),
});

const kinds = async (): Promise<string[]> => (await treasury.tasks()).map((task) => task.kind).sort();

describe('a payment that the bank does not know', () => {
  /** Unknown, asked for in vain; the day is over, its statement (with nothing on it) read. */
  async function lost(): Promise<{ day: string; statementId: string }> {
    await treasury.send(deadLine(treasury.rail));
    await treasury.ask(3);
    const day = await treasury.day();
    await treasury.sleep();
    const { id: statementId } = valueOf(await treasury.read(await treasury.statement(day)));
    return { day, statementId };
  }

  it('becomes a task after three vain questions, and goes on being asked about', async () => {
    await treasury.send(deadLine(treasury.rail));
    await treasury.ask(2);
    expect(await kinds()).toEqual([]);
    await treasury.ask();
    expect(await kinds()).toEqual(['payment_unknown']);
    await treasury.ask(2);
    expect(await treasury.tasks()).toMatchObject([
      { kind: 'payment_unknown', resolutions: ['not-sent'], payment: { state: 'unknown' } },
    ]);
  });

  it('is declared not sent by two people on a closed day, and sent again as another attempt of the same obligation', async () => {
    const { day, statementId } = await lost();
    // Nothing is proven before the day is closed, nor before the bank was asked after that.
    expect(refusalOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }))).toBe(
      'not-proven',
    );
    valueOf(await treasury.closeDay(day, statementId));
    expect(refusalOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }))).toBe(
      'not-proven',
    );
    await treasury.ask();
    valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
    // The same obligation is not sent again while the proposal waits.
    expect([(await treasury.payment()).state, refusalOf(await treasury.requeue())]).toEqual([
      'unknown',
      'action-not-allowed',
    ]);
    valueOf(await treasury.decide('payment_unknown'));
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['not_sent', ['payment_failed']]);
    expect(await treasury.budget()).toMatchObject({ reservedFen: 5_000_000, inFlightFen: 0 });

    valueOf(await treasury.requeue());
    expect(await kinds()).toEqual([]);
    await treasury.send();
    const payment = await treasury.payment();
    expect(payment.attempts.map((attempt) => attempt.state)).toEqual(['not_sent', 'accepted']);
    expect((await treasury.ledger()).received).toHaveLength(1);
  });

  it('the one who proposed does not confirm; a refused proposal leaves the task open for another', async () => {
    const { day, statementId } = await lost();
    valueOf(await treasury.closeDay(day, statementId));
    await treasury.ask();
    valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
    expect(refusalOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }))).toBe(
      'action-not-allowed',
    );
    expect(refusalOf(await treasury.decide('payment_unknown', 'confirm', 'yexian-maker'))).toBe('forbidden');
    valueOf(await treasury.decide('payment_unknown', 'refuse'));
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['unknown', ['payment_unknown']]);
    expect(refusalOf(await treasury.decide('payment_unknown'))).toBe('action-not-allowed');
    const [{ id, proposals: [proposal] = [] } = { id: '' }] = await treasury.tasks();

    // The database says so too, whatever the code does.
    const client = await treasury.connect();
    const outcome = async (sql: string, values: unknown[]): Promise<string> => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
      try {
        await client.query(sql, values);
        return 'taken';
      } catch (error) {
        return (error as Error).message;
      } finally {
        await client.query('ROLLBACK');
      }
    };
    try {
      expect(
        await outcome(
          `INSERT INTO finance_proposal (id, task_id, resolution, statement_id, note, proposed_by, proposed_at, decision, decided_by, decided_at)
           SELECT gen_random_uuid(), task_id, resolution, statement_id, note, proposed_by, proposed_at, 'confirmed', proposed_by, now()
           FROM finance_proposal WHERE task_id = $1`,
          [id],
        ),
      ).toMatch(/finance_proposal_two_people/);
      expect(
        await outcome(`UPDATE finance_proposal SET decision = 'confirmed' WHERE id = $1`, [proposal?.id]),
      ).toMatch(/decided once/);
      expect(
        await outcome(`UPDATE payment_attempt SET state = 'not_sent' WHERE payment_id = $1`, [
          (await treasury.payment()).id,
        ]),
      ).toMatch(/two people must declare it not sent/);
    } finally {
      await client.end();
    }
  });

  it('a debit that shows up after it was declared not sent blocks the payment until two people look', async () => {
    const { day, statementId } = await lost();
    valueOf(await treasury.closeDay(day, statementId));
    await treasury.ask();
    valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
    valueOf(await treasury.decide('payment_unknown'));
    const { attempts } = await treasury.payment();
    const payee = await treasury.payeeAccount();
    const next = await treasury.statement(await dayAfter(day), (statement) => {
      statement.lines.push(lateDebit(attempts[0]?.bankReference ?? '', payee, statement));
    });
    expect(valueOf(await treasury.read(next)).classified).toEqual({ 'unexpected-debit': 1 });
    expect(refusalOf(await treasury.requeue())).toBe('payment-contested');

    valueOf(await treasury.propose('statement_exception', 'was-paid'));
    valueOf(await treasury.decide('statement_exception'));
    await treasury.office.drain(treasury.rail);
    expect([(await treasury.payment()).state, await treasury.caseState(), await kinds()]).toEqual([
      'settled',
      'paid',
      [],
    ]);
    expect(await treasury.budget()).toMatchObject({ reservedFen: 0, inFlightFen: 0, spentFen: 5_000_000 });
  });

  it('its award is not terminated while a statement says that it was paid', async () => {
    const { day, statementId } = await lost();
    valueOf(await treasury.closeDay(day, statementId));
    await treasury.ask();
    valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
    valueOf(await treasury.decide('payment_unknown'));
    valueOf(await treasury.requeue());
    const { attempts } = await treasury.payment();
    const payee = await treasury.payeeAccount();
    const late = await treasury.statement(await dayAfter(day), (statement) =>
      statement.lines.push(lateDebit(attempts[0]?.bankReference ?? '', payee, statement)),
    );
    expect(valueOf(await treasury.read(late)).classified).toEqual({ 'unexpected-debit': 1 });
    const { office, applicationId } = treasury;
    const { version } = await look(office, applicationId);
    const ended = await casework.terminateApplication(office.db, {
      ...{ actor: await office.as('city-reviewer'), idempotencyKey: office.key(), applicationId, version },
      ...{ reasonCode: 'applicant-dissolved', reason: '企业已注销' },
    });
    expect(refusalOf(ended)).toBe('payment-contested');
  });

  it.each([
    { outcome: 'rejected', code: 'AC04', reason: '账户已销户', raw: '{"late":1}' },
    { outcome: 'accepted', bankSerial: 'S1', raw: '{"late":2}' },
  ] as const)(
    'a late answer about it ($outcome) is kept, and says nothing about the next attempt',
    async (answer) => {
      const { day, statementId } = await lost();
      valueOf(await treasury.closeDay(day, statementId));
      await treasury.ask();
      valueOf(await treasury.propose('payment_unknown', 'not-sent', { statementId }));
      const attempt = await treasury.attemptId();
      const slow: PaymentRail = {
        ...treasury.rail,
        query: async () => {
          valueOf(await treasury.decide('payment_unknown'));
          valueOf(await treasury.requeue());
          await treasury.send(deadLine(treasury.rail));
          return answer;
        },
      };
      await casework.queryPayment(treasury.office.db, slow, {
        outboxId: treasury.office.key(),
        attemptId: attempt,
      });
      const { state, attempts } = await treasury.payment();
      expect([state, attempts.map((each) => each.state)]).toEqual(['unknown', ['not_sent', 'unknown']]);
      expect(await treasury.answersTo(attempt)).toContain(answer.raw);
    },
  );

  it('the task ends by itself when the bank answers after all', async () => {
    await treasury.simulate({ mode: 'not-found-then-show' });
    await treasury.send();
    await treasury.ask(3, {
      ...treasury.rail,
      query: () => Promise.resolve({ outcome: 'not-found', raw: '' }),
    });
    expect(await kinds()).toEqual(['payment_unknown']);
    await treasury.ask(2);
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['accepted', []]);
    expect(await treasury.tasks(true)).toMatchObject([{ outcome: 'accepted', doneBy: null }]);
  });
});

const dayAfter = async (day: string): Promise<string> =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const lateDebit = (
  reference: string,
  counterpartyAccount: string,
  { date }: BankStatement,
): Record<string, unknown> => ({
  bankSerial: 'LATE1',
  reference,
  direction: 'debit',
  amountFen: 5_000_000,
  counterpartyName: '叶县示例企业',
  counterpartyAccount,
  bookedOn: date,
});
describe('money that comes back', () => {
  it('after the case was paid reopens it, with a task; sent again, the case is paid again', async () => {
    await treasury.send();
    const day = await treasury.day();
    valueOf(await treasury.read(await treasury.statement(day)));
    expect(await treasury.caseState()).toBe('paid');
    const [attempt] = (await treasury.payment()).attempts;
    await treasury.simulate({ returnReference: attempt?.bankReference, onDate: await dayAfter(day) });
    await treasury.sleep();
    valueOf(await treasury.read(await treasury.statement(await dayAfter(day))));
    expect([(await treasury.payment()).state, await treasury.caseState(), await kinds()]).toEqual([
      'returned',
      'awarded',
      ['payment_returned'],
    ]);
    expect([(await treasury.payment()).attempts, await treasury.tasks()]).toMatchObject([
      [{ state: 'returned', failure: '收款账号与户名不符' }],
      [{ payment: { failure: '收款账号与户名不符' } }],
    ]);
    valueOf(await treasury.requeue());
    expect([await kinds(), await treasury.tasks(true)]).toMatchObject([
      [],
      [{ kind: 'payment_returned', outcome: 'queued-again' }],
    ]);
    await treasury.send();
    valueOf(await treasury.read(await treasury.statement(await dayAfter(day))));
    expect([(await treasury.payment()).state, await treasury.caseState()]).toEqual(['settled', 'paid']);
  });

  it('why it came back, by the code of camt.053, is told in words to whoever sees payment, task, case or message', async () => {
    await treasury.send();
    const day = await treasury.day();
    valueOf(await treasury.read(await treasury.statement(day)));
    const [attempt] = (await treasury.payment()).attempts;
    await treasury.simulate({ returnReference: attempt?.bankReference, onDate: await dayAfter(day) });
    await treasury.sleep();
    const statement = JSON.parse(await treasury.statement(await dayAfter(day))) as BankStatement;
    const camt = camtOf(statement, '<RtrInf><Rsn><Cd>AC06</Cd></Rsn><AddtlInf>司法冻结</AddtlInf></RtrInf>');
    expect(valueOf(await treasury.read(camt)).classified).toEqual({ returned: 1 });
    const why = '收款账户已被冻结或限制使用(AC06):司法冻结';
    expect((await treasury.payment()).attempts).toMatchObject([{ failure: why }]);
    expect(await treasury.tasks()).toMatchObject([{ kind: 'payment_returned', payment: { failure: why } }]);
    const { office, applicationId } = treasury;
    for (const username of ['yexian-clerk', 'yexian-reviewer']) {
      const one = valueOf(
        await casework.readApplication(office.db, await office.as(username), applicationId),
      );
      expect(one.timeline.find(({ type }) => type === 'payment.returned')).toMatchObject({
        data: { reason: why },
      });
    }
    // Who read the statement knows.
    const clerk = await office.as('yexian-clerk');
    const { items } = valueOf(await casework.listNotifications(office.db, clerk, {}, { limit: 20 }));
    expect(items.map(({ body }) => body)).toContainEqual(expect.stringContaining(`被银行退回,原因:${why},`));
  });

  it('a rejected payment waits as a task until it is queued again', async () => {
    await treasury.simulate({ mode: 'reject' });
    await treasury.send();
    expect(await treasury.tasks()).toMatchObject([
      { kind: 'payment_failed', resolutions: [], payment: { state: 'rejected', failure: '收款账户已销户' } },
    ]);
    expect(refusalOf(await treasury.propose('payment_failed', 'not-sent'))).toBe('action-not-allowed');
    valueOf(await treasury.requeue());
    expect(await kinds()).toEqual([]);
  });
});

describe('lines that nobody can explain', () => {
  it('a second debit blocks; the bank’s own reversal ends it', async () => {
    await treasury.send();
    const day = await treasury.day();
    const twice = (statement: BankStatement) => {
      statement.lines.push({ ...statement.lines[0], bankSerial: 'TWICE' });
    };
    expect(valueOf(await treasury.read(await treasury.statement(day, twice))).classified).toEqual({
      matched: 1,
      'duplicate-debit': 1,
    });
    expect(await kinds()).toEqual(['statement_exception']);
    const reversed = (statement: BankStatement) => {
      twice(statement);
      statement.lines.push({ ...statement.lines[0], bankSerial: 'BACK', direction: 'credit' });
    };
    expect(valueOf(await treasury.read(await treasury.statement(day, reversed))).classified).toEqual({
      'already-read': 2,
      reversed: 1,
    });
    expect([await kinds(), (await treasury.payment()).state]).toEqual([[], 'settled']);
    expect(await treasury.tasks(true)).toMatchObject([{ outcome: 'reversed-by-bank', doneBy: null }]);
  });

  it('are explained by two people; a fee of the bank needs nobody', async () => {
    await treasury.send();
    const day = await treasury.day();
    const strange = (statement: BankStatement) => {
      const line = { direction: 'debit', bookedOn: day, counterpartyAccount: '', reference: '' };
      statement.lines.push({ ...line, bankSerial: 'S1', amountFen: 100, counterpartyName: '电费' });
      statement.lines.push({ ...line, bankSerial: 'S2', amountFen: 50, counterpartyName: '汇划手续费' });
    };
    const read = valueOf(await treasury.read(await treasury.statement(day, strange)));
    expect(read.classified).toEqual({ matched: 1, 'unknown-reference': 1, fee: 1 });
    expect(refusalOf(await treasury.propose('statement_exception', 'was-paid'))).toBe('not-proven');
    valueOf(await treasury.propose('statement_exception', 'explained'));
    valueOf(await treasury.decide('statement_exception'));
    expect(await kinds()).toEqual([]);
  });
});

describe('what a bank does besides', () => {
  const credit = (line: Record<string, unknown>, bankSerial: string, bookedOn: string) => ({
    ...{ ...line, bankSerial, bookedOn },
    direction: 'credit',
  });
  const strange = (bankSerial: string, bookedOn: string, amountFen = 100) => ({
    ...{ bankSerial, reference: '', direction: 'debit', amountFen, bookedOn },
    ...{ counterpartyName: '电费', counterpartyAccount: '' },
  });

  it('takes a second debit back after two people explained it and the day was closed: the payment is not sent again', async () => {
    await treasury.send();
    const day = await treasury.day();
    let debit: Record<string, unknown> = {};
    const twice = (statement: BankStatement) => {
      debit = statement.lines[0] ?? {};
      statement.lines.push({ ...debit, bankSerial: 'TWICE' });
    };
    await treasury.sleep();
    const { id } = valueOf(await treasury.read(await treasury.statement(day, twice)));
    valueOf(await treasury.propose('statement_exception', 'explained'));
    valueOf(await treasury.decide('statement_exception'));
    valueOf(await treasury.closeDay(day, id));

    const next = await dayAfter(day);
    const back = (...serials: string[]) =>
      treasury.statement(next, (statement) => {
        for (const serial of serials) statement.lines.push(credit(debit, serial, next));
      });
    expect(valueOf(await treasury.read(await back('BACK'))).classified).toEqual({ reversed: 1 });
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['settled', []]);
    // What comes back after that is the payment itself.
    expect(valueOf(await treasury.read(await back('BACK', 'AGAIN'))).classified).toEqual({
      'already-read': 1,
      returned: 1,
    });
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['returned', ['payment_returned']]);
  });

  it('begins its serial numbers anew every day: the debit of another day is another debit', async () => {
    const day = await treasury.day();
    const before = await treasury.statement(day, ({ lines }) => lines.push(strange('1', day)));
    valueOf(await treasury.read(before));
    await treasury.sleep();
    await treasury.send();
    const next = await dayAfter(day);
    const renumbered = (statement: BankStatement) =>
      Object.assign(statement.lines[0] ?? {}, { bankSerial: '1' });
    expect(valueOf(await treasury.read(await treasury.statement(next, renumbered))).classified).toEqual({
      matched: 1,
    });
    expect((await treasury.payment()).state).toBe('settled');
  });

  it('says something else about a line that was read before: refused with the line, nothing posted', async () => {
    await treasury.send();
    const day = await treasury.day();
    const first = await treasury.statement(day, ({ lines }) => {
      lines.splice(0, lines.length, strange('S1', day));
    });
    valueOf(await treasury.read(first));
    const changed = await treasury.statement(day, ({ lines }) => lines.unshift(strange('S1', day, 900)));
    expect(await treasury.read(changed)).toMatchObject({
      refusal: {
        code: 'statement-invalid',
        details: { problems: [expect.stringMatching(/^第 1 笔.*S1.*1\.00.*9\.00/)] },
      },
    });
    expect((await treasury.payment()).state).toBe('accepted');
  });

  it('writes a statement of a day that has not begun: refused, and what is on it settles nothing', async () => {
    await treasury.send();
    const today = await treasury.day();
    const tomorrow = await dayAfter(today);
    const early = JSON.parse(await treasury.statement(today)) as BankStatement;
    const lines = early.lines.map((line) => ({ ...line, bookedOn: tomorrow }));
    const read = await treasury.read(JSON.stringify({ ...early, date: tomorrow, lines }));
    expect([refusalOf(read), (await treasury.payment()).state]).toEqual(['statement-invalid', 'accepted']);
  });

  it('lists the newest first: money that left and came back on one day came back', async () => {
    await treasury.send();
    const day = await treasury.day();
    const newestFirst = (statement: BankStatement) =>
      statement.lines.unshift(credit(statement.lines[0] ?? {}, 'BACK', day));
    expect(valueOf(await treasury.read(await treasury.statement(day, newestFirst)))).toMatchObject({
      classified: { matched: 1, returned: 1 },
      exceptions: [{ position: 1, classification: 'returned' }],
    });
    expect([(await treasury.payment()).state, await kinds()]).toEqual(['returned', ['payment_returned']]);
  });
});

it('the books are proved on the database, and a balance that somebody changed is named', async () => {
  await treasury.send();
  const auditor = await treasury.office.as('auditor');
  const proof = async () => valueOf(await casework.verifyAudit(treasury.office.db, auditor));
  expect(await proof()).toMatchObject({ intact: true, ledger: { payments: 1, problems: [] } });
  const owner = new Client(treasury.office.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('duixian.scope', 'system', false)`);
  await owner.query(
    `UPDATE ledger_account SET balance_fen = balance_fen + 1 WHERE kind = 'in_flight' AND balance_fen > 0`,
  );
  await owner.end();
  const { intact, ledger } = await proof();
  expect([intact, ledger.problems.sort()]).toEqual([
    false,
    [
      expect.stringMatching(/in_flight is 5000001 fen, its payments and demands come to 5000000/),
      expect.stringMatching(/its accounts add up to 1 fen/),
      expect.stringMatching(/holds 5000001 fen, its entries add up to 5000000/),
    ],
  ]);
  expect(ledger.promises.flatMap(({ findings }) => findings)).toEqual([
    { kind: 'account-sum', figures: [expect.any(String), '5000001', '5000000'] },
    { kind: 'line-sum', figures: [expect.any(String), '1'] },
    { kind: 'unexplained', figures: [expect.any(String), 'in_flight', '5000001', '5000000'] },
  ]);
});

describe('closing a day', () => {
  it('waits until it is over, every line is explained and the statement is the last; then takes nothing more', async () => {
    await treasury.send();
    const day = await treasury.day();
    const first = valueOf(await treasury.read(await treasury.statement(day)));
    const close = async (id: string) => {
      const outcome = await treasury.closeDay(day, id);
      return outcome.ok
        ? outcome.value
        : (outcome.refusal as { details?: { missing?: string[] } }).details?.missing;
    };
    expect(await close(first.id)).toEqual([expect.stringContaining('还没有结束')]);
    await treasury.sleep();
    const strange = (statement: BankStatement) => {
      const line = { bankSerial: 'S1', amountFen: 100, counterpartyName: '电费', counterpartyAccount: '' };
      statement.lines.push({ ...line, direction: 'debit', bookedOn: day, reference: '' });
    };
    const last = valueOf(await treasury.read(await treasury.statement(day, strange)));
    expect(await close(first.id)).toEqual([
      expect.stringContaining('1 笔差异未处理'),
      expect.stringContaining('少 1 笔'),
    ]);
    valueOf(await treasury.propose('statement_exception', 'explained'));
    valueOf(await treasury.decide('statement_exception'));
    expect(await close(last.id)).toMatchObject({ lineCount: 2, debitFen: 5_000_100, creditFen: 0 });
    expect(refusalOf(await treasury.closeDay(day, last.id))).toBe('day-closed');

    const late = (statement: BankStatement) => {
      strange(statement);
      statement.lines.push({ ...statement.lines[1], bankSerial: 'S2' });
    };
    expect(refusalOf(await treasury.read(await treasury.statement(day, late)))).toBe('day-closed');
    const client = await treasury.connect();
    await client.query('BEGIN');
    await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
    await expect(
      client.query(
        `INSERT INTO bank_statement SELECT gen_random_uuid(), region_code, account_number, 'x', statement_date, 'x', content, imported_at, imported_by FROM bank_statement LIMIT 1`,
      ),
    ).rejects.toThrow(/is closed/);
    await client.end();
  });
});

/** One day of an account as camt.053; what came back carries `returned`. */
const camtOf = ({ account, date, lines, totals }: BankStatement, returned: string): string => {
  const yuan = (fen: unknown): string => (Number(fen) / 100).toFixed(2);
  const side = (tag: string, direction: string, fen: number): string =>
    `<${tag}><NbOfNtries>${lines.filter((line) => line['direction'] === direction).length}</NbOfNtries><Sum>${yuan(fen)}</Sum></${tag}>`;
  const entries = lines.map(
    (line) =>
      `<Ntry><Amt Ccy="CNY">${yuan(line['amountFen'])}</Amt><CdtDbtInd>${line['direction'] === 'debit' ? 'DBIT' : 'CRDT'}</CdtDbtInd>
       <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${date}</Dt></BookgDt><AcctSvcrRef>${String(line['bankSerial'])}</AcctSvcrRef><BkTxCd/>
       <NtryDtls><TxDtls><Refs><EndToEndId>${String(line['reference'])}</EndToEndId></Refs>
       <RltdPties><Cdtr><Pty><Nm>${String(line['counterpartyName'])}</Nm></Pty></Cdtr>
       <CdtrAcct><Id><Othr><Id>${String(line['counterpartyAccount'])}</Id></Othr></Id></CdtrAcct></RltdPties>
       ${line['direction'] === 'debit' ? '' : returned}</TxDtls></NtryDtls></Ntry>`,
  );
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>
    <CreDtTm>${date}T20:00:00</CreDtTm></GrpHdr><Stmt><Id>camt-${date}</Id><FrToDt><FrDtTm>${date}T00:00:00</FrDtTm><ToDtTm>${date}T23:59:59</ToDtTm></FrToDt>
    <Acct><Id><Othr><Id>${account}</Id></Othr></Id></Acct>
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${date}</Dt></Dt></Bal>
    <TxsSummry>${side('TtlCdtNtries', 'credit', totals.creditFen)}${side('TtlDbtNtries', 'debit', totals.debitFen)}</TxsSummry>
    ${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
};
