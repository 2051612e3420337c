import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as casework from '@duixian/casework';
import { httpBankRail, type PaymentRail } from '@duixian/payment-rail';
import { Office, passDays, PLACES, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { startBank, type RunningBank } from '../../apps/bank-simulator/src/start-bank';

const { regionCode, account } = PLACES.yexian;

/** A statement as the bank writes it, to be bent. */
export interface BankStatement {
  statementId: string;
  account: string;
  date: string;
  lines: Record<string, unknown>[];
  totals: { count: number; debitFen: number; creditFen: number };
}

/** 叶县's treasury with one payment of 50,000 yuan, its people, and a bank that does what it is told. */
export class Treasury {
  private constructor(
    readonly office: Office,
    readonly bank: RunningBank,
    readonly rail: PaymentRail,
    private readonly folder: string,
    readonly applicationId: string,
  ) {}

  /** The payment is planned; nothing is released yet. */
  static async open(): Promise<Treasury> {
    const folder = mkdtempSync(join(tmpdir(), 'duixian-bank-'));
    const [office, bank] = await Promise.all([Office.open(), startBank({ port: 0, dataDir: folder })]);
    const rail = httpBankRail({ baseUrl: bank.url, timeoutMs: 5000 });
    return new Treasury(office, bank, rail, folder, await walkToAward(office, 'yexian'));
  }

  async close(): Promise<void> {
    await Promise.all([this.office.close(), this.bank.stop()]);
    rmSync(this.folder, { recursive: true });
  }

  async simulate(body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.bank.url}/simulation`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the bank does not: ${await answer.text()}`);
  }

  async ledger(): Promise<{
    received: { kind: string; reference: string; payeeAccount: string; amountFen: number }[];
    paidMoreThanOnce: unknown[];
  }> {
    return (await fetch(`${this.bank.url}/simulation/ledger`)).json() as never;
  }

  /** Prepared by the maker, released by the checker, sent. */
  async send(rail: PaymentRail = this.rail): Promise<void> {
    await release(this.office, 'yexian', await prepare(this.office, 'yexian', regionCode));
    await this.office.drain(rail);
  }

  async payment(): Promise<casework.PaymentView> {
    const auditor = await this.office.as('auditor');
    const filter = { applicationId: this.applicationId };
    const [payment] = valueOf(
      await casework.listPayments(this.office.db, auditor, filter, { limit: 5 }),
    ).items;
    if (!payment) throw new Error('there is no payment');
    return payment;
  }

  async caseState(): Promise<string> {
    const system = { kind: 'system', name: 'test' } as const;
    return valueOf(await casework.readApplication(this.office.db, system, this.applicationId)).state;
  }

  async tasks(done = false): Promise<casework.FinanceTaskView[]> {
    const maker = await this.office.as('yexian-maker');
    return valueOf(await casework.listFinanceTasks(this.office.db, maker, { done }, { limit: 50 })).items;
  }

  async task(kind: string): Promise<casework.FinanceTaskView> {
    const found = (await this.tasks()).find((task) => task.kind === kind);
    if (!found) throw new Error(`no open task ${kind}`);
    return found;
  }

  async requeue(username = 'yexian-maker') {
    const { id: paymentId, version } = await this.payment();
    const command = { actor: await this.office.as(username), idempotencyKey: this.office.key(), paymentId };
    return casework.requeuePayment(this.office.db, { ...command, version });
  }

  async propose(
    kind: string,
    resolution: casework.FinanceResolution,
    { statementId, as = 'yexian-maker' }: { statementId?: string; as?: string } = {},
  ) {
    const { id: taskId, version } = await this.task(kind);
    return casework.proposeResolution(this.office.db, {
      actor: await this.office.as(as),
      idempotencyKey: this.office.key(),
      taskId,
      version,
      resolution,
      note: '已与银行核对',
      ...(statementId === undefined ? {} : { statementId }),
    });
  }

  async decide(kind: string, decision: 'confirm' | 'refuse' = 'confirm', as = 'yexian-checker') {
    const { id: taskId, version } = await this.task(kind);
    return casework.decideResolution(this.office.db, {
      actor: await this.office.as(as),
      idempotencyKey: this.office.key(),
      taskId,
      version,
      decision,
    });
  }

  /** The business day that payments are booked on now. */
  async day(): Promise<string> {
    const { requestedOn } = (await this.tasks()).find((task) => task.payment?.requestedOn)?.payment ?? {};
    if (requestedOn) return requestedOn;
    const client = await this.connect();
    try {
      const { rows } = await client.query<{ day: string }>(
        `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
      );
      return rows[0]?.day ?? '';
    } finally {
      await client.end();
    }
  }

  /** The bank's statement of a day, bent if wanted; totals are put right again. */
  async statement(day: string, bend: (statement: BankStatement) => void = () => undefined): Promise<string> {
    const answer = await fetch(`${this.bank.url}/statements?account=${account}&date=${day}`);
    const statement = (await answer.json()) as BankStatement;
    bend(statement);
    const sum = (direction: string): number =>
      statement.lines
        .filter((line) => line['direction'] === direction)
        .reduce((total, line) => total + Number(line['amountFen']), 0);
    statement.totals = {
      count: statement.lines.length,
      debitFen: sum('debit'),
      creditFen: sum('credit'),
    };
    return JSON.stringify(statement);
  }

  /** Reads it, and lets follow what follows. */
  async read(content: string, as = 'yexian-maker') {
    const actor = await this.office.as(as);
    const answer = await casework.importStatement(this.office.db, {
      actor,
      idempotencyKey: this.office.key(),
      content,
    });
    await this.office.drain(this.rail);
    return answer;
  }

  async closeDay(day: string, statementId: string, as = 'yexian-checker') {
    const actor = await this.office.as(as);
    const command = { actor, idempotencyKey: this.office.key(), regionCode, day, statementId };
    return casework.closeTreasuryDay(this.office.db, command);
  }

  /** Tomorrow comes. */
  async sleep(): Promise<void> {
    await passDays(this.office, 1);
  }

  /** The pauses before the bank is asked again are over, `times` over; answers are stored. */
  async ask(times = 1, rail: PaymentRail = this.rail): Promise<void> {
    for (let asked = 0; asked < times; asked += 1) {
      const client = await this.connect();
      try {
        await client.query(
          `BEGIN; SELECT set_config('duixian.scope', 'system', true);
           UPDATE outbox SET available_at = clock_timestamp() WHERE done_at IS NULL; COMMIT`,
        );
      } finally {
        await client.end();
      }
      await this.office.drain(rail);
    }
  }

  /** The whole number, which no list shows. */
  async payeeAccount(): Promise<string> {
    const [account = ''] = await this.texts(
      `SELECT payee ->> 'accountNumber' AS text FROM payment WHERE application_id = $1`,
      this.applicationId,
    );
    return account;
  }

  /** The newest attempt to pay, by its own id. */
  async attemptId(): Promise<string> {
    const [id = ''] = await this.texts(
      `SELECT a.id AS text FROM payment_attempt a JOIN payment p ON p.id = a.payment_id WHERE p.application_id = $1
       ORDER BY a.attempt_number DESC`,
      this.applicationId,
    );
    return id;
  }

  /** What the bank answered about an attempt, word for word. */
  async answersTo(attemptId: string): Promise<string[]> {
    return this.texts('SELECT raw AS text FROM bank_answer WHERE attempt_id = $1', attemptId);
  }

  private async texts(sql: string, about: string): Promise<string[]> {
    const client = await this.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
      return (await client.query<{ text: string }>(sql, [about])).rows.map(({ text }) => text);
    } finally {
      await client.end();
    }
  }

  async connect(): Promise<Client> {
    const client = new Client(this.office.database.appUrl);
    await client.connect();
    return client;
  }

  async budget(): Promise<Record<string, number>> {
    const maker = await this.office.as('yexian-maker');
    const [line] = valueOf(await casework.listBudgets(this.office.db, maker)).items;
    if (!line) throw new Error('no budget line');
    const { availableFen, reservedFen, inFlightFen, spentFen } = line;
    return { availableFen, reservedFen, inFlightFen, spentFen };
  }
}
