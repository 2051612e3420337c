import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bullmq';
import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectDatabase, FileStore, SealAnchors, type Database } from '@duixian/casework';
import { httpBankRail, type PaymentRail } from '@duixian/payment-rail';
import type { Queue } from 'bullmq';
import { CONCURRENCY, OutboxProcessor } from './consumers/outbox.processor';
import { Ground } from './ground';
import { smtpMailer } from './mail/smtp-mailer';
import { describeProblem, logProblem } from './problem';
import { QUEUE_NAME } from './queue/queue-connection';
import { OutboxRelay } from './relay/outbox-relay';
import { NoticeClosing } from './schedule/notice-closing';
import { NightlySweep } from './schedule/nightly-sweep';
import { DueInstalments } from './schedule/due-instalments';
import { ClockReminders } from './schedule/clock-reminders';
import { OfferExpiry } from './schedule/offer-expiry';
import { FileCleaning } from './schedule/file-cleaning';
import { Pruning } from './schedule/pruning';
import { TrailSealing } from './schedule/trail-sealing';
import { DEFAULT_BANK_TIMEOUT_MS, type WorkerSettings } from './settings';
import { WorkerModule } from './worker.module';

/** What runs again and again; the jobs of the queue end by themselves. */
const SCHEDULE = [
  ...[OutboxRelay, NoticeClosing, OfferExpiry, NightlySweep],
  ...[ClockReminders, DueInstalments, TrailSealing, Pruning, FileCleaning],
] as const;

/** Why the worker did not start, in one sentence for the operator. */
export class WorkerStartError extends Error {}

export interface RunningWorker {
  /** Takes no new work, lets what runs finish (at most 20 s), and closes queue and database. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 15_000;
const FINISH_WITHIN_MS = 20_000;
/** The consumers, the relay, the schedule. */
const POOL_SIZE = CONCURRENCY + 2;

/**
 * Starts relay, consumers and schedule. One worker after the other where a process runs several: which backend BullMQ
 * uses is decided per process.
 *
 * @throws WorkerStartError when database or queue cannot be used; nothing is left open then
 */
export async function startWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const {
    databaseUrl,
    bankUrl,
    bankSignature,
    bankTimeoutMs: timeoutMs = DEFAULT_BANK_TIMEOUT_MS,
  } = settings;
  const rail =
    bankUrl === undefined
      ? null
      : httpBankRail({ baseUrl: bankUrl, timeoutMs, ...(bankSignature ? { signature: bankSignature } : {}) });
  const db = await openDatabase(databaseUrl);
  let app: INestApplicationContext | undefined;
  try {
    app = await NestFactory.createApplicationContext(
      WorkerModule.over(groundOf(db, rail, settings), settings),
      {
        logger: new ConsoleLogger({ colors: false, logLevels: ['error', 'warn'] }),
        abortOnError: false,
      },
    );
    await queueReady(app, settings);
  } catch (error) {
    const closed = Promise.allSettled([app?.close(), db.close()]);
    await Promise.race([closed, sleep(FINISH_WITHIN_MS, undefined, { ref: false })]);
    throw error;
  }
  const running = app;
  for (const part of [OutboxProcessor, ...SCHEDULE]) running.get(part).start();
  let stopped: Promise<void> | undefined;
  return { stop: () => (stopped ??= stop(running, db)) };
}

const groundOf = (
  db: Database,
  rail: PaymentRail | null,
  { creditRules, sweepTriggers, registerRules, mail, anchorDirectory, filesFolder }: WorkerSettings,
): Ground =>
  new Ground(
    ...([db, rail, creditRules, new Set(sweepTriggers), registerRules] as const),
    mail ? { mailer: smtpMailer(mail), rules: mail } : null,
    anchorDirectory === undefined ? null : new SealAnchors(anchorDirectory),
    filesFolder === undefined ? null : new FileStore(filesFolder),
  );

async function openDatabase(url: string): Promise<Database> {
  try {
    return await connectDatabase(url, { poolSize: POOL_SIZE, applicationName: 'duixian-worker' });
  } catch (error) {
    throw new WorkerStartError(
      `The database of DATABASE_URL cannot be used (${describeProblem(error)}): start it, or correct the address.`,
    );
  }
}

/** A queue that cannot be reached would wait for ever. */
async function queueReady(app: INestApplicationContext, { redisUrl }: WorkerSettings): Promise<void> {
  const queue = app.get<Queue>(getQueueToken(QUEUE_NAME));
  queue.on('error', (error) => logProblem('queue', error));
  const late = sleep(READY_WITHIN_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${READY_WITHIN_MS / 1000} s`);
  });
  try {
    await Promise.race([
      Promise.all([queue.waitUntilReady(), app.get(OutboxProcessor).worker.waitUntilReady()]),
      late,
    ]);
  } catch (error) {
    throw new WorkerStartError(
      redisUrl === undefined
        ? `The queue tables cannot be used (${describeProblem(error)}): let the owner run prepare-queues first.`
        : `The Redis of REDIS_URL cannot be used (${describeProblem(error)}): start it, or correct the address.`,
    );
  } finally {
    late.catch(() => undefined);
  }
}

async function stop(app: INestApplicationContext, db: Database): Promise<void> {
  const orderly = async (): Promise<void> => {
    await Promise.all(SCHEDULE.map((part) => app.get(part).stop()));
    // Closing the queue waits for the jobs that run.
    await app.close();
    await db.close();
  };
  const late = sleep(FINISH_WITHIN_MS, 'late' as const, { ref: false });
  const end = await Promise.race([orderly().catch((error) => logProblem('stopping', error)), late]);
  if (end === 'late') logProblem('stopping', new Error('something still ran after 20 s and was left behind'));
}
