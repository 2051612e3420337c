import * as casework from '@duixian/casework';
import { CITY, PLACES, valueOf, type Office } from '@duixian/testing';

const ORDERER = 'policy-officer-2';
const APPROVER = 'policy-officer';

/** Sweeps of the city and two offers to the enterprise of 新华区, one per clause. */
export class SweepSubjects {
  private constructor(
    private readonly office: Office,
    private readonly offerIds: ReadonlyMap<string, string>,
  ) {}

  static async open(office: Office): Promise<SweepSubjects> {
    const offers = new Map<string, string>();
    for (const clause of ['PDS-A2-4-3-1', 'PDS-A2-4-3-2']) {
      const subjects = new SweepSubjects(office, offers);
      const { id, version } = await subjects.prepared(clause, PLACES.xinhua.regionCode);
      const by = await subjects.by(APPROVER);
      valueOf(await casework.approveSweep(office.db, { ...by, sweepId: id, version }));
      await office.drain();
      const clerk = await office.as('xinhua-clerk');
      const own = valueOf(await casework.listOffers(office.db, clerk, { sweepId: id }, { limit: 10 }));
      offers.set(clause, own.items[0]?.id ?? '');
    }
    return new SweepSubjects(office, offers);
  }

  /** What a sweep of the city looks like; dry, so that any number can run. */
  wish(): Omit<casework.OrderSweep, 'actor' | 'idempotencyKey'> {
    const asOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    return { asOf, dryRun: true, scope: [CITY.regionCode], clauses: ['PDS-A2-4-3-1'] };
  }

  /** Ordered by the second officer and not run yet. */
  async running(): Promise<casework.SweepAnswer> {
    const command = { ...this.wish(), ...(await this.by(ORDERER)) };
    return valueOf(await casework.orderSweep(this.office.db, command));
  }

  /** A dry one that is over. */
  async finished(): Promise<casework.SweepAnswer> {
    const { id } = await this.running();
    await this.office.drain();
    return valueOf(await casework.readSweep(this.office.db, await this.office.as(ORDERER), id));
  }

  /** A real one that waits for its approval. */
  async prepared(clause: string, regionCode: string): Promise<casework.SweepAnswer> {
    const wish = { ...this.wish(), clauses: [clause], scope: [regionCode] };
    const command = { ...wish, dryRun: false, ...(await this.by(ORDERER)) };
    const { id } = valueOf(await casework.orderSweep(this.office.db, command));
    await this.office.drain();
    return valueOf(await casework.readSweep(this.office.db, await this.office.as(ORDERER), id));
  }

  offer(clause: string): string {
    return this.offerIds.get(clause) ?? '';
  }

  private async by(username: string) {
    return { actor: await this.office.as(username), idempotencyKey: this.office.key() };
  }
}
