import { listBudgets, listPayments, type PaymentView } from '@duixian/casework';
import { outboxBacklog, readCaseEvents, runQuery } from '@duixian/persistence';
import { Office, PLACES, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import { Client } from 'pg';
import { prepareQueueSchema } from '../../apps/worker/src';
import { HeldWire } from './held-wire';
import { SimulatedBank } from './simulated-bank';
import { until } from './until';
import { WorkerProcess } from './worker-process';

jest.setTimeout(90_000);

/** An office with one payment of 叶县 released and nothing sent, a bank, the line to it, and workers that can die. */
class Scene {
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    readonly office: Office,
    readonly bank: SimulatedBank,
    readonly wire: HeldWire,
    private readonly applicationId: string,
  ) {}

  static async open(): Promise<Scene> {
    const [office, bank] = await Promise.all([Office.open(), SimulatedBank.open()]);
    const { ownerUrl, appUrl } = office.database;
    await prepareQueueSchema({ ownerUrl, appRole: new URL(appUrl).username });
    const id = await walkToAward(office, 'yexian');
    await release(office, 'yexian', await prepare(office, 'yexian', PLACES.yexian.regionCode));
    return new Scene(office, bank, await HeldWire.to(bank.url), id);
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await worker.kill();
    await this.wire.close();
    await Promise.all([this.office.close(), this.bank.close()]);
  }

  async startWorker(): Promise<WorkerProcess> {
    const { appUrl } = this.office.database;
    const worker = await WorkerProcess.start({ databaseUrl: appUrl, bankUrl: this.wire.url });
    this.workers.push(worker);
    return worker;
  }

  async payment(): Promise<PaymentView> {
    const filter = { applicationId: this.applicationId };
    const auditor = await this.office.as('auditor');
    const [payment] = valueOf(await listPayments(this.office.db, auditor, filter, { limit: 5 })).items;
    if (!payment) throw new Error('there is no payment');
    return payment;
  }

  /** Waits until the payment has a state. */
  async stands(state: string, withinMs = 60_000): Promise<void> {
    await until(
      `payment ${state}`,
      async () => ((await this.payment()).state === state ? true : null),
      withinMs,
    );
  }

  async bankHas(count: number): Promise<void> {
    await until('the bank has it', async () =>
      (await this.bank.ledger()).received.length === count ? true : null,
    );
  }

  /** What happened to the payment since its release. */
  async paymentEvents(): Promise<string[]> {
    const events = await runQuery(this.office.db, { kind: 'system', name: 'test' }, (tx) =>
      readCaseEvents(tx, this.applicationId),
    );
    const types = events.map((event) => event.type);
    return types.slice(types.indexOf('payment.released') + 1);
  }

  /** The message to send stands again as if its worker had died just before it noted "done". */
  async forgetThatItWasSent(): Promise<void> {
    const client = new Client(this.office.database.appUrl);
    await client.connect();
    try {
      // What the dead worker sent to the server last may still be under way there.
      await until('the dead worker is gone from the server', async () => {
        const { rowCount } = await client.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'duixian-worker'`,
        );
        return rowCount === 0 ? true : null;
      });
      await client.query('BEGIN');
      await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
      const { rowCount } = await client.query(
        `UPDATE outbox SET done_at = NULL, hinted_at = NULL WHERE topic = 'payment.released'`,
      );
      await client.query('COMMIT');
      expect(rowCount).toBe(1);
    } finally {
      await client.end();
    }
  }
}

interface Death {
  /** Runs a first worker and kills it there. */
  dies: (scene: Scene) => Promise<void>;
  /** What must have happened to the payment once the second worker is through. */
  events: string[];
}

const LOST_THEN_ASKED = ['payment.sending', 'payment.answer_lost', 'payment.accepted'];

const DEATHS: Record<string, Death> = {
  'before the bank has it: the instruction arrives when its sender is dead already': {
    dies: async (scene) => {
      scene.wire.hold();
      const worker = await scene.startWorker();
      await until('it is on its way', () => Promise.resolve(scene.wire.waitingCount === 1 ? true : null));
      expect((await scene.bank.ledger()).received).toEqual([]);
      await worker.kill();
      expect((await scene.payment()).state).toBe('sending');
      scene.wire.deliver();
      await scene.bankHas(1);
    },
    events: LOST_THEN_ASKED,
  },
  'while the bank, which has booked it, holds the answer': {
    dies: async (scene) => {
      await scene.bank.simulate({ mode: 'delay', delayMs: 15_000 });
      const worker = await scene.startWorker();
      await scene.bankHas(1);
      await worker.kill();
      expect((await scene.payment()).state).toBe('sending');
    },
    events: LOST_THEN_ASKED,
  },
  'after the answer is stored, before the message counts as done': {
    dies: async (scene) => {
      const worker = await scene.startWorker();
      await scene.stands('accepted');
      await worker.kill();
      await scene.forgetThatItWasSent();
    },
    events: ['payment.sending', 'payment.accepted'],
  },
};

it.concurrent.each(Object.entries(DEATHS))('a worker killed %s: sent once, paid once', async (_, death) => {
  const scene = await Scene.open();
  try {
    await death.dies(scene);
    await scene.startWorker();
    await scene.stands('accepted');
    await until('the second worker is through', async () => {
      const { waiting } = await outboxBacklog(scene.office.db);
      return waiting === 0 ? true : null;
    });
    expect(await scene.paymentEvents()).toEqual(death.events);
    const payment = await scene.payment();
    expect([payment.state, payment.attempts.map((attempt) => attempt.state)]).toEqual([
      'accepted',
      ['accepted'],
    ]);

    const { received, paidMoreThanOnce } = await scene.bank.ledger();
    expect(paidMoreThanOnce).toEqual([]);
    expect(
      received.map(({ kind, reference, payerAccount, amountFen }) => [
        kind,
        reference,
        payerAccount,
        amountFen,
      ]),
    ).toEqual([['payment', payment.attempts[0]?.bankReference, PLACES.yexian.account, 5_000_000]]);
    const budgets = valueOf(await listBudgets(scene.office.db, await scene.office.as('yexian-maker'))).items;
    expect(budgets).toMatchObject([{ reservedFen: 0, inFlightFen: 5_000_000, spentFen: 0 }]);
  } finally {
    await scene.close();
  }
});
