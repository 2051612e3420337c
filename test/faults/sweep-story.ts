import * as casework from '@duixian/casework';
import { claimOutbox, finishOutbox, type OutboxRow } from '@duixian/persistence';
import { Client } from 'pg';
import { Life, type FateKind, type Strikes } from './fate';
import type { SweepTown } from './sweep-town';

export const PROGRAMS = ['api', 'worker'] as const;
export type Program = (typeof PROGRAMS)[number];

/** Something strikes a program at its n-th moment: every statement and commit of a command has one before and one after it. */
export interface Blow {
  on: Program;
  at: number;
  kind: FateKind;
}

/** Who is struck when, counted over all lives of a program. */
export class Blows {
  private readonly moments: Record<Program, number> = { api: 0, worker: 0 };
  private readonly left: Blow[];
  readonly struck: string[] = [];

  constructor(blows: readonly Blow[]) {
    this.left = [...blows];
  }

  on(program: Program): Strikes {
    return (point) => {
      // Looks and hints change nothing, and how many there are is up to the clock.
      if (point.startsWith('relay')) return null;
      this.moments[program] += 1;
      const at = this.left.findIndex((blow) => blow.on === program && blow.at <= this.moments[program]);
      const [blow] = at < 0 ? [] : this.left.splice(at, 1);
      if (!blow) return null;
      this.struck.push(`${program}, ${point}: ${blow.kind}`);
      return blow.kind;
    };
  }

  /** How many moments each program had so far. */
  get counted(): Record<Program, number> {
    return { ...this.moments };
  }
}

/** When a worker says that a message is done. Only the first is right; the second shows what the order is for. */
export type Acknowledges = 'after the work' | 'before the work';

/** A message that nobody finished is handed over again after this long. */
const REHINT_SECONDS = 2;
const MOST_TRIES = 20;

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: { code: string; message: string } };

/**
 * One sweep of a town, from its order over the approval to its offers, three of which are confirmed: the people over one
 * program, two workers side by side, and whatever strikes any of them. Everything is repeated under its own key until it
 * is answered, as people's programs and the queue do.
 */
export class SweepStory {
  private over = false;
  private api!: Life;
  private steps = 0;
  private lastProblem = 'none';
  /** Workers in the middle of a message. */
  private busy = 0;

  private constructor(
    private readonly town: SweepTown,
    private readonly serverUrl: string,
    private readonly blows: Blows,
    private readonly acknowledges: Acknowledges,
    private readonly deadline: number,
  ) {}

  /** @returns the sweep's id @throws when the story does not come to its end `withinMs` */
  static async play(
    town: SweepTown,
    serverUrl: string,
    blows: Blows,
    { acknowledges = 'after the work' as Acknowledges, withinMs = 300_000 } = {},
  ): Promise<string> {
    const story = new SweepStory(town, serverUrl, blows, acknowledges, Date.now() + withinMs);
    story.api = await story.live('api');
    const workers = [story.work(), story.work()];
    try {
      return await story.run();
    } finally {
      story.over = true;
      await Promise.all(workers);
      await story.api.end();
    }
  }

  private live(program: Program): Promise<Life> {
    const { appUrl } = this.town.office.database;
    return Life.begin({ appUrl, serverUrl: this.serverUrl }, this.blows.on(program));
  }

  private async run(): Promise<string> {
    const { callId, county, today, willing } = this.town;
    const wish = { asOf: today, dryRun: false, callIds: [callId], scope: [county] };
    const { id } = await this.by('policy-officer', (db, who) => casework.orderSweep(db, { ...who, ...wish }));
    const { version } = await this.untilSweep(id, 'prepared');
    await this.by('policy-officer-2', (db, who) =>
      casework.approveSweep(db, { ...who, sweepId: id, version }),
    );
    await this.untilSweep(id, 'completed');
    for (const partyId of willing) await this.confirm(partyId);
    await this.untilQuiet();
    return id;
  }

  private async untilSweep(id: string, state: string): Promise<casework.SweepDetail> {
    const actor = await this.town.office.as('policy-officer');
    for (;;) {
      const seen = await this.answered((db) => casework.readSweep(db, actor, id));
      if (seen.ok && seen.value.state === state) return seen.value;
      const idle = this.busy === 0 && !(await this.isMessageLeft());
      if (idle && !(await this.isNow(id, state)))
        throw new Error(`nobody is left to bring the sweep to ${state}`);
      await this.pause(100, `the sweep ${state}`);
    }
  }

  private async isNow(id: string, state: string): Promise<boolean> {
    const actor = await this.town.office.as('policy-officer');
    const seen = await this.answered((db) => casework.readSweep(db, actor, id));
    return seen.ok && seen.value.state === state;
  }

  private async confirm(partyId: string): Promise<void> {
    const clerk = { ...(await this.town.office.as('xinhua-clerk')), partyIds: [partyId] };
    const found = await this.answered((db) => casework.listOffers(db, clerk, { partyId }, { limit: 5 }));
    const [offer] = found.ok ? found.value.items : [];
    // Who has no offer is missed by the judge.
    if (!offer) return;
    const { id: offerId, version } = offer;
    await this.by('xinhua-clerk', (db, { idempotencyKey }) =>
      casework.confirmOffer(db, { actor: clerk, idempotencyKey, offerId, version }),
    );
  }

  private async untilQuiet(): Promise<void> {
    while (await this.isMessageLeft()) await this.pause(30, 'no message left');
  }

  /** A look of the test itself, on a connection that nothing strikes. */
  private async isMessageLeft(): Promise<boolean> {
    const client = new Client(this.town.office.database.appUrl);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`SELECT set_config('duixian.scope', 'system', false)`);
      return (await client.query('SELECT FROM outbox WHERE done_at IS NULL LIMIT 1')).rowCount !== 0;
    } catch {
      // The server is recovering.
      return true;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async pause(ms: number, waitedFor: string): Promise<void> {
    if (Date.now() > this.deadline)
      throw new Error(`it never came: ${waitedFor} (last problem of a worker: ${this.lastProblem})`);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** One act of a person, repeated under one key until it is answered; a refusal is a bug of the story. */
  private async by<T>(
    username: string,
    act: (
      db: casework.Database,
      who: { actor: casework.PersonActor; idempotencyKey: string },
    ) => Promise<Outcome<T>>,
  ): Promise<T> {
    const actor = await this.town.office.as(username);
    this.steps += 1;
    const idempotencyKey = `sweep-story/${this.steps}`;
    const outcome = await this.answered((db) => act(db, { actor, idempotencyKey }));
    if (!outcome.ok)
      throw new Error(`step ${this.steps}: ${outcome.refusal.code} ${outcome.refusal.message}`);
    return outcome.value;
  }

  private async answered<T>(ask: (db: casework.Database) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const outcome = await Promise.race([ask(this.api.db), this.api.death]);
        if (outcome !== 'died') return outcome as T;
        await this.api.end();
        this.api = await this.live('api');
      } catch (error) {
        if (tries >= MOST_TRIES) throw error;
        await this.pause(50, 'an answer');
      }
    }
  }

  /** A worker and whoever takes its place, until the story is over. */
  private async work(): Promise<void> {
    let life = await this.live('worker');
    while (!this.over) {
      try {
        this.busy += 1;
        const served = await Promise.race([this.serveOne(life), life.death]).finally(() => (this.busy -= 1));
        if (served === 'died') {
          await life.end();
          life = await this.live('worker');
        } else if (!served) await new Promise((resolve) => setTimeout(resolve, 20));
      } catch (error) {
        // What failed is handed over again.
        this.lastProblem = String(error);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    await life.end();
  }

  private async serveOne({ db }: Life): Promise<boolean> {
    const [row] = await claimOutbox(db, 1, REHINT_SECONDS);
    if (!row) return false;
    if (this.acknowledges === 'before the work') await finishOutbox(db, row.id);
    await this.consume(db, row);
    if (this.acknowledges === 'after the work') await finishOutbox(db, row.id);
    return true;
  }

  private async consume(
    db: casework.Database,
    { id: outboxId, topic, payload }: OutboxRow,
  ): Promise<unknown> {
    const { sweepId = '', chunkId = '', applicationId = '' } = payload;
    switch (topic) {
      case 'sweep.ordered':
        return casework.collectCandidates(db, { outboxId, sweepId });
      case 'sweep.chunk':
        return casework.evaluateChunk(db, { outboxId, chunkId });
      case 'sweep.approved':
        return casework.sendOutOffers(db, { outboxId, sweepId });
      case 'sweep.offers':
        return casework.makeOffers(db, { outboxId, chunkId });
      case 'application.approved':
        return casework.publishNotice(db, { outboxId, applicationId });
      case 'application.noticed':
        return casework.awardApplication(db, { outboxId, applicationId });
      default:
        return null;
    }
  }
}
