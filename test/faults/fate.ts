import { connectDatabase, type Database } from '@duixian/casework';
import type { PaymentRail } from '@duixian/payment-rail';
import { Client } from 'pg';

/** What happens at a fault point. A death leaves no time for anything: the sockets are gone and nothing goes on. */
export const FATES = ['process-dies', 'connections-lost', 'server-crashes'] as const;
export type FateKind = (typeof FATES)[number];

export interface Fate {
  kind: FateKind;
  point: string;
}

const COMMANDS = [
  'prepareBatch',
  'releaseBatch',
  'startAttempt',
  'recordBankAnswer',
  'importStatement',
  'closeTreasuryDay',
  'settleApplication',
  'reopenApplication',
  'requeuePayment',
  'proposeResolution',
  'decideResolution',
  'proposeRecovery',
  'decideRecovery',
  'recordRecoveryEntry',
  'decideRecoveryEntry',
  'proposeReversal',
  'decideReversal',
  'relay',
] as const;

/** Before and after every commit of the payment's way, and around both calls of the bank. */
export const FAULT_POINTS: readonly string[] = [
  ...COMMANDS.flatMap((command) => [`${command}: before commit`, `${command}: after commit`]),
  'send: before the call',
  'send: after the call, before the answer is stored',
  'query: before the call',
  'query: after the call, before the answer is stored',
];

interface Runner {
  query(sql: string, values?: unknown[], structured?: boolean): Promise<unknown>;
  commitTransaction(): Promise<void>;
}
interface Socket {
  destroy(): void;
}

/** What strikes a process when it comes to a point; null lets it pass. */
export type Strikes = (point: string) => FateKind | null;

/** `fate` strikes once, the first time its point is reached. */
export function once(fate: Fate | null): Strikes {
  let left = fate;
  return (point) => {
    if (left?.point !== point) return null;
    const { kind } = left;
    left = null;
    return kind;
  };
}

/** One process of ours, as far as the database can tell: its own connections, and a bank to talk to. */
export class Life {
  private ended: () => void = () => undefined;
  /** Resolves when the process died. */
  readonly death = new Promise<'died'>((resolve) => (this.ended = () => resolve('died')));
  private fired = false;

  private constructor(
    readonly db: Database,
    private readonly appUrl: string,
    private readonly serverUrl: string,
    private readonly strikes: Strikes,
  ) {}

  static async begin(urls: { appUrl: string; serverUrl: string }, strikes: Strikes): Promise<Life> {
    const db = await connectDatabase(urls.appUrl, { poolSize: 4, applicationName: 'fault-life' });
    const life = new Life(db, urls.appUrl, urls.serverUrl, strikes);
    life.watchCommits();
    return life;
  }

  /** True when something struck. */
  get struck(): boolean {
    return this.fired;
  }

  /** The bank as this life reaches it. */
  over(rail: PaymentRail): PaymentRail {
    const around = async <T>(question: 'send' | 'query', call: () => Promise<T>): Promise<T> => {
      await this.reach(`${question}: before the call`);
      const answer = await call();
      await this.reach(`${question}: after the call, before the answer is stored`);
      return answer;
    };
    return {
      send: (payload) => around('send', () => rail.send(payload)),
      query: (reference) => around('query', () => rail.query(reference)),
    };
  }

  async end(): Promise<void> {
    await Promise.race([this.db.close().catch(() => undefined), new Promise((r) => setTimeout(r, 300))]);
  }

  private watchCommits(): void {
    const source = this.db.source as unknown as { createQueryRunner(mode?: string): Runner };
    const make = source.createQueryRunner.bind(source);
    source.createQueryRunner = (mode) => {
      const runner = make(mode);
      let command = 'relay';
      const query = runner.query.bind(runner);
      runner.query = async (sql, values, structured) => {
        if (sql.startsWith('INSERT INTO idempotency_key')) command = String(values?.[2]);
        await this.reach(`${command}: before a statement`);
        const answer = await query(sql, values, structured);
        await this.reach(`${command}: after a statement`);
        return answer;
      };
      const commit = runner.commitTransaction.bind(runner);
      runner.commitTransaction = async () => {
        await this.reach(`${command}: before commit`);
        await commit();
        await this.reach(`${command}: after commit`);
      };
      return runner;
    };
  }

  private async reach(point: string): Promise<void> {
    const kind = this.strikes(point);
    if (kind === null) return;
    this.fired = true;
    switch (kind) {
      case 'process-dies':
        this.cutConnections();
        this.ended();
        // Whoever waits here never goes on.
        return new Promise(() => undefined);
      case 'connections-lost':
        return this.onServer(this.appUrl, async (client) => {
          await client.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fault-life' AND datname = current_database()`,
          );
        });
      case 'server-crashes':
        return this.crashServer();
    }
  }

  private cutConnections(): void {
    const driver = (this.db.source as unknown as { driver: { master: { _clients: unknown[] } } }).driver;
    for (const client of driver.master._clients)
      (client as { connection: { stream: Socket } }).connection.stream.destroy();
  }

  /** A backend that is killed takes the server with it: it ends every connection and recovers from its log. */
  private async crashServer(): Promise<void> {
    await this.onServer(this.serverUrl, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
    }).catch(() => undefined);
    for (let tries = 0; tries < 200; tries += 1) {
      const answers = await this.onServer(this.serverUrl, (client) => client.query('SELECT 1')).then(
        () => true,
        () => false,
      );
      if (answers && tries > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the server did not recover');
  }

  private async onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client(url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
