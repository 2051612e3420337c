import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DEMO_PASSWORD, NO_SECOND_FACTOR, type DemoSize, type Mode } from '@duixian/casework';
import { Office } from '@duixian/testing';
import { createApi } from '../../apps/api/src';
import { prepareQueueSchema, startWorker, type RunningWorker } from '../../apps/worker/src';
import { Caller } from './caller';
import { SimulatedBank } from './simulated-bank';

/**
 * The whole system as `npm start` runs it, in this process and on a database of its own: the API on a port of the
 * loopback, and where asked for, a worker and the simulated bank. Everything is done over HTTP; `office` is for what
 * no route offers.
 */
export class Town {
  private readonly callers = new Map<string, Caller>();

  private constructor(
    readonly office: Office,
    readonly api: NestFastifyApplication,
    readonly url: string,
    readonly bank: SimulatedBank,
    private readonly worker: RunningWorker | null,
  ) {}

  /** `worker` false: nothing happens by itself, and the office drains where needed. `consoleFolder`: the built console. */
  static async open({
    worker = false,
    mode = 'demo' as Mode,
    consoleFolder = null as string | null,
    demo = 'story' as DemoSize,
    secondFactor = NO_SECOND_FACTOR,
  } = {}): Promise<Town> {
    const [office, bank] = await Promise.all([Office.open({ poolSize: 12, demo }), SimulatedBank.open()]);
    const api = await createApi({
      db: office.db,
      configuration: { mode, secondFactor, bankUrl: bank.url },
      signInsPerMinute: null,
      consoleFolder,
    });
    await api.listen(0, '127.0.0.1');
    return new Town(office, api, await api.getUrl(), bank, worker ? await workerOf(office, bank) : null);
  }

  async close(): Promise<void> {
    await this.worker?.stop();
    await this.api.close();
    await Promise.all([this.office.close(), this.bank.close()]);
  }

  /** Nobody in particular. */
  get anybody(): Caller {
    return new Caller(this.url, null);
  }

  /** A demo account, signed in over HTTP once. */
  async as(username: string): Promise<Caller> {
    const known = this.callers.get(username);
    if (known) return known;
    const caller = await this.signIn(username);
    this.callers.set(username, caller);
    return caller;
  }

  /** A session of its own. */
  async signIn(username: string, password = DEMO_PASSWORD): Promise<Caller> {
    const { token } = await this.anybody.make<{ token: string }>('sessions', { username, password });
    return new Caller(this.url, token);
  }
}

async function workerOf(office: Office, bank: SimulatedBank): Promise<RunningWorker> {
  const { ownerUrl, appUrl } = office.database;
  await prepareQueueSchema({ ownerUrl, appRole: new URL(appUrl).username });
  office.besideWorker = true;
  return startWorker({ databaseUrl: appUrl, bankUrl: bank.url, bankTimeoutMs: 5_000 });
}
