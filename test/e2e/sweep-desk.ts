import * as casework from '@duixian/casework';
import { CITY, Office, valueOf } from '@duixian/testing';

export const ORDERER = 'policy-officer';
export const APPROVER = 'policy-officer-2';

/** An office that sweeps: orders, approvals and clicks of the demo's people. */
export class SweepDesk {
  private constructor(readonly office: Office) {}

  static async open(): Promise<SweepDesk> {
    return new SweepDesk(await Office.open());
  }

  get db(): casework.Database {
    return this.office.db;
  }

  async today(): Promise<string> {
    const [call] = await casework.listCalls(this.db, await this.office.as(ORDERER));
    return `${call?.year}-${new Date().toISOString().slice(5, 10)}`;
  }

  async by(username: string): Promise<{ actor: casework.PersonActor; idempotencyKey: string }> {
    return { actor: await this.office.as(username), idempotencyKey: this.office.key() };
  }

  /** Orders a sweep as of today, or as told. */
  async order(wish: Partial<casework.OrderSweep> = {}, username = ORDERER) {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    return casework.orderSweep(this.db, {
      asOf: today,
      dryRun: false,
      ...wish,
      ...(await this.by(username)),
    });
  }

  /** Ordered and run to its end or to its approval. */
  async run(wish: Partial<casework.OrderSweep> = {}): Promise<casework.SweepDetail> {
    const { id } = valueOf(await this.order(wish));
    await this.office.drain();
    return this.look(id);
  }

  async look(id: string, username = ORDERER): Promise<casework.SweepDetail> {
    return valueOf(await casework.readSweep(this.db, await this.office.as(username), id));
  }

  async results(id: string): Promise<casework.SweepLineView[]> {
    const actor = await this.office.as(ORDERER);
    return valueOf(await casework.readSweepResults(this.db, actor, { id }, { limit: 200 })).items;
  }

  /** Findings as `clause disposition reason`, for one applicant by the beginning of their name. */
  async found(id: string, name = ''): Promise<string[]> {
    return (await this.results(id))
      .filter((line) => line.applicant.registeredName.startsWith(name))
      .map((line) => [line.clause, line.disposition, line.reason?.code].filter(Boolean).join(' '))
      .sort();
  }

  async approve({ id, version }: { id: string; version: number }, username = APPROVER) {
    return casework.approveSweep(this.db, { ...(await this.by(username)), sweepId: id, version });
  }

  /** A real sweep, approved, its offers out. */
  async offered(wish: Partial<casework.OrderSweep> = {}): Promise<casework.SweepDetail> {
    const sweep = await this.run(wish);
    valueOf(await this.approve(sweep));
    await this.office.drain();
    return this.look(sweep.id);
  }

  /** The offers that somebody sees, newest first. */
  async offersOf(username: string): Promise<casework.OfferSummary[]> {
    const actor = await this.office.as(username);
    return valueOf(await casework.listOffers(this.db, actor, {}, { limit: 50 })).items;
  }

  async confirm(offer: { id: string; version: number }, username: string, accountId?: string) {
    return casework.confirmOffer(this.db, {
      ...(await this.by(username)),
      ...{ offerId: offer.id, version: offer.version },
      ...(accountId ? { accountId } : {}),
    });
  }
}

export const CITY_CODE = CITY.regionCode;
