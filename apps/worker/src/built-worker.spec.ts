import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listPayments, type PaymentView } from '@duixian/casework';
import { readCaseEvents, runQuery } from '@duixian/persistence';
import { Office, prepare, release, valueOf, walkToAward } from '@duixian/testing';
import IORedis from 'ioredis';
// Only this test lets the worker and the bank meet.
import { type RunningBank, startBank } from '../../bank-simulator/src/start-bank';
import { prepareQueueSchema } from './queue/prepare-queue-schema';
import { redisPrefix } from './queue/queue-connection';

jest.setTimeout(180_000);

const DIST = join(__dirname, '../dist');
const BACKENDS = ['PostgreSQL', 'Redis'] as const;

/** An office with one released payment, a bank, and workers that are real processes. */
class Town {
  private readonly workers: ChildProcess[] = [];

  private constructor(
    readonly office: Office,
    readonly bank: RunningBank,
    readonly redisUrl: string | null,
    private readonly folder: string,
    private readonly applicationId: string,
  ) {}

  static async open(redisUrl: string | null): Promise<Town> {
    const folder = mkdtempSync(join(tmpdir(), 'duixian-worker-'));
    const [office, bank] = await Promise.all([Office.open(), startBank({ port: 0, dataDir: folder })]);
    const id = await walkToAward(office, 'yexian');
    await release(office, 'yexian', await prepare(office, 'yexian', '410422'));
    const { ownerUrl, appUrl } = office.database;
    if (redisUrl === null) await prepareQueueSchema({ ownerUrl, appRole: new URL(appUrl).username });
    return new Town(office, bank, redisUrl, folder, id);
  }

  async close(): Promise<void> {
    for (const worker of this.workers) worker.kill('SIGKILL');
    if (this.redisUrl !== null) await forget(this.redisUrl, await redisPrefix(this.office.database.appUrl));
    await Promise.all([this.office.close(), this.bank.stop()]);
    rmSync(this.folder, { recursive: true });
  }

  /** Starts the built worker; resolves when it says that it is ready. */
  async startWorker(): Promise<ChildProcess> {
    const worker = runProgram('main.js', {
      DATABASE_URL: this.office.database.appUrl,
      BANK_URL: this.bank.url,
      BANK_TIMEOUT_MS: '20000',
      DUIXIAN_MODE: 'demo',
      ...(this.redisUrl === null ? {} : { REDIS_URL: this.redisUrl }),
    });
    this.workers.push(worker);
    await said(worker, 'worker ready');
    return worker;
  }

  async simulate(body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'PUT', headers, body: JSON.stringify(body) };
    expect((await fetch(`${this.bank.url}/simulation`, init)).status).toBe(200);
  }

  async bankLedger(): Promise<{ received: unknown[]; paidMoreThanOnce: unknown[] }> {
    return (await fetch(`${this.bank.url}/simulation/ledger`)).json() as ReturnType<Town['bankLedger']>;
  }

  async payment(): Promise<PaymentView> {
    const auditor = await this.office.as('auditor');
    const filter = { applicationId: this.applicationId };
    const [payment] = valueOf(await listPayments(this.office.db, auditor, filter, { limit: 5 })).items;
    if (!payment) throw new Error('there is no payment');
    return payment;
  }

  /** What happened to the payment since its release. */
  async paymentEvents(): Promise<string[]> {
    const events = await runQuery(this.office.db, { kind: 'system', name: 'test' }, (tx) =>
      readCaseEvents(tx, this.applicationId),
    );
    const types = events.map((event) => event.type);
    return types.slice(types.indexOf('payment.released') + 1);
  }
}

function runProgram(name: string, environment: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env;
  const program = spawn(process.execPath, [join(DIST, name)], {
    env: { PATH, ...environment },
    stdio: 'pipe',
  });
  programs.push(program);
  return program;
}

/** Everything that was started; nothing outlives the tests. */
const programs: ChildProcess[] = [];
afterAll(() => programs.forEach((program) => program.kill('SIGKILL')));

function said(program: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes(words)) resolve();
      });
    }
    program.once('close', (code, signal) => reject(new Error(`ended (${code ?? signal}) and said: ${text}`)));
  });
}

/** Exit code, or the signal that ended it, and what it said. */
function ended(program: ChildProcess): Promise<{ how: number | string | null; text: string }> {
  return new Promise((resolve) => {
    let text = '';
    for (const stream of [program.stdout, program.stderr])
      stream?.on('data', (chunk: Buffer) => (text += chunk));
    program.once('close', (code, signal) => resolve({ how: code ?? signal, text }));
  });
}

async function until(what: string, condition: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (const end = performance.now() + withinMs; performance.now() < end; await sleep(100)) {
    if (await condition()) return;
  }
  throw new Error(`not within ${withinMs / 1000} s: ${what}`);
}

async function forget(redisUrl: string, prefix: string): Promise<void> {
  const redis = new IORedis(redisUrl);
  for await (const keys of redis.scanStream({ match: `${prefix}:*` })) {
    if ((keys as string[]).length > 0) await redis.del(keys as string[]);
  }
  await redis.quit();
}

/** REDIS_URL, or the usual address where one answers; null otherwise. */
async function findRedis(): Promise<string | null> {
  const url = process.env['REDIS_URL'] || 'redis://127.0.0.1:6379';
  const redis = new IORedis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return url;
  } catch (error) {
    if (process.env['REDIS_URL']) throw error;
    return null;
  } finally {
    redis.disconnect();
  }
}

/** Runs a test on one backend; says so where there is no Redis to run it on. */
async function on(backend: (typeof BACKENDS)[number], test: (town: Town) => Promise<void>): Promise<void> {
  const redisUrl = backend === 'Redis' ? await findRedis() : null;
  if (backend === 'Redis' && redisUrl === null) {
    console.warn('NOT TESTED on Redis: none answers at 127.0.0.1:6379, and REDIS_URL is not set.');
    return;
  }
  const town = await Town.open(redisUrl);
  try {
    await test(town);
  } finally {
    await town.close();
  }
}

describe.each(BACKENDS)('the built worker on %s', (backend) => {
  it('killed while the bank holds the answer: one attempt, unknown, accepted by query, sent once', () =>
    on(backend, async (town) => {
      await town.simulate({ mode: 'delay', delayMs: 5_000 });
      const first = await town.startWorker();
      await until('the bank has it', async () => (await town.bankLedger()).received.length > 0);
      first.kill('SIGKILL');
      expect((await town.payment()).state).toBe('sending');

      await town.startWorker();
      await until('accepted', async () => (await town.payment()).state === 'accepted');
      const { attempts } = await town.payment();
      expect(attempts.map((attempt) => attempt.state)).toEqual(['accepted']);
      expect(await town.paymentEvents()).toEqual([
        'payment.sending',
        'payment.answer_lost',
        'payment.accepted',
      ]);
      const ledger = await town.bankLedger();
      expect([ledger.received.length, ledger.paidMoreThanOnce]).toEqual([1, []]);
    }));

  it('asked to stop: lets the job that runs finish, exits 0', () =>
    on(backend, async (town) => {
      await town.simulate({ mode: 'delay', delayMs: 2_000 });
      const worker = await town.startWorker();
      await until('the bank has it', async () => (await town.bankLedger()).received.length > 0);
      const end = ended(worker);
      worker.kill('SIGTERM');
      expect(await end).toEqual({ how: 0, text: '' });
      expect((await town.payment()).state).toBe('accepted');
    }));
});

describe('a start that cannot work ends with a sentence', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  const COMPLETE = { BANK_URL: 'http://127.0.0.1:1', DUIXIAN_MODE: 'demo' };
  it.each([
    ['no database named', () => ({}), /^DATABASE_URL is missing.*\n$/],
    [
      'no database there',
      () => ({ DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }),
      /^The database of .* cannot be used .*\n$/,
    ],
    [
      'no queue tables',
      () => ({ DATABASE_URL: office.database.appUrl }),
      /^The queue tables cannot .*prepare-queues.*\n$/,
    ],
  ])('%s', async (_, settings, sentence) => {
    const { how, text } = await ended(runProgram('main.js', { ...COMPLETE, ...settings() }));
    expect(
      text
        .split('\n')
        .filter((line) => !/^\d{4}-/.test(line))
        .join('\n'),
    ).toMatch(sentence);
    expect(how).toBe(1);
  });

  it('prepare-queues says what it needs, and needs nothing with Redis', async () => {
    const refused = await ended(runProgram('prepare-queues.js', {}));
    expect(refused).toEqual({ how: 1, text: expect.stringMatching(/OWNER_DATABASE_URL.*\nAPP_ROLE.*\n$/) });
    const redis = await ended(runProgram('prepare-queues.js', { REDIS_URL: 'redis://127.0.0.1:6379' }));
    expect(redis).toEqual({ how: 0, text: '' });
  });

  it('prepare-queues makes the tables', async () => {
    const { ownerUrl, appUrl } = office.database;
    const environment = { OWNER_DATABASE_URL: ownerUrl, APP_ROLE: new URL(appUrl).username };
    expect(await ended(runProgram('prepare-queues.js', environment))).toEqual({ how: 0, text: '' });
    const worker = runProgram('main.js', { ...COMPLETE, DATABASE_URL: appUrl });
    await said(worker, 'worker ready');
    const end = ended(worker);
    worker.kill('SIGINT');
    expect((await end).how).toBe(0);
  });
});
