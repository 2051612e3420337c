import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as casework from '@duixian/casework';
import { claimOutbox, finishOutbox, newId, outboxBacklog, type OutboxRow } from '@duixian/persistence';
import { seedHash } from './schema-hash';
import { createTestDatabase, type TestDatabase } from './test-database';

/** The rail as the use cases take it. */
type PaymentRail = Parameters<typeof casework.sendPayment>[1];

/** A worker that is killed with a message in hand never ends it. */
const IN_HAND_MS = 30_000;

const DOCUMENTS = join(__dirname, '../../policy/documents');

/** A bank that takes everything and never answers a query; tests of payments use the simulated bank instead. */
export const WILLING_BANK: PaymentRail = {
  send: (payload) => {
    const { reference } = JSON.parse(payload) as { reference: string };
    return Promise.resolve({ outcome: 'accepted', bankSerial: `T${reference}`, raw: '{}' });
  },
  query: () => Promise.resolve({ outcome: 'unknown', cause: 'not asked in this test', raw: '' }),
};

/**
 * A whole office on a database of its own, with the demo seed: people sign in, use cases run in this process, and
 * `drain` does what the worker would do, in order.
 */
export class Office {
  private readonly people = new Map<string, casework.PersonActor>();

  private constructor(
    readonly database: TestDatabase,
    readonly db: casework.Database,
  ) {}

  static async open(options: { poolSize?: number; demo?: casework.DemoSize } = {}): Promise<Office> {
    const demo = options.demo ?? 'story';
    // What is seeded depends on the day.
    const key = `${seedHash()} ${demo} ${chinaDay()}`;
    const database = await createTestDatabase({ key, fill: ({ appUrl }) => fillWithDemo(appUrl, demo) });
    const db = await casework.connectDatabase(database.appUrl, {
      poolSize: options.poolSize ?? 10,
      applicationName: 'office',
      // However busy the machine is: a time decides no test.
      connectWithinMs: 60_000,
    });
    return new Office(database, db);
  }

  async close(): Promise<void> {
    await this.db.close();
    await this.database.drop();
  }

  /** Causes after which the office looks by itself; a test that is about them names them. */
  sweepTriggers: casework.SweepTriggers = new Set();

  /** The mail server of a test about letters; null: messages stay in the inbox. */
  mailer: casework.Mailer | null = null;

  private days = 0;

  /** Counts days of business time that passed since the office opened; answers the new total. */
  passed(days: number): number {
    this.days += days;
    return this.days;
  }

  /** A fresh idempotency key. */
  readonly key = newId;

  /** A session token of a demo account, for requests over HTTP. */
  async token(username: string): Promise<string> {
    const session = await casework.openSession(this.db, { username, password: casework.DEMO_PASSWORD });
    if (!session.ok) throw new Error(`${username}: ${session.refusal.message}`);
    return session.value.token;
  }

  /** A demo account as an actor, signed in once. */
  async as(username: string): Promise<casework.PersonActor> {
    const known = this.people.get(username);
    if (known) return known;
    const signedIn = await casework.authenticate(this.db, await this.token(username));
    if (!signedIn) throw new Error(`${username} is not signed in`);
    this.people.set(username, signedIn.actor);
    return signedIn.actor;
  }

  /** Somebody acts for another party besides, as their next session would say. */
  async actsFor(username: string, partyId: string): Promise<void> {
    const actor = await this.as(username);
    this.people.set(username, { ...actor, partyIds: [...actor.partyIds, partyId] });
  }

  /** A worker runs beside and may have a message in hand: `drain` then waits until it is handled, for a while. */
  besideWorker = false;

  /** Hands every waiting message to its consumer until none waits; answers how many were handled. */
  async drain(rail: PaymentRail = WILLING_BANK): Promise<number> {
    const until = performance.now() + IN_HAND_MS;
    for (let handled = 0; ;) {
      const rows = await claimOutbox(this.db, 50, 30);
      if (rows.length === 0) {
        const inHand = this.besideWorker && (await outboxBacklog(this.db)).waiting > 0;
        if (!inHand || performance.now() > until) return handled;
        await sleep(20);
      }
      for (const row of rows) {
        await this.consume(row, rail);
        await finishOutbox(this.db, row.id);
        handled += 1;
      }
    }
  }

  private async consume(row: OutboxRow, rail: PaymentRail): Promise<unknown> {
    const { db } = this;
    const outboxId = row.id;
    const {
      applicationId = '',
      paymentId = '',
      attemptId = '',
      importId = '',
      policyVersionId = '',
      sweepId = '',
      chunkId = '',
      calendarYear = '',
      budgetLineId = '',
      cityCode = '',
      causeId = '',
      since = '',
      eventIds = '',
      letterId = '',
      cause,
    } = row.payload;
    switch (row.topic) {
      case 'application.submitted':
        return casework.assessApplication(db, { outboxId, applicationId });
      case 'application.approved':
        return casework.publishNotice(db, { outboxId, applicationId });
      case 'application.noticed':
        return casework.awardApplication(db, { outboxId, applicationId });
      case 'calendar.published':
        return casework.recountNoticeEnds(db, { outboxId, calendarYear });
      case 'policy.trial_requested':
        return casework.tryPolicyVersion(db, { outboxId, policyVersionId });
      case 'budget.freed':
        return casework.serveFundingQueue(db, { outboxId, budgetLineId });
      case 'budget.not_awaited':
        return casework.leaveFundingQueues(db, { outboxId, applicationId });
      case 'application.award_terminated':
        return casework.takeBackAward(db, { outboxId, applicationId });
      case 'treasury_account.confirmed':
        return casework.wakeForAccount(db, { outboxId, regionCode: row.payload['regionCode'] ?? '' });
      case 'award.instalment_decided':
        return casework.carryOutInstalment(db, { outboxId, proposalId: row.payload['proposalId'] ?? '' });
      case 'payment.released':
        return casework.sendPayment(db, rail, { outboxId, paymentId });
      case 'payment.unresolved':
        return casework.queryPayment(db, rail, { outboxId, attemptId });
      case 'import.committed':
        return casework.applyImport(db, { outboxId, importId });
      case 'sweep.wanted':
        return casework.sweepForCause(db, this.sweepTriggers, {
          ...{ outboxId, cityCode, causeId, since, cause: cause === 'import' ? 'import' : 'publication' },
        });
      case 'sweep.ordered':
        return casework.collectCandidates(db, { outboxId, sweepId });
      case 'sweep.chunk':
        return casework.evaluateChunk(db, { outboxId, chunkId });
      case 'sweep.approved':
        return casework.sendOutOffers(db, { outboxId, sweepId });
      case 'sweep.offers':
        return casework.makeOffers(db, { outboxId, chunkId });
      case 'payment.settled':
        return casework.settleApplication(db, { outboxId, paymentId });
      case 'notification.due':
        return casework.writeNotifications(db, { outboxId, eventIds }, this.mailer !== null);
      case 'mail.due':
        if (!this.mailer) throw new Error('no mail server in this test');
        return casework.sendLetter(db, this.mailer, LETTER_RULES, { outboxId, letterId });
      case 'payment.returned':
        return casework.reopenApplication(db, { outboxId, paymentId });
    }
  }
}

async function fillWithDemo(appUrl: string, demo: casework.DemoSize): Promise<void> {
  const db = await casework.connectDatabase(appUrl, { poolSize: 4, applicationName: 'demo seed' });
  try {
    await casework.seedGround(db);
    for (const name of readdirSync(DOCUMENTS).filter(
      (each) => each.endsWith('.yaml') && !each.endsWith('.cases.yaml'),
    )) {
      const loaded = await casework.loadPolicy(db, {
        file: name,
        text: readFileSync(join(DOCUMENTS, name), 'utf8'),
        cases: readFileSync(join(DOCUMENTS, name.replace(/yaml$/, 'cases.yaml')), 'utf8'),
      });
      if (!loaded.ok) throw new Error(loaded.refusal.message);
    }
    await casework.seedDemo(db, demo);
  } finally {
    await db.close();
  }
}

const LETTER_RULES = { consoleUrl: 'https://duixian.test' };

/** Today in China, as YYYY-MM-DD. */
const chinaDay = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** The value of an outcome; throws with the refusal when there is none. */
export function valueOf<T>(
  outcome: { ok: true; value: T } | { ok: false; refusal: { code: string; message: string } },
): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

/** The code of a refusal; throws when there is none. */
export function refusalOf(outcome: { ok: boolean; refusal?: { code: string } }): string {
  if (outcome.ok || !outcome.refusal) throw new Error('expected a refusal');
  return outcome.refusal.code;
}
