import * as casework from '@duixian/casework';
import {
  CITY,
  PLACES,
  prepare,
  release,
  valueOf,
  walkToAward,
  WILLING_BANK,
  type Office,
} from '@duixian/testing';

const { regionCode, account } = PLACES.xinhua;

/** 新华区's one payment and its batch, brought to the state that is wanted from whatever state they are in. */
export class MoneySubjects {
  private constructor(
    private readonly office: Office,
    private readonly applicationId: string,
  ) {}

  static async open(office: Office): Promise<MoneySubjects> {
    return new MoneySubjects(office, await walkToAward(office, 'xinhua'));
  }

  async payment(): Promise<casework.PaymentView> {
    const filter = { applicationId: this.applicationId, regionCode };
    const auditor = await this.office.as('auditor');
    const [payment] = valueOf(
      await casework.listPayments(this.office.db, auditor, filter, { limit: 5 }),
    ).items;
    if (!payment) throw new Error('there is no payment');
    return payment;
  }

  /** The city's share of the same award, which no other row touches. */
  async paymentOfCity(): Promise<casework.PaymentView> {
    const filter = { applicationId: this.applicationId, regionCode: CITY.regionCode };
    const auditor = await this.office.as('auditor');
    const found = await casework.listPayments(this.office.db, auditor, filter, { limit: 5 });
    const [payment] = valueOf(found).items;
    if (!payment) throw new Error('the city owes nothing');
    return payment;
  }

  async batch(): Promise<casework.BatchView | undefined> {
    const { batchId } = await this.payment();
    const auditor = await this.office.as('auditor');
    return batchId === null ? undefined : valueOf(await casework.readBatch(this.office.db, auditor, batchId));
  }

  /** The payment waits to be batched. */
  async planned(): Promise<void> {
    const batch = await this.batch();
    if (batch?.state !== 'prepared') return;
    const { id: batchId, version } = batch;
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), batchId, version };
    valueOf(await casework.cancelBatch(this.office.db, command));
  }

  async preparedBatch(): Promise<{ id: string; version: number }> {
    return (await this.batch()) ?? (await prepare(this.office, 'xinhua', regionCode));
  }

  /** The bank refused it: it can be put back in the line. */
  async rejectedPayment(): Promise<{ id: string; version: number }> {
    const { state } = await this.payment();
    if (state === 'planned') {
      await release(this.office, 'xinhua', await prepare(this.office, 'xinhua', regionCode));
    }
    const rejected = { outcome: 'rejected', code: 'AC04', reason: '收款账户已销户', raw: '{}' } as const;
    await this.office.drain({ ...WILLING_BANK, send: () => Promise.resolve(rejected) });
    return this.payment();
  }

  private allotments = 0;

  /** A budget line of 新华区 that nobody has proposed yet. */
  allotment(): casework.BudgetAllotment {
    const documentNumber = `新财指〔2026〕${(this.allotments += 1)}号`;
    return {
      regionCode,
      year: 2026,
      subject: '小升规奖励资金',
      documentNumber,
      amountFen: 100,
      note: '下达',
    };
  }

  async increase(): Promise<casework.BudgetAdjustment> {
    const maker = await this.office.as('xinhua-maker');
    const [line] = valueOf(await casework.listBudgets(this.office.db, maker)).items;
    if (!line) throw new Error('there is no budget line');
    return {
      kind: 'increase',
      lineId: line.id,
      amountFen: 100,
      documentNumber: '新财预〔2026〕1号',
      note: '追加',
    };
  }

  private accounts = 0;

  /** Another name for the account of 新华区, while none waits to be decided. */
  async treasuryAccount(): Promise<casework.GivenTreasuryAccount> {
    const actor = await this.office.as('xinhua-maker');
    const found = await casework.listTreasuryAccounts(
      this.office.db,
      actor,
      { open: true, regionCode },
      { limit: 5 },
    );
    for (const { id: accountId } of valueOf(found).items) {
      const command = { actor, idempotencyKey: this.office.key(), accountId, action: 'withdraw' as const };
      valueOf(await casework.decideOnTreasuryAccount(this.office.db, command));
    }
    return {
      ...{ regionCode, accountName: `新华区财政局专户${(this.accounts += 1)}`, accountNumber: account },
      ...{ bankCode: '313495000002', documentNumber: '新财库〔2026〕1号', note: '更名' },
    };
  }

  /** An account that the maker of 新华区 has proposed. */
  async proposedAccount(): Promise<{ id: string }> {
    const given = await this.treasuryAccount();
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), ...given };
    return valueOf(await casework.proposeTreasuryAccount(this.office.db, command));
  }

  /** A change that the maker of 新华区 has proposed. */
  async proposedChange(): Promise<{ id: string; version: number }> {
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), ...(await this.increase()) };
    return valueOf(await casework.proposeAdjustment(this.office.db, command));
  }

  private statementCount = 0;

  /** A statement that was read, with a line that no payment explains. */
  async readStatement(): Promise<casework.StatementAnswer> {
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), content: this.statement() };
    return valueOf(await casework.importStatement(this.office.db, command));
  }

  /** The open task of such a line. */
  async openTask(): Promise<{ id: string; version: number }> {
    const { id: statementId } = await this.readStatement();
    const maker = await this.office.as('xinhua-maker');
    const { items } = valueOf(
      await casework.listFinanceTasks(this.office.db, maker, { done: false }, { limit: 200 }),
    );
    const task = items.find((each) => each.line?.statementId === statementId);
    if (!task) throw new Error('the line has no task');
    return task;
  }

  /** A task whose explanation the maker has proposed. */
  async proposedTask(): Promise<{ id: string; version: number }> {
    const { id: taskId, version } = await this.openTask();
    const actor = await this.office.as('xinhua-maker');
    const command = { actor, idempotencyKey: this.office.key(), taskId, version, note: '电费' };
    return valueOf(await casework.proposeResolution(this.office.db, { ...command, resolution: 'explained' }));
  }

  /** A day of which everything is explained, and its statement. */
  async closableDay(): Promise<{ regionCode: string; day: string; statementId: string }> {
    const day = `2026-02-${String((this.statementCount % 27) + 1).padStart(2, '0')}`;
    const actor = await this.office.as('xinhua-maker');
    const totals = { count: 0, debitFen: 0, creditFen: 0 };
    const content = JSON.stringify({
      statementId: `EMPTY${(this.statementCount += 1)}`,
      account,
      date: day,
      lines: [],
      totals,
    });
    const command = { actor, idempotencyKey: this.office.key(), content };
    const { id: statementId } = valueOf(await casework.importStatement(this.office.db, command));
    return { regionCode, day, statementId };
  }

  /** A statement of 新华区's account that nobody has read yet, with a line that is no business of ours. */
  statement(): string {
    this.statementCount += 1;
    const [serial, date] = [`TEST${this.statementCount}`, '2026-03-02'];
    const line = {
      bankSerial: serial,
      reference: '',
      direction: 'debit',
      amountFen: 100,
      counterpartyName: '电费',
      counterpartyAccount: '',
      bookedOn: date,
    };
    const totals = { count: 1, debitFen: 100, creditFen: 0 };
    return JSON.stringify({ statementId: serial, account, date, lines: [line], totals });
  }
}
