import * as casework from '@duixian/casework';
import type { PaymentRail } from '@duixian/payment-rail';
import { claimOutbox, finishOutbox } from '@duixian/persistence';
import { CITY, passDays, PLACES, type Office } from '@duixian/testing';
import { Client } from 'pg';
import { Life, once, type Fate } from './fate';
import type { Obligation } from './obligations';
import { recoverSome, type Outcome } from './recovery-story';

/** Where the treasury of an obligation is, and the account that it pays from. */
const TREASURIES = { yexian: PLACES.yexian, city: CITY } as const;

/** What the bank does with the first instruction of a story. */
export const BANK_BEHAVIOURS = [
  'normal',
  'drop-answer',
  'delay',
  'reject',
  'garbage',
  'not-found-then-show',
  'duplicate-answer',
  'wrong-answer',
  'reject-later',
  'truncate-name',
  'never-arrives',
  'return',
] as const;
export type BankBehaviour = (typeof BANK_BEHAVIOURS)[number];

export interface Scene {
  office: Office;
  serverUrl: string;
  bankUrl: string;
  rail: PaymentRail;
}

/** How often a step is repeated after a death or a lost connection; a fate strikes once, so two are enough. */
const MOST_TRIES = 8;

/**
 * The life of one obligation, played by its people and the worker, whatever strikes in between. Every step is repeated
 * under its own key until it is answered, as a person's program and the queue do.
 */
export class Story {
  private steps = 0;

  private constructor(
    private readonly scene: Scene,
    private readonly obligation: Obligation,
    private readonly behaviour: BankBehaviour,
    private life: Life,
    private readonly fateLife: Life,
  ) {}

  /** Answers whether the fate struck. */
  static async play(
    scene: Scene,
    obligation: Obligation,
    behaviour: BankBehaviour,
    fate: Fate | null,
  ): Promise<boolean> {
    const life = await Life.begin(
      { appUrl: scene.office.database.appUrl, serverUrl: scene.serverUrl },
      once(fate),
    );
    const story = new Story(scene, obligation, behaviour, life, life);
    try {
      await story.run();
      return story.fateLife.struck;
    } finally {
      await story.life.end();
    }
  }

  private async run(): Promise<void> {
    await this.pay();
    if (this.obligation.treasury === 'yexian' && (await this.state()) === 'settled')
      await recoverSome(this.obligation, (username, act) => this.by(username, act), this.treasury);
  }

  private get treasury(): { regionCode: string; account: string } {
    return TREASURIES[this.obligation.treasury];
  }

  private person(role: 'maker' | 'checker'): string {
    return `${this.obligation.treasury}-${role}`;
  }

  private async pay(): Promise<void> {
    await this.arm();
    const day = await this.payOut();
    if (this.behaviour === 'return') await this.giveBack(day);
    await this.tomorrow();
    await this.readAndClose(day);
    await this.work(3);
    await this.endUnknown(day);
    if (this.behaviour === 'return') await this.readAndClose(await this.today(), false);
    if (!['rejected', 'returned', 'not_sent'].includes(await this.state())) return;
    await this.requeue();
    const again = await this.payOut();
    await this.tomorrow();
    await this.readAndClose(again);
    await this.work(3);
  }

  private async arm(): Promise<void> {
    const known = ['never-arrives', 'return'].includes(this.behaviour) ? 'normal' : this.behaviour;
    const delay = known === 'delay' ? { delayMs: 500 } : {};
    await this.simulate({ mode: known, ...delay });
  }

  private async giveBack(day: string): Promise<void> {
    const { rows } = await this.ask<{ reference: string }>(
      `SELECT bank_reference AS reference FROM payment_attempt WHERE payment_id = $1`,
    );
    const [year = '', month = '', date = ''] = day.split('-');
    const next = new Date(Date.UTC(+year, +month - 1, +date + 1)).toISOString().slice(0, 10);
    const given = await this.tellBank({ returnReference: rows[0]?.reference, onDate: next });
    // What died before it was sent the bank never had: there is nothing to give back, and people declare it not sent.
    if (!given.ok && given.status !== 404) throw new Error(`the bank does not: ${await given.text()}`);
  }

  private async simulate(body: object): Promise<void> {
    const answer = await this.tellBank(body);
    if (!answer.ok) throw new Error(`the bank does not: ${await answer.text()}`);
  }

  private async tellBank(body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const url = `${this.scene.bankUrl}/simulation`;
    return fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
  }

  /** Batch, release, and the worker's way until the bank has answered. @returns the day it was to be booked on */
  private async payOut(): Promise<string> {
    const paymentIds = [this.obligation.paymentId];
    const day = await this.today();
    const batch = await this.by(this.person('maker'), (actor, idempotencyKey, db) =>
      casework.prepareBatch(db, { actor, idempotencyKey, paymentIds, regionCode: this.treasury.regionCode }),
    );
    await this.by(this.person('checker'), (actor, idempotencyKey, db) =>
      casework.releaseBatch(db, { actor, idempotencyKey, batchId: batch.id, version: batch.version }),
    );
    await this.work(4);
    return day;
  }

  private async requeue(): Promise<void> {
    const { rows } = await this.ask<{ version: number }>('SELECT version FROM payment WHERE id = $1');
    const { paymentId } = this.obligation;
    const version = rows[0]?.version ?? 0;
    await this.by(this.person('maker'), (actor, idempotencyKey, db) =>
      casework.requeuePayment(db, { actor, idempotencyKey, paymentId, version }),
    );
  }

  private async readAndClose(day: string, close = true): Promise<void> {
    const content = await (
      await fetch(`${this.scene.bankUrl}/statements?account=${this.treasury.account}&date=${day}`)
    ).text();
    const statement = await this.by(this.person('maker'), (actor, idempotencyKey, db) =>
      casework.importStatement(db, { actor, idempotencyKey, content }),
    );
    const statementId = statement.id;
    if (close)
      await this.by(this.person('checker'), (actor, idempotencyKey, db) =>
        casework.closeTreasuryDay(db, {
          ...{ actor, idempotencyKey, day, statementId },
          regionCode: this.treasury.regionCode,
        }),
      );
    this.closedOn = statementId;
    await this.work(2);
  }
  private closedOn = '';

  /** What the bank never had is declared not sent by two people, on the closed day. */
  private async endUnknown(_day: string): Promise<void> {
    for (let round = 0; round < 3 && (await this.state()) === 'unknown'; round += 1) await this.work(2);
    if ((await this.state()) !== 'unknown') return;
    const statementId = this.closedOn;
    const task = await this.openTask();
    const proposed = await this.by(this.person('maker'), (actor, idempotencyKey, db) =>
      casework.proposeResolution(db, {
        actor,
        idempotencyKey,
        taskId: task.id,
        version: task.version,
        resolution: 'not-sent',
        statementId,
        note: '银行无此笔',
      }),
    );
    await this.by(this.person('checker'), (actor, idempotencyKey, db) =>
      casework.decideResolution(db, {
        actor,
        idempotencyKey,
        taskId: task.id,
        version: proposed.version,
        decision: 'confirm',
      }),
    );
  }

  private async openTask(): Promise<{ id: string; version: number }> {
    const { rows } = await this.ask<{ id: string; version: number }>(
      `SELECT id, version FROM finance_task WHERE payment_id = $1 AND done_at IS NULL`,
    );
    if (!rows[0]) throw new Error('an unknown payment without a task');
    return rows[0];
  }

  /** One act of a person, repeated under one key until it is answered; a refusal is a bug of the story. */
  private async by<T>(
    username: string,
    act: (actor: casework.PersonActor, key: string, db: casework.Database) => Promise<Outcome<T>>,
  ): Promise<T> {
    const actor = await this.scene.office.as(username);
    this.steps += 1;
    const key = `${this.obligation.paymentId}/${this.steps}`;
    const outcome = await this.untilAnswered(() => act(actor, key, this.life.db));
    if (!outcome.ok)
      throw new Error(
        `${this.behaviour}, step ${this.steps}: ${outcome.refusal.code} ${outcome.refusal.message}`,
      );
    return outcome.value;
  }

  /** The worker: pauses are over, messages are handed out and consumed, `rounds` times. */
  private async work(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.untilAnswered(async () => {
        await this.makeDue();
        for (const row of await claimOutbox(this.life.db, 20, 30)) {
          await this.consume(row);
          await finishOutbox(this.life.db, row.id);
        }
        return true;
      });
    }
  }

  private async consume(row: { id: string; topic: string; payload: Record<string, string> }): Promise<void> {
    const { paymentId = '', attemptId = '' } = row.payload;
    const job = { outboxId: row.id, paymentId, attemptId };
    const { db } = this.life;
    const rail = this.life.over(this.wire());
    switch (row.topic) {
      case 'payment.released':
        return void (await casework.sendPayment(db, rail, job));
      case 'payment.unresolved':
        return void (await casework.queryPayment(db, rail, job));
      case 'payment.settled':
        return void (await casework.settleApplication(db, job));
      case 'payment.returned':
        return void (await casework.reopenApplication(db, job));
    }
  }

  private lostOnce = false;
  /** The line to the bank; `never-arrives` loses the first instruction on its way. */
  private wire(): PaymentRail {
    const { rail } = this.scene;
    if (this.behaviour !== 'never-arrives' || this.lostOnce) return rail;
    return {
      ...rail,
      send: () => {
        this.lostOnce = true;
        return Promise.resolve({ outcome: 'unknown', cause: '连接中断', raw: '' });
      },
    };
  }

  private async untilAnswered<T>(step: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const outcome = await Promise.race([step(), this.life.death]);
        if (outcome !== 'died') return outcome;
        this.life = await this.reborn();
      } catch (error) {
        if (tries >= MOST_TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private reborn(): Promise<Life> {
    return Life.begin(
      { appUrl: this.scene.office.database.appUrl, serverUrl: this.scene.serverUrl },
      once(null),
    );
  }

  private async tomorrow(): Promise<void> {
    await this.untilAnswered(() => passDays(this.scene.office, 1));
  }

  private async state(): Promise<string> {
    const { rows } = await this.ask<{ state: string }>('SELECT state FROM payment WHERE id = $1');
    return rows[0]?.state ?? '';
  }

  private async today(): Promise<string> {
    const { rows } = await this.ask<{ day: string }>(
      `SELECT (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day WHERE $1::uuid IS NOT NULL`,
    );
    return rows[0]?.day ?? '';
  }

  private async makeDue(): Promise<void> {
    await this.ask(
      `UPDATE outbox SET available_at = clock_timestamp(), hinted_at = NULL WHERE done_at IS NULL AND $1::uuid IS NOT NULL`,
    );
  }

  /** A look of the test itself, on a connection of its own; $1 is the payment. */
  private async ask<T extends object>(sql: string): Promise<{ rows: T[] }> {
    const client = new Client(this.scene.office.database.appUrl);
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('duixian.scope', 'system', true)`);
      const { rows } = await client.query<T>(sql, [this.obligation.paymentId]);
      await client.query('COMMIT');
      return { rows };
    } finally {
      await client.end();
    }
  }
}
